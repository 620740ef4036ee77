"""Answer quality: python -m benchmarks.answers --data DATA [--sets golden,xquad_en] [--sample 200]

Prints a table and writes benchmarks/results/. No key and no connection is needed.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from tqdm import tqdm

from assistant import Assistant, Settings, figures
from assistant.evaluation import Outcome, Report, ask_all
from assistant.known_answers import Question, sample
from benchmarks import compared
from benchmarks.sets import SETS

RESULTS = Path(__file__).parent / "results"


@dataclass
class Result:
    """What was measured on one set: figures with their 95 % intervals, shares between 0 and 1."""

    name: str
    questions: int
    figures: dict[str, tuple[float, float, float]]
    milliseconds: float = math.nan
    curve: list[list[float]] = field(default_factory=list)
    errors: dict[str, int] = field(default_factory=dict)


def main() -> None:
    options = _options()
    names = options.sets.split(",") if options.sets else [*SETS, *compared.JOBS]
    unknown = set(names) - {*SETS, *compared.JOBS}
    if unknown:
        sys.exit(f"unknown set {sorted(unknown)[0]!r}: choose from {', '.join([*SETS, *compared.JOBS])}")
    for name in names:
        result = run(name, options.data, options.sample, options.seed)
        options.out.mkdir(parents=True, exist_ok=True)
        _write(options.out / f"{name}.json", result, options)
        print(f"\n{name}, {result.questions} questions\n\n{table([result])}", flush=True)
    everything = [_read(path) for path in sorted(options.out.glob("*.json"))]
    some = f" --sample {options.sample}" if options.sample else ""
    command = f"python -m benchmarks.answers --data DATA{some} --seed {options.seed}"
    text = f"`{command}`\n\n{table(everything)}\n\n{error_table(everything)}\n"
    (options.out / "answers.md").write_text(text, encoding="utf-8")


def run(name: str, data: Path, count: int | None, seed: int) -> Result:
    """The result on one set, in a library of its own that is thrown away."""
    if name in compared.JOBS:
        asked, found = compared.JOBS[name](data, count, seed)
        return Result(name, asked, found)
    questions = sample(SETS[name](data), count, seed)
    outcomes = answered(questions)
    report = Report.of(outcomes)
    found = dict(report.figures)
    if name == "squad2_paragraphs":
        found |= _squad2(answered(questions, replace(Settings.read(), wrong=1.0)))
    return Result(name, len(questions), found, 1000 * report.seconds, _curve(outcomes), errors(outcomes))


def answered(questions: Sequence[Question], settings: Settings | None = None) -> list[Outcome]:
    """The outcomes of asking each question of its own article, with the settings as the user has them."""
    with tempfile.TemporaryDirectory() as folder, Assistant.open(folder, settings=settings) as assistant:
        articles = {question.article.id: question.article for question in questions}
        for article in tqdm(articles.values(), desc="articles", unit="article", disable=len(articles) < 2):
            assistant.add(article)
        assistant.ask(questions[0].question, article=questions[0].article.id)  # loads the models
        return ask_all(assistant, questions)


def _squad2(outcomes: Sequence[Outcome]) -> dict[str, tuple[float, float, float]]:
    """F1 over all questions at the one threshold that is best for it, as SQuAD 2.0 reports it."""

    def best(chosen: Sequence[Outcome]) -> figures.Threshold:
        return figures.best_threshold(
            [figures.token_f1(o.words, o.question.answers) for o in chosen],
            [o.confidence for o in chosen],
            [o.question.answerable for o in chosen],
        )

    parts: dict[str, Callable[[Sequence[Outcome]], float]] = {
        "best F1 over all": lambda chosen: best(chosen).f1,
        "best F1: HasAns": lambda chosen: best(chosen).has_answer,
        "best F1: NoAns": lambda chosen: best(chosen).no_answer,
    }
    return {
        name: (measure(outcomes), *figures.interval(outcomes, measure, rounds=200)) for name, measure in parts.items()
    }


def _curve(outcomes: Sequence[Outcome]) -> list[list[float]]:
    """At most sixty points of the refusal curve: threshold, false answers, false refusals."""
    if len({outcome.question.answerable for outcome in outcomes}) < 2:
        return []
    points = figures.refusal_curve([o.confidence for o in outcomes], [o.question.answerable for o in outcomes])
    step = max(1, len(points) // 60)
    kept = [p for p in points[::step] if math.isfinite(p.threshold)]
    return [[round(v, 3) for v in (p.threshold, p.false_answers, p.false_refusals)] for p in kept]


KINDS = (
    "answered right",
    "refused",
    "not among the passages read",
    "another passage",
    "another sentence",
    "other words",
)


def errors(outcomes: Sequence[Outcome]) -> dict[str, int]:
    """What became of the answerable questions whose evidence is known: right, or where it went wrong first."""
    found = Counter(_kind(outcome) for outcome in outcomes if outcome.question.evidence)
    return {kind: found[kind] for kind in KINDS} if found else {}


def _kind(outcome: Outcome) -> str:
    evidence, question = outcome.question.evidence, outcome.question
    rank = figures.rank_of_evidence(outcome.passages, evidence)
    if not outcome.found:
        return "refused"
    if not figures.citation_recall(outcome.citations[:2], evidence, either=True):
        if rank is None:
            return "not among the passages read"
        held = outcome.passages[rank - 1]
        return (
            "another sentence" if any(figures.overlaps(c, held) for c in outcome.citations[:2]) else "another passage"
        )
    short = (
        bool(question.answers) and not question.must_include and figures.token_f1(outcome.words, question.answers) == 0
    )
    return "other words" if short else "answered right"


def table(results: Sequence[Result]) -> str:
    """A Markdown table of the figures in per cent, each with its 95 % interval."""
    lines = ["| set | questions | measure | % | 95 % interval |", "|---|---|---|---|---|"]
    for result in results:
        for name, (value, low, high) in result.figures.items():
            shown = f"{100 * value:.1f} | {100 * low:.1f} to {100 * high:.1f}"
            lines.append(f"| {result.name} | {result.questions} | {name} | {shown} |")
        if not math.isnan(result.milliseconds):
            lines.append(f"| {result.name} | {result.questions} | median answer | {result.milliseconds:.0f} ms | |")
    return "\n".join(lines)


def error_table(results: Sequence[Result]) -> str:
    """A Markdown table of what became of the answerable questions of each set."""
    lines = [f"| set | {' | '.join(KINDS)} |", f"|---|{'---|' * len(KINDS)}"]
    for result in results:
        if result.errors:
            lines.append(f"| {result.name} | {' | '.join(str(result.errors[kind]) for kind in KINDS)} |")
    return "\n".join(lines)


def _write(path: Path, result: Result, options: argparse.Namespace) -> None:
    rounded = {name: [round(v, 4) for v in values] for name, values in result.figures.items()}
    row: dict[str, Any] = {
        "set": result.name,
        "questions": result.questions,
        "sample": options.sample,
        "seed": options.seed,
        "figures": rounded,
    }
    if not math.isnan(result.milliseconds):
        row["median_ms"] = round(result.milliseconds)
    if result.errors:
        row["errors"] = result.errors
    if result.curve:
        row["refusal_curve"] = result.curve
    path.write_text(json.dumps(row, separators=(",", ":")).replace('],"', '],\n"') + "\n", encoding="utf-8")


def _read(path: Path) -> Result:
    row = json.loads(path.read_text(encoding="utf-8"))
    found = {name: (values[0], values[1], values[2]) for name, values in row["figures"].items()}
    return Result(
        row["set"],
        row["questions"],
        found,
        row.get("median_ms", math.nan),
        row.get("refusal_curve", []),
        row.get("errors", {}),
    )


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.answers", description="Measure the answers.")
    parser.add_argument("--data", type=Path, required=True, help="folder of the question sets")
    parser.add_argument("--sets", help="some of them, comma-separated; all if not given")
    parser.add_argument("--sample", type=int, help="so many questions of each set; all if not given")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--out", type=Path, default=RESULTS)
    return parser.parse_args()


if __name__ == "__main__":
    main()
