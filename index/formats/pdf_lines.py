"""The lines of a PDF, and where they stand."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from typing import Any, NamedTuple

from index.errors import UnreadableArticle
from index.formats.source import MAX_CHARS, Raw

MAX_PAGES = 3_000
_GAP = 1.1  # heights of a line: a wider gap parts two columns, or two cells
_WORDS = 3.0  # the same where the file writes a space there: words of a narrow column stand wide apart
_SLANT = 0.1  # sine of the angle: what is written along the edge of a page is no line of it

_HYPHENS = {0x02: "\xad", 0xFFFE: "\xad"}  # what PDFium makes of a hyphen that ends a line


@dataclass(frozen=True)
class Line:
    """A piece of a line of print; points from the lower left corner of its page."""

    text: str
    page: int
    """From 0."""
    left: float
    right: float
    bottom: float
    top: float

    @property
    def height(self) -> float:
        """From the foot of the lowest letter to the head of the highest that the font has, in points."""
        return self.top - self.bottom


@dataclass(frozen=True)
class Printed:
    """What is printed on the pages of a PDF."""

    lines: list[list[Line]]
    """For each page, in the order in which the file has them."""
    heights: list[float]
    """Of each page, in points."""
    properties: Mapping[str, str]
    """The document information: Title, Author, CreationDate and others."""


def printed(raw: Raw) -> Printed:
    """The lines of all pages. Raises UnreadableArticle: damaged, a password, more than MAX_PAGES or MAX_CHARS."""
    import pypdfium2 as pdfium  # noqa: PLC0415 - only PDF needs it

    try:
        with pdfium.PdfDocument(raw.data) as document:
            if len(document) > MAX_PAGES:
                raise UnreadableArticle(
                    f"{raw.place} has {len(document):,} pages, more than {MAX_PAGES:,}: split it into articles"
                )
            lines, heights, letters = [], [], 0
            for number in range(len(document)):
                with closing(document[number]) as page:
                    lines.append(list(_lines(page, number)))
                    heights.append(page.get_height())
                letters += sum(len(line.text) for line in lines[-1])
                if letters > MAX_CHARS:
                    raise UnreadableArticle(f"{raw.place} has more than {MAX_CHARS:,} letters: split it into articles")
            return Printed(lines, heights, document.get_metadata_dict())
    except pdfium.PdfiumError as error:
        raise UnreadableArticle(f"{raw.place} {_says(str(error))}") from error


def _says(problem: str) -> str:
    if "password" in problem.lower():
        return "is locked with a password: save it without one and add it again"
    return "is damaged, or no PDF: save it again, or fetch it once more"


def _lines(page: Any, number: int) -> Iterator[Line]:
    """The pieces of the page's lines: parted where a line ends, and where a gap is too wide for a space."""
    letters: list[_Letter] = []
    for letter in _letters(page):
        if letters and (letter is None or not _goes_on(letters[-1], letter)):
            yield _line(letters, number)
            letters = []
        if letter is not None:
            letters.append(letter)
    if letters:
        yield _line(letters, number)


class _Letter(NamedTuple):
    text: str
    left: float
    right: float
    bottom: float
    top: float
    space: str
    """Before it: none, "written" by the file, or "guessed" by PDFium from the gap."""


def _letters(page: Any) -> Iterator[_Letter | None]:
    """What is printed from left to right, None at the end of a line."""
    import pypdfium2.raw as pdfium  # noqa: PLC0415 - as above

    space, level = "", True
    box = pdfium.FS_RECTF()
    with closing(page.get_textpage()) as text:
        for index in range(text.count_chars()):
            code = pdfium.FPDFText_GetUnicode(text, index)
            letter = _HYPHENS.get(code) or (chr(code) if code < 0x110000 else "\ufffd")
            if letter in "\r\n":
                yield None
            if letter.isspace():
                space = "guessed" if pdfium.FPDFText_IsGenerated(text, index) else "written"
                continue
            if space or not index:  # words do not turn
                level = abs(math.sin(pdfium.FPDFText_GetCharAngle(text, index))) < _SLANT
            pdfium.FPDFText_GetLooseCharBox(text, index, box)
            if level and box.top > box.bottom:
                yield _Letter(letter, box.left, box.right, box.bottom, box.top, space)
            space = ""


def _goes_on(last: _Letter, letter: _Letter) -> bool:
    height = max(last.top - last.bottom, letter.top - letter.bottom)
    level = min(last.top, letter.top) - max(last.bottom, letter.bottom) > 0
    return level and -height < letter.left - last.right < (_WORDS if letter.space == "written" else _GAP) * height


def _line(letters: list[_Letter], number: int) -> Line:
    text = "".join(" " * bool(letter.space and index) + letter.text for index, letter in enumerate(letters))
    return Line(
        text,
        number,
        min(letter.left for letter in letters),
        max(letter.right for letter in letters),
        min(letter.bottom for letter in letters),
        max(letter.top for letter in letters),
    )
