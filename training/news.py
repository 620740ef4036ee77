"""Articles in the manner of newspapers, and what readers ask of them, written for this project.

The questions say it in other words than the article, and a third of them sound right and are not answered in it: what
the other sets have too little of. One JSON file an article: its `text`, and under `asked` each `question`, its `answer` (words that
stand once in the text, or null) and its `kind`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from index.article import Article
from index.embedding import Embedder
from index.passages import split
from index.voices import utterances
from index.words import stems
from training.sources import Asked, Source

FOLDER = Path(__file__).parent / "articles"
PREPOSITION = re.compile(r"^(?:in|on|at|by|for|from|with|during) (?=\S)", re.IGNORECASE)
"""What an answer may begin with and need not: “on Monday” is “Monday” in the other sets."""


def articles(embedder: Embedder, folder: Path = FOLDER, *, names: str = "*") -> Iterator[Source]:
    """Each article, or each whose file has such a name, as the passages that a search would find.

    Raises ValueError for an answer that does not stand exactly once in its article.
    """
    for path in sorted(folder.glob(f"{names}.json")):
        row = json.loads(path.read_text(encoding="utf-8"))
        paragraphs = passages(row["text"], embedder)
        questions = [asked(path.name, a["question"], a["answer"], paragraphs) for a in row["asked"]]
        yield Source(key(path), "news", paragraphs, questions)


def key(path: Path) -> str:
    """The id of the article in a file, by which some are kept apart."""
    return f"news-{path.stem}"


def passages(text: str, embedder: Embedder) -> list[str]:
    """The passages of an article that a search would find."""
    article = Article.from_text(text)
    return [passage.text for passage in split(article, utterances(article), embedder.count_tokens)]


def asked(name: str, question: str, answer: str | None, paragraphs: Sequence[str]) -> Asked:
    """A question on the passage that holds its answer, or comes nearest. Raises ValueError as `articles`."""
    if answer is None:
        return Asked(question, nearest(question, paragraphs), ())
    holding = [k for k, paragraph in enumerate(paragraphs) if answer in paragraph]
    if len(holding) != 1 or paragraphs[holding[0]].count(answer) != 1:
        raise ValueError(f"{name}: the answer “{answer}” does not stand exactly once in one passage")
    end = paragraphs[holding[0]].index(answer) + len(answer)
    return Asked(question, holding[0], ((end - len(PREPOSITION.sub("", answer)), end),))


def nearest(question: str, paragraphs: Sequence[str]) -> int:
    """The number of the passage that shares most words with a question."""
    asked = stems(question)
    return max(range(len(paragraphs)), key=lambda k: len(asked & stems(paragraphs[k])))
