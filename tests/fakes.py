"""Stand-ins that behave: an embedder and a reader without a model, for tests that are not about meaning."""

from __future__ import annotations

import hashlib
import re
import threading
from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from assistant.reading import Mark
from index.embedding import Vectors


class HashEmbedder:
    """A text is the sum of its words' directions, which follow from their letters."""

    def __init__(self, name: str = "hash-64") -> None:
        self.name = name

    def encode(self, texts: Sequence[str]) -> Vectors:
        rows = np.stack([sum((_direction(word) for word in words(text)), np.full(64, 1e-3)) for text in texts])
        unit: Vectors = (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)
        return unit

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        return [len(re.findall(r"\w{1,6}|[^\w\s]", text)) for text in texts]


class WordReader:
    """Marks the longest word of the sentence that shares most words with the question; the margin is four times their number less two."""

    def read(self, question: str, passages: Sequence[str], *, in_turn: str = "", count: int = 3) -> list[list[Mark]]:
        asked = set(words(question))
        return [sorted(_marks(asked, passage), key=lambda mark: -mark.margin)[:count] for passage in passages]


class PausingReader(WordReader):
    """Holds a question that has this word until it is let go, so that a test sees what happens meanwhile."""

    def __init__(self, word: str = "patiently") -> None:
        self.word = word
        self.go = threading.Event()

    def read(self, question: str, passages: Sequence[str], *, in_turn: str = "", count: int = 3) -> list[list[Mark]]:
        if self.word in question:
            self.go.wait(20)
        return super().read(question, passages, in_turn=in_turn, count=count)


def _marks(asked: set[str], passage: str) -> list[Mark]:
    marks = []
    for sentence in re.finditer(r"[^.!?\n]+", passage):
        shared = asked & set(words(sentence[0]))
        longest = max(re.finditer(r"\w+", sentence[0]), key=lambda match: len(match[0]), default=None)
        if longest:
            start = sentence.start() + longest.start()
            marks.append(Mark(start, start + len(longest[0]), 4.0 * (len(shared) - 2)))
    return marks


def words(text: str) -> list[str]:
    return [word for word in re.findall(r"\w+", text.casefold()) if len(word) > 3]


@lru_cache(maxsize=100_000)
def _direction(word: str) -> Vectors:
    seed = int.from_bytes(hashlib.sha256(word.encode()).digest()[:8], "big")
    direction: Vectors = np.random.default_rng(seed).normal(size=64).astype(np.float32)
    return direction
