"""What readers think of answers, kept beside the library."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.__main__ import main
from assistant.feedback import FILE, Feedback, keep, kept

GIVEN = Feedback(
    "turn-1", False, "Which ship?", "Has the ship broken down?", "Yes [1].", "57c4", "2026-11-24T07:00:00+00:00"
)


def test_last_word_counts(tmp_path: Path) -> None:
    """A thumb that is turned around is one opinion, not two."""
    keep(tmp_path, GIVEN)
    keep(tmp_path, Feedback(**{**GIVEN.__dict__, "good": True, "word": ""}))

    assert [(given.turn, given.good) for given in kept(tmp_path)] == [("turn-1", True)]


def test_nothing_yet(tmp_path: Path) -> None:
    """Before anybody has said anything there is nothing, and no file is made by looking."""
    assert kept(tmp_path) == []
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("line", ['{"turn": "half', '{"turn": "“'], ids=["between letters", "inside a letter"])
def test_damaged_line(tmp_path: Path, line: str) -> None:
    """A line that was cut off costs itself, not the others."""
    (tmp_path / FILE).write_bytes(line.encode()[:-1] + b"\n")
    keep(tmp_path, GIVEN)

    assert kept(tmp_path) == [GIVEN]


def test_line_ends_and_length(tmp_path: Path) -> None:
    """Line ends in a word stay within its line, and a text without end is cut."""
    keep(tmp_path, Feedback(**{**GIVEN.__dict__, "word": "one\ntwo\u2028three", "question": "x" * 100_000}))

    (given,) = kept(tmp_path)
    assert given.word == "one\ntwo\u2028three"
    assert len(given.question) == 2000


def test_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`onrecord feedback` prints what was given, with the word under it."""
    keep(tmp_path, GIVEN)

    assert main(["--library", str(tmp_path), "feedback"]) == 0

    assert capsys.readouterr().out == "2026-11-24T07:00:00+00:00  bad   Has the ship broken down?\n    Which ship?\n"
