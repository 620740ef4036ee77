"""The truth: articles, utterances, passages and their vectors, with the word index."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from index.article import Article, Span
from index.database import Database
from index.embedding import Vectors
from index.errors import UnknownArticle, UnusableLibrary
from index.passages import Passage
from index.voices import Utterance
from index.words import ASKING

_COMMON = 5_000
"""Passages: a word in more of them, and in more than a tenth of all, is not searched for beside rarer ones."""

_NAMED = "SELECT id || ':' || start || '-' || \"end\" FROM passage JOIN article ON article.number = passage.article"
_PASSAGES_OF = (
    "SELECT number FROM passage WHERE article IN"
    " (SELECT number FROM article WHERE id IN (SELECT value FROM json_each(?)))"
)
_PASSAGE = (
    'SELECT passage.article, corrected, start, "end", voice, speaker FROM passage'
    " JOIN article ON article.number = passage.article JOIN record ON record.article = article.number"
)


class Store:
    """What is read and searched of a library.

    A method that writes is one transaction. What another thread or process removes while a method reads is left out
    of what it returns. Every method raises UnusableLibrary when the file fails, as on a full disk.
    """

    def __init__(self, db: Database) -> None:
        self._db = db
        self._known: dict[int, tuple[int, Article]] = {}
        self._held: tuple[tuple[int, int], dict[str, None]] | None = None

    def articles(self) -> list[Article]:
        """In the order in which they were added."""
        rows = self._db.rows("SELECT article, corrected FROM record ORDER BY article")
        return [article for row in rows if (article := self.numbered(*row))]

    def article(self, id: str) -> Article | None:
        found = self._db.rows(
            "SELECT number, corrected FROM article JOIN record ON article = number WHERE id = ?", (id,)
        )
        return self.numbered(*found[0]) if found else None

    def article_ids(self) -> Mapping[str, None]:
        """The ids as the keys of a mapping, in the order in which the articles were added; read again after a change."""
        state = self._db.state()
        if self._held is None or self._held[0] != state:
            ids = self._db.rows("SELECT number, id FROM article")  # by the ids' index: the table itself holds the texts
            self._held = state, dict.fromkeys(id for _, id in sorted(ids))
        return self._held[1]

    def numbered(self, number: int, corrected: int) -> Article | None:
        """The article in this row, as it is after so many corrections."""
        # A row number is never used again, so an article is read once, and again when it was corrected.
        known = self._known.get(number)
        if known and known[0] == corrected:
            return known[1]
        rows = self._db.rows(
            "SELECT id, title, text, author, published, site, url, language"
            " FROM article JOIN record ON article = number WHERE number = ?",
            (number,),
        )
        if not rows:
            return None
        try:
            article = Article(*rows[0])
        except ValueError as error:
            raise UnusableLibrary(f"{self._db.path} is damaged ({error}): restore it from a copy") from error
        self._known[number] = corrected, article
        return article

    def unknown(self, article_id: str) -> UnknownArticle:
        """What to raise for an id that is not in the library."""
        return UnknownArticle(
            f"{article_id!r} is not an article of {self._db.path.parent}: list its articles to see their ids"
        )

    def number(self, article_id: str) -> int:
        rows = self._db.rows("SELECT number FROM article WHERE id = ?", (article_id,))
        if not rows:
            raise self.unknown(article_id)
        return int(rows[0][0])

    def voices(self, article_id: str) -> str:
        """By what the article's utterances were found: rules and pipeline, as given to `add`. Raises UnknownArticle."""
        rows = self._db.rows("SELECT voices FROM article WHERE id = ?", (article_id,))
        if not rows:
            raise self.unknown(article_id)
        return str(rows[0][0])

    def utterances(self, article_id: str) -> tuple[Utterance, ...]:
        """The article's utterances in order."""
        rows = self._db.rows(
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
    ) -> int:
        """All of an article, or nothing of it; `voices` says by what its utterances were found. Returns its row number."""
        fields = (article.id, article.title, article.text, article.author, article.published, article.site, article.url)
        with self._db.writing():
            # Row numbers are never used again, also after a removal: AUTOINCREMENT's promise, kept without its table.
            last = self._db.rows("SELECT value FROM meta WHERE key = 'last'")
            number = int(last[0][0]) + 1 if last else 1
            self._db.run("INSERT OR REPLACE INTO meta VALUES ('last', ?)", (str(number),))
            self._db.run("INSERT INTO article VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", (number, *fields, voices))
            self._insert_utterances(number, utterances)
            self._db.run_many(
                'INSERT INTO passage (article, start, "end", voice, speaker, vector) VALUES (?, ?, ?, ?, ?, ?)',
                [
                    (number, p.start, p.end, p.voice, p.speaker, vector.astype("<f4").tobytes())
                    for p, vector in zip(passages, vectors, strict=True)
                ],
            )
            self._db.run(
                "INSERT INTO words (rowid, text)"
                " SELECT v.number, v.text FROM passage_text AS v JOIN passage USING (number) WHERE passage.article = ?",
                (number,),
            )
        return number

    def revoice(
        self, article_id: str, utterances: Iterable[Utterance], passages: Sequence[Passage], voices: str
    ) -> None:
        """Utterances found anew, in place of those before; the passages, which stay what they are, get their voices.

        Raises UnknownArticle.
        """
        with self._db.writing():
            number = self.number(article_id)
            self._db.run("DELETE FROM utterance WHERE article = ?", (number,))
            self._insert_utterances(number, utterances)
            self._db.run_many(
                "UPDATE passage SET voice = ?, speaker = ? WHERE article = ? AND start = ?",
                [(p.voice, p.speaker, number, p.start) for p in passages],
            )
            self._db.run("UPDATE article SET voices = ? WHERE number = ?", (voices, number))

    def _insert_utterances(self, number: int, utterances: Iterable[Utterance]) -> None:
        none = (None, None)
        self._db.run_many(
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
        """Nothing of the article is left but deleted words in the word index, which `merge_words` takes out.

        Raises UnknownArticle.
        """
        with self._db.writing():
            number = self.number(article_id)
            self._db.run(
                "INSERT INTO words (words, rowid, text) SELECT 'delete', v.number, v.text FROM passage_text AS v"
                " JOIN passage USING (number) WHERE passage.article = ?",
                (number,),
            )
            self._db.run("DELETE FROM article WHERE number = ?", (number,))
            self._known.pop(number, None)

    def merge_words(self) -> None:
        """Leave no deleted word in the word index."""
        with self._db.writing():
            self._db.run("INSERT INTO words (words) VALUES ('optimize')")

    def passages(self, ids: Iterable[str]) -> dict[str, Passage]:
        """The passages with these ids by id; an id that is not in the library is left out."""
        found = {}
        for id in ids:
            article_id, _, span = id.partition(":")
            rows = self._db.rows(f"{_PASSAGE} WHERE id = ? AND start = ?", (article_id, int(span.partition("-")[0])))
            article = self.numbered(*rows[0][:2]) if rows else None
            if article:
                found[id] = Passage(article, *rows[0][2:])
        return found

    def passages_of(self, article_id: str) -> list[Passage]:
        """The article's passages in order."""
        rows = self._db.rows(f"{_PASSAGE} WHERE id = ? ORDER BY start", (article_id,))
        article = self.numbered(*rows[0][:2]) if rows else None
        return [Passage(article, *row[2:]) for row in rows] if article else []

    def article_count(self) -> int:
        return int(self._db.rows("SELECT count(*) FROM article")[0][0])

    def passage_count(self, article_ids: Iterable[str] | None = None) -> int:
        """The number of passages of these articles; of all, if not given."""
        if article_ids is None:
            return int(self._db.rows("SELECT count(*) FROM passage")[0][0])
        return int(self._db.rows(f"SELECT count(*) FROM ({_PASSAGES_OF})", (json.dumps(list(article_ids)),))[0][0])

    def vectors(self, article_ids: Iterable[str]) -> tuple[list[str], Vectors]:
        """The passage ids of these articles, and an array of shape (n, dimension), float32, unit rows."""
        rows = [
            row
            for id in article_ids
            for row in self._db.rows(
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
        # With the plus SQLite goes through the words first; else it would look up each passage of many articles.
        limited = f"AND +rowid IN ({_PASSAGES_OF})" if article_ids is not None else ""
        rows = self._db.rows(
            f"{_NAMED} JOIN (SELECT rowid AS found, bm25(words) AS distance FROM words WHERE words MATCH ? {limited}"
            " ORDER BY distance, found LIMIT ?) ON passage.number = found ORDER BY distance, found",
            (
                " OR ".join(f'"{word}"' for word in self._telling(words)),
                *([json.dumps(list(article_ids))] if article_ids is not None else []),
                count,
            ),
        )
        return [id for (id,) in rows]

    def _telling(self, words: list[str]) -> list[str]:
        """The words without those that stand in very many passages, unless all do: BM25 would weigh each of these."""
        passages = (
            self._db.rows("SELECT max(number) FROM passage")[0][0] or 0
        )  # quicker than to count them, and no fewer
        if passages <= _COMMON:
            return words
        most = max(_COMMON, passages // 10)
        counted = "SELECT count(*) FROM (SELECT 1 FROM words WHERE words MATCH ? LIMIT ?)"
        rare = [word for word in words if self._db.rows(counted, (f'"{word}"', most + 1))[0][0] <= most]
        return rare or words


def _span(start: int | None, end: int | None) -> Span | None:
    return None if start is None or end is None else (start, end)
