"""From a noun phrase or pronoun to the speaker it stands for, or to nobody."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from index.article import Article, Span
from index.blocks import blocks
from index.cue_words import (
    BEARERS,
    COURTESY,
    DOCUMENT_NOUNS,
    EXPLETIVES,
    GROUP_NOUNS,
    INDEFINITE,
    IT,
    PRONOUNS,
    THEY,
    gender,
    is_person_noun,
)
from index.cues import Cue
from index.phrases import Description, describe, head
from index.speakers import Roster, Speaker, agrees

_LOOK_BACK = 1_500  # characters: a pronoun further from its name is not told by it
_JUST_BEFORE = 600  # characters: a surname that two people share is the one's who spoke so near
_COMMA = re.compile(r",\s")  # “The Widow, she says, is flat”: not the Widow
_DOCUMENT = re.compile(r"(?:An?|The|His|Her|Its|Their)\s(?:[a-z’'-]+\s)?(?P<noun>[a-z]+)\s(?:was|is|had|has)\s")
_BORNE = re.compile(rf"\b(?:[Aa]n?|[Tt]he)\s(?:[a-z’'-]+\s)?(?P<noun>{'|'.join(sorted(DOCUMENT_NOUNS | BEARERS))})\b")
_SUBORDINATE = re.compile(r"\b(?:because|since|when|after|before|while|although|though|if|until)\b")
_GROUP = re.compile(
    r"(?:(?:But|And|Yet|So) )?(?:[Tt]he|[Ii]ts|[Aa]n?) (?P<name>(?:[\w’'-]+ ){0,3}(?P<noun>\w+))(?= [a-z]+(?:ed|s|d)\b)"
)
_NOMINATIVE = {"his": "he", "him": "he", "her": "she", "hers": "she", "its": "it", "their": "they"}


@dataclass(frozen=True)
class Source:
    """Who says it, by which words, and where both stand; `writer` when it is the writer (“I said”)."""

    name: str | None
    role: str | None
    cue: str | None
    span: Span | None
    cue_span: Span | None
    writer: bool = False


def _looks_like_person(name: str) -> bool:
    """Whether a name that speaks has two or three words, none of them a body's."""
    words = name.lower().split()
    return 2 <= len(words) <= 3 and not any(w in GROUP_NOUNS | DOCUMENT_NOUNS or w in ("of", "the", "&") for w in words)


class Resolver:
    """Resolves the subjects of cues in reading order, remembering who spoke."""

    def __init__(self, article: Article, people: Sequence[Span]) -> None:
        self.text = article.text
        self.people = people
        self.paragraphs = blocks(article)
        self.roster = Roster(article.text, people)
        self.spoken: list[tuple[int, Speaker]] = []
        self.author = article.author

    def source(self, cue: Cue) -> Source:
        """The source of a cue; its name is None when the text does not tell."""
        if cue.subject is None or cue.writer:
            return Source(None, None, cue.phrase, cue.subject, cue.span, cue.writer)
        words = self.text[slice(*cue.subject)].lower()
        if (
            words in EXPLETIVES or words in INDEFINITE or words.split()[0] in INDEFINITE - {"most", "both", "all"}
        ) and words not in IT:
            return Source(None, None, cue.phrase, cue.subject, cue.span)
        if words in PRONOUNS:
            return self._from_pronoun(cue, words)
        return self._from_phrase(cue, cue.subject)

    def label(self, label: str, span: Span) -> Source:
        """The source that a transcript's label names: in full where the article has the name in full."""
        if label.lower() in ("", "a", "answer"):
            return self._interviewed(span)
        cased = label if not label.isupper() else self._cased(label)
        speaker = self.roster.fullest(cased)
        return Source(speaker.name, speaker.role, None, span, None)

    def only_person(self, start: int, end: int) -> Source | None:
        """The source when exactly one person is named, or one pronoun tells, between two offsets."""
        inside = self.roster.people_in(start, end)
        if len({speaker.name for _, speaker in inside}) == 1:
            span, speaker = inside[0]
            self.spoken.append((span[0], speaker))
            return Source(speaker.name, speaker.role, None, span, None)
        match = re.search(r"\b(?:[Hh]e|[Ss]he)\b", self.text[start:end])
        if not inside and match:
            span = (start + match.start(), start + match.end())
            found = self._antecedent(match[0].lower(), span[0])
            return Source(found.name, found.role, None, span, None) if found else None
        return None

    def _from_pronoun(self, cue: Cue, words: str) -> Source:
        assert cue.subject is not None
        found = self._antecedent(words, cue.subject[0])
        if found is None:
            return Source(None, None, cue.phrase, cue.subject, cue.span)
        self.spoken.append((cue.subject[0], found))
        return Source(found.name, found.role, cue.phrase, cue.subject, cue.span)

    def _from_phrase(self, cue: Cue, subject: Span) -> Source:
        told = describe(self.text, subject, self.people)
        speaker = self._speaker(told, subject[0])
        if told.name is not None or not self._is_example(cue, subject[0]):
            self.spoken.append((told.span[0], speaker))
        return Source(speaker.name, speaker.role, cue.phrase, told.span, cue.span)

    def _is_example(self, cue: Cue, at: int) -> bool:
        """Whether “a woman who …” is only told of beside somebody named: “Ann Lee spoke like a woman who believes …”."""
        told_of = re.match(r"(?i)an? [^,;]*\bwho\b", self.text[at : cue.span[0]])
        return bool(told_of and self.roster.people_in(cue.sentence[0], at))

    def _speaker(self, told: Description, at: int) -> Speaker:
        if told.name is not None:
            speaker = self.roster.fullest(told.name)
            if shared := self.roster.sharing(told.name):
                speaker = self._one_of(shared, told, at) or self.roster.names.get(told.name) or speaker
            speaker.role = speaker.role or told.role
            speaker.gender = speaker.gender or told.gender
            speaker.told = speaker.told or bool(told.gender or (told.role and is_person_noun(head(told.role))))
            speaker.person = speaker.person or speaker.told or _looks_like_person(speaker.name)
            return speaker
        role, noun = told.role or "", told.noun or ""
        kin = re.match(r"(?i)(?:his|her|their)\b", self.text[at : at + 6]) and " " not in role and gender(noun)
        if kin and (known := self.roster.by_noun(noun, at)):
            return known
        if re.match(r"(?i)the\b", self.text[at : at + 4]):
            of_age = noun.endswith("-old") or noun in ("mother", "father", "grandmother", "grandfather")
            known = self.roster.by_noun(noun, at) or self._called(noun, at) or (self._of_age(at) if of_age else None)
            known = known or self._issuing(noun, at)
            if known:
                return known
        return Speaker(role or noun, None, told.gender, is_person_noun(noun), True, [told.span])

    def _one_of(self, shared: Sequence[Speaker], told: Description, at: int) -> Speaker | None:
        """Which of the people who share a surname is meant: the only one whom the title fits, or who spoke just before."""
        fitting = [s for s in shared if told.gender is None or s.gender in (None, told.gender)]
        title = self.text[: told.span[0]].split()[-1:]
        if len(fitting) > 1 and title and title[0].lower() in COURTESY:  # “Miss” is not she who was “Mrs” before
            fitting = [s for s in fitting if s.courtesy in (None, title[0].lower())]
        if len(fitting) == 1:
            return fitting[0]
        spoke = [s for offset, s in self.spoken if at - _JUST_BEFORE <= offset < at and s in fitting]
        return spoke[-1] if spoke and len({s.name for s in spoke}) == 1 else None

    def _called(self, noun: str, at: int) -> Speaker | None:
        """Who spoke before, without a name, under the same noun: “A Western diplomat … the diplomat”."""
        before = [s for offset, s in self.spoken if at - _LOOK_BACK <= offset < at and s.name not in self.roster.names]
        return next((s for s in reversed(before) if head(s.name).lower() == noun), None)

    def _issuing(self, noun: str, at: int) -> Speaker | None:
        """Whose document it is: “In a statement, the ministry accused them. … the statement said.”"""
        if noun not in DOCUMENT_NOUNS:
            return None
        start = next((a for a, b in self.paragraphs if a <= at < b), 0)
        issued = list(re.finditer(rf"\bIn (?:an?|its|his|her|their) (?:\w+ )?{noun}\b", self.text[start:at]))
        spoke = [s for offset, s in self.spoken if issued and start + issued[-1].end() <= offset < at]
        return spoke[0] if spoke else None

    def _of_age(self, at: int) -> Speaker | None:
        """The only person named in the sentence before, for “the 19-year-old”."""
        for first, last in self._sentences_back(max(0, at - _LOOK_BACK), at)[:4]:
            names = {s.name: s for _, s in self.roster.people_in(first, last)}
            if names:
                return next(iter(names.values())) if len(names) == 1 else None
        return None

    def _antecedent(self, pronoun: str, at: int) -> Speaker | None:
        """Who a pronoun stands for, by the nearest sentence with a fitting name; None when it leaves a choice.

        Further away than the paragraph before, those whose gender the article tells come first.
        """
        pronoun = _NOMINATIVE.get(pronoun, pronoun)
        if pronoun in IT | THEY:
            return self._last_group(pronoun, at)
        back = self._sentences_back(max(0, at - _LOOK_BACK), at)
        near = self._two_paragraphs(at)
        close = [span for span in back if span[0] >= near]
        return (
            self._nearest(pronoun, close, at)
            or self._nearest(pronoun, back, at, told=True)
            or self._nearest(pronoun, back, at)
        )

    def _nearest(self, pronoun: str, back: Sequence[Span], at: int, *, told: bool = False) -> Speaker | None:
        for first, last in back:
            near = [(span, s) for span, s in self.roster.people_in(first, last) if agrees(pronoun, s)]
            near += [((o, o), s) for o, s in self._spoke(first, last, pronoun) if agrees(pronoun, s)]
            near = [pair for pair in near if (pair[1].gender or not told) and not self._in_byline(*pair)]
            near = [pair for pair in near if not _COMMA.fullmatch(self.text[pair[0][1] : at])]
            names = {s.name for _, s in near}
            if not names:
                continue
            spoke = {s.name: s for o, s in self.spoken if first <= o < last and s.name in names}
            one = next(iter(spoke.values())) if len(spoke) == 1 else None
            inside = sorted(near, key=lambda pair: pair[0])
            choice = self._of_main_clause(first, inside) or one or self._choose([s for _, s in inside], names)
            if choice and choice.gender is None and len(names) == 1:
                choice.gender = gender(pronoun)
            return choice
        return None

    def _in_byline(self, span: Span, named: Speaker) -> bool:
        """Whether the name is the writer's in the line that says who wrote the article: no “he” means that one."""
        line = self.text[self.text.rfind("\n", 0, span[0]) + 1 : span[0]]
        return named.name in (self.author or "") and bool(re.match(r"(?i)\s*by\s", line))

    def _of_main_clause(self, first: int, near: Sequence[tuple[Span, Speaker]]) -> Speaker | None:
        """Who opens the sentence, where all others stand behind a “because” or a “when”."""
        (start, end), speaker = near[0]
        others = [span[0] for span, other in near if other.name != speaker.name]
        if start == end or self.text[first:start].strip() or not others:
            return None
        return speaker if _SUBORDINATE.search(self.text[end : min(others)]) else None

    def _spoke(self, first: int, last: int, pronoun: str) -> list[tuple[int, Speaker]]:
        """Who spoke between two offsets; nobody unnamed who spoke to or of “her” or “him”: he is not the one."""
        rest = self.text[first:last]
        # “His” may be the speaker's own: “a man who took his daughter away”.
        of_another = re.search(r"\shim\b" if pronoun == "he" else r"\s(?:him|her|his)\b", rest)
        spoke = [(o, s) for o, s in self.spoken if first <= o < last]
        return [(o, s) for o, s in spoke if s.gender or not of_another or s.name in self.roster.names]

    def _two_paragraphs(self, at: int) -> int:
        """Where the paragraph before the one of an offset starts."""
        starts = [start for start, _ in self.paragraphs if start <= at]
        return starts[-2] if len(starts) > 1 else 0

    def _choose(self, near: list[Speaker], names: set[str]) -> Speaker | None:
        if len(names) == 1:
            return near[0]
        told = {s.name: s for s in near if s.gender is not None}
        spoke = [s for _, s in self.spoken if s.name in names]
        if len(told) == 1:
            return next(iter(told.values()))
        return spoke[-1] if spoke else None

    def _last_group(self, pronoun: str, at: int) -> Speaker | None:
        recent = [s for o, s in self.spoken if at - _LOOK_BACK <= o < at]
        document = self._document(at) if pronoun in IT else None
        group = document or self._body(at)
        if group or not recent:
            return group
        return recent[-1] if not (recent[-1].told and recent[-1].person) else None

    def _body(self, at: int) -> Speaker | None:
        """The group that the sentence before is about, in the same paragraph: “The ministry was silent. It said:”."""
        start = next((a for a, b in self.paragraphs if a <= at < b), 0)
        for first, last in self._sentences_back(start, at)[1:3]:
            match = _GROUP.match(self.text, first, last)
            if match and match["noun"].lower() in GROUP_NOUNS:
                return self.roster.names.get(match["name"]) or Speaker(
                    match["name"], None, None, False, True, [match.span("name")]
                )
        return None

    def _document(self, at: int) -> Speaker | None:
        """What the sentence before is about, where that can be read: “A note was left. It read:”."""
        start = next((a for a, b in self.paragraphs if a <= at < b), 0)
        sentences = self._sentences_back(start, at)
        match = _DOCUMENT.match(self.text, *sentences[0]) if sentences else None
        if sentences and re.match(r"It reads?\b", self.text[at : at + 12]):
            borne = list(_BORNE.finditer(self.text, *sentences[0]))
            match = borne[-1] if borne else match
        if not match or match["noun"].lower() not in DOCUMENT_NOUNS | BEARERS:
            return None
        return Speaker(match["noun"], None, None, False, True, [match.span("noun")])

    def _sentences_back(self, start: int, at: int) -> list[Span]:
        borders = [start, *(start + m.end() for m in re.finditer(r"[.!?]”?\s+|\n+", self.text[start:at])), at]
        return [(a, b) for a, b in pairwise(borders) if a < b][::-1]

    def _cased(self, label: str) -> str:
        """A label in capitals as the text writes the name, where it does."""
        match = re.search(rf"\b{re.escape(label)}\b", self.text, re.I)
        for match in re.finditer(rf"\b{re.escape(label)}\b", self.text, re.I):
            if not match[0].isupper():
                return match[0]
        return label.title()

    def _interviewed(self, span: Span) -> Source:
        """The only person, the writer apart, who is named before the first answer, by the most mentions."""
        people = [s for _, s in self.roster.people_in(0, span[0]) if s.name != self.author and " " in s.name]
        counts = sorted({s.name: people.count(s) for s in people}.items(), key=lambda pair: -pair[1])
        if not counts or (len(counts) > 1 and counts[0][1] == counts[1][1]):
            return Source(None, None, None, None, None)
        speaker = self.roster.fullest(counts[0][0])
        return Source(speaker.name, speaker.role, None, min(speaker.mentions), None)
