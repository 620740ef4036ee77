"""A link that opens an article's site at its cited words: the article's address with a text fragment.

`#:~:text=[prefix-,]start[,end][,-suffix]` (WICG, URL Fragment Text Directives). A browser marks the first place that fits:
`start`, or from `start` to the next `end`; a prefix must stand right before it and a suffix right behind. Each of the four is
found within one block of the page, at the borders of words, whatever the case of its letters.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from urllib.parse import quote, urlsplit

from index import Article

WHOLE_CHARS = 100
"""A longer quote is named by its first and last words."""

_ENDS = (4, 8, 16)  # words that a long quote is named by, on each side, until they are enough
_CONTEXT = (2, 4, 8, 16)  # words before and behind that are added, until they are enough
_TRIES = 1000

# Between letters, an apostrophe or a full stop is part of the word ("don't", "U.S"), as a comma is between digits.
_WORD_BEFORE = re.compile(r"(?:\w['.:]?|\d[,;])\Z")
_WORD_BEHIND = re.compile(r"['.:]?\w|[,;]\d")
_QUOTE_MARKS = str.maketrans("’‘‚‛“”„‟«»", "''''" + '""""""')  # browsers take the curly ones for straight ones


def link(article: Article, start: int, end: int) -> str | None:
    """The article's address that opens at these words; the address alone where no fragment finds them, None without one.

    >>> link(Article.from_text("It rained.", url="https://news.example/rain"), 0, 10)
    'https://news.example/rain#:~:text=It%20rained.'
    """
    if not article.url or not _is_web_address(article.url):
        return None
    url = article.url.partition(":~:")[0]
    found = _directive(article.text, start, end)
    return f"{url}{'' if '#' in url else '#'}:~:text={found}" if found else url.removesuffix("#")


@dataclass(frozen=True)
class Directive:
    """What names a place in a page's text; all but `start` may be empty."""

    start: str
    end: str = ""
    prefix: str = ""
    suffix: str = ""

    def __str__(self) -> str:
        prefix = f"{_encoded(self.prefix)}-" if self.prefix else ""
        suffix = f"-{_encoded(self.suffix)}" if self.suffix else ""
        return ",".join(filter(None, (prefix, _encoded(self.start), _encoded(self.end), suffix)))


def _is_web_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname)


def _encoded(words: str) -> str:
    return quote(words, safe="").replace("-", "%2D")  # a hyphen would end a prefix


def _directive(text: str, start: int, end: int) -> Directive | None:
    """The first candidate by which a browser would find exactly this span."""
    page = _page(text)
    begin, finish = start, end
    while begin < finish and text[begin].isspace():
        begin += 1
    while finish > begin and text[finish - 1].isspace():
        finish -= 1
    span = (page.at[begin], page.at[finish])
    candidates = _candidates(text, begin, finish) if begin < finish else ()
    return next((candidate for candidate in candidates if _found(page.text, candidate) == span), None)


def _candidates(text: str, start: int, end: int) -> Iterator[Directive]:
    """Ways to name a span, the shortest first: whole or by its ends, and then with words from around it."""
    terms = list(_terms(text[start:end]))
    before = text[:start].rstrip().rsplit("\n", 1)[-1].split()
    behind = text[end:].lstrip().split("\n", 1)[0].split()
    for first, last in terms:
        yield Directive(first, last)
    for count in _CONTEXT:
        prefix, suffix = " ".join(before[-count:]), " ".join(behind[:count])
        for first, last in terms:
            yield from (
                Directive(first, last, prefix),
                Directive(first, last, "", suffix),
                Directive(first, last, prefix, suffix),
            )


def _terms(quoted: str) -> Iterator[tuple[str, str]]:
    lines = [line.split() for line in quoted.split("\n") if line.strip()]
    first, last = lines[0], lines[-1]
    most = len(first) // 2 if len(lines) == 1 else max(len(first), len(last))
    if len(lines) == 1 and (len(quoted) <= WHOLE_CHARS or most < _ENDS[0]):
        yield " ".join(first), ""
        return
    for count in dict.fromkeys(min(count, most) for count in _ENDS):
        yield " ".join(first[:count]), " ".join(last[-count:])


@dataclass(frozen=True)
class _Page:
    """An article's text as a browser compares it."""

    text: str
    """Every run of white space is one character, a line end where it parts two lines; case and accents are gone."""
    at: array[int]
    """Where each character of the article stands in it, and at last its length."""


@lru_cache(maxsize=8)  # all citations of an answer are found in a few articles
def _page(text: str) -> _Page:
    parts: list[str] = []
    at, length, gap = array("I"), 0, ""
    for char in text:
        at.append(length)
        if char.isspace():
            gap = "\n" if "\n" in (gap, char) else " "
            continue
        part = _folded(char)
        if gap and part:
            parts.append(gap)
            length += 1
            at[-1] = length
            gap = ""
        parts.append(part)
        length += len(part)
    at.append(length)
    return _Page("".join(parts), at)


@cache
def _folded(char: str) -> str:
    plain = unicodedata.normalize("NFKD", char.translate(_QUOTE_MARKS))
    return "".join(part for part in plain if not unicodedata.combining(part)).casefold()


def _words(term: str) -> str:
    return " ".join("".join(map(_folded, term)).split())


def _found(page: str, sought: Directive) -> tuple[int, int] | None:
    """Where a browser finds this in a page, by the specification's steps."""
    start, end, prefix, suffix = map(_words, (sought.start, sought.end, sought.prefix, sought.suffix))
    for begin in _beginnings(page, start, prefix, ends_word=bool(end) or not suffix):
        finish = begin + len(start)
        while True:
            if end:
                last = next(_occurrences(page, end, finish, ends_word=not suffix), None)
                if last is None:
                    return None
                finish = last + len(end)
            if not suffix or _stands_at(page, suffix, _skipped(page, finish), ends_word=True):
                return begin, finish
            if not end:
                break
    return None


def _beginnings(page: str, start: str, prefix: str, *, ends_word: bool) -> Iterator[int]:
    if not prefix:
        yield from _occurrences(page, start, 0, ends_word=ends_word)
    for before in _occurrences(page, prefix, 0, ends_word=False) if prefix else ():
        begin = _skipped(page, before + len(prefix))
        if _stands_at(page, start, begin, ends_word=ends_word):
            yield begin


def _occurrences(page: str, term: str, since: int, *, ends_word: bool) -> Iterator[int]:
    """Where the term begins a word; not to the end of a text that is made of nothing else."""
    at = since - 1
    for _ in range(_TRIES):
        at = page.find(term, at + 1)
        if at < 0:
            return
        if _is_border(page, at) and _stands_at(page, term, at, ends_word=ends_word):
            yield at


def _stands_at(page: str, term: str, at: int, *, ends_word: bool) -> bool:
    return page.startswith(term, at) and (not ends_word or _is_border(page, at + len(term)))


def _skipped(page: str, at: int) -> int:
    return at + 1 if page[at : at + 1].isspace() else at


def _is_border(page: str, at: int) -> bool:
    """Whether no word goes across this place."""
    return not (_WORD_BEFORE.search(page[max(0, at - 2) : at]) and _WORD_BEHIND.match(page[at : at + 2]))
