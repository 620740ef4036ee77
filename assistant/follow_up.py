"""Questions that lean on earlier ones, made to stand alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answer import Answer

Earlier = Answer | tuple[str, str] | Sequence[str]
"""A turn of the conversation: an Answer, or a question and the text that answered it."""

_PERSON = re.compile(r"\b(he|she|him|her|his|hers)\b", re.I)
_THING = re.compile(r"\b(it|its|they|them|their|that|this|those|these)\b", re.I)
_MORE = re.compile(r"^\W*(?:and|but|so|also|what about|how about)\b", re.I)
_NAME = re.compile(r"\b[A-Z][\w’'-]+(?:\s+(?:[A-Z][\w’'-]*\.?|of|the|de|van|von|al|bin))*\s+[A-Z][\w’'-]+\b|\b[A-Z][a-zà-ÿ][\w’'-]+\b")
_OPENING = re.compile(r"^\W*(?:who|what|when|where|why|how|which|did|does|do|is|are|was|were|has|have|can|could|will|would|yes|no|the|she|he)\b", re.I)


@dataclass(frozen=True)
class Turn:
    question: str
    text: str
    speakers: tuple[str, ...] = ()


def turns(history: Sequence[Earlier]) -> list[Turn]:
    """The conversation so far, first turn first."""
    found = []
    for earlier in history:
        if isinstance(earlier, Answer):
            speakers = tuple(c.speaker for c in earlier.citations if c.speaker and c.voice != "author")
            found.append(Turn(earlier.reading, earlier.text, speakers))
        else:
            question, text = earlier
            found.append(Turn(question, text))
    return found


def stand_alone(question: str, history: Sequence[Turn]) -> str:
    """The question with what it leans on put in; the same question when it leans on nothing.

    >>> stand_alone("What did he say about it?", [Turn("Who is the envoy?", "Alexander Matsegora.")])
    'What did Alexander Matsegora say about it?'
    """
    if not history:
        return question
    person = _PERSON.search(question)
    if person:
        name = _antecedent(history)
        if name:
            return _put(question, person, name)
    leans = person or _THING.search(question) or _MORE.match(question) or len(question.split()) <= 3
    return f"{history[-1].question} {question}" if leans else question


def _antecedent(history: Sequence[Turn]) -> str | None:
    """The person spoken of last: named in the latest question, else in its answer, else its speaker."""
    for turn in reversed(history):
        in_question = [name for name in _names(turn.question) if " " in name]
        in_text = [name for name in _names(turn.text) if " " in name]
        for name in (*in_question[-1:], *in_text[:1], *turn.speakers[:1]):
            return name
    return None


def _names(text: str) -> list[str]:
    return [found for found in _NAME.findall(_OPENING.sub("", text)) if found]


def _put(question: str, pronoun: re.Match[str], name: str) -> str:
    """The name in the pronoun's place, with a possessive ending where the pronoun had one."""
    word = pronoun[1].lower()
    owns = word in ("his", "hers") or (word == "her" and re.match(r"\s+[a-z]", question[pronoun.end() :]) is not None)
    return question[: pronoun.start()] + name + ("’s" if owns else "") + question[pronoun.end() :]
