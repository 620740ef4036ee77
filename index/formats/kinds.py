"""What kind of file some bytes are: what their first bytes say, else the name or the media type."""

from __future__ import annotations

import re
from pathlib import PurePath
from urllib.parse import urlsplit

from index.errors import UnreadableArticle
from index.formats.source import READS, Raw
from index.formats.zipped import names_in

BY_NAME = {
    ".txt": "plain",
    ".text": "plain",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".mhtml": "mhtml",
    ".mht": "mhtml",
    ".pdf": "pdf",
    ".docx": "docx",
    ".odt": "odt",
    ".rtf": "rtf",
    ".epub": "epub",
    ".eml": "mail",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".zip": "archive",
}
"""The module of `index.formats` that reads files of this extension."""

_BY_MEDIA = {
    "text/plain": "plain",
    "text/markdown": "markdown",
    "text/html": "html",
    "application/xhtml+xml": "html",
    "multipart/related": "mhtml",
    "application/pdf": "pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "application/vnd.oasis.opendocument.text": "odt",
    "application/rtf": "rtf",
    "text/rtf": "rtf",
    "application/epub+zip": "epub",
    "message/rfc822": "mail",
    "application/jsonl": "jsonl",
    "application/x-ndjson": "jsonl",
    "application/zip": "archive",
}
SEVERAL = {"archive", "jsonl"}
"""The kinds whose files may hold more than one article."""

_HTML = re.compile(rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,2000}?-->\s*)*(?:<!doctype html|<html[\s>])", re.I | re.S)
_MAIL = re.compile(
    rb"(?:from|to|subject|date|received|return-path|mime-version|message-id|delivered-to|snapshot-content-location): ?\S",
    re.I,
)
_FOREIGN = {
    b"\xd0\xcf\x11\xe0": "an old Word file, or one with a password: save it as .docx without one",
    b"\x1f\x8b": "a gzip file: unpack it and add what was in it",
    b"7z\xbc\xaf": "a 7-Zip file: unpack it and add the folder",
    b"Rar!": "a RAR file: unpack it and add the folder",
    b"\x89PNG": f"a picture: {READS}",
    b"\xff\xd8\xff": f"a picture: {READS}",
    b"GIF8": f"a picture: {READS}",
    b"%!PS": "a PostScript file: save it as PDF",
}


def kind_of(raw: Raw) -> str:
    """The name of the module in `index.formats` that reads this file.

    Raises UnreadableArticle for a kind that is known and not read: a picture, an old Word file, gzip.
    """
    start = raw.data[:4096].removeprefix(b"\xef\xbb\xbf")
    for signature, says in _FOREIGN.items():
        if start.startswith(signature):
            raise UnreadableArticle(f"{raw.place} is {says}")
    if start.lstrip()[:5] == b"%PDF-":
        return "pdf"
    if start.startswith(b"{\\rtf"):
        return "rtf"
    if start.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zipped(raw)
    named = named_kind(raw)
    if _HTML.match(start) and named in (None, "plain", "pdf", "docx", "odt", "rtf", "epub"):
        return "html"
    if named in (None, "html") and _is_message(start):
        return "mhtml" if b"multipart/related" in start.lower() else "mail"
    return named or "plain"


def named_kind(raw: Raw) -> str | None:
    """The kind by media type or name alone; None when they say nothing."""
    media = (raw.media or "").partition(";")[0].strip().lower()
    path = urlsplit(raw.place).path if raw.place.startswith(("http://", "https://")) else raw.place
    return _BY_MEDIA.get(media) or BY_NAME.get(PurePath(path).suffix.lower())


def _zipped(raw: Raw) -> str:
    names = names_in(raw)
    if "word/document.xml" in names:
        return "docx"
    if "META-INF/container.xml" in names:
        return "epub"
    if "content.xml" in names and "META-INF/manifest.xml" in names:
        return "odt"
    if "[Content_Types].xml" in names:
        raise UnreadableArticle(f"{raw.place} is an Office file, but not a text: {READS}")
    named = named_kind(raw)
    return named if named in ("docx", "odt", "epub") else "archive"


def _is_message(start: bytes) -> bool:
    """Whether it begins with the header of a message: at least two of its first lines are such fields."""
    lines = [line for line in start.split(b"\n")[:12] if line[:1] not in (b" ", b"\t")]
    return bool(lines) and bool(_MAIL.match(lines[0])) and sum(bool(_MAIL.match(line)) for line in lines) >= 2
