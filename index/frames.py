"""Paragraphs with their long quotations folded away, so that the grammar around them can be read."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from index.article import Article, Span
from index.blocks import blocks
from index.cue_words import lemma
from index.quotations import Quotation, is_title, is_whole

# A time of day or a dateline, which is no part of the sentence: "09:05 – ", "VELMAR, Oct 14 (Newsline) – ".
_OPENING = re.compile(
    r"(?:\d{1,2}[.:]\d{2}\s?(?:[ap]\.?m\.?)?\s?[–—:-]\s|[A-ZÀ-Þ][A-ZÀ-Þ .’'-]{2,30}"
    r"(?:, [\w .]{2,24})?\s?(?:\([\w .]{2,30}\)\s?)?[–—-]+\s)?"
)


@dataclass(frozen=True)
class Frame:
    """A paragraph as it is parsed: `text` is short where the paragraph has whole quotations."""

    span: Span
    text: str
    starts: tuple[int, ...]
    pieces: tuple[tuple[Span, bool], ...]

    def to_article(self, start: int, end: int) -> Span:
        """The span of the article for a span of `text`: the whole quotation where one is folded."""
        return self._at(start)[0], self._at(end - 1)[1]

    def _at(self, offset: int) -> Span:
        number = bisect_right(self.starts, offset) - 1
        (first, last), verbatim = self.pieces[number]
        if not verbatim:
            return first, last
        at = first + offset - self.starts[number]
        return at, at + 1


def frames(article: Article, quotations: Sequence[Quotation]) -> list[Frame]:
    """One frame for each paragraph that has words outside whole quotations."""
    found = []
    for start, end in blocks(article):
        inside = [q for q in quotations if start <= q.start and q.end <= end]
        frame = _fold(article.text, start, end, inside)
        if re.search(r"[^\W\d_]{2}", "".join(article.text[a:b] for (a, b), verbatim in frame.pieces if verbatim)):
            found.append(frame)
    return found


def _fold(text: str, start: int, end: int, quotations: Sequence[Quotation]) -> Frame:
    pieces: list[tuple[Span, bool, str]] = []
    at = start + len(_OPENING.match(text[start:end])[0])  # type: ignore[index]
    for q in quotations:
        pieces.append(((at, q.start), True, text[at : q.start]))
        if is_whole(text, q):
            pieces.append(((q.start, q.end), False, _stand_in(text, q, end)))
            at = q.end
        elif is_title(text, q):
            at = q.start
        else:  # words woven into the sentence: its grammar needs them, but not their marks
            pieces.append((q.inner, True, text[slice(*q.inner)]))
            at = q.end
    pieces.append(((at, end), True, text[at:end]))
    pieces = [part for piece in pieces for part in _without_asides(text, *piece) if part[2]]
    starts, total = [], 0
    for _, _, words in pieces:
        starts.append(total)
        total += len(words)
    return Frame(
        (start, end),
        "".join(words for _, _, words in pieces).replace("\n", " "),
        tuple(starts),
        tuple((span, verbatim) for span, verbatim, _ in pieces),
    )


_BEHIND_NAME = re.compile(
    r"(?:(?P<age>,\s(?:now\s|then\s|aged\s)?\d{1,3}(?:\s?years\sold)?)"
    r"|\b[A-ZÀ-Þ][\w’'-]*(?P<aside>\s\((?!who\b|which\b|he\b|she\b)[^()“”\"]{1,40}\)))(?=,\s)"
)


def _without_asides(text: str, span: Span, verbatim: bool, words: str) -> list[tuple[Span, bool, str]]:
    """A piece of the paragraph without what the parse stumbles over: “Ann Lee, 41, said”, “Bo Hu (no relation), an envoy, said”."""
    if not verbatim:
        return [(span, verbatim, words)]
    borders = [span[0], *(b for m in _BEHIND_NAME.finditer(text, *span) for b in m.span(m.lastgroup or 0)), span[1]]
    return [((a, b), True, text[a:b]) for a, b in zip(borders[::2], borders[1::2], strict=True)]


def _stand_in(text: str, q: Quotation, end: int) -> str:
    """A one-word quotation, with the mark at its end that tells whether the sentence goes on."""
    return "“Yes,”" if goes_on(text, q, end) else "“Yes.”"


def goes_on(text: str, q: Quotation, end: int) -> bool:
    """Whether the sentence of a quotation continues after it ("… over?” he asked")."""
    last = (text[slice(*q.inner)].rstrip("”’\"'»") or text[slice(*q.inner)])[-1]  # a quotation in it may end with it
    after = text[q.end : end].lstrip()
    if last in ",—–-" or after[:1] in (",", "—", "–"):
        return True
    if not after or after[0] in '“"«‘':
        return False
    head = re.split(r"[.,;:!?“\"]", after)[0].split()[:6]
    if after[0].islower():
        return True
    return (
        last in "?!…"
        and bool(head)
        and any(lemma(word) in ("say", "ask", "add", "reply", "tell", "shout") for word in head[:4])
    )
