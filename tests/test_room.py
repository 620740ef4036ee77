"""What the page asks of the assistant, without a browser."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from assistant import Assistant, Settings
from assistant.page.outcomes import Message, Outcomes
from assistant.page.room import Room
from index import Article
from tests.fakes import HashEmbedder, WordReader
from tests.test_writing import Scripted


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Callable[..., Assistant]]:
    """An assistant over an empty library."""
    assistants: list[Assistant] = []

    def opened(**given: object) -> Assistant:
        fakes = {"settings": Settings(), "embedder": HashEmbedder(), "reader": WordReader(), **given}
        assistants.append(Assistant.open(tmp_path / "library", **fakes))  # type: ignore[arg-type]
        return assistants[-1]

    yield opened
    for assistant in assistants:
        assistant.close()


def test_nothing_unasked_of_a_chat_model(opened: Callable[..., Assistant]) -> None:
    """Loading the models and looking for questions to suggest calls no chat model: only what is asked may cost."""
    model = Scripted(script=lambda _: "Nothing.")
    assistant = opened(model=model)
    quay = assistant.add(Article.from_text("The new quay\n\nIt was paid for by the Northern Fishing Trust in May."))
    room = Room(assistant)

    room.warm_up()
    room.rest()
    suggested = room.suggest({"article": quay.id})

    assert "data-ask" in suggested["html"]
    assert model.seen == []
    assistant.ask("What did Northern Fishing Trust pay for?")
    assert model.seen != []


def test_voices_that_cannot_be_found(opened: Callable[..., Assistant], harbour: Article) -> None:
    """An article whose voices cannot be found, for want of a parser, says why."""
    with opened() as assistant:
        assistant.add(harbour)
    room = Room(opened(settings=Settings(parser="no_such_parser")))

    assert "no_such_parser" in room.open({"article": harbour.id})["error"]


def test_trouble_that_is_over(opened: Callable[..., Assistant], harbour: Article, tmp_path: Path) -> None:
    """Why the library could not be filled is told until there is an article, and not after."""
    assistant = opened()
    room = Room(assistant, tmp_path / "nowhere")
    room.warm_up()
    assert "nowhere" in room.library({})["trouble"]

    assistant.add(harbour)

    assert room.library({})["trouble"] is None
    room.rest()


def test_stopped_answer(opened: Callable[..., Assistant], harbour: Article) -> None:
    """An answer ends when it is stopped, and only that one; a question stopped before it came calls no chat model."""
    model = Scripted(script=lambda _: "The Northern Fishing Trust paid for the quay [1].")
    assistant = opened(model=model)
    quay = assistant.add(harbour)
    room = Room(assistant)
    asked = {"question": "Who paid for the quay?", "article": quay.id}

    room.stop({"token": "early"})
    assert list(room.answer(asked | {"token": "early"})) == []
    assert model.seen == []

    answers = room.answer(asked | {"token": "later"})
    assert list(answers)[-1]["done"]


def test_outcome_is_kept() -> None:
    """What was asked for can be looked up by its token once it has ended, and only the last ones are kept."""
    outcomes = Outcomes()
    asked = outcomes.of(lambda asked: iter([{"html": "The"}, {"html": f"The {asked['question']}", "done": True}]))
    messages = asked({"token": "one", "question": "quay"})

    assert outcomes.outcome({"token": "one"}) == {}
    assert next(messages) == {"token": "one", "html": "The"}
    assert outcomes.outcome({"token": "one"}) == {"begun": True}
    last = next(messages)
    assert outcomes.outcome({"token": "one"}) == last == {"token": "one", "html": "The quay", "done": True}

    for number in range(200):
        list(asked({"token": str(number), "question": "boat"}))
    assert outcomes.outcome({"token": "one"}) == {}
    assert outcomes.outcome({"token": "199"})["done"]


def test_outcome_of_what_fails() -> None:
    """What ends without a last message is told as failed: the page would wait for it."""
    outcomes = Outcomes()

    def failing(_: Message) -> Iterator[Message]:
        yield {"html": "The"}
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        list(outcomes.of(failing)({"token": "one"}))

    outcome = outcomes.outcome({"token": "one"})
    assert outcome["done"]
    assert "could not answer" in outcome["error"]
