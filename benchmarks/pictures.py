"""Draws docs/pictures/refusal.svg and recall.svg from benchmarks/results: python -m benchmarks.pictures"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import matplotlib

matplotlib.use("svg")
matplotlib.rcParams["svg.hashsalt"] = "onrecord"  # the same picture for the same results

from matplotlib import pyplot as plt  # noqa: E402 - the backend comes first

RESULTS = Path(__file__).parent / "results"
PICTURES = Path(__file__).parent.parent / "docs" / "pictures"
COUNTS = (1, 3, 5)


def main() -> None:
    found = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted(RESULTS.glob("*.json"))}
    PICTURES.mkdir(parents=True, exist_ok=True)
    _refusal({name: row for name, row in found.items() if row.get("refusal_curve")})
    _recall({name: row for name, row in found.items() if "passage in first 1" in row["figures"]})


def _refusal(results: dict[str, dict[str, Any]]) -> None:
    """For each set: answers to what has none, against refusals of what has one, over all thresholds."""
    figure, axes = _axes("unanswerable questions that were answered, %", "answerable questions that were refused, %")
    for name, row in results.items():
        area = row["figures"]["refusal area"][0]
        _, false_answers, false_refusals = zip(*row["refusal_curve"], strict=True)
        axes.plot([100 * x for x in false_answers], [100 * y for y in false_refusals], label=f"{name} ({area:.2f})")
    axes.plot([0, 100], [100, 0], color="0.8", linestyle=":", label="chance (0.50)")
    _written(figure, axes, "refusal.svg", "Refusal at every threshold (area)")


def _recall(results: dict[str, dict[str, Any]]) -> None:
    """For each set: the share of questions whose evidence is in the first passages."""
    figure, axes = _axes("passages", "evidence among them, %")
    for name, row in results.items():
        axes.plot(COUNTS, [100 * row["figures"][f"passage in first {k}"][0] for k in COUNTS], marker="o", label=name)
    axes.set_xticks(COUNTS)
    axes.set_ylim(50, 101)
    _written(figure, axes, "recall.svg", "The passage that holds the answer")


def _axes(x: str, y: str) -> tuple[Any, Any]:
    figure, axes = plt.subplots(figsize=(6.4, 4.4), layout="constrained")
    axes.set_xlabel(x)
    axes.set_ylabel(y)
    axes.spines[["top", "right"]].set_visible(False)
    axes.grid(color="0.93")
    return figure, axes


def _written(figure: Any, axes: Any, name: str, title: str) -> None:
    axes.set_title(title, loc="left")
    axes.legend(frameon=False, fontsize="small")
    figure.savefig(PICTURES / name, metadata={"Date": None})
    plt.close(figure)


if __name__ == "__main__":
    main()
