"""A library: what is added is found, whatever happens to the process."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import sys
import threading

import filelock
import pytest

from index import Article, Library, UnknownArticle
from index.fusion import fuse
from tests.fakes import HashEmbedder
from tests.stories import found, story


def test_add_and_find(library: Library) -> None:
    """Each of many articles is found by its own words."""
    for number in range(12):
        library.add(story(number))

    assert [article.title for article in library.articles()] == [f"Story {number}" for number in range(12)]
    assert all(found(library, number) for number in range(12))


def test_open_again(library: Library) -> None:
    """What was added is there the next time, without being embedded again."""
    library.add(story(1))

    again = Library.open(library.folder, embedder=HashEmbedder())

    assert again.articles() == [story(1)]
    assert again.utterances(story(1).id) == library.utterances(story(1).id)
    assert found(again, 1)


def test_removed_text_is_gone_from_the_disk(library: Library) -> None:
    """Not a byte of a removed article is left in the library's folder."""
    library.add(Article.from_text("The secret word is Quetzalcoatlus.", title="Secret"))
    library.add(story(1))
    library.remove(library.articles()[0].id)
    library.close()

    for path in library.folder.rglob("*"):
        assert b"quetzalcoatlus" not in (path.read_bytes().lower() if path.is_file() else b""), path


def test_another_reader_sees_what_was_added(library: Library) -> None:
    """A page that is open answers from an article that another process adds."""
    page = Library.open(library.folder, embedder=HashEmbedder())
    library.add(story(1))
    assert found(page, 1)

    library.add(story(2))
    library.remove(story(1).id)

    assert found(page, 2)
    assert all(hit.passage.article.id == story(2).id for hit in page.search("bridge of Town1"))


KILLED = """
import os, signal, sys, threading
from index import Library
from tests.fakes import HashEmbedder
from tests.stories import story
library = Library.open(sys.argv[1], embedder=HashEmbedder())
number = int(sys.argv[2])
threading.Timer(float(sys.argv[3]), lambda: os.kill(os.getpid(), signal.SIGKILL)).start()
while True:
    library.add(story(number))
    number += 1
"""


def test_killed_while_adding(library: Library) -> None:
    """Killed at any moment, the library holds whole articles, each of them found."""
    library.close()
    for round, seconds in enumerate((0.9, 1.0, 1.1, 1.25)):
        arguments = [sys.executable, "-c", KILLED, str(library.folder), str(round * 1000), str(seconds)]
        assert subprocess.run(arguments, check=False).returncode == -signal.SIGKILL

        again = Library.open(library.folder, embedder=HashEmbedder())
        for article in again.articles():
            assert found(again, int(article.title.removeprefix("Story ")))
        again.close()


def test_failed_add_leaves_nothing(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """When embedding fails, the library is as it was."""
    library.add(story(1))
    monkeypatch.setattr(HashEmbedder, "encode", lambda *_: (_ for _ in ()).throw(MemoryError()))
    with pytest.raises(MemoryError):
        library.add(story(2))
    monkeypatch.undo()

    assert library.articles() == [story(1)]
    assert library.add(story(2)) == story(2)


def test_threads(library: Library) -> None:
    """Threads of one process may add and search at once."""
    library.add(story(0))
    failed: list[BaseException] = []

    def work(first: int) -> None:
        try:
            for number in range(first, first + 4):
                library.add(story(number))
                assert found(library, number)
        except BaseException as error:  # noqa: BLE001 - a thread's failure is looked at below
            failed.append(error)

    threads = [threading.Thread(target=work, args=(first,)) for first in (10, 20, 30)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert not failed
    assert len(library.articles()) == 13


def test_voices_of_older_rules(library: Library) -> None:
    """Who is speaking is found anew when the rules have changed since the article was read."""
    said = Article.from_text("“It works,” said Ann Lee, the engineer. We left.", title="Said")
    library.add(said)
    library.close()
    with sqlite3.connect(library.folder / "library.sqlite") as db:
        db.execute("UPDATE article SET voices = '0/none'")
        db.execute("UPDATE utterance SET speaker = 'Nobody'")

    again = Library.open(library.folder, embedder=HashEmbedder())

    assert [utterance.speaker for utterance in again.utterances(said.id)] == ["Ann Lee"]


def test_voices_while_another_process_writes(library: Library) -> None:
    """Who is speaking is told also when it cannot be stored, and stored the next time."""
    said = Article.from_text("“It works,” said Ann Lee, the engineer. We left.", title="Said")
    library.add(said)
    with sqlite3.connect(library.folder / "library.sqlite") as db:
        db.execute("UPDATE article SET voices = '0/none'")

    with filelock.FileLock(library.folder / "lock"):
        assert [utterance.speaker for utterance in library.utterances(said.id)] == ["Ann Lee"]
        assert db.execute("SELECT voices FROM article").fetchone() == ("0/none",)

    assert [utterance.speaker for utterance in library.utterances(said.id)] == ["Ann Lee"]
    assert db.execute("SELECT voices FROM article").fetchone() != ("0/none",)
    db.close()


def test_unknown_article(library: Library) -> None:
    """An id that is not there is named."""
    with pytest.raises(UnknownArticle, match="'nope' is not an article"):
        library.remove("nope")


def test_words_find_what_vectors_miss(library: Library) -> None:
    """A rare word is found by itself, in any of its forms and with or without its accents."""
    library.add(Article.from_text("Nothing here.\n\nThe café of Zörgiebel was closing.", title="A"))

    (hit, *_) = library.search("zorgiebel closed")

    assert hit.words_rank == 1


@pytest.mark.parametrize(
    "question",
    ['"', "a AND b OR (", "NEAR(x)", "*", "what is the", "😀", "x" * 5000, "'; DROP TABLE article; --"],
)
def test_strange_questions(library: Library, question: str) -> None:
    """Whatever is asked is only words."""
    library.add(story(1))

    assert len(library.search(question)) >= 1
    assert library.articles() == [story(1)]


def test_progress(library: Library) -> None:
    """Adding tells how many passages are done, up to all of them."""
    seen: list[tuple[int, int]] = []
    long = Article.from_text(
        "\n\n".join(f"Day {day}: the harbour stayed closed because the dredger broke again. " * 8 for day in range(90))
    )

    library.add(long, progress=lambda done, total: seen.append((done, total)))

    assert len(seen) > 1
    assert seen[-1][0] == seen[-1][1]


def test_fusion_by_hand() -> None:
    """1/61 + 1/62 for b beats 1/61 for a; ties keep the order of the first ranking."""
    assert fuse(["a", "b", "c"], ["b", "d"]) == ["b", "a", "d", "c"]
