"""An article read again from where it came: a change at the source becomes a new version beside the old one."""

from __future__ import annotations

from dataclasses import dataclass

from index.article import Article
from index.changes import Changes, changes
from index.errors import UnreadableArticle
from index.formats import read_source
from index.library import Library, Progress
from index.record import READER

CORRECTED = ("title", "author", "published")
"""The fields that a reader can correct."""


@dataclass(frozen=True)
class Reread:
    """What came of reading an article again."""

    before: Article
    """The newest version that the library held."""
    article: Article
    """The newest version now; the same one where nothing has changed."""
    changes: Changes | None
    """What is different; None where the text is the same."""


def reread(library: Library, id: str, *, private: bool = False, progress: Progress | None = None) -> Reread:
    """Reads the place of an article again; a new text is added beside the newest version, with its tags and corrections.

    `private` allows private addresses. Raises UnknownArticle; UnreadableArticle also for an article that was pasted; and
    as `Library.add`.
    """
    newest = library.versions(id)[-1]
    record = library.record(newest.id)
    if record.place is None:
        raise UnreadableArticle(
            f"{newest.title!r} was pasted or made by a program, so there is no place to read it from again: add its new text"
        )
    source = read_source(record.place, private=private)
    if source.article.id == newest.id:
        return Reread(newest, newest, None)
    article = library.add(source, progress=progress, replaces=newest.id)
    if record.tags:
        library.tag(article.id, *record.tags)
    corrected = {name: getattr(newest, name) or "" for name in CORRECTED if record.origins.get(name) == READER}
    if corrected:
        article = library.correct(article.id, **corrected)
    found = changes(newest, library.utterances(newest.id), article, library.utterances(article.id))
    return Reread(newest, article, found)
