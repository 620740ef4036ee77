"""Files to articles: each format is read in a file of its own."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import islice
from pathlib import Path

from index.article import Article, one_line
from index.cleaning import clean
from index.errors import UnreadableArticle
from index.formats import jsonl, plain
from index.formats.address import is_address
from index.formats.archive import members
from index.formats.aside import read_aside
from index.formats.files import articles_in, is_folder, nothing_at, raws
from index.formats.kinds import BY_NAME, SEVERAL, kind_of
from index.formats.source import MAX_BYTES, Raw, Source, shown
from index.voices import byline

__all__ = [
    "MAX_BYTES",
    "Raw",
    "Source",
    "articles_in",
    "expected",
    "holds_several",
    "is_address",
    "pasted",
    "read",
    "read_all",
    "read_raw",
    "read_source",
    "sources",
    "there",
]

_AHEAD = 4  # files that are read ahead of the one that the caller works on


def read(path: str | Path, *, private: bool = False) -> Article:
    """The article in a file or at a web address, without the page's furniture; title, author and date from its own fields.

    Raises UnreadableArticle, as `read_source`.
    """
    return read_source(path, private=private).article


def read_source(place: str | Path, *, private: bool = False) -> Source:
    """The article in a file or at a web address, what was cleaned away, and where its fields were found.

    `private` addresses are fetched if that is allowed.

    Raises UnreadableArticle: missing, a folder, empty, of a kind that is not read, damaged, locked, larger than MAX_BYTES,
    without an article, or with several; of an address, also as `index.fetching.fetched`.
    """
    if not is_address(place) and is_folder(Path(place)):
        raise UnreadableArticle(f"{shown(place)} is a folder, not an article: name a file in it")
    return _only(_found(place, private), place)


def read_raw(raw: Raw) -> Source:
    """The article in the bytes of a file. Raises UnreadableArticle, as `read_source`."""
    return _only(_unpacked(raw), raw.place)


def sources(place: str | Path, *, private: bool = False) -> Iterator[Source | UnreadableArticle]:
    """All articles of a file, a folder, a zip file or an address, in order; what cannot be read is an error among them.

    The next files are read while the caller works on one. Raises UnreadableArticle when there is nothing at `place`, or a
    folder holds no file that may be an article.
    """
    waiting: deque[Future[Source | UnreadableArticle]] = deque()
    reader = ThreadPoolExecutor(1, "reading")
    try:
        for item in _found(place, private):
            waiting.append(reader.submit(_done, item))
            if len(waiting) > _AHEAD:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    finally:
        reader.shutdown(wait=False, cancel_futures=True)


def read_all(place: str | Path, *, private: bool = False) -> list[Article]:
    """The articles of `sources`. Raises UnreadableArticle, also when one of them cannot be read."""
    articles = []
    for source in sources(place, private=private):
        if isinstance(source, UnreadableArticle):
            raise source
        articles.append(source.article)
    return articles


def holds_several(place: str | Path) -> bool:
    """Whether a place is a folder, or by its name a file that may hold several articles."""
    path = Path(place)
    return not is_address(place) and (BY_NAME.get(path.suffix.lower()) in SEVERAL or is_folder(path))


def there(place: str | Path) -> None:
    """Raises UnreadableArticle when there is nothing at a path, or a folder holds no file that may be an article."""
    if not is_address(place) and is_folder(Path(place)):
        articles_in(place)
    elif not is_address(place) and not Path(place).exists():
        raise nothing_at(place)


def expected(place: str | Path) -> int:
    """About how many articles are at a place, for a progress bar: a zip or JSON Lines file counts as one.

    Raises UnreadableArticle, as `there`.
    """
    return len(articles_in(place)) if not is_address(place) and is_folder(Path(place)) else 1


def pasted(text: str, *, title: str | None = None) -> Source:
    """The article in a text that was copied from a page. Raises UnreadableArticle: empty, or more than MAX_BYTES."""
    if len(text) > MAX_BYTES:
        raise UnreadableArticle(f"the text has {len(text):,} letters, more than {MAX_BYTES:,}: split it into articles")
    cleaned = clean(text)
    article = Article.from_text(cleaned.text, title=title or None, author=byline(cleaned.text))
    return Source(article, cleaned.removed)


_Item = tuple[Raw, str] | Source | UnreadableArticle
"""A file that is to be read and its kind, or what became of one."""


def _found(place: str | Path, private: bool) -> Iterator[_Item]:
    for raw in _fetched(str(place), private) if is_address(place) else raws(Path(place)):
        yield from _unpacked(raw)


def _unpacked(raw: Raw | UnreadableArticle) -> Iterator[_Item]:
    try:
        if isinstance(raw, UnreadableArticle):
            yield raw
        elif (kind := kind_of(raw)) == "archive":
            for member in members(raw):
                yield from _unpacked(member)
        elif kind == "jsonl":
            yield from jsonl.read_all(raw)
        else:
            yield raw, kind
    except UnreadableArticle as error:
        yield error


def _only(items: Iterator[_Item], place: str | Path) -> Source:
    """The one article of a file."""
    found = [_done(item) for item in islice(items, 2)]
    if len(found) != 1:
        raise UnreadableArticle(f"{shown(place)} does not hold one article, but {'several' if found else 'none'}")
    if isinstance(found[0], UnreadableArticle):
        raise found[0]
    return found[0]


def _done(item: _Item) -> Source | UnreadableArticle:
    if isinstance(item, Source):
        return item
    if isinstance(item, UnreadableArticle):
        return UnreadableArticle(one_line(str(item)))  # the name of a file may be on several lines
    raw, kind = item
    try:
        return plain.read(raw) if kind == "plain" else read_aside(raw, kind)
    except UnreadableArticle as error:
        return UnreadableArticle(one_line(str(error)))


def _fetched(address: str, private: bool) -> Iterator[Raw | UnreadableArticle]:
    from index.fetching import fetched  # noqa: PLC0415 - files need no network library

    try:
        yield fetched(address, private=private)
    except UnreadableArticle as error:
        yield error
