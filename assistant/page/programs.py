"""What programs call through Gradio: plain names, plain values."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import gradio as gr

from assistant import records
from assistant.assistant import Assistant
from index import OnRecordError

MAX_COUNT = 50
"""Passages that a search returns at most."""


def endpoints(assistant: Assistant) -> list[Callable[..., Any]]:
    """The functions that the page offers to programs, under their own names."""

    def ask(question: str, article: str | None = None, history: list[list[str]] | None = None) -> dict[str, Any]:
        """
        Answer a question from the articles' own words, with the exact passages and who says them.

        Args:
            question: the question, at most 2,000 characters
            article: id of the article to ask; all articles when it is left out
            history: earlier turns of the conversation, each [question, answer text], first turn first

        Returns:
            question, reading, found, text, short, citations, passages and notice; `found` is false where the article does not say
        """
        question, article, earlier = _text("question", question), _text("article", article or ""), _turns(history)
        with _told():
            return records.of_answer(assistant.ask(question, history=earlier, article=article or None))

    def search(question: str, count: int = 6, article: str | None = None) -> list[dict[str, Any]]:
        """
        Find the passages nearest to a question, by meaning and by words.

        Args:
            question: the question, at most 2,000 characters
            count: how many passages, 1 to 50
            article: id of the article to search; all articles when it is left out

        Returns:
            passages, best first, each with its text, place, voice, speaker and ranks
        """
        question, article = _text("question", question), _text("article", article or "")
        # A program may send anything, also True, which Python takes for a 1.
        if type(count) is not int or not 1 <= count <= MAX_COUNT:
            raise _mistake(f"count is {count!r:.80}: give a whole number from 1 to {MAX_COUNT}")
        with _told():
            return [records.of_hit(hit) for hit in assistant.search(question, count=count, article=article or None)]

    def articles() -> list[dict[str, Any]]:
        """
        List the articles of the library.

        Returns:
            articles in the order in which they were added, each with its id, title, author and date
        """
        with _told():
            return [records.of_article(article) for article in assistant.articles()]

    def voices(article: str) -> dict[str, Any]:
        """
        Call the roll of an article: who speaks in it, those with most words first, and how much of it is in whose words.

        Args:
            article: id of the article

        Returns:
            speakers, each with name, role, number of statements, words quoted and reported, and passages; shares, the
            part of all words that is in each voice (author, quoted, reported); untold, passages of a speaker not named
        """
        article = _text("article", article)
        with _told():
            return records.of_roll_call(assistant.voices(article))

    return [ask, search, articles, voices]


def speak_json(page: gr.Blocks) -> None:
    """Let the tools of the Model Context Protocol answer in JSON; Gradio would write Python's repr of it."""
    served: Any = page.mcp_server_obj
    if served is None:
        return

    def as_text(outputs: list[Any], _: str) -> list[Any]:
        return [served.types.TextContent(type="text", text=json.dumps(value, ensure_ascii=False)) for value in outputs]

    served.postprocess_output_data = as_text


def _text(name: str, value: object) -> str:
    if not isinstance(value, str):
        raise _mistake(f"{name} is {value!r:.80}: give a text")
    return value


def _turns(history: object) -> list[tuple[str, str]]:
    """The earlier turns that a program sent, as pairs of question and answer text."""
    turns = [] if history is None else history
    if not isinstance(turns, list) or not all(_is_turn(turn) for turn in turns):
        raise _mistake(f"history is {history!r:.80}: give a list of turns, each [question, answer text]")
    return [(question, text) for question, text in turns]


def _is_turn(turn: object) -> bool:
    return isinstance(turn, list) and len(turn) == 2 and all(isinstance(text, str) for text in turn)


def _mistake(sentence: str) -> gr.Error:
    """What the caller is told, without a traceback."""
    return gr.Error(sentence, print_exception=False)


@contextmanager
def _told() -> Iterator[None]:
    """Our errors as one sentence for the caller."""
    try:
        yield
    except OnRecordError as error:
        raise _mistake(str(error)) from error
