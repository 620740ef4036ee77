"""What the page asks of the library's records, without a browser."""

from __future__ import annotations

from assistant import Assistant
from assistant.page.details import Details
from index import Article, Source


def test_a_file_is_not_read_again_by_the_page(quick: Assistant, harbour: Article) -> None:
    """The place of an imported article may be any file: the page reads again only what is at a web address."""
    quick.library.add(Source(harbour, place="/home/ann/harbour.txt"))

    about = Details(quick).about({"article": harbour.id})
    assert about["again"] is False
    assert "harbour.txt" in about["html"]
    assert "/home/ann" not in str(about)
    told = Details(quick).reread({"article": harbour.id})["error"]
    assert told == "'The harbour opens again' has no web address: use onrecord reread."


def test_tags_are_replaced(quick: Assistant, harbour: Article) -> None:
    """The tags that are given are those the article has from then on; what is not given stays as it is."""
    quick.add(harbour)
    quick.tag(harbour.id, "old", "Kept")
    given = {"article": harbour.id, "title": harbour.title, "author": harbour.author, "published": ""}

    Details(quick).amend({**given, "tags": " Kept, new,, "})

    record = quick.record(harbour.id)
    assert record.tags == ("Kept", "new")
    assert record.article == harbour
    assert not record.origins


def test_what_is_not_there(quick: Assistant) -> None:
    """Of an article that was removed meanwhile, each says so."""
    for ask in (Details(quick).about, Details(quick).amend, Details(quick).reread):
        assert "'gone' is not an article" in ask({"article": "gone"})["error"]
