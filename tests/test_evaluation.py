"""`onrecord eval`: every figure against a case worked by hand, and a fake assistant at the front door."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from assistant import figures
from assistant.evaluation import Report, ask_all, includes
from assistant.known_answers import Question, UnusableQuestions, read_articles, read_questions, sample
from index.article import Article, Span

TEXT = "Ann Lee came in May. “I will stay,” she said.\n\nThe mayor, Bo Day, left in June."
ARTICLE = Article.from_text(TEXT, title="Arrivals")
ARTICLES = {"a": ARTICLE}


@dataclass(frozen=True)
class Cited:
    """A citation as the assistant gives it."""

    start: int
    end: int
    quote: str
    speaker: str | None = None


@dataclass(frozen=True)
class Hit:
    """A retrieved passage as the assistant gives it."""

    passage: Cited


@dataclass(frozen=True)
class Answered:
    """An answer as the assistant gives it."""

    found: bool
    text: str
    short: str | None
    confidence: float
    citations: tuple[Cited, ...] = ()
    passages: tuple[Hit, ...] = ()


@dataclass
class ByWord:
    """An assistant that answers with the first sentence that has a word of the question."""

    asked: list[tuple[str, Sequence[tuple[str, str]]]] = field(default_factory=list)
    sentences: tuple[Span, ...] = ((0, 20), (21, 45), (47, len(TEXT)))

    def ask(self, question: str, *, history: Sequence[tuple[str, str]], article: str) -> Answered:
        assert article == ARTICLE.id
        self.asked.append((question, history))
        words = {word.strip("?").lower() for word in question.split() if len(word) > 2}
        hits = [(a, b) for a, b in self.sentences if words & {w.strip(".,“”").lower() for w in TEXT[a:b].split()}]
        spans = [Cited(a, b, TEXT[a:b], "Ann Lee") for a, b in hits]
        quote = spans[0].quote if spans else None
        passages = tuple(Hit(span) for span in spans)
        return Answered(bool(spans), f"{quote} [1]", quote, len(spans), tuple(spans[:1]), passages)


def write(path: Path, *rows: object) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


ROW = {"question": "Who came?", "answerable": True, "evidence": ["Ann Lee came in May."]}


@pytest.mark.parametrize(
    ("answer", "references", "exact", "f1"),
    [
        ("late February", ["late February"], True, 1.0),
        ("The late, February!", ["late February"], True, 1.0),
        ("in late February", ["late February"], False, 0.8),
        ("in late February", ["May", "late February 2019"], False, 2 / 3),
        ("", [], True, 1.0),
        ("Rome", [], False, 0.0),
        ("the", ["a"], True, 1.0),
        ("a cat a cat", ["cat"], False, 2 / 3),
    ],
)
def test_short_answer(answer: str, references: list[str], exact: bool, f1: float) -> None:
    """Exact match and F1 are those of SQuAD's official script."""
    assert figures.exact_match(answer, references) is exact
    assert figures.token_f1(answer, references) == pytest.approx(f1)


def test_ranks() -> None:
    """A passage counts when it holds at least half of a piece of evidence."""
    ranks = [
        figures.rank_of_evidence([(0, 10), (10, 20)], [(8, 18)]),
        figures.rank_of_evidence([(0, 10), (10, 20)], [(5, 15)]),
        figures.rank_of_evidence([(0, 10)], [(30, 40)]),
    ]

    assert ranks == [2, 1, None]
    assert figures.recall_at(ranks, 1) == pytest.approx(1 / 3)
    assert figures.recall_at(ranks, 3) == pytest.approx(2 / 3)
    assert figures.mean_reciprocal_rank(ranks) == pytest.approx((1 / 2 + 1) / 3)


def test_citations() -> None:
    """Precision counts citations that touch evidence; recall counts evidence that a citation touches."""
    citations, evidence = [(0, 10), (50, 60)], [(5, 8), (20, 30)]

    assert figures.citation_precision(citations, evidence) == 0.5
    assert figures.citation_recall(citations, evidence) == 0.5
    assert figures.citation_recall(citations, evidence, either=True) == 1.0
    assert figures.citation_recall([], evidence) == 0.0


def test_refusal_area() -> None:
    """The area is the share of pairs in the right order, ties half; one kind alone has none."""
    assert figures.refusal_area([3, 2, 1, 0], [True, True, False, False]) == 1.0
    assert figures.refusal_area([1, 1], [True, False]) == 0.5
    assert math.isnan(figures.refusal_area([1, 2], [True, True]))


def test_best_threshold() -> None:
    """Answering only the first question is right on it and on the two unanswerable ones: three of four."""
    best = figures.best_threshold([1.0, 0.0, 1.0, 0.0], [4.0, 3.0, 2.0, 1.0], [True, False, True, False])

    assert best.f1 == 0.75
    assert (best.threshold, best.has_answer, best.no_answer) == (4.0, 0.5, 1.0)


def test_refuse_all() -> None:
    """When every answer is wrong the best threshold refuses everything."""
    best = figures.best_threshold([0.0, 0.0], [2.0, 1.0], [True, False])

    assert (best.threshold, best.f1, best.no_answer) == (math.inf, 0.5, 1.0)


def test_tied_confidences() -> None:
    """Questions of one confidence are answered together or not at all."""
    best = figures.best_threshold([1.0, 0.0], [1.0, 1.0], [True, False])

    assert best.f1 == 0.5


def test_interval() -> None:
    """The interval holds the mean and is the same for the same seed."""
    values = [1.0] * 60 + [0.0] * 40

    low, high = figures.interval(values, figures.mean)

    assert 0.45 < low < 0.6 < high < 0.75
    assert (low, high) == figures.interval(values, figures.mean)


def test_questions_of_your_own(tmp_path: Path) -> None:
    """A file of one's own questions names evidence by its words, and pairs of history."""
    row = {**ROW, "id": "q1", "type": "fact", "speaker": "Ann Lee", "answer_must_include": [["Ann", "Lee"]]}
    path = write(tmp_path / "mine.jsonl", {**row, "history": [["Hello?", "Hello."]]})

    found = read_questions(path, ARTICLES, default="a")

    assert found.problems == []
    assert found.questions == [
        Question("q1", "Who came?", True, ARTICLE, "fact", (), ((0, 20),), False, (("Ann", "Lee"),), "Ann Lee",
                 (("Hello?", "Hello."),))
    ]  # fmt: skip


def test_known_question_sets(tmp_path: Path) -> None:
    """Sets in SQuAD's manner give answers by their offsets; one of several people's answers is enough."""
    answers = [{"text": "May", "start": 16, "end": 19}]
    path = write(
        tmp_path / "set.jsonl",
        {
            "question_id": 5,
            "article_id": "a",
            "question": "When?",
            "answerable": True,
            "answers": answers,
            "turn": 1,
        },
    )

    (question,) = read_questions(path, ARTICLES).questions

    assert (question.id, question.answers, question.evidence, question.either) == (
        "5",
        ("May",),
        ((16, 19),),
        True,
    )


BAD = [
    ("{broken", "not JSON"),
    ("[1]", "not a JSON object"),
    ('{"answerable": true}', "'question' must be a text"),
    ('{"question": "Who?", "answerable": "yes"}', "'answerable' must be true or false"),
    ('{"question": "Who?", "answerable": true, "article_id": "zz"}', "there is no article 'zz'"),
    ('{"question": "Who?", "answerable": true, "evidence": "May"}', "'evidence' must be a list"),
    (
        '{"question": "Who?", "answerable": true, "evidence": ["April"]}',
        "'evidence' is not in the article: 'April'",
    ),
    (
        '{"question": "Who?", "answerable": true, "answers": [{"text": "May", "start": 0, "end": 3}]}',
        "'answers' does not match the article at 0:3: 'May'",
    ),
    ('{"question": "Who?", "answerable": true, "answers": [{"text": "May"}]}', "'answers' needs a text, or"),
    ('{"question": "Who?", "answerable": true, "history": ["Hello"]}', "'history' must be pairs"),
    ('{"question": "Who?", "answerable": true, "history": "Hello"}', "'history' must be a list"),
    ('{"question": "Who?", "answerable": true, "article_id": ["a"]}', "'article_id' must be a text"),
    ('{"question": "Who?", "answerable": true, "answer_must_include": [5]}', "'answer_must_include' must be a list of"),
    (
        '{"question": "Who?", "answerable": true, "answer_must_include": ["May"]}',
        "'answer_must_include' must be a list",
    ),
    ('{"question": "Who?", "answerable": true, "answer_must_include": [["May", 5]]}', "'answer_must_include' must be"),
    ('{"question": "Who?", "answerable": true, "speaker": 5}', "'speaker' must be a text"),
    ('{"question": "' + "Who? " * 401 + '", "answerable": true}', "the question has 2,004 characters, more than 2,000"),
    ('{"question": "\\u0000", "answerable": true}', "the question is empty"),
    ("[" * 100_000, "not JSON"),
]


@pytest.mark.parametrize(("line", "message"), BAD)
def test_bad_line(tmp_path: Path, line: str, message: str) -> None:
    """A bad line is named by its number and the others are used; with strict nothing is."""
    path = tmp_path / "mine.jsonl"
    path.write_text(json.dumps(ROW) + "\n" + line + "\n" + json.dumps(ROW) + "\n", encoding="utf-8")

    found = read_questions(path, ARTICLES, default="a")

    assert len(found.questions) == 2
    (problem,) = found.problems
    assert str(problem).startswith(f"line 2: {message}")
    with pytest.raises(UnusableQuestions, match="line 2: "):
        read_questions(path, ARTICLES, default="a", strict=True)


def test_unknown_field(tmp_path: Path) -> None:
    """A field nobody knows is named, for it may be a slip of the pen, and its line is used without it."""
    path = write(tmp_path / "mine.jsonl", {**ROW, "evidnce": []})

    found = read_questions(path, ARTICLES, default="a")

    assert [str(problem) for problem in found.problems] == ["line 1: unknown field 'evidnce'"]
    assert len(found.questions) == 1
    with pytest.raises(UnusableQuestions, match="unknown field 'evidnce'"):
        read_questions(path, ARTICLES, default="a", strict=True)


def test_missing_file(tmp_path: Path) -> None:
    """A file that is not there is one sentence, not a traceback."""
    with pytest.raises(UnusableQuestions, match=r"none\.jsonl cannot be read"):
        read_questions(tmp_path / "none.jsonl", ARTICLES)


def test_articles_of_a_set(tmp_path: Path) -> None:
    """Articles come by the ids that the questions use; a bad one stops the reading by its line."""
    good = write(tmp_path / "articles.jsonl", {"article_id": "a", "title": "Arrivals", "text": TEXT})

    assert read_articles(good) == ARTICLES
    with pytest.raises(UnusableQuestions, match="line 1: not an article"):
        read_articles(write(tmp_path / "bad.jsonl", {"article_id": "a"}))
    with pytest.raises(UnusableQuestions, match="line 1: not an article"):
        read_articles(write(tmp_path / "bad.jsonl", {"article_id": "a", "text": 5}))


def test_sample_is_seeded() -> None:
    """A sample is the same for the same seed and never larger than the set."""
    questions = [Question(str(n), "Who?", True, ARTICLE) for n in range(50)]

    assert sample(questions, 5) == sample(questions, 5)
    assert sample(questions, 5) != sample(questions, 5, seed=1)
    assert sample(questions, None) == sample(questions, 99) == questions


def test_report() -> None:
    """The figures of three questions, worked by hand."""
    questions = [
        Question(
            "1",
            "Who came?",
            True,
            ARTICLE,
            "",
            ("Ann Lee came in May.",),
            ((0, 20),),
            True,
            (("ann",),),
            "Lee",
        ),
        Question("2", "Did Mayor Day leave in June?", True, ARTICLE, "", ("Bo Day",), ((58, 64),), True),
        Question("3", "What did Xi say?", False, ARTICLE),
        Question("4", "Who stayed, she?", False, ARTICLE, history=(("Hello?", "Hello."),)),
    ]
    assistant = ByWord()

    report = Report.of(ask_all(assistant, questions, progress=False))

    assert assistant.asked[3] == ("Who stayed, she?", (("Hello?", "Hello."),))
    values = {name: value for name, (value, _, _) in report.figures.items()}
    assert values["passage in first 1"] == 1.0
    assert values["exact match"] == 0.5
    assert values["F1"] == pytest.approx((1 + 2 * 2 / (8 + 2)) / 2, abs=0.1)
    assert values["citation precision"] == values["citation recall"] == values["exact quotes"] == 1.0
    assert values["must include"] == values["speaker"] == 1.0
    assert (values["refused when unanswerable"], values["refused when answerable"]) == (0.5, 0.0)
    assert values["refusal area"] == pytest.approx(0.75)
    assert "| exact quotes | 100.0 | 100.0 to 100.0 |" in report.table()


def test_inexact_quote() -> None:
    """A quote that is not the article's words at its place is counted."""

    class Inventive(ByWord):
        def ask(self, question: str, *, history: Sequence[tuple[str, str]], article: str) -> Answered:
            return Answered(True, "Ann Lee stayed [1]", None, 1.0, (Cited(0, 7, "Ann Lea"),))

    (outcome,) = ask_all(Inventive(), [Question("1", "Who?", True, ARTICLE)], progress=False)

    assert Report.of([outcome]).figures["exact quotes"][0] == 0.0


def test_must_include_reads_quotes_too() -> None:
    """What must be said may stand in the answer or in one of its quotes; one of each inner list is enough."""
    question = Question("1", "Who came?", True, ARTICLE, must_include=(("Bo", "MAY"), ("ann",)))
    (outcome,) = ask_all(ByWord(), [question], progress=False)

    assert includes(outcome)
