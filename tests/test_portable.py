"""A library as one file: what is exported is imported as it was, and what is no export is told in a sentence."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.feedback import FILE, Feedback, keep, kept
from index import Article, Library, Record, Source, UnusableExport, Utterance, exported, importing
from index.portable import export_to, import_from
from index.record import sorted_tags
from index.voices import utterances
from tests.conftest import HARBOUR
from tests.fakes import HashEmbedder

TEXTS = st.text(min_size=1, max_size=60).filter(str.strip)
LINES = st.text("abc ÄÖ漢.“”[1]\t", min_size=1, max_size=12).filter(str.strip)
RECORDS = st.builds(
    lambda text, title, author, place, origins, removed, tags: Record(
        Article.from_text(text, title=title, author=author),
        "2026-11-24T10:15:00+00:00",
        place,
        origins,
        tuple(removed),
        sorted_tags(tags),
    ),
    text=TEXTS,
    title=LINES,
    author=st.none() | LINES,
    place=st.none() | st.sampled_from(["https://a.example/1", "http://b.example/2?page=3"]),
    origins=st.dictionaries(st.sampled_from(["title", "author"]), LINES),
    removed=st.lists(LINES, max_size=3),
    tags=st.lists(LINES, max_size=3),
)


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The parts of an export of one article."""
    folder = tmp_path_factory.mktemp("sound")
    library = Library.open(folder / "library", embedder=HashEmbedder())
    library.add(Article.from_text(HARBOUR))
    export_to(library, folder / "all.zip")
    library.close()
    with zipfile.ZipFile(folder / "all.zip") as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(file: Path, parts: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return file


class HeardHere:
    """Finds who speaks in this process: another one takes seconds to begin."""

    def __init__(self, pipeline: str) -> None:
        self._pipeline = pipeline

    def utterances(self, article: Article) -> tuple[Utterance, ...]:
        return utterances(article, pipeline=self._pipeline)

    def close(self) -> None:
        """Nothing is held."""


@pytest.fixture(autouse=True)
def _one_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importing, "Hearing", HeardHere)


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Library]:
    """The library that an export is brought to."""
    library = Library.open(tmp_path / "other", embedder=HashEmbedder())
    yield library
    library.close()


@given(records=st.lists(RECORDS, max_size=3))
@settings(max_examples=60)
def test_round_trip(records: list[Record]) -> None:
    """Whatever the articles are, they are read as they were written, with all that was known of them, in order."""
    lines = b"".join(exported.in_json(exported.values(record, ())) + b"\n" for record in records)
    with TemporaryDirectory() as folder:
        file = packed(Path(folder) / "all.zip", {exported.ARTICLES: lines})

        assert list(exported.records(file)) == records


def test_what_a_reader_did_is_kept(library: Library, other: Library, harbour: Article, tmp_path: Path) -> None:
    """Tags, corrections, versions and notes are part of the export, and what can be found is found in the new library."""
    library.add(Source(harbour, ("Share this",), "https://a.example/harbour", {"title": "og:title"}))
    library.correct(harbour.id, author="I. Calder")
    library.tag(harbour.id, "Shetland")
    newer = library.add(Article.from_text(harbour.text + "\n\nIt rained."), replaces=harbour.id)
    note = Feedback("t1", True, "good", "When?", "On Monday.", harbour.id, "2026-11-24T10:15:00+00:00")
    keep(library.folder, note)
    export_to(library, tmp_path / "all.zip")

    import_from(other, tmp_path / "all.zip")

    record = other.record(harbour.id)
    assert (record.tags, record.article.author, record.origins["author"]) == (("Shetland",), "I. Calder", "reader")
    assert record == library.record(harbour.id)
    assert other.versions(newer.id) == [record.article, newer]
    assert kept(other.folder) == [note]
    assert other.search("harbour of Lerwick")


def test_paths_stay_here(library: Library, sound: Parts, harbour: Article, tmp_path: Path) -> None:
    """A path is not in an export, and one that somebody has written into it is not taken over: it would be read again."""
    library.add(Source(harbour, (), "/home/ann/harbour.html"))
    export_to(library, tmp_path / "mine.zip")
    line = json.loads(sound[exported.ARTICLES]) | {"place": "/home/ann/letters.txt"}
    packed(tmp_path / "theirs.zip", sound | {exported.ARTICLES: json.dumps(line).encode()})

    with zipfile.ZipFile(tmp_path / "mine.zip") as archive:
        assert b"/home/ann" not in archive.read(exported.ARTICLES)
    assert [record.place for record in exported.records(tmp_path / "theirs.zip")] == [None]


def test_what_is_there_stays(library: Library, other: Library, harbour: Article, tmp_path: Path) -> None:
    """An article that the library holds keeps its own tags; importing twice adds nothing, and no note twice."""
    library.add(harbour)
    library.tag(harbour.id, "theirs")
    keep(library.folder, Feedback("t1", True, "", "When?", "", "", "2026-11-24T10:15:00+00:00"))
    export_to(library, tmp_path / "all.zip")
    other.add(harbour)
    other.tag(harbour.id, "mine")

    first, second = (import_from(other, tmp_path / "all.zip") for _ in range(2))

    assert (first.added, first.known) == (second.added, second.known) == ((), 1)
    assert other.record(harbour.id).tags == ("mine",)
    assert (other.folder / FILE).read_bytes().count(b"\n") == 1


def test_a_broken_off_import_goes_on(
    library: Library, other: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was added before an import stopped is not added again."""
    monkeypatch.setattr(importing, "AT_ONCE", 3)  # passages that are stored in one go
    articles = list(library.add_all(Article.from_text(f"Boat {number} came in.") for number in range(12)))
    export_to(library, tmp_path / "all.zip")

    def stop(done: int, _: int) -> None:
        if done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        import_from(other, tmp_path / "all.zip", progress=stop)

    known = len(other.articles())
    assert 2 <= known < 12
    seen: list[tuple[int, int]] = []
    assert import_from(other, tmp_path / "all.zip", progress=lambda *steps: seen.append(steps)).known == known
    assert seen == [(number, 12 - known) for number in range(1, 13 - known)]
    assert other.articles() == articles


def test_anyone_can_read_it(library: Library, harbour: Article, tmp_path: Path) -> None:
    """The parts are JSON, with who speaks where, and no vectors."""
    library.add(harbour)
    export_to(library, tmp_path / "all.zip")

    with zipfile.ZipFile(tmp_path / "all.zip") as archive:
        assert archive.namelist() == ["manifest.json", "articles.jsonl"]
        manifest = json.loads(archive.read("manifest.json"))
        (line,) = archive.read("articles.jsonl").splitlines()
    values = json.loads(line)
    assert (manifest["format"], manifest["version"], manifest["articles"]) == ("onrecord-library", 1, 1)
    first = values["utterances"][0]
    assert first["speaker"] == "Tom Isbister"
    assert values["text"][first["start"] : first["end"]].startswith("“We lost a whole season")


def test_an_export_is_whole_or_not_there(library: Library, harbour: Article, tmp_path: Path) -> None:
    """An export that fails leaves the one before it, and nothing beside it."""
    library.add(harbour)
    export_to(library, tmp_path / "all.zip")
    before = (tmp_path / "all.zip").read_bytes()

    def fail(*_: int) -> None:
        raise OSError(28, "No space left on device")

    with pytest.raises(UnusableExport, match=r"all\.zip cannot be written \(No space left on device\)"):
        export_to(library, tmp_path / "all.zip", progress=fail)

    assert (tmp_path / "all.zip").read_bytes() == before
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["all.zip"]


def test_nothing_else_is_overwritten(library: Library, tmp_path: Path) -> None:
    """A file that is no export is never replaced by one."""
    (tmp_path / "story.txt").write_text("It rained.")

    with pytest.raises(UnusableExport, match=r"story\.txt is there, and no export of a library: name another file"):
        export_to(library, tmp_path / "story.txt")

    assert (tmp_path / "story.txt").read_text() == "It rained."


Parts = dict[str, bytes]


def changed(**values: Any) -> Callable[[Parts], Parts]:
    """The export whose first article has these values."""

    def change(parts: Parts) -> Parts:
        first, *rest = parts["articles.jsonl"].splitlines(keepends=True)
        line = json.dumps(json.loads(first) | values).encode() + b"\n"
        return parts | {"articles.jsonl": b"".join([line, *rest])}

    return change


def manifest(**values: Any) -> Callable[[Parts], Parts]:
    return lambda parts: parts | {"manifest.json": json.dumps(json.loads(parts["manifest.json"]) | values).encode()}


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (changed(text="Another text."), r"articles\.jsonl, line 1: its text is not the one that has the id"),
        (changed(text=" "), "line 1: its text is empty"),
        (changed(title=7), "line 1: title is 7, and should be a text"),
        (changed(tags=["x" * 100]), "line 1: 'x+' cannot be a tag"),
        (changed(added="yesterday"), "line 1: Invalid isoformat string: 'yesterday'"),
        (changed(origins=["a"]), "line 1: origins is \\['a'\\], and should be texts by name"),
        (changed(removed="a"), "line 1: removed is 'a', and should be a list of texts"),
        (manifest(version=2), "has version 2 of the export's format, and 1 is the newest known here"),
        (manifest(format="zip"), "is no export of a library: name a file that onrecord export has written"),
        (manifest(articles=3), "holds 1 articles and should hold 3"),
        (lambda parts: {"a.txt": b"x"}, "is no export of a library"),
        (lambda parts: parts | {"articles.jsonl": b"{"}, "line 1: JSONDecodeError: no JSON"),
        (lambda parts: parts | {"articles.jsonl": b"[" * 100_000}, "line 1: RecursionError: no JSON"),
        (lambda parts: parts | {"articles.jsonl": b"[]"}, "line 1: no JSON object"),
        (lambda parts: parts | {"manifest.json": b"\xff"}, "manifest.json: UnicodeDecodeError: no JSON"),
        (lambda parts: parts | {"articles.jsonl": b" " * 100_000_001}, "more than 200 times as large"),
    ],
)
def test_damaged_exports(
    other: Library, sound: Parts, tmp_path: Path, change: Callable[[Parts], Parts], says: str
) -> None:
    """Each fault is told in one sentence, and nothing of the file is added."""
    bad = packed(tmp_path / "bad.zip", change(sound))

    with pytest.raises(UnusableExport, match=says) as raised:
        import_from(other, bad)

    assert "\n" not in str(raised.value)
    assert other.articles() == []


@pytest.mark.parametrize("how", ["missing", "folder", "text", "halved", "garbled"])
def test_files_that_are_no_export(library: Library, sound: Parts, tmp_path: Path, how: str) -> None:
    """Whatever is named instead of an export, one sentence says so."""
    data = packed(tmp_path / "all.zip", sound).read_bytes()
    bad = tmp_path / "bad.zip"
    middle = len(data) // 2
    contents = {
        "text": b"It rained.",
        "halved": data[:middle],
        "garbled": data[:middle] + bytes(255 - byte for byte in data[middle : middle + 20]) + data[middle + 20 :],
    }
    if how == "folder":
        bad.mkdir()
    elif how in contents:
        bad.write_bytes(contents[how])

    with pytest.raises(UnusableExport, match=r"bad\.zip (?:is no export|cannot be read|is damaged)"):
        import_from(library, bad)


def test_a_long_line_is_not_read(library: Library, sound: Parts, tmp_path: Path, monkeypatch: Any) -> None:
    """A line that is longer than any article's is refused before it is in memory."""
    monkeypatch.setattr(exported, "_LINE_BYTES", 200)

    with pytest.raises(UnusableExport, match="line 1: more than 200 bytes"):
        import_from(library, packed(tmp_path / "all.zip", sound))
