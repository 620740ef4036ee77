"""`onrecord eval`: a file of questions asked of the library, or of a file of articles, and the figures."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from assistant.assistant import Assistant
from assistant.evaluation import Report, ask_all
from assistant.known_answers import Problem, UnusableQuestions, read_articles, read_questions, sample
from index import Article


def measured(
    assistant: Assistant,
    questions: Path,
    articles: Path | None = None,
    *,
    default: str | None = None,
    count: int | None = None,
    seed: int = 0,
    strict: bool = False,
) -> tuple[Report, list[Problem]]:
    """The figures, and the lines of the file that could not be used.

    `default` is the article of questions that name none; `count` of the questions are drawn by `seed`. Raises
    UnusableQuestions when the file cannot be read, has no question, or with `strict` has a bad line.
    """
    with _asked(assistant, articles) as (asked, known):
        default = default or (next(iter(known)) if len(known) == 1 else None)
        found = read_questions(questions, known, default=default, strict=strict)
        if not found.questions:
            first = f" ({found.problems[0]})" if found.problems else ""
            raise UnusableQuestions(f"{questions} has no question that can be asked{first}: see docs/evaluation.md")
        return Report.of(ask_all(asked, sample(found.questions, count, seed))), found.problems


@contextmanager
def _asked(assistant: Assistant, articles: Path | None) -> Iterator[tuple[Assistant, Mapping[str, Article]]]:
    """The assistant to ask and its articles by id: the library's, or those of a file in a library for the moment."""
    if articles is None:
        yield assistant, {article.id: article for article in assistant.articles()}
        return
    given = read_articles(articles)
    with (
        tempfile.TemporaryDirectory() as folder,
        Assistant.open(folder, settings=assistant.settings, reader=assistant.reader) as own,
    ):
        for article in given.values():
            own.add(article)
        yield own, given
