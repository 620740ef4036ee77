"""What the browser tests share: a browser, the page on loopback, and a person in front of it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, sync_playwright

from assistant import Assistant, Settings
from index import Article
from tests.browser.person import Person
from tests.browser.serving import Served
from tests.conftest import HARBOUR
from tests.fakes import HashEmbedder, PausingReader

FERRY = """New ferry for the Northern Isles

by Mara Linklater

The Orkney Islands Harbour Council has ordered a new ferry for the route between Kirkwall and Westray.

“The old ship has broken down nineteen times since January, and people are tired of it,” said Agnes Rendall, who runs the bakery in Westray. “Nobody here believes the timetable any more.”

Transport minister Duncan Voe said the ferry would carry forty cars and cost eleven million pounds. He said work would begin in March.

The Orkney Islands Harbour Council denied that the money had been taken from the school budget.

I think the ferry is long overdue, and the school budget will pay for it in the end."""

WIDE = {"viewport": {"width": 1280, "height": 800}, "locale": "en-GB"}

BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def lacking(sentence: str) -> None:
    """Skip what cannot be tested here, but not where CI=1 promises that it can."""
    (pytest.fail if os.environ.get("CI") else pytest.skip)(sentence)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """The system's Chromium."""
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        lacking("No Chromium is installed (Debian: apt-get install chromium), so the page is not tested in a browser.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def ferry() -> Article:
    return Article.from_text(FERRY, title="New ferry for the Northern Isles", author="Mara Linklater")


@pytest.fixture(scope="session")
def reader() -> PausingReader:
    return PausingReader()


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory, ferry: Article, reader: PausingReader) -> Iterator[Served]:
    """The page over two articles, without models. A test may add articles; it leaves these two as they are."""
    folder = tmp_path_factory.mktemp("page") / "library"
    with Assistant.open(folder, settings=Settings(), embedder=HashEmbedder(), reader=reader) as assistant:
        assistant.add(ferry)
        assistant.add(Article.from_text(HARBOUR, title="The harbour opens again", author="Ines Calder"))
        served = Served(assistant)
        yield served
        served.stop()


@pytest.fixture
def visit(browser: Browser) -> Iterator[Callable[..., Person]]:
    """Sends a person to an address, in a new browser of theirs; nothing may go wrong in it, and nothing leave the host."""
    people: list[Person] = []

    def visit(address: str, **context: object) -> Person:
        person = Person(browser.new_context(**{**WIDE, **context}), address)  # type: ignore[arg-type]
        people.append(person)
        return person

    yield visit
    for person in people:
        person.context.close()
    assert [trouble for person in people for trouble in person.troubles] == []


@pytest.fixture(scope="module")
def desk(browser: Browser) -> Iterator[BrowserContext]:
    """A browser that is used again: what it has fetched and compiled of the page is there at the next visit."""
    with browser.new_context(**WIDE) as context:  # type: ignore[arg-type]
        yield context


@pytest.fixture
def person(desk: BrowserContext, served: Served) -> Iterator[Person]:
    """Somebody at a desk, with the page open; nothing may go wrong in it, and nothing leave the host."""
    person = Person(desk, served.address).open()
    yield person
    for page in desk.pages:
        page.evaluate("localStorage.clear()")  # the next one finds a browser in which nothing was asked
        page.close()
    assert person.troubles == []
