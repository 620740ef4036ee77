"""Answers as HTML."""

from __future__ import annotations

import math
from collections.abc import Sequence

from markupsafe import Markup

from assistant.answer import MARKER, Answer, Citation
from assistant.extractive import line
from assistant.page.markup import element, joined
from assistant.page.texts import say
from index import Hit

NEAREST = 3
"""Passages that are shown where the article does not say."""

THIN = 0.6
"""Confidence below which an answer is shown as thinly supported."""


def answer(found: Answer, *, suggestions: Sequence[str] = ()) -> Markup:
    """The whole of an answer: how it was read, what it says, its evidence, and what was searched."""
    body = _found(found) if found.found else _refused(found, suggestions)
    return joined(_reading(found), body, _searched(found.passages))


def writing(text: str) -> Markup:
    """What a chat model has written so far; its numbers become links when its citations are there."""
    return element("div", *(element("p", part, dir="auto") for part in _paragraphs(text)), class_="prose writing")


def notice(sentence: str) -> Markup:
    """An error of ours, as a sentence."""
    sentence = sentence[:1].upper() + sentence[1:].rstrip(".") + "."
    return element("p", sentence, class_="notice", role="alert", dir="auto")


def _found(found: Answer) -> Markup:
    # Where a paragraph is a cited passage and nothing else, its card stands for it.
    cards = {line(citation) for citation in found.citations}
    prose = [part for part in _paragraphs(found.text) if part not in cards]
    numbered = {citation.number: citation for citation in found.citations}
    return element(
        "div",
        element("p", say("weak"), class_="weak") if found.confidence < THIN else None,
        element("div", *(_paragraph(part, numbered) for part in prose), class_="prose") if prose else None,
        element("ol", *map(card, found.citations), class_="cards", aria_label=say("evidence")),
        class_="found",
    )


def _refused(found: Answer, suggestions: Sequence[str]) -> Markup:
    if not found.passages:  # a greeting
        return element("div", *(element("p", part) for part in _paragraphs(found.text)), class_="prose")
    return element(
        "div",
        element("p", found.text, class_="verdict"),
        element("p", say("not_said_more"), class_="lead"),
        element("ol", *map(_near, found.passages[:NEAREST]), class_="near"),
        element("p", say("try_these"), class_="lead") if suggestions else None,
        questions(suggestions) if suggestions else None,
        class_="refused",
    )


def questions(suggestions: Sequence[str]) -> Markup:
    """Questions that are asked with one click."""
    asking = (element("li", element("button", text, type="button", data_ask=text)) for text in suggestions)
    return element("ul", *asking, class_="questions")


def card(citation: Citation) -> Markup:
    """A cited passage: its number, its exact words, who says them, and where they stand."""
    copied = say(
        "attribution",
        quote=citation.quote.strip("“”"),
        speaker=", ".join(filter(None, (_speaker(citation), citation.role))),
        title=citation.article.title,
        place=_place(citation),
    )
    return element(
        "li",
        element(
            "p",
            reference(citation),
            element("b", _speaker(citation), class_="speaker", dir="auto"),
            element("span", citation.role, class_="role", dir="auto") if citation.role else None,
            element("span", say(citation.voice), class_=f"voice {citation.voice}"),
            class_="who",
        ),
        element("blockquote", citation.quote, dir="auto"),
        element(
            "p",
            element("span", _place(citation), class_="place"),
            element("button", say("copy"), type="button", data_copy=copied),
            element("button", say("link"), type="button", data_link=_address(citation)),
            class_="source",
        ),
        class_=f"card {citation.voice}",
    )


def reference(citation: Citation) -> Markup:
    """The number of a citation, as a link to its words in the article."""
    number = citation.number
    return element(
        "a",
        str(number),
        class_="ref",
        href=_address(citation),
        aria_label=say("show_passage", number=number),
        data_number=number,
        data_article=citation.article.id,
        data_start=citation.start,
        data_end=citation.end,
        data_quote=citation.quote,
        data_speaker=_speaker(citation),
    )


def _address(citation: Citation) -> str:
    return f"#{citation.article.id}:{citation.start}-{citation.end}"


def _paragraph(text: str, numbered: dict[int, Citation]) -> Markup:
    """A paragraph whose [n] are links."""
    *pairs, last = MARKER.split(text)  # text, number, text, number, …, text
    children: list[str | Markup] = []
    for before, number in zip(pairs[::2], pairs[1::2], strict=True):
        children += [before.rstrip(" "), reference(numbered[int(number)])]
    children.append(last)
    return element("p", *children, dir="auto")


def _paragraphs(text: str) -> list[str]:
    return [part.strip() for part in text.split("\n\n") if part.strip()]


def _reading(found: Answer) -> Markup | None:
    if found.reading == found.question:
        return None
    again = element("button", say("as_written"), type="button", data_as_written=found.question)
    return element("p", say("read_as") + " ", element("q", found.reading, dir="auto"), " ", again, class_="read-as")


def _near(hit: Hit) -> Markup:
    passage = hit.passage
    place = f"#{passage.article.id}:{passage.start}-{passage.end}"
    where = say(
        "place",
        number=passage.article.paragraph_at(passage.start),
        total=len(passage.article.paragraphs),
    )
    return element(
        "li",
        element("blockquote", passage.text, dir="auto"),
        element(
            "a",
            where,
            class_="to",
            href=place,
            data_article=passage.article.id,
            data_start=passage.start,
            data_end=passage.end,
        ),
    )


def _searched(hits: Sequence[Hit]) -> Markup | None:
    if not hits:
        return None
    names = ("passage", "meaning_rank", "words_rank", "similarity", "margin")
    head = element("tr", *(element("th", say(name), scope="col") for name in names))
    return element(
        "details",
        element("summary", say("searched")),
        element(
            "div",
            element("table", element("thead", head), element("tbody", *map(_row, hits))),
            class_="scroll",
            tabindex=0,
            role="group",
            aria_label=say("searched"),
        ),
        class_="searched",
    )


def _row(hit: Hit) -> Markup:
    passage = hit.passage
    begins = " ".join(passage.text.split())[:60]
    link = element(
        "a",
        begins + "…",
        class_="to",
        href=f"#{passage.article.id}:{passage.start}-{passage.end}",
        data_article=passage.article.id,
        data_start=passage.start,
        data_end=passage.end,
        dir="auto",
    )
    ranks = ("–" if rank is None else str(rank) for rank in (hit.meaning_rank, hit.words_rank))
    numbers = (_decimal(hit.similarity, 2), _decimal(hit.margin, 1))
    return element("tr", element("td", link), *(element("td", value) for value in (*ranks, *numbers)))


def _decimal(value: float | None, places: int) -> str:
    return "–" if value is None or math.isinf(value) else f"{value:.{places}f}"


def _speaker(citation: Citation) -> str:
    return citation.speaker or (say("writer") if citation.voice == "author" else say("unnamed"))


def _place(citation: Citation) -> str:
    return say("place", number=citation.paragraph, total=len(citation.article.paragraphs))
