"""A library: what is added is found, whatever happens to the process or to Chroma's files."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import filelock
import pytest

import index.generations
from index import Article, Library, LibraryBusy, UnknownArticle, UnusableLibrary
from index.fusion import fuse
from tests.fakes import HashEmbedder


def story(number: int) -> Article:
    return Article.from_text(
        f"Report {number}.\n\nThe bridge of Town{number} opened on day {number}.\n\nIt rained.",
        title=f"Story {number}",
    )


def found(library: Library, number: int) -> bool:
    """Whether the story's passage is found both by its meaning and by its words."""
    hits = [
        hit
        for hit in library.search(f"bridge of Town{number}", count=100)
        if f"Town{number} opened" in hit.passage.text
    ]
    return bool(hits) and hits[0].meaning_rank is not None and hits[0].words_rank is not None


def generations(library: Library) -> set[str]:
    return {path.name for path in (library.folder / "generations").iterdir()}


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


def test_few_new_passages_wait(library: Library) -> None:
    """Adding one article to many builds no vectors of others again, and it is found at once."""
    for number in range(12):
        library.add(story(number))
    before = generations(library)

    library.add(story(99))

    assert generations(library) == before
    assert found(library, 99)
    assert found(library, 3)


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
    monkeypatch.setattr(time, "monotonic", lambda: float("inf"))
    assert found(library, 2)
    assert len(generations(library)) == 1


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


KILLED = """
import os, signal, sys, threading
from index import Library
from tests.fakes import HashEmbedder
from tests.test_library import story
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


def test_one_writer(library: Library) -> None:
    """While a process writes, another one is told which, and waits less than a second for it."""
    holding = (
        "import filelock, sys, time; lock = filelock.FileLock(sys.argv[1]); lock.acquire();"
        " open(sys.argv[1] + '.owner', 'w').write('process 4711'); print('held', flush=True); time.sleep(60)"
    )
    arguments = [sys.executable, "-c", holding, str(library.folder / "lock")]
    with subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout
        assert other.stdout.readline() == "held\n"
        with pytest.raises(LibraryBusy, match="being written by process 4711: try again"):
            library.add(story(1))
        other.kill()

    assert library.articles() == []


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


def test_other_embedding_model(library: Library) -> None:
    """Vectors of two models are never mixed."""
    with pytest.raises(
        UnusableLibrary,
        match="made with the embedding model 'hash-64', not 'other': open it with 'hash-64', or add",
    ):
        Library.open(library.folder, embedder=HashEmbedder("other"))


def test_folder_that_is_a_file(tmp_path: Path) -> None:
    """A file is not a library."""
    (tmp_path / "file").write_text("x")

    with pytest.raises(UnusableLibrary, match="cannot be made"):
        Library.open(tmp_path / "file", embedder=HashEmbedder())


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_folder_that_is_not_writable(tmp_path: Path) -> None:
    """A folder without permission is said to be one."""
    tmp_path.chmod(0o555)

    with pytest.raises(UnusableLibrary, match="is not writable"):
        Library.open(tmp_path, embedder=HashEmbedder())


def test_folder_that_cannot_be_made() -> None:
    """Where nobody can write, not even root, the folder is named."""
    with pytest.raises(UnusableLibrary, match="/proc/library cannot be made"):
        Library.open("/proc/library", embedder=HashEmbedder())


def test_file_that_is_no_database(tmp_path: Path) -> None:
    """A library file that was overwritten is not taken for an empty one."""
    (tmp_path / "library.sqlite").write_text("this is not a database, it is a text" * 50)

    with pytest.raises(UnusableLibrary, match=r"library\.sqlite cannot be opened"):
        Library.open(tmp_path, embedder=HashEmbedder())


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


def test_full_disk(library: Library) -> None:
    """On a full disk nothing is added, the library stays usable, and there is a sentence for it."""
    library.add(story(1))
    db = library._db.connection
    db.execute(f"PRAGMA max_page_count = {db.execute('PRAGMA page_count').fetchone()[0]}")

    with pytest.raises(
        UnusableLibrary, match=r"library\.sqlite cannot be used \(database or disk is full\): make room"
    ):
        library.add(Article.from_text("It rained all day in every town of the county.\n" * 1000))

    assert library.articles() == [story(1)]
    db.execute("PRAGMA max_page_count = 1000000")
    library.add(story(2))
    assert found(library, 2)


def test_store_that_is_held(library: Library) -> None:
    """A program that holds the library's file is not ours to wait for without end."""
    library._db.connection.execute("PRAGMA busy_timeout = 50")
    with sqlite3.connect(library.folder / "library.sqlite", isolation_level=None) as other:
        other.execute("BEGIN IMMEDIATE")

        with pytest.raises(UnusableLibrary, match=r"\(database is locked\): try again"):
            library.add(story(1))
        other.execute("ROLLBACK")

    library.add(story(1))
    assert found(library, 1)
    other.close()


def test_store_that_is_damaged_later(library: Library) -> None:
    """A file whose pages were overwritten says so, whatever is asked of it."""
    library.add(story(1))
    library.close()
    path = library.folder / "library.sqlite"
    data = path.read_bytes()
    path.write_bytes(data[:4096] + b"\xa5" * (len(data) - 4096))

    with pytest.raises(UnusableLibrary, match=r"library\.sqlite cannot be .*: restore it from a copy"):
        Library.open(library.folder, embedder=HashEmbedder()).articles()


def test_text_that_was_changed(library: Library) -> None:
    """A stored text that is not what was added is never quoted from."""
    library.add(story(1))
    library.close()
    with sqlite3.connect(library.folder / "library.sqlite") as db:
        db.execute("UPDATE article SET text = replace(text, 'opened', 'closed')")

    with pytest.raises(UnusableLibrary, match=r"is damaged .* restore it from a copy"):
        Library.open(library.folder, embedder=HashEmbedder()).articles()


def test_removed_while_it_is_read(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """What another process removes between two looks into the file is not there, and nothing breaks."""
    asking: list[tuple[Callable[[Library], object], object]] = [
        (lambda reader: reader.articles(), []),
        (lambda reader: reader.article(story(1).id), UnknownArticle),
        (lambda reader: reader.utterances(story(1).id), UnknownArticle),
        (lambda reader: reader.search("bridge of Town1"), []),
    ]
    for ask, expected in asking:
        library.add(story(1))
        reader = Library.open(library.folder, embedder=HashEmbedder())
        remove_after(reader, library, story(1).id, monkeypatch)

        if expected is UnknownArticle:
            with pytest.raises(UnknownArticle, match="is not an article of"):
                ask(reader)
        else:
            assert ask(reader) == expected
        reader.close()


def remove_after(reader: Library, library: Library, id: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the article removed by another one as soon as the reader has looked into the file."""
    look = reader._db.rows

    def rows(query: str, values: Sequence[object] = ()) -> list[Any]:
        seen = look(query, values)
        if library._store.article(id) and seen:
            library.remove(id)
        return seen

    monkeypatch.setattr(reader._db, "rows", rows)


def test_newer_format(library: Library) -> None:
    """A library of a later On Record is not opened, so that nothing in it is lost."""
    library.close()
    with sqlite3.connect(library.folder / "library.sqlite") as db:
        db.execute("UPDATE meta SET value = '99' WHERE key = 'format'")

    with pytest.raises(UnusableLibrary, match="has format '99', not '2'"):
        Library.open(library.folder, embedder=HashEmbedder())


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
