"""Links to cited words on an article's site: a browser that follows the specification finds exactly them."""

from __future__ import annotations

import re
import time
from itertools import pairwise
from urllib.parse import unquote

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from assistant.answer import Citation
from assistant.linking import link
from assistant.records import of_citation
from index import Article, read
from index.sentences import sentences
from tests.conftest import DEFAULT, HARBOUR

URL = "https://news.example/story"


class Browser:
    """Finds a text directive in a page whose blocks are the text's lines, by the specification's algorithm.

    "find a range from a text directive" of https://wicg.github.io/scroll-to-text-fragment/, step by step.
    """

    def __init__(self, text: str) -> None:
        runs = [
            (m.start(), "\n" if "\n" in m[0] else " " if m[0].isspace() else m[0]) for m in re.finditer(r"\s+|\S", text)
        ]
        self.offsets = [*(start for start, _ in runs), len(text)]
        self.page = "".join(char.lower() if len(char.lower()) == 1 else char for _, char in runs)
        # A word holds its apostrophes and full stops, a number its commas (UAX 29).
        words = re.finditer(r"\w+(?:(?:[’'.:]|(?<=\d)[,;](?=\d))\w+)*", self.page)
        self.inside = {at for word in words for at in range(word.start() + 1, word.end())}

    def find(self, directive: str) -> tuple[int, int] | None:
        """Start and end of what is marked, in the text."""
        parts = directive.split(",")
        prefix = unquote(parts.pop(0)[:-1]) if parts[0].endswith("-") else None
        suffix = unquote(parts.pop()[1:]) if parts[-1].startswith("-") else None
        start, *rest = map(unquote, parts)
        found = self._range(prefix, start, rest[0] if rest else None, suffix)
        return found and (self.offsets[found[0]], self.offsets[found[1] - 1] + 1)

    def _range(self, prefix: str | None, start: str, end: str | None, suffix: str | None) -> tuple[int, int] | None:
        search = 0
        while search < len(self.page):
            whole = end is not None or suffix is None
            if prefix is not None:
                before = self._string(prefix, search, True, False)
                if before is None:
                    return None
                search = before + 1
                begin = self._black(before + len(prefix))
                match = self._string(start, begin, False, whole)
                if match is None:
                    return None
                if match != begin:
                    continue
            else:
                match = self._string(start, search, True, whole)
                if match is None:
                    return None
                search = match + 1
            finish = match + len(start)
            while True:
                if end is not None:
                    last = self._string(end, finish, True, suffix is None)
                    if last is None:
                        return None
                    finish = last + len(end)
                if suffix is None:
                    return match, finish
                behind = self._black(finish)
                after = self._string(suffix, behind, False, True)
                if after is None:
                    return None
                if after == behind:
                    return match, finish
                if end is None:
                    break
        return None

    def _black(self, at: int) -> int:
        while at < len(self.page) and self.page[at].isspace():
            at += 1
        return at

    def _string(self, query: str, since: int, starts_word: bool, ends_word: bool) -> int | None:
        query = query.lower()
        at = self.page.find(query, since)
        while at >= 0:
            if not (starts_word and at in self.inside) and not (ends_word and at + len(query) in self.inside):
                return at
            at = self.page.find(query, at + 1)
        return None


def directive(text: str, start: int, end: int) -> str | None:
    """The text directive of the link to these words, checked to be one; None where the link has none."""
    found = link(Article.from_text(text, url=URL), start, end)
    assert found
    if found == URL:
        return None
    assert found.startswith(f"{URL}#:~:text=")
    written = found.removeprefix(f"{URL}#:~:text=")
    term = r"(?:[\w.~]|%[0-9A-F]{2})+"
    assert re.fullmatch(rf"({term}-,)?{term}(,{term})?(,-{term})?", written, re.A), written
    return written


def test_every_sentence_of_the_article() -> None:
    """Each sentence, and each two of them, have a link that finds them and nothing else."""
    article = read(DEFAULT)
    text, spans = article.text, sentences(article)
    browser = Browser(text)
    pairs = [(first[0], second[1]) for first, second in pairwise(spans)]
    assert len(spans) > 40

    for start, end in [*spans, *pairs]:
        written = directive(text, start, end)
        assert written
        assert browser.find(written) == (start, end), text[start:end]


# Few words, so that they come again, and all that has a meaning in a fragment or in a word's border.
WORDS = [
    "rain",
    "Rain",
    "rained",
    "it",
    "it’s",
    "1,000",
    "U.S.",
    "well-known",
    "a&b",
    "c,d",
    "“Rain,",
    "said”",
    "Zoë",
    "100%",
    "–",
    "(it)",
    "ﬁn",
]
TEXTS = st.lists(
    st.tuples(st.sampled_from(WORDS), st.sampled_from([" ", " ", " ", "  ", "\n", "\n\n", ""])), min_size=1, max_size=60
).map(lambda parts: "".join(word + gap for word, gap in parts))


@given(text=TEXTS, data=st.data())
def test_any_span_of_any_text(text: str, data: st.DataObject) -> None:
    """A link's fragment finds exactly the span that it was made for, or the link has none."""
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    quote = text[start:end]
    begin, finish = start + len(quote) - len(quote.lstrip()), end - len(quote) + len(quote.rstrip())

    written = directive(text, start, end)

    if written is not None:
        assert Browser(text).find(written) == (begin, finish)


@given(numbers=st.lists(st.sampled_from("abc"), min_size=3, max_size=30), data=st.data())
@example(numbers=["a"] * 30, data=None)
def test_sentences_that_come_again(numbers: list[str], data: st.DataObject | None) -> None:
    """A sentence that stands in the article before has a link of its own, by the words around it."""
    lines = [f"Paragraph {number}. It rained in {letter}." for number, letter in enumerate(numbers)]
    text = "\n\n".join(lines)
    chosen = data.draw(st.integers(0, len(numbers) - 1)) if data else len(numbers) - 1
    end = len("\n\n".join(lines[: chosen + 1]))
    start = end - len(f"It rained in {numbers[chosen]}.")

    written = directive(text, start, end)

    assert written
    assert Browser(text).find(written) == (start, end)


CHORUS = """Well-known, 100% & new

It rained in Kirkwall. It poured in Birsay. It rained in Kirkwall, they said.

“It rained in Kirkwall. It’s not over,” said Una Muir, who has counted every drop that fell on the island since the spring of 1973.

Then it stopped."""


@pytest.mark.parametrize(
    ("words", "number", "expected"),
    [
        ("Then it stopped.", 0, "Then%20it%20stopped."),
        ("Well-known, 100% & new", 0, "Well%2Dknown%2C%20100%25%20%26%20new"),
        ("It rained in Kirkwall", 0, "It%20rained%20in%20Kirkwall"),
        ("It rained in Kirkwall", 1, "in%20Birsay.-,It%20rained%20in%20Kirkwall"),
        ("It’s not over,” said Una Muir, who has counted every drop that fell on the island since the spring of 1973.", 0, "It%E2%80%99s%20not%20over%2C%E2%80%9D%20said,the%20spring%20of%201973."),
        ("It poured in Birsay. It rained in Kirkwall, they said.\n\n“It rained in Kirkwall.", 0, "It%20poured%20in%20Birsay.,%E2%80%9CIt%20rained%20in%20Kirkwall."),
        ("sland", 0, "the%20i-,sland"),
        ("is", 0, "is,-land%20since"),
    ],
)  # fmt: skip
def test_how_it_is_written(words: str, number: int, expected: str) -> None:
    """A short quote stands whole, a long one by its ends; what comes before, or cuts a word, needs the words around it."""
    start = [match.start() for match in re.finditer(re.escape(words), CHORUS)][number]

    assert directive(CHORUS, start, start + len(words)) == expected
    assert Browser(CHORUS).find(expected) == (start, start + len(words))


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://news.example/story?id=3", "https://news.example/story?id=3#:~:text=It%20rained."),
        ("https://news.example/story#comments", "https://news.example/story#comments:~:text=It%20rained."),
        ("https://news.example/story#", "https://news.example/story#:~:text=It%20rained."),
        ("https://news.example/story#:~:text=old", "https://news.example/story#:~:text=It%20rained."),
        ("HTTP://news.example/", "HTTP://news.example/#:~:text=It%20rained."),
        ("javascript:alert(1)", None),
        ("data:text/html,<script>", None),
        ("file:///etc/passwd", None),
        ("//news.example/story", None),
        ("story.html", None),
        ("https://", None),
        ("https://[", None),
        (None, None),
    ],
)
def test_addresses(url: str | None, expected: str | None) -> None:
    """The article's own address leads, with the part that it names already; what is no web address is no link."""
    assert link(Article.from_text("It rained.", url=url), 0, 10) == expected


def test_a_text_that_only_repeats() -> None:
    """Where no fragment can tell a place from others, the link opens the page; it is not sought for ever."""
    text = "ha " * 50_000
    began = time.monotonic()

    assert link(Article.from_text(text, url=URL), 90_000, 90_200) == URL
    assert time.monotonic() - began < 5


def test_of_a_citation() -> None:
    """A citation has its link, also as plain values."""
    article = Article.from_text(HARBOUR, url=URL)
    words = "The harbour of Lerwick opened again on Monday after eleven weeks of dredging."
    start = HARBOUR.index(words)

    citation = Citation(1, article, start, start + len(words), words, None, "author")

    assert citation.link == f"{URL}#:~:text={words.replace(' ', '%20')}"
    assert of_citation(citation)["link"] == citation.link
