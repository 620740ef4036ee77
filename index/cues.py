"""Cues: the words that say that somebody says something, with their subject and what they govern."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from index.article import Span
from index.cue_words import (
    ALWAYS_SPEECH,
    DOCUMENT_NOUNS,
    EVIDENCE,
    EXPLETIVES,
    FINDS,
    FIRST,
    GROUP_NOUNS,
    HEARERS,
    INDEFINITE,
    INFINITIVE,
    LABEL,
    NEVER_REPORTS,
    OBJECT,
    PREPOSITION,
    PRONOUNS,
    REFUSES,
    SAY,
    VIEW,
    is_person_noun,
    words,
)
from index.frames import Frame
from index.parsing import Token

_SUBJECTS = ("nsubj", "csubj")
_CLAUSES = ("ccomp", "parataxis")
_NOT_SPOKEN = words("""
    accusation charge claim idea notion fact problem reason result question answer issue point way
""")


@dataclass(frozen=True)
class Cue:
    """A cue in the article: `subject` is the noun phrase that speaks, `contents` what is reported."""

    span: Span
    phrase: str
    lemma: str
    subject: Span | None
    contents: tuple[Span, ...]
    sentence: Span
    writer: bool = False


def cues(tokens: Sequence[Token], frame: Frame) -> list[Cue]:
    """The cues of a parsed frame, in order."""
    return list(_Clauses(tokens, frame).cues())


class _Clauses:
    def __init__(self, tokens: Sequence[Token], frame: Frame) -> None:
        self.tokens = tokens
        self.frame = frame
        self.children: list[list[int]] = [[] for _ in tokens]
        for number, token in enumerate(tokens):
            if token.head != number:
                self.children[token.head].append(number)
        self.last: tuple[int, Span | None, str] | None = None  # sentence, subject and phrase of the cue before

    def cues(self) -> Iterable[Cue]:
        for number, token in enumerate(self.tokens):
            if self.last and self.last[0] != token.sentence:
                self.last = None
            cue = self._according(number) if token.lemma in ("accord", "according") else self._verb(number)
            if cue:
                self.last = (token.sentence, cue.subject, cue.phrase)
                yield cue

    def _according(self, number: int) -> Cue | None:
        """The cue of “according to X”: the rest of the sentence is what X says."""
        to = next(
            (n for n in range(number + 1, min(number + 2, len(self.tokens))) if self.tokens[n].text.lower() == "to"),
            None,
        )
        if to is None:
            return None
        head = next((n for n in self.children[to] if self.tokens[n].dep in ("pobj", "pcomp")), None)
        if head is None:
            return None
        subject = self._phrase(head)
        extent = max([number, to, head, *self._extent(head)])
        sentence = self._sentence(number)
        if number == sentence[0] and extent + 2 >= sentence[1]:  # the parse took the rest of the sentence into the name
            commas = (n for n in range(subject[1], sentence[1]) if self.tokens[n].text == ",")
            extent = next(commas, extent)
        contents = [(sentence[0], number), (extent + 1, sentence[1])]
        return self._cue(number, to, "accord", subject, [self._trim(*c) for c in contents])

    def _verb(self, number: int) -> Cue | None:
        token = self.tokens[number]
        if token.pos not in ("VERB", "AUX") or token.lemma not in SAY | VIEW | EVIDENCE | LABEL | {"hear"}:
            return None
        subject = self._subject(number)
        if subject is None:
            return None
        head = self._head_of(subject)
        if token.lemma == "hear" or (token.lemma == "tell" and self._ends_sentence(number)):
            return self._heard(number, subject, head)
        word = self.tokens[head].text.lower()
        if word in EXPLETIVES and word != "it" and not (word == "one" and subject[1] - subject[0] > 1):
            return None
        contents = self._contents(number, subject, head) if self._may_report(number, head) else []
        phrase = token.text
        if token.lemma == "say" and token.tag == "VBG" and self.last and self.last[1] is not None:
            phrase = f"{self.last[2]} … {phrase}" if self.last[2] not in ("said", "according to") else phrase
        return self._cue(number, number, token.lemma, subject, contents, phrase)

    def _heard(self, number: int, subject: tuple[int, int], head: int) -> Cue | None:
        """The cue of “the court heard that …”, “…, a jury was told”: what is said, by nobody named."""
        if self.tokens[head].lemma not in HEARERS:
            return None
        contents = self._contents(number, subject, head)
        if not contents:
            contents = self._around(range(min(number, subject[0]), number + 1), *self._sentence(number))
        return replace(self._cue(number, number, "hear", subject, contents), subject=None)

    def _ends_sentence(self, number: int) -> bool:
        last = self._sentence(number)[1]
        return number + 1 >= last or self.tokens[number + 1].text in (".", "!", "?")

    def _cue(
        self,
        first: int,
        last: int,
        lemma: str,
        subject: tuple[int, int] | Span,
        contents: list[tuple[int, int]],
        phrase: str | None = None,
    ) -> Cue:
        inside = self.tokens[first : last + 1]
        span = self.frame.to_article(inside[0].start, inside[-1].end)
        sentence = self._sentence(first)
        who = self._span(*subject)
        text = " ".join(word.text for word in inside)
        return Cue(
            span,
            phrase or text.lower(),
            lemma,
            who,
            tuple(self._span(*c) for c in contents if c[0] < c[1]),
            self._span(*sentence),
            writer=self.tokens[subject[0]].text.lower() in FIRST and subject[1] - subject[0] == 1,
        )

    def _subject(self, number: int) -> tuple[int, int] | None:
        """Token range of who speaks with this verb, or None."""
        token = self.tokens[number]
        children = self.children[number]
        passive = any(self.tokens[n].dep in ("nsubjpass", "auxpass") for n in children)
        agent = self._agent(number)
        if agent is not None:
            return self._phrase(agent)
        if passive and token.lemma != "tell":
            return None
        own = next((n for n in children if self.tokens[n].dep in (*_SUBJECTS, "nsubjpass")), None)
        if passive and (own is None or self.tokens[own].lemma not in HEARERS):
            return None
        takes_over = own is None or (own < number and self.tokens[own].lemma in _NOT_SPOKEN)
        if takes_over and token.tag == "VBG" and self.last and self.last[1] is not None:
            return self._back(self.last[1])
        if own is not None:
            if self.tokens[own].text.lower() in ("who", "which", "that") and token.dep == "relcl":
                return self._before_relative(token.head, own) if token.head < number else None
            return self._phrase(own)
        return self._shared_subject(number)

    def _before_relative(self, head: int, pronoun: int) -> tuple[int, int]:
        """The phrase that “, which says” tells of: what stands before the comma where the parse has no noun for it."""
        if self.tokens[head].text.lower() in EXPLETIVES and pronoun > 1 and self.tokens[pronoun - 1].text == ",":
            return self._phrase(pronoun - 2)
        return self._phrase(head)

    def _shared_subject(self, number: int) -> tuple[int, int] | None:
        """The subject that a verb takes over from the one it hangs on: “stood and said”, “rose, saying”."""
        token = self.tokens[number]
        if token.head == number or (token.dep == "advcl" and token.tag == "VBN"):
            return None  # “Asked whether …, she said” is no question of hers
        head = self.tokens[token.head]
        if token.dep == "acl" and token.tag == "VBG":
            return self._phrase(token.head)
        if token.dep in ("conj", "advcl") or (token.dep == "xcomp" and head.lemma in ("go", "continue", "use", "like")):
            own = next(
                (n for n in self.children[token.head] if self.tokens[n].dep in (*_SUBJECTS, "nsubjpass")),
                None,
            )
            if own is not None:
                if self.tokens[own].text.lower() in ("who", "which", "that") and head.dep == "relcl":
                    return self._phrase(head.head)
                return self._phrase(own)
            if head.head != token.head and head.dep in ("conj", "advcl"):
                return self._shared_subject(token.head)
        return None

    def _agent(self, number: int) -> int | None:
        for child in self.children[number]:
            if self.tokens[child].dep == "agent":
                return next((n for n in self.children[child] if self.tokens[n].dep == "pobj"), None)
        return None

    def _back(self, span: Span) -> tuple[int, int] | None:
        """Token range of a span of the article."""
        inside = [n for n, t in enumerate(self.tokens) if span[0] <= self.frame.to_article(t.start, t.end)[0] < span[1]]
        return (inside[0], inside[-1] + 1) if inside else None

    def _phrase(self, head: int) -> tuple[int, int]:
        """Token range of a noun phrase, with “of …” and “for …” after a common noun but nothing else."""
        first = last = head
        for child in self.children[head]:
            token = self.tokens[child]
            if child < head and token.dep not in (
                "punct",
                "relcl",
                "advcl",
                "cc",
                "conj",
                "preconj",
                "advmod",
            ):
                first = min([first, *self._extent(child)])
            elif child > head and token.dep == "prep" and child == last + 1 and self._goes_with(token, head):
                last = max(self._tight(child))
            elif (
                child > head and token.dep == "appos" and token.pos == "PROPN" and min(self._extent(child)) <= last + 1
            ):
                last = child  # “the envoy Ann Lee”, without a comma
        return first, last + 1

    def _goes_with(self, preposition: Token, head: int) -> bool:
        """Whether what a preposition brings belongs to the speaker: “spokesman for the army”, “League of Towns”."""
        word = preposition.text.lower()
        return word == "of" or (
            self.tokens[head].pos != "PROPN" and word in ("for", "to", "at", "in", "with", "from", "by")
        )

    def _tight(self, prep: int) -> list[int]:
        found = [prep]
        for child in self.children[prep]:
            if self.tokens[child].dep == "pobj":
                first, last = self._phrase(child)
                found += range(first, last)
        return found

    def _extent(self, number: int) -> list[int]:
        found, waiting = [], [number]
        while waiting:
            at = waiting.pop()
            found.append(at)
            waiting += self.children[at]
        return found

    def _head_of(self, subject: tuple[int, int]) -> int:
        inside = range(*subject)
        return next((n for n in inside if self.tokens[n].head not in inside), subject[0])

    def _may_report(self, number: int, head: int) -> bool:
        """Whether what this verb governs is somebody's speech or view: neither negated nor imagined."""
        verb, subject = self.tokens[number], self.tokens[head]
        word = subject.text.lower()
        children = [self.tokens[n] for n in self.children[number]]
        if any(c.dep == "neg" or (c.dep == "aux" and c.text.lower() in _IMAGINED) for c in children):
            return False
        if word in FIRST or (word in INDEFINITE and verb.lemma in VIEW):
            return False
        speaks = subject.pos == "PROPN" or word in PRONOUNS or is_person_noun(subject.lemma) or _can_speak(subject)
        if verb.lemma in NEVER_REPORTS and verb.lemma not in ("rule", "point", "post", "observe", "answer"):
            return False
        if verb.lemma in LABEL and verb.lemma in REFUSES | PREPOSITION.keys():
            return speaks
        if verb.lemma in VIEW:
            return speaks and word != "it"
        if verb.lemma in ALWAYS_SPEECH and not (verb.lemma in EVIDENCE and verb.lemma not in ("warn", "note")):
            return verb.lemma in SAY and (speaks or verb.lemma in ("say", "tell", "add"))
        return verb.lemma in SAY | EVIDENCE and speaks

    def _contents(self, number: int, subject: tuple[int, int], head: int) -> list[tuple[int, int]]:
        verb = self.tokens[number]
        first, last = self._sentence(number)
        clause = next((n for n in self.children[number] if self.tokens[n].dep in _CLAUSES and n > number), None)
        infinitive = next((n for n in self.children[number] if self.tokens[n].dep == "xcomp" and n > number), None)
        inner = range(min(number, subject[0]), max(number, subject[1] - 1) + 1)
        if self._stands_apart(inner, first, last):
            return self._around(inner, first, last)
        if clause is not None:
            extent = self._extent(clause)
            after = [n for n in extent if n > number]
            return [self._trim(min(after), self._before_participle(min(after), max(after) + 1))]
        if infinitive is not None and verb.lemma in INFINITIVE:
            extent = self._extent(infinitive)
            return [self._trim(min(extent), max(extent) + 1)]
        thing = next((n for n in self.children[number] if self.tokens[n].dep == "dobj" and n > number), None)
        if thing is not None and self._tells(number, thing, head):
            extent = self._extent(thing)
            return [self._trim(min(extent), max(extent) + 1)]
        if governed := self._governed(number):
            return [governed]
        before = [n for n in self.children[number] if self.tokens[n].dep in _CLAUSES and n < number]
        if before and verb.lemma in SAY | VIEW:
            return self._around(inner, first, last) if verb.dep == "ROOT" else []
        return []

    def _governed(self, number: int) -> tuple[int, int] | None:
        """What a verb reports by a participle, a preposition or a “that” which the parse gave to another word."""
        lemma = self.tokens[number].lemma
        for child in self.children[number]:
            if child > number and self.tokens[child].dep in ("xcomp", "pcomp") and lemma in OBJECT:
                first = min(self._extent(child))
                if self.tokens[first].tag == "VBG":
                    return self._trim(first, max(self._extent(child)) + 1)
        link = self._preposition(number) if lemma in PREPOSITION else self._late_that(number) if lemma in SAY else None
        if link is None:
            return None
        governor = link if self.tokens[link].dep == "prep" else self.tokens[link].head
        return self._trim(link + 1, max(self._extent(governor)) + 1)

    def _preposition(self, number: int) -> int | None:
        """The “of” in “accused both of lying”; for other verbs it follows directly."""
        reach = 8 if self.tokens[number].lemma == "accuse" else 3
        word = PREPOSITION[self.tokens[number].lemma]
        last = min(number + reach, self._sentence(number)[1])
        return next((n for n in range(number + 1, last) if self.tokens[n].text.lower() == word), None)

    def _late_that(self, number: int) -> int | None:
        """The “that” in “said in evidence that”, “argued for years that”."""
        last = min(number + 7, self._sentence(number)[1])
        thats = [n for n in range(number + 2, last) if self.tokens[n].text == "that" and self.tokens[n].pos != "DET"]
        return thats[0] if thats and self.tokens[thats[0]].head > thats[0] else None

    def _tells(self, number: int, thing: int, head: int) -> bool:
        """Whether a verb's object is what its subject says or holds: “denied the charge”, “found cracks” of a report."""
        lemma = self.tokens[number].lemma
        if lemma in REFUSES:
            return any(self.tokens[n].dep == "mark" for n in self._extent(thing))
        return lemma in OBJECT or (lemma in FINDS and self.tokens[head].lemma in DOCUMENT_NOUNS)

    def _stands_apart(self, inner: range, first: int, last: int) -> bool:
        """Whether subject and verb are set off by a comma, inside or at the end of what is reported."""
        if inner.start == first or self.tokens[inner.start - 1].text not in (",", "—", "–"):
            return False
        if any(self.tokens[n].dep in _CLAUSES and n > inner.stop - 1 for n in self.children[inner.stop - 1]):
            return False
        if not any(self.tokens[n].pos in ("VERB", "AUX") for n in range(first, inner.start)) and inner.stop >= last - 1:
            return False
        after = self.tokens[inner.stop].text if inner.stop < last else "."
        if any(self.tokens[n].lemma in VIEW | SAY for n in inner) and after in (",", "—", "–", ".", "?", "!"):
            return not any(self.tokens[n].dep == "mark" for n in range(first, min(first + 1, last)))
        return False

    def _around(self, inner: range, first: int, last: int) -> list[tuple[int, int]]:
        pieces = [self._trim(first, inner.start)]
        if inner.stop < last and self.tokens[inner.stop].text in (",", "—", "–", ":"):
            pieces.append(self._trim(inner.stop, last))
        return [p for p in pieces if any(self.tokens[n].text.isalpha() for n in range(*p))]

    def _before_participle(self, first: int, last: int) -> int:
        """Where a clause ends, or the “, adding” that the parser took into it."""
        for n in range(first + 1, last):
            token = self.tokens[n]
            if token.tag == "VBG" and token.lemma in SAY and self.tokens[n - 1].text == ",":
                return n
        return last

    def _trim(self, first: int, last: int) -> tuple[int, int]:
        """The range without the commas, marks and the “that” at its ends."""
        while first < last and (
            self.tokens[first].pos in ("PUNCT", "SPACE") or self.tokens[first].text in ("that", ",", "—")
        ):
            first += 1
        while last > first and (
            self.tokens[last - 1].pos in ("SPACE",) or self.tokens[last - 1].text in (",", "—", "–", ":", ";", ".")
        ):
            last -= 1
        return first, last

    def _sentence(self, number: int) -> tuple[int, int]:
        first = last = number
        sentence = self.tokens[number].sentence
        while first > 0 and self.tokens[first - 1].sentence == sentence:
            first -= 1
        while last < len(self.tokens) and self.tokens[last].sentence == sentence:
            last += 1
        return first, last

    def _span(self, first: int, last: int) -> Span:
        return self.frame.to_article(self.tokens[first].start, self.tokens[last - 1].end)


_IMAGINED = words("""
    may might could would should must can ca shall ’d 'd to will wo
""")


def _can_speak(token: Token) -> bool:
    forms = (token.lemma, token.text.lower())
    return any(form in GROUP_NOUNS | DOCUMENT_NOUNS or form + "s" in GROUP_NOUNS for form in forms)
