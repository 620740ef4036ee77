"""The order in which a printed page is read, and what is printed on each page anew."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from statistics import median

from index.formats.pdf_lines import Line

_EDGE = 0.12  # of the page's height: heads and feet stand there
_SAME_PLACE = 4.0  # points by which a running head may move from page to page
_PAGE_NUMBER = re.compile(r"\W*(?:page|p\.|seite)?\s*(?:\d{1,4}|[ivxlc]{1,6})(?:\s*(?:of|/|von)\s*\d{1,4})?\W*", re.I)
_SPANNING = 0.4  # share of lines that may reach across a gutter: headings, pictures' captions
_TRIED = 8  # places for a gutter, from the one that the fewest lines cross
_COLUMN = 4  # lines that a column has at least


def without_running_lines(
    pages: Sequence[list[Line]], heights: Sequence[float]
) -> tuple[list[list[Line]], tuple[str, ...]]:
    """The pages' lines without running heads, feet and page numbers; and these, each once.

    A line is such where it stands at the edge of its page, is no larger than the text, and either is a page number
    or stands at the same place, with other numbers at most, on three pages (or on both of two).
    """
    usual = median([line.height for page in pages for line in page] or [0.0])
    edges = [_at_edge(page, height, usual) for page, height in zip(pages, heights, strict=True)]
    printed_on: dict[tuple[str, int], set[int]] = defaultdict(set)
    for line in (line for edge in edges for line in edge):
        printed_on[_place(line)].add(line.page)
    needed = 3 if len(pages) > 2 else 2
    running = {
        line
        for edge in edges
        for line in edge
        if _PAGE_NUMBER.fullmatch(line.text) or len(printed_on[_place(line)]) >= needed
    }
    texts = dict.fromkeys(line.text for edge in edges for line in edge if line in running)
    return [[line for line in page if line not in running] for page in pages], tuple(texts)


def columns(lines: Iterable[Line]) -> list[list[Line]]:
    """A page's lines as columns in reading order, each from top to bottom; what spans columns is one of its own.

    A gutter is where the fewest lines cross and both sides hold lines. Lines that do cross it, as a headline does, part
    the page into bands, and within each the left side is read before the right.
    """
    found = sorted(lines, key=lambda line: (-line.top, line.left))
    gutter = _gutter(found)
    if gutter is None:
        return [_rows(found)] if found else []
    result: list[list[Line]] = []
    band: list[Line] = []
    for line in found:
        if line.left < gutter < line.right:
            result += _sides(band, gutter)
            band = []
            if result and result[-1][-1].left < gutter < result[-1][-1].right:
                result[-1].append(line)
            else:
                result.append([line])
        else:
            band.append(line)
    return result + _sides(band, gutter)


def _sides(band: list[Line], gutter: float) -> list[list[Line]]:
    left = [line for line in band if line.right <= gutter]
    right = [line for line in band if line.right > gutter]
    return columns(left) + columns(right)


def _gutter(lines: list[Line]) -> float | None:
    """Where a page parts into columns, in points from its left; None where it does not."""
    lefts, rights = sorted(line.left for line in lines), sorted(line.right for line in lines)
    places: list[tuple[int, int, float]] = []
    for place in {round(left) - 1.0 for left in lefts}:
        left, right = bisect_right(rights, place), len(lines) - bisect_left(lefts, place)
        crossing = len(lines) - left - right
        if min(left, right) >= _COLUMN and crossing <= _SPANNING * len(lines):
            places.append((crossing, abs(left - right), place))
    for _, _, place in sorted(places)[:_TRIED]:
        if _beside([line for line in lines if line.right <= place], [line for line in lines if line.left >= place]):
            return place
    return None


def _beside(left: list[Line], right: list[Line]) -> bool:
    """Whether two blocks are columns: they stand side by side, and both are wide enough to be read down."""
    low = max(min(line.bottom for line in side) for side in (left, right))
    high = min(max(line.top for line in side) for side in (left, right))
    width = min(median(line.right - line.left for line in side) for side in (left, right))
    return high - low > 2 * left[0].height and width > 5 * left[0].height


def _rows(lines: list[Line]) -> list[Line]:
    """Pieces on one level, as of a table's row or around a picture, as one line each; from top to bottom."""
    rows: list[list[Line]] = []
    for line in lines:
        if rows and abs(rows[-1][0].bottom - line.bottom) < 0.4 * min(rows[-1][0].height, line.height):
            rows[-1].append(line)
        else:
            rows.append([line])
    return [_joined(sorted(row, key=lambda line: line.left)) for row in rows]


def _joined(row: list[Line]) -> Line:
    if len(row) == 1:
        return row[0]
    return Line(
        "\t".join(line.text for line in row),
        row[0].page,
        row[0].left,
        max(line.right for line in row),
        min(line.bottom for line in row),
        max(line.top for line in row),
    )


def _at_edge(page: list[Line], height: float, usual: float) -> list[Line]:
    """The two outermost levels of lines at either edge, where they are no headline."""
    levels = sorted({round(line.bottom) for line in page})
    outermost = {*levels[:2], *levels[-2:]}
    return [
        line
        for line in page
        if round(line.bottom) in outermost
        and not _EDGE * height < line.bottom < (1 - _EDGE) * height
        and line.height <= 1.15 * usual
    ]


def _place(line: Line) -> tuple[str, int]:
    """What a line says, whatever its numbers, and where it stands."""
    return re.sub(r"\d+", "#", line.text.casefold()), round(line.bottom / _SAME_PLACE)
