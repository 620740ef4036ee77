"""The truth: articles, utterances, passages and their vectors in one SQLite file, with its word index."""

from __future__ import annotations

import re
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import numpy as np

from index.article import Article, Span
from index.embedding import Vectors
from index.errors import UnknownArticle, UnusableLibrary
from index.passages import Passage
from index.voices import Utterance
from index.words import ASKING

FORMAT = "1"

_ADVICE = {
    sqlite3.SQLITE_FULL: "make room on its disk",
    sqlite3.SQLITE_BUSY: "try again when the program that holds it is done",
    sqlite3.SQLITE_LOCKED: "try again when the program that holds it is done",
    sqlite3.SQLITE_READONLY: "change its permissions",
    sqlite3.SQLITE_CORRUPT: "restore it from a copy",
    sqlite3.SQLITE_NOTADB: "restore it from a copy",
    sqlite3.SQLITE_MISUSE: "open the library again",
}

_SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE article (
    number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, title TEXT NOT NULL, text TEXT NOT NULL,
    author TEXT, published TEXT, site TEXT, url TEXT, voices TEXT NOT NULL);
CREATE TABLE utterance (
    article INTEGER NOT NULL REFERENCES article ON DELETE CASCADE, start INTEGER NOT NULL, "end" INTEGER NOT NULL,
    voice TEXT NOT NULL, speaker TEXT, role TEXT, cue TEXT,
    speaker_start INTEGER, speaker_end INTEGER, cue_start INTEGER, cue_end INTEGER,
    PRIMARY KEY (article, start)) WITHOUT ROWID;
CREATE TABLE passage (
    number INTEGER PRIMARY KEY, article INTEGER NOT NULL REFERENCES article ON DELETE CASCADE,
    start INTEGER NOT NULL, "end" INTEGER NOT NULL, voice TEXT NOT NULL, speaker TEXT, vector BLOB NOT NULL,
    UNIQUE (article, start));
CREATE VIEW passage_text AS SELECT passage.number AS number, substr(article.text, start + 1, "end" - start) AS text
    FROM passage JOIN article ON article.number = passage.article;
CREATE VIRTUAL TABLE words USING fts5(
    text, content='passage_text', content_rowid='number', tokenize="porter unicode61 remove_diacritics 2");
"""


class Store:
    """One library's SQLite file, which threads and processes may share.

    A method that writes is one transaction. What another thread or process removes while a method reads is left out
    of what it returns. Every method raises UnusableLibrary when the file fails, as on a full disk.
    """

    def __init__(self, path: Path, embedder: str) -> None:
        self._path = path
        self._lock = threading.RLock()
        self._known: dict[int, Article] = {}
        try:
            self._db = sqlite3.connect(path, check_same_thread=False, isolation_level=None, timeout=30)
            self._prepare(path, embedder)
        except sqlite3.Error as error:
            raise UnusableLibrary(
                f"{path} cannot be opened ({error}): restore it from a copy, or open another library folder"
            ) from error

    def _prepare(self, path: Path, embedder: str) -> None:
        self._db.execute("PRAGMA auto_vacuum = INCREMENTAL")
        for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON", "secure_delete = ON"):
            self._db.execute(f"PRAGMA {pragma}")
        with self._writing():
            if not self._db.execute("SELECT 1 FROM sqlite_master WHERE name = 'meta'").fetchone():
                for statement in filter(str.strip, _SCHEMA.split(";\n")):
                    self._db.execute(statement)
                self._db.executemany("INSERT INTO meta VALUES (?, ?)", [("format", FORMAT), ("embedder", embedder)])
        found = dict(self._db.execute("SELECT key, value FROM meta"))
        if found.get("format") != FORMAT:
            raise UnusableLibrary(
                f"{path} has format {found.get('format')!r}, not {FORMAT!r}: open it with a newer On Record"
            )
        if found["embedder"] != embedder:
            raise UnusableLibrary(
                f"{path.parent} was made with the embedding model {found['embedder']!r}, not {embedder!r}: open it with"
                f" {found['embedder']!r}, or add the articles to a new folder"
            )

    def close(self) -> None:
        with self._lock:
            self._db.close()

    @contextmanager
    def _writing(self) -> Iterator[None]:
        with self._translated():
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._db.execute("COMMIT")
            except BaseException:
                if self._db.in_transaction:  # a full disk has ended it already
                    self._db.execute("ROLLBACK")
                raise

    @contextmanager
    def _translated(self) -> Iterator[None]:
        """One thread's turn, with SQLite's errors as UnusableLibrary."""
        try:
            with self._lock:
                yield
        except sqlite3.Error as error:
            code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_MISUSE) & 0xFF  # without its details
            advice = _ADVICE.get(code, "check its disk, or restore it from a copy")
            raise UnusableLibrary(f"{self._path} cannot be used ({error}): {advice}") from error

    def _rows(self, query: str, values: Sequence[object] = ()) -> list[tuple]:  # type: ignore[type-arg]
        with self._translated():
            return self._db.execute(query, values).fetchall()

    def articles(self) -> list[Article]:
        """In the order in which they were added."""
        found = [self._article(number) for (number,) in self._rows("SELECT number FROM article ORDER BY number")]
        return [article for article in found if article]

    def article(self, id: str) -> Article | None:
        found = self._rows("SELECT number FROM article WHERE id = ?", (id,))
        return self._article(found[0][0]) if found else None

    def article_ids(self) -> list[str]:
        return [id for (id,) in self._rows("SELECT id FROM article ORDER BY number")]

    def _article(self, number: int) -> Article | None:
        # An article never changes and its row number is never used again, so it is read once.
        if number not in self._known:
            rows = self._rows(
                "SELECT id, title, text, author, published, site, url FROM article WHERE number = ?",
                (number,),
            )
            if not rows:
                return None
            try:
                article = Article(*rows[0])
            except ValueError as error:
                raise UnusableLibrary(f"{self._path} is damaged ({error}): restore it from a copy") from error
            self._known[number] = article
        return self._known[number]

    def unknown(self, article_id: str) -> UnknownArticle:
        """What to raise for an id that is not in the library."""
        return UnknownArticle(
            f"{article_id!r} is not an article of {self._path.parent}: list its articles to see their ids"
        )

    def _number(self, article_id: str) -> int:
        rows = self._rows("SELECT number FROM article WHERE id = ?", (article_id,))
        if not rows:
            raise self.unknown(article_id)
        return int(rows[0][0])

    def voices(self, article_id: str) -> str:
        """By what the article's utterances were found: rules and pipeline, as given to `add`. Raises UnknownArticle."""
        rows = self._rows("SELECT voices FROM article WHERE id = ?", (article_id,))
        if not rows:
            raise self.unknown(article_id)
        return str(rows[0][0])

    def utterances(self, article_id: str) -> tuple[Utterance, ...]:
        """The article's utterances in order."""
        rows = self._rows(
            'SELECT start, "end", voice, utterance.speaker, role, cue, speaker_start, speaker_end, cue_start, cue_end'
            " FROM utterance JOIN article ON number = article WHERE id = ? ORDER BY start",
            (article_id,),
        )
        return tuple(
            Utterance(start, end, voice, speaker, role, cue, _span(first, last), _span(cue_first, cue_last))
            for start, end, voice, speaker, role, cue, first, last, cue_first, cue_last in rows
        )

    def add(
        self,
        article: Article,
        utterances: Iterable[Utterance],
        passages: Sequence[Passage],
        vectors: Vectors,
        *,
        voices: str,
    ) -> None:
        """All of an article, or nothing of it; `voices` says by what its utterances were found."""
        fields = (article.id, article.title, article.text, article.author, article.published, article.site, article.url)
        with self._writing():
            # Row numbers are never used again, also after a removal: AUTOINCREMENT's promise, kept without its table.
            last = self._db.execute("SELECT value FROM meta WHERE key = 'last'").fetchone()
            number = int(last[0]) + 1 if last else 1
            self._db.execute("INSERT OR REPLACE INTO meta VALUES ('last', ?)", (str(number),))
            self._db.execute("INSERT INTO article VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", (number, *fields, voices))
            self._insert_utterances(number, utterances)
            self._db.executemany(
                'INSERT INTO passage (article, start, "end", voice, speaker, vector) VALUES (?, ?, ?, ?, ?, ?)',
                [
                    (number, p.start, p.end, p.voice, p.speaker, vector.astype("<f4").tobytes())
                    for p, vector in zip(passages, vectors, strict=True)
                ],
            )
            self._db.execute(
                "INSERT INTO words (rowid, text)"
                " SELECT v.number, v.text FROM passage_text AS v JOIN passage USING (number) WHERE passage.article = ?",
                (number,),
            )

    def revoice(
        self, article_id: str, utterances: Iterable[Utterance], passages: Sequence[Passage], voices: str
    ) -> None:
        """Utterances found anew, in place of those before; the passages, which stay what they are, get their voices.

        Raises UnknownArticle.
        """
        with self._writing():
            number = self._number(article_id)
            self._db.execute("DELETE FROM utterance WHERE article = ?", (number,))
            self._insert_utterances(number, utterances)
            self._db.executemany(
                "UPDATE passage SET voice = ?, speaker = ? WHERE article = ? AND start = ?",
                [(p.voice, p.speaker, number, p.start) for p in passages],
            )
            self._db.execute("UPDATE article SET voices = ? WHERE number = ?", (voices, number))

    def _insert_utterances(self, number: int, utterances: Iterable[Utterance]) -> None:
        none = (None, None)
        self._db.executemany(
            "INSERT INTO utterance VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                (
                    number,
                    u.start,
                    u.end,
                    u.voice,
                    u.speaker,
                    u.role,
                    u.cue,
                    *(u.speaker_span or none),
                    *(u.cue_span or none),
                )
                for u in utterances
            ],
        )

    def remove(self, article_id: str) -> None:
        """Nothing of the article is left in the file. Raises UnknownArticle."""
        with self._writing():
            number = self._number(article_id)
            self._db.execute(
                "INSERT INTO words (words, rowid, text) SELECT 'delete', v.number, v.text FROM passage_text AS v"
                " JOIN passage USING (number) WHERE passage.article = ?",
                (number,),
            )
            self._db.execute("DELETE FROM article WHERE number = ?", (number,))
            self._db.execute(
                "INSERT INTO words (words) VALUES ('optimize')"
            )  # deleted words stay in it until it is merged
            self._known.pop(number, None)
        with self._translated():
            self._db.execute("PRAGMA incremental_vacuum").fetchall()
            self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def passages(self, ids: Iterable[str]) -> dict[str, Passage]:
        """The passages with these ids by id; an id that is not in the library is left out."""
        found = {}
        for id in ids:
            article_id, _, span = id.partition(":")
            rows = self._rows(
                'SELECT passage.article, start, "end", voice, speaker FROM passage JOIN article ON article.number = passage.article'
                " WHERE id = ? AND start = ?",
                (article_id, int(span.partition("-")[0])),
            )
            article = self._article(rows[0][0]) if rows else None
            if article:
                found[id] = Passage(article, *rows[0][1:])
        return found

    def passages_of(self, article_id: str) -> list[Passage]:
        """The article's passages in order."""
        rows = self._rows(
            'SELECT passage.article, start, "end", voice, speaker FROM passage'
            " JOIN article ON article.number = passage.article WHERE id = ? ORDER BY start",
            (article_id,),
        )
        article = self._article(rows[0][0]) if rows else None
        return [Passage(article, *row[1:]) for row in rows] if article else []

    def article_count(self) -> int:
        return int(self._rows("SELECT count(*) FROM article")[0][0])

    def passage_count(self) -> int:
        return int(self._rows("SELECT count(*) FROM passage")[0][0])

    def vectors(self, article_ids: Iterable[str]) -> tuple[list[str], Vectors]:
        """The passage ids of these articles, and an array of shape (n, dimension), float32, unit rows."""
        rows = [
            row
            for id in article_ids
            for row in self._rows(
                "SELECT id || ':' || start || '-' || \"end\", vector FROM passage JOIN article ON article.number = passage.article"
                " WHERE id = ? ORDER BY start",
                (id,),
            )
        ]
        if not rows:
            return [], np.zeros((0, 0), dtype=np.float32)
        return [id for id, _ in rows], np.stack([np.frombuffer(blob, dtype="<f4") for _, blob in rows])

    def search_words(self, question: str, count: int, article_ids: Sequence[str] | None) -> list[str]:
        """Passage ids by BM25 over the question's words (SQLite FTS5), best first."""
        words = [word for word in dict.fromkeys(re.findall(r"\w+", question.casefold())) if word not in ASKING][:200]
        if not words or article_ids == []:
            return []
        limited = f"AND id IN ({','.join('?' * len(article_ids))})" if article_ids is not None else ""
        rows = self._rows(
            "SELECT id || ':' || start || '-' || \"end\" FROM words JOIN passage ON passage.number = words.rowid"
            f" JOIN article ON article.number = passage.article WHERE words MATCH ? {limited} ORDER BY bm25(words), start LIMIT ?",
            (" OR ".join(f'"{word}"' for word in words), *(article_ids or ()), count),
        )
        return [id for (id,) in rows]


def _span(start: int | None, end: int | None) -> Span | None:
    return None if start is None or end is None else (start, end)
