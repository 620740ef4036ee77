"""An article as it was read, with what its file says of it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePath
from types import MappingProxyType

from index.article import Article, one_line
from index.cleaning import Cleaned
from index.errors import UnreadableArticle
from index.voices import byline

MAX_BYTES = 20_000_000
"""A larger file is not an article (the Bible has 4.5 million letters)."""


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
    raw: Raw, cleaned: Cleaned, *, title: str | None = None, author: str | None = None, **fields: str | None
) -> Source:
    text = cleaned.text
    if not text:
        raise UnreadableArticle(f"{raw.place} holds no article text: only a page's furniture was found in it")
    fields["url"] = fields.get("url") or raw.url
    article = Article.from_text(text, title=title or _title(raw.place, text), author=author or byline(text), **fields)
    return Source(article, cleaned.removed, raw.place)


def _title(place: str, text: str) -> str:
    """The first line where it reads like a title, else the file's name."""
    first = one_line(text.split("\n", 1)[0].lstrip("# "))
    if first and len(first) <= 150 and not first.endswith((".", ":", ";", ",")):
        return first
    return one_line(re.sub(r"[-_]+", " ", PurePath(place).stem)).capitalize() or "Untitled"
