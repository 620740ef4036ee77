"""The answer without a chat model: the article's own sentences that answer, each with its number and its speaker."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from assistant import who_said
from assistant.answer import Answer, Citation, Differing
from assistant.candidates import Candidate, Part, Utterances, articles_of, by_margin
from assistant.citing import cite, line, place, unmarked
from assistant.confidence import calibration
from assistant.differing import differing
from assistant.kinds import counted, fits
from assistant.question import (
    asks_for_several,
    asks_for_words,
    asks_what_was_said,
    asks_who_said,
    is_short,
)
from assistant.refusing import refused, unanswered
from assistant.speaking import is_of_another, preferred, spoken_words
from index import Hit
from index.sentences import sentences

NEAR = 5.0
"""Logits below the best sentence, within which another one is cited too; half of it where a few words answer."""

DIFFER = "The articles differ:"
"""The line above what each of them says."""


def answer(
    question: str,
    reading: str,
    hits: Sequence[Hit],
    parts: Sequence[Part],
    utterances: Utterances,
    *,
    threshold: float,
    several: bool = False,
) -> Answer:
    """The answer made of the candidates whose margin reaches the threshold; a refusal when no part has one.

    When `several` articles were asked, it says which one each sentence is from, and where they differ shows each.
    """
    ranked = [_ranked(part, hits, utterances, several) for part in parts]
    margin = max((part.candidates[0].margin for part in ranked if part.candidates), default=float("-inf"))
    confidence = calibration().probability(margin)
    answered = [part for part in ranked if part.candidates and part.candidates[0].margin >= threshold]
    if not answered:
        nearest = by_margin(ranked)
        return refused(question, reading, hits, nearest, utterances, confidence=confidence, several=several)
    told = _Told(utterances, threshold, several)
    for part in answered:
        told.tell(part)
    missing = tuple(part.question for part in ranked if part not in answered)
    return Answer(
        question,
        reading,
        "\n\n".join([*told.lines(), *([unanswered(missing)] if missing else [])]),
        True,
        tuple(told.citations.values()),
        tuple(hits),
        told.shorts[0],
        confidence,
        missing=missing,
        several=several,
        differing=tuple(told.differing),
    )


def _ranked(part: Part, hits: Sequence[Hit], utterances: Utterances, several: bool) -> Part:
    """The part with its candidates best first, those in the voice that is asked about before others."""
    articles = articles_of(hits)
    if asks_who_said(part.question):
        ranked = who_said.preferred(part.question, part.candidates, articles, utterances)
    else:
        ranked = preferred(part.question, part.candidates, hits, utterances)
    return replace(part, candidates=tuple(_once(ranked) if several else ranked))


def _once(ranked: Sequence[Candidate]) -> Iterator[Candidate]:
    """The candidates without sentences that a better one of another article has word for word, as copies have."""
    first: dict[str, str] = {}
    for one in ranked:
        if first.setdefault(" ".join(one.text.split()).casefold(), one.article.id) == one.article.id:
            yield one


@dataclass
class _Told:
    """What has been told so far: of each part what answers, and where it stands."""

    utterances: Utterances
    threshold: float
    several: bool
    short_lines: list[str] = field(default_factory=list)
    shorts: list[str | None] = field(default_factory=list)
    differing: list[Differing] = field(default_factory=list)
    citations: dict[tuple[str, int], Citation] = field(default_factory=dict)

    def lines(self) -> list[str]:
        """The few words that answer, then the sentences that they stand in."""
        return self.short_lines + [line(one, several=self.several) for one in self.citations.values()]

    def tell(self, part: Part) -> None:
        chosen = _chosen(part.question, part.candidates, self.utterances, self.threshold)
        least = max(self.threshold, part.candidates[0].margin - NEAR)
        others = differing(part, least) if self.several else []
        for one in [*chosen, *others]:
            number = len(self.citations) + 1
            spoken = who_said.said_words if asks_who_said(part.question) else spoken_words
            words = spoken(part.question, one, self.utterances)
            found = cite(number, one.article, one.start, one.end, self.utterances, words=words)
            self.citations.setdefault((one.article.id, one.start), found)
        first = self._citation(chosen[0])
        short = part.candidates[0].short
        if asks_who_said(part.question):
            short = who_said.told(part.question, chosen[0], first, self.utterances)
        if short and counted(part.question) and not fits(part.question, short):
            short = None  # “How long …?” is not answered by “October”; its sentence may be
        self.shorts.append(short)
        if others:
            self._tell_differing(others)
        elif short and is_short(part.question, short):
            self.short_lines.append(f"{unmarked(short)} [{first.number}]")

    def _tell_differing(self, others: Sequence[Candidate]) -> None:
        self.short_lines.append(DIFFER)
        for one in others:
            words, number = unmarked(one.short or ""), self._citation(one).number
            self.short_lines.append(f"{unmarked(place(one.article))}: {words} [{number}]")
            self.differing.append(Differing(words, number))

    def _citation(self, one: Candidate) -> Citation:
        return self.citations[one.article.id, one.start]


def _chosen(question: str, ranked: Sequence[Candidate], utterances: Utterances, threshold: float) -> list[Candidate]:
    """One sentence, and at most two more that support it: as sure as the threshold, and not much less than the first."""
    said = asks_what_was_said(question)
    count = 3 if said or asks_for_several(question) else 2
    distance = NEAR / 2 if asks_for_words(question) and not asks_for_several(question) else NEAR
    near = [c for c in ranked if c.margin >= max(threshold, ranked[0].margin - distance)][:count]
    if said and near[0].article.text[: near[0].end].endswith(":"):
        following = [f for f in _following(near[0]) if not is_of_another(question, f, utterances)]
        rest = [c for c in near[1:] if c.start not in {f.start for f in following}]
        near = [near[0], *following, *rest] if _quotes(near[0], utterances) else [*following, near[0], *rest]
    return near[:count]


def _quotes(candidate: Candidate, utterances: Utterances) -> bool:
    """Whether the marked words are spoken themselves, rather than the introduction of what is."""
    start, end = candidate.words
    return any(u.start < end and start < u.end for u in utterances(candidate.article))


def _following(candidate: Candidate) -> list[Candidate]:
    """The sentence that this one introduces ("…, adding:")."""
    after = [span for span in sentences(candidate.article) if span[0] >= candidate.end][:1]
    return [replace(candidate, start=start, end=end, words=(start, end)) for start, end in after]
