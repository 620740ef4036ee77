"""The answer without a chat model: the article's own sentences that answer, each with its number and its speaker."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from assistant.answer import Answer, Citation
from assistant.question import asks_for_several, asks_for_words, asks_what_was_said, asks_who_said
from assistant.reading import Mark, Reader
from index import Article, Hit, Span, Utterance
from index.introducing import introduced
from index.sentences import sentences
from index.stance import stance as stance_of
from index.voices import voice_of

NEAR = 5.0
"""Logits below the best sentence, within which another one is cited too."""

SPOKEN = 1.5
"""Logits that a sentence gains when the question names its speaker and asks what was said."""

Utterances = Callable[[Article], Sequence[Utterance]]


@dataclass(frozen=True)
class Candidate:
    """A sentence that may answer, with the words in it that do."""

    article: Article
    start: int
    end: int
    words: Span
    margin: float


def read(reader: Reader, question: str, hits: Sequence[Hit]) -> tuple[list[Hit], list[Candidate]]:
    """The hits with the reader's margins, and the sentences it marked; both best first."""
    marked = reader.read(question, [hit.passage.text for hit in hits])
    read_hits = [
        replace(hit, margin=marks[0].margin if marks else float("-inf"))
        for hit, marks in zip(hits, marked, strict=True)
    ]
    best: dict[tuple[str, int], Candidate] = {}
    for hit, marks in zip(hits, marked, strict=True):
        for mark in marks:
            found = _candidate(hit, mark)
            key = (found.article.id, found.start)
            if key not in best or best[key].margin < found.margin:
                best[key] = found
    return (
        sorted(read_hits, key=lambda hit: -(hit.margin or 0.0)),
        sorted(best.values(), key=lambda candidate: -candidate.margin),
    )


def _candidate(hit: Hit, mark: Mark) -> Candidate:
    """The sentence that holds the marked words; where they reach into another one, what lies in the one that has most."""
    article = hit.passage.article
    first, last = hit.passage.start + mark.start, hit.passage.start + mark.end
    start, end = max(sentences(article), key=lambda span: min(span[1], last) - max(span[0], first))
    return Candidate(article, start, end, (max(start, first), min(end, last)), mark.margin)


def answer(
    question: str,
    reading: str,
    hits: Sequence[Hit],
    candidates: Sequence[Candidate],
    utterances: Utterances,
    *,
    threshold: float,
) -> Answer:
    """The answer made of the candidates whose margin reaches the threshold; a refusal when none does."""
    ranked = _preferred(reading, candidates, utterances)
    confidence = ranked[0].margin if ranked else float("-inf")
    if confidence < threshold:
        return Answer(question, reading, refusal(hits), False, passages=tuple(hits), confidence=confidence)
    chosen = _chosen(reading, ranked, utterances, threshold)
    citations = tuple(cite(n, c.article, c.start, c.end, utterances) for n, c in enumerate(chosen, start=1))
    short = _short(reading, chosen[0], citations[0])
    lines = [f"{unmarked(short)} [1]"] if short and (asks_for_words(reading) or asks_who_said(reading)) else []
    lines += [line(citation) for citation in citations]
    return Answer(question, reading, "\n\n".join(lines), True, citations, tuple(hits), short, confidence)


def refusal(hits: Sequence[Hit]) -> str:
    several = len({hit.passage.article.id for hit in hits}) > 1
    return "The articles do not say." if several else "The article does not say."


def cite(number: int, article: Article, start: int, end: int, utterances: Utterances) -> Citation:
    """The citation of a span, with the voice that most of it is in."""
    voice, utterance = voice_of(article, utterances(article), start, end)
    speaker = utterance.speaker if utterance else None
    return Citation(
        number,
        article,
        start,
        end,
        article.text[start:end],
        utterance.speaker if utterance else article.author,
        voice,
        utterance.role if utterance else None,
        introduced(article, speaker, utterance.speaker_span) if utterance and speaker else None,
        stance_of(article.text[start:end]) if voice == "author" else None,
    )


def line(citation: Citation) -> str:
    """A citation as a sentence: who speaks, the exact words, the number."""
    return f"{lead(citation)}: {quoted(citation.quote)} [{citation.number}]"


def quoted(words: str) -> str:
    """The article's words on one line, in quotation marks unless they have their own; a mark that is alone gets its other half.

    >>> quoted("It rained."), quoted("“It rained,” she said."), quoted("It poured.”")
    ('“It rained.”', '“It rained,” she said.', '“It poured.”')
    """
    words = " ".join(unmarked(words).split())
    for opening, closing in ("“”", "«»", '""'):
        opened, closed = words.count(opening), words.count(closing)
        if opening == closing and opened % 2:
            return words + closing if words.startswith(opening) else opening + words
        if opened or closed:
            return opening * (closed > opened) + words + closing * (opened > closed)
    return f"“{words}”"


def lead(citation: Citation) -> str:
    """Who says the cited words, in words: an opinion of the writer's is argued, not stated."""
    author = citation.article.author
    if citation.voice == "author":
        stance = citation.stance
        verb = _VERBS[stance.label] if stance and stance.confidence >= 0.5 else "writes"  # below, a coin decides
        return "The article says" if verb == "writes" and not author else f"{author or 'The author'} {verb}"
    name = ", ".join(filter(None, (citation.named or citation.speaker, citation.role)))
    if citation.voice == "reported":
        return f"According to {name or 'somebody whom it does not name'}, as {author or 'the article'} reports"
    return name[:1].upper() + name[1:] or f"Quoted by {author or 'the article'}, without a name"


_VERBS = {"fact": "writes", "opinion": "argues", "prediction": "expects"}


def unmarked(words: str) -> str:
    """The article's words with its own bracketed numbers, which are not ours, in parentheses.

    >>> unmarked("It rained.[3]")
    'It rained.(3)'
    """
    return re.sub(r"\[(\d+)\]", r"(\1)", words)


def _preferred(question: str, candidates: Sequence[Candidate], utterances: Utterances) -> list[Candidate]:
    """The candidates, those of a speaker whom the question names first."""
    if not asks_what_was_said(question):
        return list(candidates)
    return sorted((_spoken(question, c, utterances) for c in candidates), key=lambda candidate: -candidate.margin)


def _spoken(question: str, candidate: Candidate, utterances: Utterances) -> Candidate:
    inside = [u for u in utterances(candidate.article) if u.start < candidate.end and candidate.start < u.end]
    if not any(u.speaker and names(question, u.speaker) for u in inside):
        return candidate
    return replace(candidate, margin=candidate.margin + SPOKEN)


def names(question: str, speaker: str) -> bool:
    """Whether the question holds the speaker's last name, or the whole of a name that is not a person's."""
    words = re.findall(r"\w+", question.casefold())
    parts = re.findall(r"\w+", speaker.casefold())
    return bool(parts) and (parts[-1] in words or all(part in words for part in parts))


def _chosen(question: str, ranked: Sequence[Candidate], utterances: Utterances, threshold: float) -> list[Candidate]:
    """One sentence, and at most two more that support it: as sure as the threshold, and not much less than the first."""
    said = asks_what_was_said(question)
    count = 3 if said or asks_for_several(question) else 2
    near = [c for c in ranked if c.margin >= max(threshold, ranked[0].margin - NEAR)][:count]
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


def _short(question: str, candidate: Candidate, citation: Citation) -> str | None:
    if asks_who_said(question):
        return citation.speaker
    start, end = candidate.words
    return candidate.article.text[start:end] if (start, end) != (candidate.start, candidate.end) else None
