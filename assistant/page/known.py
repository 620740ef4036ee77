"""What is known of an article, as HTML: its fields with where each came from, its versions and copies, and what changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import PurePath

from markupsafe import Markup

from assistant.changes_told import lines
from assistant.page.markup import element, joined
from assistant.page.texts import say
from index import Article, Record, is_address
from index.changes import Changes

_FIELDS = ("title", "author", "published", "site", "url", "language")


def known(record: Record, versions: Sequence[Article]) -> Markup:
    """The fields of an article, each with where it was found, and its other versions."""
    rows = element("tbody", *(element("tr", *_row(*fact)) for fact in _facts(record)))
    others = [version for version in versions if version.id != record.article.id]
    return joined(element("table", rows, class_="facts"), _offered(say("versions"), [(one, "") for one in others]))


def alike(found: Sequence[tuple[Article, float]]) -> Markup | None:
    """The articles that are nearly the same, each as a button that opens it; None without any."""
    shown = [(other, " " + say("alike_share", percent=round(100 * share))) for other, share in found]
    return _offered(say("alike"), shown) or None


def changes(found: Changes) -> Markup:
    """What changed from one version to the next."""
    return element("ul", *(element("li", line, dir="auto") for line in lines(found)), class_="changes")


def _facts(record: Record) -> Iterator[tuple[str, str, str | None]]:
    """Each field by its name, its value, and where it was found."""
    for name in _FIELDS:
        if value := getattr(record.article, name):
            yield say(f"field_{name}"), value, record.origins.get(name)
    yield say("field_place"), _place(record.place), None
    yield say("field_added"), record.added[:16].replace("T", " "), None


def _place(place: str | None) -> str:
    """An address, or a file's name: the folders it lies in are for nobody who only reads the page."""
    if not place:
        return say("no_place")
    return place if is_address(place) else PurePath(place).name


def _row(name: str, value: str, origin: str | None) -> Iterator[Markup]:
    yield element("th", name, scope="row")
    told = say("origin_reader") if origin == "reader" else say("origin", where=origin) if origin else None
    yield element("td", value, " ", element("span", told, class_="origin") if told else None, dir="auto")


def _offered(heading: str, articles: Sequence[tuple[Article, str]]) -> Markup:
    if not articles:
        return Markup("")
    opening = (
        element("li", element("button", one.title, type="button", class_="text", data_open=one.id, dir="auto"), more)
        for one, more in articles
    )
    return element("div", element("p", heading), element("ul", *opening), class_="offered")
