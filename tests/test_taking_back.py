"""Questions with words taken back, as they are made to learn from."""

from __future__ import annotations

import random

from training.taking_back import CUES, mistaken, pairs, parsed

ASKED = [
    "When did the old harbour of Lerwick open again?",
    "Who paid for the new railway station in Bergen?",
    "Why did the red bridge fall into the river?",
    "What is the name of the last ferry to Unst?",
    "Which two villages have no school?",
]


def test_what_is_marked_has_to_go() -> None:
    """Without the marked words every made-up mistake is the plain question again."""
    questions = parsed(ASKED)
    rng = random.Random(4)

    for _ in range(200):
        question, other = rng.sample(questions, 2)
        pair = mistaken(question, other, rng)
        ((start, end),) = pair.spans
        if end < len(pair.passage) - 1:  # a cue behind the question is marked alone, before what it takes back
            left = " ".join((pair.passage[:start] + pair.passage[end:]).split()).rstrip("?. ")
            assert left == question.text.rstrip("?. ")


def test_what_is_marked_is_seen() -> None:
    """Nearly all mistakes say that they are some; the few others begin anew without a word."""
    questions = parsed(ASKED)
    rng = random.Random(5)
    made = [mistaken(*rng.sample(questions, 2), rng) for _ in range(300)]

    told = [pair for pair in made if any(cue in pair.passage[slice(*pair.spans[0])] for cue in CUES)]

    assert 0.85 < len(told) / len(made) < 1


def test_plain_questions_are_among_them() -> None:
    """Each question stands there as it is; one with a word like a correction's more often."""
    found = pairs(parsed(ASKED), random.Random(6))
    plain = [pair.passage.rstrip("?") for pair in found if not pair.spans]

    assert all(question.rstrip("?") in plain for question in ASKED)
    assert plain.count("Which two villages have no school") > plain.count(
        "Who paid for the new railway station in Bergen"
    )
    assert sum(bool(pair.spans) for pair in found) == 2 * len(ASKED)


def test_the_seed_decides() -> None:
    """The same seed makes the same questions."""
    questions = parsed(ASKED)

    assert pairs(questions, random.Random(7)) == pairs(questions, random.Random(7))
    assert pairs(questions, random.Random(7)) != pairs(questions, random.Random(8))
