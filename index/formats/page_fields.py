"""A page's title, author, site, date, language and address, each with the place in the page that it was found in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from email.utils import parsedate_to_datetime
from itertools import islice
from typing import Any
from urllib.parse import urljoin, urlsplit

from index.article import one_line
from index.formats.page_data import described
from index.formats.page_names import authors, host, plain, without_site

_HEADINGS = 20  # a page with more chief headings is a list of articles

_BYLINE = 200  # characters of a byline that are looked at
_BYLINES = 20  # a page with more names is about many articles
_MARKS = frozenset(
    "author byline author-name authorname byline__name article-author article__author post-author".split()
)

Candidate = tuple[str, str | None]
"""Where a value may be found, and the value there."""


@dataclass
class Fields:
    """The fields of `Article.from_text`, and of each that was found, where: `{"title": "meta og:title"}`."""

    values: dict[str, str] = field(default_factory=dict)
    origins: dict[str, str] = field(default_factory=dict)

    def take(self, name: str, candidates: Iterator[Candidate]) -> str | None:
        """The first value that there is, which becomes the field's."""
        for origin, value in candidates:
            if value:
                self.values[name], self.origins[name] = value, origin
                return value
        return None


def fields(tree: Any, address: str | None = None, *, author: Any = None, published: Any = None) -> Fields:
    """The fields that a page declares. `address` is where it was read, for links without a host.

    `author` and `published` are what another reader found on the page, for where it declares none.

    A value that is no text, or cannot be what it is declared to be, is passed over for the next place.
    """
    found = Fields()
    page, declared = _Page.of(tree), described(tree)
    url = found.take("url", _urls(page, declared, address))
    site = found.take("site", _sites(page, declared, url))
    found.take("title", _titles(page, declared, site))
    found.take("author", ((origin, authors(value, site)) for origin, value in _authors(page, declared, author)))
    found.take("published", ((origin, _date(value)) for origin, value in _dates(page, declared, published)))
    found.take("language", ((origin, _language(value)) for origin, value in _languages(page, declared)))
    return found


@dataclass(frozen=True)
class _Page:
    """A page's tree, and its meta elements by name: the first of each that is not empty."""

    tree: Any
    metas: Mapping[str, str]

    @classmethod
    def of(cls, tree: Any) -> _Page:
        metas: dict[str, str] = {}
        for node in tree.iter("meta"):
            for key in ("property", "name", "itemprop", "http-equiv"):
                if (value := one_line(node.get("content", ""))) and (name := node.get(key)):
                    metas.setdefault(name.casefold(), value)
        return cls(tree, metas)

    def meta(self, *names: str) -> Iterator[Candidate]:
        return ((f"meta {name}", self.metas.get(name)) for name in names)


def _urls(page: _Page, declared: Mapping[str, Any], address: str | None) -> Iterator[Candidate]:
    base = address or page.metas.get("og:url") or ""
    for link in page.tree.iter("link"):
        if "canonical" in link.get("rel", "").casefold().split():
            yield "link canonical", _web(link.get("href"), base)
    yield "meta og:url", _web(page.metas.get("og:url"), base)
    for key in ("url", "mainEntityOfPage"):
        yield f"JSON-LD {key}", _web(_name(declared.get(key), "@id", "url"), base)
    yield "address", _web(address, "")


def _sites(page: _Page, declared: Mapping[str, Any], url: str | None) -> Iterator[Candidate]:
    yield from page.meta("og:site_name")
    yield "JSON-LD publisher", plain(_name(declared.get("publisher"), "name"))
    yield from page.meta("application-name", "publisher", "dc.publisher")
    yield "address", host(url)


def _titles(page: _Page, declared: Mapping[str, Any], site: str | None) -> Iterator[Candidate]:
    headings = [plain("".join(node.itertext())) for node in islice(page.tree.iter("h1"), _HEADINGS)]
    shown = [plain("".join(node.itertext())) for node in islice(page.tree.iter("title"), 1)]
    known = [*headings, *shown, *(plain(page.metas.get(name)) for name in ("og:title", "twitter:title"))]
    places: list[Candidate] = [("JSON-LD headline", plain(declared.get("headline")))]
    places += page.meta("og:title", "twitter:title", "dc.title", "citation_title", "headline")
    if len(headings) == 1:
        places.append(("h1", headings[0]))
    places += [("title", shown[0] if shown else None), ("h1", headings[0] if headings else None)]
    for origin, value in places:
        yield origin, without_site(plain(value), site, known) if value else None


def _authors(page: _Page, declared: Mapping[str, Any], other: Any) -> Iterator[tuple[str, Any]]:
    for key in ("author", "creator"):
        yield f"JSON-LD {key}", declared.get(key)
    for name in (
        "author",
        "article:author",
        "dc.creator",
        "parsely-author",
        "sailthru.author",
        "byl",
        "citation_author",
    ):
        yield f"meta {name}", page.metas.get(name)
    nodes = page.tree.iter("a", "span", "p", "div", "address", "strong", "cite")
    for node in islice(filter(_is_byline, nodes), _BYLINES):
        yield "byline", one_line(" ".join(node.itertext())[:_BYLINE])
    yield "byline", other


def _is_byline(node: Any) -> bool:
    marks = node.get("class", "").casefold().split()
    return "author" in (node.get("rel"), node.get("itemprop")) or not _MARKS.isdisjoint(marks)


def _dates(page: _Page, declared: Mapping[str, Any], other: Any) -> Iterator[tuple[str, Any]]:
    yield "JSON-LD datePublished", declared.get("datePublished")
    yield from page.meta(
        "article:published_time", "datepublished", "og:published_time", "parsely-pub-date", "sailthru.date",
        "citation_publication_date", "dcterms.created", "dc.date.issued", "dc.date", "date", "pubdate", "publish-date",
        "publishdate", "publication_date",
    )  # fmt: skip
    times = [*page.tree.iter("time")]
    yield from (
        ("time", node.get("datetime"))
        for node in times
        if node.get("itemprop") == "datePublished" or "pubdate" in node.attrib
    )
    yield from (("time", node.get("datetime")) for node in times if _is_head(node))
    yield "JSON-LD dateCreated", declared.get("dateCreated")
    yield "date on the page", other


def _is_head(time: Any) -> bool:
    """Whether a date stands by the article's heading: in its header, or in a block that has the heading too."""
    for number, above in enumerate(time.iterancestors()):
        if above.tag in ("aside", "footer", "nav", "li"):
            return False
        if above.find(".//h1") is not None:
            return number < 8 and above.tag not in ("body", "html")
    return False


def _languages(page: _Page, declared: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    root = next(page.tree.iter("html"), page.tree)
    yield (
        "html lang",
        root.get("lang") or root.get("xml:lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang"),
    )
    yield "JSON-LD inLanguage", _name(declared.get("inLanguage"), "alternateName", "name")
    yield from page.meta("content-language", "og:locale", "dc.language", "language")


def _name(value: Any, *keys: str) -> Any:
    """A value that may stand by itself or in an object."""
    value = value[0] if isinstance(value, list) and value else value
    return next((value[key] for key in keys if key in value), None) if isinstance(value, dict) else value


def _web(value: Any, base: str) -> str | None:
    if not isinstance(value, str) or not value.strip():
        return None
    try:
        url = urljoin(base, value.strip())
        return url if urlsplit(url).scheme in ("http", "https") and urlsplit(url).hostname else None
    except ValueError:
        return None  # an address that cannot be one, such as http://[


def _date(value: Any) -> str | None:
    """A date, or a date with a time, as ISO 8601 writes it; as declared where it is written so already."""
    text = one_line(value) if isinstance(value, str) else ""
    if len(text) > 40:
        return None
    match = re.match(r"(\d{4})([-/.]?)(\d{2})\2(\d{2})(?!\d)", text)
    try:
        if match:
            day = date(int(match[1]), int(match[3]), int(match[4])).isoformat()
            return text if match[2] == "-" and _ISO.fullmatch(text) else day
        return parsedate_to_datetime(text).isoformat()
    except ValueError:
        return None


_ISO = re.compile(r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?: ?(?:Z|[+-]\d\d:?\d\d))?)?")


def _language(value: Any) -> str | None:
    match = re.match(r"([A-Za-z]{2,3})(?:[-_]|$)", value.strip()) if isinstance(value, str) else None
    return match[1].lower() if match else None
