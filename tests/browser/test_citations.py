"""From an answer to the words it rests on, and back."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from index import Article
from tests.browser.person import Person
from tests.browser.serving import Served

FORTY_CARS = "How many cars would the ferry carry, forty?"
BROKEN = "Has the ship broken down nineteen times?"


def test_article_beside_the_chat(person: Person, ferry: Article) -> None:
    """The article stands beside the chat as one reads it: title, author, paragraphs."""
    expect(person.article.locator("h1")).to_have_text(ferry.title)
    expect(person.article.locator(".byline")).to_have_text("by Mara Linklater")
    assert person.article.locator("[data-paragraph]").count() == len(ferry.paragraphs)
    assert person.sees(person.page.get_by_label("Your question"))
    assert person.sees(person.article.locator("h1"))


def test_a_number_lights_the_exact_words(person: Person) -> None:
    """A click on a number lights the words of its card, in view, and they carry the same number."""
    turn = person.ask(FORTY_CARS)

    turn.locator(".card .ref").first.click()

    assert person.lit() == turn.locator(".card blockquote").first.inner_text()
    assert person.sees(person.page.locator("mark.lit").first)
    expect(person.article.locator(".back").first).to_have_text("1")


@pytest.mark.parametrize("way", ["hover", "focus"])
def test_a_number_shows_the_quote_and_who_speaks(person: Person, way: str) -> None:
    """Pointing at a number, or tabbing to it, shows what is cited without leaving the chat."""
    number = person.ask(BROKEN).locator(".card .ref").first

    getattr(number, way)()

    tip = person.page.locator(".tip.shown")
    expect(tip).to_contain_text("The old ship has broken down nineteen times")
    expect(tip).to_contain_text("Agnes Rendall · quoted")
    person.page.keyboard.press("Escape")
    expect(tip).to_have_count(0)


def test_a_passage_leads_back_to_its_answer(person: Person) -> None:
    """A lit passage tells which answer used it, and leads to the card."""
    turn = person.ask(BROKEN)
    back = person.article.locator(".back").first

    back.hover()
    expect(person.page.locator(".tip.shown")).to_have_text(f"Used in the answer to “{BROKEN}”")
    back.click()

    expect(turn.locator(".card.found-again .ref")).to_be_focused()


def test_escape_returns_from_the_article(person: Person) -> None:
    """Who followed a number by keyboard comes back to it with Escape."""
    number = person.ask(BROKEN).locator(".card .ref").first
    number.focus()
    person.page.keyboard.press("Enter")
    expect(person.page.locator("mark.lit").first).to_be_focused()

    person.page.keyboard.press("Escape")

    expect(number).to_be_focused()


def test_several_citations_in_one_paragraph(person: Person) -> None:
    """Two answers that cite sentences of one paragraph are both marked in it, each with its number."""
    person.ask(FORTY_CARS)
    person.ask("Would work begin in March, said he?")

    paragraph = person.article.locator("[data-paragraph]", has_text="Transport minister")

    assert paragraph.locator("mark").count() >= 2
    told = [link.get_attribute("data-told") or "" for link in paragraph.locator(".back").all()]
    assert any(FORTY_CARS in words for words in told)
    assert any("March" in words for words in told)


def test_overlapping_citations(person: Person, ferry: Article) -> None:
    """Spans that overlap keep the text as it is, and each has its number behind its last word."""
    start = ferry.text.index("“The old ship")
    shown = person.page.evaluate(
        """async ([start]) => {
            const { ArticlePane } = await import('/page/article.js');
            const section = document.querySelector('section.article');
            const pane = new ArticlePane(section, { used_by: '$question' }, () => {});
            pane.show({ article: { id: 'x' }, html: section.querySelector('article').innerHTML });
            pane.mark([{ start, end: start + 20, number: 1, turn: 'a', question: 'A' },
                       { start: start + 10, end: start + 40, number: 2, turn: 'b', question: 'B' }]);
            const paragraph = section.querySelector(`[data-start="${start}"]`);
            return [...paragraph.childNodes].slice(0, 5).map((node) => node.textContent);
        }""",
        [start],
    )

    words = ferry.text[start:]
    assert shown == [words[:10], words[10:20], "1", words[20:40], "2"]


def test_a_citation_of_another_article_opens_it(person: Person) -> None:
    """A number leads to its words also when another article is shown by now."""
    turn = person.ask(BROKEN)
    person.choose("The harbour opens again")

    turn.locator(".card .ref").first.click()

    expect(person.article.locator("h1")).to_have_text("New ferry for the Northern Isles")
    assert person.lit() == turn.locator(".card blockquote").first.inner_text()


def test_earlier_answers_keep_their_citations(person: Person) -> None:
    """New answers and a reload leave the numbers of the old ones working."""
    first = person.ask(BROKEN)
    quote = first.locator(".card blockquote").first.inner_text()
    person.ask(FORTY_CARS)
    person.open()

    person.turns.first.locator(".card .ref").first.click()

    assert person.lit() == quote
    assert person.article.locator(".back").count() >= 2


def test_a_link_opens_at_its_words(visit: Callable[..., Person], served: Served) -> None:
    """The link of a card, sent to somebody else, opens the article at the words."""
    sender = visit(served.address, permissions=["clipboard-read", "clipboard-write"]).open()
    card = sender.ask(BROKEN).locator(".card").first
    card.get_by_role("button", name="Link").click()
    expect(card.get_by_role("button", name="Copied")).to_be_visible()
    link = str(sender.page.evaluate("navigator.clipboard.readText()"))

    receiver = visit(served.address).open(link.removeprefix(served.address))

    assert receiver.lit() == card.locator("blockquote").inner_text()


def test_narrow_window(visit: Callable[..., Person], served: Served) -> None:
    """On a phone the article is one tap away, and the place in the chat is kept."""
    person = visit(served.address, viewport={"width": 390, "height": 844}, has_touch=True).open()
    person.ask(BROKEN)
    turn = person.ask(FORTY_CARS)
    place = person.page.locator(".scroll-log").evaluate("(log) => log.scrollTop")

    turn.locator(".card .ref").first.tap()
    assert person.sees(person.page.locator("mark.lit").first)
    assert not person.page.get_by_label("Your question").is_visible()
    person.page.get_by_role("button", name="Chat", exact=True).tap()

    expect(person.page.get_by_label("Your question")).to_be_visible()
    assert person.page.locator(".scroll-log").evaluate("(log) => log.scrollTop") == place
    assert person.page.evaluate("document.documentElement.scrollWidth") <= 390


def test_selected_words_can_be_asked_about(person: Person) -> None:
    """Selecting words in the article offers "Ask about this"; a click asks."""
    person.article.locator("[data-paragraph]", has_text="Transport minister").click(click_count=3)

    person.page.get_by_role("button", name="Ask about this").click()

    asked = person.answered().locator(".asked")
    expect(asked).to_contain_text("What does the article say about “Transport minister Duncan Voe")
    expect(person.page.get_by_role("button", name="Ask about this")).to_be_hidden()
