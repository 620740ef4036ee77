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


def test_search_merges_twins(library: Library) -> None:
    """A passage that two sites have in the same words is found once, as the first site's, and the other is named."""
    first = library.add(Article.from_text(f"{text(1)}.\n\nThe bridge of Lerwick opened.", title="First"))
    second = library.add(Article.from_text(f"{text(1)}.\n\nThe bridge of Lerwick opened. Ends.", title="Second"))
    stranger = library.add(Article.from_text(f"{text(2)}.\n\nThe bridge of Lerwick opened.", title="Stranger"))

    hits = {hit.passage.article.id: hit for hit in library.search("w100 w200 w300 w400 bridge of Lerwick", count=50)}

    shown = [hit for hit in hits.values() if hit.also]
    assert shown
    assert {(hit.passage.article.id, hit.also) for hit in shown} == {(first.id, (second,))}
    assert hits[stranger.id].also == ()
    alone = library.search("w100 w200 w300", count=50, articles=[second.id])
    assert {(hit.passage.article.id, hit.also) for hit in alone} == {(second.id, ())}


def test_search_merges_versions(library: Library) -> None:
    """What did not change from one version to the next is the last version's; what changed is found in each."""
    opened, shut = "The bridge of Lerwick has opened.", "The bridge of Lerwick has not opened."
    old = library.add(Article.from_text(f"{text(1)}.\n\n{text(3)}. {opened}", title="Old"))
    new = library.add(Article.from_text(f"{text(1)}.\n\n{text(3)}. {shut}", title="New"), replaces=old.id)

    hits = library.search("bridge of Lerwick", count=50)

    assert {(hit.passage.article.id, hit.also) for hit in hits if hit.also} == {(new.id, (old,))}
    assert {hit.passage.article.id for hit in hits if "Lerwick" in hit.passage.text} == {old.id, new.id}


def test_refrain(library: Library) -> None:
    """A passage that stands twice in one article is found twice."""
    verse = " ".join(["The bridge of Lerwick is open again today and the ferries sail."] * 12)
    library.add(Article.from_text(f"{verse}\n\n{verse}"))

    starts = [hit.passage.start for hit in library.search("ferries of Lerwick")]

    assert len(starts) == len(set(starts)) > 1
