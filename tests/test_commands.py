"""The command line, as a person or a program calls it."""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from assistant.__main__ import main
from tests.conftest import DEFAULT
from tests.websites import STORY, sent, website


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty library folder that the commands use."""
    monkeypatch.setenv("ONRECORD_LIBRARY", str(tmp_path / "library"))
    return tmp_path / "library"


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library with the default article, for commands that only read."""
    folder = tmp_path_factory.mktemp("filled")
    assert main(["--library", str(folder), "add", str(DEFAULT)]) == 0
    return folder


def test_add_list_remove(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An article comes, is listed, and goes; adding it again changes nothing."""
    assert main(["add", str(DEFAULT)]) == 0
    first = capsys.readouterr().out
    assert main(["add", str(DEFAULT.parent)]) == 0
    assert capsys.readouterr().out == first == "3797dcbaa4715ea6  US/North Korea Summit 2.0  by Stephen Lendman\n"

    assert main(["list"]) == 0
    assert capsys.readouterr().out == first

    assert main(["remove", first.split()[0]]) == 0
    assert main(["list", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == []


def test_ask(filled: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An answer goes to stdout, with where each citation stands."""
    code = main(["--library", str(filled), "ask", "When is the follow-up summit supposed to take place?"])
    out, err = capsys.readouterr()

    assert code == 0
    assert out.startswith("late February [1]\n")
    assert "[1] US/North Korea Summit 2.0, paragraph 10 of 32" in out
    assert err == ""


def test_ask_what_the_article_does_not_say(filled: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Exit code 1, the sentence that says so, and what comes closest."""
    code = main(["--library", str(filled), "ask", "What is the capital of Australia?"])
    out = capsys.readouterr().out

    assert code == 1
    assert out.startswith("The article does not say. It does not mention Australia.\n")
    assert re.search(r"^Closest: .+: “.+”$", out, re.M)
    assert re.search(r"^US/North Korea Summit 2.0, paragraph \d+ of 32$", out, re.M)


def test_ask_for_a_program(filled: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """As JSON, each citation has its offsets, its speaker and its article."""
    assert main(["--library", str(filled), "ask", "--json", "Who is Moscow’s envoy to the DPRK?"]) == 0
    answer = json.loads(capsys.readouterr().out)

    assert answer["found"] is True
    assert answer["short"] == "Alexander Matsegora"
    assert answer["citations"][0]["article"] == {
        "id": "3797dcbaa4715ea6",
        "title": "US/North Korea Summit 2.0",
    }
    assert answer["citations"][0]["end"] - answer["citations"][0]["start"] == len(answer["citations"][0]["quote"])


def test_search(filled: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Passages with their similarity and place, or as JSON."""
    assert main(["--library", str(filled), "search", "late February summit", "--count", "2"]) == 0
    assert "late February" in capsys.readouterr().out
    assert main(["--library", str(filled), "search", "late February summit", "--count", "2", "--json"]) == 0
    assert len(json.loads(capsys.readouterr().out)) == 2


def test_chat(filled: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """A conversation: later questions lean on earlier ones, a bad one does not end it, an empty line does."""
    asked = [
        "Who is Moscow’s envoy to the DPRK?",
        "x" * 3000,
        "What did he say about illegal channels?",
        "",
        "unread",
    ]
    monkeypatch.setattr(sys, "stdin", io.StringIO("\n".join(asked)))

    assert main(["--library", str(filled), "chat"]) == 0

    out, err = capsys.readouterr()
    assert "(I read this as: What did Alexander Matsegora say about illegal channels?)" in out
    assert "absolutely ruled out" in out
    assert "3,000 characters" in err


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["ask", "Who?"], "holds no article: add one with onrecord add FILE"),
        (["add", "no.txt"], "no.txt does not exist"),
        (["remove", "nope"], "'nope' is not an article"),
        (["--library", "/proc/library", "list"], "/proc/library cannot be made"),
    ],
)
def test_errors_are_one_sentence(
    library: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], says: str
) -> None:
    """Exit code 2, nothing on stdout, and one line that says what, which and what to do."""
    assert main(arguments) == 2

    out, err = capsys.readouterr()
    assert out == ""
    assert says in err
    assert err.count("\n") == 1


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["ask", ""], "the question is empty"),
        (["ask", "x" * 100_000], "100,000 characters, more than 2,000"),
        (["ask", "--article", "nope", "Who?"], "'nope' is not an article"),
    ],
)
def test_questions_that_cannot_be_asked(
    filled: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], says: str
) -> None:
    """The same for a question."""
    assert main(["--library", str(filled), *arguments]) == 2
    assert says in capsys.readouterr().err


def test_setting_that_makes_no_sense(
    library: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The variable is named."""
    monkeypatch.setenv("ONRECORD_PORT", "http")

    assert main(["list"]) == 2
    assert capsys.readouterr().err == "onrecord: ONRECORD_PORT is 'http': give a whole number\n"


def test_add_an_address(library: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """A web address is fetched; one that is private only where a setting allows it."""
    with website({"/mill": sent(STORY)}) as site:
        assert main(["add", f"{site.address}/mill"]) == 1
        assert "names port" in capsys.readouterr().err
        assert site.requests == []
        monkeypatch.setenv("ONRECORD_PRIVATE_ADDRESSES", "true")

        assert main(["add", "--json", f"{site.address}/mill"]) == 0

    (added,) = json.loads(capsys.readouterr().out)
    assert (added["title"], added["url"]) == ("The mill turns again", f"{site.address}/mill")


def test_one_file_that_cannot_be_read(library: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """Alone, it is told in one line, with exit code 1; so is an address."""
    (tmp_path / "locked.pdf").write_bytes(b"%PDF-1.7 nothing more")

    for place, says in (
        (str(tmp_path / "locked.pdf"), "locked.pdf is damaged, or no PDF"),
        ("http://169.254.169.254/latest", "169.254.169.254 is not on the public internet"),
    ):
        assert main(["add", place]) == 1

        out, err = capsys.readouterr()
        assert out == ""
        assert err.startswith("onrecord: ")
        assert says in err
        assert err.count("\n") == 1


def test_what_cannot_be_read_stops_nothing(library: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The rest is added, a summary says what could not be read and why, and the exit code is 1."""
    (tmp_path / "bad.txt").write_bytes(b"\x00\x01")
    (tmp_path / "locked.pdf").write_bytes(b"%PDF-1.7 nothing more")

    assert main(["add", str(tmp_path), str(DEFAULT)]) == 1

    out, err = capsys.readouterr()
    assert out == "3797dcbaa4715ea6  US/North Korea Summit 2.0  by Stephen Lendman\n"
    summary, *problems = err.splitlines()
    assert summary == "onrecord: 1 article added, 2 could not be read:"
    assert [Path(problem.split(" is ")[0]).name for problem in problems] == ["bad.txt", "locked.pdf"]
    assert main(["list"]) == 0
    assert capsys.readouterr().out == out


def test_eval(filled: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file of questions gives a table of figures; a line that cannot be used is named, and the rest is asked."""
    lines = [
        '{"question": "When is the follow-up summit?", "answerable": true, "evidence": ["in late February"]}',
        '{"question": "What is the capital of Australia?", "answerable": false}',
        '{"question": 7}',
    ]
    (tmp_path / "questions.jsonl").write_text("\n".join(lines), encoding="utf-8")

    assert main(["--library", str(filled), "eval", str(tmp_path / "questions.jsonl")]) == 0

    out, err = capsys.readouterr()
    assert out.startswith("2 questions\n")
    assert "| evidence in first 2 citations | 100.0 |" in out
    assert "questions.jsonl, line 3: 'question' must be a text" in err


def test_eval_of_other_articles(library: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With a file of articles the library stays as it is; --json is for programs."""
    article = {"article_id": "a", "title": "Harbour", "text": "The harbour opened on Monday. Ann Lee cut the ribbon."}
    question = {"question": "Who cut the ribbon?", "article_id": "a", "answerable": True, "evidence": ["Ann Lee"]}
    (tmp_path / "articles.jsonl").write_text(json.dumps(article), encoding="utf-8")
    (tmp_path / "questions.jsonl").write_text(json.dumps(question), encoding="utf-8")

    paths = [str(tmp_path / "questions.jsonl"), "--articles", str(tmp_path / "articles.jsonl")]
    assert main(["eval", *paths, "--json"]) == 0

    found = json.loads(capsys.readouterr().out)
    assert found["questions"] == 1
    assert found["figures"]["first citation is evidence"]["value"] == 1.0
    assert main(["list"]) == 0
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(("content", "says"), [(None, "cannot be read"), ("", "has no question that can be asked")])
def test_eval_without_questions(
    filled: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], content: str | None, says: str
) -> None:
    """One sentence, and exit code 2."""
    if content is not None:
        (tmp_path / "questions.jsonl").write_text(content, encoding="utf-8")

    assert main(["--library", str(filled), "eval", str(tmp_path / "questions.jsonl")]) == 2
    assert says in capsys.readouterr().err


def test_doctor(filled: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Each thing that answers need is tried; one that is not there is named, and the rest is looked at all the same."""
    assert main(["--library", str(filled), "doctor"]) == 0
    assert "ok   reader: ours reads “Monday”" in capsys.readouterr().out

    monkeypatch.setenv("ONRECORD_READER", "no/such/folder")
    assert main(["--library", str(filled), "doctor"]) == 2
    out = capsys.readouterr().out
    assert "BAD  reader: ONRECORD_READER is 'no/such/folder'" in out
    assert "is read as “When did the harbour open?”" in out
    assert "ok   who speaks" in out


@pytest.mark.parametrize("arguments", [["--help"], ["ask", "--help"], ["--version"]])
def test_help_waits_for_nothing(arguments: list[str]) -> None:
    """Help and version load none of the large libraries."""
    code = (
        "import sys; from assistant.__main__ import main\n"
        "try: main(sys.argv[1:])\n"
        "except SystemExit: pass\n"
        "heavy = {'torch', 'numpy', 'chromadb', 'gradio', 'langchain_core', 'spacy', 'transformers'} & set(sys.modules)\n"
        "assert not heavy, heavy"
    )
    done = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stderr
    assert "onrecord" in done.stdout


@pytest.mark.parametrize("arguments", [[], ["sing"], ["search", "x", "--count", "0"], ["serve", "--port", "http"]])
def test_wrong_usage(arguments: list[str]) -> None:
    """Exit code 2, and the usage."""
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert stopped.value.code == 2
