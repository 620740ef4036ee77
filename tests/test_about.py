"""Questions about the article itself."""

from __future__ import annotations

import pytest

from assistant import Assistant
from index import Article


@pytest.mark.parametrize(
    ("question", "short"),
    [
        ("Who wrote the article?", "Ines Calder"),
        ("Who is the author of this piece?", "Ines Calder"),
        ("What is the title?", "The harbour opens again"),
    ],
)
def test_fields_that_the_text_states(quick: Assistant, harbour: Article, question: str, short: str) -> None:
    """The author and the title are answered with the line that states them."""
    quick.add(harbour)

    answer = quick.ask(question)

    assert (answer.found, answer.short) == (True, short)
    assert short in answer.citations[0].quote


def test_field_that_only_the_page_states(quick: Assistant) -> None:
    """A date from the page's fields has no words of the article to cite, and the answer says where it is from."""
    quick.add(Article.from_text("The harbour opened again. It rained.", title="Harbour", published="2024-05-03"))

    answer = quick.ask("When was this article published?")

    assert answer.text == "It was published on 2024-05-03, as the page’s own fields say."
    assert not answer.citations


@pytest.mark.parametrize(
    "question", ["Who wrote the letter?", "When was the harbour opened?", "What is the title of her book?"]
)
def test_questions_about_something_else(quick: Assistant, harbour: Article, question: str) -> None:
    """Another question with the same words is answered by reading."""
    quick.add(harbour)

    assert quick.ask(question).short not in ("Ines Calder", harbour.title)


def test_field_that_is_not_known(quick: Assistant) -> None:
    """Nothing is said of an author whom nobody names."""
    quick.add(Article.from_text("The harbour opened again. It rained.", title="Harbour"))

    assert not quick.ask("Who wrote this article?").found


def test_title_with_a_number_in_brackets(quick: Assistant) -> None:
    """A title's own bracketed number is no citation."""
    quick.add(Article.from_text("It rained.\n\nThen it stopped.", title="Rain [2019]"))

    assert quick.ask("What is the title of the article?").text.startswith("The title is Rain (2019)")
