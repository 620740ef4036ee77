"""What a library says when its folder, its file or its disk fails, or somebody else is writing."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from index import Article, Library, LibraryBusy, UnknownArticle, UnusableLibrary
from tests.fakes import HashEmbedder
from tests.stories import found, story


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
