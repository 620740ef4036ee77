"""What comes back: an answer, and the words of the article that it rests on."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from assistant.errors import BadCitation
from assistant.linking import link
from index import Article, Hit, Voice
from index.stance import Stance

Outcome = Literal["answered", "partly answered", "not said"]

MARKER = re.compile(r"\[(\d+)\]")


@dataclass(frozen=True)
class Citation:
    """A span of an article under a number, with its exact words and whose they are."""

    number: int
    article: Article
    start: int
    end: int
    quote: str
    speaker: str | None
    voice: Voice
    role: str | None = None
    named: str | None = None
    """The speaker as a sentence names it, such as "a White House statement"; None where `speaker` says it all."""
    stance: Stance | None = None
    """What the writer does in these words: state a fact, argue an opinion or predict. Only in the writer's voice."""

    def __post_init__(self) -> None:
        if not self.quote or self.article.text[self.start : self.end] != self.quote:
            raise BadCitation(
                f"[{self.number}] {self.quote[:60]!r} does not stand at {self.start}-{self.end} of {self.article.id}"
            )

    @property
    def paragraph(self) -> int:
        """The number of its paragraph, from 1."""
        return self.article.paragraph_at(self.start)

    @property
    def link(self) -> str | None:
        """Where these words stand on the article's site, for a browser to open; None if it has no web address."""
        return link(self.article, self.start, self.end)


@dataclass(frozen=True)
class Differing:
    """What one of several articles answers where they differ: the few words, and the number of their citation."""

    words: str
    number: int


@dataclass(frozen=True)
class Answer:
    """The answer to a question; where the articles do not answer, `found` is False and `text` says so."""

    question: str
    reading: str
    """The question as it was understood: differs from it when the question leans on an earlier one."""
    text: str
    """With a marker such as [1] behind what each citation supports."""
    found: bool
    citations: tuple[Citation, ...] = ()
    passages: tuple[Hit, ...] = ()
    """What was read, best first."""
    short: str | None = None
    """The words of the first citation that answer by themselves, such as "late February"."""
    confidence: float = 0.0
    """How likely the best sentence answers, 0 to 1, as weighed on questions with known answers (docs/evaluation.md)."""
    notice: str | None = None
    """What the reader of the answer should know about how it was made, such as a chat model that failed."""
    missing: tuple[str, ...] = ()
    """The parts of the question that the articles do not answer."""
    nearest: tuple[Citation, ...] = ()
    """Where the articles do not answer: the sentences that come closest, and whose they are."""
    several: bool = False
    """Whether more than one article was asked, so that the text says which one each citation is from."""
    differing: tuple[Differing, ...] = ()
    """Where articles answer differently: what each says, the likeliest first. `short` is one of them."""

    def __post_init__(self) -> None:
        numbers = {citation.number for citation in self.citations}
        invented = {int(number) for number in MARKER.findall(self.text)} - numbers
        if invented:
            raise BadCitation(f"[{min(invented)}] stands in the answer's text, but there is no such citation")

    @property
    def outcome(self) -> Outcome:
        """Whether all of the question is answered, part of it, or none."""
        return "not said" if not self.found else "partly answered" if self.missing else "answered"
