"""A library: articles in, passages out."""

from __future__ import annotations

import logging
import os
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import filelock
import numpy as np

from index.article import Article
from index.embedding import Embedder, SentenceEmbedder, Vectors
from index.errors import LibraryBusy, UnusableLibrary
from index.fusion import fuse
from index.generations import Generations
from index.parsing import PIPELINE
from index.passages import SPLITTER, Passage, split, voiced
from index.store import Store
from index.voices import VERSION, Utterance, utterances

logger = logging.getLogger(__name__)

CANDIDATES = 30
"""Passages that each of the two searches names, before their ranks are fused."""

_REST_SECONDS = 60  # after vectors that could not be built, before a search tries again

_EMBED_AT_ONCE = 64  # passages: a step of the progress bar

Progress = Callable[[int, int], None]
"""Called with the number of passages done and of all."""


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


class Library:
    """The articles of one folder. Threads may share it; other processes may read it, and write when it does not."""

    def __init__(self, folder: Path, embedder: Embedder, parser: str) -> None:
        self.folder = folder
        self.embedder = embedder
        self._parser = parser
        self._voices = f"{VERSION}/{parser}"
        self._store = Store(folder / "library.sqlite", embedder.name)
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
        self._store.close()

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
                passages = [voiced(passage, spoken) for passage in self._store.passages_of(id)]
                self._store.revoice(id, spoken, passages, self._voices)
        except (LibraryBusy, UnusableLibrary) as error:
            logger.info("the utterances cannot be stored now: %s", error)
        return spoken

    def add(self, article: Article, *, progress: Progress | None = None) -> Article:
        """The article as the library holds it: adding the same text again changes nothing.

        Raises LibraryBusy when another process is writing, and UnusableLibrary when it cannot be stored.
        """
        with self._writing():
            known = self._store.article(article.id)
            if known is None:
                spoken = utterances(article, pipeline=self._parser)
                passages = split(article, spoken, self.embedder.count_tokens)
                self._store.add(article, spoken, passages, self._embedded(passages, progress), voices=self._voices)
            self._covered()
        return known or article

    def remove(self, id: str) -> None:
        """Raises UnknownArticle, LibraryBusy when another process is writing, and UnusableLibrary."""
        with self._writing():
            self.article(id)
            self._store.remove(id)
            self._covered()

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
        found = self._store.passages(fuse(by_meaning, by_words)[:count])
        return [
            Hit(passage, similarity.get(id), _rank(id, by_meaning), _rank(id, by_words))
            for id, passage in found.items()
        ]

    def checked(self) -> int:
        """The number of passages that can be searched, once what was missing or damaged has been built again.

        Raises LibraryBusy when another process is writing, and UnusableLibrary when it cannot be built.
        """
        with self._writing():
            self._cover()
        return self._store.passage_count()

    def _near(self, vector: Vectors, count: int, articles: Sequence[str] | None) -> list[tuple[str, float]]:
        near, covered = self._generations.search(vector, count, articles)
        held = self._store.article_ids()
        if covered != set(held) and self._repaired():
            near, covered = self._generations.search(vector, count, articles)
        # While somebody else builds what is missing, or it cannot be built, the stored vectors are compared one by one.
        asked = held if articles is None else articles
        ids, vectors = self._store.vectors(id for id in asked if id not in covered)
        if ids:
            near = sorted([*near, *zip(ids, (vectors @ vector).tolist(), strict=True)], key=lambda hit: -hit[1])
        return near[:count]

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
        parts = []
        for first in range(0, len(passages), _EMBED_AT_ONCE):
            parts.append(self.embedder.encode([p.text for p in passages[first : first + _EMBED_AT_ONCE]]))
            if progress:
                progress(min(first + _EMBED_AT_ONCE, len(passages)), len(passages))
        return np.concatenate(parts)

    def _cover(self) -> None:
        self._generations.cover(self._store.article_ids(), self._store.vectors)

    def _covered(self) -> bool:
        """Whether Chroma now holds what the store does: the store's word counts, and a later search builds the rest."""
        try:
            self._cover()
        except UnusableLibrary as error:
            logger.warning("%s; until it is, passages are compared one by one", error)
            self._rests_until = time.monotonic() + _REST_SECONDS
            return False
        return True

    @contextmanager
    def _writing(self, *, wait: bool = True) -> Iterator[None]:
        """The writer's turn, after other threads, and after half a second of another process.

        Raises LibraryBusy, at once without `wait`.
        """
        if not self._writer.acquire(blocking=wait):
            raise LibraryBusy(f"{self.folder} is being written by another thread: try again when it is done")
        try:
            self._lock_file(0.5 if wait else 0)
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


def _rank(id: str, ranking: Sequence[str]) -> int | None:
    return ranking.index(id) + 1 if id in ranking else None
