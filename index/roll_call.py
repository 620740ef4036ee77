"""The roll-call of an article: everyone who speaks in it, how much, and where; and the share of each voice."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from index.article import Article, Span
from index.voices import Utterance, Voice

_DETERMINERS = frozenset(
    "the a an one some many most several few all both other another his her its their our my".split()
)


@dataclass(frozen=True)
class Speaker:
    """Somebody whose words are in an article; the counts are of words, `utterances` are in the order of the text."""

    name: str
    role: str | None
    words_quoted: int
    words_reported: int
    utterances: tuple[Utterance, ...]

    @property
    def spoken_of(self) -> str:
        """The name as it stands in a sentence.

        >>> Speaker("White House statement", None, 0, 9, ()).spoken_of, Speaker("Ann Lee", None, 4, 0, ()).spoken_of
        ('the White House statement', 'Ann Lee')
        """
        first, last = self.name.split()[0], self.name.split()[-1]
        bare = first[:1].isupper() and last.islower() and first.casefold() not in _DETERMINERS
        return f"the {self.name}" if bare else self.name

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


def _speaker(article: Article, said: Sequence[Utterance]) -> Speaker:
    role = next((u.role for u in said if u.role), None)
    return Speaker(
        said[0].speaker or "", role, _spoken(article, said, "quoted"), _spoken(article, said, "reported"), tuple(said)
    )


def _spoken(article: Article, utterances: Iterable[Utterance], voice: Voice) -> int:
    return sum(_words(article.text[u.start : u.end]) for u in utterances if u.voice == voice)


def _words(text: str) -> int:
    return len(re.findall(r"\w+(?:[’'-]\w+)*", text))
