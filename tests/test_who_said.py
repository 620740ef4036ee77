"""Questions on who said something."""

from __future__ import annotations

import pytest

from assistant import Assistant
from assistant.question import asks_who_disagrees
from index import Article
from tests.marked import FOLDER, marked

QUAY = """The quay will be rebuilt

The council will rebuild the quay, Ida Hu said on Monday. “It should have been done ten years ago, and the money was there.”

Bo Lee, a fisherman, shook his head. “Nobody ever asked the boats,” he said.

Ida Hu said that Tom Roe had accused the mayor of hiding the money. The mayor called the charge “grotesque”.

The fishermen, in short, are right, and the council is late."""


@pytest.mark.parametrize(
    ("question", "who", "quote"),
    [
        ("Who said “It should have been done ten years ago, and the money was there”?", "Ida Hu", "“It should"),
        ("Who said that nobody ever asked the boats?", "Bo Lee", "“Nobody ever"),
        ("Who called it “grotesque”?", "mayor", "The mayor called"),
        ("According to whom will the council rebuild the quay?", "Ida Hu", "The council will"),
        ("Who said the fishermen are right?", "Mara Linklater", "The fishermen, in short"),
    ],
)
def test_who_said(quick: Assistant, question: str, who: str, quote: str) -> None:
    """Whoever the words belong to; the writer, for what nobody else says."""
    quick.add(Article.from_text(QUAY, author="Mara Linklater"))

    answer = quick.ask(question)

    assert answer.short == who
    assert answer.citations[0].quote.startswith(quote)


def test_told_by_another(real: Assistant) -> None:
    """Who did it in the words of a speaker is told, rather than the speaker."""
    article = real.add(Article.from_text(QUAY, author="Mara Linklater"))

    answer = real.ask("Who accused the mayor of hiding the money?", article=article.id)

    assert answer.short == "Tom Roe"
    assert answer.citations[0].speaker == "Ida Hu"
    real.remove(article.id)


def test_nobody_disagrees_with_oneself(quick: Assistant) -> None:
    """What somebody denies is not told as against that somebody."""
    text = "The bridge\n\nThe mayor, Ann Lee, denied that the bridge was unsafe. Engineer Bo Hu rejected Ann Lee’s claim that it was safe."
    quick.add(Article.from_text(text))

    answer = quick.ask("Who disagrees with Ann Lee?")

    assert answer.short == "Bo Hu"


@pytest.mark.parametrize(
    ("question", "who"),
    [
        ("Who doubts that the ferry will come?", "Bo Hu"),
        ("Who is against the new terminal?", "Mia Roe"),
        ("Who objected to the price of the new terminal?", "Mia Roe"),
        ("Who opposes the plan for parking?", "Ed Sol"),
    ],
)
def test_who_is_against(quick: Assistant, question: str, who: str) -> None:
    """Doubt, criticism and objection, in other words than the question's."""
    text = (
        "The ferry\n\nThe harbour board said that the ferry would come in May. Bo Hu, a skipper, doubted that the ferry would ever come.\n\n"
        "Mia Roe, who keeps the books, objected that the new terminal had no price. The plan for parking was "
        "“a disgrace”, Ed Sol complained. Ann Lee said that the new terminal would be warm, and praised the plan for parking."
    )
    quick.add(Article.from_text(text))

    assert quick.ask(question).short == who


@pytest.mark.parametrize(
    "told",
    [
        "Bo Hu does not agree. “It leaks,” he says.",
        "Bo Hu, an engineer, disagrees: “It leaks.”",
        "Bo Hu is not so sure. He says that it leaks.",
    ],
)
def test_who_answers_somebody(quick: Assistant, told: str) -> None:
    """Who does not agree with whom the article has heard just before says so in what stands behind."""
    quick.add(
        Article.from_text(
            f"The roof\n\nThe roof is a marvel, says the mayor, Ann Lee. {told}\n\nTea was served at ten."
        )
    )

    answer = quick.ask("Who disagrees with the mayor?")

    assert answer.citations[0].speaker == "Bo Hu"


def test_who_does_not_agree_in_the_words_of_the_writer(real: Assistant) -> None:
    """Where only the writer says that somebody does not agree, that one is named and not the writer."""
    article = real.add(
        Article.from_text(
            "Tools\n\nby Mara Quist\n\nThe library will lend drills from 3 March.\n\nJens Aker, who owns the shop on Mill Street, does not"
            " agree. The council meets again in May.",
            author="Mara Quist",
        )
    )
    try:
        answer = real.ask("Who is against the lending of drills?", article=article.id)
    finally:
        real.remove(article.id)

    assert (answer.short, answer.citations[0].speaker) == ("Jens Aker", "Mara Quist")


def test_nobody_answers_somebody(quick: Assistant) -> None:
    """That nobody disagreed is no disagreement of who speaks next."""
    told = "The roof is a marvel, says the mayor, Ann Lee. Nobody disagreed. “It is a joy,” says Bo Hu."
    quick.add(Article.from_text(f"The roof\n\n{told}\n\nTea was served at ten."))

    answer = quick.ask("Who disagrees with the mayor?")

    assert not answer.found or answer.citations[0].speaker != "Bo Hu"


def test_nobody_disagrees_with_what_is_not_told(real: Assistant) -> None:
    """Of what the article has no word of, nobody in it disagrees."""
    text = (
        "The river gets its lunch back\n\nDr Ines Cabrera, who has counted fish here for eleven years, is more careful. A hard frost could"
        " kill half the mussels in a week, she warned.\n\nThe council’s leader, Morris Tate, would not say what would happen then."
        " “We will cross that bridge when it freezes,” he told reporters."
    )
    article = real.add(Article.from_text(text))

    assert not real.ask("Who disagrees with the sanctions?", article=article.id).found
    assert (
        real.ask("Who disagrees?", article=article.id).confidence
        > real.ask("Who disagrees with the sanctions?", article=article.id).confidence
    ), "with nothing in particular, nothing is missing"
    real.remove(article.id)


@pytest.mark.parametrize("question", ["Who led the protest?", "Who played against Wex?", "Who voted against the bill?"])
def test_deeds_are_not_disagreement(question: str) -> None:
    """Who did something is not asked of those who speak."""
    assert not asks_who_disagrees(question)


def test_who_opposed_as_another_tells(real: Assistant) -> None:
    """Whoever is told of in the words of another one is told, not that one."""
    article = real.add(
        Article.from_text("The bill\n\nTom Roe said that Ida Hu had opposed the bill from the beginning.")
    )

    answer = real.ask("Who opposed the bill?", article=article.id)

    assert answer.short == "Ida Hu"
    real.remove(article.id)


def test_quotations_of_many_articles(quick: Assistant) -> None:
    """Asked who said the first words of a quotation, it is found, and its speaker told."""
    asked = right = 0
    for path in sorted((FOLDER / "held_out").glob("*.txt")):
        article, marks = marked(path)
        quick.add(article)
        for mark in marks:
            words = article.text[mark.start : mark.end].strip("“”\"‘’' ,.").split()
            if mark.quoted and len(words) >= 6 and "?" not in mark.names:
                answer = quick.ask(f"Who said “{' '.join(words[:9])}”?", article=article.id)
                asked += 1
                right += bool(answer.citations) and mark.takes(answer.citations[0].speaker)
    assert asked > 100
    assert right / asked > 0.9
