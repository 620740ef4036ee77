"""Fact, opinion, prediction: what the writer does in a sentence."""

from __future__ import annotations

import pytest

from index.stance import stance, weights
from training.stance import RUNNING, accuracy, fitted, labelled, read


def test_sentences_left_out_of_training() -> None:
    """Nine in ten of the labelled sentences that the weights were not made from are told rightly."""
    _, test = labelled()

    assert len(test) >= 50
    assert accuracy(test, weights()) >= 0.9


def test_sentences_of_running_text() -> None:
    """In articles two in three sentences are told rightly: docs/voices.md says so, and an unsure label changes no answer."""
    assert accuracy(read(RUNNING), weights()) >= 0.65


def test_weights_are_those_of_the_training() -> None:
    """The weights that ship are what training gives."""
    train, _ = labelled()
    again = fitted(train)

    assert all(
        value == pytest.approx(weights()[label][name], abs=0.01)
        for label in again
        for name, value in again[label].items()
    )


@pytest.mark.parametrize(
    ("sentence", "label"),
    [
        ("Its army has 60,000 soldiers.", "fact"),
        ("It is a disgrace that nobody was asked.", "opinion"),
        ("Further rounds of talks won’t change a thing.", "prediction"),
        ("The county did not say what the new signs will cost.", "fact"),
        ("The council will decide whether to build it.", "prediction"),
        ("", "fact"),
    ],
)
def test_labels(sentence: str, label: str) -> None:
    """A sentence has one label, with a confidence between a third and one."""
    found = stance(sentence)

    assert 1 / 3 <= found.confidence <= 1
    assert found.label == label or not sentence
