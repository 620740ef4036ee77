"""Measures of answers, passages, citations and refusals: plain functions with hand-worked examples."""

from __future__ import annotations

import random
import re
import string
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

Span = tuple[int, int]
"""Start and end in code points of an article's text, end exclusive."""

Item = TypeVar("Item")

_PUNCTUATION = str.maketrans("", "", string.punctuation)


def normalised(text: str) -> str:
    """Lower case, without punctuation, articles and spare white space, as SQuAD's official script does it.

    >>> normalised("The  U.S. Army, a force")
    'us army force'
    """
    plain = text.lower().translate(_PUNCTUATION)
    return " ".join(re.sub(r"\b(a|an|the)\b", " ", plain).split())


def exact_match(answer: str, references: Sequence[str]) -> bool:
    """Whether the answer equals one of the references once normalised; no references: whether it is empty.

    >>> exact_match("the late February", ["late February"]), exact_match("Rome", [])
    (True, False)
    """
    return normalised(answer) in {normalised(reference) for reference in references or [""]}


def token_f1(answer: str, references: Sequence[str]) -> float:
    """The best harmonic mean of word precision and recall over the references (none: whether it is empty).

    >>> round(token_f1("in late February", ["late February", "February 2019"]), 2)
    0.8
    """
    return max(_f1(normalised(answer).split(), normalised(r).split()) for r in references or [""])


def _f1(answer: list[str], reference: list[str]) -> float:
    if not answer or not reference:
        return float(answer == reference)
    common = sum((Counter(answer) & Counter(reference)).values())
    return 2 * common / (len(answer) + len(reference))


def overlaps(a: Span, b: Span) -> bool:
    return a[0] < b[1] and b[0] < a[1]


def rank_of_evidence(passages: Sequence[Span], evidence: Sequence[Span]) -> int | None:
    """The rank, from 1, of the first passage that holds at least half of a piece of evidence, or None.

    >>> rank_of_evidence([(0, 50), (50, 90)], [(45, 60)])
    2
    """
    for rank, (start, end) in enumerate(passages, 1):
        if any(2 * (min(end, last) - max(start, first)) >= last - first for first, last in evidence):
            return rank
    return None


def recall_at(ranks: Sequence[int | None], count: int) -> float:
    """The share of questions whose evidence is among the first `count` passages."""
    return mean(rank is not None and rank <= count for rank in ranks)


def mean_reciprocal_rank(ranks: Sequence[int | None]) -> float:
    return mean(1 / rank if rank else 0.0 for rank in ranks)


def citation_precision(citations: Sequence[Span], evidence: Sequence[Span]) -> float:
    """The share of the citations that overlap some evidence."""
    return mean(any(overlaps(citation, piece) for piece in evidence) for citation in citations)


def citation_recall(citations: Sequence[Span], evidence: Sequence[Span], *, either: bool = False) -> float:
    """The share of the evidence that some citation overlaps; with `either`, one piece is as good as all."""
    touched = [any(overlaps(citation, piece) for citation in citations) for piece in evidence]
    return float(any(touched)) if either else mean(touched)


def same_speaker(found: str | None, expected: str) -> bool:
    """Whether two names may mean one person: all words of the shorter are in the longer.

    >>> same_speaker("Sanders", "Sarah Sanders"), same_speaker(None, "Sarah Sanders")
    (True, False)
    """
    one, other = set(normalised(found or "").split()), set(normalised(expected).split())
    return bool(one and other) and (one <= other or other <= one)


@dataclass(frozen=True)
class Point:
    """One threshold on the confidence and what comes of it: all shares between 0 and 1."""

    threshold: float
    false_answers: float
    false_refusals: float


def refusal_curve(confidences: Sequence[float], answerable: Sequence[bool]) -> list[Point]:
    """For each threshold that changes something, lowest first: who is answered when only `>=` is answered.

    >>> [(p.false_answers, p.false_refusals) for p in refusal_curve([2.0, 1.0, 0.0], [True, False, True])]
    [(1.0, 0.0), (1.0, 0.5), (0.0, 0.5), (0.0, 1.0)]
    """
    yes = [c for c, known in zip(confidences, answerable, strict=True) if known]
    no = [c for c, known in zip(confidences, answerable, strict=True) if not known]
    thresholds = [*sorted(set(confidences)), float("inf")]
    return [Point(t, mean(c >= t for c in no), mean(c < t for c in yes)) for t in thresholds]


def refusal_area(confidences: Sequence[float], answerable: Sequence[bool]) -> float:
    """How often an answerable question has more confidence than an unanswerable one (ties count half).

    This is the area under the refusal curve: 0.5 is chance, 1 is never wrong. NaN when one kind is missing.

    >>> refusal_area([3.0, 1.0, 2.0, 0.0], [True, True, False, False])
    0.75
    """
    yes = [c for c, known in zip(confidences, answerable, strict=True) if known]
    no = [c for c, known in zip(confidences, answerable, strict=True) if not known]
    if not yes or not no:
        return float("nan")
    wins = sum((a > b) + 0.5 * (a == b) for a in yes for b in no)
    return wins / (len(yes) * len(no))


@dataclass(frozen=True)
class Threshold:
    """The threshold with the best F1 over all questions, and F1 on the two kinds there."""

    threshold: float
    f1: float
    has_answer: float
    no_answer: float


def best_threshold(f1: Sequence[float], confidences: Sequence[float], answerable: Sequence[bool]) -> Threshold:
    """SQuAD 2.0's best F1: a refused question has F1 1 when it has no answer, else 0.

    >>> best = best_threshold([1.0, 0.0, 0.5], [3.0, 2.0, 1.0], [True, False, True])
    >>> best.threshold, round(best.f1, 3)
    (3.0, 0.667)
    """
    order = sorted(zip(confidences, f1, answerable, strict=True), reverse=True)
    questions, unanswerable = len(order), sum(not known for known in answerable)
    total, best, threshold = float(unanswerable), float(unanswerable), float("inf")
    for place, (confidence, value, known) in enumerate(order):
        total += value if known else -1
        tied = place + 1 < questions and order[place + 1][0] == confidence
        if total > best and not tied:
            best, threshold = total, confidence
    answered = [(value, known) for confidence, value, known in order if confidence >= threshold]
    has = sum(value for value, known in answered if known) / max(1, questions - unanswerable)
    no = 1 - sum(not known for _, known in answered) / max(1, unanswerable)
    return Threshold(threshold, best / max(1, questions), has, no)


def mean(values: Iterable[float]) -> float:
    """The mean, NaN when there is nothing to take it of."""
    listed = [float(value) for value in values]
    return sum(listed) / len(listed) if listed else float("nan")


def interval(
    items: Sequence[Item],
    figure: Callable[[Sequence[Item]], float],
    *,
    rounds: int = 500,
    seed: int = 0,
) -> tuple[float, float]:
    """The 95 % bootstrap interval of a figure over items, by resampling them with replacement.

    >>> interval([1.0] * 20, mean)
    (1.0, 1.0)
    """
    rng = random.Random(seed)
    drawn = [figure(rng.choices(items, k=len(items))) for _ in range(rounds)] if items else []
    found = sorted(value for value in drawn if value == value)
    if not found:
        return float("nan"), float("nan")
    return found[int(0.025 * len(found))], found[min(len(found) - 1, int(0.975 * len(found)))]
