"""Names as pages declare them, made plain: titles without the site, authors without what stands around their names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import unescape
from itertools import pairwise
from typing import Any
from urllib.parse import urlsplit

from index.article import one_line

_LONG = 2_000  # characters of a declared value that are looked at: more is no name
_NAME = 60  # characters: a longer author is a sentence
_AUTHORS = 12  # names: a longer list is an agency's staff
_BY = re.compile(
    r"(?:written |posted |published |reported )?by\b:?|(?:ein(?:e|en)? \w+ )?von\b:?|(?:un \w+ )?par\b:?|por\b:?|texto? (?:de|by)\b:?",
    re.I,
)
_BETWEEN = re.compile(r"\s*[,;|•·/]\s*|\s+(?:and|und|et|y|e|&|with|mit|avec|con)\s+", re.I)
_LINK = re.compile(r"\S*@\S*|(?:https?://|www\.)\S+", re.I)
# What stands in place of a name, or beside one.
_ROLE = re.compile(
    r"\b(?:staff|admin(?:istrator)?|editors?|editorial|newsroom|news ?desk|reporters?|writers?|correspondents?|columnists?"
    r"|contributors?|contributing|producers?|webmaster|guest|anonymous|unknown|user|redaktion|redakteur(?:in)?|rédaction"
    r"|redacción|redacao|redazione|autor(?:in)?|auteur|author|journaliste?|updated|published|ago|min read)\b", re.I
)  # fmt: skip
_BORDER = re.compile(r"\s+[-–—|·•»›:]+\s+|\s*\|\s*|:\s+")
_PARTS = 12  # a title of more parts is a list of words for search engines
_SECTION = 3  # words: a part behind a bar that is no longer is a section or a site


def plain(value: Any) -> str:
    """A declared text on one line, without marks of HTML; empty when it is no text.

    >>> plain("Rain <b>at last</b> &amp; more")
    'Rain at last & more'
    """
    if not isinstance(value, str):
        return ""
    return one_line(re.sub(r"<[^<>]{0,500}>", "", unescape(unescape(value[:_LONG]))))


def without_site(title: str, site: str | None, known: Iterable[str] = ()) -> str:
    """A title without the site's name, or its section, before or behind it.

    `known` are the page's other titles: what stands in all of them but behind a border is not the article's.

    >>> without_site("Rain at last - The Daily", "The Daily"), without_site("Rain comes at last | News", None)
    ('Rain at last', 'Rain comes at last')
    >>> without_site("Rain - and more", None)
    'Rain - and more'
    """
    title = title.strip(" -–—|·")
    borders = [*_BORDER.finditer(title)]
    if not borders or len(borders) > _PARTS:
        return title
    for border, following in pairwise([*borders, None]):  # what comes after the site's name is its motto
        part = title[border.end() : following.start() if following else None] if border else ""
        if border and border.start() and _same(part, site):
            return without_site(title[: border.start()], site, known)
    others = {_letters(other) for other in known} - {_letters(title)}
    first, last = borders[0], borders[-1]
    head, tail = title[: last.start()], title[last.end() :]
    if head and (_letters(head) in others or _is_section(head, last[0], tail)):
        return without_site(head, site, known)
    rest = title[first.end() :]
    if rest and (_same(title[: first.start()], site) or _letters(rest) in others):
        return without_site(rest, site, known)
    return title


def authors(value: Any, site: str | None = None) -> str | None:
    """The names of a page's authors, joined by commas; None when there is none that can be a name.

    >>> authors([{"@type": "Person", "name": "By Jane Doe"}, {"name": "John Roe, Staff Writer"}])
    'Jane Doe, John Roe'
    >>> authors("von Ana Ruiz und Tom Ash"), authors("Staff"), authors("https://daily.example/jane")
    ('Ana Ruiz, Tom Ash', None, None)
    """
    names = [name for text in _texts(value) for name in _names(text) if not _same(name, site)]
    kept = list({_letters(name): name for name in reversed(names)}.values())[::-1]
    return ", ".join(kept) if 0 < len(kept) <= _AUTHORS else None


def host(url: str | None) -> str | None:
    """The name of an address's host, without www."""
    name = urlsplit(url).hostname if url else None
    return name.removeprefix("www.") if name else None


def _texts(value: Any) -> Iterator[str]:
    for item in value[: _AUTHORS + 1] if isinstance(value, list) else [value]:
        name = item.get("name") if isinstance(item, dict) else item
        yield from (plain(part) for part in (name if isinstance(name, list) else [name]))


def _names(text: str) -> Iterator[str]:
    if len(text) >= _LONG:
        return
    for part in _BETWEEN.split(_LINK.sub("", text)):
        name = _BY.sub("", part.strip(), count=1) if _BY.match(part.strip()) else part
        name = name.strip(" .:-–—()[]\"'“”")
        if (
            1 < len(name) <= _NAME
            and not re.search(r"[\d<>{}=]", name)
            and len(name.split()) <= 6
            and not _ROLE.search(name)
        ):
            yield name


def _is_section(head: str, border: str, tail: str) -> bool:
    return "|" in border and len(tail.split()) <= _SECTION <= len(head.split())


def _same(name: str, site: str | None) -> bool:
    """Whether a name is the site's, or its host's: The Daily, daily.example."""
    left, right = _letters(name), _letters(site or "")
    return bool(left) and bool(right) and (left == right or left.removeprefix("the") == right.removeprefix("the"))


def _letters(text: str) -> str:
    return "".join(re.findall(r"\w+", text.casefold()))
