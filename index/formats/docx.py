"""Word documents (.docx)."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from index.cleaning import clean
from index.formats.properties import given
from index.formats.source import Raw, Source, made
from index.formats.zipped import Problem, damaged, opened


def read(raw: Raw) -> Source:
    import docx  # noqa: PLC0415 - only Word documents need it
    from docx.opc.exceptions import PackageNotFoundError  # noqa: PLC0415
    from lxml.etree import XMLSyntaxError  # noqa: PLC0415

    opened(raw).close()  # within bounds, before the library unpacks all of it
    try:
        document = docx.Document(io.BytesIO(raw.data))
        text = "\n\n".join(filter(str.strip, _lines(document)))
        known = document.core_properties
    except (*Problem, KeyError, AttributeError, PackageNotFoundError, XMLSyntaxError) as error:
        raise damaged(raw) from error
    fields = given(title=known.title, author=known.author, published=known.created and known.created.date().isoformat())
    return made(raw, clean(text), origins="document properties", **fields)


def _lines(holder: Any) -> Iterator[str]:
    """The paragraphs in order, a row of a table as one line."""
    from docx.table import Table  # noqa: PLC0415 - as above

    for item in holder.iter_inner_content():
        if isinstance(item, Table):
            yield from _rows(item)
        else:
            yield item.text


def _rows(table: Any) -> Iterator[str]:
    for row in table._tbl.tr_lst:  # not `table.rows`: it lays out merged cells, which takes time squared
        cells = (" ".join(filter(None, (p.text.strip() for p in cell.p_lst))) for cell in row.tc_lst)
        yield "\t".join(filter(None, cells))
