"""Questions as people speak them, written to learn from."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from training import spoken
from training.spoken import Spoken


def test_what_is_taken_back_goes_step_by_step() -> None:
    """Each stretch is found in what the one before it left, and nothing in what is meant."""
    question = Spoken("Who ruled Tarn no wait Belsk not Tarn in 1300?", ("Tarn no wait", "not Tarn"))

    first, second, last = question.steps()

    assert first.passage[slice(*first.spans[0])] == "Tarn no wait"
    assert second.passage == "Who ruled Belsk not Tarn in 1300?"
    assert second.passage[slice(*second.spans[0])] == "not Tarn"
    assert (last.passage, last.spans) == ("Who ruled Belsk in 1300?", ())
    assert question.meant == last.passage


def test_of_equal_stretches_the_first() -> None:
    """Where several stretches leave the same words, it is always the first that has to be found."""
    (pair, _) = Spoken("Who lived in Rome no in Milan?", ("Rome no in",)).steps()

    assert pair.passage[slice(*pair.spans[0])] == "in Rome no"


def test_stretch_that_is_not_there(tmp_path: Path) -> None:
    """A stretch that does not stand in its question is named with its line."""
    path = tmp_path / "spoken.jsonl"
    path.write_text(json.dumps({"spoken": "Who is it?", "gone": ["was it"]}))

    with pytest.raises(ValueError, match=r"spoken.jsonl:1: “was it” does not stand exactly once"):
        spoken.questions(apart=False, path=path)


def test_some_are_kept_apart() -> None:
    """The questions that measure are not those that are learnt from."""
    learnt, apart = ({q.text for q in spoken.questions(apart=apart)} for apart in (False, True))

    assert apart
    assert len(learnt) > 4 * len(apart)
    assert not learnt & apart
