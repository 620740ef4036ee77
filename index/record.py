"""A record: an article as the library keeps it, with where it came from and what readers noted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from types import MappingProxyType

from index.article import Article, one_line
from index.errors import UnusableField
from index.formats.source import Source

READER = "reader"
"""The origin of a field that a reader has corrected."""

TAG_CHARS = 60
"""A longer tag is a note, and would fill the page."""


@dataclass(frozen=True)
class Record:
    """An article, when it was added, and what is known of it."""

    article: Article
    added: str
    """ISO 8601 in UTC, to the second: "2026-11-24T10:15:00+00:00"."""
    place: str | None = None
    """The path or address it was read from; None when it was pasted or made by a program."""
    origins: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """Where each of the article's fields was found, by its name; `READER` after a correction."""
    removed: tuple[str, ...] = ()
    """The lines that were around the article and are not part of it, in order."""
    tags: tuple[str, ...] = ()
    """As they were given, in the alphabet's order; no two differ only in capitals."""
    replaces: str | None = None
    """The id of the older version of the same source."""

    def __post_init__(self) -> None:
        if datetime.fromisoformat(self.added).utcoffset() is None:
            raise ValueError(f"{self.added!r} names no time zone: give it in UTC")
        if self.tags != sorted_tags(self.tags):
            raise ValueError(f"{self.tags} are not in order: make them with sorted_tags")


def record_of(item: Article | Source | Record, *, replaces: str | None = None) -> Record:
    """The record of what is added now; a record stays as it is."""
    if isinstance(item, Record):
        return item
    if isinstance(item, Article):
        item = Source(item)
    return Record(item.article, now(), item.place, item.origins, item.removed, replaces=replaces)


def now() -> str:
    """The time as a record holds it."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def sorted_tags(tags: Iterable[str]) -> tuple[str, ...]:
    """Tags in the alphabet's order, each once, the first of those that differ only in capitals.

    Raises UnusableField for one that is empty or longer than TAG_CHARS.

    >>> sorted_tags(["korea", "Asia", "Korea"])
    ('Asia', 'korea')
    """
    found: dict[str, str] = {}
    for tag in tags:
        line = one_line(tag)
        if not line or len(line) > TAG_CHARS:
            raise UnusableField(f"{line[:80]!r} cannot be a tag: give one of 1 to {TAG_CHARS} letters")
        found.setdefault(line.casefold(), line)
    return tuple(found[folded] for folded in sorted(found))
