"""Where a conversation stands: a leaning question prefers what follows the last answer."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from assistant import Assistant, Settings
from assistant.candidates import Candidate
from assistant.continuing import NEXT, continued, goes_on
from assistant.follow_up import Turn, leans
from assistant.reading import Mark
from index import Article, Hit
from index.passages import Passage
from tests.fakes import HashEmbedder, WordReader

LINES = ("It began.", "It cost much.", "It was opened.", "People came.", "They left.", "It rained.", "All was over.")
STORY = Article.from_text("The show\n\n" + " ".join(LINES))


def sentence(words: str, margin: float = 1.0) -> Candidate:
    start = STORY.text.index(words)
    return Candidate(STORY, start, start + len(words), (start, start + len(words)), margin)


def gained(words: str, quote: str) -> float:
    """What a sentence gains after an answer that cited this quote."""
    (found,) = continued([sentence(words)], [Turn("What happened?", "…", quote=quote)])
    return found.margin - 1.0


def test_what_follows_gains() -> None:
    """The two sentences behind the last answer gain most, the three behind those half, others nothing."""
    gains = [gained(words, "It began.") for words in LINES]

    assert gains == [0.0, NEXT, NEXT, NEXT / 2, NEXT / 2, NEXT / 2, 0.0]


def test_before_the_last_answer_nothing_gains() -> None:
    """A conversation goes on, it does not go back."""
    assert gained("It cost much.", "People came.") == 0.0


def test_answer_from_elsewhere() -> None:
    """A conversation on another article, or one that cited nothing, moves nothing."""
    assert gained("It cost much.", "Words of another article.") == 0.0
    assert gained("It cost much.", "") == 0.0


def test_best_first() -> None:
    """What gains may overtake."""
    ranked = continued(
        [sentence("All was over.", 2.5), sentence("It cost much.", 1.0)], [Turn("?", "…", quote="It began.")]
    )

    assert [candidate.text for candidate in ranked] == ["It cost much.", "All was over."]


@pytest.mark.parametrize(
    ("question", "going_on"),
    [("And what did they do?", True), ("What did it cost?", True), ("Who won the football?", False)],
)
def test_question_on_nothing_told(question: str, going_on: bool) -> None:
    """A question none of whose words the passages have does not go on from the last answer."""
    assert goes_on(question, [Hit(Passage(STORY, 0, len(STORY.text)), 1.0, 1, 1)]) is going_on


class Listening(WordReader):
    """Remembers in which turn each question was read."""

    def __init__(self) -> None:
        self.heard: list[tuple[str, str]] = []

    def read(self, question: str, passages: Sequence[str], *, in_turn: str = "", count: int = 3) -> list[list[Mark]]:
        self.heard.append((question, in_turn))
        return super().read(question, passages, in_turn=in_turn, count=count)


def test_the_reader_gets_the_turn_before(tmp_path: Path) -> None:
    """A question that leans is read as it was asked, behind the last one and its answer; greetings are no turns."""
    reader = Listening()
    with Assistant.open(tmp_path, settings=Settings(), embedder=HashEmbedder(), reader=reader) as assistant:
        assistant.add(STORY)
        assistant.ask("What did Ann Lee cost?", history=[("Hello!", "Hello.")])
        assistant.ask("When did she leave?", history=[("Who is Ann Lee?", "It was opened."), ("Thanks!", "Ask on.")])
        assistant.ask("When did she leave, and where is she?", history=[("Who is Ann Lee?", "It was opened.")])
        assistant.ask("How much did the show of Ann Lee cost?", history=[("Who is Ann Lee?", "It was opened.")])

    assert reader.heard == [
        ("What did Ann Lee cost?", ""),
        ("When did Ann Lee leave?", "When did she leave? (Who is Ann Lee? It was opened.)"),
        ("When did Ann Lee leave?", ""),
        ("Where is she?", ""),
        ("How much did the show of Ann Lee cost?", ""),
    ]


@pytest.mark.parametrize(
    ("question", "leaning"),
    [
        ("And what did he do then?", True),
        ("Anything else?", True),
        ("How long?", True),
        ("How many ships does the harbour of Lerwick hold in winter?", False),
        ("Who is Kim?", False),
    ],
)
def test_leaning(question: str, leaning: bool) -> None:
    """What points back, or is short and names nothing, leans on the turn before."""
    assert leans(question) is leaning


def test_conversation(real: Assistant) -> None:
    """Asked again in a conversation, "How long?" is answered where the conversation stands."""
    article = real.add(
        Article.from_text(
            "Two closures\n\nThe north bridge was closed in May. The closure lasted six weeks.\n\n"
            "Fishermen complained about the noise. The south tunnel was closed in June. The closure lasted nine days."
        )
    )
    try:
        first = real.ask("When was the south tunnel closed?", article=article.id)
        then = real.ask("How long did it last?", article=article.id, history=[first])
        other = real.ask("When was the north bridge closed?", article=article.id)
        after = real.ask("How long did it last?", article=article.id, history=[other])
    finally:
        real.remove(article.id)

    assert "nine days" in then.citations[0].quote
    assert "six weeks" in after.citations[0].quote
