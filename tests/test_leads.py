"""Who speaks, in the words of an answer."""

from __future__ import annotations

import pytest

from assistant.citing import cite, lead
from index import Article
from index.voices import utterances

TEXT = """The town council met on Monday at nine. It is a disgrace that nobody was asked.

The works will be finished next year, and nothing will change. A council statement said the works cost four million.

“We lost a whole season,” said Tom Isbister, the fishermen’s leader. “It was very late and nobody came,” somebody else said.

“The season is lost,” a report said."""


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("The town council met on Monday at nine.", "Ines Calder writes"),
        ("It is a disgrace that nobody was asked.", "Ines Calder argues"),
        ("The works will be finished next year, and nothing will change.", "Ines Calder expects"),
        (
            "A council statement said the works cost four million.",
            "According to a council statement, as Ines Calder reports",
        ),
        ("“We lost a whole season,” said Tom Isbister", "Tom Isbister, fishermen’s leader"),
        ("“The season is lost,” a report said.", "A report"),
    ],
)
def test_lead(words: str, told: str) -> None:
    """An answer says in words whose the quoted words are, and states no opinion as fact."""
    article = Article.from_text(TEXT, author="Ines Calder")

    assert _lead(article, words) == told


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("The town council met on Monday at nine.", "The article says"),
        ("It is a disgrace that nobody was asked.", "The author argues"),
        (
            "A council statement said the works cost four million.",
            "According to a council statement, as the article reports",
        ),
    ],
)
def test_lead_without_an_author(words: str, told: str) -> None:
    """Where no author is known, the article or its author speaks."""
    assert _lead(Article.from_text(TEXT), words) == told


def _lead(article: Article, words: str) -> str:
    start = article.text.index(words)
    return lead(cite(1, article, start, start + len(words), utterances))
