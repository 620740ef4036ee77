"""Questions on what somebody says: the sentences in that somebody's voice come first."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant.candidates import Candidate, Utterances, articles_of
from assistant.question import Saying, asks_plainly, is_text, is_writer, saying
from index import Article, Hit, Span, Utterance
from index.sentences import sentences
from index.voices import voice_of
from index.words import ASKING, stem, stems, words

SPOKEN = 1.5
"""Logits that a sentence gains when it is in the voice that is asked about, and has a word of what is asked about."""

ON_TOPIC = 4.0
"""Logits that it gains when it has all the words of what is asked about; less for fewer."""

OTHERS = 3.0
"""Logits that a sentence loses when somebody else says it, and who is asked about speaks elsewhere in the article."""

SAME_VERB = 3.5
"""Logits that it gains when the article brings it in with the verb that is asked with, where that is a telling one ("call")."""

NEAR = 2.0
"""Logits that it gains besides, asked what somebody says about something, in whatever words."""

ASIDE = 3.0
"""Logits that it loses instead, when the article tells of that in one sentence, but not there or right beside it."""

_NAME = re.compile(r"(?<=\s)[“\"‘'(]?((?:[A-ZÀ-Þ][\w’.-]*\w|\d[\w,.]*\b)(?: [A-ZÀ-Þ][\w’.-]*\w)*)")
_TITLE = re.compile(
    r"^(?:(?:President|Prime|Minister|Mr|Mrs|Ms|Dr|Sir|Lord|Lady|Senator|Governor|General|Professor|King|Queen|Pope)\b\.? ?)+"
)
_TOPIC = 0.5  # share of the topic's words from which on a sentence is on it
_UNMARKED = -4.0  # logits of a sentence that the reader did not mark


def preferred(
    question: str, candidates: Sequence[Candidate], hits: Sequence[Hit], utterances: Utterances
) -> list[Candidate]:
    """The candidates, best first, those in the voice that the question asks about before others."""
    asked = saying(question)
    if asked is None:
        return list(candidates)
    articles = articles_of(hits)
    if _speaks(question, asked, articles, utterances):
        candidates = [
            replace(c, margin=c.margin - OTHERS) if _is_of_another(asked, c, utterances) else c for c in candidates
        ]
    if asks_plainly(question):
        candidates = [*candidates, *_unmarked(asked, candidates, hits)]
    weighed = [_weighed(question, asked, candidate, utterances) for candidate in candidates]
    kept = [c for c in weighed if math.isfinite(c.margin)]
    return sorted(kept, key=lambda candidate: -candidate.margin)


def _weighed(question: str, asked: Saying, candidate: Candidate, utterances: Utterances) -> Candidate:
    if not _is_asked(asked.who, candidate.article, candidate.start, candidate.end, utterances):
        # A sentence that the reader did not mark counts only in the voice that is asked about.
        return replace(candidate, margin=-math.inf) if candidate.margin == _UNMARKED else candidate
    plain = asks_plainly(question) and not is_text(asked.who)
    near = _near(asked.topic, candidate) if plain else 0.0
    return replace(candidate, margin=_spoken(question, asked, candidate, utterances) + near)


def _spoken(question: str, asked: Saying, candidate: Candidate, utterances: Utterances) -> float:
    """The margin of a sentence in the voice that is asked about."""
    share = overlap(asked.topic, candidate.text) if asked.topic else 0.0
    if not asks_plainly(question) and _has_verb(asked, candidate, utterances):
        return candidate.margin + SAME_VERB
    if asks_plainly(question) and share >= _TOPIC:
        return max(candidate.margin, _UNMARKED) + SPOKEN + ON_TOPIC * share
    # What is taken for granted (that it was a promise, praise) has to be told of most of it.
    elsewhere = not share if asks_plainly(question) else share < _TOPIC
    if stems(asked.topic) and elsewhere and not is_text(asked.who):
        return candidate.margin  # they speak, but of something else
    return candidate.margin + SPOKEN


def _near(topic: str, candidate: Candidate) -> float:
    """What it gains, or loses where a sentence tells of the topic, but neither this one nor those beside it have a word of it."""
    asked = stems(topic)
    if not asked:
        return 0.0
    text, borders = candidate.article.text, sentences(candidate.article)
    place = [start for start, _ in borders].index(candidate.start)
    beside = text[borders[max(0, place - 1)][0] : borders[min(place + 1, len(borders) - 1)][1]]
    if asked & stems(beside):
        return NEAR
    told = any(asked <= stems(text[start:end]) for start, end in borders)
    return -ASIDE if told else NEAR


def _has_verb(asked: Saying, candidate: Candidate, utterances: Utterances) -> bool:
    """Whether what they say there is brought in with the verb of the question ("called", "denied")."""
    inside = [u for u in utterances(candidate.article) if u.start < candidate.end and candidate.start < u.end]
    theirs = [u for u in inside if u.speaker and is_same(asked.who, u.speaker, u.role)]
    return any(asked.verb in {stem(word) for word in words(u.cue or "")} for u in theirs)


def is_of_another(question: str, candidate: Candidate, utterances: Utterances) -> bool:
    """Whether somebody else says a sentence than who is asked about, who speaks in its article."""
    asked = saying(question)
    speaks = asked is not None and _speaks(question, asked, [candidate.article], utterances)
    return asked is not None and speaks and _is_of_another(asked, candidate, utterances)


def _speaks(question: str, asked: Saying, articles: Sequence[Article], utterances: Utterances) -> bool:
    """Whether who is asked about has a voice in these articles."""
    return any(_is_writer(asked.who, one) for one in articles) or bool(heard(question, articles, utterances))


def _is_of_another(asked: Saying, candidate: Candidate, utterances: Utterances) -> bool:
    voice, said = voice_of(candidate.article, utterances(candidate.article), candidate.start, candidate.end)
    return bool(voice != "author" and said and said.speaker and not is_same(asked.who, said.speaker, said.role))


def heard(question: str, articles: Sequence[Article], utterances: Utterances) -> list[tuple[Article, Utterance]]:
    """What those say, in these articles, whose words the question asks for."""
    asked = saying(question)
    if asked is None or is_text(asked.who) or is_writer(asked.who):
        return []
    said = [(article, one) for article in articles for one in utterances(article)]
    return [(article, one) for article, one in said if one.speaker and is_same(asked.who, one.speaker, one.role)]


def spoken_words(question: str, candidate: Candidate, utterances: Utterances) -> Span | None:
    """The words in a sentence that are theirs whose words the question asks for; None where there are none."""
    said = heard(question, [candidate.article], utterances)
    inside = [one for _, one in said if one.start < candidate.end and candidate.start < one.end]
    if not inside:
        return None
    most = max(inside, key=lambda one: min(one.end, candidate.end) - max(one.start, candidate.start))
    return max(most.start, candidate.start), min(most.end, candidate.end)


def _unmarked(asked: Saying, candidates: Sequence[Candidate], hits: Sequence[Hit]) -> Iterator[Candidate]:
    """Sentences on the topic that the reader did not mark."""
    known = {(c.article.id, c.start) for c in candidates}
    for hit in hits:
        article, passage = hit.passage.article, hit.passage
        for start, end in sentences(article):
            inside = passage.start <= start < passage.end and (article.id, start) not in known
            if inside and asked.topic and overlap(asked.topic, article.text[start:end]) >= _TOPIC:
                yield Candidate(article, start, end, (start, end), _UNMARKED)


def _is_asked(who: str, article: Article, start: int, end: int, utterances: Utterances) -> bool:
    """Whether the sentence is in this voice."""
    said = utterances(article)
    voice, _ = voice_of(article, said, start, end)
    if is_text(who):
        return True
    if _is_writer(who, article):
        return voice == "author"
    inside = [u for u in said if u.start < end and start < u.end]
    return any(u.speaker and is_same(who, u.speaker, u.role) for u in inside)


def _is_writer(who: str, article: Article) -> bool:
    return is_writer(who) or bool(article.author and is_same(who, article.author, None))


def is_same(who: str, speaker: str, role: str | None) -> bool:
    """Whether words for somebody fit a speaker: the last name, or most of the words of name and role.

    >>> is_same("Sanders", "Sarah Sanders", None), is_same("the Russian envoy", "Alexander Matsegora", "Moscow’s envoy")
    (True, True)
    >>> is_same("President Moon", "Alexander Matsegora", "Moscow’s envoy")
    False
    """
    asked, known = words(who), words(f"{speaker} {role or ''}")
    last = words(speaker)[-1:]
    if last and last[0] in asked:
        return True
    long = [word for word in asked if len(word) > 2 and word != "the"]
    held = {stem(word) for word in known}
    return bool(long) and sum(stem(word) in held for word in long) >= len(long) / 2


def overlap(topic: str, sentence: str) -> float:
    """The share of the words of a topic that a sentence has.

    >>> overlap("the new bridge", "The bridge is open.")
    0.5
    """
    asked = stems(topic)
    return len(asked & stems(sentence)) / len(asked) if asked else 0.0


def strangers(question: str, articles: Sequence[Article]) -> list[str]:
    """The names in a question of which the articles have no word.

    >>> article = Article.from_text("It rained in Lerwick.")
    >>> strangers("What did Ann Lee say about Lerwick?", [article])
    ['Ann Lee']
    """
    known = {word for article in articles for word in words(f"{article.title} {article.author or ''} {article.text}")}
    found = [_TITLE.sub("", name) for name in names(question)]
    return [
        name for name in found if _telling(name) and not known & _telling(name) and not re.fullmatch(r"[\d.,]+", name)
    ]


def names(question: str) -> list[str]:
    """Names and numbers in a question, but for its first word, which is large whatever it is.

    >>> names("When did Kim Jong-un’s envoy leave Hanoi in 2019?")
    ['Kim Jong-un', 'Hanoi', '2019']
    """
    return [re.sub(r"[’']s$", "", match[1]).rstrip(".,") for match in _NAME.finditer(question)]


def _telling(name: str) -> set[str]:
    """The words of a name that no other one is made of."""
    return {word for word in words(name) if word not in ASKING}
