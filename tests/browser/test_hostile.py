"""What was read or typed is shown as text and changes nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.person import Person

PAYLOADS = {
    "script": "<script>document.title='taken'</script>",
    "image": "<img src=x onerror=\"document.title='taken'\">",
    "attribute": "\" onmouseover=\"document.title='taken'\" x=\"'><svg onload=document.title='taken'>",
    "markdown": "[click](javascript:document.title='taken') **bold** ![x](http://192.0.2.1/x.png)",
    "template": "${document.title='taken'} {{constructor.constructor('x')()}} <!-- --> </textarea></option>",
    "right to left": "\u202eevil\u202c \u2067abc\u2069 שלום",
    "zero width": "z\u200be\u200dr\ufeffo",
    "one long word": "w" * 10_000,
}


@pytest.mark.parametrize("name", PAYLOADS)
def test_question(person: Person, name: str) -> None:
    """A question is shown as it was typed, also after a reload."""
    payload = PAYLOADS[name][:1900]

    turn = person.ask(f"{payload} ferry?")
    assert turn.locator(".asked").text_content() == f"You asked: {payload} ferry?"
    unharmed(person)

    assert person.open().turns.first.locator(".asked").text_content() == f"You asked: {payload} ferry?"
    unharmed(person)


@pytest.mark.parametrize("name", PAYLOADS)
def test_article(person: Person, name: str) -> None:
    """Title, author and text of an article are shown as they are, in the article, the lists, the cards and the tips."""
    payload = PAYLOADS[name]
    # Each is an article of its own, so that tests do not meet.
    text = f"Payload {name}\n\nby {payload[:80]}\n\nThe {name} lighthouse keeper counted herring gulls all day. {payload}\n\n“Herring gulls!” said {payload[:60]}."
    sheet = person.paste(text, f"{name} {payload}")
    expect(sheet.locator(".ready")).to_contain_text("is ready")
    person.page.keyboard.press("Escape")

    turn = person.ask(f"What did the {name} lighthouse keeper count, herring gulls?")
    turn.locator(".ref").first.click()
    turn.locator(".ref").first.hover()

    assert payload in (person.article.text_content() or "")
    unharmed(person)


def test_file_name(person: Person, tmp_path: Path) -> None:
    """A file's name is text in what is said about the file."""
    file = tmp_path / "<img src=x onerror=document.title='taken'>.txt"
    file.write_bytes(b"\xff\xfe\x00\x01binary\x00\x00")
    sheet = person.sheet("Library")

    sheet.get_by_label("Choose files").set_input_files(file)

    expect(sheet.locator(".notice")).to_be_visible()
    unharmed(person)


def test_store_that_was_tampered_with(person: Person) -> None:
    """What the browser kept is checked once more before it is shown."""
    person.ask("Has the ship broken down nineteen times?")
    person.page.evaluate("""() => {
        const key = Object.keys(localStorage).find((key) => key.startsWith('onrecord:conversation:'));
        const kept = JSON.parse(localStorage.getItem(key));
        kept.turns[0].html = '<p onclick="document.title=1">x</p><img src=x onerror="document.title=\\'taken\\'">'
            + '<a href="javascript:document.title=1">y</a><script>document.title="taken"</script>'
            + '<a href="https://news.example/" target="_self" rel="opener">z</a>';
        localStorage.setItem(key, JSON.stringify(kept));
    }""")

    body = person.open().turns.first.locator(".body")

    site = '<a href="https://news.example/" target="_blank" rel="noopener noreferrer">z</a>'
    assert body.inner_html() == f"<p>x</p><a>y</a>{site}"
    unharmed(person)


def unharmed(person: Person) -> None:
    """No script ran, no element came of it, and the page is no wider than the window."""
    page = person.page
    assert page.title() == "On Record: ask an article"
    assert page.locator("#onrecord :is(script, img, iframe, [onerror], [onmouseover], [onload])").count() == 0
    assert page.locator("#onrecord a[href^='javascript']").count() == 0
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    panes = (
        "[...document.querySelectorAll('.scroll-log, .article')].every((pane) => pane.scrollWidth <= pane.clientWidth)"
    )
    assert page.evaluate(panes)
