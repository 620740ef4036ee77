"""Sentences that may answer: the reader's margins, and what their likeness to the question adds."""

from __future__ import annotations

from collections.abc import Sequence

from assistant import candidates
from assistant.candidates import SIMILARITY
from assistant.reading import Mark
from assistant.similarity import Similarity
from index import Article, Hit
from index.embedding import Vectors
from index.passages import Passage
from tests.fakes import HashEmbedder

TEXT = "The harbour was closed during winter. Ferries from Lerwick sailed again. Nobody complained."


class Marking:
    """Marks these words, each with this margin."""

    def __init__(self, **margins: float) -> None:
        self._margins = margins

    def read(self, question: str, passages: Sequence[str], *, count: int = 3) -> list[list[Mark]]:
        return [
            [Mark(text.index(word), text.index(word) + len(word), margin) for word, margin in self._margins.items()]
            for text in passages
        ]


class CountingEmbedder(HashEmbedder):
    """Remembers what it was asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[str] = []

    def encode(self, texts: Sequence[str]) -> Vectors:
        self.asked += texts
        return super().encode(texts)


def read(question: str, **margins: float) -> list[candidates.Candidate]:
    article = Article.from_text(TEXT)
    hit = Hit(Passage(article, 0, len(TEXT)), 1.0, 1, 1)
    return candidates.read(Marking(**margins), Similarity(HashEmbedder()), question, [hit])[1]


def test_liker_sentence_comes_first() -> None:
    """Of two sentences of which the reader is as sure the one first that is liker the question; both keep their sum."""
    found = read("When sailed the ferries from Lerwick?", winter=2.0, again=2.0)

    assert [one.short for one in found] == ["again", "winter"]
    assert found[0].margin - found[1].margin > 1.0
    assert abs(sum(one.margin for one in found) - 4.0) < 1e-4


def test_reader_has_the_say() -> None:
    """What the reader is much surer of comes first, however unlike the question."""
    found = read("When sailed the ferries from Lerwick?", winter=2.0 + SIMILARITY, again=0.0)

    assert [one.short for one in found] == ["winter", "again"]


def test_one_sentence_keeps_its_margin() -> None:
    """There is nothing to be liker than."""
    (found,) = read("When?", winter=2.0)

    assert abs(found.margin - 2.0) < 1e-4


def test_nothing_marked() -> None:
    """No candidate, and no vector is asked for."""
    embedder = CountingEmbedder()

    assert candidates.read(Marking(), Similarity(embedder), "When?", []) == ([], [])
    assert embedder.asked == []


def test_sentences_are_embedded_once() -> None:
    """The vectors of the last questions' sentences are kept, and their number is bounded."""
    embedder = CountingEmbedder()
    similarity = Similarity(embedder, kept=4)

    first = similarity.to("Who sailed again?", ["The ferries sailed.", "It rained."])
    again = similarity.to("Who sailed again?", ["It rained.", "The ferries sailed."])

    assert first == again[::-1]
    assert first[0] > first[1]
    assert embedder.asked == ["Who sailed again?", "The ferries sailed.", "It rained."]
    for number in range(9):
        similarity.to("Who?", [f"Number {number} is here."])
    assert similarity.to("Who sailed again?", ["The ferries sailed.", "It rained."]) == first
    assert embedder.asked.count("The ferries sailed.") == 2
