"""Questions that lean on earlier ones."""

from __future__ import annotations

import pytest

from assistant.follow_up import Turn, stand_alone, turns

ENVOY = Turn("Who is Moscow’s envoy to the DPRK?", "Alexander Matsegora.")
SANDERS = Turn("What did Sarah Sanders say about sanctions on North Korea?", "She said pressure would continue.")


@pytest.mark.parametrize(
    ("question", "history", "reading"),
    [
        (
            "What did he say about illegal channels?",
            [ENVOY],
            "What did Alexander Matsegora say about illegal channels?",
        ),
        (
            "And what did she say about the next meeting?",
            [SANDERS],
            "And what did Sarah Sanders say about the next meeting?",
        ),
        ("What is his view?", [ENVOY], "What is Alexander Matsegora’s view?"),
        ("What did her office say?", [SANDERS], "What did Sarah Sanders’s office say?"),
        ("Who praised her?", [SANDERS], "Who praised Sarah Sanders?"),
    ],
)
def test_pronouns(question: str, history: list[Turn], reading: str) -> None:
    """A pronoun becomes the person spoken of last."""
    assert stand_alone(question, history) == reading


def test_question_that_stands_alone() -> None:
    """A question that leans on nothing is left as it is."""
    question = "What is the population of Pyongyang?"

    assert stand_alone(question, [ENVOY]) == question
    assert stand_alone("What did he say?", []) == "What did he say?"


@pytest.mark.parametrize("question", ["Why?", "And in Singapore?", "When will it be held?"])
def test_ellipsis(question: str) -> None:
    """A question that is only the rest of one keeps the earlier one's words for the search."""
    reading = stand_alone(question, [Turn("Did Trump and Kim agree on another summit?", "Yes.")])

    assert "summit" in reading


def test_turns_from_pairs() -> None:
    """A conversation may be given as pairs."""
    assert turns([("Who?", "Me.")]) == [Turn("Who?", "Me.")]
    assert turns([["Who?", "Me."]]) == [Turn("Who?", "Me.")]
