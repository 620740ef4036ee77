"""Cues: the words that say that somebody says something, with their subject and what they govern."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from index.article import Span
from index.cue_words import (
    CONVINCED,
    EVIDENCE,
    EXPLETIVES,
    FIRST,
    GROUP_NOUNS,
    HEARERS,
    INDEFINITE,
    IT,
    LABEL,
    OPINION,
    SAY,
    VIEW,
    WISH,
    is_person_noun,
    words,
)
from index.frames import Frame
from index.parsing import Token
from index.reported import around, can_speak, is_denied, may_report, reported
from index.tree import Tree

_SUBJECTS = ("nsubj", "csubj")
_KNOWN = words("""
    known clear plain
""")
_APART = (",", "—", "–")
_ASKED = words("""
    who whoever whom what whatever which
""")
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
    return list(_Finder(Tree(tokens, frame)).cues())


class _Finder:
    def __init__(self, tree: Tree) -> None:
        self.tree, self.tokens, self.children = tree, tree.tokens, tree.children
        self.last: tuple[int, Span | None, str] | None = None  # sentence, subject and phrase of the cue before

    def cues(self) -> Iterable[Cue]:
        for number, token in enumerate(self.tokens):
            if self.last and self.last[0] != token.sentence:
                self.last = None
            cue = self._according(number) if token.lemma in ("accord", "according") else self._verb(number)
            cue = cue or self._in_opinion(number) or self._for_whom(number) or self._convinced(number)
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
        subject = self.tree.phrase(head)
        extent = max([number, to, head, *self.tree.extent(head)])
        sentence = self.tree.sentence(number)
        if number == sentence[0] and extent + 2 >= sentence[1]:  # the parse took the rest of the sentence into the name
            commas = (n for n in range(subject[1], sentence[1]) if self.tokens[n].text == ",")
            extent = next(commas, extent)
        contents = [(sentence[0], number), (extent + 1, sentence[1])]
        return self._cue(number, to, "accord", subject, [self.tree.trim(*c) for c in contents])

    def _in_opinion(self, number: int) -> Cue | None:
        """The cue of “in his view, …”, “in the opinion of the judge, …”: the rest of the clause."""
        token, first = self.tokens[number], self.tokens[number].head
        if token.lemma not in OPINION or token.dep != "pobj" or self.tokens[first].text.lower() != "in":
            return None
        inside = [(n, self.tokens[n]) for n in self.children[number]]
        of = [n for n, child in inside if child.text == "of" and any(c.text.lower() == "the" for _, c in inside)]
        owned = [n for n, child in inside if child.dep == "poss"]
        owner = next(iter([*owned, *(n for preposition in of for n in self.children[preposition])]), None)
        if owner is None or any(child.dep == "amod" for _, child in inside) or not can_speak(self.tokens[owner]):
            return None  # “in full view of the police”
        subject, (begin, end) = self.tree.phrase(owner), self.tree.sentence(number)
        last = max(number + 1, subject[1])
        before = self.tokens[first - 1].text if first > begin else ","
        behind = self.tokens[last].text if last < end else ","
        if before not in _APART or behind not in (*_APART, ".", "?", "!"):
            return None  # “a room in the judge’s view”
        contents = [self.tree.trim(self._clause_start(first, begin), first), self.tree.trim(last, end)]
        return self._cue(first, number, "accord", subject, contents, f"in … {token.text.lower()}")

    def _clause_start(self, number: int, begin: int) -> int:
        """Where the clause of a word begins: behind the “and” that joins it to another one, or with the sentence."""
        at = number
        while self.tokens[at].head != at and self.tokens[at].dep != "conj":
            at = self.tokens[at].head
        clause = self.tokens[at].dep == "conj" and self.tokens[at].pos in ("VERB", "AUX")
        return min(self.tree.extent(at)) if clause else begin

    def _for_whom(self, number: int) -> Cue | None:
        """The cue of “For her, the accord is a lever”: what something is to a person is that person's view."""
        first, last = self.tree.sentence(number)
        token, verb = self.tokens[number], self.tokens[number].head
        if number != first or token.text not in ("For", "To") or self.tokens[verb].tag not in ("VBZ", "VBP"):
            return None
        owner = next((n for n in self.children[number] if self.tokens[n].dep == "pobj"), None)
        if owner is None or self.tokens[verb].lemma != "be":
            return None
        told = [n for n in self.children[verb] if self.tokens[n].dep in ("nsubj", "attr")]
        told += [
            n for n in self.children[owner] if self.tokens[n].dep == "appos"
        ]  # where the parse took the subject for one
        told.sort()
        if len(told) != 2 or not owner < told[0] < verb < told[1]:
            return None
        subject = self.tree.phrase(owner)
        somebody = self.tokens[owner].entity == "PERSON" or self.tokens[owner].text.lower() in ("him", "her", "them")
        plain = self.tokens[told[0]].pos == "NOUN" and not any(
            self.tokens[n].pos == "NUM" for n in self.tree.extent(told[1])
        )
        if not somebody or not plain or self.tokens[subject[1]].text != ",":
            return None
        return self._cue(number, number, "accord", subject, [self.tree.trim(subject[1], last)])

    def _convinced(self, number: int) -> Cue | None:
        """The cue of “is convinced that”."""
        token, verb = self.tokens[number], self.tokens[number].head
        if token.lemma not in CONVINCED and token.text.lower() not in CONVINCED:
            return None
        beside = {self.tokens[n].text.lower() for n in (*self.children[verb], *self.children[number])}
        if self.tokens[verb].lemma != "be" or is_denied(self.tree, verb) or "longer" in beside:
            return None
        owner = next((n for n in self.children[verb] if self.tokens[n].dep == "nsubj" and n < verb), None)
        clause = next((n for n in self.children[number] if self.tokens[n].dep == "ccomp" and n > number), None)
        if owner is None or clause is None or not can_speak(self.tokens[owner]):
            return None
        if self.tokens[owner].text.lower() in EXPLETIVES | INDEFINITE | IT | FIRST:
            return None
        extent = self.tree.extent(clause)
        content = self.tree.trim(min(extent), max(extent) + 1)
        return self._cue(verb, number, "believe", self.tree.phrase(owner), [content])

    def _verb(self, number: int) -> Cue | None:
        token = self.tokens[number]
        if token.lemma in ("make", "let") and (cue := self._made_known(number)):
            return cue
        if token.pos not in ("VERB", "AUX") or token.lemma not in SAY | VIEW | WISH | EVIDENCE | LABEL | {"hear"}:
            return None
        subject = self._subject(number)
        if subject is None:
            return None
        head = self.tree.head_of(subject)
        if token.lemma == "hear" or (token.lemma == "tell" and self._ends_sentence(number)):
            return self._heard(number, subject, head)
        word = self.tokens[head].text.lower()
        told_by_one = word == "one" and (subject[1] - subject[0] > 1 or token.lemma in SAY)
        if word in EXPLETIVES and word != "it" and not told_by_one:
            return None
        contents = reported(self.tree, number, subject, head) if may_report(self.tree, number, head) else []
        phrase = token.text
        if token.lemma == "say" and token.tag == "VBG" and self.last and self.last[1] is not None:
            phrase = f"{self.last[2]} … {phrase}" if self.last[2] not in ("said", "according to") else phrase
        return self._cue(number, number, token.lemma, subject, contents, phrase)

    def _made_known(self, number: int) -> Cue | None:
        """The cue of “made it clear that …”, “let it be known on Monday that …”."""
        last = self.tree.sentence(number)[1]
        known = self._next(_KNOWN, number + 1, min(number + 5, last))
        that = None if known is None else self._next(("that",), known + 1, min(known + 6, last))
        own = next((n for n in self.children[number] if self.tokens[n].dep == "nsubj" and n < number), None)
        if known is None or that is None or own is None or not can_speak(self.tokens[own]):
            return None
        if self.tokens[that].dep != "mark" or is_denied(self.tree, number):
            return None
        end = max(n for n in self.tree.extent(self.tokens[that].head) if n >= that) + 1
        return self._cue(number, known, "say", self.tree.phrase(own), [self.tree.trim(that + 1, end)])

    def _next(self, forms: Iterable[str], first: int, last: int) -> int | None:
        return next((n for n in range(first, last) if self.tokens[n].text.lower() in forms), None)

    def _heard(self, number: int, subject: tuple[int, int], head: int) -> Cue | None:
        """The cue of “the court heard that …”, “…, a jury was told”: what is said, by nobody named."""
        if self.tokens[head].lemma not in HEARERS:
            return None
        contents = reported(self.tree, number, subject, head)
        if not contents:
            contents = around(self.tree, range(min(number, subject[0]), number + 1), *self.tree.sentence(number))
        return replace(self._cue(number, number, "hear", subject, contents), subject=None)

    def _ends_sentence(self, number: int) -> bool:
        last = self.tree.sentence(number)[1]
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
        span = self.tree.frame.to_article(inside[0].start, inside[-1].end)
        sentence = self.tree.sentence(first)
        who = self.tree.span(*subject)
        text = " ".join(word.text for word in inside)
        return Cue(
            span,
            phrase or text.lower(),
            lemma,
            who,
            tuple(self.tree.span(*c) for c in contents if c[0] < c[1]),
            self.tree.span(*sentence),
            writer=self.tokens[subject[0]].text.lower() in FIRST and subject[1] - subject[0] == 1,
        )

    def _subject(self, number: int) -> tuple[int, int] | None:
        """Token range of who speaks with this verb, or None."""
        token = self.tokens[number]
        children = self.children[number]
        passive = any(self.tokens[n].dep in ("nsubjpass", "auxpass") for n in children)
        if (quoted := self._quoted_as(number)) is not None:
            return self.tree.phrase(quoted)
        agent = self._agent(number)
        if agent is not None:
            return self.tree.phrase(agent)
        if passive and token.lemma != "tell":
            return None
        subjects = [n for n in children if self.tokens[n].dep in (*_SUBJECTS, "nsubjpass")]
        before = [n for n in subjects if n < number]  # of two the nearer one: “the people, he writes, would not sell”
        own = before[-1] if before else next(iter(subjects), None)
        if passive and (own is None or self.tokens[own].lemma not in HEARERS):
            return None
        takes_over = own is None or (own < number and self.tokens[own].lemma in _NOT_SPOKEN)
        if takes_over and token.tag == "VBG" and self.last and self.last[1] is not None:
            return self.tree.range_of(self.last[1])
        if own is not None:
            if self.tokens[own].text.lower() in ("who", "which", "that") and token.dep == "relcl":
                return self._before_relative(token.head, own) if token.head < number else None
            if self.tokens[own].tag == "VBG" and own < number:
                return self._named_before(own, number)
            return self.tree.phrase(own) if self.tokens[own].text.lower() not in _ASKED else None
        shared = self._shared_subject(number)
        return shared if shared is not None else self._standing_before(number)

    def _quoted_as(self, number: int) -> int | None:
        """Who is “quoted as saying”, by whomever."""
        token = self.tokens[number]
        if token.tag != "VBG" or token.dep != "pcomp" or self.tokens[token.head].text.lower() != "as":
            return None
        verb = self.tokens[token.head].head
        if self.tokens[verb].lemma not in ("quote", "cite", "report", "describe"):
            return None
        return next((n for n in self.children[verb] if self.tokens[n].dep in ("nsubjpass", "dobj")), None)

    def _standing_before(self, number: int) -> tuple[int, int] | None:
        """The noun phrase in front of a finite verb for which the parse has no subject: “In Oslo, the envoy, Ann Lee, said”."""
        tokens = self.tokens
        if tokens[number].tag not in ("VBD", "VBZ", "VBP") or tokens[number].dep != "ROOT":
            return None
        at, first = number - 1, self.tree.sentence(number)[0]
        while at > first and tokens[at].dep in ("advmod", "aux"):
            at -= 1
        if tokens[at].text == ",":
            at = next((n for n in range(at - 1, max(first, at - 7), -1) if tokens[n].text == ","), first) - 1
        speaks = tokens[at].pos == "PROPN" or is_person_noun(tokens[at].text) or tokens[at].text.lower() in GROUP_NOUNS
        return self.tree.phrase(at) if at >= first and speaks else None

    def _named_before(self, first: int, number: int) -> tuple[int, int]:
        """The person named behind the comma, where the parse gave the verb to a participle: “Opening the case, Ann Lee said”."""
        people = [n for n in range(first, number) if self.tokens[n].entity == "PERSON"]
        named = self.tree.phrase(people[-1]) if people else None
        return named if named and self.tokens[named[0] - 1].text == "," else self.tree.phrase(first)

    def _before_relative(self, head: int, pronoun: int) -> tuple[int, int]:
        """The phrase that “, which says” tells of: what stands before the comma where the parse has no noun for it."""
        if self.tokens[head].text.lower() in EXPLETIVES and pronoun > 1 and self.tokens[pronoun - 1].text == ",":
            return self.tree.phrase(pronoun - 2)
        return self.tree.phrase(head)

    def _shared_subject(self, number: int) -> tuple[int, int] | None:
        """The subject that a verb takes over from the one it hangs on: “stood and said”, “rose, saying”."""
        token = self.tokens[number]
        if token.head == number or (token.dep == "advcl" and token.tag == "VBN"):
            return None  # “Asked whether …, she said” is no question of hers
        head = self.tokens[token.head]
        if token.dep == "acl" and token.tag == "VBG":
            return self.tree.phrase(token.head)
        if token.dep in ("conj", "advcl") or (token.dep == "xcomp" and head.lemma in ("go", "continue", "use", "like")):
            own = next(
                (n for n in self.children[token.head] if self.tokens[n].dep in (*_SUBJECTS, "nsubjpass")),
                None,
            )
            if own is not None:
                if self.tokens[own].text.lower() in ("who", "which", "that") and head.dep == "relcl":
                    return self.tree.phrase(head.head)
                return self.tree.phrase(own)
            if head.head != token.head and head.dep in ("conj", "advcl"):
                return self._shared_subject(token.head)
        return None

    def _agent(self, number: int) -> int | None:
        for child in self.children[number]:
            if self.tokens[child].dep == "agent":
                return next((n for n in self.children[child] if self.tokens[n].dep == "pobj"), None)
        return None
