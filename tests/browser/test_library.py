"""The library on the page: choose, add, take away, put back."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Locator, expect

from assistant import Assistant, Settings
from index import Article
from tests.browser.person import Person
from tests.browser.serving import Served
from tests.browser.test_conversations import exported
from tests.fakes import HashEmbedder, WordReader
from tests.websites import STORY, sent, website

PIER = """The pier is closed

The pier of Stromness was closed on Friday after a lorry broke its railing.

Share this:

“It will be mended within the week,” said harbour master Ola Flett."""

PAGE = STORY.replace("</title>", " | The Orcadian Gazette</title>")


@contextmanager
def serving(folder: Path, settings: Settings) -> Iterator[Served]:
    """The page over a library of its own, with one article."""
    with Assistant.open(folder, settings=settings, embedder=HashEmbedder(), reader=WordReader()) as assistant:
        assistant.add(Article.from_text(PIER, title="A pier"))
        served = Served(assistant)
        yield served
        served.stop()


def ready(sheet: Locator, title: str) -> None:
    expect(sheet.locator(".ready")).to_have_text(f"“{title}” is ready.")


def test_choose(person: Person) -> None:
    """Choosing another article shows it, and the next question is asked of it."""
    person.choose("The harbour opens again")

    card = person.ask("Did the harbour of Lerwick open after dredging?").locator(".card").first

    expect(card.locator("blockquote")).to_contain_text("The harbour of Lerwick opened again on Monday")


def test_add_pasted_text(person: Person) -> None:
    """Pasted text becomes an article that is shown at once; what was cleaned away is told."""
    sheet = person.paste(PIER.replace("Friday", "Thursday"), "A pasted pier")

    ready(sheet, "A pasted pier")
    sheet.get_by_text("1 line was cleaned away").click()
    expect(sheet.locator(".cleaned li")).to_have_text("Share this:")
    expect(person.article.locator("h1").first).to_have_text("A pasted pier")
    expect(sheet.locator(".entry[aria-current]")).to_contain_text("A pasted pier")


def test_add_a_file(person: Person, tmp_path: Path) -> None:
    """A page that was saved is read without its furniture, and what was left out is told."""
    (tmp_path / "mill.html").write_text(PAGE, encoding="utf-8")
    sheet = person.sheet("Library")

    sheet.get_by_label("Choose files").set_input_files(tmp_path / "mill.html")

    ready(sheet, "The mill turns again")
    expect(person.article).to_contain_text("grinds barley again")
    expect(person.article).not_to_contain_text("Newsletter and cookies")
    sheet.locator(".cleaned summary").click()
    expect(sheet.locator(".cleaned")).to_contain_text("Sport pages")


def test_add_several_files(person: Person, tmp_path: Path) -> None:
    """Files that are chosen together are added one after the other; one that cannot be read is named, the others are there."""
    (tmp_path / "quay.txt").write_text(
        "The old quay\n\nThe old quay of Brae was sold on Monday to a brewer.", encoding="utf-8"
    )
    (tmp_path / "empty.txt").write_text(" ", encoding="utf-8")
    (tmp_path / "silo.txt").write_text(
        "The last silo\n\nThe last silo of Brae was torn down on Sunday.", encoding="utf-8"
    )
    sheet = person.sheet("Library")

    sheet.get_by_label("Choose files").set_input_files([tmp_path / f"{name}.txt" for name in ("quay", "empty", "silo")])

    expect(sheet.locator(".ready")).to_have_text(["“The old quay” is ready.", "“The last silo” is ready."])
    expect(sheet.locator(".notice")).to_contain_text("empty.txt")
    expect(person.article.locator("h1").first).to_have_text("The last silo")
    expect(sheet.get_by_label("Choose files")).to_be_enabled()


def test_add_a_zip_file(person: Person, tmp_path: Path) -> None:
    """All articles of a zip file are added; how many there are is told, and what could not be read."""
    with zipfile.ZipFile(tmp_path / "clippings.zip", "w") as file:
        for day in ("Tuesday", "Wednesday", "Thursday"):
            file.writestr(
                f"{day}.txt", f"The ferry on {day}\n\nThe ferry to Unst sailed late on {day} for want of a crew."
            )
        file.writestr("locked.pdf", b"%PDF-1.7 nothing")
    sheet = person.sheet("Library")

    sheet.get_by_label("Choose files").set_input_files(tmp_path / "clippings.zip")

    expect(sheet.locator(".ready")).to_have_text("3 articles are ready.")
    sheet.get_by_text("1 could not be read").click()
    expect(sheet.locator(".cleaned li")).to_contain_text("locked.pdf")
    expect(sheet.locator(".cleaned li")).not_to_contain_text("/tmp")
    expect(sheet.locator(".entry").filter(has_text="The ferry on")).to_have_count(3)


def test_progress(person: Person) -> None:
    """While an article is added the page shows what is done, with a bar that only moves on."""
    person.page.evaluate("""() => {
        window.seen = [];
        const note = () => {
            const bar = document.querySelector('progress');
            if (bar) seen.push([bar.previousSibling.textContent, bar.hasAttribute('value') ? bar.value : 0]);
        };
        new MutationObserver(note).observe(document.querySelector('#library'), { subtree: true, childList: true, attributes: true });
    }""")
    paragraphs = (f"The {number} boats of harbour {number} left for the fishing grounds." * 8 for number in range(150))

    ready(person.paste("\n\n".join(paragraphs), "Many boats"), "Many boats")

    seen = person.page.evaluate("window.seen")
    said = " ".join(words for words, _ in seen)
    assert "Reading" in said
    assert "Understanding passage 64 of" in said
    shares = [share for _, share in seen]
    assert shares == sorted(shares)
    assert len(set(shares)) > 3


def test_the_same_article_again(person: Person) -> None:
    """Adding what is there already says so, and adds nothing."""
    sheet = person.paste(PIER, "The pier once")
    ready(sheet, "The pier once")
    count = sheet.locator(".entry").count()
    person.page.keyboard.press("Escape")

    sheet = person.paste(PIER, "The pier once")

    expect(sheet.locator(".ready")).to_have_text("“The pier once” was in the library already.")
    expect(sheet.locator(".entry")).to_have_count(count)


def test_an_address(visit: Callable[..., Person], tmp_path: Path) -> None:
    """An article is fetched from its address, step by step, and its cards lead back to the words on its site."""
    allowed = Settings(private_addresses=True)
    with website({"/mill": sent(STORY)}) as site, serving(tmp_path, allowed) as served:
        person = visit(served.address).open()
        sheet = person.sheet("Library")
        sheet.get_by_label("or give its address").fill(f"{site.address}/mill")
        sheet.get_by_label("or give its address").press("Enter")

        ready(sheet, "The mill turns again")
        expect(person.article).to_contain_text("grinds barley again")
        person.page.keyboard.press("Escape")
        link = person.ask("Does the old mill at Birsay grind barley again?").locator(".card .site").first

        expect(link).to_have_text("Open on the site")
        expect(link).to_have_attribute("href", re.compile(rf"^{re.escape(site.address)}/mill#:~:text=The%20old%20mill"))
        expect(link).to_have_attribute("rel", "noopener noreferrer")
        with person.context.expect_page() as opening:
            link.click()
        opening.value.wait_for_url(f"{site.address}/mill*")
        sent_with = [headers for path, headers in site.requests if path == "/mill"][-1]  # an icon may be asked for too
        assert "referer" not in sent_with
        assert f"[“The mill turns again”](<{link.get_attribute('href')}>)" in exported(person, "Markdown")


def test_an_address_on_the_page(person: Person) -> None:
    """An address that may not be fetched is refused in a sentence; it may be pasted as a text, or typed without https."""
    sheet = person.paste("http://169.254.169.254/latest/meta-data")
    expect(sheet.locator(".notice")).to_contain_text("169.254.169.254 is not on the public internet")

    sheet.get_by_label("or give its address").fill("localhost/story")
    sheet.get_by_role("button", name="Add", exact=True).click()

    expect(sheet.locator(".notice")).to_contain_text("Localhost is not on the public internet")


def test_a_file_that_is_no_article(person: Person, tmp_path: Path) -> None:
    """A file that cannot be read is named in a sentence that says why, without a path of the server."""
    (tmp_path / "report.pdf").write_bytes(b"%PDF-1.7 ...")
    sheet = person.sheet("Library")

    sheet.get_by_label("Choose files").set_input_files(tmp_path / "report.pdf")

    expect(sheet.locator(".notice")).to_have_text(
        "report.pdf is damaged, or no PDF: save it again, or fetch it once more."
    )


def test_nothing_to_add(person: Person) -> None:
    """Adding nothing says what is missing."""
    sheet = person.sheet("Library")

    sheet.get_by_role("button", name="Add", exact=True).click()

    expect(sheet.locator(".notice")).to_have_text("Choose files, give an address, or paste the article’s text.")


def test_remove_and_undo(person: Person) -> None:
    """A removed article leaves the list, and comes back when that is undone."""
    sheet = person.paste(PIER.replace("Friday", "Sunday"), "A pier to remove")
    ready(sheet, "A pier to remove")

    sheet.get_by_role("button", name="Remove “A pier to remove”").click()
    expect(person.page.locator(".toast")).to_contain_text("“A pier to remove” was removed.")
    expect(sheet.locator(".entry", has_text="A pier to remove")).to_have_count(0)
    person.page.get_by_role("button", name="Undo").click()

    expect(sheet.locator(".entry", has_text="A pier to remove")).to_have_count(1)
    expect(person.page.locator(".toast")).to_contain_text("“A pier to remove” is back.")


def test_removed_while_it_is_read(person: Person) -> None:
    """An article that another window removes stays to be read; a question says that it is gone, and the talk remains."""
    ready(person.paste(PIER.replace("Friday", "Tuesday"), "A pier for two"), "A pier for two")
    person.page.keyboard.press("Escape")
    person.ask("Was the pier of Stromness closed after a lorry broke its railing?")
    other = person.second_window()

    sheet = other.sheet("Library")
    sheet.get_by_role("button", name="Remove “A pier for two”").click()

    gone = "This article is no longer in the library. The conversation stays; choose another article to ask on."
    expect(person.page.locator(".status")).to_have_text(gone)
    expect(person.article).to_contain_text("a lorry broke its railing")
    expect(person.ask("Was the pier closed after a lorry broke its railing?").locator(".notice")).to_have_text(gone)
    expect(person.turns.first.locator(".card").first).to_be_visible()


def test_choose_what_is_gone(person: Person, served: Served) -> None:
    """An article that cannot be opened is not chosen: the one that is shown stays the one to ask."""
    article = served.assistant.add(Article.from_text(PIER.replace("Friday", "Monday"), title="A pier that goes"))
    person.open()
    served.assistant.remove(article.id)

    choice = person.page.get_by_label("Article to ask")
    choice.select_option(label="A pier that goes")

    expect(person.page.locator(".status")).to_contain_text("This article is no longer in the library.")
    expect(choice.locator("option:checked")).to_have_text("New ferry for the Northern Isles")
