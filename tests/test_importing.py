"""Many articles at once: stored as they come, passed over the next time, whatever happens to the process beside."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

import index.hearing
import index.importing
from index import Article, Library, Source
from index.parsing import PIPELINE
from index.voices import utterances
from tests.fakes import HashEmbedder
from tests.stories import found, generations, story

SAID = Article.from_text("“It works,” said Ann Lee, the engineer. She said that it had rained.", title="Said")


def test_add_all(library: Library) -> None:
    """Articles and sources come out in order as they are stored, a known one and one that stands twice as well."""
    library.add(story(3))
    items = [story(1), Source(story(2), place="two.txt"), story(1), story(3), SAID]

    added = list(library.add_all(items))

    assert added == [story(1), story(2), story(1), story(3), SAID]
    assert [article.title for article in library.articles()] == ["Story 3", "Story 1", "Story 2", "Said"]
    assert library.record(story(2).id).place == "two.txt"
    assert all(found(library, number) for number in (1, 2, 3))
    assert library.utterances(SAID.id) == utterances(SAID)


def test_add_all_of_known_ones(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is known is neither heard nor embedded again."""
    library.add(story(1))
    monkeypatch.setattr(index.hearing, "subprocess", None)
    monkeypatch.setattr(HashEmbedder, "encode", None)

    assert list(library.add_all([story(1)] * 300)) == [story(1)] * 300


def test_progress_of_add_all(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """Progress counts on from batch to batch, up to all passages."""
    monkeypatch.setattr(index.importing, "AT_ONCE", 8)
    seen: list[tuple[int, int]] = []

    list(library.add_all((long(number) for number in range(8)), progress=lambda *counts: seen.append(counts)))

    assert [done for done, _ in seen] == sorted({done for done, _ in seen})
    assert len(seen) > 2
    assert seen[-1] == (library.checked(), library.checked())


def test_stopped(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was stored before the caller stopped is there and found, and others may write at once."""
    monkeypatch.setattr(index.importing, "AT_ONCE", 8)
    coming = library.add_all(long(number) for number in range(30))
    first = next(coming)
    coming.close()

    other = Library.open(library.folder, embedder=HashEmbedder())

    assert first in other.articles()
    assert len(other.articles()) < 30
    other.add(story(1))
    other.close()


def test_many_articles_fill_few_generations(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """After an import of more than a generation may hold, each is of limited size, and nothing waits that is too much."""
    monkeypatch.setattr("index.generations.MOST", 20)

    list(library.add_all(long(number) for number in range(12)))

    sizes = [len(g.manifest.articles) for g in library._generations._open.values()]
    assert len(generations(library)) == len(sizes) >= 2
    assert all(g.manifest.passages <= 20 for g in library._generations._open.values())
    assert found(library, 0)


def test_hearing_process_that_is_killed(library: Library) -> None:
    """If the process that finds who is speaking ends, this one finds it."""
    hearing = index.hearing.Hearing(PIPELINE)
    assert hearing._other
    os.kill(hearing._other.pid, signal.SIGKILL)

    assert hearing.utterances(SAID) == utterances(SAID)
    hearing.close()


KILLED = """
import sys
import index.importing
from index import Library
from tests.fakes import HashEmbedder
from tests.test_importing import long
index.importing.AT_ONCE = 8
library = Library.open(sys.argv[1], embedder=HashEmbedder())
for article in library.add_all(long(number) for number in range(40)):
    print(article.id, flush=True)
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="there is no SIGKILL")
def test_killed(tmp_path: Path) -> None:
    """An import that is killed has kept all that it told of; the next one brings the rest, and nothing twice."""
    environment = {**os.environ, "PYTHONPATH": os.getcwd()}
    command = [sys.executable, "-c", KILLED, str(tmp_path)]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as run:
        assert run.stdout
        told = [run.stdout.readline().strip() for _ in range(5)]
        run.kill()
        told += run.stdout.read().split()
    assert run.returncode == -signal.SIGKILL

    library = Library.open(tmp_path, embedder=HashEmbedder())
    kept = {article.id for article in library.articles()}
    added = list(library.add_all(long(number) for number in range(40)))

    assert set(told) <= kept
    assert len(kept) < 40
    assert [article.title for article in added] == [f"Long {number}" for number in range(40)]
    assert len(library.articles()) == 40
    assert library.checked() == sum(library._store.passage_count([article.id]) for article in added)
    assert not list(tmp_path.rglob("building-*"))
    assert all(library.search(f"the bridge of Town{number}", articles=[long(number).id]) for number in (0, 39))
    library.close()


UNGUARDED = """
import sys
from index import Library
from tests.fakes import HashEmbedder
from tests.stories import story
print("begun")
library = Library.open(sys.argv[1], embedder=HashEmbedder())
print(len(list(library.add_all(story(number) for number in range(5)))))
library.close()
"""


def test_script_without_a_main_guard(tmp_path: Path) -> None:
    """A plain script that imports runs once, and leaves no process behind."""
    script = tmp_path / "script.py"
    script.write_text(UNGUARDED)
    environment = {**os.environ, "PYTHONPATH": os.getcwd()}

    run = subprocess.run(
        [sys.executable, str(script), str(tmp_path / "library")],
        env=environment,
        check=True,
        capture_output=True,
        text=True,
    )

    assert (run.stdout, run.stderr) == ("begun\n5\n", "")


def long(number: int) -> Article:
    days = (
        f"Day {day}: the bridge of Town{number} opened and closed because dredger {day} broke again. " * 3
        for day in range(8)
    )
    return Article.from_text("\n\n".join(days), title=f"Long {number}")
