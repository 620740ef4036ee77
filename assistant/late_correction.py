"""Corrections that come late ("What did Sweden win in May, no sorry, Norway?"): what they put right stands earlier."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.parsing import Token, parse

_CUE = re.compile(  # what people say between what they take back and what they mean
    r"(?:[\s,.…–—-]*\b(?:no+|nope|not|sorry|wait|oh|oops|ah|u[hm]+|er+m?|well|or|rather|actually|instead|but|just|hold on|correction|my bad|excuse me"
    r"|i mean|i meant|i'm|to say|make that|(?:that|it) (?:is|was)|(?:that )?should be)\b)+[\s,.…–—-]*$",
    re.I,
)
_NOT = re.compile(
    r"^(?:(?:that|it|this) (?:is|was|should be) )?(?:the )?(?P<right>.+?),? not (?:the )?(?P<wrong>.+)$", re.I
)
_ASKS = re.compile(r"\b(?:who|whom|whose|what|when|where|why|how|which)\b", re.I)
_BESIDE = ("DET", "ADP", "PUNCT")  # what may stand beside the name that is meant
_WORDS = 5  # of what is meant: more of them are a question of their own


def put_right(question: str, start: int, end: int) -> str | None:
    """The question with what it says last in the place of what that puts right; None where that stands just before it.

    From `start` to `end` it was found to take something back; the words behind are meant.

    >>> put_right("Who ran until Tyne approved plans no I meant Loudoun?", 25, 44)
    'Who ran until Loudoun approved plans?'
    """
    meant = question[end:].strip(" ?.!,")
    cue = _CUE.search(question, start, end)
    if not cue or not meant:
        return None
    said = question[: cue.start()].rstrip(" ,?")
    named = _NOT.match(meant)  # “… that was Isaac, not Richard”
    if named and len(named["right"].split()) <= (1 if _ASKS.search(meant) else _WORDS):
        places = list(re.finditer(rf"\b{re.escape(named['wrong'])}\b", said, re.I))
        return _put(said, *places[0].span(), named["right"]) if len(places) == 1 else None
    if _ASKS.search(meant) or len(meant.split()) > _WORDS:
        return None
    tokens = _parsed(meant)
    names = _names(tokens)
    if len(names) != 1 or any(token not in names[0] and token.pos not in _BESIDE for token in tokens):
        return None
    (name,) = names
    others = _alike(name, tokens[0], _parsed(said), start)
    if len(others) != 1 or others[0][-1].end == len(said):
        return None
    return _put(said, others[0][0].start, others[0][-1].end, meant[name[0].start :])


Name = tuple[Token, ...]


def _alike(name: Name, first: Token, said: Sequence[Token], start: int) -> list[Name]:
    """The names that this one may stand for: behind its own preposition, else of its kind, else any, if none was just taken back."""
    names = _names(said)
    if first.pos == "ADP":
        before = {one: said[max(0, said.index(one[0]) - 2) : said.index(one[0])] for one in names}
        return [one for one in names if first.lemma in {token.lemma for token in before[one]}]
    fitting = [one for one in names if _fit(name, one)]
    asks = any(_ASKS.fullmatch(token.text) for token in said if token.end <= start)
    if asks and any(one[-1].end > start for one in fitting):
        return []
    same = [one for one in fitting if _kind(one) == _kind(name)]
    return same if len(same) == 1 else fitting


def _fit(name: Name, other: Name) -> bool:
    """Whether a name may be meant instead of another one: only a date or a time for one."""
    return _kind(other) not in ("DATE", "TIME") or _kind(other) == _kind(name)


def _kind(name: Name) -> str:
    return name[-1].entity or name[-1].pos


def _names(tokens: Sequence[Token]) -> list[Name]:
    """The runs of words that are names or numbers; what is meant may be a name alone, which the parse does not always know."""
    runs: list[list[Token]] = [[]]
    for token in tokens:
        alone = len(tokens) == 1 and token.text[:1].isupper()
        if token.pos in ("PROPN", "NUM") or alone:
            runs[-1].append(token)
        elif runs[-1]:
            runs.append([])
    return [tuple(run) for run in runs if run]


def _put(said: str, start: int, end: int, right: str) -> str:
    """What was said with the right words there, and a noun once where both have it ("Belgian player not German")."""
    behind = said[end:]
    *words, last = right.split()
    if words and behind.lower().startswith(f" {last.lower()}"):
        right = " ".join(words)
    return f"{said[:start]}{right}{behind}?"


def _parsed(text: str) -> tuple[Token, ...]:
    return next(parse([text]), ())
