"""What an answer rests on, as HTML: the cards of its citations, the nearest passages, and what was searched."""

from __future__ import annotations

import math
from collections.abc import Sequence

from markupsafe import Markup

from assistant.answer import Citation
from assistant.page.markup import element
from assistant.page.texts import say
from index import Article, Hit, Passage
from index.article import capitalised
from index.stance import Stance


def cards(citations: Sequence[Citation], *, several: bool = False) -> Markup | None:
    """The citations of an answer, in order; of `several` articles each with its article's title."""
    if not citations:
        return None
    cards = (card(citation, several=several) for citation in citations)
    return element("ol", *cards, class_="cards", aria_label=say("evidence"))


def card(citation: Citation, *, several: bool = False) -> Markup:
    """A cited passage: its number, its exact words, who says them, and where they stand."""
    return element(
        "li",
        element(
            "p",
            reference(citation),
            element("b", speaker(citation), class_="speaker", dir="auto"),
            element("span", citation.role, class_="role", dir="auto") if citation.role else None,
            _voice(citation.voice),
            _stance(citation.stance) if citation.stance else None,
            class_="who",
        ),
        element("blockquote", citation.quote, dir="auto"),
        element(
            "p",
            element("span", _whole_place(citation, several=several), class_="place", dir="auto"),
            element("button", say("copy"), type="button", data_copy=_attribution(citation)),
            element("button", say("link"), type="button", data_link=_address(citation), title=say("link_more")),
            _site(citation),
            class_="source",
        ),
        class_=f"card {citation.voice}",
    )


def _site(citation: Citation) -> Markup | None:
    """A link to the cited words on the article's own site, which learns nothing of this page."""
    if citation.link is None:
        return None
    opening = {"target": "_blank", "rel": "noopener noreferrer", "title": say("site_more")}
    return element("a", say("site"), class_="site", href=citation.link, **opening)


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
        data_speaker=speaker(citation),
        data_voice=say(citation.voice),
    )


def near(citation: Citation, *, several: bool = False) -> Markup:
    """A sentence that comes close to the question, without answering it."""
    return element(
        "li",
        element("blockquote", citation.quote, dir="auto"),
        element(
            "p",
            element("b", speaker(citation), class_="speaker", dir="auto"),
            _voice(citation.voice),
            leading(citation, _whole_place(citation, several=several)),
            class_="who",
        ),
    )


def searched(hits: Sequence[Hit]) -> Markup | None:
    """The passages that were found, with both ranks and the reader's mark, folded away."""
    if not hits:
        return None
    names = ("passage", "meaning_rank", "words_rank", "similarity", "margin")
    head = element("tr", *(element("th", say(name), scope="col") for name in names))
    table = element("table", element("thead", head), element("tbody", *map(_row, hits)))
    scroll = element("div", table, class_="scroll", tabindex=0, role="group", aria_label=say("searched"))
    return element("details", element("summary", say("searched")), scroll, class_="searched")


def speaker(citation: Citation) -> str:
    """Who says the cited words; where nobody is named, that."""
    name = citation.named or citation.speaker
    if name is None:
        return say("writer" if citation.voice == "author" else "unnamed")
    return capitalised(name)


def _row(hit: Hit) -> Markup:
    link = leading(hit.passage, " ".join(hit.passage.text.split())[:60] + "…")
    ranks = ("–" if rank is None else str(rank) for rank in (hit.meaning_rank, hit.words_rank))
    numbers = (_decimal(hit.similarity, 2), _decimal(hit.margin, 1))
    return element("tr", element("td", link), *(element("td", value) for value in (*ranks, *numbers)))


def leading(place: Citation | Passage, words: str, **attributes: str) -> Markup:
    """Words as a link to a place in an article."""
    return element(
        "a",
        words,
        class_="to",
        href=_address(place),
        data_article=place.article.id,
        data_start=place.start,
        data_end=place.end,
        dir="auto",
        **attributes,
    )


def _voice(voice: str) -> Markup:
    return element("span", say(voice), class_=f"voice {voice}", title=say(f"{voice}_more"))


def _stance(stance: Stance) -> Markup:
    sure = round(100 * stance.confidence)
    return element("span", say(stance.label), class_="stance", title=say("stance_more", percent=sure))


def _attribution(citation: Citation) -> str:
    marked = any(mark in citation.quote for mark in '“”«»"')
    return say(
        "attribution",
        quote=citation.quote if marked else f"“{citation.quote}”",
        speaker=", ".join(filter(None, (speaker(citation), citation.role))),
        title=citation.article.title,
        place=_place(citation.article, citation.start),
    )


def _address(cited: Citation | Passage) -> str:
    return f"#{cited.article.id}:{cited.start}-{cited.end}"


def _place(article: Article, start: int) -> str:
    return say("place", number=article.paragraph_at(start), total=len(article.paragraphs))


def _whole_place(citation: Citation, *, several: bool) -> str:
    place = _place(citation.article, citation.start)
    return say("place_in", title=citation.article.title, place=place) if several else place


def _decimal(value: float | None, places: int) -> str:
    return "–" if value is None or math.isinf(value) else f"{value:.{places}f}"
