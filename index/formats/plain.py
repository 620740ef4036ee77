"""Plain text."""

from __future__ import annotations

from index.cleaning import clean
from index.errors import UnreadableArticle
from index.formats.source import Raw, Source, made

_READ = "On Record reads .txt, .md and .html files"


def read(raw: Raw) -> Source:
    return made(raw, clean(decoded(raw)))


def decoded(raw: Raw) -> str:
    data = raw.data
    if b"\x00" in data[:8192] and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise UnreadableArticle(f"{raw.place} is a binary file, not text: {_READ}")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableArticle(
            f"{raw.place} is not UTF-8 text (byte 0x{data[error.start]:02x} at offset {error.start}): save it as UTF-8 and add it again"
        ) from error
