"""For everyone: keyboard, names, contrast, light and dark."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Literal

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import lacking
from tests.browser.person import Person
from tests.browser.serving import Served
from tests.conftest import ARTICLES

AXE = ARTICLES.parent / ".venv/axe/node_modules/axe-core/axe.min.js"
STATIC = ARTICLES.parent / "assistant/page/static"
THEMES: tuple[Literal["light"], Literal["dark"]] = ("light", "dark")
SHIP = "Has the ship broken down nineteen times?"


def answer(person: Person) -> None:
    person.ask(SHIP)
    person.article.locator(".back").first.wait_for()


def passage(person: Person) -> None:
    person.ask(SHIP).locator(".ref").first.click()
    person.lit()


def refusal(person: Person) -> None:
    turn = person.ask("Who won the football?")
    turn.get_by_text("What was searched").click()


def judged(person: Person) -> None:
    turn = person.ask("Is there a timetable that anybody believes?")
    turn.get_by_role("button", name="Bad answer").click()
    turn.get_by_role("button", name="Edit the question").click()


def library(person: Person) -> None:
    person.sheet("Library").get_by_role("button", name="Add", exact=True).click()


def details(person: Person) -> None:
    person.sheet("Library").get_by_role("button", name="About “The harbour opens again”").click()
    expect(person.page.get_by_role("dialog", name="About this article")).to_be_visible()


def conversations(person: Person) -> None:
    person.ask(SHIP)
    person.sheet("Conversations")


@pytest.mark.parametrize("state", [None, answer, passage, refusal, judged, library, details, conversations])
def test_axe(visit: Callable[..., Person], served: Served, state: Callable[[Person], None] | None) -> None:
    """axe-core finds nothing serious or critical: empty, with an answer, a refusal, and with each sheet open."""
    if not AXE.exists():
        lacking("axe-core is not installed (sh tests/browser/setup), so accessibility is not tested.")
    person = visit(served.address, reduced_motion="reduce", bypass_csp=True).open()
    if state:
        state(person)
    person.page.evaluate(AXE.read_text(encoding="utf-8"))

    assert {theme: violations(person, theme) for theme in THEMES} == {"light": [], "dark": []}


def violations(person: Person, theme: Literal["light", "dark"]) -> list[tuple[str, list[str]]]:
    """What is serious or critical where the reader's system is light or dark."""
    person.page.emulate_media(color_scheme=theme)
    found = person.page.evaluate("axe.run('#onrecord', { resultTypes: ['violations'] })")["violations"]
    grave = [one for one in found if one["impact"] in ("serious", "critical")]
    return [(one["id"], [node["html"][:120] for node in one["nodes"]]) for one in grave]


def test_by_keyboard_alone(person: Person) -> None:
    """Everything is done without a mouse: ask, follow a number, come back, open a sheet and leave it."""
    press = person.page.keyboard.press

    def to(name: str) -> None:
        for _ in range(60):
            if name in person.focused():
                return
            press("Tab")
        raise AssertionError(f"{name} cannot be reached with Tab")

    to("Library")
    press("Enter")
    expect(person.page.get_by_role("dialog", name="Library")).to_be_visible()
    press("Escape")
    assert person.focused() == "Library"

    to("Your question")
    person.page.keyboard.type(SHIP)
    press("Enter")
    person.answered()
    for _ in range(30):
        press("Shift+Tab")
        if "Passage 1" in person.focused():
            break
    press("Enter")
    expect(person.page.locator("mark.lit").first).to_be_focused()
    press("Tab")
    assert "Used in the answer" in person.focused()
    press("Enter")
    assert "Passage 1" in person.focused()


def test_focus_is_visible(person: Person) -> None:
    """Whatever has the focus by keyboard is drawn differently from what has not."""
    for _ in range(12):
        person.page.keyboard.press("Tab")
        seen = person.page.evaluate("""() => {
            const element = document.activeElement, style = getComputedStyle(element);
            const field = getComputedStyle(element.closest('.field') ?? element);
            return [element.outerHTML.slice(0, 80), parseFloat(style.outlineWidth) >= 2 && style.outlineStyle !== 'none'
                || field.boxShadow.includes('0px 0px 0px 1px')];
        }""")
        assert seen[1], seen[0]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_theme_follows_the_reader(visit: Callable[..., Person], served: Served, scheme: str) -> None:
    """The page is light or dark as the reader's system is; the button turns it, and that is remembered."""
    person = visit(served.address, color_scheme=scheme).open()

    def is_dark() -> bool:
        colour = person.article.evaluate("(article) => getComputedStyle(article).backgroundColor")
        return sum(map(int, colour[4:-1].split(","))) < 200

    assert is_dark() == (scheme == "dark")
    person.page.get_by_role("button", name="Light or dark").click()
    assert is_dark() == (scheme == "light")
    person.open()
    assert is_dark() == (scheme == "light")


def test_answers_are_announced(person: Person) -> None:
    """A screen reader hears what is added to the conversation, and what the page says of itself."""
    person.ask(SHIP)

    log = person.page.get_by_role("log", name="Chat")
    expect(log).to_have_attribute("aria-live", "polite")
    expect(log.locator(".turn").last).to_contain_text("You asked:")
    expect(person.page.locator(".status")).to_have_attribute("role", "status")


# Strings of the script that have a capital or a space and are no texts: keys, forms, selectors, markup.
KNOWN = (
    "Enter",
    "Escape",
    "HEAD",
    "NFKD",
    "(prefers-",
    "a b blockquote",
    "<svg",
    ".card:has",
    "p, h1",
    "a.ref",
    "noopener",
)


@pytest.mark.parametrize("name", sorted(path.name for path in STATIC.glob("*.js") if path.name != "icons.js"))
def test_every_text_is_in_one_place(name: str) -> None:
    """What the script says comes from the texts of the page; none is written in the script itself."""
    assert texts_in((STATIC / name).read_text(encoding="utf-8")) == []


def test_a_text_in_the_script_is_found() -> None:
    """The test above finds a text also inside of another, and takes no comment and no selector for one."""
    script = """h("b", { class: "brand" }, "On Record"); // No text
    const told = `${left ? `paragraph ${number}` : ""}`; root.querySelector("a.ref, a.back");"""

    assert texts_in(script) == ["On Record", "paragraph "]


def texts_in(script: str) -> list[str]:
    """The strings of a script that somebody would read: they have letters, and a capital or a space."""
    code = re.sub(r"/\*[\s\S]*?\*/|(?<!\S)//.*", "", script)
    while hole := re.search(r"\$\{((?:[^{}]|\{[^{}]*\})*)\}", code):
        code = f"{code[: hole.start()]}{code[hole.end() :]}\n{hole[1]}"
    strings = (match[2] for match in re.finditer(r"""(["'`])((?:(?!\1)[^\\\n]|\\.)*)\1""", code))
    return [text for text in strings if re.search("[A-Z]|[a-z] | [a-z]", text) and not text.startswith(KNOWN)]
