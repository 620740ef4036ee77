"""When something fails, a sentence says what happened, and the conversation is still there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Route, expect

from assistant import Assistant, Settings
from assistant.feedback import FILE
from index import Article
from tests.browser.person import Person
from tests.browser.serving import Served
from tests.fakes import HashEmbedder, PausingReader, WordReader

SHIP = "Has the ship broken down nineteen times?"


def test_server_stopped_and_started_again(visit: Callable[..., Person], ferry: Article, tmp_path: Path) -> None:
    """With the server gone a question says so; with it back the page answers again, and nothing is lost."""
    with Assistant.open(tmp_path, settings=Settings(), embedder=HashEmbedder(), reader=WordReader()) as assistant:
        assistant.add(ferry)
        served = Served(assistant)
        person = visit(served.address).open()
        person.ask(SHIP)

        served.stop()
        turn = person.ask("Would work begin in March, said he?")
        expect(turn.locator(".notice")).to_contain_text("The page could not reach On Record.")
        person.sheet("Library")
        expect(person.page.locator(".status")).to_contain_text("The page could not reach On Record.")
        person.page.keyboard.press("Escape")

        served.start()
        person.page.wait_for_event("load")  # Gradio loads the page anew by itself
        person.turns.last.get_by_role("button", name="Ask again").click()
        expect(person.turns.last.locator(".card").first).to_be_visible()
        expect(person.turns.first.locator(".card").first).to_be_visible()
        served.stop()
    # The browser itself notes each request that could not be made, or that the server broke off when it was stopped.
    person.troubles[:] = [t for t in person.troubles if "ERR_CONNECTION" not in t and "component_server" not in t]


def test_asked_before_the_library_is_read(visit: Callable[..., Person], served: Served) -> None:
    """A question that comes while the page is still being loaded is asked of the article that the page then shows."""
    person = visit(served.address).open()
    person.ask(SHIP)
    person.page.add_init_script("""new MutationObserver((_, watch) => {
        const again = document.querySelector('.turn [data-do=retry]');
        if (again) { watch.disconnect(); again.click(); }
    }).observe(document, { childList: true, subtree: true })""")

    person.settle()
    with person.page.expect_request(lambda request: SHIP in (request.post_data or "")) as asked:
        person.page.reload()

    assert '"article":"' in (asked.value.post_data or "")
    expect(person.answered().locator(".card").first).to_be_visible()


def test_server_stopped_while_it_answers(visit: Callable[..., Person], ferry: Article, tmp_path: Path) -> None:
    """A server that goes away in the middle of an answer leaves a sentence in its place."""
    reader = PausingReader()
    with Assistant.open(tmp_path, settings=Settings(), embedder=HashEmbedder(), reader=reader) as assistant:
        assistant.add(ferry)
        served = Served(assistant)
        person = visit(served.address).open()
        person.type("Has the ship patiently broken down?")
        expect(person.page.locator(".waiting")).to_be_visible()

        person.page.wait_for_timeout(500)  # the question is on its way
        reader.go.set()
        served.stop()

        assert person.answered().locator(".notice, .card").count() >= 1
    person.troubles[:] = [trouble for trouble in person.troubles if "ERR_" not in trouble]


def test_slow_connection(person: Person) -> None:
    """On a slow line the page says what it waits for, and then answers."""

    def later(route: Route) -> None:
        person.page.wait_for_timeout(1500)
        route.continue_()

    person.page.route("**/queue/join*", later)
    person.type(SHIP)

    expect(person.page.locator(".waiting")).to_have_text("Reading the article …")
    expect(person.answered().locator(".card").first).to_be_visible()


def test_lost_on_the_way(visit: Callable[..., Person], served: Served) -> None:
    """An answer, and an article that was added, are there though nothing of them comes over Gradio's stream."""
    person = visit(served.address).open()
    person.page.route("**/queue/data*", lambda route: None)

    turn = person.ask(SHIP)

    expect(turn.locator(".card").first).to_contain_text("nineteen times")
    sheet = person.paste("The lost post\n\nA sack of letters came ashore at Westray.")
    expect(sheet.locator(".ready")).to_have_text("“The lost post” is ready.")


def test_long_wait(visit: Callable[..., Person], served: Served) -> None:
    """An answer that takes long says that it is still coming."""
    person = visit(served.address).open()
    person.page.clock.install()
    person.page.route("**/queue/join*", lambda route: None)
    person.type(SHIP)

    person.page.clock.run_for(10_000)

    expect(person.page.locator(".waiting")).to_contain_text("Still reading")


def test_empty_library(visit: Callable[..., Person], tmp_path: Path) -> None:
    """With nothing in the library the page says so, and the first article can be added."""
    with Assistant.open(tmp_path, settings=Settings(), embedder=HashEmbedder(), reader=WordReader()) as assistant:
        served = Served(assistant)
        person = visit(served.address)
        person.page.goto(served.address)
        expect(person.page.locator(".welcome")).to_contain_text("The library is empty.")

        sheet = person.paste("The first article\n\nIt tells of a ferry that came too late.")

        expect(sheet.locator(".ready")).to_have_text("“The first article” is ready.")
        expect(person.article).to_contain_text("a ferry that came too late")
        person.context.close()
        served.stop()


def test_while_the_models_load(visit: Callable[..., Person], ferry: Article, tmp_path: Path) -> None:
    """Before the models are there, the article can be read and a question typed; the page says what it waits for."""
    reader = PausingReader("Who is quoted?")  # what the page asks itself to load the models
    with Assistant.open(tmp_path, settings=Settings(), embedder=HashEmbedder(), reader=reader) as assistant:
        assistant.add(ferry)
        served = Served(assistant)
        person = visit(served.address)
        person.page.goto(served.address)

        status = person.page.locator(".status")
        expect(status).to_have_text("Loading the reader. The first answer may take some seconds.")
        expect(person.article.locator("h1")).to_have_text(ferry.title)
        person.page.get_by_label("Your question").fill(SHIP)
        reader.go.set()

        expect(status).to_have_text("")
        person.context.close()
        served.stop()


FULL = """() => {
    for (const size of [1e6, 1e5, 1e4, 1e3, 100, 10, 1])
        try { for (let n = 0; n < 60; n++) localStorage.setItem(`filler-${size}-${n}`, 'x'.repeat(size)) } catch { }
}"""
FORBIDDEN = """() => {
    for (const name of ['localStorage', 'sessionStorage'])
        Object.defineProperty(window, name, { get() { throw new DOMException('Access is denied.', 'SecurityError') } });
}"""


def test_full_store(person: Person) -> None:
    """A browser that has no room left says so; the answer is shown all the same."""
    person.page.evaluate(FULL)

    turn = person.ask(SHIP)

    expect(turn.locator(".card").first).to_be_visible()
    expect(person.page.locator(".status")).to_contain_text("This browser has no room to keep the conversation")
    expect(person.sheet("Conversations").get_by_role("button", name=f"Export as Markdown: {SHIP}")).to_be_visible()


@pytest.mark.parametrize("store", [FULL, FORBIDDEN], ids=["full", "forbidden"])
def test_without_a_store(visit: Callable[..., Person], served: Served, store: str) -> None:
    """Where the browser keeps nothing, an article can be added, the theme turned, and another conversation begun."""
    person = visit(served.address)
    person.context.add_init_script(f"({store})()")
    person.open()

    sheet = person.paste("The buoy is back\n\nThe buoy off Hoy is lit again after a winter in the dark.")
    expect(sheet.locator(".ready")).to_contain_text("“The buoy is back”")
    person.page.keyboard.press("Escape")
    theme = "document.documentElement.dataset.theme"
    before = person.page.evaluate(theme)
    person.page.get_by_role("button", name="Light or dark").click()
    assert person.page.evaluate(theme) not in (None, before)
    person.ask("Is the buoy off Hoy lit again after a winter?")
    person.sheet("Conversations").get_by_role("button", name="New conversation").click()
    expect(person.turns).to_have_count(0)


def test_thumb_that_cannot_be_noted(person: Person, served: Served) -> None:
    """Where a thumb cannot be kept beside the library, the page says so and why."""
    turn = person.ask(SHIP)
    file = served.assistant.library.folder / FILE
    kept = file.read_bytes() if file.exists() else None
    file.unlink(missing_ok=True)
    file.mkdir()

    turn.get_by_role("button", name="Good answer").click()

    said = "This could not be noted on this computer: Is a directory."
    expect(person.page.locator(".status")).to_have_text(said)
    file.rmdir()
    if kept is not None:
        file.write_bytes(kept)
