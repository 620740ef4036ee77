"""Questions about the article itself, answered from its fields: who wrote it, what it is called, when and where it appeared."""

from __future__ import annotations

import re

from assistant.answer import Answer, Citation
from assistant.extractive import Utterances, cite, line
from index import Article

_IT = r"(?:this|the|that) (?:article|piece|story|text|column|report|post|essay|op-?ed|page)"
_ASKED = {
    "author": rf"who (?:wrote|is the author of|authored|penned|is behind) {_IT}|who(?: is|’s|'s) the (?:author|writer|journalist|columnist)"
    rf"|by whom (?:was|is) {_IT} written|(?:author|writer) of {_IT}|who is {_IT} by",
    "title": rf"(?:what is|what’s|what's) the (?:title|headline) of {_IT}|(?:what is|how is) {_IT} (?:called|titled|entitled)"
    r"|(?:what is|what’s|what's) the (?:title|headline)",
    "published": rf"when (?:was|did) {_IT} (?:published|written|posted|appear|come out)"
    rf"|(?:what is )?the (?:publication )?date of {_IT}|how old is {_IT}",
    "site": rf"where (?:was|did) {_IT} (?:published|posted|appear)|(?:which|what) (?:site|website|newspaper|paper|magazine|outlet) (?:published|ran|is) {_IT}.*",
}
_LEADS = {
    "author": "The author is",
    "title": "The title is",
    "published": "It was published on",
    "site": "It appeared in",
}

_TOP = 5  # paragraphs in which a byline or a date stands


def answer(question: str, reading: str, article: Article, utterances: Utterances) -> Answer | None:
    """The answer from the article's fields; None when the question is about something else, or the field is not known."""
    asked = reading.strip(" ?.!").casefold()
    for name, pattern in _ASKED.items():
        value = getattr(article, name)
        if value and re.fullmatch(pattern, asked):
            citation = _stated(article, value, utterances)
            text = (
                f"{value} [1]\n\n{line(citation)}"
                if citation
                else f"{_LEADS[name]} {value}, as the page’s own fields say."
            )
            return Answer(question, reading, text, True, (citation,) if citation else (), (), value, float("inf"))
    return None


def _stated(article: Article, value: str, utterances: Utterances) -> Citation | None:
    """The line at the top of the article that says so."""
    for start, end in article.paragraphs[:_TOP]:
        if value in " ".join(article.text[start:end].split()):
            return cite(1, article, start, end, utterances)
    return None
