"""Conversations stay: across reloads, several of them, and as files to take away."""

from __future__ import annotations

import json
from pathlib import Path

from playwright.sync_api import Locator, expect

from assistant.feedback import kept
from tests.browser.person import Person
from tests.browser.serving import Served
from tests.fakes import PausingReader

SHIP = "Has the ship broken down nineteen times?"
CARS = "How many cars would the ferry carry, forty?"


def begin_another(person: Person) -> None:
    person.sheet("Conversations").get_by_role("button", name="New conversation").click()
    expect(person.turns).to_have_count(0)


def entries(sheet: Locator) -> Locator:
    return sheet.locator(".entries .entry b")


def test_reload(person: Person) -> None:
    """A conversation is there again after a reload, answers and all."""
    said = person.ask(SHIP).locator(".body").inner_text()

    person.open()

    expect(person.turns).to_have_count(1)
    assert person.turns.first.locator(".body").inner_text() == said


def test_several(person: Person) -> None:
    """A new conversation begins empty; the one before can be opened again."""
    person.ask(SHIP)
    begin_another(person)
    person.ask(CARS)

    sheet = person.sheet("Conversations")
    expect(entries(sheet)).to_have_text([CARS, SHIP])
    sheet.get_by_role("button", name=SHIP).first.click()

    expect(person.turns.locator(".asked")).to_contain_text(SHIP)


def test_rename(person: Person) -> None:
    """A conversation can be given a name of one's own, which stays."""
    person.ask(SHIP)
    sheet = person.sheet("Conversations")

    sheet.get_by_role("button", name=f"Rename: {SHIP}").click()
    sheet.get_by_label("Rename", exact=True).fill("Ferries")
    person.page.keyboard.press("Enter")

    expect(entries(sheet)).to_have_text(["Ferries"])
    person.open()
    expect(entries(person.sheet("Conversations"))).to_have_text(["Ferries"])


def test_delete_and_undo(person: Person) -> None:
    """A deleted conversation is gone, and back when that is undone."""
    person.ask(SHIP)
    sheet = person.sheet("Conversations")

    sheet.get_by_role("button", name=f"Delete: {SHIP}").click()
    expect(sheet).to_contain_text("No conversation yet.")
    expect(person.turns).to_have_count(0)
    person.page.get_by_role("button", name="Undo").click()

    expect(entries(sheet)).to_have_text([SHIP])
    expect(person.turns).to_have_count(1)


def test_delete_while_the_answer_comes(person: Person, reader: PausingReader) -> None:
    """A conversation that is deleted before its answer came stays deleted, and comes back whole when that is undone."""
    reader.go.clear()
    person.ask(SHIP)
    person.type("Has the ship patiently broken down nineteen times?")
    expect(person.page.locator(".waiting")).to_be_visible()

    sheet = person.sheet("Conversations")
    sheet.get_by_role("button", name=f"Delete: {SHIP}").click()
    reader.go.set()

    expect(sheet).to_contain_text("No conversation yet.")
    person.page.get_by_role("button", name="Undo").click()
    expect(person.turns).to_have_count(2)
    expect(person.turns.last.locator(".notice")).to_have_text("Stopped.")
    expect(entries(sheet)).to_have_text([SHIP])


def test_sheet_that_is_behind(person: Person) -> None:
    """What another window did since the sheet was opened is not undone by it."""
    person.ask(SHIP)
    begin_another(person)
    sheet = person.sheet("Conversations")
    other = person.second_window()
    other.sheet("Conversations").get_by_role("button", name=SHIP).first.click()
    other.ask(CARS)

    sheet.get_by_role("button", name=f"Rename: {SHIP}").click()
    sheet.get_by_label("Rename", exact=True).fill("Ferries")
    person.page.keyboard.press("Enter")
    sheet.get_by_role("button", name="Ferries").first.click()

    expect(person.turns).to_have_count(2)


def exported(person: Person, kind: str) -> str:
    sheet = person.sheet("Conversations")
    with person.page.expect_download() as download:
        sheet.get_by_role("button", name=f"Export as {kind}").click()
    return Path(download.value.path()).read_text(encoding="utf-8")


def test_export_as_markdown(person: Person) -> None:
    """The Markdown file has each question, its answer, and every citation with its exact quote and whose it is."""
    quotes = person.ask(SHIP).locator(".card blockquote").all_inner_texts()

    text = exported(person, "Markdown")

    assert f"## {SHIP}" in text
    assert quotes
    for number, quote in enumerate(quotes, start=1):
        assert f"> [{number}] {quote}" in text
    assert "> Agnes Rendall · quoted · “New ferry for the Northern Isles” · paragraph 4" in text


def test_export_as_json(person: Person, served: Served) -> None:
    """The JSON file has every citation with its offsets, by which anybody can check it against the article."""
    person.ask(SHIP)
    person.ask("Who won the football?")

    turns = json.loads(exported(person, "JSON"))["turns"]

    assert [turn["found"] for turn in turns] == [True, False]
    for citation in turns[0]["citations"]:
        article = served.assistant.library.article(citation["article"]["id"])
        assert article.text[citation["start"] : citation["end"]] == citation["quote"]


def test_stop(person: Person, reader: PausingReader) -> None:
    """An answer can be stopped while it comes, and the next question is answered."""
    reader.go.clear()
    person.type("Has the ship patiently broken down nineteen times?")

    person.page.get_by_role("button", name="Stop").click()

    expect(person.answered().locator(".notice")).to_have_text("Stopped.")
    reader.go.set()
    expect(person.ask(SHIP).locator(".card").first).to_be_visible()
    expect(person.turns.first.locator(".notice")).to_have_text("Stopped.")


def test_stopped_and_asked_again(person: Person, reader: PausingReader) -> None:
    """An answer that was stopped and then comes is not shown for the question that was asked anew in its place."""
    reader.go.clear()
    person.type("Has the ship patiently broken down nineteen times?")
    person.page.get_by_role("button", name="Stop").click()
    turn = person.answered()

    turn.get_by_role("button", name="Edit the question").click()
    turn.get_by_role("textbox", name="Edit the question").fill(CARS)
    person.page.keyboard.press("Enter")

    expect(turn.locator(".card blockquote").first).to_contain_text("forty cars")
    reader.go.set()
    person.ask(SHIP)
    expect(person.turns.first.locator(".card blockquote").first).to_contain_text("forty cars")


def test_ask_again(person: Person) -> None:
    """An answer can be asked for again, in its place."""
    turn = person.ask(SHIP)
    person.ask(CARS)

    turn.get_by_role("button", name="Ask again").click()

    expect(turn.locator(".waiting")).to_have_count(0)
    expect(turn.locator(".card").first).to_be_visible()
    expect(person.turns.locator(".asked")).to_have_text([f"You asked: {SHIP}", f"You asked: {CARS}"])


def test_edit_a_question(person: Person) -> None:
    """A question can be changed where it stands, and is answered anew."""
    turn = person.ask(SHIP)

    turn.get_by_role("button", name="Edit the question").click()
    turn.get_by_role("textbox", name="Edit the question").fill(CARS)
    person.page.keyboard.press("Enter")

    expect(person.turns.first.locator(".card blockquote").first).to_contain_text("forty cars")
    expect(person.turns).to_have_count(1)


def test_editing_can_be_given_up(person: Person) -> None:
    """Escape leaves the question as it was."""
    turn = person.ask(SHIP)
    turn.get_by_role("button", name="Edit the question").click()

    person.page.keyboard.press("Escape")

    expect(turn.locator(".asked")).to_contain_text(SHIP)
    expect(turn.get_by_role("button", name="Edit the question")).to_be_focused()


def test_thumb_with_a_word(person: Person, served: Served) -> None:
    """A thumb with a word is kept beside the library, and shown pressed after a reload."""
    turn = person.ask(SHIP)

    turn.get_by_role("button", name="Bad answer").click()
    turn.get_by_label("What was wrong? (optional)").fill("Which ship?")
    with person.page.expect_response(lambda response: "Which ship?" in (response.request.post_data or "")):
        turn.get_by_role("button", name="Send").click()
    expect(person.page.locator(".status")).to_have_text("Thank you, noted on this computer.")

    given = [one for one in kept(served.assistant.library.folder) if one.word == "Which ship?"]
    assert [(one.good, one.question) for one in given] == [(False, SHIP)]
    pressed = person.open().turns.first.get_by_role("button", name="Bad answer")
    expect(pressed).to_have_attribute("aria-pressed", "true")


def test_two_windows(person: Person) -> None:
    """What one window asks, the other shows and says so; neither loses what the other wrote."""
    person.ask(SHIP)
    other = person.second_window()
    expect(other.turns).to_have_count(1)

    other.ask(CARS)
    expect(person.turns).to_have_count(2)
    expect(person.page.locator(".status")).to_have_text("Another window has added to this conversation.")
    person.ask("Would work begin in March, said he?")

    expect(other.turns).to_have_count(3)


def given_up(person: Person) -> None:
    """Gradio notes in the console that an answer it was waiting for was given up."""
    noted = ("AbortError", "errored out")
    person.troubles[:] = [trouble for trouble in person.troubles if not any(words in trouble for words in noted)]


def test_closed_before_the_answer(person: Person, reader: PausingReader) -> None:
    """A question whose answer did not come before the page was closed is still there, and can be asked again."""
    reader.go.clear()
    person.type("Has the ship patiently broken down nineteen times?")
    expect(person.turns).to_have_count(1)
    person.page.reload()

    turn = person.answered()
    expect(turn.locator(".notice")).to_have_text("The page was closed before the answer came.")
    reader.go.set()
    turn.get_by_role("button", name="Ask again").click()

    expect(person.turns.first.locator(".card").first).to_be_visible()
    given_up(person)
