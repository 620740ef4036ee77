"""Who is speaking: the parts of an article that somebody other than its writer says, and who says them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from index.article import Article, Span
from index.attribution import Attributed, attribute
from index.parsing import PIPELINE

Voice = Literal["author", "quoted", "reported"]
VERSION = 8
"""Raised whenever the rules change: stored voices of another version are computed anew."""

_BYLINE = re.compile(
    r"^(?:(?:words|story|text|written|reported|opinion)\s+)?by:?\s+(?P<names>[^\W\d_][^|•·\n]{2,90}?)\s*(?:[|•·].*)?$",
    re.I,
)
_NAME = r"[A-ZÀ-Þ][\w’'.-]*"
_NAMES = re.compile(rf"{_NAME}(?: (?:(?:de|da|van|von|der|bin|al|la|le) )*{_NAME}){{0,4}}")
_DATED = re.compile(rf"^({_NAME}(?: {_NAME}){{1,3}})\s*[|•·]\s*(?=.*\d)")


@dataclass(frozen=True)
class Utterance:
    """What somebody other than the writer says: `start` to `end` are the words, with their marks.

    `speaker` is the name as the article gives it at its fullest, None when it does not tell;
    `speaker_span` and `cue_span` are where the name (or pronoun) and the cue stand in the article.
    """

    start: int
    end: int
    voice: Literal["quoted", "reported"]
    speaker: str | None
    role: str | None
    cue: str | None
    speaker_span: Span | None
    cue_span: Span | None

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(
                f"an utterance from {self.start} to {self.end} holds no words: the end comes after the start"
            )
        if self.speaker is not None and not self.speaker.strip():
            raise ValueError("an empty speaker: use None when the article does not tell who speaks")
        for span in (self.speaker_span, self.cue_span):
            if span is not None and not 0 <= span[0] < span[1]:
                raise ValueError(f"{span} is no span: the end comes after the start")


@lru_cache(maxsize=64)
def utterances(article: Article, *, pipeline: str | None = PIPELINE) -> tuple[Utterance, ...]:
    """What others than the writer say, in order and never overlapping; everything between is the writer's.

    `pipeline` names a spaCy pipeline for English; None leaves it to the rules, as does another language.
    Raises UnusableModel when the pipeline cannot be loaded.

    >>> article = Article.from_text("“It works,” said Ann Lee, the engineer.")
    >>> [(u.voice, u.speaker, u.role, u.cue) for u in utterances(article)]
    [('quoted', 'Ann Lee', 'engineer', 'said')]
    """
    found: list[Utterance] = []
    for item in sorted(attribute(article, pipeline), key=lambda item: (item.start, -item.end)):
        if not found or item.start >= found[-1].end:
            found.append(_utterance(item))
    return tuple(found)


def _utterance(item: Attributed) -> Utterance:
    return Utterance(
        item.start,
        item.end,
        "quoted" if item.quoted else "reported",
        item.source.name,
        item.source.role,
        item.source.cue,
        item.source.span,
        item.source.cue_span,
    )


def voice_of(article: Article, utterances: Sequence[Utterance], start: int, end: int) -> tuple[Voice, Utterance | None]:
    """The voice that holds most of the letters from `start` to `end`, and the utterance that it comes from.

    Words that only introduce an utterance (“she said”) count for it, not for the writer.

    >>> article = Article.from_text("“No,” said the tall and very tired engineer Ann Lee. We left.")
    >>> said = utterances(article)
    >>> voice_of(article, said, 0, 52)[0], voice_of(article, said, 53, 61)[0]
    ('quoted', 'author')
    """
    inside = [u for u in utterances if u.start < end and start < u.end]
    if not inside:
        return "author", None
    framed = [span for u in inside for span in _frame(u)]
    spoken = [(u.start, u.end) for u in inside]
    mine = _letters(article.text, start, end) - _covered(article.text, start, end, spoken + framed)
    sums = {v: _covered(article.text, start, end, [(u.start, u.end) for u in inside if u.voice == v]) for v in _OTHERS}
    if mine > sum(sums.values()) + _covered(article.text, start, end, framed):
        return "author", None
    voice = max(_OTHERS, key=lambda v: sums[v])
    first = max(
        (u for u in inside if u.voice == voice),
        key=lambda u: _letters(article.text, max(start, u.start), min(end, u.end)),
    )
    return voice, first


_OTHERS: tuple[Literal["quoted", "reported"], ...] = ("quoted", "reported")


def _frame(utterance: Utterance) -> list[Span]:
    """What stands between an utterance's speaker and its cue, both included."""
    spans = [span for span in (utterance.speaker_span, utterance.cue_span) if span is not None]
    if not spans:
        return []
    first, last = min(start for start, _ in spans), max(end for _, end in spans)
    return [(first, last)] if last - first < 160 else spans


def _letters(text: str, start: int, end: int) -> int:
    return sum(char.isalnum() for char in text[start:end])


def _covered(text: str, start: int, end: int, spans: Sequence[Span]) -> int:
    """Letters between `start` and `end` that at least one of the spans holds."""
    total, at = 0, start
    for first, last in sorted(spans):
        first, last = max(first, at), min(last, end)
        if first < last:
            total += _letters(text, first, last)
            at = last
    return total


def byline(text: str) -> str | None:
    """The author's name, or names, from a byline in the first lines of a text, or None.

    >>> byline("Summit\\n\\nby Stephen Lendman\\n\\nOver seven months …")
    'Stephen Lendman'
    >>> byline("Rain\\nBy Jane Doe and John Roe, Staff Writers")
    'Jane Doe and John Roe'
    >>> byline("Jane Doe | 3 May 2024\\nIt rained."), byline("By noon the rain had stopped.")
    ('Jane Doe', None)
    """
    lines = [line.strip() for line in text.lstrip("\ufeff").splitlines() if line.strip()]
    for line in lines[:8]:
        if len(line) > 120:
            continue
        if match := _DATED.match(line):
            return match[1]
        match = _BYLINE.match(line)
        if match and (names := _byline_names(match["names"])):
            return names
    return None


def _byline_names(rest: str) -> str | None:
    """The names a byline begins with; None when what follows “by” is no name."""
    names = []
    for part in re.split(r"(,\s+(?:and\s+)?|\s+and\s+|\s+&\s+)", rest)[::2]:
        part = re.split(r"\s+(?:in|at|for)\s+(?=[A-ZÀ-Þ])", part.strip(" ."))[0]
        cased = part.title() if part.isupper() else part
        if not _NAMES.fullmatch(cased) or _JOB.search(cased):
            break
        names.append(cased)
    if not names or len(names[0].split()) < 2:
        return None
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + " and " + names[-1]


_JOB = re.compile(
    r"(?i)\b(?:staff|writer|reporter|editor|correspondent|contributor|columnist|news|press|times|post|desk|reuters|bureau|"
    r"published|updated|january|february|march|april|june|july|august|september|october|november|december)\b"
)
