"""Page furniture out of plain text, by rules that hold for any site."""

from __future__ import annotations

import re
from dataclasses import dataclass

from index.furniture import COMMENTS, CREDIT, LINE

_SHORT = 200  # characters: a longer line is a paragraph, whatever it begins with


@dataclass(frozen=True)
class Cleaned:
    """A text without page furniture, and the lines that were taken out of it, in order."""

    text: str
    removed: tuple[str, ...]


def clean(text: str) -> Cleaned:
    """The article in a page's plain text: its lines as they are, with blank lines between paragraphs as they were.

    >>> clean("Rain\\n\\nRain\\n\\nIt rained.\\n\\nShare this:\\n\\nLeave a Reply\\n\\nFirst!")
    Cleaned(text='Rain\\n\\nIt rained.', removed=('Rain', 'Share this:', 'Leave a Reply', 'First!'))
    """
    lines = [line.rstrip() for line in re.split(r"\r\n|[\n\r\x85\u2028\u2029]", text)]
    end = _comments(lines)
    kept, removed, seen = [], [], 0
    title = next((_plain(line) for line in lines if line.strip()), "")
    for line in lines[:end]:
        seen += bool(line.strip())
        repeated = 1 < seen <= 4 and _plain(line) == title
        if line.strip() and (repeated or _is_furniture(line)):
            removed.append(line.strip())
        else:
            kept.append(line)
    removed += [line.strip() for line in lines[end:] if line.strip()]
    return Cleaned(re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).strip(), tuple(removed))


def _is_furniture(line: str) -> bool:
    if len(line) > _SHORT:
        return False
    return bool(LINE.fullmatch(_plain(line)) or CREDIT.fullmatch(" ".join(line.split())))


def _comments(lines: list[str]) -> int:
    """Number of lines before the comment form: its heading stands behind most of the text."""
    total, passed = sum(map(len, lines)), 0
    for number, line in enumerate(lines):
        if passed > total / 2 and COMMENTS.fullmatch(_plain(line)):
            return number
        passed += len(line)
    return len(lines)


def _plain(line: str) -> str:
    return " ".join(line.split()).casefold()
