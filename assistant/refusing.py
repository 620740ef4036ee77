"""What is said when the articles do not answer, with the sentences that come closest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.answer import Answer, Citation
from assistant.candidates import Utterances, articles_of
from assistant.citing import cite, unmarked
from assistant.question import saying
from assistant.speaking import heard, strangers
from index import Article, Hit, Utterance
from index.introducing import introduced
from index.sentences import sentences
from index.words import stems

NEAREST = 3
"""Passages that a refusal shows."""


def unanswered(missing: Sequence[str]) -> str:
    """That parts of a question have no answer, as a line of the answer.

    >>> unanswered(["Who paid?"])
    'The article does not answer: Who paid?'
    """
    return f"The article does not answer: {unmarked(' '.join(missing))}"


def refused(
    question: str,
    reading: str,
    hits: Sequence[Hit],
    utterances: Utterances,
    *,
    confidence: float = 0.0,
    several: bool = False,
) -> Answer:
    """That the articles do not say, with the sentences of the closest passages that come nearest."""
    articles = articles_of(hits)
    several = several or len(articles) > 1
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
    return Answer(
        question,
        reading,
        says,
        False,
        passages=tuple(hits),
        confidence=confidence,
        nearest=nearest,
        several=several,
    )


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
