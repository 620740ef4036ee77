"""Plain text, in whatever encoding it was saved."""

from __future__ import annotations

import codecs

from index.cleaning import clean
from index.errors import UnreadableArticle
from index.formats.source import READS, Raw, Source, check_length, made

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),  # begins with the mark of UTF-16, so it comes first
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# What texts are saved in, where it is not Unicode: a detector that may name any encoding of the world guesses worse.
_LEGACY = (
    *("cp1252", "cp1250", "cp1251", "koi8_r", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257"),
    *("cp932", "euc_jp", "gb18030", "big5", "cp949"),
)
_SAMPLE = 64_000  # bytes that a detector looks at: more make it slower, not surer


def read(raw: Raw) -> Source:
    text = decoded(raw)
    check_length(raw.place, text)  # before the work that a long text makes
    return made(raw, clean(text))


def decoded(raw: Raw) -> str:
    """The text of a file: Unicode by its byte order mark or its form, else by what the letters look like.

    Raises UnreadableArticle: binary, or in no encoding that it can be read in.
    """
    data = raw.data
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _likely(raw, data.decode(name, "replace"))
    if b"\x00" in data[:8192]:
        return _utf16(raw)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return _surrogates(data) or _damaged_utf8(data) or _legacy(raw, error)


def _utf16(raw: Raw) -> str:
    """UTF-16 without its mark: every second byte of a European text is zero."""
    odd, even = raw.data[1:8192:2].count(0), raw.data[:8192:2].count(0)
    text = raw.data.decode("utf-16-le" if odd > even else "utf-16-be", "replace")
    if max(odd, even) < 0.6 * len(raw.data[:8192]) / 2:
        raise _binary(raw)
    return _likely(raw, text)


def _likely(raw: Raw, text: str) -> str:
    """The text, if its beginning looks like one. Raises UnreadableArticle."""
    start = text[:4096]
    if _controls(start) or start.count("\ufffd") > 1 + len(start) / 100:
        raise _binary(raw)
    return text


def _binary(raw: Raw) -> UnreadableArticle:
    return UnreadableArticle(f"{raw.place} is a binary file, not text: {READS}")


def _surrogates(data: bytes) -> str | None:
    """A text that is UTF-8 but for halves of letters, as some programs write them; None when it is not."""
    try:
        return data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return None


def _damaged_utf8(data: bytes) -> str | None:
    """A text that is UTF-8 but for a few bytes, each of which becomes U+FFFD; None when it is not."""
    text = data.decode("utf-8-sig", "replace")
    wrong = text.count("\ufffd")
    right = sum(character > "\x7f" for character in text) - wrong
    return text if right > 10 * wrong else None


def _legacy(raw: Raw, problem: UnicodeDecodeError) -> str:
    from charset_normalizer import from_bytes  # noqa: PLC0415 - only such a file needs it

    first = max(0, problem.start - _SAMPLE // 2)  # where the letters are that tell
    sample = raw.data[first : first + _SAMPLE]
    if _controls(sample.decode("latin-1")) > len(sample) / 100:
        raise _binary(raw)
    best = from_bytes(sample, cp_isolation=list(_LEGACY)).best()
    if best is None:
        raise UnreadableArticle(
            f"{raw.place} is in no encoding that can be told (byte 0x{raw.data[problem.start]:02x} at offset "
            f"{problem.start}): save it as UTF-8 and add it again"
        )
    return raw.data.decode(best.encoding, "replace")


def _controls(text: str) -> int:
    """How many characters no text has."""
    return sum(letter < " " and letter not in "\t\n\r\f\x1b" for letter in text)
