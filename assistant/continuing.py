"""Where a conversation stands: what the reader gets of the last turn, and what is likely to be asked next in an article."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.candidates import Candidate
from assistant.follow_up import Turn
from index import Article, Hit
from index.sentences import sentences
from index.words import stems

WORDS_BEFORE = 24
"""How much of the last question, and of what answered it, the reader gets beside the next one."""

NEXT = 2.0
"""Logits that the two sentences behind the last answer gain, and half of it the three behind those; see docs/evaluation.md."""


def continued(candidates: Sequence[Candidate], history: Sequence[Turn]) -> list[Candidate]:
    """The candidates, best first, those raised that stand behind what was cited last in their article."""
    last = {id: _last(article, history) for id, article in {c.article.id: c.article for c in candidates}.items()}
    raised = [replace(c, margin=c.margin + _gain(c, last[c.article.id])) for c in candidates]
    return sorted(raised, key=lambda candidate: -candidate.margin)


def told_before(history: Sequence[Turn]) -> str:
    """The last question and the words that answered it, as much of them as the reader gets; empty without a history.

    >>> told_before([Turn("Who runs the ferry?", "Orla Brennan.", quote="Orla Brennan runs the ferry.")])
    'Who runs the ferry? Orla Brennan runs the ferry.'
    """
    said = [text.split()[:WORDS_BEFORE] for turn in history[-1:] for text in (turn.question, turn.quote)]
    return " ".join(" ".join(words) for words in said if words)


def goes_on(question: str, hits: Sequence[Hit]) -> bool:
    """Whether a question that leans may go on from the last answer: it is about nothing yet, or about something told here."""
    asked = stems(question)
    return not asked or any(asked & stems(hit.passage.text) for hit in hits)


def _last(article: Article, history: Sequence[Turn]) -> int | None:
    """Where the words end that an earlier turn cited last in this article."""
    for turn in reversed(history):
        start = article.text.find(turn.quote) if turn.quote else -1
        if start >= 0:
            return start + len(turn.quote)
    return None


def _gain(candidate: Candidate, last: int | None) -> float:
    if last is None or candidate.end <= last:
        return 0.0
    behind = sum(last <= start <= candidate.start for start, _ in sentences(candidate.article))
    return NEXT if 1 <= behind <= 2 else NEXT / 2 if 3 <= behind <= 5 else 0.0
