"""Articles in the manner of newspapers, and what readers ask of them, written for this project.

The questions say it in other words than the article, and a third of them sound right and are not answered in it: what
the other sets have too little of. One JSON file an article: its `text`, and under `asked` each `question`, its `answer` (words that
stand once in the text, or null) and its `kind`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
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
        yield _source(path, row["text"], [(a["question"], a["answer"]) for a in row["asked"]], embedder)


def key(path: Path) -> str:
    """The id of the article in a file, by which some are kept apart."""
    return f"news-{path.stem}"


def _source(path: Path, text: str, asked: list[tuple[str, str | None]], embedder: Embedder) -> Source:
    article = Article.from_text(text)
    passages = split(article, utterances(article), embedder.count_tokens)
    source = Source(key(path), "news", [passage.text for passage in passages])
    for question, answer in asked:
        if answer is None:
            source.asked.append(Asked(question, _nearest(question, source.paragraphs), ()))
            continue
        holding = [k for k, paragraph in enumerate(source.paragraphs) if answer in paragraph]
        if article.text.count(answer) != 1 or len(holding) != 1:
            raise ValueError(f"{path.name}: the answer “{answer}” does not stand exactly once in one passage")
        end = source.paragraphs[holding[0]].index(answer) + len(answer)
        source.asked.append(Asked(question, holding[0], ((end - len(PREPOSITION.sub("", answer)), end),)))
    return source


def _nearest(question: str, paragraphs: list[str]) -> int:
    """The number of the passage that shares most words with a question."""
    asked = stems(question)
    return max(range(len(paragraphs)), key=lambda k: len(asked & stems(paragraphs[k])))
