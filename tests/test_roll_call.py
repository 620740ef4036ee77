"""The roll-call: everyone who speaks in an article, how much, and where."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant import Assistant
from assistant.__main__ import main
from assistant.roll_call import in_words
from index import Article, UnknownArticle
from index.introducing import introduced
from index.roll_call import roll_call
from index.voices import utterances
from tests.conftest import DEFAULT


@pytest.fixture(scope="module")
def summit() -> Article:
    return Article.from_text(DEFAULT.read_text(encoding="utf-8"), author="Stephen Lendman")


def test_everyone_who_speaks(quick: Assistant, harbour: Article) -> None:
    """Each speaker comes with role, words and spans; the spans are exact."""
    quick.add(harbour)

    found = quick.voices(harbour.id)

    assert [(s.name, s.words_quoted, s.words_reported) for s in found.speakers] == [
        ("Tom Isbister", 12, 0),
        ("port authority", 0, 11),
    ]
    assert harbour.text[slice(*found.speakers[0].spans[0])].startswith("“We lost a whole season")
    assert found.author == "Ines Calder"


def test_shares(summit: Article) -> None:
    """The shares of the three voices are those of all words."""
    shares = roll_call(summit, utterances(summit)).shares

    assert sum(shares.values()) == pytest.approx(1)
    assert shares["author"] > shares["quoted"] > shares["reported"] > 0


def test_what_could_not_be_told() -> None:
    """Words of somebody whom the article does not name are counted as such, and the roll-call says so."""
    article = Article.from_text("“It was very late and nobody came,” he said. We left.")

    found = roll_call(article, utterances(article))

    assert (found.speakers, len(found.untold)) == ((), 1)
    assert "Somebody who could not be told: 1 statement (paragraph 1)" in in_words(found)
    assert "Nobody is named as speaking." in in_words(found)


def test_unknown_article(quick: Assistant) -> None:
    """An id that the library does not have is named."""
    with pytest.raises(UnknownArticle, match="'nope'"):
        quick.voices("nope")


def test_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """`onrecord voices` prints the roll-call, and the same as JSON for a program."""
    monkeypatch.setenv("ONRECORD_LIBRARY", str(tmp_path / "library"))
    main(["add", str(DEFAULT), "--json"])
    (added,) = json.loads(capsys.readouterr().out)

    assert main(["voices", added["id"]]) == 0
    printed = capsys.readouterr().out
    assert main(["voices", added["id"], "--json"]) == 0
    found = json.loads(capsys.readouterr().out)

    assert "Sarah Sanders, White House press secretary: " in printed
    assert found["speakers"][0]["name"] == "Alexander Matsegora"
    assert found["speakers"][0]["passages"][0]["text"].startswith("“The possibility that North Korea")


@pytest.mark.parametrize(
    ("speaker", "named"),
    [
        ("White House statement", "a White House statement"),
        ("Missile Defense Review", "the Missile Defense Review"),
        ("Sarah Sanders", "Sarah Sanders"),
        ("North Korea’s Foreign Ministry", "North Korea’s Foreign Ministry"),
    ],
)
def test_how_a_sentence_names_them(summit: Article, speaker: str, named: str) -> None:
    """Names stay bare; what is called by a common noun gets the article that the text gives it."""
    span = next(u.speaker_span for u in utterances(summit) if u.speaker == speaker)

    assert introduced(summit, speaker, span) == named
