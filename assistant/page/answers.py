"""Answers as HTML."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from markupsafe import Markup

from assistant.answer import MARKER, Answer, Citation
from assistant.citing import line, unmarked
from assistant.page import evidence
from assistant.page.markup import element, joined
from assistant.page.texts import say, sentence
from assistant.refusing import unanswered

THIN = 0.6
"""Confidence below which an answer is shown as thinly supported."""


def answer(found: Answer, *, suggestions: Sequence[str] = ()) -> Markup:
    """The whole of an answer: how it was read, what it says, its evidence, and what was searched."""
    body = _found(found) if found.found else _refused(found, suggestions)
    return joined(_reading(found), body, evidence.searched(found.passages))


def writing(text: str) -> Markup:
    """What a chat model has written so far; its numbers become links when its citations are there."""
    return element("div", *(element("p", part, dir="auto") for part in _paragraphs(text)), class_="prose writing")


def notice(error: str) -> Markup:
    """An error of ours, as a sentence."""
    return element("p", sentence(error), class_="notice", role="alert", dir="auto")


def questions(suggestions: Sequence[str]) -> Markup:
    """Questions that are asked with one click."""
    asking = (element("li", element("button", text, type="button", data_ask=text)) for text in suggestions)
    return element("ul", *asking, class_="questions")


def _found(found: Answer) -> Markup:
    # Where a paragraph is a cited passage and nothing else, its card stands for it.
    shown = {line(citation, several=several) for citation in found.citations for several in (False, True)}
    shown |= {f"({unmarked(found.notice or '')})", unanswered(found.missing)}
    prose = [part for part in _paragraphs(found.text) if part not in shown]
    numbered = {citation.number: citation for citation in found.citations}
    return element(
        "div",
        element("div", *(_paragraph(part, numbered) for part in prose), class_="prose") if prose else None,
        *(element("p", remark, class_="remark", dir="auto") for remark in _remarks(found)),
        evidence.cards(found.citations, several=found.several),
        class_="found",
    )


def _remarks(found: Answer) -> Iterator[str]:
    """What to know before one relies on the answer."""
    if found.missing:
        yield say("missing", parts=" ".join(found.missing))
    if found.confidence < THIN:
        yield say("weak")
    if found.notice:
        yield found.notice


def _refused(found: Answer, suggestions: Sequence[str]) -> Markup:
    if not found.passages:  # a greeting
        return element("div", *(element("p", part) for part in _paragraphs(found.text)), class_="prose")
    return element(
        "div",
        element("p", found.text, class_="verdict"),
        element("p", say("not_said_more"), class_="lead"),
        element("ol", *(evidence.near(one, several=found.several) for one in found.nearest), class_="near"),
        element("p", say("try_these"), class_="lead") if suggestions else None,
        questions(suggestions) if suggestions else None,
        class_="refused",
    )


def _reading(found: Answer) -> Markup | None:
    if found.reading == found.question:
        return None
    again = element("button", say("as_written"), type="button", data_as_written=found.question)
    return element("p", say("read_as") + " ", element("q", found.reading, dir="auto"), " ", again, class_="read-as")


def _paragraph(text: str, numbered: dict[int, Citation]) -> Markup:
    """A paragraph whose [n] are links."""
    *pairs, last = MARKER.split(text)  # text, number, text, number, …, text
    children: list[str | Markup] = []
    for before, number in zip(pairs[::2], pairs[1::2], strict=True):
        children += [before.rstrip(" "), evidence.reference(numbered[int(number)])]
    children.append(last)
    return element("p", *children, dir="auto")


def _paragraphs(text: str) -> list[str]:
    return [part.strip() for part in text.split("\n\n") if part.strip()]
