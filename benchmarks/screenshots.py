"""The pictures of the page in docs/pictures: python -m benchmarks.screenshots

Chromium opens the page over the default article, with the real models, and asks what a reader would.
"""

from __future__ import annotations

import shutil
import tempfile
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from assistant import Assistant, Settings
from assistant.page import default_articles, serve

PICTURES = Path(__file__).parent.parent / "docs/pictures"
PORT = 17861
COLOURS = 256  # of a picture: enough for flat surfaces, and a third of the bytes

WINDOWS: dict[str, dict[str, Any]] = {
    "wide": {"viewport": {"width": 1280, "height": 800}},
    "dark": {"viewport": {"width": 1280, "height": 800}, "color_scheme": "dark"},
    "phone": {"viewport": {"width": 390, "height": 844}, "has_touch": True},
}
FERRY = """The ferry is late again

by Mara Linklater

The Westray ferry broke down on Monday for the nineteenth time this year.

Share this:

“Nobody here believes the timetable any more,” said Agnes Rendall, who runs the bakery.

Leave a comment"""


def main() -> None:
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if not found:
        raise SystemExit("No Chromium is installed (Debian: apt-get install chromium).")
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, Assistant.open(folder, settings=Settings()) as assistant:
        for article in default_articles().glob("*.txt"):
            assistant.add(article)
        serving = {"port": PORT, "host": "127.0.0.1"}
        threading.Thread(target=serve, args=(assistant,), kwargs=serving, daemon=True).start()
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=found)
            for window in WINDOWS:
                for state in (empty, answer, refusal, adding, about):
                    _picture(browser, window, state)


def empty(page: Page) -> None:
    page.locator(".suggested .questions").wait_for(timeout=120_000)


def answer(page: Page) -> None:
    _ask(page, "What did Sarah Sanders say about sanctions?")
    turn = _ask(page, "When is the follow-up summit supposed to take place?")
    page.locator(".turn").nth(turn).locator(".prose .ref").first.click()
    page.locator("mark.lit").first.wait_for()
    page.mouse.move(0, 0)


def refusal(page: Page) -> None:
    _ask(page, "What is the population of Pyongyang?")


def adding(page: Page) -> None:
    page.get_by_role("button", name="Library", exact=True).click()
    page.get_by_label("Text", exact=True).fill(FERRY)
    page.get_by_role("button", name="Add", exact=True).click()
    page.locator(".cleaned summary").click(timeout=60_000)
    page.locator(".cleaned li").last.scroll_into_view_if_needed()


def about(page: Page) -> None:
    page.get_by_role("button", name="Library", exact=True).click()
    page.get_by_role("button", name="About “US/North Korea Summit 2.0”").click()
    page.get_by_role("dialog", name="About this article").wait_for()


def _ask(page: Page, question: str) -> int:
    """The number of the turn, once it is answered."""
    turns = page.locator(".turn")
    number = turns.count()
    page.get_by_label("Your question").fill(question)
    page.keyboard.press("Enter")
    turns.nth(number).locator(".after").wait_for(timeout=60_000)
    return number


def _picture(browser: Browser, window: str, state: Callable[[Page], None]) -> None:
    context = browser.new_context(locale="en-GB", reduced_motion="reduce", **WINDOWS[window])
    page = context.new_page()
    page.goto(f"http://127.0.0.1:{PORT}/")
    empty(page)
    state(page)
    page.wait_for_timeout(300)
    path = PICTURES / f"{window}-{state.__name__}.png"
    page.screenshot(path=path)
    if window == "phone" and state is answer:  # the other pane, one tap away
        page.get_by_role("button", name="Chat", exact=True).click()
        page.screenshot(path=path)
    Image.open(path).convert("RGB").quantize(COLOURS).save(path, optimize=True)
    print(f"{path.relative_to(PICTURES.parent.parent)}: {path.stat().st_size / 1000:.0f} kB")
    if state is adding:
        page.get_by_role("button", name="Remove “The ferry is late again”").click()
    context.close()


if __name__ == "__main__":
    main()
