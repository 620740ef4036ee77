"""The page as Gradio sees it: a frame that the script fills, a wire on which answers come, and the programs' functions."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import wraps
from pathlib import Path
from typing import Any

import gradio as gr
from gradio.events import api

from assistant.page.details import Details
from assistant.page.markup import element
from assistant.page.outcomes import Message, Outcomes
from assistant.page.programs import endpoints
from assistant.page.room import Room
from assistant.page.shelf import Shelf
from assistant.page.texts import TEXTS, TITLE

STATIC = Path(__file__).parent / "static"

STYLES = ("frame", "article", "chat", "evidence", "dialogs", "details", "narrow")
SCRIPTS = sorted(path.name for path in STATIC.glob("*.js"))

HEAD = f"""
{"".join(f'<link rel="stylesheet" href="page/{name}.css">' for name in STYLES)}
{"".join(f'<link rel="modulepreload" href="page/{name}">' for name in SCRIPTS)}
<link rel="icon" type="image/svg+xml" href="page/icon.svg">
<meta name="referrer" content="no-referrer">
"""

# Gradio hands these to the code below: how to send an event, to hear of a new value, and to call the room's functions.
_FRAME_JS = """
import(new URL('page/page.js', document.baseURI))
  .then((page) => page.start({ element, send: (message) => trigger('submit', message), add: (message) => trigger('upload', message), server, upload }));
"""


def _wire(name: str) -> gr.HTML:
    """What brings the script an event of this name with each value that the server sends."""
    told = f"watch('value', () => document.dispatchEvent(new CustomEvent('{name}', {{ detail: props.value }})));"
    return gr.HTML(
        {}, elem_id=name, html_template="<i></i>", js_on_load=told, visible="hidden", apply_default_css=False
    )


def _failed(name: str) -> str:
    return f"() => document.dispatchEvent(new CustomEvent('{name}'))"


ANSWERS_AT_ONCE = 4
"""Questions that are answered at the same time: more would only wait for the same two cores."""

MAX_WAITING = 64
"""Questions that wait; the next one is told to come back."""


def layout(room: Room, shelf: Shelf, details: Details) -> gr.Blocks:
    """The page. The conversation itself lives in the reader's browser, so the server keeps only its last answers (Outcomes)."""
    called = [room.library, room.ready, room.open, room.suggest, room.stop, room.feedback, shelf.remove, shelf.restore]
    outcomes = Outcomes()
    called += [details.about, details.amend, details.reread, outcomes.outcome]
    page = gr.Blocks(title=TITLE, analytics_enabled=False, delete_cache=(3600, 3600))
    with page:
        frame = gr.HTML(
            _frame(),
            elem_id="frame",
            js_on_load=_FRAME_JS,
            apply_default_css=False,
            server_functions=[_function(of) for of in called],
        )
        asked = _answers(frame.submit, outcomes.of(room.answer), _wire("arrived"), ANSWERS_AT_ONCE)
        asked.failure(None, js=_failed("failed"))
        _answers(frame.upload, outcomes.of(shelf.add), _wire("added"), 1).failure(None, js=_failed("not-added"))
        for function in endpoints(room.assistant):
            api(function, api_name=function.__name__, concurrency_limit=ANSWERS_AT_ONCE)
    page.queue(max_size=MAX_WAITING)
    return page


def _answers(event: Any, method: Callable[[Message], Iterator[Message]], wire: gr.HTML, at_once: int) -> Any:
    """Let the method answer this event of the script, message by message on this wire."""

    def answer(event: gr.EventData) -> Iterator[Message]:
        yield from method(event._data)

    return event(
        answer,
        None,
        wire,
        show_progress="hidden",
        api_visibility="private",
        concurrency_limit=at_once,
        trigger_mode="multiple",
    )


def _function(method: Callable[[Message], Message]) -> Callable[[Message], Message]:
    """The method as a function, on which Gradio can leave its mark."""

    @wraps(method)
    def function(message: Message) -> Message:
        return method(message)

    return function


def _frame() -> str:
    """An element that knows the page's texts; the script does the rest."""
    return str(element("div", id="onrecord", data_texts=json.dumps(TEXTS)))
