"""What readers think of answers, kept beside the library: one JSON object a line."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from index.exported import FEEDBACK

FILE = FEEDBACK
MAX_LETTERS = 2000
"""Longest text of a field: the rest is cut."""


@dataclass(frozen=True)
class Feedback:
    """A thumb up or down, with a word where the reader gave one."""

    turn: str
    """Which answer of which conversation; given again for the same one, the last counts."""
    good: bool
    word: str
    question: str
    answer: str
    article: str
    """The id of the article that was asked; empty when all were."""
    at: str
    """When, in UTC, as ISO 8601."""


def now() -> str:
    """The time as Feedback has it."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def keep(folder: Path, given: Feedback) -> None:
    """Add a line to the library's file, in one write, so that two writers do not mix theirs."""
    values = {name: _cut(value) if isinstance(value, str) else value for name, value in asdict(given).items()}
    line = json.dumps(values, ensure_ascii=False) + "\n"
    file = os.open(folder / FILE, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        os.write(file, line.encode("utf-8", "replace"))
    finally:
        os.close(file)


def kept(folder: Path) -> list[Feedback]:
    """What was given, in order; of each turn the last word, and no line that is damaged."""
    path = folder / FILE
    lines = path.read_bytes().split(b"\n") if path.exists() else []
    read = [found for line in lines if (found := _read(line))]
    return list({found.turn: found for found in read}.values())


def _read(line: bytes) -> Feedback | None:
    try:
        return Feedback(**json.loads(line.decode("utf-8")))
    except (ValueError, TypeError):  # cut off by a full disk, perhaps inside a letter, or of another version
        return None


def _cut(text: str) -> str:
    return text[:MAX_LETTERS]
