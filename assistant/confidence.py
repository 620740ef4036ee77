"""How far the reader's margin can be relied on, as measured on questions with known answers."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

CALIBRATION = Path(__file__).parent / "reader" / "calibration.json"


@dataclass(frozen=True)
class Calibration:
    """How likely a sentence with some margin answers, and what share of the answers is wrong from which margin on."""

    slope: float
    intercept: float
    wrong: tuple[tuple[float, float], ...]
    """(margin, share): of the answers with at least this margin, this share was wrong; margins rising."""

    def probability(self, margin: float) -> float:
        """The chance, 0 to 1, that a sentence with this margin answers (Platt's scaling).

        >>> Calibration(0.5, -1.0, ()).probability(2.0)
        0.5
        """
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, self.slope * margin + self.intercept))))

    def threshold(self, wrong: float) -> float:
        """The margin from which on this share of the answers is wrong, between two known ones in a line.

        For 1 none is too low; what lies outside the table has its nearest margin.

        >>> round(Calibration(0.5, 0.0, ((-2.0, 0.4), (2.0, 0.2))).threshold(0.25), 6)
        1.0
        """
        if wrong >= 1:
            return -math.inf
        margins, shares = zip(*reversed(self.wrong), strict=True)
        return float(np.interp(wrong, shares, margins))


@cache
def calibration() -> Calibration:
    """As `python -m training.calibration` found it for the reader that ships with the project."""
    found = json.loads(CALIBRATION.read_text(encoding="utf-8"))
    table = tuple((float(margin), float(share)) for margin, share in found["wrong"])
    return Calibration(float(found["slope"]), float(found["intercept"]), table)
