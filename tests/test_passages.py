"""Splitting an article into passages."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from index import Article, Passage, read
from index.passages import MAX_TOKENS, split
from index.voices import utterances
from tests.conftest import DEFAULT
from tests.fakes import HashEmbedder

count_tokens = HashEmbedder().count_tokens

WORDS = st.lists(st.text(st.sampled_from("ab “”.:\n\"«»é\u200d"), min_size=1, max_size=40), min_size=1, max_size=60)


def passages(article: Article) -> list[Passage]:
    return split(article, utterances(article), count_tokens)


@given(WORDS)
def test_nothing_is_lost_or_doubled(parts: list[str]) -> None:
    """Passages are in order, do not overlap, leave out only white space, and are not too long to be read."""
    text = " ".join(parts)
    if not text.strip():
        return
    article, last = Article.from_text(text), 0
    for passage in passages(article):
        assert article.text[last : passage.start].strip() == ""
        assert passage.text == article.text[passage.start : passage.end]
        assert count_tokens([passage.text])[0] <= MAX_TOKENS
        last = passage.end
    assert article.text[last:].strip() == ""


def test_quotation_is_not_torn() -> None:
    """No passage of the default article begins or ends inside a quotation."""
    article = read(DEFAULT)

    assert all(passage.text.count("“") == passage.text.count("”") for passage in passages(article))


def test_introduction_stays_with_its_quotation() -> None:
    """The line that says who speaks is in the passage of what is said, also across paragraphs."""
    assert all(not passage.text.endswith(":") for passage in passages(read(DEFAULT)))


def test_very_long_line() -> None:
    """A line of 100,000 letters without a space is cut to what the models read."""
    found = passages(Article.from_text("x" * 100_000))

    assert "".join(passage.text for passage in found) == "x" * 100_000


def test_overlong_quotation_is_cut_between_sentences() -> None:
    """A quotation that is longer than a passage can be is parted where a sentence ends."""
    article = Article.from_text("“" + "We waited for the harbour to open all winter long. " * 60 + "”")

    found = passages(article)

    assert len(found) > 1
    assert all(passage.text.endswith((".", "”")) for passage in found)


def test_passage_is_named_by_its_place() -> None:
    """The id follows from the content: the article's hash and the span."""
    article = Article.from_text("It rained.")

    assert Passage(article, 0, 10).id == f"{article.id}:0-10"
