"""The kind of words that a question asks for: a number, a time."""

from __future__ import annotations

import re

from index import Span
from index.words import stems

_NUMBERS = re.compile(
    r"\bhow (?:many|much|old|long|far|tall|big|often|large|high|deep|heavy|fast)\b"
    r"|\bwhat (?:is|are|was|were) the (?:total |average |current )?(?:population|number|percentage|share|age|price|cost|budget|size|length|height|"
    r"width|weight|distance|temperature|speed|salary|amount)\b|\bwhat (?:number|percentage|share|age)\b",
    re.I,
)
_NUMBER = re.compile(
    r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|\w+ty|dozens?|hundreds?|thousands?|millions?|billions?|"
    r"half|halves|thirds?|quarters?|once|twice|double|none|nothing|several|few|many|decades?|years?|months?|weeks?|days?|hours?|"
    r"minutes?|seconds?|moments?|annual\w*|daily|weekly|monthly|yearly|single|free|lot)\b",
    re.I,
)


_NAMING = re.compile(
    r"\b(?:number|no\.|route|line|room|platform|article|chapter|section|page|gate|flight) \d+\b"
    r"|\b(?:in|since|until|by) (?:1\d|20)\d\d\b(?! \w+s\b)",
    re.I,
)
"""A number that tells which one or when, rather than how many: “the number 6 bus”, “in 1986”."""

_HOW_MANY = re.compile(r"\bhow many\b", re.I)
_COUNTED = re.compile(r"\bhow (?:many|old|long)\b", re.I)


def counted(question: str) -> bool:
    """Whether only a number or a stretch of time answers: “how much” may be “vast areas”, “how long” is no “October”.

    >>> counted("How long will it last?"), counted("How much is left?")
    (True, False)
    """
    return bool(_COUNTED.search(question))


def fits(question: str, words: str) -> bool:
    """Whether words may answer as far as their kind goes: only what is asked for a number can be of the wrong kind.

    >>> fits("What is the population of Perth?", "old town"), fits("How many came?", "the mayor")
    (False, False)
    >>> fits("How many came?", "about 300 people"), fits("Who came?", "the mayor")
    (True, True)
    >>> fits("How many will it carry?", "the number 6 bus"), fits("How many came?", "by 300 boats")
    (False, True)
    """
    if _HOW_MANY.search(question):
        words = _NAMING.sub("", words)
    return not _NUMBERS.search(question) or bool(_NUMBER.search(words))


_AMOUNT = re.compile(
    r"((?:(?:about|around|almost|nearly|over|some|more than|less than|at least|up to) )?[\d.,]*\d(?: (?:[mb]|tr)illion| thousand| hundred)?) (\w.*)",
    re.I,
)
_DATED = (
    (re.compile(r"\b(?:what|which) year\b", re.I), re.compile(r"(?<![-–/])\b(?:1\d|20)\d\d\b(?![-–/]\d)")),
    (
        re.compile(r"\b(?:what|which) month\b", re.I),
        re.compile(
            r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December)\b(?:,? \d{4})?"
        ),
    ),
)
"""Questions for a part of a date, and what that part is in an answer."""


def narrowed(question: str, words: str) -> Span:
    """Where in words that answer only that stands which is asked for: the year, the month, the number, no half of a bracket.

    >>> def told(question, words): return words[slice(*narrowed(question, words))]
    >>> told("In what year did he die?", "7 January 1943"), told("When did he die?", "7 January 1943")
    ('1943', '7 January 1943')
    >>> told("In which month did it open?", "3 May, a Sunday")
    'May'
    >>> told("How many square miles burnt?", "over 600 square miles"), told("How many came?", "over 600 people")
    ('over 600', 'over 600 people')
    >>> told("How deep is it?", "390 ft)")
    '390 ft'
    """
    for asks, part in _DATED:
        found = [match.span() for match in part.finditer(words)]
        if asks.search(question) and len(found) == 1:
            return found[0]
    counted, amount = _HOW_MANY.search(question), _AMOUNT.fullmatch(words)
    if counted and amount and stems(amount[2]) <= stems(question):
        return amount.span(1)
    return 0, len(words) - (words.endswith(")") and words.count(")") > words.count("("))
