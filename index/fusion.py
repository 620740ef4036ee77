"""Several rankings made one."""

from __future__ import annotations

from collections.abc import Sequence


def fuse(*rankings: Sequence[str], k: int = 60) -> list[str]:
    """Ids by reciprocal rank fusion, best first (Cormack, Clarke and Büttcher, SIGIR 2009).

    >>> fuse(["a", "b", "c"], ["b", "d"])
    ['b', 'a', 'd', 'c']
    """
    weight: dict[str, float] = {}
    for ranking in rankings:
        for rank, key in enumerate(ranking, start=1):
            weight[key] = weight.get(key, 0.0) + 1 / (k + rank)
    return sorted(weight, key=lambda key: -weight[key])
