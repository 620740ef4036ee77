"""Records: where an article came from, what readers corrected and noted, its versions, and how it is found."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from index import Article, Library, Record, Source, UnknownArticle, UnusableField
from tests.fakes import HashEmbedder
from tests.stories import found, story

HARBOUR = Source(
    Article.from_text(
        "We waited for years.\n\nThe café opened.", title="Harbour news", author="Ines Calder", site="Bay"
    ),
    removed=("Cookies!", "Share this"),
    place="news/harbour.html",
    origins={"title": "og:title", "author": "byline"},
)


def test_record_of_a_source(library: Library) -> None:
    """Where an article was read, where its fields were found and what was removed is kept, with the time."""
    before = datetime.now(UTC).isoformat(timespec="seconds")

    article = library.add(HARBOUR)

    record = Library.open(library.folder, embedder=HashEmbedder()).record(article.id)
    assert (record.article, record.place, record.removed) == (HARBOUR.article, HARBOUR.place, HARBOUR.removed)
    assert record.origins == HARBOUR.origins
    assert before <= record.added <= datetime.now(UTC).isoformat(timespec="seconds")


def test_language(library: Library) -> None:
    """The language of an article is kept with it."""
    article = library.add(Article.from_text("Es regnete.", language="de"))

    assert Library.open(library.folder, embedder=HashEmbedder()).article(article.id).language == "de"


def test_correct(library: Library) -> None:
    """A corrected title, author and date are the article's, for other readers too; text, id and other fields stay."""
    page = Library.open(library.folder, embedder=HashEmbedder())
    article = library.add(HARBOUR)
    assert page.article(article.id).author == "Ines Calder"

    library.correct(article.id, author="Inez Calder", published="2026-11-02")

    corrected = page.record(article.id)
    assert (corrected.article.author, corrected.article.published) == ("Inez Calder", "2026-11-02")
    assert (corrected.article.title, corrected.article.site) == ("Harbour news", "Bay")
    assert (corrected.article.id, corrected.article.text) == (article.id, article.text)
    assert corrected.origins == {"title": "og:title", "author": "reader", "published": "reader"}
    assert {hit.passage.speaker for hit in page.search("waited years")} == {"Inez Calder"}


def test_correct_to_nothing(library: Library) -> None:
    """A wrong author can be taken away; a title cannot."""
    article = library.add(HARBOUR)

    assert library.correct(article.id, author="").author is None
    with pytest.raises(UnusableField, match="the title is empty"):
        library.correct(article.id, title=" ")
    with pytest.raises(UnknownArticle, match="'nope' is not an article"):
        library.correct("nope", title="x")


def test_tags(library: Library) -> None:
    """A tag is kept as it was given, once in whatever capitals, and taken away again."""
    article = library.add(HARBOUR)

    library.tag(article.id, "Ports", "ports", " the  north ")
    assert library.record(article.id).tags == ("Ports", "the north")

    assert library.untag(article.id, "PORTS", "never given").tags == ("the north",)
    assert [record.article for record in library.find(tag="The North")] == [article]
    assert library.find(tag="Ports") == []


@pytest.mark.parametrize("tag", ["", " ", "x" * 61])
def test_unusable_tag(library: Library, tag: str) -> None:
    """A tag that nobody can see, or that would fill the page, is refused, and none is set."""
    article = library.add(HARBOUR)

    with pytest.raises(UnusableField, match="cannot be a tag: give one of 1 to 60 letters"):
        library.tag(article.id, "good", tag)

    assert library.record(article.id).tags == ()


@pytest.mark.parametrize(
    ("words", "count"), [("", 2), ("HARB", 1), ("calder new", 1), ("bay", 1), ("opened", 0), ("zörg", 1), ("port", 1)]
)
def test_find(library: Library, words: str, count: int) -> None:
    """Titles, authors, sites and tags are searched by the beginnings of their words, accents or not; texts are not."""
    library.add(story(1))
    article = library.add(HARBOUR)
    library.tag(article.id, "Zorgiebel", "sea-ports")

    assert len(library.find(words)) == count


def test_resolve(library: Library) -> None:
    """The beginning of an id is enough where it is one article's."""
    first, second = library.add(story(1)), library.add(story(2))

    assert library.resolve(first.id[:6].upper()) == first.id
    assert library.resolve(second.id) == second.id
    with pytest.raises(UnknownArticle, match="'' begins the ids of several articles: give more"):
        library.resolve("")
    with pytest.raises(UnknownArticle, match="'xyz' is not an article"):
        library.resolve("xyz")


def test_versions(library: Library) -> None:
    """Versions of one source stand in order, from whichever one asks; one that is removed leaves no gap."""
    first, second, third, other = (story(number) for number in range(4))
    library.add(first)
    library.add(second, replaces=first.id)
    library.add(third, replaces=first.id)
    library.add(other)

    assert [library.versions(article.id) for article in (first, second, third)] == [[first, second, third]] * 3
    assert library.record(third.id).replaces == second.id
    assert library.versions(other.id) == [other]
    library.remove(second.id)
    assert library.versions(first.id) == [first, third]
    with pytest.raises(UnknownArticle):
        library.add(story(9), replaces="nope")
    assert len(library.articles()) == 3


def test_put(library: Library, tmp_path: Path) -> None:
    """A record of another library is taken as it is; a known article keeps its own."""
    record = Record(
        HARBOUR.article, "2020-01-01T00:00:00+00:00", "there", {"title": "reader"}, ("x",), ("a", "B"), "0" * 16
    )
    other = Library.open(tmp_path / "other", embedder=HashEmbedder())

    other.put(record)
    library.add(HARBOUR)
    library.put(record)

    assert other.records() == [record]
    assert library.record(record.article.id).place == HARBOUR.place
    other.close()


@pytest.mark.parametrize(
    ("added", "tags"), [("2026-11-24", ()), ("2026-11-24T10:00:00", ()), ("2026-11-24T10:00:00+00:00", ("b", "a"))]
)
def test_record_that_is_wrong(added: str, tags: tuple[str, ...]) -> None:
    """A time without a zone, or tags out of order, are an error where they are made."""
    with pytest.raises(ValueError, match=r"time zone|not in order"):
        Record(story(1), added, tags=tags)


def test_removed_record(library: Library) -> None:
    """Of a removed article no place, tag or corrected field is left in the folder."""
    article = library.add(Source(story(1), ("Quetzalfooter",), "quetzalplace.html"))
    library.tag(article.id, "quetzaltag")
    library.correct(article.id, author="Quetzalauthor")
    library.add(story(2))

    library.remove(article.id)
    library.close()

    for path in library.folder.rglob("*"):
        assert b"quetzal" not in (path.read_bytes().lower() if path.is_file() else b""), path


def test_format_1(tmp_path: Path) -> None:
    """A library of the first format is opened with all that it holds, and has records and marks from then on."""
    copy = Article.from_text(f"{story(1).text} It rained all day.", title="Copy")
    with closing(Library.open(tmp_path, embedder=HashEmbedder())) as library:
        for article in (story(1), copy):
            library.add(article)
    with sqlite3.connect(tmp_path / "library.sqlite") as db:
        for table in ("record", "tag", "mark"):
            db.execute(f"DROP TABLE {table}")
        db.execute("UPDATE meta SET value = '1' WHERE key = 'format'")
    db.close()

    library = Library.open(tmp_path, embedder=HashEmbedder())

    assert library.articles() == [story(1), copy]
    assert found(library, 1)
    assert [record.tags for record in library.records()] == [(), ()]
    assert [other for other, _ in library.alike(copy.id)] == [story(1)]
    library.close()
