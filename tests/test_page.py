"""Answers and articles as HTML: pure functions, read as text."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from assistant.answer import Answer, Citation
from assistant.page import answers, articles, evidence
from assistant.page.texts import TEXTS, say
from index import Article, Hit, Passage
from index.roll_call import roll_call
from index.stance import Stance
from index.voices import utterances

TEXT = "Rain\n\nby A. Cloud\n\nIt rained in <b>Kirkwall</b>.\n\n“It poured,” said Una Muir."
ARTICLE = Article.from_text(TEXT, title="Rain", author="A. Cloud", published="2026-03-01")


def cited(words: str, number: int = 1, **fields: object) -> Citation:
    start = TEXT.index(words)
    given = {"speaker": "A. Cloud", "voice": "author", **fields}
    return Citation(number, ARTICLE, start, start + len(words), words, **given)  # type: ignore[arg-type]


def found(text: str, *citations: Citation, **fields: object) -> Answer:
    return Answer("Did it rain?", "Did it rain?", text, True, citations, confidence=0.9, **fields)  # type: ignore[arg-type]


def test_numbers_become_links() -> None:
    """A marker in the text is a link that knows where its words stand."""
    citation = cited("It rained in <b>Kirkwall</b>.")

    html = answers.answer(found("It did [1].", citation))

    address = f"#{ARTICLE.id}:{citation.start}-{citation.end}"
    assert f'<p dir="auto">It did<a class="ref" href="{address}"' in html
    assert f'data-start="{citation.start}" data-end="{citation.end}"' in html


def test_everything_is_escaped() -> None:
    """Tags in an article, in a name and in a model's answer come out as text."""
    evil = "<img src=x onerror=alert(1)>"
    citation = cited("It rained in <b>Kirkwall</b>.", speaker=evil, role=evil)

    html = answers.answer(found(f"{evil} [1]", citation, notice=evil))

    assert "<img" not in html
    assert "<b>Kirkwall" not in html
    assert html.count("&lt;img src=x") >= 4


def test_a_paragraph_that_is_a_card_is_not_said_twice() -> None:
    """Where the answer's text only repeats a cited passage, its card stands for it."""
    citation = cited("“It poured,” said Una Muir.", speaker="Una Muir", voice="quoted")

    html = answers.answer(found("Una Muir: “It poured,” said Una Muir. [1]", citation))

    assert html.count("said Una Muir") == 3  # in the card, in what its number shows, and in what is copied
    assert 'class="prose"' not in html


@pytest.mark.parametrize(
    ("voice", "speaker", "shown"),
    [
        ("author", None, "The author"),
        ("quoted", None, "not named"),
        ("reported", "Una Muir", "Una Muir"),
        ("quoted", "council", "Council"),
    ],
)
def test_who_speaks(voice: str, speaker: str | None, shown: str) -> None:
    """A card names who speaks; where nobody is named it says so, and it never guesses."""
    html = evidence.card(cited("It rained", voice=voice, speaker=speaker))

    assert f'<b class="speaker" dir="auto">{shown}</b>' in html
    assert f'class="voice {voice}"' in html


@pytest.mark.parametrize("url", [None, "javascript:alert(1)", "file:///etc/passwd"])
def test_no_link_but_to_a_site(url: str | None) -> None:
    """Only an article with a web address has a link that leaves the page."""
    article = Article.from_text(TEXT, title="Rain", url=url)
    citation = replace(cited("It rained"), article=article)

    assert 'class="site"' not in evidence.card(citation)
    there = replace(citation, article=Article.from_text(TEXT, title="Rain", url='https://rain.example/"><b>'))
    assert 'href="https://rain.example/&#34;&gt;&lt;b&gt;#:~:text=It%20rained" target="_blank"' in evidence.card(there)


def test_thin_support_and_notice() -> None:
    """What one should know before relying on an answer stands above its cards."""
    thin = replace(found("It did [1].", cited("It rained"), notice="The model failed."), confidence=0.55)

    html = answers.answer(thin)

    assert html.index("The model failed.") < html.index('class="cards"')
    assert say("weak") in html
    assert say("weak") not in answers.answer(replace(thin, confidence=0.9))


def test_half_an_answer() -> None:
    """What is missing is told apart from what is answered."""
    html = answers.answer(
        found("It did [1].\n\nThe article does not answer: Who paid?", cited("It rained"), missing=("Who paid?",))
    )

    assert html.count("Who paid?") == 1
    assert '<p class="remark" dir="auto">The article does not answer this part: Who paid?</p>' in html


def test_opinion_is_labelled() -> None:
    """The writer's opinion is labelled as one, with how sure that is."""
    html = evidence.card(cited("It rained", stance=Stance("opinion", 0.8)))

    assert 'title="What the writer does here, judged by the wording alone: 80 % sure">opinion</span>' in html


def test_refusal() -> None:
    """A refusal shows the nearest passages, whose they are, and questions that are answered."""
    hit = Hit(Passage(ARTICLE, 6, len(TEXT), "author", "A. Cloud"), 0.5, 1, None)
    refused = Answer(
        "Who won?", "Who won?", "The article does not say.", False, (), (hit,), nearest=(cited("by A. Cloud"),)
    )

    html = answers.answer(refused, suggestions=["What did Una Muir say?"])

    assert '<p class="verdict">The article does not say.</p>' in html
    assert 'data-ask="What did Una Muir say?"' in html
    assert "paragraph 2 of 4" in html
    assert 'class="cards"' not in html


def test_searched_table() -> None:
    """What was not found one way is a dash, not a zero."""
    html = str(evidence.searched([Hit(Passage(ARTICLE, 0, 4, "author", None), None, None, 2, float("-inf"))]))

    assert "<td>–</td><td>2</td><td>–</td><td>–</td>" in html


def test_article() -> None:
    """The title is a heading once, and each paragraph carries its offset."""
    html = articles.article(ARTICLE)

    assert html.count("<h1") == 1
    assert 'class="byline" data-start="6"' in html
    assert html.index("2026-03-01") < html.index("It rained")
    for start, end in ARTICLE.paragraphs[2:]:
        assert f'<p data-start="{start}"' in html
        assert TEXT[start:end].replace("<", "&lt;").replace(">", "&gt;") in html


def test_roll_call() -> None:
    """Who speaks is told with role and words, and then the share of each voice and what nobody could be named for."""
    text = "“It poured,” said Una Muir, the engineer. Muir said it would rain again.\n\n“We left at once.”"
    rain = Article.from_text(text)

    html = str(articles.roll_call(roll_call(rain, utterances(rain))))

    assert '<b dir="auto">Una Muir</b><span class="role" dir="auto">engineer</span>' in html
    assert '<span class="count">2 words quoted, 4 words reported</span>' in html
    assert f'href="#{rain.id}:0-12" data-article="{rain.id}" data-start="0" data-end="12"' in html
    assert 'aria-label="Where Una Muir speaks in paragraph 1"' in html
    assert "in paragraph 2" not in html  # whose words these are is not told
    assert "Of all words 41 % are the author’s, 35 % quoted, 24 % reported." in html
    assert html.endswith("1 statement by somebody the article does not name.</p>")


def test_roll_call_of_nobody() -> None:
    """Where nobody speaks but the writer there is nothing to show."""
    quiet = Article.from_text("It rained. We left.")

    assert articles.roll_call(roll_call(quiet, utterances(quiet))) is None


def test_cleaned() -> None:
    """Of many lines that were cleaned away some are shown, and all are counted."""
    html = articles.cleaned([f"line {n}" for n in range(5)], 3)

    assert "5 lines were cleaned away" in html
    assert html.count("<li") == 4
    assert "and 2 more" in html


def test_texts_are_filled_in() -> None:
    """Every text can be said: its $names are words, so that a translation can be checked against it."""
    for key, text in TEXTS.items():
        assert say(key, **dict.fromkeys(re.findall(r"\$(\w+)", text), "x")), key
