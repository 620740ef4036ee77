"""A library: articles in, passages out."""

from __future__ import annotations

import logging
import os
import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import filelock
import numpy as np

from index.article import Article, one_line
from index.catalogue import Catalogue
from index.database import Database
from index.embedding import Embedder, SentenceEmbedder, Vectors
from index.errors import LibraryBusy, UnusableField, UnusableLibrary
from index.formats.source import Source
from index.fusion import fuse
from index.generations import MOST, Generations
from index.generations import Progress as Progress
from index.importing import Ready, batches
from index.parsing import PIPELINE
from index.passages import SPLITTER, Passage, split, voiced
from index.record import READER, Record, record_of, sorted_tags
from index.schema import prepare
from index.store import Store
from index.voices import VERSION, Utterance, utterances
from index.waiting import Waiting

logger = logging.getLogger(__name__)

CANDIDATES = 30
"""Passages that each of the two searches names, before their ranks are fused."""

_REST_SECONDS = 60  # after vectors that could not be built, before a search tries again

_EMBED_AT_ONCE = 64  # passages: a step of the progress bar

_BATCH_SECONDS = 60  # that an import waits for another process: it has read and embedded what it is to store


@dataclass(frozen=True)
class Hit:
    """A passage that was found, and how."""

    passage: Passage
    similarity: float | None
    """Cosine of passage and question, -1 to 1; None when it was found by its words alone."""
    meaning_rank: int | None
    """From 1; None when it is not among the nearest."""
    words_rank: int | None
    """From 1; None when it shares no word with the question."""
    margin: float | None = None
    """How much likelier the reader finds an answer here than none, in logits; None until it has been read."""
    also: tuple[Article, ...] = ()
    """Other articles, versions of this one or nearly the same, in which the passage stands word for word."""


class Library:
    """The articles of one folder. Threads may share it; other processes may read it, and write when it does not."""

    def __init__(self, folder: Path, embedder: Embedder, parser: str) -> None:
        self.folder = folder
        self.embedder = embedder
        self._parser = parser
        self._voices = f"{VERSION}/{parser}"
        self._db = Database(folder / "library.sqlite")
        prepare(self._db, embedder.name)
        self._store = Store(self._db)
        self._catalogue = Catalogue(self._db, self._store)
        self._waiting = Waiting(self._store)
        self._generations = Generations(folder, f"{embedder.name}/{SPLITTER}")
        self._writer = threading.RLock()
        self._rests_until = 0.0
        self._file_lock = filelock.FileLock(folder / "lock", thread_local=False)

    @classmethod
    def open(cls, folder: str | Path, *, embedder: Embedder | None = None, parser: str = PIPELINE) -> Library:
        """The library in this folder, made if there is none; `embedder` is the default model if not given.

        `parser` is the spaCy pipeline that finds who is speaking.

        Raises UnusableLibrary: not a folder, not writable, damaged, or made with another embedding model.
        """
        folder = Path(folder).expanduser().resolve()
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise UnusableLibrary(
                f"{folder} cannot be made ({error.strerror}): name a folder that can be written"
            ) from error
        if not os.access(folder, os.W_OK | os.X_OK):
            raise UnusableLibrary(f"{folder} is not writable: change its permissions, or name another library folder")
        return cls(folder, embedder or SentenceEmbedder(), parser)

    def close(self) -> None:
        self._generations.close()
        self._db.close()

    def articles(self) -> list[Article]:
        """In the order in which they were added."""
        return self._store.articles()

    def count(self) -> int:
        """The number of articles."""
        return self._store.article_count()

    def article(self, id: str) -> Article:
        """Raises UnknownArticle."""
        found = self._store.article(id)
        if found is None:
            raise self._store.unknown(id)
        return found

    def utterances(self, id: str) -> tuple[Utterance, ...]:
        """What others than the author say in this article, in order; found anew if they are of older rules.

        Raises UnknownArticle.
        """
        article = self.article(id)
        if self._store.voices(id) == self._voices:
            return self._store.utterances(id)
        spoken = utterances(article, pipeline=self._parser)
        try:
            with self._writing(wait=False):
                self._revoice(article, spoken)
        except (LibraryBusy, UnusableLibrary) as error:
            logger.info("the utterances cannot be stored now: %s", error)
        return spoken

    def record(self, id: str) -> Record:
        """The article with what is known of it. Raises UnknownArticle."""
        return self._catalogue.record(id)

    def records(self) -> list[Record]:
        """In the order in which the articles were added."""
        return self._catalogue.records()

    def find(self, words: str = "", *, tag: str | None = None) -> list[Record]:
        """The records with this tag in whose title, author, site and tags each of the words begins a word; all, without any."""
        return self._catalogue.find(words, tag)

    def resolve(self, prefix: str) -> str:
        """The id of the one article whose id begins so. Raises UnknownArticle when there is none, or several."""
        return self._catalogue.resolve(prefix)

    def versions(self, id: str) -> list[Article]:
        """What the library holds of this article's source, older versions first, itself included. Raises UnknownArticle."""
        self.article(id)
        return [article for version in self._catalogue.versions(id) if (article := self._store.article(version))]

    def outdated(self) -> set[str]:
        """The ids of the articles of which there is a newer version: a question to all articles passes them over."""
        return self._catalogue.outdated()

    def alike(self, id: str) -> list[tuple[Article, float]]:
        """Other articles that are nearly the same, and the share of their runs of words that both have, largest first.

        The versions of an article are not among them. Raises UnknownArticle.
        """
        return self._catalogue.alike(self.article(id))

    def add(self, item: Article | Source, *, progress: Progress | None = None, replaces: str | None = None) -> Article:
        """The article as the library holds it: adding the same text again changes nothing.

        `replaces` is the id of an older version of the same source; the new one follows the last of its versions.
        Raises LibraryBusy when another process is writing, UnknownArticle for a version that is not there, and
        UnusableLibrary when it cannot be stored.
        """
        with self._writing():
            if replaces is not None:
                replaces = self.versions(replaces)[-1].id
            return self._added(record_of(item, replaces=replaces), progress)

    def add_all(
        self, items: Iterable[Article | Source | Record], *, progress: Progress | None = None
    ) -> Iterator[Article]:
        """Each article as the library holds it, in order, once it is stored; several are embedded and stored at once.

        What was stored stays when the caller stops or is killed, and is passed over quickly the next time. `progress`
        counts the passages of the articles that were taken so far. Raises as `add`, but waits a minute for another
        process that is writing.
        """
        records = (record_of(item) for item in items)
        coming = batches(records, known=self._held, count_tokens=self.embedder.count_tokens, pipeline=self._parser)
        done = 0
        with closing(coming):
            for batch in coming:
                passages = [passage for ready in batch for passage in ready.passages]
                with _one_core():
                    vectors = self._embedded(passages, progress and _after(done, progress))
                done += len(passages)
                with self._writing(seconds=_BATCH_SECONDS):
                    self._keep_all(batch, vectors)
                    self._covered(waiting=MOST)
                yield from [self._store.article(ready.record.article.id) or ready.record.article for ready in batch]
        with self._writing(seconds=_BATCH_SECONDS):
            self._covered()  # also when all was known: an import that was killed may have left much that waits

    def put(self, record: Record) -> Article:
        """A whole record, as another library held it; an article that is known keeps its own.

        Raises LibraryBusy and UnusableLibrary, as `add`.
        """
        with self._writing():
            return self._added(record, None)

    def remove(self, *ids: str, progress: Progress | None = None) -> None:
        """Nothing of these articles is left in the folder; if one of them is unknown, none is removed.

        Raises UnknownArticle, LibraryBusy when another process is writing, and UnusableLibrary.
        """
        with self._writing():
            with self._db.writing():
                for id in dict.fromkeys(ids):
                    self._catalogue.forget(self.article(id))
                    self._store.remove(id)
                self._store.merge_words()
            self._db.shrink()
            self._covered(progress)

    def correct(
        self, id: str, *, title: str | None = None, author: str | None = None, published: str | None = None
    ) -> Article:
        """The article with these fields as a reader corrects them; an empty author or date is taken away.

        The text and the id stay. What the writer says is the corrected author's. Raises UnusableField for an empty
        title, UnknownArticle, LibraryBusy and UnusableLibrary.
        """
        if title is not None and not title.strip():
            raise UnusableField("the title is empty: an article needs one")
        given = {"title": title, "author": author, "published": published}
        with self._writing():
            record = self.record(id)
            fields = {name: getattr(record.article, name) if value is None else value for name, value in given.items()}
            rest = {name: getattr(record.article, name) for name in ("site", "url", "language")}
            article = Article.from_text(record.article.text, **fields, **rest)
            changed = {name: READER for name in given if getattr(article, name) != getattr(record.article, name)}
            with self._db.writing():
                self._catalogue.correct(article, {**record.origins, **changed})
                if "author" in changed:
                    self._revoice(article, utterances(article, pipeline=self._parser))
        return self.article(id)

    def tag(self, id: str, *tags: str) -> Record:
        """The record with these tags too. Raises UnusableField, UnknownArticle, LibraryBusy and UnusableLibrary."""
        with self._writing():
            self._catalogue.tag(id, sorted_tags([*self.record(id).tags, *tags]))
            return self.record(id)

    def untag(self, id: str, *tags: str) -> Record:
        """The record without these tags, in whatever capitals. Raises UnknownArticle, LibraryBusy and UnusableLibrary."""
        gone = {one_line(tag).casefold() for tag in tags}
        with self._writing():
            self._catalogue.tag(id, [tag for tag in self.record(id).tags if tag.casefold() not in gone])
            return self.record(id)

    def search(self, *questions: str, count: int = 6, articles: Sequence[str] | None = None) -> list[Hit]:
        """Passages for a question, asked in one or more wordings, by meaning and by words, best first.

        `articles` are the ids of those to search; all of them if not given.
        """
        limit = max(count, CANDIDATES)
        similarity: dict[str, float] = {}
        meaning, words = [], []
        for question, vector in zip(questions, self.embedder.encode(questions), strict=True):
            near = self._near(vector, limit, articles)
            for id, value in near:
                similarity[id] = max(value, similarity.get(id, -1.0))
            meaning.append([id for id, _ in near])
            words.append(self._store.search_words(question, limit, articles))
        by_meaning, by_words = fuse(*meaning), fuse(*words)
        found = self._store.passages(fuse(by_meaning, by_words)[: 4 * count])  # some may be the same
        return [
            Hit(
                group[0],
                max((similarity[p.id] for p in group if p.id in similarity), default=None),
                _rank(group, by_meaning),
                _rank(group, by_words),
                also=tuple(passage.article for passage in group[1:]),
            )
            for group in self._catalogue.merged(found.values())[:count]
        ]

    def checked(self) -> int:
        """The number of passages that can be searched, once what was missing or damaged has been built again.

        Raises LibraryBusy when another process is writing, and UnusableLibrary when it cannot be built.
        """
        with self._writing():
            self._generations.cover(self._store.article_ids(), self._store)
        return self._store.passage_count()

    def _added(self, record: Record, progress: Progress | None) -> Article:
        known = self._store.article(record.article.id)
        if known is None:
            spoken = utterances(record.article, pipeline=self._parser)
            passages = split(record.article, spoken, self.embedder.count_tokens)
            self._keep_all([Ready(record, spoken, passages)], self._embedded(passages, progress))
        self._covered()
        return known or record.article

    def _held(self, id: str) -> bool:
        return id in self._store.article_ids()

    def _keep_all(self, batch: Sequence[Ready], vectors: Vectors) -> None:
        """Store articles with the vectors of all their passages, in one transaction; a known one is left as it is."""
        first = 0
        with self._db.writing():
            for ready in batch:
                rows, first = vectors[first : first + len(ready.passages)], first + len(ready.passages)
                if (
                    ready.passages and self._store.article(ready.record.article.id) is None
                ):  # it may stand twice in a batch
                    number = self._store.add(
                        ready.record.article, ready.spoken, ready.passages, rows, voices=self._voices
                    )
                    self._catalogue.add(number, ready.record)

    def _revoice(self, article: Article, spoken: Sequence[Utterance]) -> None:
        passages = [voiced(Passage(article, p.start, p.end), spoken) for p in self._store.passages_of(article.id)]
        self._store.revoice(article.id, spoken, passages, self._voices)

    def _near(self, vector: Vectors, count: int, articles: Sequence[str] | None) -> list[tuple[str, float]]:
        held = self._store.article_ids()
        if self._generations.lacking(held, self._store):
            self._repaired()
        near, covered = self._generations.search(vector, count, articles)
        if len(near) < count:
            # An approximate search may miss: where many passages are alike it does not come past them to the others.
            asked = covered if articles is None else covered.intersection(articles)
            if len(near) < min(count, self._store.passage_count(asked)):
                near = _compared(vector, *self._store.vectors(asked))
        # What waits for a generation, cannot be built, or is being built by somebody else is compared one by one.
        waiting = self._waiting.vectors([id for id in held if id not in covered], articles)
        return sorted([*near, *_compared(vector, *waiting)], key=lambda hit: -hit[1])[:count]

    def _repaired(self) -> bool:
        """Whether what was missing or damaged could be built again; not while another thread or process is writing."""
        if time.monotonic() < self._rests_until:
            return False
        try:
            with self._writing(wait=False):
                return self._covered()
        except (LibraryBusy, UnusableLibrary) as error:
            logger.info("the vectors cannot be rebuilt now: %s", error)
            return False

    def _embedded(self, passages: Sequence[Passage], progress: Progress | None) -> Vectors:
        parts = [np.zeros((0, 0), dtype=np.float32)] if not passages else []
        for first in range(0, len(passages), _EMBED_AT_ONCE):
            parts.append(self.embedder.encode([p.text for p in passages[first : first + _EMBED_AT_ONCE]]))
            if progress:
                progress(min(first + _EMBED_AT_ONCE, len(passages)), len(passages))
        return np.concatenate(parts)

    def _covered(self, progress: Progress | None = None, *, waiting: int | None = None) -> bool:
        """Whether Chroma now holds what it should: the store's word counts, and a later search builds the rest."""
        try:
            self._generations.cover(self._store.article_ids(), self._store, waiting=waiting, progress=progress)
        except UnusableLibrary as error:
            logger.warning("%s; until it is, passages are compared one by one", error)
            self._rests_until = time.monotonic() + _REST_SECONDS
            return False
        return True

    @contextmanager
    def _writing(self, *, wait: bool = True, seconds: float = 0.5) -> Iterator[None]:
        """The writer's turn, after other threads, and after so many seconds of another process.

        Raises LibraryBusy, at once without `wait`.
        """
        if not self._writer.acquire(blocking=wait):
            raise LibraryBusy(f"{self.folder} is being written by another thread: try again when it is done")
        try:
            self._lock_file(seconds if wait else 0)
            try:
                yield
            finally:
                self._file_lock.release()
        finally:
            self._writer.release()

    def _lock_file(self, seconds: float) -> None:
        owner = self.folder / "lock.owner"
        try:
            self._file_lock.acquire(timeout=seconds)
        except filelock.Timeout as error:
            name = "another process"
            with suppress(OSError):
                name = owner.read_text(encoding="utf-8", errors="replace")
            raise LibraryBusy(f"{self.folder} is being written by {name}: try again when it is done") from error
        except OSError as error:
            raise UnusableLibrary(f"{self.folder} cannot be written ({error.strerror}): check the disk") from error
        with suppress(OSError):  # only a name for the message above
            owner.write_text(f"process {os.getpid()}", encoding="utf-8")


def _after(before: int, progress: Progress) -> Progress:
    """The progress of a part that so many passages were before."""
    return lambda done, total: progress(before + done, before + total)


@contextmanager
def _one_core() -> Iterator[None]:
    """Leave the other core to the process that finds who is speaking: two that wait for each other take longer."""
    from threadpoolctl import threadpool_limits  # noqa: PLC0415 - only an import of many needs it

    with threadpool_limits(1, user_api="openmp"):
        yield


def _compared(vector: Vectors, ids: Sequence[str], vectors: Vectors) -> list[tuple[str, float]]:
    """Passage ids with their cosine similarity, in no order."""
    return list(zip(ids, (vectors @ vector).tolist(), strict=True)) if ids else []


def _rank(group: Sequence[Passage], ranking: Sequence[str]) -> int | None:
    return min((ranking.index(p.id) + 1 for p in group if p.id in ranking), default=None)
