"""Whether two texts are nearly the same, and how to find such texts among thousands without comparing each.

A text is compared by its runs of three words. MinHash (Broder, 1997) keeps of them what two like texts share: rows of
numbers, of which two texts agree in one with the probability of the share of runs that they have in common. Four rows
together are a mark (Leskovec, Rajaraman and Ullman, Mining of Massive Datasets, chapter 3): texts that share 70 % of
their runs agree in one of 32 marks but for 2 in 10,000, texts that share 5 % hardly ever.
"""

from __future__ import annotations

import re
from functools import lru_cache
from hashlib import blake2b

import numpy as np
import numpy.typing as npt

ALIKE = 0.7
"""Texts that share this much of their runs of words tell the same story in the same words."""

_RUN = 3  # words
_MARKS, _ROWS = 32, 4


@lru_cache(maxsize=64)  # a search compares the articles that it found with each other
def runs(text: str) -> frozenset[str]:
    """Each run of three words in a text, in lower case; the whole of it where there are fewer.

    >>> sorted(runs("It rained, and it rained."))
    ['and it rained', 'it rained and', 'rained and it']
    """
    found = re.findall(r"\w+", text.casefold())
    return frozenset(" ".join(found[first : first + _RUN]) for first in range(max(1, len(found) - _RUN + 1)))


def share(text: str, other: str) -> float:
    """The share of the runs of both texts that stand in both, 0 to 1 (Jaccard's).

    >>> share("The bridge of Lerwick opened again.", "The bridge of Lerwick opened.")
    0.75
    """
    mine, its = runs(text), runs(other)
    return len(mine & its) / len(mine | its)


def marks(text: str) -> list[int]:
    """32 numbers of 64 bits, with their sign; texts that are alike have at least one in common."""
    hashes = np.array([_hash(run.encode("utf-8", "replace")) for run in sorted(runs(text))], dtype=np.uint64)
    rows = [int((hashes * factor + summand).min() >> np.uint64(32)) for factor, summand in _FUNCTIONS]
    bands = [rows[first : first + _ROWS] for first in range(0, len(rows), _ROWS)]
    return [int(np.uint64(_hash(repr((number, band)).encode())).astype(np.int64)) for number, band in enumerate(bands)]


def _hash(data: bytes) -> int:
    return int.from_bytes(blake2b(data, digest_size=8).digest(), "little")


def _functions() -> list[tuple[npt.NDArray[np.uint64], npt.NDArray[np.uint64]]]:
    # The same in every version of every library: marks are stored.
    numbers = range(_MARKS * _ROWS)
    return [
        (np.array(_hash(b"factor %d" % number) | 1, np.uint64), np.array(_hash(b"summand %d" % number), np.uint64))
        for number in numbers
    ]


_FUNCTIONS = _functions()
