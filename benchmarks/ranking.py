"""What each part of the search adds, and how long a passage should be: python -m benchmarks.ranking --data DATA

Writes a table to benchmarks/results/ranking.md: the share of questions whose evidence is in the first 1, 3 and 8
passages of their article, with 95 % intervals.
"""

from __future__ import annotations

import argparse
import math
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from tqdm import tqdm

from assistant import Assistant, candidates, figures
from assistant.known_answers import Question, sample
from benchmarks.sets import SETS
from index import Hit, passages

NAMES = ("xquad_en", "squadshifts_newwiki", "onestop_qa_news")
SHORT = ("xquad_en", "onestop_qa_news")  # sets of short articles, which are quickly split anew
SIZES = (60, 120, 180)
COUNTS = (1, 3, 8)
FOUND = 30  # passages of an article that are ranked

Order = Callable[[Hit], float]
"""What hits are sorted by, smallest first."""


def _fused(words: float) -> Order:
    def order(hit: Hit) -> float:
        return -(1 / (60 + (hit.meaning_rank or math.inf)) + words / (60 + (hit.words_rank or math.inf)))

    return order


ORDERS: dict[str, Order] = {
    "words only": lambda hit: hit.words_rank or math.inf,
    "meaning only": lambda hit: hit.meaning_rank or math.inf,
    "fused, words count half": _fused(0.5),
    "fused": _fused(1.0),
    "fused, words count double": _fused(2.0),
    "fused, then the reader": lambda hit: -(hit.margin if hit.margin is not None else -math.inf),
}


def main() -> None:
    options = _options()
    lines = ["`python -m benchmarks.ranking --data DATA --sample " + f"{options.sample} --seed {options.seed}`"]
    lines += _parts(options.data, options.sample, options.seed)
    lines += _sizes(options.data, options.sample, options.seed)
    text = "\n".join(lines) + "\n"
    options.out.write_text(text, encoding="utf-8")
    print(text)


def _parts(data: Path, count: int, seed: int) -> Iterator[str]:
    """The first table: each way of ordering, on each set."""
    yield from ["", "| set | order | first | first 3 | first 8 |", "|---|---|---|---|---|"]
    for name in NAMES:
        questions = sample(SETS[name](data), count, seed)
        found = list(_found(questions))
        for label, order in ORDERS.items():
            shown = " | ".join(_share(_ranks(found, order), k) for k in COUNTS)
            yield f"| {name} | {label} | {shown} |"


def _sizes(data: Path, count: int, seed: int) -> Iterator[str]:
    """The second table: passages of other lengths, in the order of the fused ranks and of the reader."""
    yield from ["", "| tokens | set | fused, first 3 | first 8 | then the reader, first |", "|---|---|---|---|---|"]
    for size in SIZES:
        passages.PASSAGE_TOKENS = size
        for name in SHORT:
            found = list(_found(sample(SETS[name](data), count, seed)))
            fused, read = _ranks(found, ORDERS["fused"]), _ranks(found, ORDERS["fused, then the reader"])
            yield f"| {size} | {name} | {_share(fused, 3)} | {_share(fused, 8)} | {_share(read, 1)} |"


def _found(questions: Sequence[Question]) -> Iterator[tuple[Question, list[Hit]]]:
    """Each question with the hits of its article; the first eight by fused rank have been read."""
    with tempfile.TemporaryDirectory() as folder, Assistant.open(folder) as assistant:
        for article in {q.article.id: q.article for q in questions}.values():
            assistant.add(article)
        for question in tqdm(questions, unit="question"):
            hits = assistant.search(question.question, count=FOUND, article=question.article.id)
            count = assistant.settings.passages
            read, _ = candidates.read(assistant.reader, question.question, hits[:count])
            yield question, read + hits[count:]


def _ranks(found: Sequence[tuple[Question, list[Hit]]], order: Order) -> list[int | None]:
    ranks = []
    for question, hits in found:
        spans = [(hit.passage.start, hit.passage.end) for hit in sorted(hits, key=order)]
        ranks.append(figures.rank_of_evidence(spans, question.evidence))
    return ranks


def _share(ranks: Sequence[int | None], count: int) -> str:
    value = figures.recall_at(ranks, count)
    low, high = figures.interval(ranks, lambda chosen: figures.recall_at(chosen, count), rounds=300)
    return f"{100 * value:.1f} ({100 * low:.0f} to {100 * high:.0f})"


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.ranking", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--data", type=Path, required=True, help="folder of the question sets")
    parser.add_argument("--sample", type=int, default=200, help="questions of each set")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--out", type=Path, default=Path(__file__).parent / "results" / "ranking.md")
    return parser.parse_args()


if __name__ == "__main__":
    main()
