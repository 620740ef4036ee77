"""Questions as they are spoken, so that the reader need not fail where the words taken back are not found, or only in part."""

from __future__ import annotations

import random
from dataclasses import replace

from training.examples import Pair
from training.sources import Source
from training.taking_back import mistaken, parsed

SETS = ("squadshifts_newwiki", "qed_nq", "clapnq_dev", "reddit", "amazon", "news")
"""Whose questions: none of SQuAD's, which the spoken questions that measure it were made of."""

WHOLE = 0.5
"""Share of the questions in which all that was taken back is left; in the others a part of it is."""


def by_chance(source: Source, share: float, rng: random.Random) -> Source:
    """The source with a share of its questions spoken: words of its other questions are said first and taken back."""
    chosen = [n for n in range(len(source.asked)) if rng.random() < share] if source.kind in SETS else []
    if not chosen or len(source.asked) < 2:
        return source
    asked = list(source.asked)
    for number in chosen:
        other = rng.choice([n for n in range(len(asked)) if n != number])
        both = parsed([asked[number].question, asked[other].question])
        if len(both) == 2:
            asked[number] = replace(asked[number], spoken=_left(mistaken(*both, rng), rng))
    return replace(source, asked=asked)


def _left(pair: Pair, rng: random.Random) -> str:
    """The spoken question, or what is left of it when a part of the words taken back is cut out at one end."""
    ((start, end),) = pair.spans
    words = pair.passage[start:end].split(" ")
    cut = rng.randint(1, len(words) - 1) if len(words) > 1 and rng.random() >= WHOLE else 0
    kept = words[cut:] if rng.random() < 0.5 else words[: len(words) - cut]
    return pair.passage[:start] + " ".join(kept) + pair.passage[end:]
