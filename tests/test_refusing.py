"""What is shown when the article does not say: the sentences that come nearest."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answer import Answer
from assistant.candidates import Candidate
from assistant.refusing import refused
from index import Article, Hit
from index.passages import Passage
from index.voices import utterances

ARTICLE = Article.from_text(
    "Ferry price\n\nThe ferry price is a matter of dispute. The crossing will cost nine crowns. It rained in Lerwick all day.\n\n"
    "“The harbour will be dredged,” said Ann Lee, the mayor. “The pier is old.”",
    title="Ferry price",
)


def candidate(words: str) -> Candidate:
    start = ARTICLE.text.index(words)
    return Candidate(ARTICLE, start, start + len(words), (start, start + 3), -9.0)


def refusal(question: str, candidates: Sequence[Candidate]) -> Answer:
    hits = [Hit(Passage(ARTICLE, 0, len(ARTICLE.text)), 1.0, 1, 1)]
    return refused(question, question, hits, candidates, utterances)


def test_likeliest_sentences_first() -> None:
    """What the reader came nearest to believing stands before what only shares words with the question."""
    found = refusal("Who sets the ferry price?", [candidate("The crossing will cost nine crowns.")])

    assert [near.quote for near in found.nearest] == [
        "The crossing will cost nine crowns.",
        "The ferry price is a matter of dispute.",
    ]
    assert [near.number for near in found.nearest] == [1, 2]


def test_title_is_not_shown() -> None:
    """It stands above the page anyway."""
    found = refusal("What is the ferry price?", [candidate("Ferry price"), candidate("It rained in Lerwick all day.")])

    assert found.nearest[0].quote == "It rained in Lerwick all day."
    assert "Ferry price" not in [near.quote for near in found.nearest]


def test_sentence_that_became_the_title() -> None:
    """The first line of a text without a headline is one of its sentences."""
    article = Article.from_text("The bridge is closed until May.")
    hits = [Hit(Passage(article, 0, len(article.text)), 1.0, 1, 1)]

    found = refused("When does it open?", "When does it open?", hits, [], utterances)

    assert [near.quote for near in found.nearest] == ["The bridge is closed until May."]


def test_only_theirs_of_whom_is_asked() -> None:
    """Asked what somebody said, what others say is not shown, however near."""
    found = refusal("What did Ann Lee say about the price?", [candidate("The crossing will cost nine crowns.")])

    assert {near.speaker for near in found.nearest} == {"Ann Lee"}
