"""Links to cited words, followed in a real browser."""

from __future__ import annotations

import io
from collections.abc import Iterator
from html import escape

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Browser, Page

from assistant.linking import link
from index import Article
from tests.websites import Website, sent, website

TEXT = """The harbour opens again

It rained. The harbour of Lerwick opened again on Monday. It rained in Yell, too.

“We lost a whole season, and nobody has paid us for it,” said Tom Isbister, who leads the fishermen’s association. “It rained, and we waited.”

It rained. The port authority said: the works cost £4,000,000 & more."""

STYLE = "body { margin: 3000px 50px } p { font: 16px/1.5 monospace } ::target-text { color: red; background: red }"

# Where the words stand on the screen: the rectangles of a range from the start to the end of a citation.
BOXES = """([start, end]) => {
    const range = document.createRange();
    for (const [offset, set] of [[start, 'setStart'], [end, 'setEnd']]) {
        const block = [...document.querySelectorAll('[data-start]')].findLast((block) => +block.dataset.start <= offset - (set === 'setEnd'));
        range[set](block.firstChild, offset - block.dataset.start);
    }
    return [...range.getClientRects()].map(({ left, top, right, bottom }) => [left, top, right, bottom]);
}"""


@pytest.fixture
def site() -> Iterator[Website]:
    with website() as site:
        yield site


def marked(page: Page, start: int, end: int) -> tuple[float, int]:
    """The share of the cited words that the browser has marked, and how many points it has marked beside them."""
    red = np.all(np.asarray(Image.open(io.BytesIO(page.screenshot())).convert("RGB")) == (255, 0, 0), axis=2)
    cited = np.zeros_like(red)
    for left, top, right, bottom in page.evaluate(BOXES, [start, end]):
        cited[round(top) : round(bottom), round(left) : round(right)] = True
    return float(red[cited].mean()), int(red[~cited].sum())


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("The harbour of Lerwick", "on Monday."),
        ("It rained in Yell", "too."),
        ("“We lost", "association."),
        ("“We lost", "£4,000,000 & more."),
    ],
)
def test_the_browser_marks_the_cited_words(browser: Browser, site: Website, first: str, last: str) -> None:
    """The page opens at the passage, and exactly its words are marked."""
    article = Article.from_text(TEXT, url=f"{site.address}/story")
    blocks = (f'<p data-start="{start}">{escape(TEXT[start:end])}</p>' for start, end in article.paragraphs)
    site.pages["/story"] = sent(
        f"<!doctype html><style>{STYLE}</style>{''.join(blocks)}", type="text/html; charset=utf-8"
    )
    start = TEXT.index(first)
    end = TEXT.index(last, start) + len(last)
    page = browser.new_page(viewport={"width": 1000, "height": 700})

    page.goto(str(link(article, start, end)))
    page.wait_for_function("scrollY > 0")
    share, beside = marked(page, start, end)
    page.close()

    assert share > 0.8
    assert beside < 200  # an edge of a letter; a word has thousands
