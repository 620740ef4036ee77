"""What is said when the articles do not answer, with the sentences that come closest."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answer import Answer
from assistant.candidates import Candidate, Utterances, articles_of
from assistant.citing import cite, unmarked
from assistant.question import saying
from assistant.speaking import heard, strangers
from index import Article, Hit, Utterance
from index.article import capitalised
from index.introducing import introduced
from index.sentences import sentences
from index.words import stems

NEAREST = 3
"""Sentences that a refusal shows."""

Place = tuple[Article, int, int]


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
    candidates: Sequence[Candidate],
    utterances: Utterances,
    *,
    confidence: float = 0.0,
    several: bool = False,
) -> Answer:
    """That the articles do not say, with the sentences that come nearest: those of whoever is asked about, if they speak.

    `candidates` are best first, and may be none.
    """
    articles = articles_of(hits)
    several = several or len(articles) > 1
    says = "The articles do not say." if several else "The article does not say."
    unknown, spoken = strangers(reading, articles), heard(reading, articles, utterances)
    if unknown:
        says += f" {'They do' if several else 'It does'} not mention {unmarked(' or '.join(unknown))}."
    elif spoken:
        says += f" {_called(*spoken[0])} speaks in {'them' if several else 'it'}, but not about that."
    spans = [(article, said.start, said.end) for article, said in spoken]
    spans = spans or [(hit.passage.article, hit.passage.start, hit.passage.end) for hit in hits]
    nearest = _nearest(reading, spans, candidates)
    return Answer(
        question,
        reading,
        says,
        False,
        passages=tuple(hits),
        confidence=confidence,
        nearest=tuple(cite(number, *place, utterances) for number, place in enumerate(nearest, start=1)),
        several=several,
    )


def _called(article: Article, said: Utterance) -> str:
    """The speaker at the beginning of a sentence."""
    return capitalised(unmarked(introduced(article, said.speaker or "", said.speaker_span)))


def _nearest(question: str, spans: Sequence[Place], candidates: Sequence[Candidate]) -> list[Place]:
    """In these spans the likeliest sentences, then those that share most words with the question; no headline."""
    asked = saying(question)
    likeliest = [(c.article, c.start, c.end) for c in candidates if any(_is_in(c, *span) for span in spans)]
    found = [*likeliest, *_sharing(asked.topic if asked and asked.topic else question, spans)]
    return [place for place in dict.fromkeys(found) if not _is_title(*place)][:NEAREST]


def _is_in(one: Candidate, article: Article, first: int, last: int) -> bool:
    return one.article.id == article.id and one.start < last and first < one.end


def _sharing(question: str, spans: Sequence[Place]) -> list[Place]:
    """Of each span the sentence that shares most words with the question, those with most of them first."""
    asked = stems(question)
    found: list[tuple[int, Place]] = []
    for article, first, last in spans:
        inside = [(start, end) for start, end in sentences(article) if start < last and first < end]
        shared = [
            (len(asked & stems(article.text[start:end])), (article, start, end))
            for start, end in inside
            if not _is_title(article, start, end)
        ]
        found += sorted(shared, key=lambda one: -one[0])[:1]
    return [place for _, place in sorted(found, key=lambda one: -one[0])]


def _is_title(article: Article, start: int, end: int) -> bool:
    """Whether a sentence is the headline, rather than a first sentence that stands for one."""
    return article.text[start:end] == article.title and not article.title.endswith((".", "!", "?"))
