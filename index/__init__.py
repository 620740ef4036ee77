"""Articles in, passages out. It knows nothing of questions' answers, prompts or pages."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from index.errors import (
    LibraryBusy,
    OnRecordError,
    UnknownArticle,
    UnreadableArticle,
    UnusableExport,
    UnusableField,
    UnusableLibrary,
    UnusableModel,
)

if TYPE_CHECKING:
    from index.article import Article, Span
    from index.fetching import fetched
    from index.formats import (
        Raw,
        Source,
        articles_in,
        is_address,
        pasted,
        read,
        read_all,
        read_raw,
        read_source,
        sources,
    )
    from index.library import Hit, Library
    from index.passages import Passage
    from index.record import Record
    from index.roll_call import RollCall, Speaker
    from index.voices import Utterance, Voice

__all__ = [
    "Article",
    "Hit",
    "Library",
    "LibraryBusy",
    "OnRecordError",
    "Passage",
    "Raw",
    "Record",
    "RollCall",
    "Source",
    "Span",
    "Speaker",
    "UnknownArticle",
    "UnreadableArticle",
    "UnusableExport",
    "UnusableField",
    "UnusableLibrary",
    "UnusableModel",
    "Utterance",
    "Voice",
    "articles_in",
    "fetched",
    "is_address",
    "pasted",
    "read",
    "read_all",
    "read_raw",
    "read_source",
    "sources",
]

# Imported when they are first used, so that `onrecord --help` does not wait for NumPy.
_LATER = {
    **dict.fromkeys(("Article", "Span"), "index.article"),
    **dict.fromkeys(("Raw", "Source", "articles_in", "is_address", "pasted"), "index.formats"),
    **dict.fromkeys(("read", "read_all", "read_raw", "read_source", "sources"), "index.formats"),
    **dict.fromkeys(("Hit", "Library"), "index.library"),
    **dict.fromkeys(("Utterance", "Voice"), "index.voices"),
    **dict.fromkeys(("RollCall", "Speaker"), "index.roll_call"),
    "Passage": "index.passages",
    "Record": "index.record",
    "fetched": "index.fetching",
}


def __getattr__(name: str) -> Any:
    if name not in _LATER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_LATER[name]), name)
