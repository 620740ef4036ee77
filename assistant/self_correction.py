"""Questions as people speak them: "what was, no wait, when was it?" without what was taken back."""

from __future__ import annotations

import re

from index import Span
from index.parsing import Token, parse

_WH = r"who|whom|whose|what|when|where|why|how|which|in what|in which|tell me"
_BEGINS = rf"(?:the|an?|of|in|on|at|for|to|from|by|with|is|was|are|were|do|does|did|can|{_WH})"
_FILLER = r"(?:no+|nope|no not|oh|oops|uh+|um+|erm?|ugh|a+h+|hmm|wait|sorry|rather|actually|really|maybe better|i mean(?:t)?|i guess|(?:let me )?ask(?: you)?|(?:should )?say|make that|scratch that|well|or|but|instead|like)"
_PURE = r"(?:oh|oops|uh+|um+|erm?|ugh|wait|sorry|instead)"
_SPACE = r"[\s,.…–—-]"
# Four ways in which somebody takes words back. Wherever they stand:
_ANYWHERE = "|".join(
    (
        r"i mean(?:t)?|i guess|or (?:rather|no|wait|actually|instead|maybe|make that)|scratch that|cancel that",
        r"let me ask(?: you)?|let me rephrase(?: that)?|let['’]?s say|nope|noo+|oops|eek",
        rf"{_PURE}(?:[\s,.…]+{_PURE})+",
        r"(?<!feel )(?<!is )(?<!are )(?<!was )(?<!were )(?<!be )sorry(?! (?:for|about|to|that|state|sight)\b)",
        rf"(?:no|or|first|oh)\b[\w ,’']{{0,25}}?tell me(?= (?:{_WH})\b)",
        r"(?:oh|uh|um|er|wait),? no|no+,? (?:um+|uh+|oh|wait|sorry|rather|actually|i mean|make that|no|not|oops)",
    )
)
# In front of words that begin a phrase; "no" where it cannot deny what follows ("no the mace"):
_BEFORE_A_PHRASE = (
    r"(?<!say )(?<!said )(?<!says )(?<!have )(?<!has )(?<!had )(?<!is )(?<!are )(?<!there )"
    rf"(?:no+|sorry|wait(?! (?:for|to|on)\b)|actually|rather)(?=,? {_BEGINS}\b)"
)
_BEHIND_A_COMMA = r"(?<=,\s)(?:no|sorry|wait|actually)(?=[ ,])"
_BEFORE_A_QUESTION_WORD = rf"(?:{_FILLER}[\s,.…]+)*(?:uh+|um+|erm?|ugh|a+h+|oops|well|instead|make that|really)(?= (?:should say|(?:{_WH})\b))"
_MARKER = re.compile(
    rf"(?<!{_SPACE}){_SPACE}{{1,8}}"
    rf"(?:(?:{_FILLER}[\s,.…]+)*?(?:{_ANYWHERE})\b|{_BEFORE_A_PHRASE}|{_BEHIND_A_COMMA}|{_BEFORE_A_QUESTION_WORD})"
    rf"(?:[\s,.…]+{_FILLER}\b)*[\s,.…]+(?=\w|['‘“\"])",
    re.I,
)


def corrected(question: str) -> str:
    """The question as it was meant; the same question when nothing in it is taken back.

    >>> corrected("What is no make that when was the treaty signed?")
    'When was the treaty signed?'
    >>> corrected("How many people in Goryeo, no wait, in Quzhou are there?")
    'How many people in Quzhou are there?'
    >>> corrected("Why is there no agreement?")
    'Why is there no agreement?'
    """
    marker = _last(question)
    if marker is None:
        return question
    before, after = question[: marker[0]].strip(" ,"), question[marker[1] :].strip()
    if not before or not after.strip(" ?."):
        return question
    if re.match(rf"(?:{_WH})\b", after, re.I) or len(before.split()) < 2:
        said = _ended(before, after)
    else:
        said = f"{_kept(before, after)} {after}"
    said = " ".join(said.split())
    return said[:1].upper() + said[1:]


def _ended(before: str, after: str) -> str:
    """A whole new question, or only its end ("what reason?") behind what leads up to it."""
    asks = [m.start() for m in re.finditer(rf"\b(?:{_WH})\b", before, re.I)]
    return f"{before[: asks[-1]]}{after}" if len(after.split()) < 3 and asks and asks[-1] else after


def _last(question: str) -> Span | None:
    """Where the last words that take something back stand, with the space around them."""
    found = list(_MARKER.finditer(question))
    return found[-1].span() if found else _between_nouns(question)


def _between_nouns(question: str) -> Span | None:
    """A "no" or the like that stands between two nouns, where it cannot deny the second ("some natives no tribes")."""
    bare = re.search(
        r"\s(?:no|wait|instead|er|uh),?\s(?!longer\b|more\b|less\b|matter\b|doubt\b|one\b|such\b|of\b)", question, re.I
    )
    if not bare:
        return None
    before, after = (next(parse([part]), ()) for part in (question[: bare.start()], question[bare.end() :]))
    nouns = ("NOUN", "PROPN")
    told = before and after and before[-1].pos in nouns and after[0].pos in (*nouns, "ADJ")
    return bare.span() if told else None


def _kept(before: str, after: str) -> str:
    """What stays of the words before: without those that the words after stand for."""
    first = re.split(r"\W+", after.casefold())[0]
    again = [m.start() for m in re.finditer(rf"\b{re.escape(first)}\b", before, re.I)] if first else []
    if again and again[-1] > 0:
        return before[: again[-1]].rstrip(" ,")
    tokens = next(parse([before]), ())
    cut = _verb(tokens) if _is_verb(next(parse([f"It {after}"]), ())) else _phrase(tokens)
    return before[:cut].rstrip(" ,")


def _is_verb(tokens: tuple[Token, ...]) -> bool:
    return len(tokens) > 1 and tokens[1].pos in ("VERB", "AUX")


def _verb(tokens: tuple[Token, ...]) -> int:
    """Offset of the last verb, from which on the words are taken back."""
    return next((token.start for token in reversed(tokens) if token.pos in ("VERB", "AUX")), _phrase(tokens))


def _phrase(tokens: tuple[Token, ...]) -> int:
    """Offset of the noun phrase at the end, its determiner left where it stands."""
    start = tokens[-1].end if tokens else 0
    for token in reversed(tokens):
        if token.pos not in ("NOUN", "PROPN", "ADJ", "NUM", "PUNCT", "PART") or token.start == 0:
            break
        start = token.start
    return start if tokens and start < tokens[-1].end else (tokens[-1].start if tokens else 0)
