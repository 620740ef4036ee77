"""The answer without a chat model: the article's own sentences that answer, each with its number and its speaker."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant.answer import Answer, Citation
from assistant.candidates import Candidate, Part, Utterances
from assistant.citing import cite, line, unmarked
from assistant.confidence import calibration
from assistant.question import (
    asks_for_several,
    asks_for_words,
    asks_what_was_said,
    asks_who_said,
    is_name,
    is_short,
    saying,
)
from assistant.speaking import heard, preferred, spoken_words, strangers
from index import Article, Hit, Utterance
from index.introducing import introduced
from index.sentences import sentences
from index.words import stems

NEAR = 5.0
"""Logits below the best sentence, within which another one is cited too; half of it where a few words answer."""

NEAREST = 3
"""Passages that a refusal shows."""


def answer(
    question: str, reading: str, hits: Sequence[Hit], parts: Sequence[Part], utterances: Utterances, *, threshold: float
) -> Answer:
    """The answer made of the candidates whose margin reaches the threshold; a refusal when no part has one."""
    ranked = [
        replace(part, candidates=tuple(preferred(part.question, part.candidates, hits, utterances))) for part in parts
    ]
    margin = max((part.candidates[0].margin for part in ranked if part.candidates), default=float("-inf"))
    confidence = calibration().probability(margin)
    answered = [part for part in ranked if part.candidates and part.candidates[0].margin >= threshold]
    if not answered:
        return refused(question, reading, hits, utterances, confidence=confidence)
    lines, citations, short = _told(answered, utterances, threshold)
    missing = [part.question for part in ranked if part not in answered]
    if missing:
        lines.append(unanswered(missing))
    return Answer(
        question,
        reading,
        "\n\n".join(lines),
        True,
        tuple(citations),
        tuple(hits),
        short,
        confidence,
        missing=tuple(missing),
    )


def _told(
    parts: Sequence[Part], utterances: Utterances, threshold: float
) -> tuple[list[str], list[Citation], str | None]:
    """The lines of the answer, its citations, and its few words: of each part what answers, and where it stands."""
    lines: list[str] = []
    shorts: list[str | None] = []
    citations: dict[tuple[str, int], Citation] = {}
    for part in parts:
        chosen = _chosen(part.question, part.candidates, utterances, threshold)
        for one in chosen:
            number = len(citations) + 1
            words = spoken_words(part.question, one, utterances)
            found = cite(number, one.article, one.start, one.end, utterances, words=words)
            citations.setdefault((one.article.id, one.start), found)
        first = citations[chosen[0].article.id, chosen[0].start]
        short = _short(part)
        if asks_who_said(part.question) and not (short and is_name(short)):
            short = first.speaker
        shorts.append(short)
        if short and is_short(part.question, short):
            lines.append(f"{unmarked(short)} [{first.number}]")
    return lines + [line(citation) for citation in citations.values()], list(citations.values()), shorts[0]


def unanswered(missing: Sequence[str]) -> str:
    """That parts of a question have no answer, as a line of the answer.

    >>> unanswered(["Who paid?"])
    'The article does not answer: Who paid?'
    """
    return f"The article does not answer: {unmarked(' '.join(missing))}"


def refused(
    question: str, reading: str, hits: Sequence[Hit], utterances: Utterances, *, confidence: float = 0.0
) -> Answer:
    """That the articles do not say, with the sentences of the closest passages that come nearest."""
    articles = list({hit.passage.article.id: hit.passage.article for hit in hits}.values())
    several = len(articles) > 1
    says = "The articles do not say." if several else "The article does not say."
    unknown, spoken = strangers(reading, articles), heard(reading, articles, utterances)
    if unknown:
        says += f" {'They do' if several else 'It does'} not mention {unmarked(' or '.join(unknown))}."
    elif spoken:
        says += f" {_called(*spoken[0])} speaks in {'them' if several else 'it'}, but not about that."
    spans = [(article, said.start, said.end) for article, said in spoken]
    spans = spans or [(hit.passage.article, hit.passage.start, hit.passage.end) for hit in hits[:NEAREST]]
    asked = saying(reading)
    nearest = tuple(_nearest(asked.topic if asked and asked.topic else reading, spans, utterances))
    return Answer(question, reading, says, False, passages=tuple(hits), confidence=confidence, nearest=nearest)


def _called(article: Article, said: Utterance) -> str:
    """The speaker at the beginning of a sentence."""
    name = unmarked(introduced(article, said.speaker or "", said.speaker_span))
    return name[:1].upper() + name[1:]


def _nearest(question: str, spans: Sequence[tuple[Article, int, int]], utterances: Utterances) -> Iterator[Citation]:
    """Of each span the sentence that shares most words with the question; of more than NEAREST the best."""
    asked = stems(question)
    found: dict[tuple[str, int], tuple[int, Article, int, int]] = {}
    for article, first, last in spans:
        inside = [span for span in sentences(article) if span[0] < last and first < span[1]]
        shared = [(len(asked & stems(article.text[start:end])), article, start, end) for start, end in inside]
        best = max(shared, key=lambda one: one[0])
        found.setdefault((article.id, best[2]), best)
    for number, (_, article, start, end) in enumerate(
        sorted(found.values(), key=lambda one: -one[0])[:NEAREST], start=1
    ):
        yield cite(number, article, start, end, utterances)


def _chosen(question: str, ranked: Sequence[Candidate], utterances: Utterances, threshold: float) -> list[Candidate]:
    """One sentence, and at most two more that support it: as sure as the threshold, and not much less than the first."""
    said = asks_what_was_said(question)
    count = 3 if said or asks_for_several(question) else 2
    distance = NEAR / 2 if asks_for_words(question) and not asks_for_several(question) else NEAR
    near = [c for c in ranked if c.margin >= max(threshold, ranked[0].margin - distance)][:count]
    if said and near[0].article.text[: near[0].end].endswith(":"):
        following = _following(near[0])
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


def _short(part: Part) -> str | None:
    """The marked words of the best sentence, unless they are all of it."""
    best = part.candidates[0]
    return best.article.text[slice(*best.words)] if best.words != (best.start, best.end) else None
