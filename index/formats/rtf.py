"""Rich Text Format (.rtf)."""

from __future__ import annotations

import codecs
import re

from index.cleaning import clean
from index.errors import UnreadableArticle
from index.formats.properties import given
from index.formats.source import Raw, Source, made


def read(raw: Raw) -> Source:
    marked = raw.data.decode(_code_page(raw.data), "replace")
    try:
        text = "\n\n".join(map(_row, _plain(marked).split("\n")))
        fields = given(title=_info(marked, "title"), author=_info(marked, "author"), published=_created(marked))
    except (ValueError, LookupError, TypeError) as error:
        raise UnreadableArticle(f"{raw.place} is damaged: save it again as RTF, or as .docx") from error
    return made(raw, clean(text), origins="document properties", **fields)


def _plain(marked: str) -> str:
    from striprtf.striprtf import rtf_to_text  # noqa: PLC0415 - only RTF needs it

    without_addresses = re.sub(r'HYPERLINK\s+"[^"]*"', "", marked)  # else the library writes them into the sentence
    text: str = rtf_to_text(without_addresses, encoding=_code_page(marked.encode("ascii", "replace")), errors="replace")
    # RTF counts in UTF-16: two escapes make one emoji.
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _code_page(data: bytes) -> str:
    declared = re.search(rb"\\ansicpg(\d+)", data[:4096])
    name = f"cp{int(declared[1])}" if declared else "cp1252"
    try:
        return codecs.lookup(name).name
    except LookupError:
        return "cp1252"


def _row(line: str) -> str:
    """A line as it is, or a row of a table with tabs between its cells: the library ends each with a bar."""
    return line.rstrip("|").replace("|", "\t") if line.endswith("|") else line


def _info(marked: str, name: str) -> str | None:
    found = re.search(rf"\{{\\info\b.{{0,20000}}?\{{\\{name}\b ?([^{{}}]{{0,2000}})\}}", marked, re.S)
    return _plain(rf"{{\rtf1 {found[1]}}}") if found else None


def _created(marked: str) -> str | None:
    found = re.search(r"\{\\creatim\\yr(\d{4})\\mo(\d{1,2})\\dy(\d{1,2})", marked)
    return f"{found[1]}-{int(found[2]):02}-{int(found[3]):02}" if found else None
