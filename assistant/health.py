"""`onrecord doctor`: whether what answers need is here and works."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from assistant.chat_model import connect
from assistant.reading import SpanReader
from assistant.self_correction import corrected
from assistant.settings import Settings
from index import Article, Library, OnRecordError
from index.embedding import SentenceEmbedder
from index.voices import utterances

_SENTENCE = "The harbour opened on Monday, said Ann Lee, the harbour master."
_SPOKEN = "When did the bridge, no wait, the harbour open?"


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at."""

    what: str
    says: str
    sound: bool


def checked(settings: Settings) -> Iterator[Finding]:
    """What was found, one thing after the other; a fault of ours or the user's set-up is a finding, not an error."""
    library = settings.folder
    embedder = SentenceEmbedder(settings.embedder)
    yield _tried("library", lambda: _opened(library, embedder, settings.parser))
    yield _tried("embedding model", lambda: f"{embedder.name}, {len(embedder.encode([_SENTENCE])[0])} dimensions")
    yield _tried("reader", lambda: _read(SpanReader(settings.reader)))
    yield _tried("spoken questions", lambda: f"“{_SPOKEN}” is read as “{corrected(_SPOKEN)}”")
    yield _tried("who speaks", lambda: _heard(settings.parser))
    if settings.model:
        yield _tried(
            "chat model", lambda: f"{settings.model}: {type(connect(settings.model, settings.model_seconds)).__name__}"
        )


def _opened(folder: Path, embedder: SentenceEmbedder, parser: str) -> str:
    library = Library.open(folder, embedder=embedder, parser=parser)
    try:
        return f"{library.folder}, {len(library.articles())} articles, {library.checked()} passages can be searched"
    finally:
        library.close()


def _tried(what: str, look: Callable[[], str]) -> Finding:
    begun = time.perf_counter()
    try:
        says = look()
    except OnRecordError as error:
        return Finding(what, str(error), False)
    return Finding(what, f"{says} ({time.perf_counter() - begun:.1f} s)", True)


def _read(reader: SpanReader) -> str:
    ((best, *_),) = reader.read("When did the harbour open?", [_SENTENCE])
    return f"{reader.name or 'ours'} reads “{_SENTENCE[best.start : best.end]}”"


def _heard(parser: str) -> str:
    (first, *_) = utterances(Article.from_text(_SENTENCE), pipeline=parser)
    return f"{parser} hears {first.speaker or 'somebody'}"
