"""Questions that lean on earlier ones, made to stand alone: a pronoun gets its name, half a question its other half."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from assistant import small_talk
from assistant.answer import MARKER, Answer
from assistant.question import asks_who_disagrees, asks_who_said
from index.cue_words import is_person_noun
from index.first_names import gender_of
from index.parsing import Token, parse

Earlier = Answer | tuple[str, str] | Sequence[str]
"""A turn of the conversation: an Answer, or a question and the text that answered it."""

_PERSON = re.compile(r"\b(he|she|him|her|his|hers)\b", re.I)
_GENDERS = {**dict.fromkeys(("he", "him", "his"), "m"), **dict.fromkeys(("she", "her", "hers"), "f")}
_GROUP = re.compile(r"\b(they|them|their|theirs)\b", re.I)
_THING = re.compile(
    r"\b(it|its)\b|\b(this|that)\b(?=\s*(?:[?.,!]|$|(?:is|was|be|been|happen\w*|mean\w*|cost\w*|take|end|begin|start)\b))",
    re.I,
)
_IDLE = re.compile(  # what points at something told rather than at a thing, beside a person: "did she say that", "how long did it take her"
    r"\b(?:this|that)\b|\b(?:do|doing|done|make|makes|made|mean|means|meant) it\b|\bit (?:take|took|happen\w*|rain\w*|snow\w*|when|for)\b",
    re.I,
)
_EMPTY = re.compile(  # "it" that stands for what follows: "is it true that", "what was it he did"
    r"\bit\s+(?:he|she|they)\b|\bit(?:\s+(?:is|was|be|seems?))?(?:\s+\w+ly|\s+(?:still|so|not|ever|even|just|too|as|always))*\s+\w+\s+(?:to|that|if|for|when|whether|how|why)\b",
    re.I,
)
_OWNING = ("his", "hers", "its", "their", "theirs")
_UNNAMED = re.compile(  # noun phrases that name nothing by themselves
    r"(?:any|some|no|what|which|whose|how|other|many|more|every|each|his|her|its|their|this|that|these|those|my|your|our)\b",
    re.I,
)
_MORE = re.compile(r"^\W*(?:and|but|so|also|what about|how about)\b[\s,]*", re.I)
_LEANS = re.compile(
    r"\b(?:he|she|him|her|his|hers|they|them|theirs?|its?|this|that|these|those|there|then|others?|else|another|next|also|more|any|after|again|too)\b",
    re.I,
)
_SHORT = 5  # words of a question that may lean on the last answer without saying so ("What year?")
_QUOTE_CHARS = 160  # of what was said, in "Who said that?": enough to find it again


@dataclass(frozen=True)
class Turn:
    """An earlier question as it was understood, its answer, the words that it cited, and whose they were."""

    question: str
    text: str
    speakers: tuple[str, ...] = ()
    quote: str = ""


def turns(history: Sequence[Earlier]) -> list[Turn]:
    """The conversation so far, without greetings, first turn first, each question as it was understood after those before it."""
    found: list[Turn] = []
    for earlier in history:
        if not small_talk.reply(earlier.question if isinstance(earlier, Answer) else earlier[0]):
            found.append(_turn(earlier, found))
    return found


def _turn(earlier: Earlier, before: Sequence[Turn]) -> Turn:
    if not isinstance(earlier, Answer):
        question, text = earlier
        text = MARKER.sub("", text)
        return Turn(stand_alone(question, before), text, quote=_first_quote(text))
    speakers = tuple(c.speaker for c in earlier.citations if c.speaker and c.voice != "author")
    quote = earlier.citations[0].quote if earlier.citations else ""
    return Turn(earlier.reading, MARKER.sub("", earlier.text), speakers, quote)


def _first_quote(text: str) -> str:
    """The first words in quotation marks, as our answers have them; the whole text where there are none."""
    found = re.search(r"“([^“”]{12,})”", text)
    return found[1] if found else text


def stand_alone(question: str, history: Sequence[Turn], *, taken_back: str = "") -> str:
    """The question with what it leans on put in; the same question when it leans on nothing.

    `taken_back` is the question as it was spoken: a pronoun may mean whom only the words name that were taken back in it.

    >>> stand_alone("What did he say about it?", [Turn("Who is the envoy?", "Alexander Matsegora.")])
    'What did Alexander Matsegora say about it?'
    """
    if not history and not taken_back:
        return question
    if history and asks_who_said(question) and (quoting := _quoting(question, history[-1])):
        return quoting
    meant: list[tuple[re.Match[str], str]] = []
    for pattern, antecedents in ((_PERSON, _people), (_GROUP, _groups), (_THING, _things)):
        pronoun = pattern.search(question)
        if not pronoun or _named_before(question, pronoun.start(), antecedents):
            continue
        if _EMPTY.match(question, pronoun.start()) or (pattern is _THING and _is_idle(question, pronoun.start())):
            continue
        known = [question, *(name for _, name in meant)]
        found = _fitting(known, pronoun, antecedents(Turn(taken_back, "")))
        found = found or _antecedent(known, pronoun, antecedents, history)
        meant += [(pronoun, found)] if found else []
    if meant:
        return _put(question, meant)
    return _completed(question, history[-1]) if history else question


def _quoting(question: str, turn: Turn) -> str | None:
    """“Who said that?” with the words that were cited last; who is against it only where somebody has said it."""
    if not turn.quote or not (end := re.search(r"\b(?:that|this|it|so)\W*$", question, re.I)):
        return None
    if asks_who_disagrees(question) and not turn.speakers and any(_things(turn)):
        return None
    return f"{question[: end.start()]}“{_begun(turn.quote)}”?"


def leans(question: str) -> bool:
    """Whether a question may go on from the last answer: it has a word that points back, or is short and names nothing.

    >>> leans("What did he do next?"), leans("How long?"), leans("How long is the Bering Strait?")
    (True, True, False)
    """
    if _LEANS.search(question):
        return True
    return len(question.split()) <= _SHORT and not any(token.pos == "PROPN" for token in _parsed(question))


def _antecedent(
    known: Sequence[str], pronoun: re.Match[str], antecedents: Callable[[Turn], Iterator[str]], history: Sequence[Turn]
) -> str | None:
    """The name that is meant. None where an earlier question already leaned on somebody whom nothing names."""
    for turn in reversed(history):
        if name := _fitting(known, pronoun, antecedents(turn)):
            return name
        if pronoun.re.search(turn.question):
            return None
    return None


def _fitting(known: Sequence[str], pronoun: re.Match[str], names: Iterator[str]) -> str | None:
    """The first name that the pronoun may mean, and that is not in what is known of the question already."""
    told = "\n".join(known).casefold()
    return next((name for name in names if name.casefold() not in told and _agrees(pronoun[0], name)), None)


def _agrees(pronoun: str, name: str) -> bool:
    """Whether a name may be meant by a pronoun: no woman by "he", no man by "she".

    >>> _agrees("she", "Peter Almquist"), _agrees("her", "Dana Roth"), _agrees("it", "Peter")
    (False, True, True)
    """
    gender = _GENDERS.get(pronoun.lower())
    return gender is None or gender_of(name) in (None, gender)


def _begun(quote: str) -> str:
    words = " ".join(quote.split()).strip('“”"«» ')
    return words if len(words) <= _QUOTE_CHARS else words[:_QUOTE_CHARS].rsplit(" ", 1)[0]


def _named_before(question: str, end: int, antecedents: object) -> bool:
    """Whether the question itself names somebody, or something, before its pronoun."""
    before = _parsed(question[:end])
    if antecedents is _people:
        return any(t.entity in _PEOPLE or (t.pos == "PROPN" and t.entity not in _PLACES) for t in before)
    return any(True for _ in _nouns(before))


def _is_idle(question: str, place: int) -> bool:
    """Whether the word there means what was told, in a question that has a person's pronoun: “What did she do after that?”"""
    beside = _PERSON.search(question) or _GROUP.search(question)
    return bool(beside) and any(match.start() <= place < match.end() for match in _IDLE.finditer(question))


def _put(question: str, meant: Sequence[tuple[re.Match[str], str]]) -> str:
    """The names in the place of their pronouns, with a possessive ending where a pronoun had one."""
    hers = {token.start for token in _parsed(question) if token.tag == "PRP$"}  # “her boat”, not “saw her”
    for pronoun, name in sorted(meant, key=lambda one: -one[0].start()):
        ending = "’s" if pronoun[0].lower() in _OWNING or pronoun.start() in hers else ""
        question = question[: pronoun.start()] + name + ending + question[pronoun.end() :]
    return question


def _completed(question: str, turn: Turn) -> str:
    """Half a question ("And in Singapore?", "Why?") with the earlier one's other half; any other as it is."""
    earlier = turn.question
    opening = _MORE.match(question)
    rest = question[opening.end() :] if opening else question
    tokens = _parsed(rest)
    if any(token.pos in ("VERB", "AUX") for token in tokens) or not (opening or len(tokens) <= 5):
        return question
    if (exchanged := _exchanged(earlier, tokens)) is not None:
        return exchanged
    earlier = _MORE.sub("", earlier)
    if any(token.tag in _ASKING for token in tokens[:2]) and tokens[0].tag in (*_ASKING, "IN"):  # “Why?”, “Until when?”
        return _asked_anew(rest, earlier, turn.speakers)
    if tokens and tokens[0].pos == "ADP":
        return f"{earlier.rstrip(' ?.')}, {rest[:1].lower()}{rest[1:]}"
    return question


def _asked_anew(asking: str, earlier: str, speakers: Sequence[str]) -> str:
    """The earlier question with other words to ask it by ("What year?"); of who said something, its speaker does now."""
    tokens = _parsed(earlier)
    verb = next((token for token in tokens if token.pos in ("AUX", "VERB")), None)
    asks_subject = tokens[0].tag in _ASKING and tokens[0].dep in _SUBJECTS  # “Who is against it?”
    if verb and speakers and asks_who_said(earlier):
        done = verb.text if verb.pos == "AUX" else _DOING.get(verb.tag, "do")
        rest = f"{'' if verb.pos == 'AUX' else f' {verb.lemma}'}{earlier[verb.end :]}"
        return f"{asking.rstrip(' ?.')} {done} {speakers[0]}{rest}"
    if verb is None or verb.pos != "AUX" or asks_subject or (verb.start and tokens[0].tag not in _ASKING):
        return f"{earlier.rstrip(' ?.')}, {asking[:1].lower()}{asking[1:]}"
    rest = earlier[verb.start :]
    return f"{asking.rstrip(' ?.')} {rest[:1].lower()}{rest[1:]}"


def _exchanged(earlier: str, tokens: Sequence[Token]) -> str | None:
    """The earlier question about another one ("What about Bolton?"), when both name one of a kind."""
    labels = {token.entity for token in tokens if token.pos != "PUNCT"}
    if len(labels) != 1 or not (label := labels.pop()):
        return None
    (name,) = [*_entities(tokens, frozenset({label}))][:1]
    before = next(_entities(_parsed(earlier), frozenset({label})), None)
    return earlier.replace(before, name, 1) if before else None


_ASKING = ("WDT", "WP", "WP$", "WRB")
_DOING = {"VBD": "did", "VBN": "did", "VBZ": "does"}

_PEOPLE = frozenset({"PERSON"})
_PLACES = frozenset({"GPE", "LOC", "FAC", "DATE", "EVENT"})
_BODIES = frozenset({"ORG", "GPE", "NORP"})
_TIMES = frozenset({"DATE", "TIME"})
_SUBJECTS = ("nsubj", "nsubjpass")


def _people(turn: Turn) -> Iterator[str]:
    """Who may be meant by "he" or "she": named last in the question, else first in its answer, else who was cited."""
    yield from reversed(list(_entities(_parsed(turn.question), _PEOPLE)))
    if not _PERSON.search(turn.question):  # else the answer tells of somebody else beside whom it was asked about
        yield from _entities(_parsed(turn.text[:600]), _PEOPLE)
        yield from turn.speakers


def _groups(turn: Turn) -> Iterator[str]:
    """Who may be meant by "they"."""
    question = _parsed(turn.question)
    if (
        question and question[0].lemma == "who" and question[0].dep in _SUBJECTS
    ):  # “Who carried the books?”: those who did
        answer = _parsed(turn.text.split("\n")[0].strip(" ."))
        if not any(token.pos in ("VERB", "AUX") for token in answer):
            yield from _joined(answer)
    yield from _joined(question, subjects=True)
    others = list(_joined(question))
    for name in (*_entities(question, _BODIES), *_nouns(question, several=True)):
        yield next((joined for joined in others if joined.startswith(name)), name)
    yield from others
    yield from turn.speakers


def _things(turn: Turn) -> Iterator[str]:
    """What may be meant by "it": the object of the question, else its subject, else what hangs on a preposition."""
    tokens = _parsed(turn.question)
    yield from _nouns(tokens)


def _entities(tokens: Sequence[Token], labels: frozenset[str]) -> Iterator[str]:
    for label, group in groupby(tokens, key=lambda token: token.entity):
        if label in labels:
            yield re.sub(r"\s*[’']s?$", "", _text(list(group)))


def _nouns(tokens: Sequence[Token], *, several: bool = False) -> Iterator[str]:
    """Noun phrases that name no person, one thing or `several`: objects, then subjects, then what hangs on a preposition."""
    for deps in (("dobj", "obj"), ("nsubjpass", "nsubj", "attr"), ("pobj",)):
        for number, token in enumerate(tokens):
            kind = ("NNS", "NNPS") if several else ("NN", "NNP", "NNPS")
            person = token.entity in _PEOPLE or (is_person_noun(token.lemma) and not several)
            if token.dep in deps and token.tag in kind and token.entity not in _TIMES and not person:
                phrase = _phrase(tokens, number)
                if not _UNNAMED.match(phrase) and not (token.pos == "PROPN" and gender_of(phrase)):
                    yield phrase


def _joined(tokens: Sequence[Token], *, subjects: bool = False) -> Iterator[str]:
    """Several that are named together ("Ann Lee and the council"), of `subjects` only those who do or are something."""
    for number, token in enumerate(tokens):
        fits = token.dep in _SUBJECTS if subjects else token.dep != "conj"
        if fits and token.pos in ("NOUN", "PROPN") and token.entity not in _TIMES:
            last = number
            while (other := _with(tokens, last)) is not None:
                last = other
            phrase = _text(tokens[_first(tokens, number) : last + 1])
            if last > number and not _UNNAMED.match(phrase):
                yield re.sub("^(?:The|An?) ", lambda article: article[0].lower(), phrase)


def _with(tokens: Sequence[Token], number: int) -> int | None:
    """The noun that is joined to this one."""
    joined = (n for n, token in enumerate(tokens) if n > number and token.dep == "conj" and token.head == number)
    return next((n for n in joined if tokens[n].pos in ("NOUN", "PROPN")), None)


def _phrase(tokens: Sequence[Token], number: int) -> str:
    """The noun with what stands before it and belongs to it."""
    return _text(tokens[_first(tokens, number) : number + 1])


def _first(tokens: Sequence[Token], number: int) -> int:
    """Where the phrase begins that this noun ends."""
    first = number
    while first and tokens[first - 1].dep in ("det", "amod", "compound", "poss", "nummod", "case", "nmod"):
        first -= 1
    return first


def _text(tokens: Sequence[Token]) -> str:
    parts, end = "", tokens[0].start
    for token in tokens:
        parts += (" " if token.start > end else "") + token.text
        end = token.end
    return parts


def _parsed(text: str) -> tuple[Token, ...]:
    return next(parse([text]), ())
