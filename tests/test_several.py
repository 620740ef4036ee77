"""Answers over several articles: each citation says which one it is from, and where they differ both are shown."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from langchain_core.language_models import FakeListChatModel

from assistant import Answer, Assistant, Settings, records
from assistant.candidates import Candidate, Part
from assistant.differing import differ, differing
from assistant.page import answers
from assistant.writing import offer
from index import Article
from tests.fakes import HashEmbedder, WordReader

OPENS = Article.from_text(
    "The harbour of Lerwick opened again on Monday 4 March after eleven weeks of dredging.\n\n"
    "The port authority said the works cost four million pounds.\n\n"
    "The council plans to dredge it again in 2031.",
    title="The harbour opens again",
    author="Ines Calder",
)
BILL = Article.from_text(
    "The harbour of Lerwick opened again on 11 March, a week later than planned.\n\n"
    "The works cost 5.5 million pounds, according to papers that the council published.\n\n"
    "The council plans to dredge it again in 2031.",
    title="Dredging bill grows",
)
LIGHT = Article.from_text(
    "The lighthouse of Sumburgh was sold in June for two million pounds to Ann Lee, a collector of old lamps.",
    title="A lighthouse was sold",
    author="Ola Flett",
)


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """Three small articles and the real models."""
    with Assistant.open(tmp_path_factory.mktemp("several") / "library", settings=Settings()) as assistant:
        for article in (OPENS, BILL, LIGHT):
            assistant.add(article)
        yield assistant


def cited(answer: Answer) -> list[str]:
    return [citation.article.title for citation in answer.citations]


def test_each_citation_names_its_article(shelf: Assistant) -> None:
    """Asked of all, an answer says which article its words are from."""
    answer = shelf.ask("Who bought the lighthouse of Sumburgh?")

    assert answer.several
    assert answer.short == "Ann Lee"
    assert "In “A lighthouse was sold”, Ola Flett writes: “The lighthouse of Sumburgh was sold" in answer.text


@pytest.mark.parametrize(
    ("question", "says"),
    [
        ("When did the harbour of Lerwick open again?", {OPENS.title: "Monday 4 March", BILL.title: "11 March"}),
        ("How much did the works cost?", {OPENS.title: "four million pounds", BILL.title: "5.5 million pounds"}),
    ],
)
def test_both_are_shown_where_they_differ(shelf: Assistant, question: str, says: dict[str, str]) -> None:
    """Two articles with different times or sums are both quoted, each under its title, and a third is left out."""
    answer = shelf.ask(question)

    assert answer.text.startswith("The articles differ:\n\nIn “")
    for title, words in says.items():
        assert f"In “{title}”: {words} [" in answer.text
    assert sorted(cited(answer)) == sorted(says)
    assert {answer.citations[one.number - 1].article.title: one.words for one in answer.differing} == says
    told = records.of_answer(answer)["differing"]
    assert {one["article"]["title"]: one["words"] for one in told} == says


def test_another_story_does_not_differ() -> None:
    """A sentence with none of the question's words answers something else, whatever the reader makes of it."""
    best, other = (
        Candidate(
            article, 0, len(article.text), (article.text.index(words), article.text.index(words) + len(words)), 5.0
        )
        for article, words in (
            (Article.from_text("The bridge will open on 14 June.", title="The new bridge"), "14 June"),
            (Article.from_text("The ferry inn closes in October.", title="Ferry inn"), "October"),
        )
    )
    late = replace(other, article=Article.from_text(other.text, title="Bridge to open late"))

    assert differing(Part("When will the bridge open?", (best, other)), 0.0) == []
    assert differing(Part("When will the bridge open?", (best, late)), 0.0) == [best, late]


def test_some_articles(shelf: Assistant) -> None:
    """Asked of two of them, the others are not read."""
    answer = shelf.ask("What did it cost?", article=[OPENS.id, LIGHT.id])

    assert {hit.passage.article.title for hit in answer.passages} == {OPENS.title, LIGHT.title}


def test_one_article_is_not_named(shelf: Assistant) -> None:
    """Asked of one article, an answer is as if there were no other."""
    answer = shelf.ask("How much did the works cost?", article=OPENS.id)

    assert answer.text.startswith("four million pounds [1]\n\nAccording to")
    assert not answer.several
    assert not answer.differing
    assert OPENS.title not in answer.text


def test_what_articles_share_is_cited_once(shelf: Assistant) -> None:
    """A sentence that two articles have word for word is no second support."""
    answer = shelf.ask("When does the council plan to dredge it again?")

    assert "2031" in answer.text
    assert answer.text.count("The council plans to dredge it again in 2031.") == 1


def test_nothing_in_any(shelf: Assistant) -> None:
    """A refusal is all articles', and each of the nearest sentences has its article."""
    answer = shelf.ask("What is the capital of Australia?")

    assert answer.text == "The articles do not say. They do not mention Australia."
    html = answers.answer(answer)
    assert all(f"“{near.article.title}”, paragraph" in html for near in answer.nearest)


def test_cards_of_several_articles(shelf: Assistant) -> None:
    """On the page each card has its article's title; of one article it has only the place."""
    question = "How much did the works cost?"

    place = ">paragraph 2 of 3</span>"
    assert f">“Dredging bill grows”, {place[1:]}" in answers.answer(shelf.ask(question))
    assert place in answers.answer(shelf.ask(question, article=BILL.id))


def test_field_of_one_among_several(tmp_path: Path) -> None:
    """Where a question about the article itself finds only one, it says which."""
    with Assistant.open(
        tmp_path / "library", settings=Settings(passages=1), embedder=HashEmbedder(), reader=WordReader()
    ) as assistant:
        assistant.add(OPENS)
        assistant.add(LIGHT)
        answer = assistant.ask("Who wrote this article?", article=[OPENS.id, LIGHT.id])

    (hit,) = answer.passages
    assert answer.text.startswith(f"In “{hit.passage.article.title}”")
    assert str(hit.passage.article.author) in answer.text


def test_older_versions_are_not_asked(quick: Assistant, harbour: Article) -> None:
    """Asked of all, only the newest version of an article is read, and it is one article; the older one can be asked."""
    quick.add(harbour)
    newer = Article.from_text(harbour.text.replace("Monday", "Tuesday"), title=harbour.title)
    quick.library.add(newer, replaces=harbour.id)
    question = "When did the harbour of Lerwick open again?"

    assert {hit.passage.article.id for hit in quick.ask(question).passages} == {newer.id}
    assert not quick.ask(question).several
    assert {hit.passage.article.id for hit in quick.ask(question, article=harbour.id).passages} == {harbour.id}


def test_copies_leave_room_for_others(quick: Assistant, harbour: Article) -> None:
    """A passage that copies share is read once."""
    quick.add(harbour)
    quick.add(Article.from_text(f"{harbour.text}\n\nFirst printed elsewhere.", title="A copy"))

    read = [hit.passage.text for hit in quick.ask("When did the harbour of Lerwick open again?").passages]

    assert len(read) == len(set(read))


def test_chat_model_over_several(tmp_path: Path) -> None:
    """Whatever a chat model writes, the last line says which article each number is from."""
    with Assistant.open(
        tmp_path / "library", settings=Settings(), embedder=HashEmbedder(), reader=WordReader()
    ) as assistant:
        for article in (OPENS, BILL):
            assistant.add(article)
        question = "What did the works cost?"
        keys = {s.text: key for key, s in offer(assistant.search(question, count=8)).items()}
        said = [f"{words} [{key}]." for words, key in keys.items() if "cost" in words]
        model = FakeListChatModel(responses=[" ".join(said)])
        asking = Assistant(assistant.library, assistant.settings, assistant.reader, model)
        *pieces, answer = asking.stream(question)

    assert isinstance(answer, Answer)
    named = [f"In “{citation.article.title}”: [{citation.number}]" for citation in answer.citations]
    assert len(named) == 2
    assert answer.text.endswith("\n\n" + "; ".join(named))
    assert "".join(map(str, pieces)) == answer.text


@pytest.mark.parametrize(
    ("question", "one", "other", "differs"),
    [
        ("When is it?", "2019-02-03", "3 February 2019", False),
        ("When is it?", "2019-02-03", "4 February 2019", True),
        ("When is it?", "at 10 am", "10:00", False),
        ("When is it?", "on Monday", "on 3 March", False),
        ("When is it?", "in spring", "in autumn 2020", True),
        ("In what year was it?", "1998", "1999", True),
        ("How long was it?", "eleven weeks", "77 days", False),
        ("How long was it?", "eleven weeks", "three months", True),
        ("How many came?", "about 300 people", "310", False),
        ("How many came?", "two hundred and fifty", "250 visitors", False),
        ("How many came?", "forty cars", "eleven million pounds", False),
        ("How high was the share?", "12 %", "15 percent", True),
        ("What did it cost?", "$3.5m", "3.5 million dollars", False),
        ("Where was it?", "Hanoi", "Singapore", True),
        ("Why was it?", "Hanoi", "Singapore", False),
        ("Who said so?", "Ann Lee", "Tom Roe", False),
        ("Where was it?", "in the old town", "Singapore", False),
    ],
)
def test_what_differs(question: str, one: str, other: str, differs: bool) -> None:
    """Only words of the kind that is asked for, and that cannot both be right, differ, whichever comes first."""
    assert differ(question, one, other) is differs
    assert differ(question, other, one) is differs
