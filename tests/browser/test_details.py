"""Several articles on the page: ask all of them, find one, and see, correct and tag what is known of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from playwright.sync_api import Locator, expect

from assistant import Assistant, Settings
from index import Article, Source, rereading
from tests.browser.person import Person
from tests.browser.serving import Served
from tests.conftest import HARBOUR
from tests.fakes import HashEmbedder, WordReader

SHIP = "The ship is late\n\nThe ship of Lerwick sailed on Tuesday.\n\n“We waited all night,” said Ola Flett."
PLACE = "https://news.example/harbour"


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The page over an empty library."""
    folder = tmp_path_factory.mktemp("details") / "library"
    with Assistant.open(folder, settings=Settings(), embedder=HashEmbedder(), reader=WordReader()) as assistant:
        served = Served(assistant)
        yield served
        served.stop()


@pytest.fixture
def somebody(visit: Callable[..., Person], shelf: Served) -> Person:
    """At the page over three articles: one that was read at an address, a copy of it, and another one."""
    library = shelf.assistant.library
    library.remove(*(article.id for article in library.articles()))  # what another test has made of them
    harbour = Article.from_text(HARBOUR, title="The harbour opens again", author="Ines Calder")
    library.add(Source(harbour, ("Share this", "Subscribe"), PLACE, {"author": "byline"}))
    library.add(Article.from_text(f"{HARBOUR}\n\nFirst printed elsewhere.", title="A copy"))
    library.add(Article.from_text(SHIP))
    return visit(shelf.address).open()


def about(person: Person, title: str) -> Locator:
    """The sheet of what is known of this article."""
    sheet = person.sheet("Library")
    sheet.get_by_role("button", name=f"About “{title}”").click()
    details = person.page.get_by_role("dialog", name="About this article")
    expect(details).to_be_visible()
    return details


def test_ask_all(somebody: Person) -> None:
    """All articles can be asked: each card says which one it is from, and the choice stays after a reload."""
    choice = somebody.page.get_by_label("Article to ask")
    choice.select_option(label="All articles")

    turn = somebody.ask("Did the ship of Lerwick sail on Tuesday night?")

    expect(turn.locator(".card .place").first).to_have_text("“The ship is late”, paragraph 2 of 3")
    turn.locator(".card .ref").first.click()
    expect(somebody.article.locator("h1")).to_have_text("The ship is late")
    expect(choice.locator("option:checked")).to_have_text("All articles")
    somebody.open()
    expect(choice.locator("option:checked")).to_have_text("All articles")
    somebody.choose("The ship is late")
    expect(somebody.ask("Did the ship sail on Tuesday night?").locator(".card .place").first).to_have_text(
        "paragraph 2 of 3"
    )


def test_find(somebody: Person) -> None:
    """The list narrows to the articles that have the words, by their beginnings."""
    sheet = somebody.sheet("Library")

    sheet.get_by_label("Search titles, authors and tags").fill("ines harb")
    expect(sheet.locator(".entry b")).to_have_text(["The harbour opens again"])
    sheet.get_by_label("Search titles, authors and tags").fill("whale")
    expect(sheet.locator(".entries")).to_have_text("No article has these words in title, author, site or tags.")


def test_what_is_known(somebody: Person) -> None:
    """Each field with where it was found, the place, what was left out, and the article that is nearly the same."""
    details = about(somebody, "The harbour opens again")

    expect(details.get_by_role("row", name="Author")).to_contain_text("Ines Calder found in: byline")
    expect(details.get_by_role("row", name="Read from")).to_contain_text(PLACE)
    details.get_by_text("2 lines were cleaned away").click()
    expect(details.locator(".cleaned li")).to_have_text(["Share this", "Subscribe"])
    expect(details.locator(".offered")).to_contain_text("% the same")

    details.get_by_role("button", name="A copy").click()

    expect(details).to_be_hidden()
    expect(somebody.article.locator("h1").first).to_have_text("A copy")


def test_correct_and_tag(somebody: Person) -> None:
    """A correction is kept as the reader's, shown in the article and in the list, and found by its tags."""
    details = about(somebody, "The ship is late")

    details.get_by_label("Author").fill("Mara Linklater")
    details.get_by_label("Tags, with commas between them").fill("Shetland, ships")
    details.get_by_role("button", name="Save").click()

    expect(details.locator(".ready")).to_have_text("Saved.")
    expect(details.get_by_role("row", name="Author")).to_contain_text("Mara Linklater corrected by a reader")
    somebody.page.keyboard.press("Escape")
    sheet = somebody.sheet("Library")
    sheet.get_by_label("Search titles, authors and tags").fill("shetland")
    expect(sheet.locator(".entry")).to_contain_text("Mara Linklater")
    sheet.get_by_role("button", name="The ship is late Mara").click()
    expect(somebody.article.locator(".facts")).to_contain_text("by Mara Linklater")


def test_a_title_that_is_taken_away(somebody: Person) -> None:
    """A correction that cannot be is told in a sentence, and changes nothing."""
    details = about(somebody, "A copy")

    details.get_by_label("Title").fill(" ")
    details.get_by_role("button", name="Save").click()

    expect(details.locator(".notice")).to_have_text("The title is empty: an article needs one.")


def test_read_again(somebody: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    """A change at the address becomes a new version that is shown; what changed in its quotations is told."""
    there = Article.from_text(HARBOUR.replace("a whole season", "two whole seasons"), title="The harbour opens again")
    first = Source(there, place=PLACE)
    monkeypatch.setattr(rereading, "read_source", lambda *_, **__: first)
    details = about(somebody, "The harbour opens again")

    details.get_by_role("button", name="Read it again at its address").click()

    expect(details.locator(".ready")).to_have_text("It has changed: the new version is beside the old one.")
    expect(details.locator(".changes")).to_contain_text("other words: Tom Isbister: “We lost a whole season")
    expect(somebody.article).to_contain_text("two whole seasons")
    somebody.page.keyboard.press("Escape")
    sheet = somebody.sheet("Library")
    expect(sheet.locator(".entry", has_text="older version")).to_have_count(1)
    sheet.get_by_role("button", name="About “The harbour opens again”").last.click()
    monkeypatch.setattr(rereading, "read_source", lambda *_, **__: replace(first))
    details.get_by_role("button", name="Read it again at its address").click()
    expect(details.locator(".ready")).to_have_text("Nothing has changed at its address.")


def test_a_copy_is_told_when_it_is_added(somebody: Person) -> None:
    """Adding what is nearly the same as another article names that one."""
    sheet = somebody.paste(SHIP + "\n\nIt came at last.", "The ship again")

    expect(sheet.locator(".offered")).to_contain_text("The ship is late")
