"""Paragraphs out of printed lines: by their indents, the gaps between them, their size, and where they end."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from index.formats.pdf_lines import Line

_GAP = 1.3  # of the column's usual distance from line to line
_INDENT = 0.5  # of a line's height
_ENDS = re.compile(r"[.!?…][\"'”’»)\]]*(?:\d{1,3}|\[\d+\])?$")
_BULLET = re.compile(r"[•▪●◦‣–—*-]\s|\(?\d{1,2}[.)]\s")
_COMPOUND = re.compile(r"[^\W\d_]+-[^\W\d_]+")


@dataclass(frozen=True)
class Paragraph:
    """A paragraph on one line, where it begins and how large it is printed."""

    text: str
    page: int
    size: float
    """Height of its first line, in points."""


@dataclass(frozen=True)
class _Shape:
    """What is usual in a column, in points."""

    left: float
    right: float
    leading: float
    """From the foot of a line to that of the next."""

    @classmethod
    def of(cls, column: Sequence[Line]) -> _Shape:
        steps = [above.bottom - line.bottom for above, line in pairwise(column)]
        left = sorted(line.left for line in column)[len(column) // 10]
        return cls(left, max(line.right for line in column), median(steps) if steps else column[0].height)

    def indented(self, line: Line) -> bool:
        return line.left - self.left > _INDENT * line.height

    def short_of(self, line: Line) -> float:
        """The share of the column's width that a line leaves empty at its end."""
        return (self.right - line.right) / max(self.right - self.left, 1.0)


def paragraphs(columns: Sequence[Sequence[Line]]) -> list[Paragraph]:
    """The paragraphs of columns in reading order; one that goes on in the next column or page stays whole."""
    groups: list[list[Line]] = []
    shape: _Shape | None = None
    for column in columns:
        before, shape = shape, _Shape.of(column)
        for number, line in enumerate(column):
            if number:
                starts = _starts(column[number - 1], line, shape)
            else:
                starts = not before or _starts_anew(groups[-1][-1], line, before, shape)
            if starts:
                groups.append([line])
            else:
                groups[-1].append(line)
    compounds = {word for group in groups for line in group for word in _COMPOUND.findall(line.text)}
    return [Paragraph(_joined(group, compounds), group[0].page, group[0].height) for group in groups]


def _starts(above: Line, line: Line, shape: _Shape) -> bool:
    """Whether a line begins a paragraph, below another in its column."""
    # After an indented line, as in a block that is set in, only one that may begin a sentence begins a paragraph; the
    # lines of an item of a list stand below its words, not below its bullet.
    inside = shape.indented(above) and not (_ENDS.search(above.text) and not line.text[0].islower())
    indent = shape.indented(line) and not inside and not _BULLET.match(above.text)
    gap = above.bottom - line.bottom > _GAP * max(shape.leading, line.height * 0.9)
    ended = shape.short_of(above) > (0.15 if _ENDS.search(above.text) else 0.45)
    return bool(indent or gap or ended or _other_size(above, line) or _BULLET.match(line.text))


def _starts_anew(above: Line, line: Line, before: _Shape, shape: _Shape) -> bool:
    """Whether the first line of a column begins a paragraph, after the last line of the column before."""
    if _other_size(above, line) or _BULLET.match(line.text):
        return True
    if not _ENDS.search(above.text):
        return before.short_of(above) > 0.45
    # A full last line that ends a sentence may end its paragraph, too; a small letter tells that it does not.
    return shape.indented(line) or not line.text[0].islower()


def _other_size(above: Line, line: Line) -> bool:
    return abs(above.height - line.height) > 0.12 * max(above.height, line.height)


def _joined(lines: Sequence[Line], compounds: set[str]) -> str:
    text = lines[0].text
    for line in lines[1:]:
        last = re.search(r"([^\W\d_]+)[-‐\xad]$", text)
        first = re.match(r"[^\W\d_]+", line.text)
        if last and first and first[0][0].islower():
            whole = f"{last[1]}-{first[0]}" in compounds
            text = f"{text[:-1]}{'-' if whole else ''}{line.text}"
        elif last and first:
            text = f"{text[:-1]}-{line.text}"  # "North-" and "Korean": the hyphen is the word's own
        else:
            text = f"{text} {line.text}"
    return text.replace("\xad", "-" if text.endswith("\xad") else "")
