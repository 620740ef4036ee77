"""A parse as a tree: phrases, what hangs on a word, and the way back to the article."""

from __future__ import annotations

from collections.abc import Sequence

from index.article import Span
from index.frames import Frame
from index.parsing import Token


class Tree:
    """The tokens of a parsed frame, each with the numbers of those that hang on it. A range is of tokens, end exclusive."""

    def __init__(self, tokens: Sequence[Token], frame: Frame) -> None:
        self.tokens = tokens
        self.frame = frame
        self.children: list[list[int]] = [[] for _ in tokens]
        for number, token in enumerate(tokens):
            if token.head != number:
                self.children[token.head].append(number)

    def phrase(self, head: int) -> tuple[int, int]:
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
                first = min([first, *self.extent(child)])
            elif child > head and token.dep == "prep" and child == last + 1 and self._goes_with(token, head):
                last = max(self._tight(child))
            elif child > head and token.dep == "appos" and token.pos == "PROPN" and min(self.extent(child)) <= last + 1:
                last = child  # “the envoy Ann Lee”, without a comma
        return first, last + 1

    def _goes_with(self, preposition: Token, head: int) -> bool:
        """Whether what a preposition brings belongs to the speaker: “spokesman for the army”, “League of Towns”."""
        word = preposition.text.lower()
        return word == "of" or (
            self.tokens[head].pos != "PROPN" and word in ("for", "to", "at", "in", "with", "from", "by", "behind", "on")
        )

    def _tight(self, prep: int) -> list[int]:
        found = [prep]
        for child in self.children[prep]:
            if self.tokens[child].dep == "pobj":
                first, last = self.phrase(child)
                found += range(first, last)
        return found

    def extent(self, number: int) -> list[int]:
        found, waiting = [], [number]
        while waiting:
            at = waiting.pop()
            found.append(at)
            waiting += self.children[at]
        return found

    def head_of(self, subject: tuple[int, int]) -> int:
        inside = range(*subject)
        return next((n for n in inside if self.tokens[n].head not in inside), subject[0])

    def trim(self, first: int, last: int) -> tuple[int, int]:
        """The range without the commas, marks and the “that” at its ends."""
        while first < last and (
            self.tokens[first].pos in ("PUNCT", "SPACE")
            or self.tokens[first].text in (",", "—")
            or (
                self.tokens[first].text == "that"
                and self.tokens[first].dep not in ("nsubj", "nsubjpass", "det", "dobj")
            )
        ):
            first += 1
        while last > first and (
            self.tokens[last - 1].pos in ("SPACE",) or self.tokens[last - 1].text in (",", "—", "–", ":", ";", ".")
        ):
            last -= 1
        return first, last

    def sentence(self, number: int) -> tuple[int, int]:
        first = last = number
        sentence = self.tokens[number].sentence
        while first > 0 and self.tokens[first - 1].sentence == sentence:
            first -= 1
        while last < len(self.tokens) and self.tokens[last].sentence == sentence:
            last += 1
        return first, last

    def span(self, first: int, last: int) -> Span:
        return self.frame.to_article(self.tokens[first].start, self.tokens[last - 1].end)

    def range_of(self, span: Span) -> tuple[int, int] | None:
        """Token range of a span of the article."""
        inside = [n for n, t in enumerate(self.tokens) if span[0] <= self.frame.to_article(t.start, t.end)[0] < span[1]]
        return (inside[0], inside[-1] + 1) if inside else None
