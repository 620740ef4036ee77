"""An answer that a chat model writes comes piece by piece, without flicker and without a jump."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import expect

from assistant import Assistant, Settings
from index import Article
from tests.browser.person import Person
from tests.browser.serving import Served
from tests.fakes import HashEmbedder, WordReader
from tests.test_writing import Scripted, key_of

QUESTION = "Has the ship broken down nineteen times?"


def script(sentences: list[tuple[str, str]]) -> str:
    ship, cars = key_of(sentences, "old ship"), key_of(sentences, "forty cars")
    return f"The ship has broken down often [{ship}]. " * 3 + f"The new ferry carries forty cars [{cars}]."


class Pace:
    """How long the model takes for three letters."""

    seconds = 0.03

    def __call__(self) -> None:
        time.sleep(self.seconds)


@pytest.fixture(scope="module")
def pace() -> Pace:
    return Pace()


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory, ferry: Article, pace: Pace) -> Iterator[Served]:
    """The page with a chat model that writes three letters every few hundredths of a second."""
    model = Scripted(script=script, pace=pace)
    folder: Path = tmp_path_factory.mktemp("written") / "library"
    with Assistant.open(
        folder, settings=Settings(), embedder=HashEmbedder(), reader=WordReader(), model=model
    ) as assistant:
        assistant.add(ferry)
        served = Served(assistant)
        yield served
        served.stop()


def test_pieces(visit: Callable[..., Person], written: Served) -> None:
    """The text only grows while it comes, the question keeps its place, and at the end the numbers are links."""
    person = visit(written.address).open()
    person.page.evaluate("""() => {
        window.seen = [];
        new MutationObserver(() => {
            const writing = document.querySelector('.writing');
            if (writing) seen.push([writing.textContent, document.querySelector('.asked').getBoundingClientRect().top]);
        }).observe(document.querySelector('.turns'), { subtree: true, childList: true });
    }""")

    turn = person.ask(QUESTION)

    seen = person.page.evaluate("window.seen")
    texts = [text for text, _ in seen]
    assert len(texts) > 3
    assert all(later.startswith(earlier) for earlier, later in pairwise(texts))
    assert max(top for _, top in seen) - min(top for _, top in seen) < 1
    expect(turn.locator(".prose .ref").first).to_have_text("1")
    assert turn.locator(".card").count() == 2


def test_stopped_while_it_writes(
    visit: Callable[..., Person], written: Served, pace: Pace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was written until then stays, and says that it was stopped."""
    monkeypatch.setattr(pace, "seconds", 0.3)  # fifteen seconds in all, so that a busy machine stops it in time
    person = visit(written.address).open()
    person.type(QUESTION)
    expect(person.page.locator(".writing")).to_contain_text("The ship has")

    person.page.get_by_role("button", name="Stop").click()

    body = person.answered().locator(".body")
    expect(body).to_contain_text("The ship has")
    expect(body.locator(".notice")).to_have_text("Stopped.")
    written_then = body.inner_text()
    person.page.wait_for_timeout(600)
    assert body.inner_text() == written_then
