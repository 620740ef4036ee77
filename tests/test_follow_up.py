"""Questions that lean on earlier ones."""

from __future__ import annotations

import pytest

from assistant.follow_up import Turn, stand_alone, turns

ENVOY = Turn("Who is Moscow’s envoy to the DPRK?", "Alexander Matsegora.")
SANDERS = Turn("What did Sarah Sanders say about sanctions on North Korea?", "She said pressure would continue.")


@pytest.mark.parametrize(
    ("question", "history", "reading"),
    [
        (
            "What did he say about illegal channels?",
            [ENVOY],
            "What did Alexander Matsegora say about illegal channels?",
        ),
        (
            "And what did she say about the next meeting?",
            [SANDERS],
            "And what did Sarah Sanders say about the next meeting?",
        ),
        ("What is his view?", [ENVOY], "What is Alexander Matsegora’s view?"),
        ("What did her office say?", [SANDERS], "What did Sarah Sanders’s office say?"),
        ("Who praised her?", [SANDERS], "Who praised Sarah Sanders?"),
    ],
)
def test_pronouns(question: str, history: list[Turn], reading: str) -> None:
    """A pronoun becomes the person spoken of last."""
    assert stand_alone(question, history) == reading


@pytest.mark.parametrize(
    ("spoken", "meant", "history", "reading"),
    [
        ("When did Ida Roe come no sorry when did she go?", "When did she go?", [ENVOY], "When did Ida Roe go?"),
        (
            "Where did she live, no, where did she work?",
            "Where did she work?",
            [SANDERS],
            "Where did Sarah Sanders work?",
        ),
        ("Where did she live, no, where did she work?", "Where did she work?", [], "Where did she work?"),
        ("What year, no wait, what month?", "What month?", [], "What month?"),
    ],
)
def test_named_in_what_was_taken_back(spoken: str, meant: str, history: list[Turn], reading: str) -> None:
    """A pronoun becomes whom the words name that were taken back, before anybody earlier; they are no turn by themselves."""
    assert stand_alone(meant, history, taken_back=spoken) == reading


@pytest.mark.parametrize(
    ("before", "question", "reading"),
    [
        ("Where do Ann Lee and Tom Eide live?", "Where do they work?", "Where do Ann Lee and Tom Eide work?"),
        ("How did Ann Lee and her brother get there?", "Are they safe?", "Are Ann Lee and her brother safe?"),
        (
            "How do Pompeo and Bolton treat North Korea?",
            "Why do they do that?",
            "Why do Pompeo and Bolton do that?",
        ),
        (
            "What did the mayor and the council decide?",
            "When did they decide it?",
            "When did the mayor and the council decide it?",
        ),
        ("What did the mayor decide?", "When was it decided?", "When was it decided?"),
        (
            "Why did Ida Roe sell the canal?",
            "Did she live to see it closed?",
            "Did Ida Roe live to see the canal closed?",
        ),
        ("Why did Ida Roe sell the canal?", "What became of her afterwards?", "What became of Ida Roe afterwards?"),
        ("Why did Ida Roe sell the canal?", "What did she do after that?", "What did Ida Roe do after that?"),
        ("Why did Ida Roe sell the canal?", "How long did it take her?", "How long did it take Ida Roe?"),
        ("Why did Ida Roe sell the canal?", "Did she make it clear?", "Did Ida Roe make it clear?"),
        ("Why did Ida Roe sell the canal?", "Does she say if it rained?", "Does Ida Roe say if it rained?"),
        ("Why did Ida Roe sell the canal?", "How hard was it for her to go?", "How hard was it for Ida Roe to go?"),
        ("Why did Ida Roe sell the canal?", "Is the boat hers?", "Is the boat Ida Roe’s?"),
        ("Why did Tom Eide sell the canal?", "Is the boat his?", "Is the boat Tom Eide’s?"),
        ("What did the mayor say about the bridge?", "Why did he say that?", "Why did he say that?"),
        ("Who runs General Motors?", "When was it founded?", "When was General Motors founded?"),
        ("Why did the workers leave the mill and the town?", "Where did they go?", "Where did the workers go?"),
        ("What do farmers say about cows and milk?", "Where do they live?", "Where do farmers live?"),
        ("What happened on Monday and Tuesday?", "Did they expect it?", "Did they expect it?"),
        ("Who paid the fishermen and the union?", "What do they want?", "What do the fishermen and the union want?"),
        ("Why did Ida Roe sell the canal?", "What was it she wanted?", "What was it Ida Roe wanted?"),
    ],
)
def test_who_and_what_is_meant(before: str, question: str, reading: str) -> None:
    """ "They" are all who were named together, those who did something before others; nobody is "it"; both may be in one question."""
    assert stand_alone(question, [Turn(before, "It is told.")]) == reading


@pytest.mark.parametrize(
    ("before", "answer", "question", "reading"),
    [
        (
            "Who carried the books?",
            "Ann Lee and Tom Eide [1]",
            "What did they save?",
            "What did Ann Lee and Tom Eide save?",
        ),
        ("Who stopped the sale?", "The council and Ann Lee [1]", "Why did they?", "Why did the council and Ann Lee?"),
        (
            "Who built the Titanic?",
            "Harland and Wolff, a firm in Belfast [1]",
            "When did they begin?",
            "When did Harland and Wolff begin?",
        ),
        ("What do the islanders want?", "A ferry and a school [1]", "Why do they?", "Why do the islanders?"),
        (
            "Who did the strikers blame?",
            "The owners and the council [1]",
            "What do they want?",
            "What do the strikers want?",
        ),
        ("Who leads the strikers?", "Ann Lee [1]", "What do they want?", "What do the strikers want?"),
        ("Who carried the books?", "Ann Lee [1]", "When will it open again?", "When will it open again?"),
    ],
)
def test_those_who_did(before: str, answer: str, question: str, reading: str) -> None:
    """Asked who did something, "they" are those whom the answer names together; "it" is never several."""
    assert stand_alone(question, turns([(before, f"{answer}\n\nThe writer: “…” [1]")])) == reading


def test_question_that_stands_alone() -> None:
    """A question that leans on nothing is left as it is."""
    question = "What is the population of Pyongyang?"

    assert stand_alone(question, [ENVOY]) == question
    assert stand_alone("What did he say?", []) == "What did he say?"


@pytest.mark.parametrize(
    ("question", "reading"),
    [
        ("When will it be held?", "When will another summit be held?"),
        ("And in Singapore?", "Did Trump and Kim Young-chol agree on another summit, in Singapore?"),
        ("Why?", "Why did Trump and Kim Young-chol agree on another summit?"),
        ("What about Bolton?", "Did Bolton and Kim Young-chol agree on another summit?"),
    ],
)
def test_the_other_half(question: str, reading: str) -> None:
    """ "It" becomes what was asked about; a question that is only the rest of one gets the earlier one's words."""
    assert stand_alone(question, [Turn("Did Trump and Kim Young-chol agree on another summit?", "Yes.")]) == reading


def test_the_other_half_of_who_does() -> None:
    """Asked who does something, “Why?” stands behind the question: “Why is against it?” is none."""
    assert stand_alone("Why?", [Turn("Who is against the plan?", "Bo Hu.")]) == "Who is against the plan, why?"


@pytest.mark.parametrize(
    ("earlier", "reading"),
    [
        ("Who is against the plan?", "Why is Bo Hu against the plan?"),
        ("Who disagrees with the mayor?", "Why does Bo Hu disagree with the mayor?"),
        ("Who said that the bridge is unsafe?", "Why did Bo Hu say that the bridge is unsafe?"),
    ],
)
def test_why_somebody_said_it(earlier: str, reading: str) -> None:
    """Behind a question on who said something, “Why?” asks it of the speaker who answered."""
    assert stand_alone("Why?", [Turn(earlier, "Bo Hu: “It is dear.”", ("Bo Hu",), "It is dear.")]) == reading


def test_who_said_that_of_a_text() -> None:
    """Of a turn that is given as text, the words in quotation marks are meant, without our numbers."""
    earlier = turns([("When is it?", "late February [1]\n\nAnn Lee: “It will be in late February.” [1]")])

    assert stand_alone("Who said that?", earlier) == "Who said “It will be in late February.”?"


def test_who_said_that() -> None:
    """ "That" is what was cited last."""
    earlier = Turn("What is Washington looking for?", "…", quote="“Washington is looking for a pretext.”")

    assert stand_alone("Who said that?", [earlier]) == "Who said “Washington is looking for a pretext.”?"


def test_latest_turn_counts() -> None:
    """Of two people who were spoken of, the later one is meant."""
    assert "Alexander Matsegora" in stand_alone("What did he say?", [SANDERS, ENVOY])
    assert "Sarah Sanders" in stand_alone("What did she say?", [ENVOY, SANDERS])


@pytest.mark.parametrize("question", ["What does Sanders think of her job?", "Did the bridge fall when it rained?"])
def test_pronoun_that_leans_on_its_own_question(question: str) -> None:
    """A pronoun whose name stands before it in the question is left alone."""
    assert stand_alone(question, [ENVOY]) == question


@pytest.mark.parametrize(
    ("question", "history"),
    [
        ("Is it true that the bridge fell?", [Turn("What about the ferry?", "It sails.")]),
        ("Did they win?", [Turn("How did the album do?", "It sold well.")]),
        ("Did they agree?", [Turn("Are there any other reasons?", "Yes.")]),
        ("Where did he go?", turns([("What did he do?", "He met Ann Lee."), ("Why did he leave?", "He was tired.")])),
        ("Hebrew?", [Turn("How many languages are there?", "Nine.")]),
    ],
)
def test_nobody_is_guessed(question: str, history: list[Turn]) -> None:
    """Where nothing fits a pronoun, or it stands for nobody, the question stays as it was asked."""
    assert stand_alone(question, history) == question


def test_a_woman_is_not_he() -> None:
    """Of two people the one is meant whom the pronoun fits, where a first name tells."""
    earlier = [Turn("Who disagrees with Peter Almquist?", "Dana Roth: “It is a distraction.”")]

    assert stand_alone("What did she say?", earlier) == "What did Dana Roth say?"
    assert stand_alone("What did he say?", earlier) == "What did Peter Almquist say?"
    assert stand_alone("Where was she born?", [Turn("Who is Peter Almquist?", "The mayor.")]) == "Where was she born?"


def test_against_what() -> None:
    """Who is against it: what somebody said, where somebody did; else what the last question was about."""
    told = Turn("What will the toll bridge cost?", "The author: “It costs ten pounds.”", quote="It costs ten pounds.")
    said = Turn("What does Ann Lee say?", "Ann Lee: “It is too dear.”", ("Ann Lee",), "It is too dear.")

    assert stand_alone("Who is against it?", [told]) == "Who is against the toll bridge?"
    assert stand_alone("Who is against that?", [said]) == "Who is against “It is too dear.”?"
    assert stand_alone("Who said that?", [told]) == "Who said “It costs ten pounds.”?"


def test_another_way_of_asking() -> None:
    """Half a question with other words to ask by gets the rest of the earlier one."""
    assert stand_alone("What year?", [Turn("Where was Joe born?", "In Oslo.")]) == "What year was Joe born?"
    assert stand_alone("Until when?", [Turn("And when does it run?", "At six.")]) == "Until when does it run?"
    assert stand_alone("When?", [Turn("Who won the cup?", "Ann Lee.")]) == "Who won the cup, when?"


def test_earlier_questions_are_understood_too() -> None:
    """Who an earlier question leaned on is known to a later one."""
    history = turns([("Who is the envoy?", "Alexander Matsegora."), ("Where was he born?", "In Odessa.")])

    assert stand_alone("When did he leave?", history) == "When did Alexander Matsegora leave?"


def test_turns_from_pairs() -> None:
    """A conversation may be given as pairs."""
    assert turns([("Who?", "Me.")]) == turns([["Who?", "Me."]]) == [Turn("Who?", "Me.", quote="Me.")]
