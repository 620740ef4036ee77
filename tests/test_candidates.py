"""Sentences that may answer: those in which the reader marks words."""

from __future__ import annotations

from collections.abc import Sequence

from assistant import candidates
from assistant.reading import Mark
from index import Article, Hit
from index.passages import Passage

TEXT = "The harbour was closed during winter. Ferries from Lerwick sailed again. Nobody complained."


class Marking:
    """Marks these words, each with this margin."""

    def __init__(self, **margins: float) -> None:
        self._margins = margins

    def read(self, question: str, passages: Sequence[str], *, in_turn: str = "", count: int = 3) -> list[list[Mark]]:
        return [
            [Mark(text.index(word), text.index(word) + len(word), margin) for word, margin in self._margins.items()]
            for text in passages
        ]


def read(question: str, **margins: float) -> list[candidates.Candidate]:
    article = Article.from_text(TEXT)
    hit = Hit(Passage(article, 0, len(TEXT)), 1.0, 1, 1)
    return candidates.read(Marking(**margins), question, [hit])[1]


def test_surest_sentence_comes_first() -> None:
    """The sentences in the order of the reader's margins, each with the words that it marked."""
    found = read("When did the ferries sail?", winter=1.0, again=2.0)

    assert [(one.short, one.margin) for one in found] == [("again", 2.0), ("winter", 1.0)]
    assert found[0].text == "Ferries from Lerwick sailed again."


def test_sentence_marked_twice() -> None:
    """It stands there once, with its larger margin."""
    (found,) = read("Who sailed?", Ferries=1.0, Lerwick=3.0)

    assert (found.short, found.margin) == ("Lerwick", 3.0)


def test_nothing_marked() -> None:
    """No candidate."""
    assert candidates.read(Marking(), "When?", []) == ([], [])
