"""The vectors of articles that no generation holds yet, kept in memory so that a question does not read them again."""

from __future__ import annotations

import threading
from collections.abc import Collection, Sequence

import numpy as np

from index.embedding import Vectors
from index.generations import Stored


class Waiting:
    """Passage ids and vectors by article, read once. Threads may share it."""

    def __init__(self, stored: Stored) -> None:
        self._stored = stored
        self._lock = threading.Lock()
        self._kept: dict[str, tuple[list[str], Vectors]] = {}

    def vectors(self, waiting: Sequence[str], asked: Collection[str] | None) -> tuple[list[str], Vectors]:
        """Passage ids of those articles that wait and are asked (all, if None), and their array (n, dimension)."""
        with self._lock:
            self._kept = {id: self._kept.get(id) or self._stored.vectors([id]) for id in waiting}
            wanted = self._kept.values() if asked is None else [self._kept[id] for id in asked if id in self._kept]
            parts = [(ids, vectors) for ids, vectors in wanted if ids]
        if not parts:
            return [], np.zeros((0, 0), dtype=np.float32)
        return [id for ids, _ in parts for id in ids], np.concatenate([vectors for _, vectors in parts])
