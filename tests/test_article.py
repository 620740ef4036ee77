"""The article and its paragraphs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import Article, UnreadableArticle
from index.article import one_line
from index.sentences import sentences

TEXTS = st.text(alphabet=st.characters(), min_size=1, max_size=300).filter(str.strip)


def test_id_follows_from_the_text() -> None:
    """The same text is the same article, whatever its title; another text is another."""
    assert Article.from_text("It rained.", title="A").id == Article.from_text("It rained.", title="B").id
    assert Article.from_text("It rained.").id != Article.from_text("It snowed.").id


def test_id_that_does_not_fit() -> None:
    """An article cannot be made with another text's id."""
    with pytest.raises(ValueError, match="not the hash"):
        Article(id="0" * 16, title="A", text="It rained.")


def test_text_is_taken_as_it_is() -> None:
    """Offsets into the text that was given are offsets into the article."""
    text = "  It rained.\r\n\r\n\tAnd it\xa0snowed. "

    assert Article.from_text(text).text == text


def test_characters_that_cannot_be_stored() -> None:
    """NUL and lone surrogates are replaced one for one, so that nothing moves."""
    assert Article.from_text("a\x00b\ud800c").text == "a\ufffdb\ufffdc"


def test_fields_that_cannot_be_stored() -> None:
    """Every field is one line that can be stored, and none is longer than such a field is."""
    article = Article.from_text(
        "It rained.",
        title="Rain " * 1000,
        author="Jane\ud800\nDoe",
        published="2024\udfff",
        site="\x00The\nDaily",
        url="https://daily.example/\ud800",
    )

    assert article.title == ("Rain " * 60)[:299] + "…"
    assert (article.author, article.published) == ("Jane\ufffd Doe", "2024\ufffd")
    assert (article.site, article.url) == ("\ufffdThe Daily", "https://daily.example/\ufffd")
    assert Article.from_text("It rained.", url="https://daily.example/" + "x" * 2000, site=" ").url is None


@pytest.mark.parametrize("text", ["", " \n\xa0"])
def test_no_text(text: str) -> None:
    """An article has at least a sentence."""
    with pytest.raises(UnreadableArticle, match="the text is empty"):
        Article.from_text(text)


def test_wrapped_lines_are_one_paragraph() -> None:
    """Lines wrapped by hand do not end a paragraph; blank lines do."""
    line = "The harbour of Lerwick opened again on Monday after eleven weeks of"
    wrapped = "\n".join([line] * 4) + "\n\n" + "\n".join([line] * 3)

    assert len(Article.from_text(wrapped).paragraphs) == 2


def test_lines_are_paragraphs() -> None:
    """Where lines are long, each is a paragraph."""
    assert len(Article.from_text("It rained all day. " * 12 + "\n" + "It snowed all night. " * 12).paragraphs) == 2


def test_paragraph_at() -> None:
    """An offset is in the paragraph that begins last before it."""
    article = Article.from_text("One.\n\nTwo.\n\nThree.")

    assert [article.paragraph_at(offset) for offset in (0, 6, 9, 12)] == [1, 2, 2, 3]


@given(TEXTS)
def test_sentences_hold_every_letter_once(text: str) -> None:
    """Whatever the text, its sentences are in order, do not overlap, and leave out only white space."""
    article = Article.from_text(text)
    last = 0
    for start, end in sentences(article):
        assert start < end
        assert article.text[last:start].strip() == ""
        assert article.text[start:end] == article.text[start:end].strip()
        last = end
    assert article.text[last:].strip() == ""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mr. Kim met U.S. officials. He left.", ["Mr. Kim met U.S. officials.", "He left."]),
        ("“We tried. We failed,” she said. He left.", ["“We tried.", "We failed,” she said.", "He left."]),
        ("Prices rose 3.5 percent. Why?", ["Prices rose 3.5 percent.", "Why?"]),
        ("“Dr. Smith of the U.S. Army came,” he said.", ["“Dr. Smith of the U.S. Army came,” he said."]),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    """Abbreviations do not end a sentence, and a quotation of several sentences is several."""
    assert [text[start:end] for start, end in sentences(Article.from_text(text))] == expected


def test_one_line() -> None:
    """A title has no line ends in it."""
    assert one_line(" Summit\xa02.0\n again\x00") == "Summit 2.0 again\ufffd"
