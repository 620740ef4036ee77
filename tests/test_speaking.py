"""Questions on what somebody says, and names that the article does not know."""

from __future__ import annotations

import pytest

from assistant import Assistant, extractive
from assistant.candidates import Candidate, Part
from assistant.speaking import NEAR, ON_TOPIC, SPOKEN, is_same, names, preferred, strangers
from index import Article, Hit
from index.passages import Passage
from index.voices import utterances


@pytest.mark.parametrize(
    ("who", "speaker", "role", "same"),
    [
        ("Sanders", "Sarah Sanders", None, True),
        ("the Russian envoy", "Alexander Matsegora", "Moscow’s envoy to the DPRK", True),
        ("the North Korean Foreign Ministry", "North Korea’s Foreign Ministry", None, True),
        ("the White House", "Sarah Sanders", "White House press secretary", True),
        ("President Moon Jae-in", "Sarah Sanders", "White House press secretary", False),
        ("China’s foreign minister", "North Korea’s Foreign Ministry", None, False),
        ("China’s foreign minister", "Alexander Matsegora", "Moscow’s envoy to the DPRK", False),
    ],
)
def test_who_is_meant(who: str, speaker: str, role: str | None, same: bool) -> None:
    """A speaker is known by the last name, or by what the article calls them."""
    assert is_same(who, speaker, role) is same


def test_names_that_the_article_does_not_know(harbour: Article) -> None:
    """A name is strange when no word of it stands in the article."""
    assert strangers("What did Moon Jae-in say to Tom Isbister in 2019?", [harbour]) == ["Moon Jae-in"]


def test_names() -> None:
    """Names and numbers, but not the first word, which is large whatever it is."""
    assert names("When did Kim Jong-un’s envoy leave Hanoi in 2019?") == ["Kim Jong-un", "Hanoi", "2019"]
    assert names("Where is it?") == []


def test_own_words_come_first(quick: Assistant, harbour: Article) -> None:
    """Asked what somebody said, the sentence in that somebody's voice comes first."""
    quick.add(harbour)

    answer = quick.ask("What did Tom Isbister say about the season?")

    assert answer.found
    assert (answer.citations[0].speaker, answer.citations[0].voice) == ("Tom Isbister", "quoted")


def test_what_the_writer_thinks(real: Assistant) -> None:
    """Asked for the writer's view, a sentence of the writer's answers."""
    answer = real.ask("What does the author say about Pompeo and Bolton?")

    assert answer.found
    assert answer.citations[0].voice == "author"
    assert "Pompeo and Bolton" in answer.citations[0].quote


def test_strange_name_is_told(real: Assistant) -> None:
    """A refusal says which names the article has not."""
    answer = real.ask("What did President Moon Jae-in say about the summit?")

    assert not answer.found
    assert answer.text == "The article does not say. It does not mention Moon Jae-in."


def test_speaker_who_says_nothing_about_it(real: Assistant) -> None:
    """A speaker who is silent on what is asked is said to be, and what the speaker does say is shown."""
    answer = real.ask("Why did Sarah Sanders promise to lift all sanctions immediately?")

    assert not answer.found
    assert answer.text == "The article does not say. Sarah Sanders speaks in it, but not about that."
    assert {citation.speaker for citation in answer.nearest} == {"Sarah Sanders"}
    assert "keep pressure and sanctions" in answer.nearest[0].quote


def test_who_disagrees(real: Assistant) -> None:
    """Who denies, rejects or criticises something is found by the cue of what they say."""
    answer = real.ask("Who disagrees with the claim that North Korea acquired Russian missile defense technology?")

    assert answer.found
    assert answer.short == "Alexander Matsegora"


def test_who_is_quoted(real: Assistant) -> None:
    """Everyone who speaks is named, each with a citation."""
    answer = real.ask("Who is quoted?")

    assert answer.found
    named = {citation.speaker for citation in answer.citations}
    assert {"Sarah Sanders", "Alexander Matsegora", "North Korea’s Foreign Ministry"} <= named
    for citation in answer.citations:
        assert f"[{citation.number}]" in answer.text


@pytest.mark.parametrize(
    ("topic", "gains"), [("the harbour", SPOKEN + NEAR + ON_TOPIC), ("it", SPOKEN), ("the fare", NEAR)]
)
def test_something_else_that_somebody_said(topic: str, gains: float) -> None:
    """What somebody says gains by being theirs, most where it is about what is asked."""
    text = "The ferry\n\nTom Eide, the skipper, said that the harbour is deep enough for the winter crossing."
    article = Article.from_text(text)
    start = text.index("Tom Eide")
    said = Candidate(article, start, len(text), (start, len(text)), -2.0)
    hit = Hit(Passage(article, 0, len(text)), 1.0, 1, 1)

    (found,) = preferred(f"What did Tom Eide say about {topic}?", [said], [hit], utterances)

    assert (found.margin - said.margin) == gains


@pytest.mark.parametrize(("topic", "gains"), [("the fare", True), ("the bar", True), ("the harbour", False)])
def test_told_beside_what_somebody_says(topic: str, gains: bool) -> None:
    """What somebody says gains where its topic stands beside it, or nowhere; it loses where the article has it elsewhere."""
    text = (
        "The ferry\n\nThe fare goes up in May. Tom Eide, the skipper, said that nobody had asked him. "
        "He left at noon. The council will dredge the harbour."
    )
    article = Article.from_text(text)
    start, end = text.index("Tom Eide"), text.index(" He left")
    said = Candidate(article, start, end, (start, end), 0.0)
    hit = Hit(Passage(article, 0, len(text)), 1.0, 1, 1)

    found = preferred(f"What does Tom Eide say about {topic}?", [said], [hit], utterances)

    margins = {one.start: one.margin for one in found}
    assert (margins[start] > said.margin) == gains
    assert margins[start] != said.margin


@pytest.mark.parametrize(("verb", "gains"), [("call", True), ("praise", False)])
def test_verb_of_the_question(verb: str, gains: bool) -> None:
    """Asked what somebody called something, the sentence gains that says "called", beside what it gains as theirs."""
    text = "The ferry\n\nTom Eide called the old pier “a heap of rust”. Tom Eide said the old pier was closed."
    article = Article.from_text(text)
    cut = text.index("Tom Eide said")
    spans = [(text.index("Tom Eide called"), cut - 1), (cut, len(text))]
    called, other = (Candidate(article, start, end, (start, end), -2.0) for start, end in spans)
    hit = Hit(Passage(article, 0, len(text)), 1.0, 1, 1)

    found = preferred(f"What did Tom Eide {verb} the old pier?", [other, called], [hit], utterances)

    margins = {one.start: one.margin for one in found}
    assert (margins[called.start] > margins[other.start]) == gains


@pytest.mark.parametrize(("who", "loses"), [("the council", True), ("the union", False)])
def test_what_others_say_where_somebody_is_asked_about(who: str, loses: bool) -> None:
    """Asked what somebody denied, what another one says loses, where who is asked about speaks in the article."""
    text = "The ferry\n\nThe council denied that the pier was unsafe. Tom Eide said that the pier would be shut."
    article = Article.from_text(text)
    start = text.index("Tom Eide")
    other = Candidate(article, start, len(text), (start, len(text)), -2.0)
    hit = Hit(Passage(article, 0, len(text)), 1.0, 1, 1)

    (found,) = preferred(f"What did {who} deny about the pier?", [other], [hit], utterances)

    assert (found.margin < other.margin) == loses


@pytest.mark.parametrize(("who", "loses"), [("the writer", True), ("Ann Lee", True), ("the article", False)])
def test_what_others_say_where_the_writer_is_asked_about(who: str, loses: bool) -> None:
    """Asked what the writer accuses somebody of, a sentence in which somebody else does loses."""
    text = "The ferry\n\nThe council has wasted ten years. The heritage board accused the council of haste."
    article = Article.from_text(text, author="Ann Lee")
    cut = text.index("The heritage")
    spans = [(text.index("The council"), cut - 1), (cut, len(text))]
    own, others = (Candidate(article, start, end, (start, end), -2.0) for start, end in spans)
    hit = Hit(Passage(article, 0, len(text)), 1.0, 1, 1)

    found = preferred(f"What does {who} accuse the council of?", [own, others], [hit], utterances)

    margins = {one.start: one.margin for one in found}
    assert (margins[others.start] < others.margin) == loses


@pytest.mark.parametrize(("who", "count"), [("the council", 1), ("Greta Holub", 2), ("critics", 2), ("the firm", 2)])
def test_reply_behind_a_colon(who: str, count: int) -> None:
    """What a sentence introduces is told with it, but not where somebody else says it than who is asked about."""
    text = "The bridge\n\nThe council called the bridge “an old lady”, a claim rejected by Greta Holub, saying:\n\n“It is a ruin.”"
    article = Article.from_text(text)
    first = Candidate(article, start := text.index("The council"), end := text.index(":") + 1, (start, end), 3.0)
    hit = Hit(Passage(article, 0, len(text)), 1.0, 1, 1)
    question = f"What did {who} say about the bridge?"

    answer = extractive.answer(question, question, [hit], [Part(question, (first,))], utterances, threshold=0.0)

    assert len(answer.citations) == count
