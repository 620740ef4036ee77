"""Chroma's folders: built once, checked, of limited size, and made again when they are damaged."""

from __future__ import annotations

import os
import shutil
import threading
from typing import Any

import pytest

import index.generations
from index import Article, Library, UnknownArticle, UnusableLibrary
from tests.fakes import HashEmbedder
from tests.stories import found, generations, story


def test_few_new_passages_wait(library: Library) -> None:
    """Adding one article to many builds no vectors of others again, and it is found at once."""
    for number in range(12):
        library.add(story(number))
    before = generations(library)

    library.add(story(99))

    assert generations(library) == before
    assert found(library, 99)
    assert found(library, 3)


@pytest.mark.parametrize("how", ["halve", "empty", "delete", "garble"])
@pytest.mark.parametrize(
    "name",
    [
        "chroma.sqlite3",
        "header.bin",
        "data_level0.bin",
        "length.bin",
        "link_lists.bin",
        "index_metadata.pickle",
        "MANIFEST.json",
    ],
)
def test_damaged_generation(library: Library, name: str, how: str) -> None:
    """Whatever happened to Chroma's files, the answer is the same, and the files are made again."""
    library.add(story(1))
    library.close()
    (damaged,) = (path for path in (library.folder / "generations").rglob(name))
    data = damaged.read_bytes()
    damaged.unlink()
    if how != "delete":
        damaged.write_bytes({"halve": data[: len(data) // 2], "empty": b"", "garble": os.urandom(len(data))}[how])

    again = Library.open(library.folder, embedder=HashEmbedder())

    assert found(again, 1)
    again.close()
    assert found(Library.open(library.folder, embedder=HashEmbedder()), 1)


def test_lost_generations(library: Library) -> None:
    """Without any of Chroma's files everything is found, and they are made again."""
    library.add(story(1))
    library.close()
    shutil.rmtree(library.folder / "generations")
    (library.folder / "CURRENT").unlink()

    again = Library.open(library.folder, embedder=HashEmbedder())

    assert found(again, 1)
    assert len(generations(again)) == 1


def test_generation_of_a_killed_writer(library: Library) -> None:
    """What a killed process left half built is never used, and is cleared away."""
    library.add(story(1))
    (library.folder / "generations" / "building-1").mkdir()

    library.add(story(2))

    assert found(library, 2)
    assert "building-1" not in generations(library)


def test_search_while_building(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """A question asked while an article's vectors are built does not wait for them, and finds that article too."""
    library.add(story(1))
    fill, begun, go = index.generations._fill, threading.Event(), threading.Event()

    def slowly(*given: Any) -> None:
        begun.set()
        go.wait(20)
        fill(*given)

    monkeypatch.setattr(index.generations, "_fill", slowly)
    adding = threading.Thread(target=library.add, args=(story(2),))
    adding.start()
    assert begun.wait(20)

    assert found(library, 1)
    assert found(library, 2)
    assert adding.is_alive()
    go.set()
    adding.join()
    assert found(library, 2)


class FullDisk:
    """Chroma on a disk without room."""

    closed = 0

    def create_collection(self, *_: object, **__: object) -> None:
        raise RuntimeError("error returned from database: (code: 13) database or disk is full")

    def close(self) -> None:
        FullDisk.closed += 1


def test_chroma_that_cannot_write(
    library: Library, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """When Chroma fails, articles are still added, removed and found; when it works again, it is filled."""
    library.add(story(1))
    monkeypatch.setattr(index.generations, "_client", lambda _: FullDisk())

    library.add(story(2))

    assert "cannot be rebuilt (Chroma fails on" in caplog.text
    assert found(library, 1)
    assert found(library, 2)
    library.remove(story(1).id)
    assert found(library, 2)
    assert all(hit.passage.article.id == story(2).id for hit in library.search("bridge of Town1"))
    assert FullDisk.closed
    assert generations(library) == set()
    with pytest.raises(UnusableLibrary, match=r"generations cannot be rebuilt .*: check that its disk has room"):
        library.checked()
    monkeypatch.undo()
    assert found(library, 2)
    assert generations(library) == set()  # a search does not try again at once
    library._rests_until = (
        0.0  # a minute later; the clock itself is not turned, for a server in this process sleeps by it
    )
    assert found(library, 2)
    assert len(generations(library)) == 1


def test_search_that_misses(library: Library) -> None:
    """Many passages alike keep Chroma from finding others: those of an article that is asked are found all the same."""
    library.add(story(1))
    alike = "The boats came in late on Monday and nobody on the quay was surprised by it at all, because of the wind."
    library.add(Article.from_text("\n\n".join([alike] * 800)))
    library.checked()

    hits = library.search("Who won the football?", articles=[story(1).id])

    assert [hit.meaning_rank for hit in hits] == list(range(1, len(hits) + 1))
    assert len(hits) == len(library._store.passages_of(story(1).id))


def test_generations_that_cannot_be_written(library: Library) -> None:
    """Where no folder for Chroma can be made, articles are still added and found."""
    library.close()
    (library.folder / "generations").write_text("in the way")

    again = Library.open(library.folder, embedder=HashEmbedder())
    again.add(story(1))

    assert found(again, 1)
    with pytest.raises(UnusableLibrary, match="cannot be rebuilt"):
        again.checked()


@pytest.mark.parametrize("data", [b"", b"\xff\xfe\x00", b"../..\nnot one"])
def test_damaged_pointer(library: Library, data: bytes) -> None:
    """Whatever happened to the file that names the generations, the answer is the same."""
    library.add(story(1))
    library.close()
    (library.folder / "CURRENT").write_bytes(data)

    again = Library.open(library.folder, embedder=HashEmbedder())

    assert found(again, 1)
    assert len(generations(again)) == 1


def test_generations_are_of_limited_size(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever is added, a generation holds no more than MOST passages, small ones are merged, and all is found."""
    monkeypatch.setattr(index.generations, "MOST", 8)
    monkeypatch.setattr(index.generations, "FEW", 2)

    for number in range(24):
        library.add(story(number))

    sizes = [generation.manifest.passages for generation in library._generations._open.values()]
    assert max(sizes) <= 8
    assert 2 < len(sizes) < 8
    assert sum(sizes) >= 24 - 2
    assert all(found(library, number) for number in (0, 11, 23))


def test_removing_builds_only_what_held_it(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """The generations that do not hold a removed article stay as they are, and those that do are gone."""
    monkeypatch.setattr(index.generations, "MOST", 8)
    monkeypatch.setattr(index.generations, "FEW", 2)
    for number in range(24):
        library.add(story(number))
    holding = {
        name
        for name, generation in library._generations._open.items()
        if {story(1).id, story(2).id} & generation.articles
    }
    before = generations(library)

    library.remove(story(1).id, story(2).id)

    assert before - generations(library) >= holding
    assert generations(library) & before
    assert found(library, 23)
    assert not found(library, 1)


def test_nothing_removed_unless_all(library: Library) -> None:
    """Where one of several ids is unknown, none of the articles is removed."""
    library.add(story(1))

    with pytest.raises(UnknownArticle, match="'nope' is not an article"):
        library.remove(story(1).id, "nope")

    assert library.articles() == [story(1)]
    assert found(library, 1)


def test_some_articles(library: Library) -> None:
    """Of the articles that are asked, whether few or most, the nearest are found, and nothing of others."""
    list(library.add_all(story(number) for number in range(40)))

    for asked in (1, 3, 20, 39, 40):
        ids = [story(number).id for number in range(asked)]
        hits = library.search("the bridge opened on day 39", count=asked, articles=ids)
        assert {hit.passage.article.id for hit in hits} == set(ids)
        assert all(hit.meaning_rank for hit in hits[:30])
