"""The weights of fact, opinion and prediction: python -m training.stance

Every third of the sentences that we labelled is left out of training; prints how many of those are told rightly.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from index.stance import LABELS, WEIGHTS, Label, features, probabilities

SENTENCES = Path(__file__).parent.parent / "tests" / "data" / "stance.txt"
RUNNING = SENTENCES.with_name("stance_running.txt")
DECAY = 0.03  # of five values in five-fold cross-validation all came within two points
STEPS, RATE = 4000, 0.3

Labelled = tuple[str, Label]


def main() -> None:
    train, test = labelled()
    found = fitted(train)
    WEIGHTS.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    for name, rows in (("trained on", train), ("left out", test), ("of running text", read(RUNNING))):
        print(f"{len(rows)} sentences {name}: {100 * accuracy(rows, found):.1f} % right")


def labelled() -> tuple[list[Labelled], list[Labelled]]:
    """The sentences to train on, and those to test with: of each label every third."""
    rows = read(SENTENCES)
    by_label = {label: [row for row in rows if row[1] == label] for label in LABELS}
    train = [row for told in by_label.values() for number, row in enumerate(told) if number % 3]
    test = [row for told in by_label.values() for number, row in enumerate(told) if number % 3 == 0]
    return train, test


def read(path: Path) -> list[Labelled]:
    """The sentences of a file with their labels."""
    rows = [line.split(" | ", 1) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    return [(text, label) for name, text in rows for label in LABELS if name == label]


def fitted(rows: Sequence[Labelled], decay: float = DECAY) -> dict[Label, dict[str, float]]:
    """Weights of a multinomial logistic regression, by plain gradient descent from zero."""
    names = list(features(""))
    given = np.array([[features(text)[name] for name in names] for text, _ in rows])
    wanted = np.array([[label == told for told in LABELS] for _, label in rows], dtype=float)
    weights = np.zeros((len(names), len(LABELS)))
    for _ in range(STEPS):
        powers = np.exp(given @ weights)
        chances = powers / powers.sum(axis=1, keepdims=True)
        weights -= RATE * (given.T @ (chances - wanted) / len(rows) + decay * weights)
    return {label: dict(zip(names, weights[:, n].round(3).tolist(), strict=True)) for n, label in enumerate(LABELS)}


def accuracy(rows: Sequence[Labelled], by_label: dict[Label, dict[str, float]]) -> float:
    right = 0
    for text, label in rows:
        chances = probabilities(features(text), by_label)
        right += max(LABELS, key=lambda name: chances[name]) == label
    return right / len(rows)


if __name__ == "__main__":
    main()
