"""Who the speakers are: names at their fullest, roles, and what a pronoun stands for."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from index.article import Span
from index.cue_words import (
    COURTESY,
    DOCUMENT_NOUNS,
    GROUP_NOUNS,
    IT,
    PRONOUNS,
    THEY,
    TITLES,
    gender,
    is_person_noun,
    words,
)

_WORD = r"[A-ZÀ-ÖØ-Þ](?:[\w’'-]|\.(?=\s[A-ZÀ-Þ])|\.(?=[A-Z]))*"
_PARTICLE = r"(?:de|da|di|del|della|van|von|der|den|bin|al|el|la|le|du|dos|ten|of)"
_RUN = re.compile(rf"{_WORD}(?:\s(?:{_PARTICLE}\s(?:{_PARTICLE}\s)?)?{_WORD}|\s&\s{_WORD})*")
_OPENERS = words("""
    the a an when while after before but and or so in on at by for from with as if although though since
    because until yet still now then there here this that these those it he she they we i you his her their
    its our my your who what why how where not no yes also meanwhile however last next despite asked
    according during under over even only one two three four five six some many most all both each every nor
    once later earlier today yesterday monday tuesday wednesday thursday friday saturday sunday like instead
    nobody nothing about q a
""")
_APPOSITION = re.compile(
    rf"(?P<more>\s(?:to|of|for|at|in|with|on)\s[^,.;:“”\"\n]{{2,60}})?, (?P<name>{_RUN.pattern})"
    r"(?=[,.:;]|\s[a-z]+ed\b|\ssa[iy]|\n|$)"
)
_POSSESSIVE = re.compile(r"[’']s?$")


@dataclass
class Speaker:
    """Somebody who may speak: the fullest name, role, "m" or "f" where told, and mentions."""

    name: str
    role: str | None = None
    gender: str | None = None
    person: bool = False
    mentions: list[Span] = field(default_factory=list)


@dataclass(frozen=True)
class Description:
    """What a noun phrase tells of its speaker: name, role, gender, and the name's or noun's span."""

    name: str | None
    role: str | None
    noun: str | None
    gender: str | None
    span: Span


def describe(text: str, span: Span, people: Iterable[Span] = ()) -> Description:
    """A noun phrase taken apart into name and role; `people` are spans of names known to be people's.

    >>> said = "White House press secretary Sarah Sanders"
    >>> found = describe(said, (0, len(said)))
    >>> found.name, found.role
    ('Sarah Sanders', 'White House press secretary')
    """
    start, end = span
    for first, last in people:
        if start <= first and last <= end and not _POSSESSIVE.search(text[first:last]) and not _owns(text, last):
            role = _role_before(text, start, first)
            if last == end or role or text[last] in ",( ":
                return _named(text, first, last, role or _role_after(text, last))
    runs = [m.span() for m in _RUN.finditer(text, start, end)]
    if runs and runs[-1][1] == end and not _is_common(text, runs[-1]):
        return _proper(text, start, runs[-1])
    return _common(text, start, end)


def _owns(text: str, end: int) -> bool:
    return bool(re.match(r"[’']s\b|[’'](?=\s)", text[end : end + 3]))


def _is_common(text: str, run: Span) -> bool:
    return text[slice(*run)].lower() in (_OPENERS | GROUP_NOUNS | DOCUMENT_NOUNS)


def _proper(text: str, start: int, run: Span) -> Description:
    first, last = run
    first = _skip(text, first, last, _OPENERS)
    role = _role_before(text, start, first)
    bare = _skip(text, first, last, TITLES)
    if first < bare < last and not _is_office(text, first, last):
        title = " ".join(word for word in text[first:bare].split() if word.lower() not in COURTESY)
        told = next((g for word in text[first:bare].split() if (g := gender(word))), None)
        found = _named(text, bare, last, " ".join(filter(None, [role, title])) or _role_after(text, last))
        return Description(found.name, found.role, None, told or found.gender, found.span)
    return _named(text, first, last, role or _role_after(text, last))


def _is_office(text: str, first: int, last: int) -> bool:
    """Whether a capitalised run is an office or a body ("State Department"), not a titled name."""
    return text[first:last].split()[-1].lower() in (GROUP_NOUNS | DOCUMENT_NOUNS | TITLES)


def _skip(text: str, first: int, last: int, words: frozenset[str]) -> int:
    for match in re.finditer(r"\S+\s*", text[first:last]):
        if match[0].strip().lower() not in words or first + match.end() >= last:
            return first + match.start()
    return first


def _named(text: str, first: int, last: int, role: str | None) -> Description:
    told = next((g for word in (role or "").split() if (g := gender(word))), None)
    return Description(" ".join(text[first:last].split()), role or None, None, told, (first, last))


def _role_before(text: str, start: int, first: int) -> str | None:
    """The role that stands right before a name, without its article, or None."""
    before = " ".join(text[start:first].split())
    if not before or not is_person_noun(before.split()[-1].rstrip(",")):
        return None
    return bare(before.rstrip(",")) or None


def _role_after(text: str, last: int) -> str | None:
    """The role between the commas after a name: “Ann Lee, the town’s mayor, said”."""
    match = re.match(
        r", ((?:(?:who is|the|a|an|its|his|her|their) )?[^,.;:“”\"()\n]{3,90})(?=[,.;)])",
        text[last : last + 110],
    )
    if not match or not any(
        is_person_noun(word) for word in re.findall(r"[\w-]+", match[1].split(" of ")[0].split(" at ")[0])
    ):
        return None
    role = re.split(r" (?:who|which|that|whose) ", match[1].removeprefix("who is "))[0]
    return None if re.match(r"(?:and|but|who|said|which|adding)\b", role) else bare(role)


def bare(phrase: str) -> str:
    """A noun phrase without its article or possessor.

    >>> bare("the company"), bare("Its Missile Defense Review"), bare("a 40-year-old teacher")
    ('company', 'Missile Defense Review', '40-year-old teacher')
    """
    return re.sub(
        r"^(?:the|a|an|its|his|her|their|our|this|that|one|another)\s+",
        "",
        " ".join(phrase.split()),
        flags=re.I,
    )


def _common(text: str, start: int, end: int) -> Description:
    """A speaker without a name; the name when it follows in apposition ("the envoy, Alexander Matsegora")."""
    phrase = " ".join(text[start:end].split())
    nouns = re.findall(r"[\w’'-]+", re.split(r"\s(?:to|of|for|in|at|from|with|on|by|who|that)\s", phrase)[0])
    noun = nouns[-1] if nouns else phrase
    match = _APPOSITION.match(text, end)
    if match and is_person_noun(noun) and _skip(match["name"], 0, len(match["name"]), _OPENERS) == 0:
        return _named(text, *match.span("name"), bare(phrase + (match["more"] or "")))
    told = next((g for word in nouns if (g := gender(word))), None)
    return Description(None, bare(phrase), noun.lower(), told, (start, end))


class Roster:
    """Everyone whom an article names, found in reading order."""

    def __init__(self, text: str, people: Iterable[Span]) -> None:
        self.text = text
        self.people = tuple(people)
        self.names: dict[str, Speaker] = {}
        self._runs = self._find_runs()
        for first, last in self._runs:
            self._add(first, last)

    def _find_runs(self) -> list[Span]:
        """Spans of capitalised names of one word and more, without the words before them."""
        spans = []
        for match in _RUN.finditer(self.text):
            first = _skip(self.text, match.start(), match.end(), _OPENERS)
            first = _skip(self.text, first, match.end(), TITLES)
            last = first + len(_POSSESSIVE.sub("", self.text[first : match.end()]))
            if self.text[first:last].lower() not in _OPENERS | TITLES:
                spans.append((first, last))
        return spans

    def _add(self, first: int, last: int) -> None:
        name = " ".join(self.text[first:last].split())
        speaker = self.names.setdefault(name, Speaker(name))
        speaker.mentions.append((first, last))
        line = max(self.text.rfind(mark, 0, first) for mark in '\n.,;:“”"')
        before = re.search(r"((?:[\w’'-]+\s){0,6})$", self.text[line + 1 : first])
        left = first - len(before[1]) if before else first
        found = describe(self.text, (max(left, line + 1), last), [(first, last)] if " " in name else ())
        known = any(a < last and first < b for a, b in self.people)
        speaker.role = speaker.role or found.role
        speaker.gender = speaker.gender or found.gender
        speaker.person = speaker.person or known or bool(found.role or found.gender)

    def fullest(self, name: str) -> Speaker:
        """The speaker with the fullest name that this one shortens; the name itself when two people share it.

        >>> roster = Roster("Ann Lee left. Lee waved. Bo Hu and Ida Hu stayed.", [])
        >>> roster.fullest("Lee").name, roster.fullest("Hu").name
        ('Ann Lee', 'Hu')
        """
        words = name.split()
        longer = []
        for other in self.names.values():
            parts = other.name.split()
            if (
                len(parts) > len(words)
                and len(parts) <= 5
                and (parts[-len(words) :] == words or parts[: len(words)] == words)
            ):
                longer.append(other)
        own = self.names.get(name) or self.names.setdefault(name, Speaker(name))
        endings = [other for other in longer if other.name.split()[-len(words) :] == words]
        starts = [other for other in longer if other not in endings and other.person and len(words) == 1]
        choice = _one_person(endings) or (_one_person(starts) if not endings else None)
        return choice or own

    def by_noun(self, noun: str, before: int) -> Speaker | None:
        """The only speaker so far whose name or role ends in this noun ("the envoy"), or None."""
        found = {}
        for speaker in self.names.values():
            first = min((start for start, _ in speaker.mentions), default=before)
            role = re.split(r"\s(?:to|of|for|in|at)\s", (speaker.role or "").lower())[0].split()
            named = speaker.name.lower().split()
            if first < before and (role[-1:] == [noun] or (len(named) > 1 and named[-1] == noun)):
                found[self.fullest(speaker.name).name] = self.fullest(speaker.name)
        return next(iter(found.values())) if len(found) == 1 else None

    def people_in(self, start: int, end: int) -> list[tuple[Span, Speaker]]:
        """People named between two offsets, in order, each by the fullest name."""
        found = []
        for speaker in self.names.values():
            full = self.fullest(speaker.name)
            if full.person or speaker.person:
                found += [(span, full) for span in speaker.mentions if start <= span[0] < end]
        return sorted(found, key=lambda pair: pair[0])


def _one_person(candidates: list[Speaker]) -> Speaker | None:
    """The longest name when all of them are forms of one ("Kim Lee" and "Ann Kim Lee"), or None."""
    if not candidates:
        return None
    longest = max(candidates, key=lambda speaker: len(speaker.name))
    same = all(set(other.name.split()) <= set(longest.name.split()) for other in candidates)
    return longest if same else None


def agrees(pronoun: str, speaker: Speaker) -> bool:
    """Whether a pronoun may stand for this speaker: a person for "he" and "she", none for "it"."""
    word = pronoun.lower()
    if word in IT:
        return not speaker.person
    if word in THEY:
        return True
    told = gender(word)
    return speaker.person and speaker.gender in (None, told) and word in PRONOUNS
