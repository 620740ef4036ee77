"""Questions on who said something: the utterance with the words that are asked about comes first, and its speaker answers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant.answer import Citation
from assistant.candidates import Candidate, Utterances
from assistant.question import SAYING, THINKING, asks_who_disagrees, claimed, is_name, said_verb
from assistant.speaking import is_same, overlap
from index import Article, Span, Utterance
from index.sentences import sentences
from index.words import stem, stems, words

ON_CLAIM = 6.0
"""Logits that a sentence loses for what another one has more of the words that somebody is asked to have said."""

CERTAIN = 4.0
"""Logits of a sentence that has them word for word; half of it where it only has them all. The reader need not have marked it."""

_LEAST = 3  # words of a claim that are not found together by chance
_ON_TOPIC = 0.5  # share of the words of what is disagreed with
_DISSENT = re.compile(
    r"\b(?:refut|reject|den(?:y|ie)|dismiss|disput|contradict|criticis|criticiz|slam|blast|condemn|accus|denounc|oppos|rebuk|decr(?:y|ie)|deplor|disagree|"
    r"castigat|deride|ridicul|doubt|object|protest|attack|complain|mock|lash)",
    re.I,
)
_NOT_SO = re.compile(
    r"(?:But |Yet |And )?(?P<who>(?!No\b|Nobody|Few|None|Not\b|It\b)[A-ZÀ-Þ][^.?!:;“\"]{0,80}?) "
    r"(?:disagree[sd]?\b|(?:do|does|did)(?: not|n[’']t) agree\b|(?:is|are|was|were) (?:not (?:\w+ )?|un)(?:convinced|persuaded|sure)\b"
    r"|(?:see|take)s? it differently\b|(?:think|see)s? otherwise\b)"
)
"""What a sentence says of somebody whose words stand behind it."""

_BETWEEN = r"(?:[’']s)?(?:\W|_)+"  # two words
_QUOTED = re.compile(r"[“\"«]([^”\"»]+?)[”\"»]|‘([^’]+)’")


def preferred(
    question: str, candidates: Sequence[Candidate], articles: Sequence[Article], utterances: Utterances
) -> list[Candidate]:
    """The candidates, best first: those in whose utterance the words stand that somebody is asked to have said."""
    if asks_who_disagrees(question):
        return _disagreeing(claimed(question), candidates, articles, utterances)
    certain: dict[tuple[str, int], Candidate] = {}
    for one in (c for article in articles for c in _certain(question, article, utterances)):
        certain.setdefault(_place(one), one)
    marked = {_place(c): c for c in candidates}
    found = [replace(marked.get(place, c), margin=c.margin) for place, c in certain.items()]
    others = [c for place, c in marked.items() if place not in certain]
    shares = [_share(claimed(question), c, utterances) for c in others]
    most = 1.0 if certain else max(shares, default=0.0)
    lowered = [replace(c, margin=c.margin - ON_CLAIM * (most - s)) for c, s in zip(others, shares, strict=True)]
    return sorted([*found, *lowered], key=lambda candidate: -candidate.margin)


def said_words(question: str, candidate: Candidate, utterances: Utterances) -> Span | None:
    """The utterance in a sentence that has most of the words asked about; None where nobody speaks in it."""
    text, claim = candidate.article.text, claimed(question)
    inside = _within(candidate, utterances)
    return max(inside, key=lambda span: (overlap(claim, text[slice(*span)]), span[1] - span[0]), default=None)


def told(question: str, candidate: Candidate, citation: Citation, utterances: Utterances) -> str | None:
    """Who said it, as a short answer: the speaker, unless the words of the speaker themselves tell of another one who did.

    “Ida Hu said that Bo Lee had accused the mayor” answers who accused the mayor with Bo Lee, and “Bo Lee, a baker, does
    not agree.”, which the writer says, who is against it.
    """
    otherwise = _NOT_SO.match(candidate.text) if citation.voice == "author" and asks_who_disagrees(question) else None
    if otherwise and is_name(who := otherwise["who"].split(",")[0]):
        return who
    name = candidate.short if candidate.short and is_name(candidate.short) else None
    span = said_words(question, candidate, utterances)
    if citation.voice == "author" and not re.search(rf"\b(?:{SAYING}|{THINKING})\b", candidate.text, re.I):
        return citation.speaker  # nobody else says anything there
    if name is None or span is None or citation.voice == "author":
        return name or citation.speaker
    inside = span[0] <= candidate.words[0] < span[1]
    retold = said_verb(question) in map(stem, words(candidate.article.text[candidate.words[1] : span[1]]))
    return name if (retold if inside else citation.speaker is None) else citation.speaker


def _disagreeing(
    topic: str, candidates: Sequence[Candidate], articles: Sequence[Article], utterances: Utterances
) -> list[Candidate]:
    """What somebody says who denies, rejects or criticises what the question is about; then the candidates."""
    found = [c for c in candidates if not any(_is_theirs(topic, said) for said in _spoken(c, utterances))]
    asked = stems(topic)
    if asked and not any(asked & stems(article.text) for article in articles):
        found = [replace(c, margin=c.margin - ON_CLAIM) for c in found]  # the articles have no word of it
    first = max((candidate.margin for candidate in found), default=0.0)
    for article in articles:
        for said in utterances(article):
            if said.speaker and said.cue_span and _DISSENT.search(said.cue or "") and not _is_theirs(topic, said):
                inside = [s for s in sentences(article) if s[0] < said.end and min(said.start, said.cue_span[0]) < s[1]]
                share = overlap(topic, article.text[inside[0][0] : inside[-1][1]])
                start, end = next(span for span in inside if said.start < span[1])
                if share >= _ON_TOPIC:
                    found.append(Candidate(article, start, end, (start, end), max(first, 0.0) + CERTAIN * share))
        found += _answering(topic, article, utterances, max(first, 0.0) + CERTAIN * _ON_TOPIC)
    return sorted(found, key=lambda candidate: -candidate.margin)


def _answering(topic: str, article: Article, utterances: Utterances, margin: float) -> Iterator[Candidate]:
    """What those say of whom a sentence tells that they see it otherwise: on this topic, or right behind words of this speaker."""
    said, spans = utterances(article), sentences(article)
    for number, (start, end) in enumerate(spans):
        match = _NOT_SO.match(article.text, start, end)
        if not match:
            continue
        last = spans[min(number + 1, len(spans) - 1)][1]
        own = next((u for u in said if start <= u.start < last and u.speaker), None)
        if own is None or _is_theirs(topic, own):
            continue
        if match["who"] not in ("He", "She", "They") and not is_same(match["who"], own.speaker or "", own.role):
            continue
        before = next((u for u in reversed(said) if u.end <= start and u.speaker), None)
        behind = before and _is_theirs(topic, before) and article.text.count("\n\n", before.end, start) <= 1
        if behind or overlap(topic, article.text[start:end]) >= _ON_TOPIC:
            place = next(span for span in spans if own.start < span[1])
            yield Candidate(article, *place, place, margin)


def _is_theirs(topic: str, said: Utterance) -> bool:
    """Whether those speak with whom somebody is to disagree."""
    return said.speaker is not None and is_same(topic, said.speaker, said.role)


def _certain(question: str, article: Article, utterances: Utterances) -> Iterator[Candidate]:
    """Sentences with the very words that the question quotes, or in one utterance all that its claim is about."""
    claim = claimed(question)
    for first, last in _verbatim(claim, article.text):
        start, end = max(sentences(article), key=lambda s: min(s[1], last) - max(s[0], first))
        yield Candidate(article, start, end, (start, end), CERTAIN)
    if len(stems(claim)) >= _LEAST:
        for start, end in sentences(article):
            one = Candidate(article, start, end, (start, end), CERTAIN / 2)
            if _share(claim, one, utterances) == 1.0 and _within(one, utterances):
                yield one


def _verbatim(claim: str, text: str) -> Iterator[Span]:
    """Where a text has the words that a claim quotes, or all of it, word for word."""
    pieces = [match[1] or match[2] for match in _QUOTED.finditer(claim)]
    for piece in pieces or [claim]:
        if len(said := words(piece)) >= (1 if pieces else _LEAST):
            pattern = r"\b" + _BETWEEN.join(map(re.escape, said)) + r"\b"
            found = [match.span() for match in re.finditer(pattern, text, re.I)]
            if len(said) >= _LEAST or len(found) == 1:
                yield from found


def _share(claim: str, candidate: Candidate, utterances: Utterances) -> float:
    """How much of a claim one utterance in the sentence has; of the sentence, where nobody is known to speak in it."""
    spans = _within(candidate, utterances) or [(candidate.start, candidate.end)]
    return max(overlap(claim, candidate.article.text[slice(*span)]) for span in spans)


def _within(candidate: Candidate, utterances: Utterances) -> list[Span]:
    inside = _spoken(candidate, utterances)
    return [(max(u.start, candidate.start), min(u.end, candidate.end)) for u in inside]


def _spoken(candidate: Candidate, utterances: Utterances) -> list[Utterance]:
    return [u for u in utterances(candidate.article) if u.start < candidate.end and candidate.start < u.end]


def _place(candidate: Candidate) -> tuple[str, int]:
    return candidate.article.id, candidate.start
