"""Files to articles."""

from __future__ import annotations

from pathlib import Path

import pytest

from index import UnreadableArticle, articles_in, read, read_all
from index.cleaning import clean
from tests.conftest import DEFAULT

PAGE = """<html><head><title>Rain at last - The Daily</title><meta name="author" content="Jane Doe">
<meta property="og:site_name" content="The Daily"><meta property="article:published_time" content="2024-05-03">
<link rel="canonical" href="https://daily.example/rain"></head><body><nav><a href="/">Home</a> <a href="/x">Sport</a></nav>
<article><h1>Rain at last</h1><p>It rained for the first time in a month on Tuesday, the weather service said, and farmers rejoiced.</p>
<p>“We had given up,” said Ana Ruiz, a farmer who keeps forty goats near the old mill outside Ribera.</p></article>
<footer>Copyright 2023 The Daily. All rights reserved.</footer></body></html>"""


def test_default_article_without_furniture() -> None:
    """The repeated title, the comment form and the site's promotion are gone; every word of the article is there."""
    article = read(DEFAULT)

    assert (article.title, article.author) == ("US/North Korea Summit 2.0", "Stephen Lendman")
    assert article.text.startswith("US/North Korea Summit\xa02.0\n\nby Stephen Lendman\n\nOver seven months after")
    assert article.text.endswith("“Flashpoint in Ukraine: How the US Drive for Hegemony Risks WW III.”")
    for furniture in ("Leave a Reply", "Log", "VISIT MY", "Connecting to", "bloggers"):
        assert furniture not in article.text


def test_lines_stay_as_they_are() -> None:
    """Cleaning takes whole lines out and changes none."""
    kept = {line.rstrip() for line in DEFAULT.read_text(encoding="utf-8").splitlines()}

    assert set(read(DEFAULT).text.split("\n")) <= kept


def test_html(tmp_path: Path) -> None:
    """Of a page the article is read, and its own fields."""
    page = tmp_path / "rain.html"
    page.write_text(PAGE, encoding="utf-8")

    article = read(page)

    assert (article.title, article.author, article.published) == ("Rain at last", "Jane Doe", "2024-05-03")
    assert (article.site, article.url) == ("The Daily", "https://daily.example/rain")
    assert article.text.endswith("near the old mill outside Ribera.")
    assert "Copyright" not in article.text
    assert "Sport" not in article.text


def test_html_in_its_own_encoding(tmp_path: Path) -> None:
    """A page says itself how it is encoded."""
    page = tmp_path / "regen.html"
    text = PAGE.replace("<head>", '<head><meta charset="windows-1252">').replace("Ana Ruiz", "Ana Ruíz")
    page.write_bytes(text.encode("windows-1252"))

    assert "Ana Ruíz" in read(page).text


def test_no_date_is_guessed(tmp_path: Path) -> None:
    """A copyright year is not when the article was published."""
    page = tmp_path / "rain.html"
    page.write_text(PAGE.replace("article:published_time", "something"), encoding="utf-8")

    assert read(page).published is None


def test_markdown(tmp_path: Path) -> None:
    """Markdown's marks are gone, its words and paragraphs stay, and its header gives the fields."""
    path = tmp_path / "rain.md"
    path.write_text(
        "---\ntitle: Rain *at last*\nauthor: Jane Doe\ndate: 2024-05-03\n---\n# Rain\n\nIt **rained** [today](http://x.example)\n"
        "in Ribera.\n\n- one\n- two\n\n> “Quoted,” she said.\n",
        encoding="utf-8",
    )

    article = read(path)

    assert article.text == "Rain\n\nIt rained today in Ribera.\n\none\n\ntwo\n\n“Quoted,” she said."
    assert (article.title, article.author, article.published) == ("Rain *at last*", "Jane Doe", "2024-05-03")


@pytest.mark.parametrize(
    "header", ["title: [broken", "just words", "- a\n- b", 'title: "\\UFFFFFFFF"', "title: " + "[" * 5000, "? [a]\n: b"]
)
def test_markdown_with_a_broken_header(tmp_path: Path, header: str) -> None:
    """A header that cannot be read costs its fields, not the article."""
    path = tmp_path / "rain.md"
    path.write_text(f"---\n{header}\n---\nIt rained.\n", encoding="utf-8")

    assert read(path).text == "It rained."


def test_markdown_with_strange_fields(tmp_path: Path) -> None:
    """A day that does not exist is as the file has it; a field that is no text, or says that there is none, is none."""
    path = tmp_path / "rain.md"
    path.write_text(
        "---\ndate: 2019-02-30\nsite: null\nurl:\nauthor: {a: b}\n1: x\n---\nIt rained.\n", encoding="utf-8"
    )

    article = read(path)

    assert (article.published, article.site, article.url, article.author) == ("2019-02-30", None, None, None)


def test_markdown_header_that_grows(tmp_path: Path) -> None:
    """A short header cannot become a title that fills the memory."""
    bomb = "\n".join(["a0: &a0 [x, x]", *(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 9))])
    path = tmp_path / "rain.md"
    path.write_text(f"---\n{bomb}\ntitle: *a8\nauthor: {'Jane ' * 10_000}\n---\nIt rained.\n", encoding="utf-8")

    article = read(path)

    assert article.title == "Rain"
    assert article.author
    assert len(article.author) == 300


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("empty.txt", b"", r"empty\.txt is empty"),
        ("blank.txt", b" \n\n ", r"blank\.txt is empty"),
        ("binary.txt", b"abc\x00\x01\x02", r"binary\.txt is a binary file"),
        (
            "odd.txt",
            bytes(range(128, 160)) * 3,
            r"odd\.txt is in no encoding .*\(byte 0x80 at offset 0\): save it as UTF-8",
        ),
        (
            "old.doc",
            b"\xd0\xcf\x11\xe0....",
            r"old\.doc is an old Word file, or one with a password: save it as \.docx",
        ),
        ("map.png", b"\x89PNG....", r"map\.png is a picture: On Record reads text, .* PDF"),
        ("logs.gz", b"\x1f\x8b....", r"logs\.gz is a gzip file: unpack it"),
        ("paper.pdf", b"%PDF-1.7 ...", r"paper\.pdf is damaged, or no PDF"),
        ("book.txt", b"PK\x03\x04....", r"book\.txt is damaged"),
        ("menu.html", b"<html><body><nav></nav></body></html>", r"menu\.html holds no article text"),
        ("form.txt", b"Share this:\n", r"form\.txt holds no article text"),
    ],
)
def test_files_that_are_no_article(tmp_path: Path, name: str, data: bytes, says: str) -> None:
    """One sentence says which file, what is wrong with it, and what to do."""
    (tmp_path / name).write_bytes(data)

    with pytest.raises(UnreadableArticle, match=says):
        read(tmp_path / name)


def test_places_that_are_no_file(tmp_path: Path) -> None:
    """A missing file, a folder and an address of a file are named as such."""
    for path, says in (
        (tmp_path / "no.txt", "does not exist"),
        (tmp_path, "is a folder"),
        ("file:///story.txt", "does not exist"),
    ):
        with pytest.raises(UnreadableArticle, match=says):
            read(path)


@pytest.mark.parametrize("path", ["It rained all day. " * 500, "x" * 300, "a/" * 3000 + "b.txt"])
def test_text_in_place_of_a_path(path: str) -> None:
    """What is too long for the system to be a path is said to be none, and shown in part."""
    for reading in (read, read_all, articles_in):
        with pytest.raises(UnreadableArticle, match="cannot be read") as raised:
            reading(path)

        assert len(str(raised.value)) < 250


def test_path_that_cannot_be_printed(tmp_path: Path) -> None:
    """A path with a lone surrogate is told in a sentence that can be printed."""
    with pytest.raises(UnreadableArticle, match="does not exist") as raised:
        read(tmp_path / "rain\udcff\ud800.txt")

    assert str(raised.value).encode()


def test_file_that_is_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file is not read to the end to find that it is no article."""
    monkeypatch.setattr("index.formats.files.MAX_BYTES", 10)
    (tmp_path / "long.txt").write_text("It rained all day.")

    with pytest.raises(UnreadableArticle, match="18 bytes, more than 10"):
        read(tmp_path / "long.txt")


def test_articles_in_a_folder(tmp_path: Path) -> None:
    """Files that can be read, in subfolders too; not a README, nothing hidden, and no link that leads out."""
    outside = tmp_path / "outside.txt"
    outside.write_text("Outside.")
    folder = tmp_path / "clippings"
    for name in ("b.txt", "sub/a.md", "README.md", ".hidden/c.txt", "picture.png"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("It rained.")
    (folder / "link.txt").symlink_to(outside)

    assert articles_in(folder) == [folder / "b.txt", folder / "sub/a.md"]


def test_folder_without_articles(tmp_path: Path) -> None:
    """A folder with nothing to read is said to be one."""
    with pytest.raises(UnreadableArticle, match="holds no article"):
        articles_in(tmp_path)


@pytest.mark.parametrize(
    "line",
    [
        "Share this:", "Click to share on Facebook (Opens in new window)", "Like this:", "Loading...", "Log Out / Change )",
        "You are commenting using your WordPress.com account.", "Connecting to %s", "%d bloggers like this:", "Twitter picture",
        "Subscribe to our newsletter", "Advertisement", "Read more: The harbour", "© 2024 The Daily", "Follow us on Mastodon",
        "This site uses cookies to improve your experience.", "Visit my website at harbour.example for more.", "Up ↑",
    ],
)  # fmt: skip
def test_furniture(line: str) -> None:
    """Lines that belong to the page and not to the article."""
    cleaned = clean(f"The harbour\n\nIt opened again.\n\n{line}\n\nIt rained.")

    assert cleaned.text == "The harbour\n\nIt opened again.\n\nIt rained."
    assert cleaned.removed == (line,)


@pytest.mark.parametrize(
    "line",
    [
        "Share prices fell on Monday after the bank said it would cut its forecast for the third time in a year, and the currency followed them down to a level that had not been seen since the crisis of 2009, traders in three cities said.",
        "Comments by the minister angered the union.", "Next came the rain.", "He donated blood.", "Print is dying, she wrote.",
        "Following the storm, trains stopped.", "Facebook said it would appeal.", "Advertisements cost more each year.",
    ],
)  # fmt: skip
def test_what_only_looks_like_furniture(line: str) -> None:
    """A sentence of the article that begins like a page's button stays."""
    assert line in clean(f"The harbour\n\n{line}\n\nIt rained.").text


def test_comment_heading_at_the_top() -> None:
    """ "Comments" above the article, as in a menu, does not end it."""
    assert "It rained." in clean("Comments\n\nThe harbour opened.\n\nIt rained.").text
