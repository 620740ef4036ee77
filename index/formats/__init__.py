"""Files to articles: each format is read in a file of its own."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path, PurePosixPath
from typing import cast
from urllib.parse import urlsplit

from index.article import Article, one_line
from index.cleaning import clean
from index.errors import UnreadableArticle
from index.formats.address import is_address
from index.formats.source import MAX_BYTES, Raw, Source
from index.voices import byline

__all__ = [
    "MAX_BYTES",
    "Raw",
    "Source",
    "articles_in",
    "is_address",
    "pasted",
    "read",
    "read_all",
    "read_raw",
    "read_source",
]

_KINDS = {
    ".txt": "plain",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
}
_MEDIA = {"text/html": "html", "application/xhtml+xml": "html", "text/markdown": "markdown"}
_SIGNATURES = {b"%PDF": "a PDF", b"PK\x03\x04": "a zip, Office or e-book file", b"{\\rtf": "an RTF file"}
_READ = "On Record reads .txt, .md and .html files"


def read(path: str | Path, *, private: bool = False) -> Article:
    """The article in a file or at a web address, without the page's furniture; title, author and date from its own fields.

    Raises UnreadableArticle, as `read_source`.
    """
    return read_source(path, private=private).article


def read_source(path: str | Path, *, private: bool = False) -> Source:
    """The article in a file or at a web address, and what was cleaned away; `private` addresses are fetched if allowed.

    Raises UnreadableArticle: missing, a folder, empty, binary, not UTF-8 (HTML may declare another encoding),
    more than MAX_BYTES, or no article inside; of an address, also as `index.fetching.fetched`.
    """
    if is_address(path):
        from index.fetching import fetched  # noqa: PLC0415 - files need no network library

        return read_raw(fetched(str(path), private=private))
    path = Path(path)
    kind, data = _kind(path), _bytes(path)
    return _read(Raw(str(path), data), kind)


def read_raw(raw: Raw) -> Source:
    """The article in what was fetched. Raises UnreadableArticle."""
    _refuse(raw)
    return _read(
        raw, _MEDIA.get(raw.media or "") or _KINDS.get(PurePosixPath(urlsplit(raw.place).path).suffix, "plain")
    )


def _read(raw: Raw, kind: str) -> Source:
    reader = import_module(f"index.formats.{kind}")  # its library is loaded when its first file comes
    return cast("Source", reader.read(raw))


def pasted(text: str, *, title: str | None = None) -> Source:
    """The article in a text that was copied from a page. Raises UnreadableArticle: empty, or more than MAX_BYTES."""
    if len(text) > MAX_BYTES:
        raise UnreadableArticle(f"the text has {len(text):,} letters, more than {MAX_BYTES:,}: split it into articles")
    cleaned = clean(text)
    article = Article.from_text(cleaned.text, title=title or None, author=byline(cleaned.text))
    return Source(article, cleaned.removed)


def read_all(path: str | Path, *, private: bool = False) -> list[Article]:
    """The article in a file or at an address, or those in a folder.

    Raises UnreadableArticle, also when one of them cannot be read.
    """
    if not is_address(path) and _is_folder(Path(path)):
        return [read(file) for file in articles_in(path)]
    return [read(path, private=private)]


def articles_in(folder: str | Path) -> list[Path]:
    """The files of a folder and its subfolders that `read` reads, sorted; a README describes the folder and is left out.

    Raises UnreadableArticle when there is none.
    """
    folder = Path(folder)
    found = sorted(_files(folder)) if _is_folder(folder) else []
    if not found:
        raise UnreadableArticle(f"{_shown(folder)} holds no article: {_READ}, add one of these to it")
    return found


def _files(folder: Path) -> Iterator[Path]:
    for path in folder.rglob("*"):
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if path.suffix.lower() in _KINDS and path.stem.upper() != "README" and not hidden:
            inside = path.resolve().is_relative_to(folder.resolve())  # a link may lead out of the folder
            if inside and path.is_file():
                yield path


def _kind(path: Path) -> str:
    if _is_folder(path):
        raise UnreadableArticle(f"{_shown(path)} is a folder, not an article: name a file in it")
    if not path.exists():
        raise UnreadableArticle(f"{_shown(path)} does not exist: name a file or folder that does")
    return _KINDS.get(path.suffix.lower(), "plain")


def _is_folder(path: Path) -> bool:
    try:
        return stat.S_ISDIR(path.stat().st_mode)  # is_dir() raises in some versions of Python, and not in others
    except (FileNotFoundError, NotADirectoryError, ValueError):
        return False
    except OSError as error:  # longer than a name may be, or in a folder that is closed to us
        raise UnreadableArticle(
            f"{_shown(path)} cannot be read ({error.strerror}): name a file or folder that can"
        ) from error


def _shown(path: str | Path) -> str:
    """A path for a sentence: it may be a whole text that somebody took for one."""
    line = one_line(str(path))
    return line if len(line) <= 200 else f"{line[:60]}…{line[-60:]}"


def _bytes(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise UnreadableArticle(f"{path} has {size:,} bytes, more than {MAX_BYTES:,}: split it into articles")
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableArticle(f"{path} cannot be read ({error.strerror}): check that it is yours to read") from error
    if not data.strip():
        raise UnreadableArticle(f"{path} is empty: an article needs at least one sentence")
    _refuse(Raw(str(path), data))
    return data


def _refuse(raw: Raw) -> None:
    for signature, name in _SIGNATURES.items():
        if raw.data.startswith(signature):
            raise UnreadableArticle(f"{raw.place} is {name}: {_READ}, save it as one of these")
