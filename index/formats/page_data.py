"""What a page's JSON-LD says of its article (schema.org)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

_KINDS = ("article", "posting", "report", "review", "story", "webpage")
_NODES = 10_000  # a page that declares more is no page about one article


def described(tree: Any) -> Mapping[str, Any]:
    """The node that describes the page's article, as JSON has it; empty when there is none.

    Of several, one with a headline that is among the page's own headings goes first, then articles before other pages.
    """
    shown = {_words("".join(node.itertext())) for node in tree.iter("h1", "title")}
    found = [node for node in _nodes(tree) if _kind(node)]
    return max(found, key=lambda node: (_words(node.get("headline")) in shown, _kind(node)), default={})


def _nodes(tree: Any) -> Iterator[Mapping[str, Any]]:
    """Every object in every script, outer before inner, without recursion: scripts are nested as deep as they like."""
    pending = [value for script in tree.iter("script") if (value := _parsed(script)) is not None]
    for _ in range(_NODES):
        if not pending:
            return
        value = pending.pop(0)
        if isinstance(value, dict):
            yield value
        pending += value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()


def _parsed(script: Any) -> Any:
    if "ld+json" not in script.get("type", ""):
        return None
    try:
        return json.loads(script.text or "", strict=False)
    except (ValueError, RecursionError):
        return None  # broken data costs the fields that it would have given


def _kind(node: Mapping[str, Any]) -> int:
    """2 for an article, 1 for a page, 0 for anything else."""
    declared = node.get("@type")
    names = [
        name.casefold() for name in (declared if isinstance(declared, list) else [declared]) if isinstance(name, str)
    ]
    if any(name.endswith(_KINDS[:-1]) for name in names):
        return 2
    return int(any(name.endswith(_KINDS[-1]) for name in names))


def _words(value: Any) -> str:
    return " ".join(value.split()).casefold() if isinstance(value, str) else ""
