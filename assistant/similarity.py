"""How like a question a sentence is in meaning."""

from __future__ import annotations

from collections.abc import Sequence

from index.embedding import Embedder, Vectors

KEPT = 4_000
"""Sentences whose vectors are kept, of a few MB: the next question is mostly on the same article."""


class Similarity:
    """Cosines of questions and sentences, by the vectors of an embedding model."""

    def __init__(self, embedder: Embedder, *, kept: int = KEPT) -> None:
        self._embedder = embedder
        self._most = kept
        self._kept: dict[str, Vectors] = {}

    def to(self, question: str, sentences: Sequence[str]) -> list[float]:
        """For each sentence the cosine of its vector and the question's, -1 to 1."""
        known = self._kept if len(self._kept) < self._most else {}  # a new one: others may be reading the old one
        new = [text for text in dict.fromkeys([question, *sentences]) if text not in known]
        if new:
            known.update(zip(new, self._embedder.encode(new), strict=True))
        self._kept = known
        return [float(known[question] @ known[sentence]) for sentence in sentences]
