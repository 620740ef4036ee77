"""Files to articles: plain text, Markdown and HTML."""

from __future__ import annotations

import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from index.article import Article, one_line
from index.cleaning import Cleaned, clean
from index.errors import UnreadableArticle
from index.voices import byline

MAX_BYTES = 20_000_000
"""A larger file is not an article (the Bible has 4.5 million letters)."""

_KINDS = {
    ".txt": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
}
_SIGNATURES = {b"%PDF": "a PDF", b"PK\x03\x04": "a zip, Office or e-book file", b"{\\rtf": "an RTF file"}
_READ = "On Record reads .txt, .md and .html files"


@dataclass(frozen=True)
class Source:
    """An article, and the lines that were around it and are not part of it, in order."""

    article: Article
    removed: tuple[str, ...]


def read(path: str | Path) -> Article:
    """The article in a file, without the page's furniture; title, author and date from the file's own fields.

    Raises UnreadableArticle, as `read_source`.
    """
    return read_source(path).article


def read_source(path: str | Path) -> Source:
    """The article in a file, and what was cleaned away.

    Raises UnreadableArticle: missing, a folder, empty, binary, not UTF-8 (HTML may declare another encoding),
    more than MAX_BYTES, or no article inside.
    """
    if str(path).startswith(("http://", "https://")):
        raise UnreadableArticle(
            f"{_shown(path)} is an address, and On Record reads files: save the page, then add the file"
        )
    path = Path(path)
    kind, data = _kind(path), _bytes(path)
    if kind == "html":
        return _html(path, data)
    text = _decoded(path, data)
    return _markdown(path, text) if kind == "markdown" else _plain(path, text)


def pasted(text: str, *, title: str | None = None) -> Source:
    """The article in a text that was copied from a page. Raises UnreadableArticle: empty, or more than MAX_BYTES."""
    if len(text) > MAX_BYTES:
        raise UnreadableArticle(f"the text has {len(text):,} letters, more than {MAX_BYTES:,}: split it into articles")
    cleaned = clean(text)
    article = Article.from_text(cleaned.text, title=title or None, author=byline(cleaned.text))
    return Source(article, cleaned.removed)


def read_all(path: str | Path) -> list[Article]:
    """The article in a file, or those in a folder. Raises UnreadableArticle, also when one of them cannot be read."""
    if _is_folder(Path(path)):
        return [read(file) for file in articles_in(path)]
    return [read(path)]


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
    return _KINDS.get(path.suffix.lower(), "text")


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
    for signature, name in _SIGNATURES.items():
        if data.startswith(signature):
            raise UnreadableArticle(f"{path} is {name}: {_READ}, save it as one of these")
    return data


def _decoded(path: Path, data: bytes) -> str:
    if b"\x00" in data[:8192] and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise UnreadableArticle(f"{path} is a binary file, not text: {_READ}")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableArticle(
            f"{path} is not UTF-8 text (byte 0x{data[error.start]:02x} at offset {error.start}): save it as UTF-8 and add it again"
        ) from error


def _plain(path: Path, text: str) -> Source:
    return _source(path, clean(text))


def _markdown(path: Path, text: str) -> Source:
    import yaml  # noqa: PLC0415 - only Markdown needs it
    from markdown_it import MarkdownIt  # noqa: PLC0415

    fields: Any = {}
    front = re.match(r"---\n(.*?)\n(?:---|\.\.\.)\n", text.replace("\r\n", "\n"), re.S)
    if front:
        text = text.replace("\r\n", "\n")[front.end() :]
        try:
            fields = yaml.load(front[1], yaml.BaseLoader)  # every value stays the text it is, also 2019-02-30
        except (yaml.YAMLError, ValueError, OverflowError, RecursionError):
            fields = {}  # a broken header costs the fields, not the article
    # Only text: a list of lists can be a short header and a title of gigabytes.
    found = {key: value for key, value in fields.items() if isinstance(value, str)} if isinstance(fields, dict) else {}
    given = {key: value for key, value in found.items() if value not in ("", "~", "null")}
    blocks = (_markdown_text(token) for token in MarkdownIt().enable("table").parse(text))
    return _source(
        path,
        clean("\n\n".join(filter(None, blocks))),
        published=given.get("published") or given.get("date"),
        **{key: given[key] for key in ("title", "author", "site", "url") if key in given},
    )


def _markdown_text(token: Any) -> str:
    if token.type in ("fence", "code_block"):
        return str(token.content).strip()
    if token.type != "inline":
        return ""
    words = {"softbreak": " ", "hardbreak": "\n", "image": ""}
    return "".join(words.get(child.type, child.content) for child in token.children).strip()


def _html(path: Path, data: bytes) -> Source:
    import trafilatura  # noqa: PLC0415 - only HTML needs it, and it takes half a second

    found: Any = trafilatura.bare_extraction(
        data,
        with_metadata=True,
        include_comments=False,
        # Only a date that the page declares: a search of its text would take a copyright year for one.
        date_extraction_params={"extensive_search": False, "original_date": True, "max_date": "2999-12-31"},
    )
    cleaned = clean(found.text or "") if found else Cleaned("", ())
    if not cleaned.text:
        raise UnreadableArticle(f"{path} holds no article text: save the article's own page and add it again")
    return _source(
        path,
        Cleaned(cleaned.text.replace("\n", "\n\n"), _left_out(data, cleaned.text)),
        title=found.title,
        author=found.author,
        published=found.date,
        site=found.sitename,
        url=found.url,
    )


def _left_out(page: bytes, kept: str) -> tuple[str, ...]:
    """The lines that a page shows and the article does not have."""
    import trafilatura  # noqa: PLC0415 - as above

    article = " ".join(kept.split())
    tree: Any = trafilatura.load_html(page)
    hidden = {"script", "style", "noscript", "template", "title"}
    blocks = (node for node in tree.iter() if isinstance(node.tag, str) and node.tag not in hidden)
    lines = (" ".join(piece.split()) for node in blocks for piece in (node.text or "", *(c.tail or "" for c in node)))
    return tuple(dict.fromkeys(line for line in lines if line and line not in article))


def _source(
    path: Path, cleaned: Cleaned, *, title: str | None = None, author: str | None = None, **fields: str | None
) -> Source:
    text = cleaned.text
    if not text:
        raise UnreadableArticle(f"{path} holds no article text: only a page's furniture was found in it")
    article = Article.from_text(text, title=title or _title(path, text), author=author or byline(text), **fields)
    return Source(article, cleaned.removed)


def _title(path: Path, text: str) -> str:
    """The first line where it reads like a title, else the file's name."""
    first = one_line(text.split("\n", 1)[0].lstrip("# "))
    if first and len(first) <= 150 and not first.endswith((".", ":", ";", ",")):
        return first
    return one_line(re.sub(r"[-_]+", " ", path.stem)).capitalize() or "Untitled"
