"""Questions as people speak them ("what was, no wait, when was it?") without what was taken back.

A network as small as the reader's, trained on questions with words of others said first (`training/taking_back.py`), marks
the words that were taken back together with those that take them back; see docs/evaluation.md.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from assistant.late_correction import put_right
from assistant.reading import Mark, SpanReader
from index.article import capitalised

WEIGHTS = Path(__file__).parent / "reader" / "taking_back.safetensors"

SURE = 6.0
"""Logits by which words must be likelier to have been taken back than none: what was meant must not be lost."""

_TIMES = 3  # one correction after another

# Without one of these words, or a second question word, nothing was taken back, and no network is needed.
_MAY = re.compile(
    r"\b(?:no+|nope|nah|not|sorry|wait|hold|hang|hmm+|u[hm]+|er+m?|a+h+|o+h|oo+ps|ugh|eh|well|or|rather|actually|really|instead|mean|meant|bad|mistake|excuse"
    r"|scratch|strike|cancel|forget|never|correction|let|tell|say|saying|guess|ask|know|make|but|that is|start|again)\b"
    r"|\b(?:who|whom|whose|what|when|where|why|how|which)\b.*\b(?:who|whom|whose|what|when|where|why|how|which)\b"
    r"|…|\.\.|\s[-–—]\s|\b(\w+)\s+\1\b",
    re.I | re.S,
)


_ASKING = re.compile(
    r".*\b(?:how (?:many|much)|who|whom|whose|what|when|where|why|how|which)\b"
    r"|\W*(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|may|might)\b",
    re.I | re.S,
)
_REQUEST = re.compile(r"\W*(?:tell|name|list|give|describe|show|explain)\b", re.I)


def corrected(question: str) -> str:
    """The question as it was meant; the same question when nothing in it is taken back.

    >>> corrected("How many people in Goryeo, no wait, in Quzhou are there?")
    'How many people in Quzhou are there?'
    >>> corrected("Who refused to go until Tyne approved plans, no, I meant Loudoun?")
    'Who refused to go until Loudoun approved plans?'
    >>> corrected("Why is there no agreement?")
    'Why is there no agreement?'
    """
    for _ in range(_TIMES):
        mark = _taken_back(question) if _MAY.search(question) else None
        if mark is None:
            break
        question = put_right(question, mark.start, mark.end) or _without(question, mark)
    return question


def _taken_back(question: str) -> Mark | None:
    (marks,) = _marker().read("", [question], count=1)
    if not marks or marks[0].margin < SURE or not _without(question, marks[0]):
        return None
    return _still_asking(question, marks[0])


def _still_asking(question: str, mark: Mark) -> Mark:
    """The mark without the question word that it took, where no other one is left ("of what engine, no, device")."""
    asked = _ASKING.match(question, mark.start, mark.end)
    left = question[: mark.start] + question[mark.end :]
    if not asked or _ASKING.match(left) or _REQUEST.match(left):
        return mark
    return replace(mark, start=asked.end()) if question[asked.end() : mark.end].strip(" ,") else mark


@lru_cache(maxsize=1)
def _marker() -> SpanReader:
    return SpanReader(weights=WEIGHTS)


def _without(question: str, mark: Mark) -> str:
    """The question without the marked words and the commas and dashes around them; empty when hardly a word is left."""
    before = question[: mark.start].rstrip(" ,.…–—-")
    after = question[mark.end :].lstrip(" ,.…–—-")
    left = f"{before} {after}".strip() if re.match(r"\w|[“\"'‘(]", after) else before + after
    return capitalised(left) if len(left.split()) > 1 else ""
