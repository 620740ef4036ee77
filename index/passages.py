"""Passages: slices of an article, small enough to embed and to read, that tear neither a sentence nor a quotation."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from index.article import Article, Span
from index.sentences import sentences
from index.voices import Utterance, Voice, voice_of

SPLITTER = 1
"""Raised whenever the same article would be split in another way."""

PASSAGE_TOKENS = 120
"""A passage is closed once it has this many; the tables in docs/evaluation.md say why."""

MAX_TOKENS = 200
"""No passage has more: with the question it has to fit the 256 tokens that the models read."""

CountTokens = Callable[[Sequence[str]], list[int]]


@dataclass(frozen=True)
class Passage:
    """A slice of its article, and whose words most of it is."""

    article: Article
    start: int
    end: int
    voice: Voice = "author"
    speaker: str | None = None

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end <= len(self.article.text):
            raise ValueError(
                f"{self.start}-{self.end} is not a span of an article of {len(self.article.text)} characters"
            )

    @property
    def id(self) -> str:
        """The article's id and the span, such as "3797dcbaa4715ea6:44-249"."""
        return f"{self.article.id}:{self.start}-{self.end}"

    @property
    def text(self) -> str:
        return self.article.text[self.start : self.end]


def split(article: Article, utterances: Sequence[Utterance], count_tokens: CountTokens) -> list[Passage]:
    """The article's passages in order: whole sentences, nothing left out, nothing twice.

    A quotation stays in one passage, with the line that introduces it ("…, adding:"), unless both are longer than
    MAX_TOKENS; a single sentence that is longer is cut between words.
    """
    pieces = _pieces(article, count_tokens)
    blocks = _blocks(article, pieces, utterances)
    starts = {start for start, _ in article.paragraphs}
    return [
        voiced(Passage(article, start, end), utterances)
        for start, end in _packed([fitting for block in blocks for fitting in _fitting(block)], starts)
    ]


def voiced(passage: Passage, utterances: Sequence[Utterance]) -> Passage:
    """The passage with the voice that most of it is in."""
    voice, utterance = voice_of(passage.article, utterances, passage.start, passage.end)
    return replace(passage, voice=voice, speaker=utterance.speaker if utterance else passage.article.author)


Piece = tuple[int, int, int]  # start, end, tokens


def _pieces(article: Article, count_tokens: CountTokens) -> list[Piece]:
    """The sentences, the overlong ones cut, each with its number of tokens."""
    spans = sentences(article)
    counts = count_tokens([article.text[start:end] for start, end in spans])
    pieces: list[Piece] = []
    for (start, end), tokens in zip(spans, counts, strict=True):
        if tokens <= MAX_TOKENS:
            pieces.append((start, end, tokens))
        else:
            cut = _cut(article.text, start, end)
            pieces += [
                (*span, n) for span, n in zip(cut, count_tokens([article.text[a:b] for a, b in cut]), strict=True)
            ]
    return pieces


def _cut(text: str, start: int, end: int, width: int = MAX_TOKENS) -> list[Span]:
    """Spans of at most `width` characters, ending between words where there are any: a token has one letter or more."""
    spans = []
    while end - start > width:
        border = max(text.rfind(space, start, start + width) for space in " \t\n\xa0")
        last = border if border > start else start + width
        spans.append((start, last))
        start = last + len(text[last:end]) - len(text[last:end].lstrip())
    return [*spans, (start, end)] if start < end else spans


def _blocks(article: Article, pieces: list[Piece], utterances: Sequence[Utterance]) -> list[list[Piece]]:
    """Pieces that belong together: those of one quotation, and the line that introduces it."""
    quoted = [(u.start, u.end) for u in utterances if u.voice == "quoted"]
    blocks: list[list[Piece]] = []
    for piece in pieces:
        if blocks and _belongs(article.text, blocks[-1][-1], piece, quoted):
            blocks[-1].append(piece)
        else:
            blocks.append([piece])
    return blocks


def _belongs(text: str, before: Piece, piece: Piece, quoted: list[Span]) -> bool:
    introduces = bool(re.search(r":[\s\"“”']*$", text[before[0] : before[1]]))
    return introduces or any(start < before[1] and piece[0] < end for start, end in quoted)


def _fitting(block: list[Piece]) -> list[Piece]:
    """The block as one piece, or as its pieces where it is too long to be one passage."""
    tokens = sum(tokens for _, _, tokens in block)
    return [(block[0][0], block[-1][1], tokens)] if tokens <= MAX_TOKENS else block


def _packed(pieces: list[Piece], paragraph_starts: set[int]) -> list[Span]:
    """Spans of about PASSAGE_TOKENS; a new one rather begins with a paragraph than inside one."""
    spans: list[Span] = []
    size = 0
    for start, end, tokens in pieces:
        enough = PASSAGE_TOKENS if start not in paragraph_starts else PASSAGE_TOKENS // 2
        if spans and size + tokens <= MAX_TOKENS and size < enough:
            spans[-1], size = (spans[-1][0], end), size + tokens
        else:
            spans.append((start, end))
            size = tokens
    return spans
