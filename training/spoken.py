"""Questions as people speak them, written for this project, and the words in each that are taken back.

`spoken.jsonl` has one a line: `spoken`, as it was said, and `gone`, the stretches of it that have to go, in order; none where
nothing is taken back. `python -m training.spoken` tells how many of those that were kept apart are restored as meant.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path

from assistant.self_correction import corrected
from index.article import Span
from index.words import words
from training.examples import Pair
from training.sources import kept_apart

FILE = Path(__file__).parent / "spoken.jsonl"


@dataclass(frozen=True)
class Spoken:
    """A question as it was said, and what of it has to go."""

    text: str
    gone: tuple[str, ...]

    def steps(self) -> list[Pair]:
        """The question with the first stretch to be found, then without it with the next one, to where nothing is."""
        found, left = [], self.text
        for stretch in self.gone:
            start, end = _earliest(left, left.index(stretch), len(stretch))
            found.append(Pair("", left, ((start, end),)))
            left = f"{left[:start].rstrip()} {left[end:].lstrip()}".strip()
        return [*found, Pair("", left)]

    @property
    def meant(self) -> str:
        """What is left."""
        return self.steps()[-1].passage


def _earliest(text: str, start: int, length: int) -> Span:
    """The first of the stretches that leave the same words: “in [Rome no in] Milan” is “[in Rome no] in Milan”."""
    end = start + length
    while (before := re.search(r"\S+\s+$", text[:start])) and (last := re.search(r"\s+\S+$", text[start:end])):
        if before[0].strip().casefold() != last[0].strip().casefold():
            break
        start, end = before.start(), start + last.start()
    return start, end


def questions(*, apart: bool, path: Path = FILE) -> list[Spoken]:
    """Those that were kept apart for measuring, or the others.

    Raises ValueError for a stretch that does not stand exactly once in its question.
    """
    found = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        row = json.loads(line)
        for stretch in row["gone"]:
            if row["spoken"].count(stretch) != 1:
                raise ValueError(f"{path.name}:{number}: “{stretch}” does not stand exactly once in the question")
        if kept_apart(row["spoken"]) == apart:
            found.append(Spoken(row["spoken"], tuple(row["gone"])))
    return found


def main() -> None:
    asked = questions(apart=True)
    for kind, some in (("taken back", [q for q in asked if q.gone]), ("plain", [q for q in asked if not q.gone])):
        right = sum(words(corrected(q.text)) == words(q.meant) for q in some)
        print(f"{kind}: {right} of {len(some)} as meant ({100 * right / len(some):.0f} %)")


if __name__ == "__main__":
    main()
