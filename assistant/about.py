"""Questions about the article itself, answered from its fields: who wrote it, what it is called, when and where it appeared."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.answer import Answer, Citation
from assistant.candidates import Utterances
from assistant.citing import cite, line, unmarked
from index import Article, Speaker
from index.roll_call import speakers_in
from index.sentences import sentences

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
                f"{unmarked(value)} [1]\n\n{line(citation)}"
                if citation
                else f"{_LEADS[name]} {unmarked(value)}, as the page’s own fields say."
            )
            return Answer(question, reading, text, True, (citation,) if citation else (), (), value, 1.0)
    return None


_QUOTED = re.compile(
    rf"(?:who|which people|what people|whom) (?:is|are|was|were|does|gets?)(?: all)? (?:the )?(?:people |persons |sources |speakers )?"
    rf"(?:quoted|cited|speaking|quote|cite|speak|speaks|named as speaking|{_IT} quotes?)(?: (?:in|by) {_IT})?"
    rf"|who speaks?(?: (?:in|here)(?: {_IT})?)?|who (?:are|is) the (?:speakers?|sources?)(?: (?:in|of) {_IT})?|who does {_IT} (?:quote|cite)",
    re.I,
)
_SPEAKERS = 8  # that are listed: a longer list is the roll-call's


def roll_call(question: str, reading: str, article: Article, utterances: Utterances) -> Answer | None:
    """Who speaks in the article, each with where first; None when the question is about something else, or nobody does."""
    named = sorted(speakers_in(article, utterances(article)), key=lambda speaker: speaker.spans[0])[:_SPEAKERS]
    if not named or not _QUOTED.fullmatch(reading.strip(" ?.!")):
        return None
    citations = [_first(number, article, one, utterances) for number, one in enumerate(named, start=1)]
    lines = [
        f"{unmarked(', '.join(filter(None, (one.name, one.role))))} [{number}]"
        for number, one in enumerate(named, start=1)
    ]
    return Answer(question, reading, "\n\n".join(lines), True, tuple(citations), confidence=1.0)


def _first(number: int, article: Article, speaker: Speaker, utterances: Utterances) -> Citation:
    """The citation of what somebody says first: the sentence in which it begins."""
    said = speaker.utterances[0]
    start, end = next(span for span in sentences(article) if span[0] < said.end and said.start < span[1])
    found = cite(number, article, start, end, utterances)
    return replace(found, speaker=said.speaker, role=said.role, voice=said.voice)


def _stated(article: Article, value: str, utterances: Utterances) -> Citation | None:
    """The line at the top of the article that says so."""
    for start, end in article.paragraphs[:_TOP]:
        if value in " ".join(article.text[start:end].split()):
            return cite(1, article, start, end, utterances)
    return None
