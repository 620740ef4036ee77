"""Paragraphs out of HTML that is all article: chapters of an e-book, the body of a letter."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

_BLOCKS = frozenset(
    "address article aside blockquote body br caption center dd details div dl dt fieldset figcaption figure footer form"
    " h1 h2 h3 h4 h5 h6 header hr html li main nav ol p pre section table tbody td tfoot th thead tr ul".split()
)
_HIDDEN = frozenset("head math nav noscript object script style svg template title".split())
_CELLS = frozenset(("td", "th"))


def paragraphs(page: bytes) -> str:
    """The text of a page, a blank line between its blocks and a tab between the cells of a row; empty when it has none.

    >>> paragraphs(b"<h1>Rain</h1><p>It <b>rained</b>.</p><table><tr><td>May</td><td>3</td></tr></table>")
    'Rain\\n\\nIt rained.\\n\\nMay\\t3'
    """
    tree = _parsed(page)
    if tree is None:
        return ""
    blocks: list[list[str]] = [[]]
    for piece in _pieces(tree):
        if piece is None:
            blocks.append([])
        else:
            blocks[-1].append(piece)
    lines = (re.sub(r" *\t[ \t]*", "\t", re.sub(" {2,}", " ", "".join(block))).strip() for block in blocks)
    return "\n\n".join(filter(None, lines))


def without(page: bytes, path: str) -> bytes:
    """A page without the elements of an XPath, in UTF-8; as it is when it has none."""
    from lxml import html  # noqa: PLC0415 - as below

    tree = _parsed(page)
    found = [] if tree is None else tree.xpath(path)
    for node in found:
        node.drop_tree()
    return html.tostring(tree, encoding="utf-8") if found else page


def _parsed(page: bytes) -> Any:
    """The tree of a page, None when it has none; UTF-8 where it is, else as the page declares."""
    from lxml import etree, html  # noqa: PLC0415 - only e-books and letters need it

    try:
        page.decode("utf-8")
        encoding: str | None = "utf-8"
    except UnicodeDecodeError:
        encoding = None
    try:
        return html.document_fromstring(page, parser=html.HTMLParser(encoding=encoding))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None


def _pieces(tree: Any) -> Iterator[str | None]:
    """The text in order, None where a block begins or ends. Walks without recursion: pages are nested without limit."""
    from lxml import etree  # noqa: PLC0415 - as above

    hidden = 0
    for event, node in etree.iterwalk(tree, events=("start", "end", "comment", "pi")):
        name = node.tag if isinstance(node.tag, str) else ""
        if event == "start" and name:
            hidden += name in _HIDDEN
            if not hidden:
                yield from _border(name)
                yield _spaced(node.text)
        elif event in ("end", "comment", "pi"):
            if event == "end" and not hidden:
                yield from _border(name)
            hidden -= event == "end" and name in _HIDDEN
            if not hidden:
                yield _spaced(node.tail)


def _border(name: str) -> Iterator[str | None]:
    if name in _CELLS:
        yield "\t"  # a row stays one line
    elif name in _BLOCKS:
        yield None


def _spaced(text: str | None) -> str:
    return re.sub(r"\s+", " ", text or "")
