"""Questions that lean on earlier ones, made to stand alone: a pronoun gets its name, half a question its other half."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from assistant.answer import MARKER, Answer
from assistant.question import asks_who_said
from index.parsing import Token, parse

Earlier = Answer | tuple[str, str] | Sequence[str]
"""A turn of the conversation: an Answer, or a question and the text that answered it."""

_PERSON = re.compile(r"\b(he|she|him|her|his|hers)\b", re.I)
_GROUP = re.compile(r"\b(they|them|their|theirs)\b", re.I)
_THING = re.compile(
    r"\b(it|its)\b|\b(this|that)\b(?=\s*(?:[?.,!]|$|(?:is|was|be|been|happen\w*|mean\w*|cost\w*|take|end|begin|start)\b))",
    re.I,
)
_OWNS = re.compile(r"(?:his|hers|its|theirs?|her(?=\s+\w))", re.I)
_MORE = re.compile(r"^\W*(?:and|but|so|also|what about|how about)\b[\s,]*", re.I)
_QUOTE_CHARS = 160  # of what was said, in "Who said that?": enough to find it again


@dataclass(frozen=True)
class Turn:
    """An earlier question as it was understood, its answer, the words that it cited, and whose they were."""

    question: str
    text: str
    speakers: tuple[str, ...] = ()
    quote: str = ""


def turns(history: Sequence[Earlier]) -> list[Turn]:
    """The conversation so far, first turn first."""
    return [_turn(earlier) for earlier in history]


def _turn(earlier: Earlier) -> Turn:
    if not isinstance(earlier, Answer):
        question, text = earlier
        text = MARKER.sub("", text)
        return Turn(question, text, quote=_first_quote(text))
    speakers = tuple(c.speaker for c in earlier.citations if c.speaker and c.voice != "author")
    quote = earlier.citations[0].quote if earlier.citations else ""
    return Turn(earlier.reading, MARKER.sub("", earlier.text), speakers, quote)


def _first_quote(text: str) -> str:
    """The first words in quotation marks, as our answers have them; the whole text where there are none."""
    found = re.search(r"“([^“”]{12,})”", text)
    return found[1] if found else text


def stand_alone(question: str, history: Sequence[Turn]) -> str:
    """The question with what it leans on put in; the same question when it leans on nothing.

    >>> stand_alone("What did he say about it?", [Turn("Who is the envoy?", "Alexander Matsegora.")])
    'What did Alexander Matsegora say about it?'
    """
    if not history:
        return question
    if asks_who_said(question) and re.search(r"\b(?:that|this|it|so)\W*$", question, re.I) and history[-1].quote:
        return re.sub(r"\b(?:that|this|it|so)\W*$", f"“{_begun(history[-1].quote)}”?", question, flags=re.I)
    for pattern, antecedents in ((_PERSON, _people), (_GROUP, _groups), (_THING, _things)):
        pronoun = pattern.search(question)
        if pronoun and not _named_before(question, pronoun.start(), antecedents):
            found = next((name for turn in reversed(history) for name in antecedents(turn)), None)
            if found:
                return _put(question, pronoun, found)
    return _completed(question, history[-1].question)


def _begun(quote: str) -> str:
    words = " ".join(quote.split()).strip('“”"«» ')
    return words if len(words) <= _QUOTE_CHARS else words[:_QUOTE_CHARS].rsplit(" ", 1)[0]


def _named_before(question: str, end: int, antecedents: object) -> bool:
    """Whether the question itself names somebody, or something, before its pronoun."""
    before = _parsed(question[:end])
    return any(True for _ in (_entities(before, _PEOPLE) if antecedents is _people else _nouns(before)))


def _put(question: str, pronoun: re.Match[str], name: str) -> str:
    """The name in the pronoun's place, with a possessive ending where the pronoun had one."""
    owns = bool(_OWNS.match(question, pronoun.start()))
    return question[: pronoun.start()] + name + ("’s" if owns else "") + question[pronoun.end() :]


def _completed(question: str, earlier: str) -> str:
    """Half a question ("And in Singapore?", "Why?") behind the earlier one; any other as it is."""
    opening = _MORE.match(question)
    rest = question[opening.end() :] if opening else question
    tokens = _parsed(rest)
    if any(token.pos in ("VERB", "AUX") for token in tokens) or not (opening or len(tokens) <= 5):
        return question
    if (exchanged := _exchanged(earlier, tokens)) is not None:
        return exchanged
    return f"{earlier.rstrip(' ?.')}, {rest[:1].lower() if _is_common(tokens) else rest[:1]}{rest[1:]}"


def _exchanged(earlier: str, tokens: Sequence[Token]) -> str | None:
    """The earlier question about another one ("What about Bolton?"), when both name one of a kind."""
    labels = {token.entity for token in tokens if token.pos != "PUNCT"}
    if len(labels) != 1 or not (label := labels.pop()):
        return None
    (name,) = [*_entities(tokens, frozenset({label}))][:1]
    before = next(_entities(_parsed(earlier), frozenset({label})), None)
    return earlier.replace(before, name, 1) if before else None


def _is_common(tokens: Sequence[Token]) -> bool:
    return bool(tokens) and not tokens[0].entity and tokens[0].pos != "PROPN"


_PEOPLE = frozenset({"PERSON"})
_BODIES = frozenset({"ORG", "GPE", "NORP"})


def _people(turn: Turn) -> Iterator[str]:
    """Who may be meant by "he" or "she": named last in the question, else first in its answer, else who was cited."""
    yield from reversed(list(_entities(_parsed(turn.question), _PEOPLE)))
    yield from _entities(_parsed(turn.text[:600]), _PEOPLE)
    yield from turn.speakers


def _groups(turn: Turn) -> Iterator[str]:
    """Who may be meant by "they"."""
    question = _parsed(turn.question)
    yield from _entities(question, _BODIES)
    yield from _nouns(question)
    yield from turn.speakers


def _things(turn: Turn) -> Iterator[str]:
    """What may be meant by "it": the object of the question, else its subject, else what hangs on a preposition."""
    tokens = _parsed(turn.question)
    yield from _nouns(tokens)


def _entities(tokens: Sequence[Token], labels: frozenset[str]) -> Iterator[str]:
    for label, group in groupby(tokens, key=lambda token: token.entity):
        if label in labels:
            yield re.sub(r"\s*[’']s?$", "", _text(list(group)))


def _nouns(tokens: Sequence[Token]) -> Iterator[str]:
    """Noun phrases that name no person: objects first, then subjects, then what hangs on a preposition."""
    for deps in (("dobj", "obj"), ("nsubjpass", "nsubj", "attr"), ("pobj",)):
        for number, token in enumerate(tokens):
            if token.dep in deps and token.pos in ("NOUN", "PROPN") and token.entity not in _PEOPLE:
                yield _phrase(tokens, number)


def _phrase(tokens: Sequence[Token], number: int) -> str:
    """The noun with what stands before it and belongs to it."""
    first = number
    while first and tokens[first - 1].dep in ("det", "amod", "compound", "poss", "nummod", "case", "nmod"):
        first -= 1
    return _text(tokens[first : number + 1])


def _text(tokens: Sequence[Token]) -> str:
    parts, end = "", tokens[0].start
    for token in tokens:
        parts += (" " if token.start > end else "") + token.text
        end = token.end
    return parts


def _parsed(text: str) -> tuple[Token, ...]:
    return next(parse([text]), ())
