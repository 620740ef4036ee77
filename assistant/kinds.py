"""The kind of words that a question asks for: a number, a time."""

from __future__ import annotations

import re

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
    """
    return not _NUMBERS.search(question) or bool(_NUMBER.search(words))
