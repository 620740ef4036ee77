"""What an answer shows, and what stands in its place when there is none."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import expect

from tests.browser.person import Person
from tests.browser.serving import Served

SURE = "Has the ship broken down nineteen times since January?"
NOT_SAID = "Who won the football?"


def test_evidence_card(person: Person) -> None:
    """A card has the number, the exact quote, who speaks and how, and where it stands."""
    card = person.ask(SURE).locator(".card").first

    expect(card.locator(".ref")).to_have_text("1")
    expect(card.locator("blockquote")).to_contain_text("“The old ship has broken down nineteen times since January")
    expect(card.locator(".speaker")).to_have_text("Agnes Rendall")
    expect(card.locator(".voice")).to_have_text("quoted")
    expect(card.locator(".place")).to_have_text("paragraph 4 of 7")


def test_role_and_reported_voice(person: Person) -> None:
    """The chip tells the role, and that the words are the writer's own for what somebody said."""
    card = person.ask("How many cars would the ferry carry, forty?").locator(".card").first

    expect(card.locator(".who")).to_have_text("1Duncan VoeTransport ministerreported")


def test_copy_with_attribution(visit: Callable[..., Person], served: Served) -> None:
    """Copying a card takes the quote together with who said it and where."""
    person = visit(served.address, permissions=["clipboard-read", "clipboard-write"]).open()
    card = person.ask(SURE).locator(".card").first

    card.get_by_role("button", name="Copy").click()

    expect(card.get_by_role("button", name="Copied")).to_be_visible()
    copied = str(person.page.evaluate("navigator.clipboard.readText()"))
    assert copied.startswith(card.locator("blockquote").inner_text())
    assert copied.endswith("— Agnes Rendall, in “New ferry for the Northern Isles”, paragraph 4 of 7")


def test_refusal(person: Person) -> None:
    """Where the article does not say, the page says so, shows what comes closest, and what it does answer."""
    turn = person.ask(NOT_SAID)

    expect(turn.locator(".verdict")).to_have_text("The article does not say.")
    expect(turn.locator(".card")).to_have_count(0)
    expect(turn.locator(".near li").first).to_be_visible()
    turn.locator(".refused .questions button").first.click()
    expect(person.answered(1).locator(".card").first).to_be_visible()


def test_a_near_passage_leads_to_its_words(person: Person) -> None:
    """Also what only comes closest is one click away in the article."""
    near = person.ask(NOT_SAID).locator(".near li").first

    near.locator(".to").click()

    assert near.locator("blockquote").inner_text().split() == person.lit().split()


def test_thin_support(person: Person) -> None:
    """An answer that just passes says that one should read the passage."""
    thin = person.ask("Which timetable?")

    expect(thin.locator(".remark")).to_have_text("Thin support: read the passage before you rely on it.")
    expect(person.ask(SURE).locator(".remark")).to_have_count(0)


def test_how_a_follow_up_was_read(person: Person) -> None:
    """A question that leans on the one before shows how it was read, and can be asked as written."""
    person.ask("What did Duncan Voe say about the ferry, forty cars and eleven million?")
    turn = person.ask("What did he say about work in March?")
    expect(turn.locator(".read-as q")).to_contain_text("Duncan Voe")

    turn.get_by_role("button", name="Ask it as written").click()

    expect(person.answered(1).locator(".read-as")).to_have_count(0)
    expect(person.turns.nth(1).locator(".asked")).to_contain_text("What did he say about work in March?")


def test_what_was_searched_is_folded_away(person: Person) -> None:
    """The passages with both ranks and the reader's mark are there for the curious, behind one click."""
    turn = person.ask(SURE)
    table = turn.locator(".searched table")
    expect(table).to_be_hidden()

    turn.get_by_text("What was searched").click()

    expect(table).to_be_visible()
    expect(table.locator("th")).to_have_text(["Passage", "By meaning", "By words", "Similarity", "Reader’s mark"])
    assert table.locator("tbody tr").count() >= 1


def test_greeting(person: Person) -> None:
    """A greeting is answered as one, not refused."""
    turn = person.ask("Hello!")

    expect(turn.locator(".body")).to_contain_text("Hello. Ask me about the article.")
    expect(turn.locator(".verdict")).to_have_count(0)


def test_suggested_question(person: Person) -> None:
    """On opening there are questions that the article answers; a click asks one."""
    question = person.page.locator(".suggested .questions button").first
    words = question.inner_text()

    question.click()

    expect(person.answered().locator(".asked")).to_contain_text(words)
    expect(person.turns.last.locator(".card").first).to_be_visible()


def test_roll_call(person: Person) -> None:
    """Everybody who speaks in the article is named with role and number of words; a click asks what they said."""
    voe = person.page.locator(".roll-call button", has_text="Duncan Voe")
    expect(voe).to_contain_text("Transport minister")
    expect(voe).to_contain_text("16 words reported")
    expect(person.page.locator(".shares")).to_contain_text("Of all words")

    person.page.get_by_label("Where Duncan Voe speaks in paragraph 5").click()
    assert "forty cars" in person.lit()
    voe.click()

    expect(person.answered().locator(".asked")).to_contain_text("What did Duncan Voe say?")


def test_empty_question(person: Person) -> None:
    """Asking nothing says what is missing, and asks nothing."""
    person.type("   ")

    expect(person.page.locator(".status")).to_have_text("The question is empty: ask something about the article.")
    expect(person.turns).to_have_count(0)


def test_question_that_is_too_long(person: Person) -> None:
    """A question longer than a question is answered by a sentence that names the limit."""
    turn = person.ask("What? " * 500)

    expect(turn.locator(".notice")).to_contain_text("2,000")
