"""`onrecord doctor`: whether what answers need is here and works."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from assistant.assistant import Assistant
from assistant.chat_model import connect
from index import Article, OnRecordError
from index.voices import utterances

_SENTENCE = "The harbour opened on Monday, said Ann Lee, the harbour master."


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at."""

    what: str
    says: str
    sound: bool


def checked(assistant: Assistant) -> Iterator[Finding]:
    """What was found, one thing after the other; a fault of ours or the user's set-up is a finding, not an error."""
    settings = assistant.settings
    library = assistant.library
    yield _tried("library", lambda: f"{library.folder}, {len(assistant.articles())} articles")
    yield _tried("vectors", lambda: f"{library.checked()} passages can be searched")
    yield _tried("embedding model", lambda: _embedded(assistant))
    yield _tried("reader", lambda: _read(assistant))
    yield _tried("who speaks", lambda: _heard(settings.parser))
    if settings.model:
        yield _tried(
            "chat model", lambda: f"{settings.model}: {type(connect(settings.model, settings.model_seconds)).__name__}"
        )


def _tried(what: str, look: Callable[[], str]) -> Finding:
    begun = time.perf_counter()
    try:
        says = look()
    except OnRecordError as error:
        return Finding(what, str(error), False)
    return Finding(what, f"{says} ({time.perf_counter() - begun:.1f} s)", True)


def _embedded(assistant: Assistant) -> str:
    (vector,) = assistant.library.embedder.encode([_SENTENCE])
    return f"{assistant.library.embedder.name}, {len(vector)} dimensions"


def _read(assistant: Assistant) -> str:
    ((best, *_),) = assistant.reader.read("When did the harbour open?", [_SENTENCE])
    return f"{assistant.settings.reader or 'ours'} reads “{_SENTENCE[best.start : best.end]}”"


def _heard(parser: str) -> str:
    (first, *_) = utterances(Article.from_text(_SENTENCE), pipeline=parser)
    return f"{parser} hears {first.speaker or 'somebody'}"
