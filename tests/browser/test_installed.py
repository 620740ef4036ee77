"""The page as it is installed: the real models over the article that it opens with."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import expect

from assistant import Assistant
from tests.browser.person import Person
from tests.browser.serving import Served


@pytest.fixture(scope="module")
def installed(real: Assistant) -> Iterator[Served]:
    served = Served(real)
    yield served
    served.stop()


def test_an_answer_and_an_honest_no(visit: Callable[..., Person], installed: Served) -> None:
    """A question that the article answers gets its words; one that it does not, a no with what it does answer."""
    person = visit(installed.address).open()

    said = person.ask("When is the follow-up summit supposed to take place?")
    unsaid = person.ask("What is the capital of Australia?")

    expect(said.locator(".prose")).to_contain_text("late February")
    expect(said.locator(".card blockquote").first).to_contain_text("another summit to take place in late February")
    expect(unsaid.locator(".verdict")).to_have_text("The article does not say. It does not mention Australia.")
    expect(unsaid.locator(".near li").first).to_be_visible()
    said.locator(".ref").first.click()
    assert "late February" in person.lit()


def test_the_way_in(visit: Callable[..., Person], installed: Served) -> None:
    """The questions on opening are answered by the article, and who speaks in it is named with their role."""
    person = visit(installed.address).open()

    expect(person.page.locator(".roll-call")).to_contain_text("White House press secretary")
    person.page.locator(".suggested .questions button").first.click(timeout=60_000)

    expect(person.answered().locator(".card").first).to_be_visible()
