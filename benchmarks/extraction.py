"""Articles out of pages: python -m benchmarks.extraction --data DATA [--sample 40] [--sets pages,segments,fields] [--json FILE]

Prints precision, recall and F1 of the text, and of the fields, that are read from each page, in all and for two halves of the pages: rules
are developed on the first half, and the second shows whether they hold elsewhere.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import re
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from tqdm import tqdm

from index.article import Article
from index.errors import UnreadableArticle
from index.formats import Raw, html

Counts = tuple[float, float, float]
"""What was rightly found, wrongly found, and missed on one page."""
Scores = tuple[float, float, float]
"""Precision, recall and F1, between 0 and 1."""
HALVES = ("all", "first half", "second half")
_SHINGLE = 4  # words


@dataclass(frozen=True)
class Page:
    """What was counted on a page, and the processor's time to read it."""

    id: str
    half: str
    counts: Counts
    milliseconds: float


@dataclass(frozen=True)
class Result:
    """The figures of one set in one half."""

    name: str
    half: str
    pages: int
    precision: float
    recall: float
    f1: float
    median_ms: float


def main() -> None:
    options = _options()
    names = options.sets.split(",") if options.sets else list(SETS)
    unknown = set(names) - set(SETS)
    if unknown:
        sys.exit(f"unknown set {sorted(unknown)[0]!r}: choose from {', '.join(SETS)}")
    results = []
    for name in names:
        pages = measured(name, options.data, options.sample)
        results += [found for half in HALVES if (found := summed_up(name, half, pages))]
    print(table(results))
    if options.json:
        rows = [asdict(result) for result in results]
        options.json.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")


def measured(name: str, data: Path, sample: int | None) -> list[Page]:
    """Each page of a set, read and counted, in the order of its name's hash."""
    folder, count, _ = SETS[name]
    lines = (data / folder / "pages.jsonl").read_text(encoding="utf-8").splitlines()
    rows = sorted(map(json.loads, lines), key=lambda row: _hash(row["page_id"]))
    pages = []
    for row in tqdm(rows[:sample], desc=name, unit="page"):
        data_of_page = gzip.decompress((data / folder / row["html_file"]).read_bytes())
        start = time.process_time()
        article = _article(Raw(f"{row['page_id']}.html", data_of_page))
        took = 1000 * (time.process_time() - start)
        pages.append(Page(row["page_id"], HALVES[1 + _hash(row["page_id"]) % 2], count(row, article), took))
    return pages


def summed_up(name: str, half: str, pages: Sequence[Page]) -> Result | None:
    """The figures over the pages of a half; None when there is none."""
    chosen = [page for page in pages if half in (HALVES[0], page.half)]
    if not chosen:
        return None
    scores = SETS[name][2]([page.counts for page in chosen])
    return Result(name, half, len(chosen), *scores, statistics.median(page.milliseconds for page in chosen))


def shingles(row: dict[str, Any], article: Article | None) -> Counts:
    """Counts of four-word sequences, as shares of all that were found or missed, so that each page weighs the same.

    The measure of the article extraction benchmark (Scrapinghub, 2020).

    >>> shingles({"gold_text": "It rained all day in Ribera."}, Article.from_text("Home. It rained all day in Ribera."))
    (0.75, 0.25, 0.0)
    """
    wanted, found = _shingles(row["gold_text"]), _shingles(article.text if article else "")
    right = sum((wanted & found).values())
    wrong, missed = sum((found - wanted).values()), sum((wanted - found).values())
    total = (right + wrong + missed) or 1
    return right / total, wrong / total, missed / total


def by_page(counts: Sequence[Counts]) -> Scores:
    """Precision and recall averaged over the pages, and F1 of the two averages."""
    precision = statistics.mean(right / (right + wrong) for right, wrong, _ in counts if right + wrong)
    recall = statistics.mean(right / (right + missed) for right, _, missed in counts if right + missed)
    return precision, recall, 2 * precision * recall / (precision + recall)


def segments(row: dict[str, Any], article: Article | None) -> Counts:
    """Counts of the segments that a page's article has, must not have, and lacks: Trafilatura's measure."""
    line = " ".join(article.text.split()) if article else ""
    right = sum(" ".join(segment.split()) in line for segment in row["must_contain"])
    wrong = sum(" ".join(segment.split()) in line for segment in row["must_not_contain"])
    return right, wrong, len(row["must_contain"]) - right


def declared_fields(row: dict[str, Any], article: Article | None) -> Counts:
    """Counts of title, author and day that have the marked words, have others, and are not there; of those marked."""
    authors = " ".join(row["author"]) if isinstance(row["author"], list) else row["author"]
    day = (article.published or "")[:10] if article else ""
    title, author = (article.title, article.author or "") if article else ("", "")
    pairs = [
        (marked, found) for marked, found in ((row["title"], title), (authors, author), (row["date"], day)) if marked
    ]
    right = sum(_same(marked, found) for marked, found in pairs)
    missed = sum(not found for _, found in pairs)
    return right, len(pairs) - right - missed, missed


def over_all(counts: Sequence[Counts]) -> Scores:
    """Precision, recall and F1 over what was counted on all pages together."""
    right, wrong, missed = (sum(column) for column in zip(*counts, strict=True))
    return right / (right + wrong), right / (right + missed), 2 * right / (2 * right + wrong + missed)


SETS: dict[
    str, tuple[str, Callable[[dict[str, Any], Article | None], Counts], Callable[[Sequence[Counts]], Scores]]
] = {
    "pages": ("article_extraction_bench", shingles, by_page),
    "segments": ("trafilatura_segments", segments, over_all),
    "fields": ("trafilatura_segments", declared_fields, over_all),
}
"""By name: its folder, what is counted on a page, and how the counts become figures."""


def table(results: Sequence[Result]) -> str:
    """A Markdown table of the figures."""
    lines = ["| set | pages | precision | recall | F1 | median |", "|---|---|---|---|---|---|"]
    for r in results:
        figures = f"{r.precision:.3f} | {r.recall:.3f} | {r.f1:.3f} | {r.median_ms:.0f} ms"
        lines.append(f"| {r.name}, {r.half} | {r.pages} | {figures} |")
    return "\n".join(lines)


def _article(raw: Raw) -> Article | None:
    try:
        return html.read(raw).article
    except UnreadableArticle:
        return None


def _same(marked: str, found: str) -> bool:
    left, right = ({word.casefold() for word in re.findall(r"\w+", text)} - {"and"} for text in (marked, found))
    return left == right


def _shingles(text: str) -> Counter[tuple[str, ...]]:
    words = re.findall(r"\w+", text)
    sequences = (tuple(words[i : i + _SHINGLE]) for i in range(max(1, len(words) - _SHINGLE + 1)))
    return Counter(sequence for sequence in sequences if sequence)


def _hash(name: str) -> int:
    return int(hashlib.sha256(name.encode()).hexdigest()[:8], 16)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.extraction", description="Measure the reading of pages."
    )
    parser.add_argument("--data", type=Path, required=True, help="folder of the evaluation data")
    parser.add_argument("--sets", help="some of them, comma-separated; all if not given")
    parser.add_argument("--sample", type=int, help="so many pages of each set; all if not given")
    parser.add_argument("--json", type=Path, help="a file to write the figures to")
    return parser.parse_args()


if __name__ == "__main__":
    main()
