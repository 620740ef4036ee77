"""The page as Gradio sees it: a frame that the script fills, a wire on which answers come, and the programs' functions."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import wraps
from pathlib import Path

import gradio as gr
from gradio.events import api

from assistant.page.markup import element
from assistant.page.programs import endpoints
from assistant.page.room import Message, Room
from assistant.page.texts import TEXTS, TITLE

STATIC = Path(__file__).parent / "static"

HEAD = """
<link rel="stylesheet" href="page/style.css">
<link rel="modulepreload" href="page/page.js">
<link rel="icon" type="image/svg+xml" href="page/icon.svg">
<meta name="referrer" content="no-referrer">
"""

# Gradio hands these to the code below: how to send an event, to hear of a new value, and to call the room's functions.
_FRAME_JS = """
import(new URL('page/page.js', document.baseURI))
  .then((page) => page.start({ element, send: (message) => trigger('submit', message), stop: () => trigger('stop'), server, upload }));
"""
_WIRE_JS = """
watch('value', () => document.dispatchEvent(new CustomEvent('arrived', { detail: props.value })));
"""
_FAILED_JS = "() => document.dispatchEvent(new CustomEvent('failed'))"

ANSWERS_AT_ONCE = 4
"""Questions that are answered at the same time: more would only wait for the same two cores."""

MAX_WAITING = 64
"""Questions that wait; the next one is told to come back."""


def layout(room: Room) -> gr.Blocks:
    """The page. The conversation itself lives in the reader's browser, so the server keeps nothing of it."""
    page = gr.Blocks(title=TITLE, analytics_enabled=False, delete_cache=(3600, 3600))
    with page:
        frame = gr.HTML(
            _frame(),
            elem_id="frame",
            js_on_load=_FRAME_JS,
            apply_default_css=False,
            server_functions=[_function(of) for of in (room.library, room.ready, room.open, room.suggest)],
        )
        wire = gr.HTML(
            {}, elem_id="wire", html_template="<i></i>", js_on_load=_WIRE_JS, visible="hidden", apply_default_css=False
        )

        def answer(event: gr.EventData) -> Iterator[Message]:
            yield from room.answer(event._data)

        asked = frame.submit(
            answer,
            None,
            wire,
            show_progress="hidden",
            api_visibility="private",
            concurrency_limit=ANSWERS_AT_ONCE,
            trigger_mode="multiple",
        )
        asked.failure(None, js=_FAILED_JS)
        frame.stop(None, cancels=[asked])
        for function in endpoints(room.assistant):
            api(function, api_name=function.__name__, concurrency_limit=ANSWERS_AT_ONCE)
    page.queue(max_size=MAX_WAITING)
    return page


def _function(method: Callable[[Message], Message]) -> Callable[[Message], Message]:
    """The method as a function, on which Gradio can leave its mark."""

    @wraps(method)
    def function(message: Message) -> Message:
        return method(message)

    return function


def _frame() -> str:
    """An element that knows the page's texts; the script does the rest."""
    return str(element("div", id="onrecord", data_texts=json.dumps(TEXTS)))
