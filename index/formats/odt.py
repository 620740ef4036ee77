"""OpenDocument texts (.odt)."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from index.cleaning import clean
from index.formats.properties import given
from index.formats.source import Raw, Source, made
from index.formats.zipped import Problem, damaged, opened


def read(raw: Raw) -> Source:
    import odfdo  # noqa: PLC0415 - only OpenDocument texts need it
    from lxml.etree import XMLSyntaxError  # noqa: PLC0415

    opened(raw).close()  # within bounds, before the library unpacks all of it
    try:
        document = odfdo.Document(io.BytesIO(raw.data))
        text = "\n\n".join(filter(str.strip, _lines(document.body)))
        meta: Any = document.meta
        written = meta.creation_date or meta.date
        fields = given(
            title=meta.title,
            author=meta.initial_creator or meta.creator,
            published=written.date().isoformat() if written else None,
        )
    except (*Problem, KeyError, TypeError, AttributeError, XMLSyntaxError) as error:
        raise damaged(raw) from error
    return made(raw, clean(text), origins="document properties", **fields)


_SKIPPED = (
    "ancestor::table:table or ancestor::text:note or ancestor::office:annotation or ancestor::text:tracked-changes"
)


def _lines(body: Any) -> Iterator[str]:
    """The headings and paragraphs in order, a row of a table as one line; no note, no comment, nothing that was deleted."""
    top = f"(//text:h | //text:p)[not({_SKIPPED})] | //table:table-row[not(ancestor::table:table-cell)]"
    for element in body.get_elements(top):
        if element.tag == "table:table-row":
            cells = (" ".join(_texts(cell)) for cell in element.get_elements("table:table-cell"))
            yield "\t".join(filter(None, cells))
        else:
            yield _text(element)


def _texts(cell: Any) -> Iterator[str]:
    return filter(None, (_text(paragraph) for paragraph in cell.get_elements("descendant::text:p")))


def _text(paragraph: Any) -> str:
    for note in paragraph.get_elements("descendant::text:note | descendant::office:annotation"):
        note.delete()
    return str(paragraph.inner_text).strip()
