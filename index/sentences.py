"""Sentences with their spans."""

from __future__ import annotations

import re
from functools import lru_cache

from sentencex import get_sentence_boundaries

from index.article import Article, Span

_INNER = re.compile(r"(?<=[.!?…])\s+(?=[“\"'‘(]?[A-Z0-9À-Þ])")


@lru_cache(maxsize=64)
def sentences(article: Article, language: str = "en") -> tuple[Span, ...]:
    """Spans of the sentences, in order, without the white space around them; none crosses a paragraph.

    >>> text = "He left. “We tried. We failed,” she said."
    >>> [text[a:b] for a, b in sentences(Article.from_text(text))]
    ['He left.', '“We tried.', 'We failed,” she said.']
    """
    return tuple(span for start, end in article.paragraphs for span in _split(article.text, start, end, language))


def _split(text: str, start: int, end: int, language: str) -> list[Span]:
    spans = []
    for found in get_sentence_boundaries(language, text[start:end]):
        first, last = start + found["start_index"], start + found["end_index"]
        inner = text[first:last]
        if not inner.strip():
            continue
        first, last = first + len(inner) - len(inner.lstrip()), last - len(inner) + len(inner.rstrip())
        spans += _split_quotation(text, first, last)
    return spans


def _split_quotation(text: str, start: int, end: int) -> list[Span]:
    """A quotation of several sentences, which the library keeps whole, as its sentences."""
    if not any(mark in text[start:end] for mark in '“”"«»'):
        return [(start, end)]
    borders = [match for match in _INNER.finditer(text, start, end) if not is_abbreviated(text, match.start())]
    firsts = [start, *(match.end() for match in borders)]
    lasts = [*(match.start() for match in borders), end]
    return list(zip(firsts, lasts, strict=True))


def is_abbreviated(text: str, end: int) -> bool:
    """Whether the full stop before `end` belongs to a title or initials ("Mr.", "U.S.")."""
    word = re.search(r"\S+$", text[max(0, end - 12) : end])
    return bool(
        word
        and re.fullmatch(
            r"[“\"'‘(]?(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|Lt|Col|St|Prof|Rev|(?:[A-Z]\.)+[A-Z]?|[A-Z])\.?",
            word[0],
        )
    )
