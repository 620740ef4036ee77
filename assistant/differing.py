"""Short answers of two articles that cannot both be right: two times, two numbers, two names."""

from __future__ import annotations

import re

from assistant.candidates import Candidate, Part
from assistant.question import asks_who_said, is_name, is_short
from index.words import stems, words

MOST = 3
"""Articles of which an answer shows that they differ."""

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
_TIMES = {
    "year": re.compile(r"\b(1\d{3}|20\d\d)\b(?![:.,]\d)"),
    "month": re.compile(rf"\b({_MONTH})\b|\b\d{{4}}-(\d\d)-\d\d\b", re.I),
    "day": re.compile(
        rf"\b(\d{{1,2}})(?:st|nd|rd|th)?(?: of)? {_MONTH}\b|\b{_MONTH}\.? (\d{{1,2}})\b(?!:)|\b\d{{4}}-\d\d-(\d\d)\b",
        re.I,
    ),
    "weekday": re.compile(r"\b(mon|tues|wednes|thurs|fri|satur|sun)day\b", re.I),
    "season": re.compile(r"\b(spring|summer|autumn|fall|winter)\b", re.I),
    "clock": re.compile(r"\b(\d{1,2}(?:[:.]\d\d)?) ?(?:a\.?m|p\.?m|o[’']clock)\b|\b(\d{1,2}:\d\d)\b", re.I),
}
_ASKS_TIME = re.compile(
    r"\b(?:when|what (?:year|date|day|month|time)|which (?:year|date|day|month)|how long ago)\b", re.I
)
_ASKS_NAME = re.compile(r"^\W*(?:who|whom|whose|where|which|(?:in|at|to|from|by|of|with) (?:which|whom))\b", re.I)

_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
    " eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_SMALL = {word: value for value, word in enumerate(_ONES)} | {word: 20 + 10 * n for n, word in enumerate(_TENS)}
_LARGE = {"hundred": 1e2, "thousand": 1e3, "k": 1e3, "million": 1e6, "m": 1e6, "mn": 1e6, "billion": 1e9, "bn": 1e9}
_AMOUNT = re.compile(
    rf"(?P<rough>(?:(?:about|around|nearly|almost|roughly|some|over|more than|less than|up to|at least) )*)"
    rf"(?P<money>[$£€])?(?P<value>(?:\d[\d,]*(?:\.\d+)?|\b(?:{'|'.join(_SMALL)}|a(?= hundred| thousand| million| billion))\b)"
    rf"(?:[ -]?(?:{'|'.join([*_SMALL, *sorted(_LARGE, key=len, reverse=True)])}|and)\b)*)(?P<unit>.*)",
    re.I | re.S,
)
_UNITS = {
    "money": re.compile(r"\b(?:dollars?|pounds?|euros?|yen|roubles?|rubles?|francs?|crowns?|cents?|pence)\b", re.I),
    "share": re.compile(r"%|\bper ?cent\b|\bpercentage\b", re.I),
    "time": re.compile(r"\b(second|minute|hour|day|week|month|year|decade)s?\b", re.I),
}
_DAYS = {"second": 1 / 86_400, "minute": 1 / 1_440, "hour": 1 / 24, "day": 1, "week": 7, "month": 30, "year": 365}
_DAYS["decade"] = 3_650
_ROUGHLY = 0.1  # share by which two numbers may differ of which one is only rough


def differing(part: Part, least: float) -> list[Candidate]:
    """The likeliest sentences of articles whose few words differ, best first; none where no two articles differ.

    `least` is the margin that each of them has.
    """
    found: list[Candidate] = []
    for one in part.candidates:
        if one.margin < least or any(one.article.id == known.article.id for known in found):
            continue
        if not one.short or not is_short(part.question, one.short):
            if not found:
                return []  # the best answer has no few words that another one could contradict
        elif found and 2 * _on_topic(part.question, one) < _on_topic(part.question, found[0]):
            continue  # it tells of something else
        elif all(differ(part.question, known.short or "", one.short) for known in found):
            found.append(one)
    return found[:MOST] if len(found) > 1 else []


def _on_topic(question: str, one: Candidate) -> int:
    """How many of the question's words stand in a sentence or in its article's title."""
    return len(stems(question) & stems(f"{one.article.title} {one.text}"))


def differ(question: str, one: str, other: str) -> bool:
    """Whether two short answers are of the kind that the question asks for, and say different things.

    >>> differ("When is it?", "late February", "on 3 March 2019"), differ("When is it?", "in March", "on 3 March 2019")
    (True, False)
    >>> differ("What did it cost?", "four million pounds", "£4m"), differ("How many came?", "300 people", "1,200")
    (False, True)
    >>> differ("Who leads it?", "Ann Lee", "Tom Roe"), differ("Who leads it?", "Ann Lee", "Ms Lee")
    (True, False)
    """
    if _ASKS_TIME.search(question):
        return _times_differ(_times(one), _times(other))
    amounts = _amount(one), _amount(other)
    if amounts[0] and amounts[1]:
        return _amounts_differ(amounts[0], amounts[1])
    named = bool(_ASKS_NAME.search(question)) and not asks_who_said(question) and is_name(one) and is_name(other)
    return named and not set(words(one)) & set(words(other))


def _times(text: str) -> dict[str, str]:
    """The parts of a time by name: year, month, day and the like, as far as the words tell them."""
    found = {}
    for name, pattern in _TIMES.items():
        if match := pattern.search(text):
            value = next(group for group in match.groups() if group)
            found[name] = _plain(name, value)
    return found


def _plain(name: str, value: str) -> str:
    value = value.casefold()
    if name == "month":
        return str(int(value)) if value.isdecimal() else str(_MONTHS.index(value[:3]) + 1)
    if name == "clock":
        return value.lstrip("0").replace(".", ":").removesuffix(":00")
    return value.lstrip("0") if name == "day" else value


def _times_differ(one: dict[str, str], other: dict[str, str]) -> bool:
    return any(one[name] != other[name] for name in one.keys() & other.keys())


_Amount = tuple[float, str, bool]
"""A number (a span of time in days), its kind of unit, and whether it is only rough."""


def _amount(text: str) -> _Amount | None:
    """The number that the words begin with, None where they begin with none."""
    match = _AMOUNT.match(text.strip())
    if not match:
        return None
    kind = next((kind for kind, pattern in _UNITS.items() if pattern.search(match["unit"])), "count")
    value, span = _value(match["value"]), _UNITS["time"].search(match["unit"])
    if kind == "time" and span:
        value *= _DAYS[span[1].casefold()]
    return value, "money" if match["money"] else kind, bool(match["rough"])


def _value(words: str) -> float:
    """What a number comes to.

    >>> _value("twenty-five thousand"), _value("4.5m"), _value("1,200")
    (25000.0, 4500000.0, 1200.0)
    """
    total, group = 0.0, 0.0
    for token in re.findall(r"\d[\d,]*(?:\.\d+)?|[a-z]+", words.casefold()):
        if token in _LARGE:
            group = max(group, 1.0) * _LARGE[token]
            if token != "hundred":
                total, group = total + group, 0.0
        elif token not in ("a", "and"):
            group += _SMALL[token] if token in _SMALL else float(token.replace(",", ""))
    return total + group


def _amounts_differ(one: _Amount, other: _Amount) -> bool:
    (a, kind, rough), (b, other_kind, other_rough) = one, other
    return kind == other_kind and abs(a - b) > (_ROUGHLY if rough or other_rough else 0.0) * max(a, b)
