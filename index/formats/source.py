"""An article as it was read, with what its file says of it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePath
from types import MappingProxyType

from index.article import Article, one_line
from index.cleaning import Cleaned
from index.errors import UnreadableArticle
from index.voices import byline

MAX_BYTES = 20_000_000
"""A larger file is not an article (the Bible has 4.5 million letters)."""

MAX_CHARS = 5_000_000
"""Nor is a longer text: a small file can unfold into one."""

READS = "On Record reads text, Markdown, HTML, PDF, Word (.docx), OpenDocument (.odt), RTF, EPUB, e-mail and JSON Lines"
"""For the sentence about a file of another kind."""


@dataclass(frozen=True)
class Source:
    """An article, where it was read, and what was around it."""

    article: Article
    removed: tuple[str, ...] = ()
    """The lines that were around the article and are not part of it, in order."""
    place: str | None = None
    """The path or address it was read from; None when it was pasted or made by a program."""
    origins: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """Where each of the article's fields was found, by its name: `{"title": "og:title", "author": "byline"}`."""


@dataclass(frozen=True)
class Raw:
    """The bytes of one file, not yet read."""

    place: str
    """Its path or address, for messages and as a last resort for a title."""
    data: bytes
    url: str | None = None
    """The address it came from, where a page does not name its own."""
    media: str | None = None
    """The media type that its server gave, such as "text/html"; None of a file, and where a name tells more."""


def made(
    raw: Raw,
    cleaned: Cleaned,
    *,
    title: str | None = None,
    author: str | None = None,
    origins: Mapping[str, str] | str = "",
    **fields: str | None,
) -> Source:
    """The article of a text that was read, its title and author found in the text where no field gives them.

    `origins` says where the given fields were found: each by its name, or all in one place. Raises UnreadableArticle: no text, or more than MAX_CHARS.
    """
    text = cleaned.text
    if not text:
        raise UnreadableArticle(f"{raw.place} holds no article text: only a page's furniture was found in it")
    check_length(raw.place, text)
    fields |= {"title": title, "author": author}
    found = dict.fromkeys(fields, origins) if isinstance(origins, str) else dict(origins)
    if not title:
        fields["title"], found["title"] = _title(raw.place, text)
    if not author:
        fields["author"], found["author"] = byline(text), "byline"
    if raw.url and not fields.get("url"):
        fields["url"], found["url"] = raw.url, "address"
    article = Article.from_text(text, **fields)
    known = {name: origin for name, origin in found.items() if origin and getattr(article, name)}
    return Source(article, cleaned.removed, raw.place, MappingProxyType(known))


def check_length(place: str, text: str) -> None:
    """Raises UnreadableArticle when a text is longer than MAX_CHARS."""
    if len(text) > MAX_CHARS:
        raise UnreadableArticle(f"{place} has {len(text):,} letters, more than {MAX_CHARS:,}: split it into articles")


def shown(path: str | Path) -> str:
    """A path for a sentence: it may be a whole text that somebody took for one."""
    line = one_line(str(path))
    return line if len(line) <= 200 else f"{line[:60]}…{line[-60:]}"


def _title(place: str, text: str) -> tuple[str, str]:
    """The first line where it reads like a title, else the file's name; and which of them it is."""
    first = one_line(text.split("\n", 1)[0].lstrip("# "))
    if first and len(first) <= 150 and not first.endswith((".", ":", ";", ",")):
        return first, "first line"
    return one_line(re.sub(r"[-_]+", " ", PurePath(place).stem)).capitalize() or "Untitled", "file name"
