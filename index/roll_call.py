"""The roll-call of an article: everyone who speaks in it, how much, and where; and the share of each voice."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from index.article import Article, Span
from index.phrases import head
from index.voices import Utterance, Voice

_SHORT_WORDS = frozenset("of the and for in at de van von bin al".split())


@dataclass(frozen=True)
class Speaker:
    """Somebody whose words are in an article; the counts are of words, `utterances` are in the order of the text."""

    name: str
    role: str | None
    words_quoted: int
    words_reported: int
    utterances: tuple[Utterance, ...]

    @property
    def spans(self) -> tuple[Span, ...]:
        return tuple((u.start, u.end) for u in self.utterances)


@dataclass(frozen=True)
class RollCall:
    """Who speaks in an article, those with most words first, the writer apart.

    `shares` holds the part of the article's words that is in each voice; `untold` is what somebody says whom the
    article does not name, or not so that it could be told.
    """

    article: Article
    speakers: tuple[Speaker, ...]
    shares: dict[Voice, float]
    untold: tuple[Utterance, ...]

    @property
    def author(self) -> str | None:
        return self.article.author


def roll_call(article: Article, utterances: Sequence[Utterance]) -> RollCall:
    """Everyone who speaks in an article, from its utterances.

    >>> from index.voices import utterances
    >>> article = Article.from_text("“It works,” said Ann Lee, the engineer. We left.")
    >>> [(s.name, s.role, s.words_quoted) for s in roll_call(article, utterances(article)).speakers]
    [('Ann Lee', 'engineer', 2)]
    """
    everything = max(1, _words(article.text))
    quoted, reported = (_spoken(article, utterances, voice) for voice in ("quoted", "reported"))
    shares: dict[Voice, float] = {
        "author": (everything - quoted - reported) / everything,
        "quoted": quoted / everything,
        "reported": reported / everything,
    }
    return RollCall(article, speakers_in(article, utterances), shares, tuple(u for u in utterances if not u.speaker))


def speakers_in(article: Article, utterances: Iterable[Utterance]) -> tuple[Speaker, ...]:
    """Everyone who is named as speaking, those with most words first."""
    by_name: dict[str, list[Utterance]] = {}
    for utterance in utterances:
        if utterance.speaker:
            by_name.setdefault(utterance.speaker.casefold(), []).append(utterance)
    found = [_speaker(article, said) for said in by_name.values()]
    return tuple(sorted(found, key=lambda s: (-s.words_quoted - s.words_reported, s.utterances[0].start)))


def named_in(question: str, speakers: Iterable[Speaker]) -> list[Speaker]:
    """The speakers whom a question names: by the whole name, else the last name, else the role.

    >>> ann = Speaker("Ann Lee", "chief engineer of the works", 2, 0, ())
    >>> bo = Speaker("Harbour Union", None, 2, 0, ())
    >>> [[s.name for s in named_in(q, [ann, bo])] for q in ("What did Lee say?", "And the chief engineer?", "Why?")]
    [['Ann Lee'], ['Ann Lee'], []]
    """
    asked = _tokens(question)
    everyone = list(speakers)
    for told in (_by_name, _by_last_name, _by_role):
        if found := [speaker for speaker in everyone if told(asked, speaker)]:
            return found
    return []


def _speaker(article: Article, said: Sequence[Utterance]) -> Speaker:
    role = next((u.role for u in said if u.role), None)
    return Speaker(
        said[0].speaker or "", role, _spoken(article, said, "quoted"), _spoken(article, said, "reported"), tuple(said)
    )


def _spoken(article: Article, utterances: Iterable[Utterance], voice: Voice) -> int:
    return sum(_words(article.text[u.start : u.end]) for u in utterances if u.voice == voice)


def _words(text: str) -> int:
    return len(re.findall(r"\w+(?:[’'-]\w+)*", text))


def _tokens(text: str) -> list[str]:
    return [re.sub(r"[’']s?$", "", word) for word in re.findall(r"\w+(?:[’'-]\w+)*[’']?", text.casefold())]


def _holds(asked: Sequence[str], words: Sequence[str]) -> bool:
    """Whether words stand in a question in their order, one after the other."""
    return bool(words) and any(list(asked[n : n + len(words)]) == list(words) for n in range(len(asked)))


def _by_name(asked: Sequence[str], speaker: Speaker) -> bool:
    return _holds(asked, _tokens(speaker.name))


def _by_last_name(asked: Sequence[str], speaker: Speaker) -> bool:
    words = [word for word in _tokens(speaker.name) if word not in _SHORT_WORDS]
    if len(words) < 2:
        return False
    lower = speaker.name.split()[-1][:1].islower() or "’s " in speaker.name or len(words) > 3
    return _holds(asked, words[-2:] if lower else words[-1:])


def _by_role(asked: Sequence[str], speaker: Speaker) -> bool:
    if not speaker.role:
        return False
    phrase = re.split(r"\s(?:of|to|for|at|in)\s", speaker.role)[0]
    return _holds(asked, _tokens(phrase)) or _holds(asked, _tokens(head(speaker.role)))
