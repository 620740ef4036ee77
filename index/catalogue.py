"""The records of a library: where its articles came from, their tags, versions and near-duplicates."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from index.article import Article
from index.database import Database, Row
from index.errors import UnknownArticle
from index.likeness import ALIKE, marks, share
from index.passages import Passage
from index.record import Record
from index.store import Store
from index.words import words

_RECORD = "SELECT record.article, corrected, added, place, origins, removed, replaces FROM record"


class Catalogue:
    """What is kept beside the texts. A method that writes is one transaction; each raises UnusableLibrary as the store's do."""

    def __init__(self, db: Database, store: Store) -> None:
        self._db = db
        self._store = store

    def add(self, number: int, record: Record) -> None:
        """The record of the article in this row."""
        with self._db.writing():
            self._db.run(
                "INSERT INTO record (article, added, place, language, replaces, origins, removed) VALUES (?, ?, ?, ?, ?, ?, ?)",
                (
                    number,
                    record.added,
                    record.place,
                    record.article.language,
                    record.replaces,
                    json.dumps(dict(record.origins)),
                    json.dumps(record.removed),
                ),
            )
            self._insert_tags(number, record.tags)
            self._db.run_many("INSERT INTO mark VALUES (?, ?)", [(mark, number) for mark in marks(record.article.text)])

    def record(self, id: str) -> Record:
        """Raises UnknownArticle."""
        rows = self._db.rows(f"{_RECORD} JOIN article ON number = record.article WHERE id = ?", (id,))
        found = self._records(rows)
        if not found:
            raise self._store.unknown(id)
        return found[0]

    def records(self) -> list[Record]:
        """In the order in which they were added."""
        return self._records(self._db.rows(f"{_RECORD} ORDER BY article"))

    def find(self, asked: str, tag: str | None) -> list[Record]:
        """The records that have this tag, and in whose title, author, site and tags each of the words begins one."""
        wanted = words(_plain(asked))
        described = self._db.rows(
            "SELECT number, title || ' ' || coalesce(author, '') || ' ' || coalesce(site, '') FROM article ORDER BY number"
        )
        tags: dict[int, list[str]] = {}
        for number, name in self._db.rows("SELECT article, name FROM tag"):
            tags.setdefault(number, []).append(name)
        numbers = [
            number
            for number, text in described
            if _tagged(tags.get(number, ()), tag) and _begins(wanted, " ".join([text, *tags.get(number, ())]))
        ]
        return [
            record
            for number in numbers
            for record in self._records(self._db.rows(f"{_RECORD} WHERE article = ?", (number,)))
        ]

    def tag(self, id: str, tags: Sequence[str]) -> None:
        """Give the article these tags and no others. Raises UnknownArticle."""
        with self._db.writing():
            number = self._store.number(id)
            self._db.run("DELETE FROM tag WHERE article = ?", (number,))
            self._insert_tags(number, tags)

    def correct(self, article: Article, origins: Mapping[str, str]) -> None:
        """The fields of an article whose text is known, in place of those before. Raises UnknownArticle."""
        with self._db.writing():
            number = self._store.number(article.id)
            self._db.run(
                "UPDATE article SET title = ?, author = ?, published = ? WHERE number = ?",
                (article.title, article.author, article.published, number),
            )
            self._db.run(
                "UPDATE record SET corrected = corrected + 1, origins = ? WHERE article = ?",
                (json.dumps(dict(origins)), number),
            )

    def forget(self, article: Article) -> None:
        """Before an article is removed: its newer version follows the one before it, and its marks are gone.

        Raises UnknownArticle.
        """
        with self._db.writing():
            number = self._store.number(article.id)
            self._db.run(
                "UPDATE record SET replaces = (SELECT replaces FROM record WHERE article = ?) WHERE replaces = ?",
                (number, article.id),
            )
            self._db.run_many(
                "DELETE FROM mark WHERE value = ? AND article = ?", [(mark, number) for mark in marks(article.text)]
            )

    def versions(self, id: str) -> list[str]:
        """The ids of the versions that the library holds of this article's source, older first, itself included."""
        found = [id]
        while older := self._db.rows(
            "SELECT older.id FROM article JOIN record ON record.article = article.number"
            " JOIN article AS older ON older.id = replaces WHERE article.id = ?",
            (found[0],),
        ):
            if older[0][0] in found:
                break
            found.insert(0, older[0][0])
        while newer := self._db.rows(
            "SELECT id FROM record JOIN article ON number = record.article WHERE replaces = ? ORDER BY number",
            (found[-1],),
        ):
            if newer[0][0] in found:
                break
            found.append(newer[0][0])
        return found

    def outdated(self) -> set[str]:
        """The ids of the articles of which the library holds a newer version."""
        return {id for (id,) in self._db.rows("SELECT replaces FROM record WHERE replaces IS NOT NULL")}

    def alike(self, article: Article) -> list[tuple[Article, float]]:
        """The other articles that are nearly the same, with the share of their words, most alike first; no versions."""
        numbers = {
            row
            for mark in marks(article.text)
            for row in self._db.rows(
                "SELECT record.article, corrected FROM mark JOIN record USING (article) WHERE value = ?", (mark,)
            )
        }
        versions = set(self.versions(article.id))
        others = [
            other for row in sorted(numbers) if (other := self._store.numbered(*row)) and other.id not in versions
        ]
        shares = [(other, share(article.text, other.text)) for other in others]
        return sorted(((other, part) for other, part in shares if part >= ALIKE), key=lambda pair: -pair[1])

    def merged(self, passages: Iterable[Passage]) -> list[list[Passage]]:
        """The passages in order, those together that have the same words in versions or in articles that are alike.

        The first of them stands for the others: it is that of the article added first, in its last version.
        """
        groups: dict[tuple[str, ...], list[list[Passage]]] = {}
        merged: list[list[Passage]] = []
        for passage in passages:
            same = groups.setdefault(tuple(words(passage.text)), [])
            group = next((group for group in same if self._kin(group[0].article, passage.article)), None)
            if group is not None:
                group.append(passage)
            else:
                same.append([passage])
                merged.append(same[-1])
        return [self._standing(group) if len(group) > 1 else group for group in merged]

    def _kin(self, one: Article, other: Article) -> bool:
        if one.id == other.id:
            return False  # a refrain stands in one article twice
        return share(one.text, other.text) >= ALIKE or other.id in self.versions(one.id)

    def _standing(self, group: list[Passage]) -> list[Passage]:
        added = {id: place for place, id in enumerate(self._store.article_ids())}
        ordered = sorted(group, key=lambda passage: added.get(passage.article.id, len(added)))
        versions = self.versions(ordered[0].article.id)
        last = max(
            (passage for passage in ordered if passage.article.id in versions),
            key=lambda passage: versions.index(passage.article.id),
        )
        return [last, *(passage for passage in ordered if passage is not last)]

    def resolve(self, prefix: str) -> str:
        """The one id that begins so. Raises UnknownArticle when none does, or several."""
        begun = prefix.strip().casefold()
        rows = self._db.rows("SELECT id FROM article WHERE id >= ? AND id < ? || 'g' LIMIT 2", (begun, begun))
        if len(rows) > 1:
            raise UnknownArticle(f"{prefix!r} begins the ids of several articles: give more of its letters")
        if not rows:
            raise self._store.unknown(prefix)
        return str(rows[0][0])

    def _records(self, rows: Iterable[Row]) -> list[Record]:
        found = []
        for number, corrected, added, place, origins, removed, replaces in rows:
            tags = self._db.rows("SELECT name FROM tag WHERE article = ? ORDER BY folded", (number,))
            article = self._store.numbered(number, corrected)
            if article:
                known = MappingProxyType(json.loads(origins))
                found.append(
                    Record(
                        article, added, place, known, tuple(json.loads(removed)), tuple(t for (t,) in tags), replaces
                    )
                )
        return found

    def _insert_tags(self, number: int, tags: Iterable[str]) -> None:
        self._db.run_many("INSERT INTO tag VALUES (?, ?, ?)", [(number, tag.casefold(), tag) for tag in tags])


def _plain(text: str) -> str:
    """Without accents: "Zörgiebel" as "Zorgiebel"."""
    return "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))


def _tagged(tags: Iterable[str], tag: str | None) -> bool:
    return tag is None or tag.casefold() in (name.casefold() for name in tags)


def _begins(wanted: Sequence[str], text: str) -> bool:
    there = words(_plain(text))
    return all(any(word.startswith(begun) for word in there) for begun in wanted)
