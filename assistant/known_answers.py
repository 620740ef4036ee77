"""Questions with known answers, from JSON Lines files."""

from __future__ import annotations

import json
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from assistant.errors import BadQuestion, UnusableQuestions
from assistant.figures import Item, Span
from assistant.question import checked
from index.article import Article
from index.errors import UnreadableArticle

__all__ = ["Problem", "Question", "QuestionFile", "UnusableQuestions", "read_articles", "read_questions", "sample"]

_FIELDS = """id question_id question answerable article_id type question_type evidence answers span_type
answer_must_include speaker history"""
_NOTES = """note n_annotations n_cannotanswer paragraph_index plausible_answers warn_answered_elsewhere
original_question squad_question_id reference_answers distractor_spans choices correct_choice
correct_choice_text level domain answer_groups explanation_type conversation_id turn"""
"""Fields of known question sets that no figure is made of."""
_KNOWN = {*_FIELDS.split(), *_NOTES.split()}


@dataclass(frozen=True)
class Question:
    """A question with what a good answer is; `evidence` are spans of `article`, `answers` are references."""

    id: str
    question: str
    answerable: bool
    article: Article
    kind: str = ""
    answers: tuple[str, ...] = ()
    evidence: tuple[Span, ...] = ()
    either: bool = False  # one piece of evidence is as good as all: they are several people's choices
    must_include: tuple[tuple[str, ...], ...] = ()
    speaker: str | None = None
    history: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Problem:
    """A line that could not be used as it is, by number."""

    line: int
    message: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.message}"


@dataclass
class QuestionFile:
    """The questions of a file and the problems of its lines."""

    questions: list[Question] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def read_articles(path: Path) -> dict[str, Article]:
    """The articles of a JSON Lines file (`article_id`, `title`, `text`) by the ids that its questions use."""
    found = {}
    for number, line in _lines(path):
        try:
            row = json.loads(line)
            found[str(row["article_id"])] = Article.from_text(row["text"], title=row.get("title"))
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError, UnreadableArticle) as error:
            raise UnusableQuestions(f"{path}, line {number}: not an article ({error})") from error
    return found


def read_questions(
    path: Path, articles: Mapping[str, Article], *, default: str | None = None, strict: bool = False
) -> QuestionFile:
    """The questions of a JSON Lines file; a line without `article_id` is about the `default` article.

    A bad line is named and left out; an unknown field is named and its line used without it. With `strict`,
    either raises UnusableQuestions and nothing is used.
    """
    found = QuestionFile()
    for number, line in _lines(path):
        try:
            row = _row(line)
            unknown = sorted(row.keys() - _KNOWN)
            if unknown:
                found.problems.append(Problem(number, f"unknown field {', '.join(map(repr, unknown))}"))
            found.questions.append(_question(row, articles, default, number))
        except ValueError as error:
            found.problems.append(Problem(number, str(error)))
    if strict and found.problems:
        first, more = found.problems[0], len(found.problems) - 1
        raise UnusableQuestions(f"{path}, {first}" + (f" (and {more} more)" if more else ""))
    return found


def _lines(path: Path) -> list[tuple[int, str]]:
    """The lines that have something on them, with their numbers from 1."""
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise UnusableQuestions(f"{path} cannot be read as UTF-8 text: {error}") from error
    return [(number, line) for number, line in enumerate(lines, 1) if line.strip()]


def _row(line: str) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except json.JSONDecodeError as error:
        raise ValueError(f"not JSON ({error.msg} at column {error.colno})") from error
    except RecursionError as error:
        raise ValueError("not JSON that can be read (too many brackets in each other)") from error
    if not isinstance(row, dict):
        raise ValueError("not a JSON object")
    return row


def _question(row: dict[str, Any], articles: Mapping[str, Article], default: str | None, number: int) -> Question:
    text, answerable = row.get("question"), row.get("answerable")
    if not isinstance(text, str) or not text.strip():
        raise ValueError("'question' must be a text")
    if not isinstance(answerable, bool):
        raise ValueError("'answerable' must be true or false")
    try:
        checked(text)
    except BadQuestion as error:
        raise ValueError(str(error)) from error
    key = _text(row, "article_id") or default
    if key is None or key not in articles:
        raise ValueError(f"there is no article {key!r}")
    article = articles[key]
    answers = [_span(piece, article, "answers") for piece in _list(row, "answers")]
    evidence = [_span(piece, article, "evidence") for piece in _list(row, "evidence")]
    return Question(
        id=str(row.get("id") or row.get("question_id") or number),
        question=text,
        answerable=answerable,
        article=article,
        kind=str(row.get("type") or row.get("question_type") or ""),
        answers=tuple(article.text[a:b] for a, b in answers),
        evidence=tuple(evidence or answers),
        either=not evidence and row.get("span_type") != "evidence_sentence",
        must_include=_must_include(_list(row, "answer_must_include")),
        speaker=_text(row, "speaker"),
        history=_history(_list(row, "history")),
    )


def _text(row: dict[str, Any], name: str) -> str | None:
    value = row.get(name)
    if value is not None and not isinstance(value, str):
        raise ValueError(f"{name!r} must be a text")
    return value


def _must_include(groups: list[Any]) -> tuple[tuple[str, ...], ...]:
    """Of each group, one text has to be in the answer."""
    if not all(isinstance(group, list) and all(isinstance(text, str) for text in group) for group in groups):
        raise ValueError("'answer_must_include' must be a list of lists of texts")
    return tuple(map(tuple, groups))


def _list(row: dict[str, Any], name: str) -> list[Any]:
    value = row.get(name)
    if value is None:
        return []
    if not isinstance(value, list):
        raise ValueError(f"{name!r} must be a list")
    return value


def _span(piece: object, article: Article, name: str) -> Span:
    """A piece of evidence as a span: an exact substring, or a text with `start` and `end`."""
    if isinstance(piece, str):
        start = article.text.find(piece)
        if start < 0 or not piece:
            raise ValueError(f"{name!r} is not in the article: {piece[:60]!r}")
        return start, start + len(piece)
    if not isinstance(piece, dict) or not {"text", "start", "end"} <= piece.keys():
        raise ValueError(f"{name!r} needs a text, or 'text', 'start' and 'end'")
    start, end = piece["start"], piece["end"]
    if not isinstance(start, int) or not isinstance(end, int) or article.text[start:end] != piece["text"]:
        raise ValueError(f"{name!r} does not match the article at {start}:{end}: {str(piece['text'])[:60]!r}")
    return start, end


def _history(turns: list[Any]) -> tuple[tuple[str, str], ...]:
    """Earlier turns as (question, answer), from pairs or from a list of {role, text}."""
    if all(isinstance(turn, list) and len(turn) == 2 for turn in turns):
        return tuple((str(asked), str(answered)) for asked, answered in turns)
    if not all(isinstance(turn, dict) and "role" in turn and "text" in turn for turn in turns):
        raise ValueError("'history' must be pairs of question and answer")
    said = [turn for turn in turns if turn["role"] == "user"]
    replies = [turn for turn in turns if turn["role"] != "user"]
    return tuple((str(a["text"]), str(b["text"])) for a, b in zip(said, replies, strict=False))


def sample(questions: Sequence[Item], count: int | None, seed: int = 0) -> list[Item]:
    """So many of the questions, the same for the same seed; all of them for None."""
    if count is None or count >= len(questions):
        return list(questions)
    return random.Random(seed).sample(list(questions), count)
