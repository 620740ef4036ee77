"""E-books (.epub): one article, its chapters in reading order."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote
from zipfile import ZipFile

from index.cleaning import Cleaned
from index.errors import UnreadableArticle
from index.formats.markup import paragraphs
from index.formats.properties import given
from index.formats.source import MAX_CHARS, Raw, Source, made
from index.formats.zipped import damaged, member, opened

_PACKAGE = "{http://www.idpf.org/2007/opf}"
_DUBLIN_CORE = "{http://purl.org/dc/elements/1.1/}"


def read(raw: Raw) -> Source:
    with opened(raw) as book:
        if "META-INF/encryption.xml" in book.namelist() and "META-INF/rights.xml" in book.namelist():
            raise UnreadableArticle(f"{raw.place} is protected against copying: add one that is not")
        rootfile = _xml(raw, book, "META-INF/container.xml").find(".//{*}rootfile")
        path = rootfile.get("full-path") if rootfile is not None else None
        if not path:
            raise damaged(raw)
        package = _xml(raw, book, path)
        text = "\n\n".join(_chapters(raw, book, package, posixpath.dirname(path)))
    fields = given(
        title=_said(package, "title"),
        author=_said(package, "creator"),
        published=_said(package, "date").partition("T")[0],
    )
    site = _said(package, "publisher") or None
    return made(raw, Cleaned(text, ()), origins="e-book metadata", site=site, **fields)


def _chapters(raw: Raw, book: ZipFile, package: Any, folder: str) -> Iterator[str]:
    """The texts of what the spine names, in its order, without the table of contents."""
    parts = {item.get("id"): item for item in package.iter(f"{_PACKAGE}item")}
    letters = 0
    for entry in package.iter(f"{_PACKAGE}itemref"):
        part = parts.get(entry.get("idref"))
        if part is None or entry.get("linear") == "no" or "nav" in (part.get("properties") or "").split():
            continue
        name = posixpath.normpath(posixpath.join(folder, unquote(part.get("href") or "")))
        text = paragraphs(member(raw, book, name))
        letters += len(text)
        if text:
            yield text
        if letters > MAX_CHARS:
            return  # already more than an article may have, which is said when it is made


def _said(package: Any, name: str) -> str:
    """A field of the metadata; several values, as of authors, with commas between."""
    found = [(node.text or "").strip() for node in package.iter(f"{_DUBLIN_CORE}{name}")]
    return ", ".join(filter(None, found[:1] if name in ("title", "date") else found[:5]))


def _xml(raw: Raw, book: ZipFile, name: str) -> Any:
    from lxml import etree  # noqa: PLC0415 - only e-books need it

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        return etree.fromstring(member(raw, book, name), parser=parser)
    except etree.XMLSyntaxError as error:
        raise damaged(raw) from error
