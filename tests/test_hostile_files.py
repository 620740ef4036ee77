"""Files that are made to do harm, or broken: each within time and memory, told in one sentence, and the rest goes on."""

from __future__ import annotations

import re
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant import Assistant
from index import Raw, UnreadableArticle, articles_in, read, read_raw, sources
from index.formats import aside
from tests import documents, hostile
from tests.conftest import DEFAULT

SECONDS = 20  # for one file, on a busy machine; alone none takes more than two
MEGABYTES = 300  # by which this process may grow at its peak

SAYS = {
    "again.epub": r"5,\d\d\d,\d\d\d letters, more than 5,000,000",
    "attributes.html": "is not a page of HTML",
    "bomb.docx": r"would unfold to 3\d,\d\d\d,\d\d\d",
    "bomb.zip": "would unfold to 100,000,000",
    "claims.pdf": "has no text layer",
    "count.pdf": "has no text layer",
    "cut.pdf": "is damaged",
    "cut.zip": "is damaged",
    "deep.eml": "messages within messages",
    "deep.html": "holds no article text",
    "deep.jsonl": "line [12] is not JSON",
    "deep.md": "holds no article text",
    "empty.txt": "is empty",
    "laughs.docx": "is damaged",
    "laughs.epub": "is damaged",
    "laughs.odt": "is damaged",
    "line.html": "holds no article text",
    "line.jsonl": "line 1 has 1.,...,... letters, more than 5,000,000",
    "line.txt": "1.,...,... letters, more than 5,000,000",
    "locked.pdf": "is locked with a password",
    "locked.zip": "has a password on 'a.txt'",
    "loop.pdf": "is damaged",
    "lying.zip": "is damaged",
    "many.zip": "more than 20,000 files",
    "names.zip": r"(rain \.docx|b \ufffd\[31m\u202e\.txt) is",
    "new\nline.txt": r"new line\.txt is a binary file",
    "nested.zip": "is a zip file in a zip file",
    "notes.docx": "is damaged",
    "nothing.mhtml": "holds no page",
    "nul.txt": "is a binary file",
    "number.jsonl": "line 1 is not JSON",
    "outside.odt": "is damaged",
    "pages.pdf": "has 30,000 pages, more than 3,000",
    "pictures.pdf": "has no text layer",
    "program.docx": "is damaged",
    "trailer.pdf": "has no text layer",
    "unfolds.pdf": "has no text layer",
}
"""What is said of each file that is no article; of the others one is read, whatever it is worth."""


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return hostile.folder(tmp_path_factory.mktemp("hostile") / "all")


@pytest.fixture
def afresh() -> Iterator[None]:
    """Processes that read are started with what a test has set, and again with what is usual."""
    aside.close()
    yield
    aside.close()


def test_every_hostile_file(corpus: Path) -> None:
    """Each is read or told in one sentence, within seconds and without filling the memory; none shows another file."""
    peak = _peak_megabytes()
    for name in hostile.files():
        started = time.monotonic()

        found = list(sources(corpus / name))

        assert time.monotonic() - started < SECONDS, name
        assert found, name
        for item in found:
            said = str(item) if isinstance(item, UnreadableArticle) else ""
            assert re.search(SAYS.get(name, "^$"), said), (name, said)
            assert "\n" not in said
            assert len(said) < 400
            assert said or "root:" not in item.article.text
            assert said or item.article.text.encode()
    assert _peak_megabytes() - peak < MEGABYTES


def test_folder_of_hostile_files(corpus: Path, quick: Assistant, tmp_path: Path) -> None:
    """The sound file among them is added, no link leads out, nothing is written beside, and the library is sound."""
    batch = tmp_path / "batch"
    batch.mkdir()
    for name in ("bomb.zip", "laughs.docx", "locked.pdf", "nul.txt", "traversal.zip"):
        (batch / name).write_bytes((corpus / name).read_bytes())
    (batch / "rain.odt").write_bytes(documents.odt())
    outside = Path("/tmp/escaped.txt").exists()
    before = {path for path in tmp_path.rglob("*") if "library" not in path.parts}

    found = list(quick.add_all(batch))

    problems = [item for item in found if isinstance(item, UnreadableArticle)]
    assert len(problems) == 4
    assert {article.title for article in quick.articles()} == {"Rain at last", "Escaped"}
    assert quick.library.checked() > 0
    assert {path for path in tmp_path.rglob("*") if "library" not in path.parts} == before
    assert Path("/tmp/escaped.txt").exists() == outside


def test_library_after_a_bad_batch(corpus: Path, quick: Assistant) -> None:
    """A batch that holds nothing leaves the library as it was: its articles, and what a search finds."""
    quick.add(DEFAULT)
    before = [(article.id, article.title) for article in quick.articles()], quick.search("summit")

    for name in ("bomb.zip", "laughs.docx", "cut.pdf"):
        assert [type(item) for item in quick.add_all(corpus / name)] == [UnreadableArticle]

    assert ([(article.id, article.title) for article in quick.articles()], quick.search("summit")) == before


def test_links_and_pipes(corpus: Path) -> None:
    """What is no file of the folder is passed by: links that lead out or round in circles, pipes, folders."""
    names = {path.name for path in articles_in(corpus)}

    assert names == set(hostile.files())
    with pytest.raises(UnreadableArticle, match=r"pipe\.txt is no file"):
        read(corpus / "pipe.txt")


def test_too_slow(corpus: Path, afresh: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that takes too long is given up, and the next one is read."""
    monkeypatch.setattr(aside, "SECONDS", 0.2)
    with pytest.raises(UnreadableArticle, match=r"slow\.epub could not be read within 0\.2 seconds"):
        read_raw(Raw("slow.epub", (corpus / "again.epub").read_bytes()))
    monkeypatch.undo()

    assert read_raw(Raw("rain.odt", documents.odt())).article.title == "Rain at last"


def test_too_much_memory(corpus: Path, afresh: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that takes too much memory, in Python or below it, is given up; the next one is read."""
    monkeypatch.setattr(aside, "MEMORY_BYTES", 110_000_000)
    with pytest.raises(UnreadableArticle, match=r"stars\.md needs more memory"):
        read_raw(Raw("stars.md", (corpus / "stars.md").read_bytes() * 4))
    with pytest.raises(UnreadableArticle, match=r"unfolds\.pdf could not be read, and what reads it failed"):
        read_raw(Raw("unfolds.pdf", (corpus / "unfolds.pdf").read_bytes()))
    assert read_raw(Raw("rain.odt", documents.odt())).article.title == "Rain at last"


def test_nothing_runs_on(tmp_path: Path) -> None:
    """When the program ends, whether by itself or killed, so does the process that read for it."""
    (tmp_path / "rain.odt").write_bytes(documents.odt())
    code = (
        "import os, sys, index; from index.formats import aside; index.read(sys.argv[1])\n"
        "print(aside._idle[0]._process.pid, flush=True); os.kill(os.getpid(), 9)"
    )
    ended = subprocess.run(
        [sys.executable, "-c", code, tmp_path / "rain.odt"], capture_output=True, text=True, check=False
    )

    assert ended.returncode == -9
    assert _ends(int(ended.stdout))


def _ends(process: int) -> bool:
    for _ in range(100):
        state = Path(f"/proc/{process}/stat")
        if not state.exists() or state.read_text().rpartition(")")[2].split()[0] == "Z":
            return True
        time.sleep(0.05)
    return False


def _peak_megabytes() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
