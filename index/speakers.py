"""Who the speakers are: names at their fullest, with the role and the gender that the article tells."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from index.article import Span
from index.cue_words import COURTESY, IT, OPENERS, PRONOUNS, THEY, TITLES, gender, is_person_noun
from index.first_names import gender_of
from index.phrases import RUN, describe, is_office, name_end, name_start, phrase_start, role_apart

_MAX_WORDS = 5  # of a name


@dataclass
class Speaker:
    """Somebody who may speak: the fullest name, role, "m" or "f" where told, and mentions.

    `person` is whether it is taken for a person, `told` whether the article itself shows that it is one.
    """

    name: str
    role: str | None = None
    gender: str | None = None
    person: bool = False
    told: bool = False
    mentions: list[Span] = field(default_factory=list)
    courtesy: str | None = None
    """The “mrs” before the name, where one stands there."""


class Roster:
    """Everyone whom an article names, found in reading order."""

    def __init__(self, text: str, people: Iterable[Span]) -> None:
        self.text = text
        self.people = tuple(people)
        self.names: dict[str, Speaker] = {}
        self._by_word: dict[str, list[Speaker]] = defaultdict(list)  # by the first word and the last of a name
        for first, last in self._find_names():
            self._add(first, last)
        for short in list(self.names.values()):
            full = self.fullest(short.name)
            full.gender = full.gender or short.gender
            full.role = full.role or short.role

    def _find_names(self) -> list[Span]:
        """Spans of capitalised names of one word and more, without the words before them."""
        spans = []
        for match in RUN.finditer(self.text):
            start = match.start() + (len("Will ") if self._is_question(*match.span()) else 0)
            first, last = self._within_people(name_start(self.text, start, match.end()), match.end())
            last = name_end(self.text, first, last)
            if self.text[first:last].lower() not in OPENERS | TITLES:
                spans.append((first, last))
        return spans

    def _is_question(self, first: int, last: int) -> bool:
        """Whether “Will” before a name opens a question: “Will Halden pay for that?”"""
        opens = re.search(r"(?:[.!?:]\s|[“\"‘]|\n|^)$", self.text[max(0, first - 2) : first])
        asks = re.match(r"\s[a-z][^.!?\n]*\?", self.text[last : last + 200])
        return bool(opens and asks) and self.text[first:last].startswith("Will ")

    def _within_people(self, first: int, last: int) -> Span:
        """The name of the person whom the parse sees in capitalised words, where it sees one of two words."""
        inside = [p for p in self.people if first <= p[0] and p[1] <= last and " " in self.text[slice(*p)]]
        if len(inside) != 1 or is_office(self.text, first, last):
            return first, last
        begin, end = inside[0]
        begin = name_start(self.text, begin, end)
        return (begin, last) if re.match(r"\s[A-ZÀ-Þ]", self.text[end:last]) else (begin, end)

    def _add(self, first: int, last: int) -> None:
        name = " ".join(self.text[first:last].split())
        speaker = self._named(name)
        speaker.mentions.append((first, last))
        line = max(self.text.rfind(mark, 0, first) for mark in '\n.,;:“”"')
        before = re.search(r"((?:[\w’'-]+\.?\s){0,6})$", self.text[line + 1 : first])
        left = phrase_start(self.text, first - len(before[1]), first) if before else first
        found = describe(self.text, (max(left, line + 1), last), [(first, last)] if " " in name else ())
        role = (found.role if found.name == name else None) or (
            role_apart(self.text, first) if name != found.role else None
        )
        known = " " in name and any(a < last and first < b for a, b in self.people)
        title = self.text[left:first].split()[-1:] or [""]
        speaker.role = speaker.role or role
        speaker.courtesy = speaker.courtesy or (title[0].lower() if title[0].lower() in COURTESY else None)
        speaker.gender = speaker.gender or gender(title[0]) or found.gender or _role_gender(role) or gender_of(name)
        speaker.told = speaker.told or bool(role or speaker.gender or title[0].lower() in TITLES)
        if self._is_nickname(name, first):
            speaker.told, speaker.gender = False, None
            return
        speaker.person = speaker.person or known or speaker.told

    def _is_nickname(self, name: str, first: int) -> bool:
        """Whether a word for somebody is the name of a thing: “the Widow”, a bell, but not “the Queen”."""
        return (
            self.text[max(0, first - 4) : first].lower() == "the "
            and is_person_noun(name)
            and name.lower() not in TITLES
        )

    def _named(self, name: str) -> Speaker:
        if name not in self.names:
            self.names[name] = speaker = Speaker(name)
            for word in {name.split()[0], name.split()[-1]}:
                self._by_word[word].append(speaker)
        return self.names[name]

    def fullest(self, name: str) -> Speaker:
        """The speaker with the fullest name that this one shortens; the name itself when two people share it.

        >>> roster = Roster("Ann Lee left. Lee waved. Bo Hu and Ida Hu stayed.", [])
        >>> roster.fullest("Lee").name, roster.fullest("Hu").name
        ('Ann Lee', 'Hu')
        """
        words = name.split()
        own = self._named(name)
        longer = [other for other in self._by_word[words[-1]] if len(words) < len(other.name.split()) <= _MAX_WORDS]
        endings = [other for other in longer if other.name.endswith(" " + " ".join(words))]
        starts = [other for other in longer if other not in endings and other.person and len(words) == 1]
        choice = _one_person(endings) or (_one_person(starts) if not endings else None)
        return choice or _only_fitting(own, endings) or own

    def sharing(self, surname: str) -> list[Speaker]:
        """The people whose names end in this one, when there are several.

        >>> [speaker.name for speaker in Roster("Bo Hu and Ida Hu stayed.", []).sharing("Hu")]
        ['Bo Hu', 'Ida Hu']
        """
        found = [s for s in self.names.values() if s.name.endswith(" " + surname) and len(s.name.split()) <= _MAX_WORDS]
        return found if len(found) > 1 else []

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
        """People named between two offsets, in order, each by the fullest name; possessives only where nobody else is."""
        found = []
        for speaker in self.names.values():
            inside = [span for span in speaker.mentions if start <= span[0] < end]
            if inside and ((full := self.fullest(speaker.name)).person or speaker.person):
                found += [(span, full) for span in inside]
        own = [pair for pair in found if not re.match(r"[’']", self.text[pair[0][1] : pair[0][1] + 1])]
        return sorted(own or found, key=lambda pair: pair[0])


def _only_fitting(own: Speaker, sharing: list[Speaker]) -> Speaker | None:
    """The only one of those who share a surname whom “Mr” or “Miss” before it fits, or None."""
    fitting = [other for other in sharing if own.gender and other.gender in (None, own.gender)]
    return fitting[0] if len(fitting) == 1 else None


def _role_gender(role: str | None) -> str | None:
    return next((told for word in (role or "").split() if (told := gender(word))), None)


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
        return not speaker.told
    if word in THEY:
        return True
    told = gender(word)
    return speaker.person and speaker.gender in (None, told) and word in PRONOUNS
