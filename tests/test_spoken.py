"""Questions as they are spoken, among what the reader learns from."""

from __future__ import annotations

import random
from dataclasses import replace

from training.examples import groups
from training.sources import Asked, Source
from training.spoken import by_chance

TRAM = "The tram opened in Bergen in May 1921. It cost nine million crowns, and Ann Lee drove it until 1950."
QUESTIONS = ("When did the tram open in Bergen?", "How many crowns did it cost?", "Who drove the tram until 1950?")
ANSWERS = ("May 1921", "nine million", "Ann Lee")
ASKED = [
    Asked(question, 0, ((TRAM.index(answer), TRAM.index(answer) + len(answer)),))
    for question, answer in zip(QUESTIONS, ANSWERS, strict=True)
]


def source(kind: str) -> Source:
    return Source("tram", kind, [TRAM], ASKED)


def test_words_said_first() -> None:
    """A spoken question has other words too, and nothing of what is asked is lost; the share says how many are spoken."""
    found = [one for n in range(20) for one in by_chance(source("news"), 0.5, random.Random(n)).asked]

    spoken = [one for one in found if one.spoken]
    assert 20 <= len(spoken) <= 40
    assert all(
        set(one.question.rstrip("?").split()) <= set(one.spoken.rstrip("?").replace(",", "").split()) for one in spoken
    )
    assert sum(len(one.spoken) > len(one.question) for one in spoken) > len(spoken) / 2
    assert [replace(one, spoken="") for one in found[:3]] == ASKED


def test_none_of_squad() -> None:
    """What is measured with is not learnt from."""
    assert by_chance(source("squad2_dev_half"), 1.0, random.Random(0)).asked == ASKED


def test_near_misses_are_plain() -> None:
    """The reader gets the spoken question; a near miss is made of the plain one, or the words taken back might be swapped."""
    asked = [replace(one, spoken=f"Where is, no, {one.question}") for one in ASKED]
    (epoch,) = groups([Source("tram", "news", [TRAM], asked)], seed=3)

    assert {group.pairs[0].question for group in epoch} == {one.spoken for one in asked}
    assert not any("no," in pair.question for group in epoch for pair in group.pairs[1:])
