"""Articles out of pages: what is kept, what is taken out, and what a page says of its article."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest

from benchmarks.extraction import by_page, declared_fields, over_all, segments, shingles
from index import UnreadableArticle
from index.article import Article
from index.cleaning import clean
from index.formats import Raw, Source, html

FIRST = "The ferry between Ribera and the island ran again on Monday, eleven weeks after the storm had broken its pier."
SECOND = "“We sold our goats because there was no hay,” said Ana Ruiz, who has kept a farm on the island since 1998."
THIRD = (
    "The council will decide in June whether the new pier is to be built of steel, which would cost two million more."
)
BODY = f"<p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p>"
TEXT = f"{FIRST}\n\n{SECOND}\n\n{THIRD}"


def page(body: str = BODY, head: str = "", *, lang: str = "") -> Source:
    data = f"<html{lang}><head>{head}</head><body><article>{body}</article></body></html>"
    return html.read(Raw("ferry.html", data.encode()))


def declared(**fields: Any) -> str:
    return f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", **fields})}</script>'


def test_the_article_whole() -> None:
    """Headings, quotations, items and rows of a table are paragraphs, in the page's order, without marks."""
    source = page(
        f"<h1>The ferry runs again</h1><p>{FIRST}</p><h2>The goats</h2><blockquote><p>{SECOND}</p></blockquote>"
        "<ul><li>Monday to Friday at eight, and at noon</li><li>Saturday at ten in the morning</li></ul>"
        f"<table><tr><th>Year</th><th>Goats</th></tr><tr><td>1998</td><td>40</td></tr></table><p>{THIRD}</p>"
    )

    assert source.article.text == "\n\n".join(
        (
            FIRST,
            "The goats",
            SECOND,
            "Monday to Friday at eight, and at noon",
            "Saturday at ten in the morning",
            "Year | Goats",
            "1998 | 40",
            THIRD,
        )
    )
    assert source.article.title == "The ferry runs again"


def test_text_without_paragraphs() -> None:
    """Text that stands directly in a division, parted by line breaks, is read as the paragraphs that it shows."""
    more = f"{SECOND} {FIRST}"

    source = page(f"<div class='story'>{FIRST} {THIRD}<br><br>{more}<p>{THIRD}</p></div>")

    assert source.article.text == f"{FIRST} {THIRD}\n\n{more}\n\n{THIRD}"


def test_table_that_is_only_layout() -> None:
    """Of a table that holds the article, each cell is text of its own."""
    source = page(f"<table><tr><td>{BODY}</td></tr></table>")

    assert source.article.text == TEXT


@pytest.mark.parametrize(
    "furniture",
    [
        "<div class='cookie-banner'><p>We would like to store small files with you, and 214 partners too, for your comfort.</p></div>",
        "<div id='shareBar'><p>Tell your friends about this article, wherever it is that you and they may be.</p></div>",
        "<section class='newsletter-box'><p>Every morning the best of the island is brought to you before you are up.</p></section>",
        "<div class='relatedArticles'><p>The mayor has bought a boat, and nobody knows yet what she means to do with it.</p></div>",
        "<div class='comments-area'><p>I was there on Monday, and it was late by half an hour, as it always has been.</p></div>",
        "<figure><img src='x.png'><figcaption>The pier as it was in January, seen from the terrace of the school.</figcaption></figure>",
        "<p class='wp-caption-text'>The pier as it was in January, seen from the terrace of the school on the hill.</p>",
        "<aside><p>The island has 300 inhabitants, and had 1,100 in the year in which the first ferry came.</p></aside>",
        "<div role='dialog'><p>You have read two of your three free articles, and there is one more for you to read.</p></div>",
        "<p hidden>The island has 300 inhabitants, and had 1,100 in the year in which the first ferry came.</p>",
        "<p><a href='/boat'>Why the mayor bought a boat, and what she means to do with it next summer</a></p>",
        "<p>Lesen Sie dazu: <a href='/boat'>Why the mayor bought a boat, and what she means to do with it</a></p>",
        "<p>Read more: the mayor's boat</p>",
        "<p>Photo: Tom Ash/Island Press</p>",
    ],
)
def test_furniture(furniture: str) -> None:
    """What stands among an article's paragraphs and is none of them is left out, and can be seen."""
    source = page(f"<p>{FIRST}</p><p>{SECOND}</p>{furniture}<p>{THIRD}</p>")

    assert source.article.text == TEXT
    assert len(source.removed) == 1
    assert source.removed[0].split()[-1] in furniture


def test_link_within_a_sentence() -> None:
    """A link in a paragraph is its text, and a list of links that the article has is kept."""
    linked = FIRST.replace("broken its pier", "<a href='/pier'>broken its pier</a>")
    items = "".join(
        f"<li>The {n} report on the pier and on its steel, by the council</li>" for n in ("first", "second")
    )

    text = page(f"<p>{linked}</p><ul>{items}</ul><p>{THIRD}</p>").article.text

    assert text.startswith(f"{FIRST}\n\nThe first report on the pier and on its steel, by the council\n\nThe second")


def test_article_in_a_box_with_a_bad_name() -> None:
    """A box that holds most of a page's text is the article, whatever its class says."""
    assert page(f"<div class='promo share'><div>{BODY}</div></div>").article.text == TEXT


def test_what_was_removed() -> None:
    """The lines around an article are told in the page's order; scripts and styles are not among them."""
    data = (
        "<html><head><title>The ferry runs again</title><style>p { color: red }</style></head><body>"
        "<nav><ul><li><a href='/'>Home</a></li><li><a href='/sea'>The sea</a></li></ul></nav>"
        f"<article><h1>The ferry runs again</h1>{BODY}</article><script>var x = 1</script>"
        "<footer><p>The Island Post, <b>since</b> 1902</p></footer></body></html>"
    )

    source = html.read(Raw("ferry.html", data.encode()))

    assert source.removed == ("Home", "The sea", "The Island Post, since 1902")


def test_text_that_only_the_data_has() -> None:
    """Where the page shows a first sentence alone, the article is what the page declares to be its body."""
    source = page(f"<p>{FIRST}</p>", declared(articleBody=TEXT))

    assert source.article.text == TEXT


def test_data_that_is_short() -> None:
    """A declared body that is a part of what the page shows changes nothing."""
    assert page(head=declared(articleBody=FIRST)).article.text == TEXT


HEAD = (
    '<title>The ferry runs again - The Island Post</title><meta property="og:title" content="A ferry, at last">'
    '<meta property="og:site_name" content="The Island Post"><meta name="author" content="By Jane Doe">'
    '<meta property="article:published_time" content="2024-05-03T08:15:00+02:00">'
    '<link rel="canonical" href="https://post.example/ferry">'
)


def test_fields_of_meta() -> None:
    """Each field of the article, and where in the page it was found."""
    source = page(head=HEAD, lang=' lang="en-GB"')

    article = source.article
    assert (article.title, article.author, article.site) == ("A ferry, at last", "Jane Doe", "The Island Post")
    assert (article.published, article.language) == ("2024-05-03T08:15:00+02:00", "en")
    assert article.url == "https://post.example/ferry"
    assert source.origins == {
        "title": "meta og:title",
        "author": "meta author",
        "site": "meta og:site_name",
        "published": "meta article:published_time",
        "language": "html lang",
        "url": "link canonical",
    }


def test_fields_of_data() -> None:
    """What JSON-LD declares of the article goes before what stands elsewhere."""
    source = page(
        head=HEAD
        + declared(
            headline="Ferry &amp; pier",
            author=[{"@type": "Person", "name": "Ana Ruiz"}, {"name": "Tom Ash, Staff Writer"}],
            datePublished="2024-05-04",
        )
    )

    article = source.article
    assert (article.title, article.author, article.published) == ("Ferry & pier", "Ana Ruiz, Tom Ash", "2024-05-04")
    assert source.origins["author"] == "JSON-LD author"


def test_data_of_another_article() -> None:
    """Of several articles that a page declares, the one whose headline it shows is its own."""
    head = declared(headline="The mayor's boat", author="Tom Ash") + declared(headline="The ferry", author="Ana Ruiz")

    assert page(f"<h1>The ferry</h1>{BODY}", head).article.author == "Ana Ruiz"


def test_fields_that_are_only_shown() -> None:
    """A heading, a byline and a date by the heading serve where nothing is declared."""
    source = page(
        f"<header><h1>The ferry</h1><span class='byline'>Von Ana Ruiz und Tom Ash</span><time datetime='2024-05-03'>May</time></header>{BODY}"
    )

    article = source.article
    assert (article.title, article.author, article.published) == ("The ferry", "Ana Ruiz, Tom Ash", "2024-05-03")
    assert dict(source.origins) == {"title": "h1", "author": "byline", "published": "time"}


def test_no_fields() -> None:
    """A page that says nothing of itself gives its first line or its name for a title, and no more."""
    source = page()

    assert dict(source.origins) == {"title": "file name"}
    assert source.article == Article.from_text(TEXT, title="Ferry")


def test_address_where_the_page_names_none() -> None:
    """The address that a page came from stands for its own, completes a link to it, and names the site."""
    data = f"<html><head><link rel='canonical' href='/ferry'></head><body>{BODY}</body></html>".encode()

    source = html.read(Raw("ferry.html", data, url="https://www.post.example/ferry?from=mail"))
    bare = html.read(Raw("ferry.html", data.replace(b"canonical", b"icon"), url="https://post.example/f"))

    assert (source.article.url, source.article.site) == ("https://www.post.example/ferry", "post.example")
    assert (bare.article.url, bare.origins["url"]) == ("https://post.example/f", "address")


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("The ferry runs again | The Island Post", "The ferry runs again"),
        ("The Island Post: The ferry runs again", "The ferry runs again"),
        ("The ferry runs again – post.example", "The ferry runs again"),
        ("The ferry runs again | News | The Island Post", "The ferry runs again"),
        ("The ferry runs again - The Island Post - News and views of the sea", "The ferry runs again"),
        ("The ferry runs again -", "The ferry runs again"),
        ("The ferry - and the pier", "The ferry - and the pier"),
        ("Pier | a history", "Pier | a history"),
        ("The Island Post", "The Island Post"),
    ],
)
def test_title_without_the_site(title: str, expected: str) -> None:
    """The site's name and its sections are taken off a title, and nothing else."""
    head = f'<title>{title}</title><meta property="og:site_name" content="The Island Post">'
    if "post.example" in title:
        head = f'<title>{title}</title><link rel="canonical" href="https://post.example/ferry">'

    assert page(head=head).article.title == expected


@pytest.mark.parametrize(
    ("author", "expected"),
    [
        ("By Jane Doe", "Jane Doe"),
        ("Jane Doe and Tom Ash", "Jane Doe, Tom Ash"),
        ("Par Zoé Petit et Tom Ash", "Zoé Petit, Tom Ash"),
        ("Por Ana Ruiz y Luz Gil", "Ana Ruiz, Luz Gil"),
        ("Jane Doe, Staff Writer, jane@post.example", "Jane Doe"),
        ("Jane Doe <b>(Ribera)</b>", "Jane Doe (Ribera"),
        ("https://post.example/jane", None),
        ("Staff", None),
        ("The Island Post", None),
        ("Jane " * 2000, None),
        ([["Jane Doe"], {"a": 1}, None, 3], "Jane Doe"),
        ({"@type": "Person", "name": {"first": "Jane"}}, None),
        ({"name": ["Jane Doe", "Tom Ash"]}, "Jane Doe, Tom Ash"),
        ([{"name": f"Jane Doe {chr(65 + n)}"} for n in range(26)], None),
        (["Jane Doe", "jane doe"], "Jane Doe"),
    ],
)
def test_author(author: Any, expected: str | None) -> None:
    """Names, and only names: no “by”, no role, no address, no site, whatever form a page has them in."""
    head = '<meta property="og:site_name" content="The Island Post">'

    assert page(head=head + declared(author=author)).article.author == expected


@pytest.mark.parametrize(
    ("published", "expected"),
    [
        ("2024-05-03", "2024-05-03"),
        ("2024-05-03T08:15:00.000Z", "2024-05-03T08:15:00.000Z"),
        ("20240503", "2024-05-03"),
        ("2024/05/03 08:15", "2024-05-03"),
        ("Fri, 03 May 2024 08:15:00 +0200", "2024-05-03T08:15:00+02:00"),
        ("2024-02-30", None),
        ("yesterday", None),
        (1714716000, None),
        ("2024" * 1000, None),
    ],
)
def test_published(published: Any, expected: str | None) -> None:
    """A date as ISO 8601 has it; what cannot be a date is none."""
    assert page(head=declared(datePublished=published)).article.published == expected


@pytest.mark.parametrize(
    ("lang", "head", "expected"),
    [
        (' lang="de"', "", "de"),
        (' xml:lang="pt-BR"', "", "pt"),
        ("", declared(inLanguage={"name": "Spanish", "alternateName": "es"}), "es"),
        ("", '<meta property="og:locale" content="fr_FR">', "fr"),
        (' lang="English"', "", None),
    ],
)
def test_language(lang: str, head: str, expected: str | None) -> None:
    """The primary tag of the language that a page declares."""
    assert page(head=head, lang=lang).article.language == expected


@pytest.mark.parametrize(
    "data", ["[" * 100_000, '{"@type": "NewsArticle", ', '{"@type": 3}', '"NewsArticle"', '{"@type": ["NewsArticle", 1], "headline": {}}']
)  # fmt: skip
def test_data_that_is_broken(data: str) -> None:
    """JSON-LD that cannot be read costs its fields, not the article."""
    head = f'<script type="application/ld+json">{data}</script>'

    assert page(head=f"<title>The ferry</title>{head}").article.title == "The ferry"


@pytest.mark.parametrize("url", ["javascript:alert(1)", "http://[", "ferry.html", "https:///x", "file:///etc/passwd"])
def test_address_that_is_none(url: str) -> None:
    """A canonical address that leads nowhere is passed over."""
    assert page(head=f'<link rel="canonical" href="{url}">').article.url is None


@pytest.mark.parametrize("encoding", ["windows-1252", "iso-8859-15", "windows-1251", "shift_jis", "utf-16"])
def test_encoding(encoding: str) -> None:
    """A page is read in the encoding that it declares."""
    words = {"windows-1251": "Паром снова ходит между Риберой и островом.", "shift_jis": "船はまた島へ行く。"}
    words_there = words.get(encoding, "Der Fährmann fährt wieder nach Köln.")
    data = f"<html><head><meta charset='{encoding}'></head><body>{BODY}<p>{words_there}</p></body></html>"
    data = data.replace("“", "«").replace("”", "»") if encoding == "iso-8859-15" else data
    data = data.replace("“", '"').replace("”", '"') if encoding == "shift_jis" else data

    assert words_there in html.read(Raw("ferry.html", data.encode(encoding))).article.text


@pytest.mark.parametrize(
    "data",
    [
        b"<html><body>" + b"<div>" * 10_000 + BODY.encode(),
        b"<html><body><ul>" + b"<li><ul>" * 10_000 + BODY.encode(),
        b"<html><body><p>" + b"x" * 10_000_000,
        b"\x00" * 100_000,
        b"<html><head><title>The ferry</title></head></html>",
        b"It rained all day in Ribera, and the ferry did not run.",
        b"<html><body>" + b"<!--" * 50_000,
        b"<html><body>" + b"<b>a</b> " * 160_000,
    ],
    ids=["deep", "deep lists", "long line", "NULs", "no body", "no page", "open comment", "elements"],
)
def test_pages_that_cannot_be_read(data: bytes) -> None:
    """What is no page with an article is told in one sentence, soon."""
    start = time.process_time()

    with pytest.raises(
        UnreadableArticle, match=r"^ferry\.html (?:holds no|is not a|has [\d,]+ elements)[^\n]*: save "
    ) as raised:
        html.read(Raw("ferry.html", data))

    assert len(str(raised.value)) < 200
    assert time.process_time() - start < 4


@pytest.mark.parametrize(
    "head",
    [
        f"<title>{'a - ' * 50_000}</title>",
        f'<meta name="author" content="{"Jane, " * 50_000}">',
        f'<meta property="og:title" content="{"<b>" * 50_000}">',
        f'<link rel="canonical" href="https://post.example/{"a" * 50_000}">',
        declared(headline="| " * 50_000, author=[["x"] * 1000] * 100),
    ],
    ids=["title", "author", "marks", "address", "data"],
)
def test_fields_that_grow(head: str) -> None:
    """A field of many thousand characters is cut or passed over, and costs no time."""
    start = time.process_time()
    page()

    article = page(head=head).article

    assert article.text == TEXT
    assert all(len(value or "") <= 300 for value in (article.title, article.author, article.site))
    assert time.process_time() - start < 4


def test_nuls_within_a_page() -> None:
    """A NUL in a page is not in the article."""
    data = f"<html><body>{BODY}</body></html>".replace("Ribera", "Rib\x00era")

    assert html.read(Raw("ferry.html", data.encode())).article.text == TEXT


@pytest.mark.parametrize(
    "line",
    [
        "Teilen", "Auf Facebook teilen", "Lesen Sie auch: Der Hafen", "Anzeige", "Newsletter abonnieren", "Alle akzeptieren",
        "Partager sur Facebook", "À lire aussi : le port", "Publicité", "Abonnez-vous à notre newsletter", "Tout accepter",
        "Compartir en Facebook", "Lea también: el puerto", "Publicidad", "Suscríbete a nuestro boletín", "Aceptar todas las cookies",
        "Wir verwenden Cookies, um Ihnen zu helfen.", "Ce site utilise des cookies.", "Utilizamos cookies propias.",
        "Click here to subscribe to the Post", "Don’t miss", "Follow Jane Doe on Twitter", "Tags: pier, ferry", "Story continues below",
        "Photo: Ana Ruiz/Island Press", "Foto: dpa", "Crédit photo : AFP", "The pier in May (Photo: Tom Ash)", "A goat. Tom Ash/Reuters",
        "Copyright 2024 The Island Post", "Todos los derechos reservados.",
    ],
)  # fmt: skip
def test_furniture_in_four_languages(line: str) -> None:
    """Lines that belong to the page, in English, German, French and Spanish."""
    assert clean(f"The harbour\n\nIt opened again.\n\n{line}\n\nIt rained.").removed == (line,)


@pytest.mark.parametrize(
    "line",
    [
        "Copyright law is what the two were quarrelling about.", "See next week's list for the rest.", "Read more books, she said.",
        "Photo editors were the first to go.", "Publicité et politique ne font qu’un, dit-il.", "Teilen ist schwer, sagte sie.",
        "The most read book of the year is about a pier.", "Foto Meier an der Ecke hat geschlossen.", "Trending upwards, prices rose.",
        "By Jane Doe, Reuters", "Picture: it rains. Nobody moves. Then it stops.", "MADRID (EFE)", "Anzeigen kosten mehr als früher.",
        "Get the most out of your app", "She asked him to follow her on the pier.", "Compartir la mesa es compartir la vida, dijo.",
    ],
)  # fmt: skip
def test_sentences_that_begin_like_furniture(line: str) -> None:
    """A sentence of the article, a byline and a heading stay."""
    assert line in clean(f"The harbour\n\nIt opened again.\n\n{line}\n\nIt rained.").text


def test_measure_of_pages() -> None:
    """Four-word sequences, counted as often as they occur; each page weighs the same, and F1 is of the two averages."""
    row = {"gold_text": "one two three four five"}

    right = shingles(row, Article.from_text("one two three four five"))
    half = shingles(row, Article.from_text("one two three four, zero"))

    assert (right, half, shingles(row, None)) == ((1, 0, 0), (1 / 3, 1 / 3, 1 / 3), (0, 0, 1))
    assert by_page([right, half]) == (0.75, 0.75, 0.75)


def test_measure_of_segments() -> None:
    """Segments over all pages together, whatever white space is in them."""
    row = {"must_contain": ["a ferry", "the pier"], "must_not_contain": ["cookies", "share"]}

    counts = segments(row, Article.from_text("A page of a\nferry and cookies"))

    assert counts == (1, 1, 1)
    assert over_all([counts, (3, 0, 0)]) == (0.8, 0.8, 0.8)


def test_measure_of_fields() -> None:
    """A field is right when it has the marked words, wrong when it has others, missed when there is none."""
    row = {"title": "The ferry, again", "author": ["Jane Doe", "Tom Ash"], "date": "2024-05-03"}
    article = Article.from_text(TEXT, title="The ferry again", author="Tom Ash, Jane Roe")

    assert declared_fields(row, article) == (1, 1, 1)
    assert declared_fields({**row, "title": "", "author": ""}, article) == (0, 0, 1)
