"""Answers measured: what became of each question, and the figures."""

from __future__ import annotations

import math
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from tqdm import tqdm

from assistant import figures
from assistant.answer import Answer
from assistant.figures import Span
from assistant.known_answers import Question


class Asks(Protocol):
    """An assistant, or anything that answers like one."""

    def ask(self, question: str, *, history: Sequence[tuple[str, str]], article: str) -> Answer: ...


@dataclass(frozen=True)
class Outcome:
    """A question and what became of it, enough to make every figure without asking again."""

    question: Question
    found: bool
    text: str
    words: str  # the short answer, or the first quote where there is none
    confidence: float
    citations: tuple[Span, ...]
    exact: tuple[bool, ...]
    speaker: str | None
    passages: tuple[Span, ...]
    seconds: float


def ask_all(assistant: Asks, questions: Sequence[Question], *, progress: bool = True) -> list[Outcome]:
    """The outcome of each question, in order."""
    return [
        _outcome(assistant, question)
        for question in tqdm(questions, desc="questions", unit="question", disable=not progress)
    ]


def _outcome(assistant: Asks, question: Question) -> Outcome:
    begun = time.perf_counter()
    answer = assistant.ask(question.question, history=question.history, article=question.article.id)
    seconds = time.perf_counter() - begun
    text = question.article.text
    return Outcome(
        question=question,
        found=answer.found,
        text=answer.text,
        words=answer.short or (answer.citations[0].quote if answer.citations else ""),
        confidence=float(answer.confidence),
        citations=tuple((c.start, c.end) for c in answer.citations),
        exact=tuple(text[c.start : c.end] == c.quote for c in answer.citations),
        speaker=answer.citations[0].speaker if answer.citations else None,
        passages=tuple((hit.passage.start, hit.passage.end) for hit in answer.passages),
        seconds=seconds,
    )


Measure = Callable[[Sequence[Outcome]], float]


def includes(outcome: Outcome) -> bool:
    """Whether the answer or a citation says all that the question must include."""
    quotes = [outcome.question.article.text[a:b] for a, b in outcome.citations]
    said = "\n".join([outcome.text, *quotes]).casefold()
    return all(any(word.casefold() in said for word in any_of) for any_of in outcome.question.must_include)


def _of(kind: Callable[[Outcome], bool], value: Callable[[Outcome], float]) -> Measure:
    return lambda outcomes: figures.mean(value(o) for o in outcomes if kind(o))


def _known(o: Outcome) -> bool:
    return o.question.answerable


def _cited(o: Outcome) -> bool:
    return bool(o.question.evidence)


def _recall(count: int) -> Measure:
    return lambda outcomes: figures.recall_at(_ranks(outcomes), count)


def _ranks(outcomes: Sequence[Outcome]) -> list[int | None]:
    return [figures.rank_of_evidence(o.passages, o.question.evidence) for o in outcomes if _cited(o)]


def _hits(o: Outcome, count: int) -> float:
    return figures.citation_recall(o.citations[:count], o.question.evidence, either=True)


MEASURES: dict[str, Measure] = {
    "passage in first 1": _recall(1),
    "passage in first 3": _recall(3),
    "passage in first 5": _recall(5),
    "reciprocal rank": lambda outcomes: figures.mean_reciprocal_rank(_ranks(outcomes)),
    "exact match": _of(lambda o: bool(o.question.answers), lambda o: figures.exact_match(o.words, o.question.answers)),
    "F1": _of(lambda o: bool(o.question.answers), lambda o: figures.token_f1(o.words, o.question.answers)),
    "first citation is evidence": _of(_cited, lambda o: _hits(o, 1)),
    "evidence in first 2 citations": _of(_cited, lambda o: _hits(o, 2)),
    "citation precision": _of(
        lambda o: _cited(o) and bool(o.citations),
        lambda o: figures.citation_precision(o.citations, o.question.evidence),
    ),
    "citation recall": _of(
        _cited, lambda o: figures.citation_recall(o.citations, o.question.evidence, either=o.question.either)
    ),
    "must include": _of(lambda o: bool(o.question.must_include), includes),
    "speaker": _of(
        lambda o: o.question.speaker is not None,
        lambda o: figures.same_speaker(o.speaker, o.question.speaker or ""),
    ),
    "exact quotes": lambda outcomes: figures.mean(exact for o in outcomes for exact in o.exact),
    "refused when unanswerable": _of(lambda o: not _known(o), lambda o: not o.found),
    "refused when answerable": _of(_known, lambda o: not o.found),
    "refusal area": lambda outcomes: figures.refusal_area(
        [o.confidence for o in outcomes], [o.question.answerable for o in outcomes]
    ),
}
"""Every figure by its name: shares between 0 and 1, NaN where a set has nothing to measure it on."""


@dataclass(frozen=True)
class Report:
    """The figures of a set of outcomes, each with its 95 % interval, and the median seconds of an answer."""

    questions: int
    figures: dict[str, tuple[float, float, float]]
    seconds: float

    @classmethod
    def of(cls, outcomes: Sequence[Outcome], *, rounds: int = 300) -> Report:
        found = {}
        for name, measure in MEASURES.items():
            value = measure(outcomes)
            if not math.isnan(value):
                found[name] = (value, *figures.interval(outcomes, measure, rounds=rounds))
        return cls(len(outcomes), found, statistics.median([o.seconds for o in outcomes] or [math.nan]))

    def values(self) -> dict[str, object]:
        """The same as plain values, for JSON."""
        shown = {name: {"value": value, "interval": [low, high]} for name, (value, low, high) in self.figures.items()}
        return {"questions": self.questions, "figures": shown, "median_seconds": self.seconds}

    def table(self) -> str:
        """A Markdown table, shares in per cent."""
        lines = ["| measure | % | 95 % interval |", "|---|---|---|"]
        for name, (value, low, high) in self.figures.items():
            lines.append(f"| {name} | {100 * value:.1f} | {100 * low:.1f} to {100 * high:.1f} |")
        return "\n".join([*lines, f"| median answer | {1000 * self.seconds:.0f} ms | |"])
