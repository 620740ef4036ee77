"""How far a margin can be relied on, and how much is enough."""

from __future__ import annotations

import math

import pytest

from assistant.confidence import Calibration, calibration


def test_threshold() -> None:
    """The share of wrong answers that a user accepts decides from which margin on an answer is given."""
    found = Calibration(0.2, 0.0, ((-1.0, 0.5), (0.5, 0.25), (2.0, 0.1)))

    assert found.threshold(0.5) == -1.0
    assert found.threshold(0.25) == 0.5
    assert found.threshold(0.175) == pytest.approx(1.25)
    assert found.threshold(0.9) == -1.0
    assert found.threshold(0.0) == 2.0
    assert found.threshold(1.0) == -math.inf


def test_calibration_of_the_reader() -> None:
    """The calibration that ships with the project: a larger margin is surer, and fewer wrong answers ask for one."""
    found = calibration()
    margins, shares = zip(*found.wrong, strict=True)

    assert list(margins) == sorted(margins)
    assert list(shares) == sorted(shares, reverse=True)
    assert found.probability(-10) < 0.5 < found.probability(10)
    assert found.probability(-math.inf) < 1e-9
