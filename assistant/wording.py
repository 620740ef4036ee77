"""A question as it is put to an article: one thing at a time, without the writer in front of it."""

from __future__ import annotations

import re

from assistant.question import SAYING, TEXT, THINKING, WRITER
from index.article import capitalised

MAX_PARTS = 4
"""Questions in a question that are read one by one; what is behind them is read as one."""

# The writer's name in front of what is asked: the article is the writer's, so the rest of the question says it all.
_FRAME = re.compile(
    rf",? ?\b(?:in|according to|from) (?:{WRITER}|{TEXT})(?:[’']s? (?:own )?(?:view|opinion|eyes|words|account))?,?(?= |\?|$)",
    re.I,
)
_THINKS_IS = re.compile(
    rf"^(?P<asks>.*?\b(?:what|who|which|where|when|why|how)\b[^?]*?) (?:does|did) (?:{WRITER}|{TEXT}) (?:\w+ly )?(?:{SAYING}|{THINKING})"
    r" (?:that )?(?P<is>is|are|was|were|will be|should be)\b",
    re.I,
)
_SEES = re.compile(
    rf"^how (?:does|did) (?:{WRITER}|{TEXT}) (?:view|see|describe|characteri[sz]e|portray|regard) (?P<topic>.+?)\??$",
    re.I,
)

_WH = r"who|whom|what|when|where|why|how|which"
_TWO_ASKED = re.compile(rf"^(?P<one>{_WH}) and (?P<two>{_WH}) (?P<rest>.+)$", re.I)
_AND_ASKS = re.compile(rf",? and (?=(?:{_WH})\b(?: \w+)+)", re.I)


def unframed(question: str) -> str:
    """The question without the writer in front of it, as the article would put it.

    >>> unframed("Why, in the author’s view, did it fail?"), unframed("What does the author think is the best way out?")
    ('Why did it fail?', 'What is the best way out?')
    >>> unframed("How does the author view the two parties?")
    'How are the two parties described?'
    """
    if match := _SEES.match(question):
        plural = re.search(r"\b(?:two|three|four|both|all|these|those)\b|[^s]s$", match["topic"], re.I)
        return f"How {'are' if plural else 'is'} {match['topic']} described?"
    plain = _THINKS_IS.sub(r"\g<asks> \g<is>", question)
    plain = _FRAME.sub("", plain).strip(" ,")
    return capitalised(plain) if plain and plain != question else question


def parts(question: str) -> list[str]:
    """The questions that stand in one, each by itself; most hold just themselves.

    >>> parts("When and where will it be held?"), parts("Who paid?")
    (['When will it be held?', 'Where will it be held?'], ['Who paid?'])
    >>> parts("Who won, and how many voted?")
    ['Who won?', 'How many voted?']
    """
    asked = [part.strip() for part in re.split(r"(?<=\?)\s+", question) if part.strip(" ?")]
    found = [one for part in asked for one in _split(part)]
    return found if len(found) <= MAX_PARTS else [*found[: MAX_PARTS - 1], " ".join(found[MAX_PARTS - 1 :])]


def _split(question: str) -> list[str]:
    if two := _TWO_ASKED.match(question):
        return [f"{two['one'].capitalize()} {two['rest']}", f"{two['two'].capitalize()} {two['rest']}"]
    found = [part.strip(" ,?") for part in _AND_ASKS.split(question)]
    if (
        len(found) > 1
        and re.match(rf"(?:\w+ )?(?:{_WH})\b", found[0], re.I)
        and all(len(part.split()) > 1 for part in found)
    ):
        return [f"{capitalised(part)}?" for part in found]
    return [question]
