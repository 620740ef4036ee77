"""What a question asks for, read off its wording, and what was taken back in it."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from assistant import candidates
from assistant.question import Saying, asks_plainly, is_short, saying
from assistant.reading import Mark
from assistant.self_correction import corrected
from assistant.wording import parts, unframed
from index import Article, Hit
from index.passages import Passage


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("What did Ann Lee say about the new bridge?", Saying("Ann Lee", "the new bridge", "say")),
        ("How did the union respond to the offer?", Saying("the union", "the offer", "respond")),
        ("What is the mayor’s view of the bridge?", Saying("the mayor", "the bridge")),
        ("What, according to the mayor, went wrong?", Saying("the mayor", "What went wrong")),
        ("What does the author think of it?", Saying("the author", "it", "think")),
        ("Who said that the bridge is unsafe?", None),
        ("When will it open?", None),
    ],
)
def test_whose_words_are_asked_for(question: str, found: Saying | None) -> None:
    """Who is to have said something, and on what."""
    assert saying(question) == found


@pytest.mark.parametrize(
    ("question", "plain"),
    [
        ("Why, in the author’s view, does the bridge fail?", "Why does the bridge fail?"),
        ("According to the article, what are the missiles for?", "What are the missiles for?"),
        ("What does the author think is the best way out?", "What is the best way out?"),
        ("How does the writer see the mayor?", "How is the mayor described?"),
        ("What does Ann Lee think is the best way out?", "What does Ann Lee think is the best way out?"),
        ("Who wrote the article?", "Who wrote the article?"),
    ],
)
def test_the_writer_in_front_of_the_question(question: str, plain: str) -> None:
    """What the article's writer thinks stands in the article without the writer's name."""
    assert unframed(question) == plain


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("When and where will it be held?", ["When will it be held?", "Where will it be held?"]),
        ("Who won, and how many voted?", ["Who won?", "How many voted?"]),
        ("Who won? Why did they win?", ["Who won?", "Why did they win?"]),
        ("Which ships and boats were in the harbour and at sea?",) * 1 + (["Which ships and boats were in the harbour and at sea?"],),
        ("What did Ann and Bo say when it rained?", ["What did Ann and Bo say when it rained?"]),
    ],
)  # fmt: skip
def test_questions_in_a_question(question: str, found: list[str]) -> None:
    """Two things that are asked at once are answered one by one."""
    assert parts(question) == found


@pytest.mark.parametrize(
    ("question", "words", "short"),
    [
        ("When is it?", "late February", True),
        ("What did the review call the country?", "extraordinary threat", False),
        ("What is the title of the book?", "The Long Way Home", True),
        ("Why did it fail?", "for lack of money", False),
        ("What steps were taken?", "closing the site", False),
    ],
)
def test_few_words_that_answer(question: str, words: str, short: bool) -> None:
    """A few words stand by themselves only where they answer by themselves."""
    assert is_short(question, words) is short


def test_taking_for_granted() -> None:
    """A question that takes a promise for granted is not one on what was said."""
    assert asks_plainly("What did she say about it?")
    assert not asks_plainly("Why did she say it?")
    assert not asks_plainly("What did she promise?")


@pytest.mark.parametrize(
    ("spoken", "meant"),
    [
        ("What is no make that when was the treaty signed?", "When was the treaty signed?"),
        ("What is the inscription no the mace displayed in?", "What is the mace displayed in?"),
        ("When did the Republic of Ireland, oh no, of Iceland begin?", "When did the Republic of Iceland begin?"),
        ("Who ran uh who won the race?", "Who won the race?"),
        ("What rule did some natives no tribes follow?", "What rule did some tribes follow?"),
        ("What could criticise or uh sorry justify the limits?", "What could justify the limits?"),
        ("Who came first no forget that and tell me who won?", "Who won?"),
        ("What ships allowed I mean required engines?", "What ships required engines?"),
        ("The bridge was closed for which or rather what reason?", "The bridge was closed for what reason?"),
    ],
)
def test_what_was_taken_back(spoken: str, meant: str) -> None:
    """A question as it was spoken is read as it was meant."""
    assert corrected(spoken) == meant


@pytest.mark.parametrize(
    ("spoken", "meant"),
    [
        ("When did Ida Roe leave the island, no sorry, Tom Eide?", "When did Tom Eide leave the island?"),
        ("Why was the Westray ferry sold, no wait, that was Rousay not Westray?", "Why was the Rousay ferry sold?"),
        ("How many people in Oslo speak Danish, no, in Bergen?", "How many people in Bergen speak Danish?"),
        ("What did Sweden win in the vote of June no sorry Norway?", "What did Norway win in the vote of June?"),
        ("Why did Ann Lee sell the mill, no wait, that was Tom Eide, not Ann Lee?", "Why did Tom Eide sell the mill?"),
        ("Why was the Westray ferry sold, sorry, the Rousay not Westray?", "Why was the Rousay ferry sold?"),
        ("Name the year when, no, the town of the fire.", "Name the town of the fire."),
        ("After 1962 who ran the harbour no 1945?", "After 1945 who ran the harbour?"),
        ("The harbour was built of what stone no sorry wood?", "The harbour was built of what wood?"),
        ("Who drove the bus to Bergen, no, sorry, to Oslo?", "Who drove the bus to Oslo?"),
        (
            "How many books does Ida Roe want by the summer, no, I mean Oduya?",
            "How many books does Oduya want by the summer?",
        ),
    ],
)
def test_corrected_late(spoken: str, meant: str) -> None:
    """What comes last stands for what was said earlier, and a question goes on asking what it asked."""
    assert corrected(spoken) == meant


@pytest.mark.parametrize(
    "question",
    [
        "Why is there no agreement?",
        "Who or what caused the fire?",
        "What did she actually say?",
        "How did Polo learn about China instead of actually visiting it?",
        "What materials could make that bridge safe?",
        "Why did he say no to the offer?",
        "Which people were sorry?",
        "Where did she wait for the train?",
        "Valley bottoms have no what?",
        "Which countries no longer impose tariffs?",
        "Why did the report find no evidence?",
    ],
)
def test_nothing_taken_back(question: str) -> None:
    """Words that could take something back, and here do not."""
    assert corrected(question) == question


def test_words_of_the_kind_asked_for() -> None:
    """Of two stretches marked in one sentence the one that is a number is told where a number is asked for."""
    text = "The baths will close in October for repairs of two winters. It rained."
    article = Article.from_text(text)
    passage = Passage(article, 0, len(text))
    october, winters = text.index("October"), text.index("two winters")

    class Marking:
        def read(
            self, question: str, passages: Sequence[str], *, in_turn: str = "", count: int = 3
        ) -> list[list[Mark]]:
            return [[Mark(october, october + 7, 4.0), Mark(winters, winters + 11, 3.0)]]

    _, (found, *_) = candidates.read(Marking(), "How many winters will it take?", [Hit(passage, 1.0, 1, 1)])

    assert (found.short, found.margin) == ("two winters", 4.0)
