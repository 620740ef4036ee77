"""Cues: the words that say that somebody says something, with their subject and what they govern."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from index.article import Span
from index.cue_words import (
    EVIDENCE,
    EXPLETIVES,
    FIRST,
    GROUP_NOUNS,
    HEARERS,
    LABEL,
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
from index.views import view

_SUBJECTS = ("nsubj", "csubj")
_KNOWN = words("""
    known clear plain
""")
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
            told = view(self.tree, number)
            cue = (
                self._cue(*told.cue, told.lemma, told.subject, told.contents, told.phrase)
                if told
                else self._verb(number)
            )
            if cue:
                self.last = (token.sentence, cue.subject, cue.phrase)
                yield cue

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
        somebody = word in ("one", "someone", "somebody") and token.lemma in SAY
        told_by_one = somebody or (word == "one" and subject[1] - subject[0] > 1)
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
