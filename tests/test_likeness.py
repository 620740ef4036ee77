"""Near-duplicates: the same story in nearly the same words is found, another story is not."""

from __future__ import annotations

import random

import pytest

from index import Article, Library
from index.likeness import ALIKE, marks, runs, share
from tests.stories import story


def text(seed: int, words: int = 300) -> str:
    return " ".join(f"w{random.Random(seed * 10_000 + number).randrange(5_000)}" for number in range(words))


def with_changes(original: str, every: int) -> str:
    return " ".join("changed" if number % every == 0 else word for number, word in enumerate(original.split()))


@pytest.mark.parametrize(
    ("text", "other", "expected"),
    [("a b c d", "a b c d", 1.0), ("a b c d", "A, b: c!", 0.5), ("a b", "c d", 0.0), ("", "", 1.0)],
)
def test_share_by_hand(text: str, other: str, expected: float) -> None:
    """The runs that both have, of those that one of them has."""
    assert share(text, other) == expected


def test_marks_find_what_is_alike() -> None:
    """Of 25 pairs that share a good 70 % of their runs, each has a mark in common; of 25 strangers none has."""
    for seed in range(25):
        original = text(seed)
        changed = with_changes(original, 20)
        assert share(original, changed) > ALIKE
        assert set(marks(original)) & set(marks(changed)), seed
        assert not set(marks(original)) & set(marks(text(seed + 1_000))), seed


def test_marks_are_stored() -> None:
    """Marks of today are those of every other version: libraries hold them."""
    assert marks("It rained in the bridge of Lerwick.")[:2] == [1883074519675332371, 7958821616611782159]


def test_short_texts_have_runs() -> None:
    """A text of fewer than three words is compared as a whole."""
    assert runs("No!") == {"no"}


def test_alike(library: Library) -> None:
    """The same story on another site is named with its share; a version of it and another story are not."""
    original, twin, stranger = text(1), with_changes(text(1), 40), text(2)
    here = library.add(Article.from_text(original, title="Here"))
    there = library.add(Article.from_text(twin, title="There"))
    library.add(Article.from_text(stranger, title="Another"))
    later = library.add(Article.from_text(with_changes(original, 60), title="Later"), replaces=here.id)

    assert library.alike(here.id) == [(there, share(original, twin))]
    assert {article.title for article, _ in library.alike(there.id)} == {"Here", "Later"}
    library.remove(there.id)
    assert library.alike(here.id) == []
    assert later in library.versions(here.id)


def test_stories_are_not_alike(library: Library) -> None:
    """Short articles that differ in a name and a number are two articles."""
    library.add(story(1))

    assert library.alike(library.add(story(2)).id) == []
