"""PDF: the text as it is printed, column by column, without what runs along its pages."""

from __future__ import annotations

import re
from collections.abc import Mapping
from statistics import median

from index.cleaning import Cleaned, clean
from index.errors import UnreadableArticle
from index.formats.pdf_layout import columns, without_running_lines
from index.formats.pdf_lines import Printed, printed
from index.formats.pdf_paragraphs import Paragraph, paragraphs
from index.formats.properties import given
from index.formats.source import Raw, Source, made


def read(raw: Raw) -> Source:
    pages = printed(raw)
    kept, running = without_running_lines(pages.lines, pages.heights)
    found = paragraphs([column for page in kept for column in columns(page)])
    text = "\n\n".join(paragraph.text for paragraph in found)
    letters = sum(map(str.isalnum, text))
    if not letters or (len(kept) > 1 and letters < 15 * len(kept)):
        raise UnreadableArticle(
            f"{raw.place} has no text layer, only pictures of pages: run text recognition (OCR) over it and add the result"
        )
    cleaned = clean(text)
    fields, origins = _fields(pages, found)
    return made(raw, Cleaned(cleaned.text, (*running, *cleaned.removed)), origins=origins, **fields)


def _fields(pages: Printed, found: list[Paragraph]) -> tuple[dict[str, str], Mapping[str, str]]:
    known = pages.properties
    fields = given(title=known.get("Title"), author=known.get("Author"), published=_day(known.get("CreationDate", "")))
    origins = dict.fromkeys(fields, "document information")
    largest = max((p for p in found if p.page == 0), key=lambda p: p.size, default=None)
    if "title" not in fields and largest and largest.size > 1.2 * median(p.size for p in found):
        fields["title"], origins["title"] = largest.text, "largest line"
    return fields, origins


def _day(stamp: str) -> str | None:
    """The day of a PDF's time stamp.

    >>> _day("D:20240503101500Z")
    '2024-05-03'
    """
    found = re.match(r"(?:D:)?((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])", stamp)
    return "-".join(found.groups()) if found else None
