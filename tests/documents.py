"""Small sound documents of each format, all telling the same story."""

from __future__ import annotations

import datetime
import io
import json
import struct
import zipfile
from collections.abc import Iterable
from email.message import EmailMessage

import docx as word
import odfdo
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle, getSampleStyleSheet
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate, Paragraph

TITLE = "Rain at last"
AUTHOR = "Jane Doe"
PARAGRAPHS = (
    "It rained for the first time in a month on Tuesday, the weather service said, and farmers near Ribera rejoiced.",
    "“We had given up,” said Ana Ruíz, a farmer who keeps forty goats near the old mill outside the town. “Then it came.”",
    "The mayor, Peter Ház, said that the reservoir would be full by the end of the week if the rain went on like this.",
)
TEXT = "\n\n".join((TITLE, *PARAGRAPHS))
PAGE = (
    f'<html><head><meta charset="utf-8"><title>{TITLE}</title><meta name="author" content="{AUTHOR}"></head><body>'
    f"<nav><a href='/'>Home</a></nav><article><h1>{TITLE}</h1>{''.join(f'<p>{p}</p>' for p in PARAGRAPHS)}</article></body></html>"
)


def docx(paragraphs: Iterable[str] = PARAGRAPHS, *, table: bool = False) -> bytes:
    """With the title as heading, and in its properties title, author and a day."""
    document = word.Document()
    known = document.core_properties
    known.title, known.author, known.created = TITLE, AUTHOR, datetime.datetime(2024, 5, 3, 10)
    document.add_heading(TITLE, 1)
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    if table:
        cells = document.add_table(1, 2).rows[0].cells
        cells[0].text, cells[1].text = "Tuesday", "12 mm"
    return _saved(document)


def odt(paragraphs: Iterable[str] = PARAGRAPHS) -> bytes:
    """As `docx`."""
    document = odfdo.Document("text")
    document.body.clear()
    document.body.append(odfdo.Header(1, TITLE))
    for paragraph in paragraphs:
        document.body.append(odfdo.Paragraph(paragraph))
    document.meta.title, document.meta.initial_creator = TITLE, AUTHOR
    document.meta.creation_date = datetime.datetime(2024, 5, 3, 10)
    return _saved(document)


def rtf(paragraphs: Iterable[str] = PARAGRAPHS) -> bytes:
    """As `docx`."""
    info = rf"{{\info{{\title {TITLE}}}{{\author {AUTHOR}}}{{\creatim\yr2024\mo5\dy3\hr10}}}}"
    body = "".join(rf"\pard {_escaped(line)}\par" + "\n" for line in (TITLE, *paragraphs))
    return (rf"{{\rtf1\ansi\ansicpg1252\deff0{{\fonttbl{{\f0 Times;}}}}{info}" + body + "}").encode("ascii")


def epub() -> bytes:
    """A chapter with the title, one with the rest; in the file the other way round."""
    container = '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="OPS/book.opf"/></rootfiles></container>'
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata>'
        f"<dc:title>{TITLE}</dc:title><dc:creator>{AUTHOR}</dc:creator><dc:date>2024-05-03T10:00:00Z</dc:date>"
        '<dc:publisher>The Daily</dc:publisher></metadata><manifest><item id="b" href="two.xhtml"/><item id="a" href="one%20.xhtml"/>'
        '<item id="n" href="nav.xhtml" properties="nav"/></manifest><spine><itemref idref="n"/><itemref idref="a"/><itemref idref="b"/></spine></package>'
    )
    chapter = '<html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head><body>{}</body></html>'
    return zipped(
        {
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": container,
            "OPS/book.opf": package,
            "OPS/two.xhtml": chapter.format("".join(f"<p>{p}</p>" for p in PARAGRAPHS[1:])),
            "OPS/one .xhtml": chapter.format(f"<h1>{TITLE}</h1><p>{PARAGRAPHS[0]}</p>"),
            "OPS/nav.xhtml": chapter.format("<p>Contents</p>"),
        }
    )


def mail(paragraphs: Iterable[str] = PARAGRAPHS, *, html: bool = True) -> bytes:
    """A newsletter, or a letter in plain text with a signature and the letter that it answers."""
    letter = EmailMessage()
    letter["From"], letter["Subject"] = f"{AUTHOR} <jane@daily.example>", f"Re: {TITLE}"
    letter["Date"], letter["List-Id"] = "Fri, 03 May 2024 10:15:00 +0200", "The Daily <news.daily.example>"
    body = "\n\n".join(paragraphs)
    if html:
        letter.set_content("See the page.")
        cells = "".join(f"<table><tr><td>{p}</td></tr></table>" for p in PARAGRAPHS)
        letter.add_alternative(
            f"<html><body>{cells}<blockquote type='cite'>Was it dry?</blockquote></body></html>", "html"
        )
    else:
        letter.set_content(
            f"{body}\n\nOn Thu, 2 May 2024 at 9:00, Bo Lee wrote:\n> Was it dry?\n> Bo\n-- \nJane\nThe Daily\n"
        )
    return letter.as_bytes()


def mhtml() -> bytes:
    """As a browser saves a page."""
    saved = EmailMessage()
    saved["From"], saved["Snapshot-Content-Location"] = "<Saved by Blink>", "https://daily.example/rain"
    saved["Subject"], saved["MIME-Version"] = TITLE, "1.0"
    saved.make_related()
    page = EmailMessage()
    page.set_content(PAGE, subtype="html", charset="windows-1250", cte="quoted-printable")
    saved.attach(page)
    return saved.as_bytes()


def jsonl() -> bytes:
    """An article, an empty line, and one under other names."""
    first = {
        "title": TITLE,
        "authors": [AUTHOR, "Bo Lee"],
        "date": "2024-05-03",
        "text": TEXT,
        "url": "https://daily.example/rain",
    }
    return "\n".join((json.dumps(first), "", json.dumps({"headline": "Sun", "body": "The sun shone."}))).encode()


def pdf(*, columns: int = 1, paragraphs: tuple[str, ...] = PARAGRAPHS, times: int = 1, **settings: str) -> bytes:
    """With a running head and page numbers; `settings` are of reportlab's document, as `title` and `author`."""

    def running(canvas: object, document: object) -> None:
        canvas.setFont("Helvetica", 8)
        canvas.drawString(50, 810, "The Daily")
        canvas.drawCentredString(300, 30, f"Page {document.page}")

    file = io.BytesIO()
    document = BaseDocTemplate(file, pagesize=A4, **settings)
    width = (495 - 20 * (columns - 1)) / columns
    frames = [Frame(50 + i * (width + 20), 50, width, 740, 0, 0, 0, 0) for i in range(columns)]
    document.addPageTemplates(PageTemplate(frames=frames, onPage=running))
    body = ParagraphStyle("body", fontName="Times-Roman", fontSize=10, leading=12, firstLineIndent=10, alignment=4)
    story = [Paragraph(TITLE, getSampleStyleSheet()["Title"])]
    document.build(story + [Paragraph(paragraph, body) for paragraph in paragraphs * times])
    return file.getvalue()


def pictures() -> bytes:
    """A PDF of two pages without a letter."""

    file = io.BytesIO()
    canvas = Canvas(file)
    for _ in range(2):
        canvas.rect(50, 50, 400, 600, fill=1)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def lines(*texts: str) -> bytes:
    """A PDF with each text as a printed line, one below the other, set in by the spaces before it."""

    file = io.BytesIO()
    canvas = Canvas(file)
    for number, text in enumerate(texts):
        indent = 4 * (len(text) - len(text.lstrip()))
        canvas.drawString(50 + indent, 700 - 14 * number, text.lstrip())
    canvas.save()
    return file.getvalue()


def zipped(files: dict[str, str | bytes]) -> bytes:
    """A zip file of these."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in files.items():
            package.writestr(name, data)
    return file.getvalue()


def unzipped(package: bytes) -> dict[str, str | bytes]:
    """The files of a zip file."""
    with zipfile.ZipFile(io.BytesIO(package)) as files:
        return {name: files.read(name) for name in files.namelist()}


def _escaped(text: str) -> str:
    """As RTF writes it: what is not ASCII in halves of UTF-16, what means something to RTF as it is not."""
    units = struct.unpack(f">{len(text.encode('utf-16-be')) // 2}H", text.encode("utf-16-be"))
    return "".join(
        chr(unit) if unit < 127 and chr(unit) not in "{}\\" else rf"\u{unit - (unit >> 15 << 16)}?" for unit in units
    )


def _saved(document: object) -> bytes:
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()
