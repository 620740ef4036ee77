"""Paragraphs as they are read: those that a line break cut inside a sentence or a quotation are one again."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import takewhile

from index.article import Article, Span

_BLOCK_CHARS = 5_000  # a mark that nothing closes must not swallow the rest of the article
_MARKS = (("“", "”"), ("«", "»"), ('"', '"'))


@lru_cache(maxsize=64)
def blocks(article: Article) -> tuple[Span, ...]:
    """Spans of the paragraphs, in order, joined where one goes on in the next line.

    >>> text = "“Is it? Is it\\nover? ”\\nasked Ann Lee.\\nIt was."
    >>> [text[a:b] for a, b in blocks(Article.from_text(text))]
    ['“Is it? Is it\\nover? ”\\nasked Ann Lee.', 'It was.']
    """
    found: list[Span] = []
    lines = article.paragraphs
    number = 0
    while number < len(lines):
        start, end = lines[number]
        number += 1
        while more := _following(article.text, (start, end), lines[number:]):
            number += more
            end = lines[number - 1][1]
        found.append((start, end))
    return tuple(found)


def _following(text: str, block: Span, lines: Sequence[Span]) -> int:
    """How many of the next lines belong to a block: those up to the mark that closes its quotation, or a sentence's rest."""
    near = _near(text, block, lines)
    if near and text[near[0][0]].islower():
        return 1
    for opening, closing in _MARKS:
        if _is_open(text, block, opening, closing):
            going_on = [line for line in takewhile(lambda line: text[line[0]] != opening, near)]  # noqa: B023 - used at once
            return next((n for n, line in enumerate(going_on, 1) if _closes(text, line, opening, closing)), 0)
    return 0


def _near(text: str, block: Span, lines: Sequence[Span]) -> list[Span]:
    """The next lines, up to an empty one."""
    found: list[Span] = []
    last = block[1]
    for start, end in lines[:30]:
        if text.count("\n", last, start) != 1 or end - block[0] > _BLOCK_CHARS:
            break
        found.append((start, end))
        last = end
    return found


def _is_open(text: str, span: Span, opening: str, closing: str) -> bool:
    if opening == closing:
        return text.count(opening, *span) % 2 == 1
    return text.count(opening, *span) > text.count(closing, *span)


def _closes(text: str, span: Span, opening: str, closing: str) -> bool:
    """Whether a line's first mark closes a quotation opened before it; one that begins with a mark opens anew."""
    if opening == closing:
        return text.count(opening, *span) % 2 == 1 and text[span[0]] != opening
    first = text.find(closing, *span)
    return first >= 0 and text.find(opening, span[0], first) < 0
