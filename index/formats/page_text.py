"""The lines of a page, and the paragraphs of an article that was extracted from one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

_BLOCKS = frozenset("p head list item quote code table row lb div".split())
_INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code del dfn em font i img ins kbd mark q s samp small span strong sub sup time tt u var wbr".split()
)
_UNSEEN = frozenset("script style noscript template title head".split())
_CELL = 200  # characters: a longer cell of a table holds paragraphs, and the table is only there for the layout


def paragraphs(body: Any) -> list[str]:
    """The text of each paragraph, heading, item, quotation, line and table row of a tree, in order, without marks."""
    layout = {cell for cell in body.iter("cell") if _is_layout(cell)}
    pieces: list[str] = []
    for node, opens in _walk(body):
        if node.tag in _BLOCKS or node in layout:
            pieces.append("\n")
        elif node.tag == "cell" and opens and node.getprevious() is not None:
            pieces.append(" | ")
        text = (node.text if opens else node.tail) or ""
        pieces.append(text if node.tag == "code" and opens else re.sub(r"\s+", " ", text))
    lines = (" ".join(line.split()) for line in "".join(pieces).split("\n"))
    return [line.strip("| ") for line in lines if line.strip("| ")]


def shown(tree: Any) -> list[str]:
    """Each line that a page shows, in order."""
    unseen = {below for node in tree.iter(*_UNSEEN) for below in node.iter()}
    pieces: list[str] = []
    for node, opens in _walk(tree):
        if node.tag not in _INLINE:
            pieces.append("\n")
        text = ("" if node in unseen else node.text) if opens else node.tail
        pieces.append(re.sub(r"\s+", " ", text or ""))
    return [line for piece in "".join(pieces).split("\n") if (line := " ".join(piece.split()))]


def _walk(body: Any) -> Iterator[tuple[Any, bool]]:
    """Each node when it opens and when it closes; without recursion, since pages are nested as deep as they like."""
    pending = [(body, False), (body, True)]
    while pending:
        node, opens = pending.pop()
        yield node, opens
        if opens:
            pending += [(child, step) for child in reversed(node) for step in (False, True)]


def _is_layout(cell: Any) -> bool:
    return sum(len(piece) for piece in cell.itertext()) > _CELL
