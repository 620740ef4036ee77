"""The front door, with the real models and the real Chroma."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from assistant import Answer, Assistant, BadQuestion, Settings
from index import Article, UnknownArticle, UnreadableArticle
from tests.conftest import ARTICLES, DEFAULT
from tests.fakes import HashEmbedder
from tests.websites import STORY, sent, website


def test_answer_with_cited_words(real: Assistant) -> None:
    """A question is answered by the article's own sentence, with the few words that answer it first."""
    answer = real.ask("When is the follow-up summit supposed to take place?")

    assert answer.found
    assert answer.short == "late February"
    assert "late February [1]" in answer.text
    assert "agreed on another summit to take place in late February" in answer.citations[0].quote


def test_every_quote_is_exact(real: Assistant) -> None:
    """A citation is a slice of the article, and the text holds no number without a citation."""
    for question in (
        "What did Sarah Sanders say about sanctions?",
        "What does North Korea want?",
        "Who is quoted?",
    ):
        for citation in real.ask(question).citations:
            assert citation.article.text[citation.start : citation.end] == citation.quote
            assert f"[{citation.number}]" in real.ask(question).text


def test_speaker_of_a_quotation(real: Assistant) -> None:
    """Who is speaking is part of the answer."""
    answer = real.ask("What did the envoy say about Russian missile technology being obtained via illegal channels?")

    assert ("Alexander Matsegora", "quoted") in {(c.speaker, c.voice) for c in answer.citations}
    assert "Alexander Matsegora" in answer.text


def test_add_an_address(tmp_path: Path) -> None:
    """An article is added from its address, a private one where the settings allow it."""
    allowed = Settings(private_addresses=True)
    with website({"/mill": sent(STORY)}) as site:
        with Assistant.open(tmp_path / "library", settings=allowed, embedder=HashEmbedder()) as assistant:
            article = assistant.add(f"{site.address}/mill")
            assert assistant.articles() == [article]
        closed = Assistant.open(tmp_path / "library", settings=Settings(), embedder=HashEmbedder())
        with closed, pytest.raises(UnreadableArticle, match="names port"):
            closed.add(f"{site.address}/mill")

    assert article.url == f"{site.address}/mill"
    assert len(site.requests) == 1


@pytest.mark.parametrize("question", ["What is the capital of Australia?", "How do I log in to comment?"])
def test_what_the_article_does_not_say(real: Assistant, question: str) -> None:
    """Without an answer in it the article is not made to give one; the nearest passages are there to be looked at."""
    answer = real.ask(question)

    assert not answer.found
    assert answer.outcome == "not said"
    assert answer.text.startswith("The article does not say.")
    assert not answer.citations
    assert len(answer.passages) >= 2
    for nearest in answer.nearest:
        assert nearest.quote == nearest.article.text[nearest.start : nearest.end]


def test_half_an_answer(quick: Assistant, harbour: Article) -> None:
    """Of two things that are asked, the one that the article tells is told, and the other one is named as missing."""
    quick.add(harbour)

    answer = quick.ask("When did the harbour of Lerwick open on Monday, and who painted the Mona Lisa?")

    assert answer.outcome == "partly answered"
    assert answer.missing == ("Who painted the Mona Lisa?",)
    assert "The article does not answer: Who painted the Mona Lisa?" in answer.text
    assert answer.citations


@pytest.mark.parametrize("history", [[("Who is Moscow’s envoy to the DPRK?", "Alexander Matsegora.")], "answer"])
def test_follow_up(real: Assistant, history: list[tuple[str, str]] | str) -> None:
    """A question that leans on an earlier one is read with what it leans on, and the answer says how it was read."""
    earlier = [real.ask("Who is Moscow’s envoy to the DPRK?")] if history == "answer" else history
    answer = real.ask("What did he say about illegal channels?", history=earlier)

    assert answer.reading == "What did Alexander Matsegora say about illegal channels?"
    assert "absolutely ruled out" in answer.text


def test_named_in_what_was_taken_back(quick: Assistant) -> None:
    """A pronoun may mean whom only the words name that were taken back."""
    quick.add(Article.from_text("The ferry\n\nAnn Lee closed the ferry in May. Ann Lee banned it in June."))

    answer = quick.ask("When did Ann Lee allow the ferry no sorry when did she ban it?")

    assert answer.reading == "When did Ann Lee ban the ferry?"


def test_greeting(real: Assistant) -> None:
    """A greeting is returned, and nothing is searched for it."""
    answer = real.ask("Hello!")

    assert answer.text.startswith("Hello")
    assert not answer.passages


def test_stream_ends_with_the_answer(real: Assistant) -> None:
    """The pieces of the text come first, then the Answer with the same text."""
    *pieces, last = real.stream("Where did Trump and Kim meet?")

    assert isinstance(last, Answer)
    assert "".join(str(piece) for piece in pieces) == last.text


def test_async(real: Assistant) -> None:
    """The same answer, awaited."""
    question = "Where did Trump and Kim meet?"

    assert asyncio.run(real.aask(question)) == real.ask(question)


def test_same_question_same_answer(real: Assistant) -> None:
    """Nothing is left to chance."""
    first, second = (real.ask("What does North Korea want in return?") for _ in range(2))

    assert first == second


def test_search(real: Assistant) -> None:
    """Passages come best first, and say how they were found."""
    hits = real.search("another summit in late February", count=3)

    assert len(hits) == 3
    assert "late February" in hits[0].passage.text
    assert hits[0].meaning_rank
    assert hits[0].words_rank


def test_question_to_one_article(quick: Assistant, harbour: Article) -> None:
    """Asked of one article, nothing of another one is used."""
    quick.add(harbour)
    other = quick.add(Article.from_text("The harbour of Kirkwall opened in spring.", title="Kirkwall"))

    answer = quick.ask("When was the harbour of Lerwick opened?", article=other.id)

    assert {hit.passage.article.id for hit in answer.passages} == {other.id}


def test_adding_again_changes_nothing(quick: Assistant) -> None:
    """An article is known by its text."""
    first = quick.add(DEFAULT)
    second = quick.add(str(DEFAULT))

    assert first == second
    assert quick.articles() == [first]


def test_folder(quick: Assistant, tmp_path: Path) -> None:
    """All of a folder that can be read is added, and then what cannot be is named."""
    assert [article.title for article in quick.add(ARTICLES)] == ["US/North Korea Summit 2.0"]

    (tmp_path / "story.txt").write_text("It rained.")
    (tmp_path / "broken.txt").write_bytes(b"\x00\x01\x02")
    with pytest.raises(UnreadableArticle, match=r"broken\.txt is a binary file"):
        quick.add(tmp_path)

    assert "It rained." in {article.text for article in quick.articles()}


def test_add_all(quick: Assistant, tmp_path: Path) -> None:
    """A folder gives its articles one by one, and the error of each file that cannot be read in its place."""
    (tmp_path / "a.txt").write_bytes(b"\x00\x01\x02")
    (tmp_path / "b.jsonl").write_text('{"text": "It rained."}\nnot JSON\n')

    bad, rain, line = quick.add_all(tmp_path)

    assert isinstance(bad, UnreadableArticle)
    assert isinstance(rain, Article)
    assert rain.text == "It rained."
    assert "b.jsonl, line 2 is not JSON" in str(line)


def test_removed_article(quick: Assistant, harbour: Article) -> None:
    """What was removed is neither listed, nor found, nor asked."""
    quick.add(harbour)
    quick.remove(harbour.id)

    assert quick.articles() == []
    assert quick.search("harbour") == []
    with pytest.raises(UnknownArticle, match=harbour.id):
        quick.ask("When did it open?", article=harbour.id)


@pytest.mark.parametrize(
    ("question", "says"),
    [
        ("", "is empty"),
        (" \n\t", "is empty"),
        ("why " * 25_000, "100,000 characters, more than 2,000|99,999 characters"),
    ],
)
def test_questions_that_cannot_be_asked(quick: Assistant, question: str, says: str) -> None:
    """One sentence says what is wrong with the question."""
    with pytest.raises(BadQuestion, match=says):
        quick.ask(question)


def test_empty_library(quick: Assistant) -> None:
    """A library without articles answers nothing, and says so."""
    assert not quick.ask("Who is quoted?").found


@pytest.mark.parametrize(
    "text", ["[1] [2] see note [3] of the harbour", "$question {0} {{x}} %s harbour", "“”«»: harbour"]
)
def test_text_that_looks_like_ours(quick: Assistant, text: str) -> None:
    """An article's own bracketed numbers and braces are only words."""
    quick.add(Article.from_text(f"The harbour opened {text} on Monday morning."))

    answer = quick.ask("When was the harbour opened on Monday morning?")

    assert answer.found
    assert [c.number for c in answer.citations] == [1]


def test_settings_by_argument(tmp_path: Path) -> None:
    """Settings that are given count, whatever the environment says."""
    with Assistant.open(tmp_path / "lib", settings=Settings(passages=3)) as assistant:
        assert assistant.settings.passages == 3


def test_a_byline_answers_nothing(real: Assistant) -> None:
    """Who wrote an article is not who its story tells of."""
    text = "Storm closes the lighthouse road\n\nBy Lena Drever\n\nThe road was closed on Tuesday after waves tore away its wall."
    article = real.add(Article.from_text(text))
    try:
        answer = real.ask("Who died in the storm?", article=article.id)
    finally:
        real.remove(article.id)

    assert "Lena Drever" not in [citation.quote.removeprefix("By ") for citation in answer.citations]
    assert answer.short != "Lena Drever"
