"""Documents of each format: their text, their paragraphs, their fields, and where these were found."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index import Raw, UnreadableArticle, articles_in, read, read_all, read_raw, sources
from index.formats import plain
from index.formats.kinds import kind_of
from index.sentences import sentences
from index.voices import utterances
from tests import documents
from tests.documents import AUTHOR, PARAGRAPHS, TEXT, TITLE


@pytest.mark.parametrize(
    ("name", "data", "origin"),
    [
        ("rain.docx", documents.docx(), "document properties"),
        ("rain.odt", documents.odt(), "document properties"),
        ("rain.rtf", documents.rtf(), "document properties"),
        ("rain.epub", documents.epub(), "e-book metadata"),
    ],
)
def test_office_documents(name: str, data: bytes, origin: str) -> None:
    """Every paragraph is there, in order and on its own; title, author and day are as the properties have them."""
    source = read_raw(Raw(name, data))

    article = source.article
    assert article.text == TEXT
    assert (article.title, article.author, article.published) == (TITLE, AUTHOR, "2024-05-03")
    assert source.origins["title"] == source.origins["author"] == source.origins["published"] == origin


def test_table_in_word() -> None:
    """A row of a table is a line, with tabs between its cells."""
    assert read_raw(Raw("rain.docx", documents.docx(table=True))).article.text.endswith("\n\nTuesday\t12 mm")


def test_rtf_with_a_link_and_an_emoji() -> None:
    """The words of a link stay and its address goes; two escapes that make one letter make it."""
    field = rb'{\field{\*\fldinst{HYPERLINK "http://a.example"}}{\fldrslt the port}}'
    text = read_raw(Raw("a.rtf", rb"{\rtf1 Ann saw " + field + rb" \u-10179?\u-8704? today.\par}")).article.text

    assert text == "Ann saw the port 😀 today."


@pytest.mark.parametrize("columns", [1, 2])
def test_pdf(columns: int) -> None:
    """Columns are read one after the other, lines become paragraphs again, and running heads and feet are gone."""
    words = " ".join(PARAGRAPHS).split()
    draw = random.Random(0)
    told = tuple(f"{' '.join(draw.choices(words, k=draw.randint(15, 60)))} ends here." for _ in range(60))
    told = tuple(paragraph[0].upper() + paragraph[1:] for paragraph in told)
    source = read_raw(Raw("rain.pdf", documents.pdf(columns=columns, paragraphs=told, title=TITLE, author=AUTHOR)))

    assert source.article.text.split("\n\n") == [TITLE, *told]
    assert (source.article.title, source.article.author) == (TITLE, AUTHOR)
    assert source.origins["title"] == "document information"
    assert {"The Daily", "Page 1", "Page 2"} <= set(source.removed)


def test_pdf_without_a_title_of_its_own() -> None:
    """What a program put there is no title: then it is the largest line."""
    source = read_raw(Raw("x.pdf", documents.pdf(title="Microsoft Word - rain.doc", author="anonymous")))

    assert (source.article.title, source.origins["title"]) == (TITLE, "largest line")
    assert source.article.author is None


def test_hyphens_at_the_ends_of_lines() -> None:
    """A word that was parted is whole again; a word that has a hyphen elsewhere keeps it."""
    data = documents.lines(
        "The well-known reservoir of the small town near the coast is full, an offi-",
        "cial told us, and she added that it had never been so full before: a well-",
        "known fact.",
    )

    text = read_raw(Raw("x.pdf", data)).article.text

    assert "an official told us" in text
    assert text.endswith("so full before: a well-known fact.")


def test_list_in_a_pdf() -> None:
    """An item of a list is a paragraph, with the lines that hang below its words."""
    data = documents.lines(
        "The mayor named three things that the town near the coast will need:",
        "• a reservoir that holds the rain of a whole winter, and not only of one",
        "   month,",
        "• a mill.",
    )

    assert read_raw(Raw("x.pdf", data)).article.text.split("\n\n")[1:] == [
        "• a reservoir that holds the rain of a whole winter, and not only of one month,",
        "• a mill.",
    ]


def test_pdf_of_pictures() -> None:
    """A scan is said to be one, and what it needs."""
    with pytest.raises(UnreadableArticle, match=r"scan\.pdf has no text layer, only pictures of pages: run text recog"):
        read_raw(Raw("scan.pdf", documents.pictures()))


def test_newsletter() -> None:
    """Of a letter in HTML its own words are read; the header gives the fields."""
    source = read_raw(Raw("rain.eml", documents.mail()))

    article = source.article
    assert article.text == "\n\n".join(PARAGRAPHS)
    assert (article.title, article.author, article.published) == (TITLE, AUTHOR, "2024-05-03")
    assert article.site == "The Daily"
    assert dict(source.origins) == {"title": "Subject", "author": "From", "published": "Date", "site": "List-Id"}


def test_letter_in_plain_text() -> None:
    """The signature and the letter that it answers are not the article."""
    assert read_raw(Raw("rain.eml", documents.mail(html=False))).article.text == "\n\n".join(PARAGRAPHS)


def test_page_saved_in_one_file() -> None:
    """The page in it is read as a page, with the address that it was saved from."""
    article = read_raw(Raw("rain.mhtml", documents.mhtml())).article

    assert all(paragraph in article.text for paragraph in PARAGRAPHS)
    assert (article.title, article.author, article.url) == (TITLE, AUTHOR, "https://daily.example/rain")


def test_lines_of_json(tmp_path: Path) -> None:
    """An article a line, under the names that are in use; a bad line is told by its number, and the rest goes on."""
    path = tmp_path / "news.jsonl"
    path.write_bytes(
        documents.jsonl() + b'\n{"title": "no text"}\n[' + b"[" * 100_000 + b'\n{"text": "\\ud800 It snowed."}'
    )

    rain, sun, no_text, nested, snow = sources(path)

    assert (rain.article.author, rain.article.published) == ("Jane Doe, Bo Lee", "2024-05-03")
    assert rain.origins["author"] == "authors"
    assert (sun.article.title, sun.article.text) == ("Sun", "The sun shone.")
    assert f"{path}, line 4 has no 'text'" in str(no_text)
    assert f"{path}, line 5 is not JSON" in str(nested)
    assert snow.article.text == "\ufffd It snowed."


def test_zip_of_articles(tmp_path: Path) -> None:
    """Its files are read as those of a folder, nothing is written, and a bad one stops nothing."""
    path = tmp_path / "all.zip"
    files = {
        "b/rain.docx": documents.docx(),
        "a.txt": "It rained.",
        "README.md": "About",
        ".hidden.txt": "No.",
        "x.png": "y",
    }
    path.write_bytes(documents.zipped({**files, "c.txt": b"\x00\x01\x02", "d.zip": documents.zipped({"e.txt": "No."})}))

    first, second, binary, inner = sources(path)

    assert first.article.text == "It rained."
    assert (second.article.text, second.place) == (TEXT, f"{path}/b/rain.docx")
    assert f"{path}/c.txt is a binary file" in str(binary)
    assert f"{path}/d.zip is a zip file in a zip file" in str(inner)
    assert [file.name for file in tmp_path.iterdir()] == ["all.zip"]


def test_folder_of_all_formats(tmp_path: Path) -> None:
    """A folder holds any of them; files of other kinds are passed by."""
    for name, data in (
        ("a.docx", documents.docx()),
        ("b.jsonl", documents.jsonl()),
        ("c.png", b"\x89PNG"),
        ("d.eml", documents.mail()),
    ):
        (tmp_path / name).write_bytes(data)

    assert [path.name for path in articles_in(tmp_path)] == ["a.docx", "b.jsonl", "d.eml"]
    assert [article.title for article in read_all(tmp_path)] == [TITLE, TITLE, "Sun", TITLE]


def test_one_article_of_several(tmp_path: Path) -> None:
    """Where one article is asked for, a file of several is not one."""
    (tmp_path / "two.jsonl").write_bytes(documents.jsonl())

    with pytest.raises(UnreadableArticle, match="does not hold one article, but several"):
        read(tmp_path / "two.jsonl")


@pytest.mark.parametrize(
    ("name", "data", "media", "kind"),
    [
        ("paper.txt", documents.lines("It rained."), None, "pdf"),
        ("paper.pdf", documents.PAGE.encode(), None, "html"),
        ("rain.txt", documents.PAGE.encode(), None, "html"),
        ("about.txt", b"The <html> tag opens a page.", None, "plain"),
        ("rain.zip", documents.docx(), None, "docx"),
        ("rain.txt", documents.zipped({"a.txt": "It rained."}), None, "archive"),
        ("rain", documents.rtf(), None, "rtf"),
        ("rain", documents.epub(), None, "epub"),
        ("rain", documents.odt(), None, "odt"),
        ("rain", documents.mail(), None, "mail"),
        ("rain.html", documents.mhtml(), None, "mhtml"),
        ("rain", b"It rained.", None, "plain"),
        ("https://a.example/rain?x=a.pdf", b"<p>It rained.", "text/html; charset=utf-8", "html"),
        ("https://a.example/rain.md?x=a.pdf", b"It rained.", None, "markdown"),
    ],
)
def test_kind(name: str, data: bytes, media: str | None, kind: str) -> None:
    """What a file begins with says more than its name; the name, or the media type, says the rest."""
    assert kind_of(Raw(name, data, media=media)) == kind


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("utf-8-sig", "Café"),
        ("utf-16", "Rain in Ribera, café"),
        ("utf-16-be", "Rain in Ribera, café"),
        ("utf-32", "Rain"),
        ("cp1252", "Le café de la gare était fermé. « Nous reviendrons », a déclaré Élodie Garçon, la gérante – hier."),
        ("cp1250", "Včera večer pršelo v celé zemi, řekla Jana Nováková, starostka města, která žije v Děčíně."),
        ("cp1251", "Вчера в городе прошёл сильный дождь. «Мы рады», — сказала Анна Иванова, мэр города."),
        ("koi8_r", "Вчера в городе прошёл сильный дождь. Мы рады, сказала Анна Иванова, мэр города."),
        ("cp1253", "Χθες έβρεξε όλη την ημέρα. Είμαστε χαρούμενοι, είπε η δήμαρχος."),
        ("cp932", "昨日は一日中雨が降った。「うれしい」と市長の田中さんは語った。"),
        ("gb18030", "昨天下了一整天的雨。市长李明说：“我们很高兴。”农民们也很高兴。"),
    ],
)
def test_encodings(encoding: str, text: str) -> None:
    """A text is read in the encoding that it was saved in."""
    assert plain.decoded(Raw("a.txt", text.encode(encoding))) == text


def test_utf8_with_a_wrong_byte() -> None:
    """A single wrong byte does not turn the rest into another encoding."""
    assert plain.decoded(Raw("a.txt", "Ána Ruíz, Élodie, Ház, Děčín, Łódź, Århus".encode() + b" \xff")).endswith(
        "Århus \ufffd"
    )


@pytest.mark.parametrize("name", ["docx", "odt", "rtf", "epub", "pdf", "mail", "mhtml"])
@settings(max_examples=5, deadline=None)
@given(cut=st.floats(0, 1), flip=st.binary(min_size=1, max_size=8))
def test_damaged_documents(name: str, cut: float, flip: bytes) -> None:
    """A document that is damaged anywhere is read, or told in one sentence that names it."""
    data = getattr(documents, name)()
    place = int(cut * len(data))
    damaged = Raw(f"rain.{name}", data[:place] + flip + data[place + len(flip) :])

    said, known = outcome(damaged)

    assert "\n" not in said
    assert known != said.startswith(f"rain.{name}")


@pytest.mark.parametrize("name", ["docx", "odt", "rtf", "mail", "markdown", "plain", "jsonl"])
@settings(max_examples=8, deadline=None)
@given(st.lists(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cn"]), max_size=40), max_size=5))
def test_spans_are_exact(name: str, texts: list[str]) -> None:
    """Whatever stands in a document, its paragraphs, sentences and utterances are slices of its article's text."""
    told = [*texts, "It rained.", "“We had given up,” said Ana Ruíz."]

    article = read_raw(document(name, told)).article

    paragraphs = [article.text[start:end] for start, end in article.paragraphs]
    assert "".join("".join(paragraphs).split()) == "".join(article.text.split())
    assert all(paragraph == paragraph.strip() != "" for paragraph in paragraphs)
    assert all(article.text[start:end].strip() for start, end in sentences(article))
    assert "“We had given up,”" in [article.text[u.start : u.end] for u in utterances(article, pipeline=None)]
    assert not set(article.text) & set(map(chr, range(0xD800, 0xE000)))


def document(name: str, paragraphs: list[str]) -> Raw:
    """A document of a kind that tells these paragraphs."""
    text = "\n\n".join(paragraphs)
    if name in ("markdown", "plain"):
        return Raw({"markdown": "a.md", "plain": "a.txt"}[name], text.encode())
    if name == "jsonl":
        return Raw("a.jsonl", json.dumps({"text": text}).encode())
    if name == "mail":
        return Raw("a.eml", documents.mail(paragraphs, html=False))
    return Raw(f"a.{name}", getattr(documents, name)(paragraphs))


def outcome(raw: Raw) -> tuple[str, bool]:
    """The title of what was read, or the sentence that says why it was not; and which of them it is."""
    try:
        return read_raw(raw).article.title, True
    except UnreadableArticle as error:
        return str(error), False
