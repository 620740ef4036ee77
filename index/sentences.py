"""Sentences with their spans."""

from __future__ import annotations

import re
from functools import lru_cache

from sentencex import get_sentence_boundaries

from index.article import Article, Span

_INNER = re.compile(r"(?<=[.!?…])\s+(?=[“\"'‘(]?[A-Z0-9À-Þ])")

# Words that the library takes for abbreviations, and that end a sentence where a capital letter follows.
_WHOLE = re.compile(r"(?:(?<=\bMay\.)|(?<=\bart\.)|(?<=\bill\.)|(?<=\bmiss\.)|(?<=\bno\.))\s+(?=[“\"'‘(]?[A-ZÀ-Þ])")


@lru_cache(maxsize=64)
def sentences(article: Article, language: str = "en") -> tuple[Span, ...]:
    """Spans of the sentences, in order, without the white space around them; none crosses a paragraph.

    >>> text = "He left. “We tried. We failed,” she said."
    >>> [text[a:b] for a, b in sentences(Article.from_text(text))]
    ['He left.', '“We tried.', 'We failed,” she said.']
    >>> text = "It will take until May. The shopkeeper said no. She left in May 2019."
    >>> [text[a:b] for a, b in sentences(Article.from_text(text))]
    ['It will take until May.', 'The shopkeeper said no.', 'She left in May 2019.']
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
        spans += _split_further(text, first, last)
    return spans


def _split_further(text: str, start: int, end: int) -> list[Span]:
    """What the library keeps whole, as its sentences: a quotation of several, and those parted by a word of _WHOLE."""
    quoted = any(mark in text[start:end] for mark in '“”"«»')
    found = (_INNER if quoted else _WHOLE).finditer(text, start, end)
    borders = [match for match in found if not is_abbreviated(text, match.start())]
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
