"""JSON Lines: an article a line."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from typing import Any

from index.cleaning import clean
from index.errors import UnreadableArticle
from index.formats.source import MAX_BYTES, Raw, Source, check_length, made

_FIELDS = {
    "title": ("title", "headline"),
    "author": ("author", "authors", "byline"),
    "published": ("published", "publish_date", "date"),
    "site": ("site", "publisher", "domain", "source"),
    "url": ("url", "link"),
}
_TEXT = ("text", "body", "content", "article")


def read_all(raw: Raw) -> Iterator[Source | UnreadableArticle]:
    """The article of each line, in order; a line that holds none is a problem, which names the line."""
    for number, line in enumerate(io.BytesIO(raw.data.removeprefix(b"\xef\xbb\xbf")), start=1):
        if line.strip():
            try:
                yield _article(Raw(f"{raw.place}, line {number}", line, raw.url))
            except UnreadableArticle as error:
                yield error


def _article(line: Raw) -> Source:
    if len(line.data) > MAX_BYTES:
        raise UnreadableArticle(f"{line.place} has {len(line.data):,} bytes, more than {MAX_BYTES:,}: split it")
    try:
        values = json.loads(line.data)
    except (ValueError, RecursionError) as error:
        raise UnreadableArticle(f"{line.place} is not JSON: write one article a line, as an object") from error
    text = _first(values, _TEXT)[1] if isinstance(values, dict) else None
    if text is None:
        raise UnreadableArticle(f"{line.place} has no 'text': give the article's text under that name")
    check_length(line.place, text)
    found = {field: _first(values, names) for field, names in _FIELDS.items()}
    origins = {field: name for field, (name, _) in found.items()}
    given = {field: value for field, (_, value) in found.items()}
    return made(
        line,
        clean(text),
        origins=origins,
        title=given["title"],
        author=given["author"],
        published=given["published"],
        site=given["site"],
        url=given["url"],
    )


def _first(values: dict[str, Any], names: tuple[str, ...]) -> tuple[str, str | None]:
    """The first of these names that has a text, or a list of texts, and that text."""
    for name in names:
        value = values.get(name)
        if isinstance(value, list) and value and all(isinstance(part, str) for part in value):
            value = ", ".join(value[:20])
        if isinstance(value, str) and value.strip():
            return name, value
    return "", None
