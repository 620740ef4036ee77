"""What the library knows of an article, in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from index import Article, Record

_FIELDS = ("author", "published", "site", "url", "language")


def line(record: Record, *, outdated: bool = False) -> str:
    """An article as a line of a list: its id, title, author and tags."""
    article = record.article
    author = f"by {article.author}" if article.author else None
    tags = f"[{', '.join(record.tags)}]" if record.tags else None
    return "  ".join(filter(None, (article.id, article.title, author, tags, "(older version)" if outdated else None)))


def in_words(record: Record, versions: Sequence[Article], alike: Sequence[tuple[Article, float]]) -> str:
    """All that is known of an article: its fields with where each was found, and what was left out of it."""
    facts = [f"{name:<10} {value}" for name, value in _facts(record)]
    older = [f"{version.id}  {version.title}" for version in versions if version.id != record.article.id]
    copies = [f"{other.id}  {other.title} ({100 * share:.0f} % the same)" for other, share in alike]
    return "\n".join(
        [
            record.article.title + _found(record, "title"),
            "",
            *facts,
            *_listed("Other versions:", older),
            *_listed("Nearly the same:", copies),
            *_listed("Left out around the article:", record.removed),
        ]
    )


def _facts(record: Record) -> Iterator[tuple[str, str]]:
    article = record.article
    yield "id", article.id
    for name in _FIELDS:
        if value := getattr(article, name):
            yield name, value + _found(record, name)
    yield "length", f"{len(article.text):,} characters"
    yield "read from", record.place or "nowhere: it was pasted or made by a program"
    yield "added", record.added
    if record.tags:
        yield "tags", ", ".join(record.tags)


def _found(record: Record, name: str) -> str:
    return f" ({record.origins[name]})" if name in record.origins else ""


def _listed(heading: str, lines: Sequence[str]) -> list[str]:
    return ["", heading, *(f"    {one}" for one in lines)] if lines else []
