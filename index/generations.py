"""The one door to Chroma: vectors served from folders that are built once, checked before use, and never changed.

Chroma's files do not survive a crash while they are written, and a damaged one can end the process that opens it. So each
generation is built in a folder of its own, named by a hash of what it holds, and the file CURRENT, replaced in one step,
says which generations are live. A new one takes in those that are not much larger, up to MOST passages (as the runs of a
log-structured merge tree), so that neither adding nor removing an article builds all of them again. What no generation
holds yet is left to the caller, who compares it exactly. Everything in them can be made again from the store.
"""

from __future__ import annotations

import hashlib
import json
import logging
import math
import os
import re
import shutil
import threading
import uuid
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from index.embedding import Vectors
from index.errors import UnusableLibrary

logger = logging.getLogger(__name__)

FEW = 2_000
"""Passages that may wait for a generation: to compare so many exactly takes a millisecond, to build them three seconds."""

SHARE = 0.25
"""In a small library fewer wait: no more than this share of those in generations."""

MOST = 10_000
"""Passages of one generation, so that one is built in seconds; an article that has more is a generation by itself."""

_FILTERED = (
    10  # Where less than a tenth of the articles is asked, Chroma filters: with a long list it takes ten times as long
)

_COLLECTION = "passages"
_BATCH = 500  # rows given to Chroma at once: it makes Python numbers of them, 16 times as large

Progress = Callable[[int, int], None]
"""Called with the number of passages done and of all."""


class Stored(Protocol):
    """Where the passages of articles are kept."""

    def passage_count(self, article_ids: Iterable[str]) -> int: ...

    def vectors(self, article_ids: Iterable[str]) -> tuple[list[str], Vectors]:
        """The ids of the articles' passages, and an array of shape (n, dimension), float32, unit rows."""
        ...


class Damaged(Exception):
    """A generation's files are not what was built, or Chroma fails on them. Handled in this file: it never leaves it."""


@dataclass(frozen=True)
class Manifest:
    """What a generation holds, written when it is complete."""

    name: str
    articles: tuple[str, ...]
    passages: int
    files: dict[str, str]  # path in the folder to SHA-256, of the files that Chroma does not touch when it only reads

    @classmethod
    def read(cls, folder: Path) -> Manifest:
        try:
            found = json.loads((folder / "MANIFEST.json").read_text(encoding="utf-8"))
            return cls(folder.name, tuple(found["articles"]), int(found["passages"]), dict(found["files"]))
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise Damaged(f"{folder} has no readable manifest") from error


class Generations:
    """The live generations of one library folder. Threads may share it, and may search while one of them builds."""

    def __init__(self, folder: Path, model: str) -> None:
        self._folder = folder / "generations"
        self._current = folder / "CURRENT"
        self._model = model
        self._lock = threading.RLock()
        self._open: dict[str, _Generation] = {}
        self._holds: frozenset[str] = frozenset()
        self._named: list[str] = []
        self._read: str | None = None

    def search(
        self, vector: Vectors, count: int, articles: Collection[str] | None
    ) -> tuple[list[tuple[str, float]], frozenset[str]]:
        """Passage ids with their cosine similarity, nearest first, and the articles that the sound generations hold.

        An article that is not among them was not searched: the caller searches its vectors itself.
        """
        with self._lock:
            self._refresh()
            hits: list[tuple[str, float]] = []
            for generation in list(self._open.values()):
                try:
                    hits += generation.search(vector, count, articles)
                except Damaged as error:
                    self._set_aside(generation, error)
            return sorted(hits, key=lambda hit: -hit[1])[:count], self._holds

    def lacking(self, articles: Mapping[str, object], stored: Stored) -> bool:
        """Whether a search should not go on so: damage, articles that are gone, none of them covered, or MOST passages not."""
        with self._lock:
            self._refresh()
            held = self._holds
            damaged = len(self._open) < len(self._named)
        return damaged or not held <= articles.keys() or bool(self._due(articles, stored, MOST if held else 0))

    def cover(
        self,
        articles: Mapping[str, object],
        stored: Stored,
        *,
        waiting: int | None = None,
        progress: Progress | None = None,
    ) -> None:
        """Have the live generations hold no others than these articles, and all of them but for a few.

        `waiting` is how many passages may be in none; FEW, or in a small library SHARE of all, if not given. Under the
        writer's lock. Raises UnusableLibrary when a generation cannot be built; what is not wanted any more is gone
        also then.
        """
        try:
            with self._lock:
                self._refresh()
                kept = [name for name, g in self._open.items() if g.articles <= articles.keys()]
                if set(kept) != set(self._named):
                    self._switch(kept)
                self._clear()
                sizes = {name: self._open[name].manifest.passages for name in kept}
                covered = sum(sizes.values())
                due = self._due(articles, stored, min(FEW, int(SHARE * covered)) if waiting is None else waiting)
                absorbed = absorbing(sizes, stored.passage_count(due)) if due else []
                anew = [id for name in absorbed for id in self._open[name].manifest.articles] + due
            if due:
                # Not under the lock: whoever searches meanwhile does not wait, and compares what is missing itself.
                built = self._built(anew, stored, progress)
                with self._lock:
                    self._switch([*(name for name in kept if name not in absorbed), *built])
        except (OSError, Damaged) as error:
            raise UnusableLibrary(
                f"{self._folder} cannot be rebuilt ({error}): check that its disk has room and can be written"
            ) from error

    def _due(self, articles: Mapping[str, object], stored: Stored, waiting: int) -> list[str]:
        """The articles that no generation holds, if they have more passages than may wait."""
        missing = [id for id in articles if id not in self._holds]
        return missing if missing and stored.passage_count(missing) > waiting else []

    def _built(self, articles: Sequence[str], stored: Stored, progress: Progress | None) -> list[str]:
        """Names of new generations that hold these articles, each of at most MOST passages where articles are no longer."""
        groups: list[list[str]] = [[]]
        sizes = {id: stored.passage_count([id]) for id in articles}
        for id in articles:
            if groups[-1] and sum(map(sizes.__getitem__, groups[-1])) + sizes[id] > MOST:
                groups.append([])
            groups[-1].append(id)
        names, done, total = [], 0, sum(sizes.values())
        for group in groups:
            ids, vectors = stored.vectors(group)
            names.append(self._build(tuple(group), ids, vectors))
            done += len(ids)
            if progress:
                progress(done, total)
        return names

    def close(self) -> None:
        with self._lock:
            for generation in self._open.values():
                generation.close()
            self._open, self._named, self._read = {}, [], None
            self._note()

    def _build(self, articles: tuple[str, ...], ids: list[str], vectors: Vectors) -> str:
        digest = hashlib.sha256(json.dumps([self._model, ids]).encode())
        digest.update(np.ascontiguousarray(vectors, dtype="<f4").tobytes())
        name = digest.hexdigest()[:16]
        # A path of its own each time: Chroma remembers what it had open at a path, also when that failed.
        building, final = self._folder / f"building-{uuid.uuid4().hex[:8]}", self._folder / name
        try:
            self._write(building, articles, ids, vectors)
            shutil.rmtree(final, ignore_errors=True)  # left by a writer killed before it switched, or damaged
            os.replace(building, final)
        except BaseException:
            shutil.rmtree(building, ignore_errors=True)  # a full disk needs the room
            raise
        _sync(self._folder)
        return name

    def _write(self, building: Path, articles: tuple[str, ...], ids: list[str], vectors: Vectors) -> None:
        """A whole generation in a new folder, on the disk when this returns."""
        building.mkdir(parents=True)
        _fill(building, ids, vectors)
        files = {str(path.relative_to(building)): _sha256(path) for path in _fixed_files(building)}
        manifest = {"model": self._model, "articles": articles, "passages": len(ids), "files": files}
        (building / "MANIFEST.json").write_text(json.dumps(manifest), encoding="utf-8")
        for path in [*building.rglob("*"), building]:
            _sync(path)

    def _switch(self, names: list[str]) -> None:
        """Make these the live generations in one step, and delete the others."""
        written = self._current.with_suffix(f".{os.getpid()}")
        written.write_text("\n".join(names), encoding="utf-8")
        _sync(written)
        os.replace(written, self._current)
        _sync(self._current.parent)
        self._read = None  # also when the names are those of before: one may have been rebuilt
        self._refresh()
        self._clear()

    def _clear(self) -> None:
        """Delete what is not live: generations of before, and what a killed writer has left."""
        for path in self._folder.iterdir() if self._folder.exists() else ():
            if path.name not in self._named:
                shutil.rmtree(path, ignore_errors=True)

    def _refresh(self) -> None:
        """Open what CURRENT names; a generation that is damaged is left out."""
        try:
            named = self._current.read_text(encoding="utf-8", errors="replace")
        except OSError:  # mostly that there is none yet
            named = ""
        if named == self._read:
            return
        names = re.findall(r"^[0-9a-f]{16}$", named, re.M)
        for name in set(self._open) - set(names):
            self._open.pop(name).close()
        for name in names:
            if name not in self._open:
                try:
                    self._open[name] = _Generation(self._folder / name)
                except Damaged as error:
                    logger.warning("%s; until it is rebuilt, its passages are compared one by one", error)
        self._named, self._read = names, named
        self._note()

    def _set_aside(self, generation: _Generation, error: Damaged) -> None:
        logger.warning("%s; until it is rebuilt, its passages are compared one by one", error)
        self._open.pop(generation.manifest.name).close()
        self._note()

    def _note(self) -> None:
        """What the open generations hold, put together once, and not for each question."""
        self._holds = frozenset().union(*(generation.articles for generation in self._open.values()))


def absorbing(sizes: Mapping[str, int], new: int) -> list[str]:
    """Names of the generations that are built anew with this many new passages; `sizes` are passages by name.

    They are taken from the smallest on, while they are at most four times as large as what has come together.

    >>> absorbing({"a": 9_000, "b": 300, "c": 2_000}, new=600)
    ['b', 'c']
    """
    absorbed = []
    for name, size in sorted(sizes.items(), key=lambda item: item[1]):
        if size * SHARE > new or new + size > MOST:
            break
        absorbed.append(name)
        new += size
    return absorbed


class _Generation:
    """One folder, open for reading."""

    def __init__(self, folder: Path) -> None:
        self.manifest = Manifest.read(folder)
        try:
            changed = [name for name, digest in self.manifest.files.items() if _sha256(folder / name) != digest]
        except OSError as error:
            raise Damaged(f"{folder} lacks {error.filename}") from error
        if changed or len(self.manifest.files) != len(_fixed_files(folder)):
            raise Damaged(f"{folder} has changed files {changed}")
        self._folder = folder
        self.articles = frozenset(self.manifest.articles)
        self._client = _client(folder)
        try:
            with _Translated(folder):
                self._collection = self._client.get_collection(_COLLECTION, embedding_function=None)
                if self._collection.count() != self.manifest.passages:
                    raise Damaged(f"{folder} holds {self._collection.count()} passages, not {self.manifest.passages}")
        except Damaged:
            self._client.close()
            raise

    def search(self, vector: Vectors, count: int, articles: Collection[str] | None) -> list[tuple[str, float]]:
        asked = self.articles if articles is None else self.articles.intersection(articles)
        if not asked or not self.manifest.passages:
            return []
        among = len(self.articles) / len(asked)
        if among > _FILTERED:
            return self._nearest(vector, count, {"article": {"$in": sorted(asked)}})
        found = self._nearest(vector, count if among == 1 else math.ceil(2 * among * count))
        kept = [(id, similarity) for id, similarity in found if id.partition(":")[0] in asked][:count]
        if len(kept) < count and len(found) < self.manifest.passages:  # the nearest are nearly all in the others
            return self._nearest(vector, count, {"article": {"$in": sorted(asked)}})
        return kept

    def _nearest(self, vector: Vectors, count: int, where: Any = None) -> list[tuple[str, float]]:
        with _Translated(self._folder):
            found = self._collection.query(
                query_embeddings=np.asarray([vector], dtype=np.float32),
                n_results=min(count, self.manifest.passages),
                where=where,
                include=["distances"],
            )
        distances: Any = found["distances"]
        # Chroma returns cosine distances; everything above this line speaks similarity.
        return [(id, 1 - distance) for id, distance in zip(found["ids"][0], distances[0], strict=True)]

    def close(self) -> None:
        self._client.close()


class _Translated:
    """Chroma's errors, which have no common base and are raised by its native part, as Damaged."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> None:
        if isinstance(error, Exception) and not isinstance(error, Damaged):
            raise Damaged(f"Chroma fails on {self._folder} ({error})") from error


def _client(folder: Path) -> Any:
    import chromadb  # noqa: PLC0415 - more than a second
    from chromadb.config import Settings  # noqa: PLC0415

    with _Translated(folder):
        return chromadb.PersistentClient(path=str(folder), settings=Settings(anonymized_telemetry=False))


def _fill(folder: Path, ids: list[str], vectors: Vectors) -> None:
    # Written to its files at once and completely: a row that waits in Chroma's log is invisible if the log is damaged.
    size = max(2, len(ids))  # Chroma's least: a row that is alone is written twice
    hnsw = {"space": "cosine", "sync_threshold": size, "batch_size": min(size, 1000)}
    with closing(_client(folder)) as client, _Translated(folder):
        collection = client.create_collection(_COLLECTION, embedding_function=None, configuration={"hnsw": hnsw})
        parts = [slice(first, first + _BATCH) for first in range(0, len(ids), _BATCH)]
        for part in parts * (2 if len(ids) == 1 else 1):
            metadatas = [{"article": id.partition(":")[0]} for id in ids[part]]
            collection.upsert(ids=ids[part], embeddings=vectors[part], metadatas=metadatas)


def _fixed_files(folder: Path) -> list[Path]:
    return sorted(p for p in folder.rglob("*") if p.is_file() and p.suffix in (".bin", ".pickle"))


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _sync(path: Path) -> None:
    """Have the system write a file or a folder to the disk now."""
    if os.name == "nt" and path.is_dir():
        return  # Windows cannot open a folder
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
