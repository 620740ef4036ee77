"""The tables of a library, and how a library of an older format becomes one of today's."""

from __future__ import annotations

from index.database import Database
from index.errors import UnusableLibrary
from index.likeness import marks
from index.record import now

_TABLES = """
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

# `corrected` counts corrections. No foreign key leads from `mark`: SQLite would go through all of it at each removal.
_RECORDS = """
CREATE TABLE record (
    article INTEGER PRIMARY KEY REFERENCES article ON DELETE CASCADE, corrected INTEGER NOT NULL DEFAULT 0,
    added TEXT NOT NULL, place TEXT, language TEXT, replaces TEXT, origins TEXT NOT NULL DEFAULT '{}',
    removed TEXT NOT NULL DEFAULT '[]');
CREATE INDEX record_replaces ON record (replaces) WHERE replaces IS NOT NULL;
CREATE TABLE tag (
    article INTEGER NOT NULL REFERENCES article ON DELETE CASCADE, folded TEXT NOT NULL, name TEXT NOT NULL,
    PRIMARY KEY (article, folded)) WITHOUT ROWID;
CREATE TABLE mark (value INTEGER NOT NULL, article INTEGER NOT NULL, PRIMARY KEY (value, article)) WITHOUT ROWID;
"""

FORMAT = "2"


def prepare(db: Database, embedder: str) -> None:
    """Make the tables of a new library, or bring those of an older format up to today's, in one transaction.

    Raises UnusableLibrary: a later format, or another embedding model.
    """
    with db.writing():
        if not db.rows("SELECT 1 FROM sqlite_master WHERE name = 'meta'"):
            _make(db, _TABLES)
            db.run_many("INSERT INTO meta VALUES (?, ?)", [("format", "1"), ("embedder", embedder)])
        found: dict[str, str] = dict(db.rows("SELECT key, value FROM meta"))
        if found.get("format", "") not in ("1", FORMAT):
            raise UnusableLibrary(
                f"{db.path} has format {found.get('format')!r}, not {FORMAT!r}: open it with a newer On Record"
            )
        if found["embedder"] != embedder:
            raise UnusableLibrary(
                f"{db.path.parent} was made with the embedding model {found['embedder']!r}, not {embedder!r}: open it with"
                f" {found['embedder']!r}, or add the articles to a new folder"
            )
        if found["format"] == "1":
            _add_records(db)


def _add_records(db: Database) -> None:
    """From format 1 to 2: when an article was added was not kept, so it is now; the rest is not known."""
    _make(db, _RECORDS)
    db.run("INSERT INTO record (article, added) SELECT number, ? FROM article", (now(),))
    for number, text in db.rows("SELECT number, text FROM article"):
        db.run_many("INSERT INTO mark VALUES (?, ?)", [(mark, number) for mark in marks(text)])
    db.run("UPDATE meta SET value = '2' WHERE key = 'format'")


def _make(db: Database, statements: str) -> None:
    for statement in filter(str.strip, statements.split(";\n")):
        db.run(statement)
