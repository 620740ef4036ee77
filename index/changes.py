"""What changed from one version of an article to the next, in its quotations before all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from index.article import Article, Span, one_line
from index.voices import Utterance
from index.words import words

Kind = Literal["new", "gone", "words", "speaker"]

CLOSE = 0.6
"""Share of common words from which on two quotations are one whose words were changed."""

_COMPARED = 200  # quotations of each version that are compared by their words: the time grows with the square
_FIELDS = ("title", "author", "published", "site", "url")


@dataclass(frozen=True)
class Quotation:
    """Somebody's exact words where they stand in one version of an article."""

    article: Article
    start: int
    end: int
    speaker: str | None

    @property
    def words(self) -> str:
        return self.article.text[self.start : self.end]


@dataclass(frozen=True)
class Change:
    """A quotation that is new or gone, or one that both versions have, with other words or another speaker."""

    before: Quotation | None
    after: Quotation | None

    @property
    def kind(self) -> Kind:
        if self.before is None or self.after is None:
            return "new" if self.before is None else "gone"
        return "speaker" if _plain(self.before) == _plain(self.after) else "words"


@dataclass(frozen=True)
class Changes:
    """All that differs between two versions of an article."""

    before: Article
    after: Article
    quotations: tuple[Change, ...]
    """In the order of the newer text; those that are gone come last, in the order of the older one."""
    fields: dict[str, tuple[str | None, str | None]]
    """What the fields said that say something else now, by name: the older value and the newer one."""
    new_paragraphs: tuple[Span, ...]
    """Spans of the newer text whose words the older one has in no paragraph."""
    gone_paragraphs: tuple[Span, ...]
    """Spans of the older text whose words the newer one has in no paragraph."""


def changes(
    before: Article, said_before: Sequence[Utterance], after: Article, said_after: Sequence[Utterance]
) -> Changes:
    """What differs between two versions, given what others than the writer say in each.

    >>> from index.voices import utterances
    >>> old = Article.from_text("“We will build the new bridge by May,” said Ann Lee. It rained.")
    >>> new = Article.from_text("“We will build the new bridge by June,” said Ann Lee. It rained.")
    >>> found = changes(old, utterances(old), new, utterances(new))
    >>> [(one.kind, one.before.words, one.after.words) for one in found.quotations]
    [('words', '“We will build the new bridge by May,”', '“We will build the new bridge by June,”')]
    """
    old, new = list(_quotations(before, said_before)), list(_quotations(after, said_after))
    pairs = dict(_same(old, new))
    kept = set(pairs.values())
    pairs |= _close([one for one in old if one not in kept], [one for one in new if one not in pairs])
    told = [Change(pairs.get(one), one) for one in new if not _is_unchanged(pairs.get(one), one)]
    kept = set(pairs.values())
    told += [Change(one, None) for one in old if one not in kept]
    fields = {name: (getattr(before, name), getattr(after, name)) for name in _FIELDS}
    return Changes(
        before,
        after,
        tuple(told),
        {name: values for name, values in fields.items() if values[0] != values[1]},
        tuple(_paragraphs_only_in(after, before)),
        tuple(_paragraphs_only_in(before, after)),
    )


def _quotations(article: Article, said: Sequence[Utterance]) -> Iterator[Quotation]:
    for one in said:
        if one.voice == "quoted":
            yield Quotation(article, one.start, one.end, one.speaker)


def _is_unchanged(before: Quotation | None, after: Quotation) -> bool:
    return before is not None and _plain(before) == _plain(after) and before.speaker == after.speaker


def _plain(quotation: Quotation) -> tuple[str, ...]:
    """Its words, whatever the marks, the letters' size and the white space."""
    return tuple(words(quotation.words))


def _same(old: Sequence[Quotation], new: Sequence[Quotation]) -> Iterator[tuple[Quotation, Quotation]]:
    """Pairs of a newer quotation and an older one with the same words, the same speaker's first."""
    left: dict[tuple[str, ...], list[Quotation]] = {}
    for one in old:
        left.setdefault(_plain(one), []).append(one)
    for one in new:
        same = left.get(_plain(one))
        if same:
            chosen = next((known for known in same if known.speaker == one.speaker), same[0])
            same.remove(chosen)
            yield one, chosen


def _close(old: Sequence[Quotation], new: Sequence[Quotation]) -> dict[Quotation, Quotation]:
    """Of each newer quotation the older one whose words it has mostly, the closest pairs first."""
    older = [(known, _plain(known)) for known in old[:_COMPARED]]
    newer = [(one, _plain(one)) for one in new[:_COMPARED]]
    near = [(_likeness(b, a), one, known) for one, a in newer for known, b in older]
    near = sorted((pair for pair in near if pair[0] >= CLOSE), key=lambda pair: -pair[0])
    pairs: dict[Quotation, Quotation] = {}
    taken: set[Quotation] = set()
    for _, one, known in near:
        if one not in pairs and known not in taken:
            pairs[one] = known
            taken.add(known)
    return pairs


def _likeness(one: Sequence[str], other: Sequence[str]) -> float:
    """How many of all words are common and in the same order, 0 to 1; 0 where too few are common in any order."""
    most = len(one) + len(other)
    if not most or 2 * min(len(one), len(other)) < CLOSE * most:
        return 0.0
    if 2 * sum((Counter(one) & Counter(other)).values()) < CLOSE * most:
        return 0.0
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def _paragraphs_only_in(article: Article, other: Article) -> Iterator[Span]:
    known = {one_line(other.text[start:end]) for start, end in other.paragraphs}
    for start, end in article.paragraphs:
        if one_line(article.text[start:end]) not in known:
            yield start, end
