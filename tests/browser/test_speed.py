"""How long a person waits. The limits are those of two free cores; SLACK is for machines that are busy with other things."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import expect

from assistant import Assistant, Settings
from index import Article
from tests.browser.person import Person
from tests.browser.serving import Served
from tests.fakes import HashEmbedder, WordReader

SLACK = 3
SHIP = "Has the ship broken down nineteen times?"

# In the browser: other words are lit first; then from the click until those of the number are lit, and that is painted.
CLICK = """(number) => new Promise((done) => {
    const lit = () => [...document.querySelectorAll('mark.lit')].map((mark) => mark.textContent).join('');
    const others = number.closest('.turn').querySelectorAll('.searched a.to');
    others[others.length - 1].click();
    setTimeout(() => {
        if (lit() === number.dataset.quote) throw new Error('the words were lit before');
        const begun = performance.now();
        number.click();
        const look = () => lit() === number.dataset.quote
            ? requestAnimationFrame(() => setTimeout(() => done(performance.now() - begun))) : requestAnimationFrame(look);
        look();
    }, 300);
})"""
ASK = """(question) => new Promise((done) => {
    const field = document.querySelector('#question'), turns = document.querySelectorAll('.turn').length;
    field.value = question;
    const begun = performance.now();
    field.form.requestSubmit();
    const look = () => document.querySelectorAll('.turn')[turns]?.querySelector('.card') ? done(performance.now() - begun)
        : requestAnimationFrame(look);
    look();
})"""


def first_text(person: Person) -> float:
    """Milliseconds from the question to the first text; returns when the answer is whole, so that no later step cuts it off."""
    taken: float = person.page.evaluate(ASK, SHIP)
    person.answered()
    return taken


def note(record_property: Callable[[str, object], None], name: str, milliseconds: float, limit: float) -> None:
    record_property(name, round(milliseconds))
    print(f"{name}: {milliseconds:.0f} ms of {limit:.0f}")
    assert milliseconds <= limit * SLACK


@pytest.fixture(scope="module")
def long(tmp_path_factory: pytest.TempPathFactory, ferry: Article) -> Iterator[Served]:
    """The page over an article of 100,000 words; not in English, so that nobody has to be found speaking in it."""
    words = "ferja skipið höfnin bryggja bátur veður sjór eyja fiskur steinn".split()
    paragraphs = [" ".join(words[(n * k) % 10] for k in range(1, 100)) + f" númer {n}." for n in range(1000)]
    paragraphs[900] = "Skipið Hrafnsey sökk undan vitanum Tindastóll klukkan sjö."
    folder = tmp_path_factory.mktemp("long") / "library"
    with Assistant.open(folder, settings=Settings(), embedder=HashEmbedder(), reader=WordReader()) as assistant:
        assistant.add(Article.from_text("\n\n".join(paragraphs), title="Hundrað þúsund orð"))
        served = Served(assistant)
        yield served
        served.stop()


def test_click_to_lit_words(person: Person, record_property: Callable[[str, object], None]) -> None:
    """From a click on a number to the lit passage: 150 ms."""
    number = person.ask(SHIP).locator(".card .ref").first

    taken = [number.evaluate(CLICK) for _ in range(5)]

    note(record_property, "click to lit words", statistics.median(taken), 150)


def test_question_to_first_text(person: Person, record_property: Callable[[str, object], None]) -> None:
    """From the question to the first text, warm: 500 ms."""
    person.ask(SHIP)

    taken = [first_text(person) for _ in range(5)]

    note(record_property, "question to first text", statistics.median(taken), 500)


def test_interactive(
    visit: Callable[..., Person], served: Served, record_property: Callable[[str, object], None]
) -> None:
    """From the address to a page that can be typed into: 2 s."""
    taken = []
    for _ in range(3):
        person = visit(served.address)
        begun = time.perf_counter()
        person.page.goto(served.address)
        person.page.get_by_label("Your question").fill("x")
        taken.append(1000 * (time.perf_counter() - begun))
        person.page.locator(".suggested .questions").wait_for()

    note(record_property, "page interactive", statistics.median(taken), 2000)


def test_long_article(
    visit: Callable[..., Person], long: Served, record_property: Callable[[str, object], None]
) -> None:
    """An article of 100,000 words lights its words in 500 ms, and scrolls."""
    person = visit(long.address).open()
    turn = person.ask("Hvenær sökk skipið Hrafnsey undan vitanum Tindastóll?")
    number = turn.locator(".card .ref").first

    taken = [number.evaluate(CLICK) for _ in range(5)]
    frames = person.article.evaluate("""(pane) => new Promise((done) => {
        const taken = [];
        let before = performance.now();
        const step = (now) => {
            taken.push(now - before), before = now, pane.scrollTop -= 400;
            taken.length < 30 ? requestAnimationFrame(step) : done(taken);
        };
        requestAnimationFrame(step);
    })""")

    assert "Hrafnsey" in person.lit()
    note(record_property, "long article, click to lit words", statistics.median(taken), 500)
    note(record_property, "long article, frame while scrolling", statistics.median(frames), 50)


def test_fifty_turns(person: Person, record_property: Callable[[str, object], None]) -> None:
    """The fiftieth question is answered and lit as quickly as the first ones."""
    person.ask(SHIP)
    early = statistics.median(first_text(person) for _ in range(5))
    person.page.evaluate("""() => {
        const key = Object.keys(localStorage).find((key) => key.startsWith('onrecord:conversation:'));
        const kept = JSON.parse(localStorage.getItem(key)), [turn] = kept.turns;
        for (let n = 0; n < 44; n++) kept.turns.push({ ...turn, id: `copy-${n}`, asked: turn.asked + n + 1 });
        localStorage.setItem(key, JSON.stringify(kept));
    }""")
    person.open()
    expect(person.turns).to_have_count(50)

    late = statistics.median(first_text(person) for _ in range(5))
    lit = statistics.median(person.turns.last.locator(".card .ref").first.evaluate(CLICK) for _ in range(5))

    record_property("first turns", round(early))
    note(record_property, "question to first text after 50 turns", late, max(500, 2 * early))
    note(record_property, "click to lit words after 50 turns", lit, 150)
