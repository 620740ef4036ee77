"""Sentences that may answer a question: those in which the reader marks words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from assistant.kinds import fits, narrowed
from assistant.reading import Mark, Reader
from index import Article, Hit, Span, Utterance
from index.sentences import sentences
from index.voices import byline

STRANGE = 6.0
"""Logits that a sentence loses which has no number at all where one is asked for: the reader is sometimes taken in."""

Utterances = Callable[[Article], Sequence[Utterance]]


@dataclass(frozen=True)
class Candidate:
    """A sentence that may answer, with the words in it that do."""

    article: Article
    start: int
    end: int
    words: Span
    margin: float
    """How much likelier an answer here is than none, in logits."""

    @property
    def text(self) -> str:
        return self.article.text[self.start : self.end]

    @property
    def short(self) -> str | None:
        """The marked words, unless they are all of the sentence."""
        return self.article.text[slice(*self.words)] if self.words != (self.start, self.end) else None


@dataclass(frozen=True)
class Part:
    """One of the questions that stand in a question, and the sentences that may answer it, best first."""

    question: str
    candidates: tuple[Candidate, ...]


def read(reader: Reader, question: str, hits: Sequence[Hit], *, in_turn: str = "") -> tuple[list[Hit], list[Candidate]]:
    """The hits with the reader's margins, and the sentences it marked; both best first. `in_turn` as `Reader.read` has it."""
    marked = reader.read(question, [hit.passage.text for hit in hits], in_turn=in_turn)
    read_hits = [
        replace(hit, margin=marks[0].margin if marks else float("-inf"))
        for hit, marks in zip(hits, marked, strict=True)
    ]
    best: dict[tuple[str, int], Candidate] = {}
    for hit, marks in zip(hits, marked, strict=True):
        for mark in marks:
            found = _narrowed(question, _candidate(hit, mark))
            if byline(found.text):
                continue  # it says who wrote the article, and nothing of what it tells
            if not fits(question, found.text):
                found = replace(found, margin=found.margin - STRANGE)
            key = (found.article.id, found.start)
            best[key] = _better(question, best[key], found) if key in best else found
    return (
        sorted(read_hits, key=lambda hit: -(hit.margin or 0.0)),
        sorted(best.values(), key=lambda candidate: -candidate.margin),
    )


def _better(question: str, one: Candidate, other: Candidate) -> Candidate:
    """A sentence that is marked twice, with the words that are of the kind asked for, and the larger margin."""
    best = max(one, other, key=lambda c: (fits(question, c.short or c.text), c.margin))
    return replace(best, margin=max(one.margin, other.margin))


def articles_of(hits: Iterable[Hit]) -> list[Article]:
    """The articles in which the hits stand, each once, in the order of their first hit."""
    return list({hit.passage.article.id: hit.passage.article for hit in hits}.values())


def by_margin(parts: Iterable[Part]) -> list[Candidate]:
    """The candidates of all parts of a question, best first."""
    return sorted((one for part in parts for one in part.candidates), key=lambda candidate: -candidate.margin)


def best(readings: Iterable[Sequence[Hit]]) -> list[Hit]:
    """The hits of several readings, each with its largest margin, best first."""
    found: dict[str, Hit] = {}
    for hit in (hit for hits in readings for hit in hits):
        known = found.get(hit.passage.id)
        if known is None or (known.margin or 0.0) < (hit.margin or 0.0):
            found[hit.passage.id] = hit
    return sorted(found.values(), key=lambda hit: -(hit.margin or 0.0))


def _candidate(hit: Hit, mark: Mark) -> Candidate:
    """The sentence that holds the marked words; where they reach into another one, what lies in the one that has most."""
    article = hit.passage.article
    first, last = hit.passage.start + mark.start, hit.passage.start + mark.end
    start, end = max(sentences(article), key=lambda span: min(span[1], last) - max(span[0], first))
    return Candidate(article, start, end, (max(start, first), min(end, last)), mark.margin)


def _narrowed(question: str, candidate: Candidate) -> Candidate:
    """The candidate with no more words marked than are asked for."""
    if candidate.short is None:
        return candidate
    start, end = narrowed(question, candidate.short)
    return replace(candidate, words=(candidate.words[0] + start, candidate.words[0] + end))
