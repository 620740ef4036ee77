"""Fact, opinion or prediction: what the writer does in a sentence, by a small model over features that can be read."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal

Label = Literal["fact", "opinion", "prediction"]
LABELS: tuple[Label, ...] = ("fact", "opinion", "prediction")
WEIGHTS = Path(__file__).parent / "stance.json"
"""For each label a weight for each feature, made by `python -m training.stance`."""

FEATURES = {
    "future": r"\b(?:(?<!its )(?<!their )(?<!his )(?<!her )(?<!good )(?<!free )will|shall|won[’']t|wo n[’']t|[’']ll|going to|gonna)\b",
    "expected": r"\b(?:expect(?:ed|s)?|forecasts?|predict(?:ed|s)?|due to|set to|bound to|about to|poised to|(?:un)?likely"
    r"|inevitabl[ey]|certain to|heading for|looks? (?:set|certain|further)|soon|sooner or later|never again)\b",
    "ahead": r"\b(?:tomorrow|by (?:20[2-9]\d|spring|summer|autumn|winter|the end)|in the (?:long run|coming|years to come)"
    r"|(?:next|coming) (?:week|month|year|decade|spring|summer|autumn|winter)|within (?:\w+ )?(?:months|years|a generation)"
    r"|before (?:the|christmas)|new year|one day|within ten years|in ten years)\b",
    "may": r"\b(?:may|might|could|probably|perhaps)\b",
    "ought": r"\b(?:should|must|ought|need(?:s)? to|has to|have to|deserves?|high time|let us|let’s)\b",
    "self": r"\b(?:i|we|us|our|my)\b",
    "i think": r"\bi (?:think|believe|suspect|hope|doubt|fear|feel|am sure|suppose)\b",
    "judging": r"\b(?:shame(?:ful(?:ly)?)?|disgrace(?:ful)?|scandal(?:ous)?|absurd|cynical|unfair(?:ly)?|fair(?:ly)?|stupid|mad(?:ness)?"
    r"|reckless|cruel|dreadful|awful|terrible|wonderful|beautiful|finest|best|worst|better|worse|wrong|right(?:ly)?|great|good|bad"
    r"|poor|lame|feeble|ugly|vulgar|charming|brilliant|extraordinary|triumph|masterpiece|mistake|insult|humiliation|embarrassment"
    r"|contempt|hero(?:es)?|noble|decent|honest(?:ly)?|moral|sense|nonsense|excuse|lie|lies|big lie|bald-faced|falsely|undemocratic"
    r"|hostile|extremist|unacceptable|unjustifiabl[ey]|justifiably|imperial|disdainfully|ashamed|serious|damning|funny|tender"
    r"|dangerous|foolish|hypocri\w+|corrupt|illegal|abuse|puppet|empty|lofty|blame|trusted|proper|sad(?:ly)?|unfortunately)\b",
    "sweeping": r"\b(?:nothing|nobody|no one|everyone|everything|all|never|always|only|simply|surely|clearly|obviously|of course"
    r"|very|too|far|most|really|merely|whatever|any|every)\b",
    "denying": r"\b(?:not|no|cannot|can[’']t|n[’']t|[a-z]+n[’']t|nor|neither|without)\b",
    "being": r"\b(?:is|are|isn[’']t|aren[’']t|remains?|seems?)\b",
    "judged thing": r"\b(?:is|was|are|were) (?:simply |not |nothing but |still )?(?:an?|the|too|far|so|very)\b",
    "imagining": r"\b(?:would|as if|as though|pretend\w*|imagine|call it|calls?|so-called|surely|like (?:cattle|them))\b",
    "number": r"\b\d[\d,.]*\b|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|half|percent|million)\b",
    "date": r"\b(?:1[5-9]\d\d|20[01]\d|(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|may \d|june|july|august"
    r"|september|october|november|december|yesterday|last (?:week|month|year|june|season))\b",
    "done": r"\b(?:was|were|had|[a-z]{3,}(?:ed)|held|met|fell|rose|won|lost|sent|left|found|began|became|made|built|cost|sank|ran|gave)\b",
    "question": r"\?",
    "exclamation": r"!",
    "aside": r"[;:—–]",
}
_PATTERNS = {name: re.compile(pattern, re.I) for name, pattern in FEATURES.items()}
_LEFT_OPEN = re.compile(
    r"\b(?:say|says|saying|said|know|known|knows|knew|explain(?:ed|s)?|clear|decided?|ask(?:ed|s)?|wonder(?:ed|s)?|tell|told|disclosed?|unclear) "
    r"(?:exactly )?(?:what|how|whether|when|where|which|who|why|if)\b.*",
    re.I | re.S,
)
"""A question that a sentence only mentions: “did not say what it will cost” foretells nothing."""
_FORETELLING = ("future", "expected", "ahead", "may")


@dataclass(frozen=True)
class Stance:
    """What the writer does in a sentence, and how sure that is: between a third and 1."""

    label: Label
    confidence: float


@lru_cache(maxsize=4096)
def stance(sentence: str) -> Stance:
    """Whether a sentence states a fact, argues an opinion or predicts.

    >>> stance("The bridge was built in 1928.").label, stance("It will fall next year.").label
    ('fact', 'prediction')
    """
    chances = probabilities(features(sentence), weights())
    label = max(LABELS, key=lambda name: chances[name])
    return Stance(label, round(chances[label], 2))


def features(sentence: str) -> dict[str, float]:
    """Which features a sentence has: 1 for one place, at most 2, and "always" 1."""
    told = _LEFT_OPEN.sub("", sentence)
    looked = {name: told if name in _FORETELLING else sentence for name in _PATTERNS}
    found = {name: float(min(2, len(_PATTERNS[name].findall(text)))) for name, text in looked.items()}
    return {"always": 1.0, **found}


def probabilities(found: Mapping[str, float], by_label: Mapping[Label, Mapping[str, float]]) -> dict[Label, float]:
    """The probability of each label, by multinomial logistic regression."""
    sums = {label: sum(by_label[label].get(name, 0.0) * value for name, value in found.items()) for label in LABELS}
    highest = max(sums.values())
    powers = {label: math.exp(value - highest) for label, value in sums.items()}
    total = sum(powers.values())
    return {label: power / total for label, power in powers.items()}


@lru_cache(maxsize=1)
def weights() -> dict[Label, dict[str, float]]:
    found: dict[Label, dict[str, float]] = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    return found
