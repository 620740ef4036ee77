"""The commands that look after the library, as a person or a program calls them."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant import Assistant
from assistant.__main__ import main
from index import Article, Source
from tests.conftest import HARBOUR

PIER = "The pier is closed\n\nThe pier of Stromness was closed on Friday.\n\nIt will be mended."


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a library of two articles, and harbour.txt, from which one of them was read."""
    folder = tmp_path_factory.mktemp("stored")
    with Assistant.open(folder / "library") as assistant:
        assistant.library.add(
            Source(
                Article.from_text(HARBOUR, title="The harbour opens again", author="Ines Calder"),
                ("Share this",),
                str(folder / "harbour.txt"),
                {"author": "byline"},
            )
        )
        assistant.library.add(Article.from_text(PIER))
    return folder


@pytest.fixture
def shelf(stored: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The stored folder, as the commands find it: with a copy of the library of their own."""
    shutil.copytree(stored / "library", tmp_path / "library")
    monkeypatch.setenv("ONRECORD_LIBRARY", str(tmp_path / "library"))
    (stored / "harbour.txt").write_text(HARBOUR, encoding="utf-8")
    return stored


Said = Callable[..., str]


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str]) -> Said:
    def said(*arguments: str, code: int = 0) -> str:
        """What the command writes to stdout."""
        assert main(list(arguments)) == code
        return capsys.readouterr().out

    return said


HARBOUR_ID = Article.from_text(HARBOUR).id
PIER_ID = Article.from_text(PIER).id


def test_list(shelf: Path, said: Said) -> None:
    """Words and tags narrow the list; nothing found is exit code 1; JSON has all that is known but the text."""
    said("tag", PIER_ID[:6], "Orkney", "piers")

    assert said("list").splitlines() == [
        f"{HARBOUR_ID}  The harbour opens again  by Ines Calder",
        f"{PIER_ID}  The pier is closed  [Orkney, piers]",
    ]
    assert said("list", "harb", "calder").startswith(HARBOUR_ID)
    assert said("list", "--tag", "orkney").startswith(PIER_ID)
    assert said("list", "--tag", "Shetland", code=1) == ""
    (known,) = json.loads(said("list", "pier", "--json"))
    assert known["tags"] == ["Orkney", "piers"]
    assert "text" not in known


def test_show(shelf: Path, said: Said) -> None:
    """All that is known: each field with where it was found, the place, and what was left out; or the text alone."""
    out = said("show", HARBOUR_ID[:8])

    assert out.startswith("The harbour opens again\n\nid         ")
    assert "author     Ines Calder (byline)\n" in out
    assert f"read from  {shelf / 'harbour.txt'}\n" in out
    assert "Left out around the article:\n    Share this\n" in out
    assert said("show", HARBOUR_ID, "--text") == HARBOUR + "\n"
    known = json.loads(said("show", HARBOUR_ID, "--json"))
    assert (known["removed"], known["origins"], known["text"]) == (["Share this"], {"author": "byline"}, HARBOUR)


def test_show_copies(shelf: Path, said: Said) -> None:
    """An article that is nearly the same is named, with how much of it is."""
    with Assistant.open() as assistant:
        copy = assistant.library.add(Article.from_text(HARBOUR + "\n\nFirst printed elsewhere.", title="A copy"))

    assert f"Nearly the same:\n    {copy.id}  A copy (" in said("show", HARBOUR_ID)


def test_tags_are_taken_away(shelf: Path, said: Said) -> None:
    """In whatever capitals."""
    said("tag", PIER_ID, "Orkney", "piers")

    assert said("tag", PIER_ID, "ORKNEY", "--remove") == f"{PIER_ID}  The pier is closed  [piers]\n"


def test_edit(shelf: Path, said: Said) -> None:
    """A correction is shown as the reader's; an empty date is taken away; the id stays."""
    out = said("edit", HARBOUR_ID, "--author", "I. Calder", "--published", "2019-03-04")
    assert out == f"{HARBOUR_ID}  The harbour opens again  by I. Calder\n"
    assert "author     I. Calder (reader)\npublished  2019-03-04 (reader)\n" in said("show", HARBOUR_ID)

    said("edit", HARBOUR_ID, "--published", "")
    assert "published" not in said("show", HARBOUR_ID)


def test_reread(shelf: Path, said: Said) -> None:
    """Unchanged is said; a change is a new version with what changed in what is quoted, and keeps tags and corrections."""
    said("tag", HARBOUR_ID, "Shetland")
    said("edit", HARBOUR_ID, "--author", "I. Calder")
    assert said("reread", HARBOUR_ID) == f"{HARBOUR_ID}  The harbour opens again\n    unchanged\n"

    changed = HARBOUR.replace("a whole season", "two whole seasons").replace("four million", "five million")
    (shelf / "harbour.txt").write_text(changed, encoding="utf-8")
    out = said("reread", HARBOUR_ID)

    newer = Article.from_text(changed).id
    assert (
        f"{newer}  The harbour opens again\n    a new version of {HARBOUR_ID}\n    other words: Tom Isbister: “" in out
    )
    assert "“We lost two whole seasons, and nobody has paid us for it,”" in out
    assert "paragraphs: 2 new, 2 gone" in out
    assert said("list", "harbour").splitlines() == [
        f"{HARBOUR_ID}  The harbour opens again  by I. Calder  [Shetland]  (older version)",
        f"{newer}  The harbour opens again  by I. Calder  [Shetland]",
    ]
    assert f"Other versions:\n    {newer}" in said("show", HARBOUR_ID)
    assert json.loads(said("reread", HARBOUR_ID, "--json"))[0]["changed"] is False


def test_reread_as_json(shelf: Path, said: Said) -> None:
    """Each change has its kind, both quotations with their places and speakers, and the paragraphs' spans."""
    (shelf / "harbour.txt").write_text(HARBOUR.replace("Tom Isbister", "Jo Isbister"), encoding="utf-8")

    (told,) = json.loads(said("reread", HARBOUR_ID, "--json"))

    (change,) = told["quotations"]
    assert (change["kind"], change["before"]["speaker"], change["after"]["speaker"]) == (
        "speaker",
        "Tom Isbister",
        "Jo Isbister",
    )
    assert HARBOUR[change["before"]["start"] : change["before"]["end"]] == change["before"]["text"]


def test_reread_what_cannot_be(shelf: Path, said: Said) -> None:
    """A place that is gone is told in a sentence, and so is an article that was pasted; the rest is read."""
    (shelf / "harbour.txt").unlink()

    assert said("reread", PIER_ID, HARBOUR_ID, code=1) == ""
    assert said("list", "harbour").startswith(HARBOUR_ID)


def test_export_and_import(shelf: Path, tmp_path: Path, said: Said, monkeypatch: pytest.MonkeyPatch) -> None:
    """A library goes to a file and comes back elsewhere; the second time all of it is known."""
    file = str(tmp_path / "all.zip")
    said("export", file)
    monkeypatch.setenv("ONRECORD_LIBRARY", str(tmp_path / "other"))

    assert [line.split()[0] for line in said("import", file).splitlines()] == [HARBOUR_ID, PIER_ID]
    assert json.loads(said("import", file, "--json")) == []
    assert "Left out around the article:\n    Share this" in said("show", HARBOUR_ID)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["show", "nope"], "'nope' is not an article"),
        (["edit", PIER_ID], "there is nothing to correct: give --title, --author or --published"),
        (["edit", PIER_ID, "--title", " "], "the title is empty"),
        (["tag", PIER_ID, ""], "'' cannot be a tag"),
        (["import", "no.zip"], "no.zip cannot be read (No such file or directory)"),
        (["reread", PIER_ID, "nope"], "'nope' is not an article"),
        (["ask", "--article", "nope", "Who?"], "'nope' is not an article"),
    ],
)
def test_errors_are_one_sentence(
    shelf: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], says: str
) -> None:
    """Exit code 2, nothing on stdout, one line on stderr."""
    assert main(arguments) == 2

    out, err = capsys.readouterr()
    assert out == ""
    assert says in err
    assert err.count("\n") == 1


def test_ids_by_their_beginning(shelf: Path, said: Said) -> None:
    """Every command takes the beginning of an id that no other one has."""
    assert "Tom Isbister" in said("voices", HARBOUR_ID[:5])
    said("remove", HARBOUR_ID[:5])

    assert said("list").startswith(PIER_ID)


def test_read_again_from_another_folder(
    shelf: Path, tmp_path: Path, said: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file is added by its name, and read again from wherever the next command is run."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "rain.txt").write_text("It rained in Lerwick.", encoding="utf-8")
    id = said("add", "rain.txt").split()[0]
    monkeypatch.chdir(shelf)

    assert f"read from  {tmp_path / 'rain.txt'}\n" in said("show", id)
    assert said("reread", id).endswith("    unchanged\n")
