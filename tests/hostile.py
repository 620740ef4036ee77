"""Files that are made to do harm, or broken: `python -m tests.hostile FOLDER` writes them all."""

from __future__ import annotations

import io
import json
import os
import struct
import sys
import zlib
from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

from tests import documents
from tests.documents import zipped

BOMB = b"<!DOCTYPE x [<!ENTITY a 'It rained. '>%s]>" % b"".join(
    b"<!ENTITY %c '%s'>" % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9)
)
"""A billion laughs: an entity of entities of entities."""
OUTSIDE = b"<!DOCTYPE x [<!ENTITY j SYSTEM 'file:///etc/passwd'>]>"
"""An entity that is a file of the machine."""


def files() -> dict[str, bytes]:
    """Each file by its name."""
    return {**_archives(), **_marked_up(), **_pdfs(), **_texts(), **_letters()}


def folder(path: Path) -> Path:
    """A folder with all of them, and with links and other things that are no files; what a link leads to is beside it."""
    path.mkdir(parents=True)
    for name, data in files().items():
        (path / name).write_bytes(data)
    secret = path.parent / "secret.txt"
    secret.write_text("The secret.")
    (path / "link.txt").symlink_to(secret)
    (path / "loop").symlink_to(path)
    (path / "loop.txt").symlink_to(path / "loop.txt")
    (path / "folder.txt").mkdir()
    os.mkfifo(path / "pipe.txt")
    return path


def _archives() -> dict[str, bytes]:
    zeros = bytes(50_000_000)
    lying = bytearray(zipped({"a.txt": bytes(1_000_000)}))
    entry = lying.rfind(b"PK\x01\x02")
    lying[entry + 24 : entry + 28] = struct.pack("<I", 20)  # says that 20 bytes are in it
    many = bytearray(zipped({"a.txt": "It rained."}))
    end = many.rfind(b"PK\x05\x06")
    many[end + 12 : end + 16] = struct.pack("<I", 2**31)  # claims a list of names of 2 GB
    locked = bytearray(zipped({"a.txt": "It rained."}))
    locked[6] |= 1
    locked[locked.rfind(b"PK\x01\x02") + 8] |= 1
    return {
        "bomb.zip": zipped({"a.txt": zeros, "b.txt": zeros}),
        "nested.zip": zipped({"inner.zip": zipped({"a.txt": "It rained."})}),
        "lying.zip": bytes(lying),
        "many.zip": bytes(many),
        "locked.zip": bytes(locked),
        "traversal.zip": zipped(
            {"../../escaped.txt": "It rained up there.", "/tmp/escaped.txt": "It rained at the root."}
        ),
        "names.zip": zipped({f"{'rain ' * 10_000}\n.docx": b"no", "b\n\x1b[31m\u202e.txt": b"\x00\x01"}),
        "new\nline.txt": b"\x00\x01",
        "cut.zip": zipped({"a.txt": "It rained." * 1000})[:-30],
    }


def _marked_up() -> dict[str, bytes]:
    paragraphs = "".join(f"<p>It rained on day {number}.</p>" for number in range(20))
    return {
        "bomb.docx": docx_of(b"<w:p><w:r><w:t>x</w:t></w:r></w:p>" * 1_000_000),
        "laughs.docx": docx_of(b"<w:p><w:r><w:t>&j;</w:t></w:r></w:p>", BOMB),
        "outside.docx": docx_of(b"<w:p><w:r><w:t>It rained. &j;</w:t></w:r></w:p>", OUTSIDE),
        "laughs.odt": odt_of(b"<text:p>&j;</text:p>", BOMB),
        "outside.odt": odt_of(b"<text:p>It rained. &j;</text:p>", OUTSIDE),
        "outside.epub": epub_of(OUTSIDE, "<p>It rained.</p>"),
        "laughs.epub": epub_of(BOMB, "<p>It rained.</p>"),
        "again.epub": epub_of(b"", paragraphs * 50, times=20_000),
        "deep.html": b"<html><body>"
        + b"<div>" * 10_000
        + b"<p>It rained all day long in Ribera.</p>"
        + b"</div>" * 10_000,
        "attributes.html": b"<p " + b"a='1' " * 200_000 + b">It rained all day long in Ribera.</p>",
        "line.html": b"<html><body><p>" + b"It rained. " * 1_000_000 + b"</p></body></html>",
        "deep.md": b"> " * 20_000 + b"It rained.",
        "brackets.md": b"[" * 100_000 + b"It rained.",
        "stars.md": b"*a **b " * 30_000,
        "deep.rtf": b"{\\rtf1 It rained." + b"{" * 200_000,
        "program.docx": b"MZ\x90\x00" + bytes(range(256)) * 40,
    }


def _pdfs() -> dict[str, bytes]:
    packed = zlib.compress(bytes(200_000_000), 9)
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R>>"
    return {
        "locked.pdf": _locked_pdf(),
        "loop.pdf": pdf_of(b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2>>", page, b"<<>>"),
        "trailer.pdf": pdf_of(b"<</Type/Pages/Kids[3 0 R]/Count 1>>", page, b"<<>>").replace(
            b"/Root", b"/Prev 15/Root"
        ),
        "claims.pdf": pdf_of(
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>", page, b"<</Length 2147483647>>\nstream\nBT ET\nendstream"
        ),
        "count.pdf": pdf_of(b"<</Type/Pages/Kids[3 0 R]/Count 2147483647>>", page, b"<<>>"),
        "unfolds.pdf": pdf_of(
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            page,
            b"<</Filter/FlateDecode/Length %d>>\nstream\n%s\nendstream" % (len(packed), packed),
        ),
        "pages.pdf": _many_pages(30_000),
        "pictures.pdf": documents.pictures(),
        "cut.pdf": documents.pdf()[:700],
        "page.pdf": b"<html><body><p>It rained all day long in Ribera, the mayor said on Tuesday.</p></body></html>",
    }


def _texts() -> dict[str, bytes]:
    return {
        "line.txt": b"It rained. " * 1_000_000,
        "line.jsonl": b'{"text": "' + b"It rained. " * 1_000_000 + b'"}',
        "nul.txt": b"It rained.\x00 It stopped.",
        "surrogates.txt": b"It rained \xed\xa0\x80 and \xed\xb0\x80 stopped.",
        "surrogates.jsonl": b'{"text": "It rained \\ud800.", "title": "\\udfff"}',
        "odd.txt": b"\xff\xfeI\x00t\x00 \x00r",
        "deep.jsonl": b"[" * 1_000_000 + b"\n" + b'{"text": ' * 50_000,
        "number.jsonl": b'{"text": "It rained.", "n": ' + b"9" * 1_000_000 + b"}",
        "empty.txt": b"",
        "notes.docx": json.dumps({"a": 1}).encode(),
    }


def _letters() -> dict[str, bytes]:
    nested = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(3_000))
    return {
        "deep.eml": b"From: a@a.example\nSubject: x\n" + nested + b"\nIt rained.",
        "header.eml": b"From: a@a.example\nSubject: " + b"=?utf-8?q?" * 50_000 + b"\n\nIt rained.",
        "charset.eml": b"From: a@a.example\nSubject: x\nContent-Type: text/plain; charset=zip\n\nIt rained all day.",
        "nothing.mhtml": b"MIME-Version: 1.0\nSubject: x\nContent-Type: multipart/related; boundary=b\n\n--b--\n",
    }


def docx_of(body: bytes, before: bytes = b"") -> bytes:
    """A Word document whose body is this XML, with a document type before it."""
    word = b"<w:document xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'><w:body>%s</w:body></w:document>"
    return _replaced(documents.docx(), "word/document.xml", before + word % body)


def odt_of(body: bytes, before: bytes = b"") -> bytes:
    """An OpenDocument text whose body is this XML, with a document type before it."""
    text = (
        b"<office:document-content xmlns:office='urn:oasis:names:tc:opendocument:xmlns:office:1.0'"
        b" xmlns:text='urn:oasis:names:tc:opendocument:xmlns:text:1.0'><office:body><office:text>%s</office:text></office:body>"
        b"</office:document-content>"
    )
    return _replaced(documents.odt(), "content.xml", before + text % body)


def epub_of(before: bytes, chapter: str, *, times: int = 1) -> bytes:
    """An e-book whose package has a document type before it and an entity for a title; the chapter is so often in its spine."""
    title = b"&j;" if before else b"Rain"
    package = (
        b"%s<package xmlns='http://www.idpf.org/2007/opf' xmlns:dc='http://purl.org/dc/elements/1.1/'><metadata><dc:title>%s</dc:title>"
        b"</metadata><manifest><item id='a' href='one.xhtml'/></manifest><spine>%s</spine></package>"
    )
    book = _replaced(documents.epub(), "OPS/book.opf", package % (before, title, b"<itemref idref='a'/>" * times))
    return _replaced(book, "OPS/one.xhtml", f"<html><body>{chapter}</body></html>".encode())


def pdf_of(pages: bytes, page: bytes, contents: bytes) -> bytes:
    """A PDF of four objects: the catalogue, and these as 2, 3 and 4."""
    file, places = bytearray(b"%PDF-1.4\n"), []
    for number, body in enumerate((b"<</Type/Catalog/Pages 2 0 R>>", pages, page, contents), start=1):
        places.append(len(file))
        file += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(file)
    file += b"xref\n0 5\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places)
    return bytes(file + b"trailer\n<</Size 5/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % start)


def _many_pages(count: int) -> bytes:
    kids = b"3 0 R " * count
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R>>"
    return pdf_of(b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, count), page, b"<</Length 0>>\nstream\n\nendstream")


def _locked_pdf() -> bytes:
    file = io.BytesIO()
    canvas = Canvas(file, encrypt="secret")
    canvas.drawString(50, 700, "It rained.")
    canvas.save()
    return file.getvalue()


def _replaced(package: bytes, name: str, data: bytes) -> bytes:
    return zipped({**documents.unzipped(package), name: data})


if __name__ == "__main__":
    folder(Path(sys.argv[1]))
