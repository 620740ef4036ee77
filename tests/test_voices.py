"""Who is speaking: every quotation and report with its speaker, and the writer's words left to the writer."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.article import Article
from index.voices import utterances

SUMMIT = Path(__file__).parent.parent / "articles" / "us-north-korea-summit-2.0.txt"


@pytest.fixture(scope="module")
def summit() -> Article:
    return Article.from_text(SUMMIT.read_text(encoding="utf-8"))


def _said(article: Article, voice: str, **options: str | None) -> list[tuple[str | None, str]]:
    """Speaker and first words of each utterance in a voice."""
    found = [u for u in utterances(article, **options) if u.voice == voice]
    return [(u.speaker, article.text[u.start : u.end][:40]) for u in found]


def test_summit_quotations(summit: Article) -> None:
    """Every quotation of the default article has its speaker, exactly; the book's title is no quotation."""
    assert _said(summit, "quoted") == [
        ("Sarah Sanders", "“looks forward to meeting with Chairman "),
        ("Sarah Sanders", "“The United States is going to continue "),
        ("Sarah Sanders", "“We’ve had very good steps and good fait"),
        ("Missile Defense Review", "“extraordinary threat”"),
        ("North Korea’s Foreign Ministry", "“attempting to invent a pretext for incr"),
        ("North Korea’s Foreign Ministry", "“As long as the US denies even the basic"),
        ("Missile Defense Review", "“North Korea has acquired Russian missil"),
        ("Alexander Matsegora", "“The possibility that North Korea might "),
        ("Alexander Matsegora", "“Washington is feverishly looking for an"),
        ("Alexander Matsegora", "“The charges against Russia are aimed at"),
    ]


def test_summit_reports(summit: Article) -> None:
    """What the default article reports is the speaker's, everything else its writer's."""
    assert _said(summit, "reported") == [
        ("White House statement", "Trump and Vice Chairman Kim Young-chol a"),
        ("Robert Palladino", "Pompeo and special representative for No"),
        ("Sarah Sanders", "DLT"),
        ("Sarah Sanders", "for more summit talks"),
    ]


def test_summit_roles_and_cues(summit: Article) -> None:
    """Role and cue come in the article's own words, and both spans point at them."""
    found = {(u.speaker, u.role, u.cue) for u in utterances(summit) if u.cue}

    assert ("Sarah Sanders", "White House press secretary", "adding") in found
    assert ("Robert Palladino", "Deputy State Department spokesman", "said") in found
    assert ("Alexander Matsegora", "Moscow’s envoy to the DPRK", "refuted … saying") in found
    for u in utterances(summit):
        assert u.speaker_span is None or summit.text[slice(*u.speaker_span)] in (u.speaker, f"a {u.speaker}")
        assert u.cue is None or (u.cue_span is not None and summit.text[slice(*u.cue_span)] in u.cue)
