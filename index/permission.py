"""Whether a page lets its text be kept: the robots rules in its answer's header and in its own head."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import unescape

AGENT = "onrecord"
"""The name by which a rule may mean On Record alone."""

_CLOSING = {"noindex", "none"}
_NAMED = re.compile(r"\s*([\w.-]+)\s*:(.*)", re.S)
_VALUED = {"unavailable_after", "max-snippet", "max-image-preview", "max-video-preview"}

# A comment or script that is never closed goes on to the end, as in a browser: so a page is read in one pass.
_META = re.compile(r"<!--.*?(?:-->|\Z)|<(script|style|template)\b.*?(?:</\1|\Z)|<meta\b([^>]{0,2000})", re.I | re.S)
_ATTRIBUTE = re.compile(r"""\b(name|content)\s*=\s*("[^"]*"|'[^']*'|[^\s"'>]+)""", re.I)


def header_forbids(values: Iterable[str]) -> bool:
    """Whether X-Robots-Tag headers, each as it was sent, keep us from storing the page; rules for others do not count.

    >>> header_forbids(["nofollow, noindex"]), header_forbids(["otherbot: noindex"]), header_forbids(["onrecord: none"])
    (True, False, True)
    """
    return any(_forbids(value) for value in values)


def page_forbids(page: str) -> bool:
    """Whether the page's own <meta name="robots"> or <meta name="onrecord"> does.

    >>> page_forbids('<meta name="robots" content="noindex">'), page_forbids("<p>noindex</p>")
    (True, False)
    """
    for meta in _META.finditer(page):
        fields = {name.lower(): unescape(value.strip("\"'")) for name, value in _ATTRIBUTE.findall(meta[2] or "")}
        if fields.get("name", "").strip().lower() in ("robots", AGENT) and _forbids(fields.get("content", "")):
            return True
    return False


def _forbids(rules: str) -> bool:
    agent = AGENT
    for rule in rules.lower().split(","):
        named = _NAMED.fullmatch(rule)
        if named and named[1] not in _VALUED:  # what follows is for this agent, until another is named
            agent, rule = named[1], named[2]
        if agent == AGENT and rule.strip() in _CLOSING:
            return True
    return False
