"""Web addresses: what is one, and how it is kept."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

_ADDRESS = re.compile(r"https?://\S+", re.I)

# What newsletters, search engines and social networks add to follow a reader around.
_TRACKING = re.compile(
    r"utm_\w+|(?:fb|g|dc|gb|wb|ms|tt|tw|y)clid|mc_[ce]id|mkt_tok|igshid|igsh|li_fat_id|wickedid|wt_mc|cmpid|s_cid"
    r"|_hsenc|_hsmi|_openstat|_ga|_gl|ref_src|ref_url|oly_\w+_id|vero_\w+",
    re.I,
)


def is_address(place: str | Path) -> bool:
    """Whether this is a web address, and no path.

    >>> is_address("https://news.example/story"), is_address("story.html")
    (True, False)
    """
    return isinstance(place, str) and bool(_ADDRESS.fullmatch(place.strip()))


def without_tracking(address: str) -> str:
    """The address of the page itself: no fragment, and nothing that follows its reader.

    >>> without_tracking("https://news.example/story?id=3&utm_source=mail&fbclid=x#top")
    'https://news.example/story?id=3'
    """
    parts = urlsplit(address)
    pairs = [pair for pair in parts.query.split("&") if not _TRACKING.fullmatch(pair.split("=", 1)[0])]
    return urlunsplit(parts._replace(query="&".join(pairs), fragment=""))
