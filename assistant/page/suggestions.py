"""Questions that an article answers, found by asking; no chat model is called for what nobody asked."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from assistant.assistant import Assistant
from index import Article, Speaker

COUNT = 4
"""Questions that are suggested."""

_TRIED = 16  # questions at most: each costs about a tenth of a second, once for each article
_SURE = 0.7  # confidence: a suggestion that is answered thinly is none

_NAME = re.compile(r"(?<![.!?“\"] )(?<!^)\b[A-Z][\w’'-]+(?: (?:of the |of )?[A-Z][\w’'-]+){1,3}", re.M)


def suggestions(assistant: Assistant, article: Article) -> list[str]:
    """At most COUNT questions that the assistant answers from this article, each from other words of it."""
    kept: list[str] = []
    cited: set[int] = set()
    for question in list(_candidates(article, assistant.voices(article).speakers))[:_TRIED]:
        answer = assistant.extract(question, article=article.id)
        starts = {citation.start for citation in answer.citations}
        if answer.found and answer.confidence >= _SURE and not starts & cited:
            kept.append(question)
            cited |= starts
        if len(kept) == COUNT:
            break
    return kept


def _candidates(article: Article, named: Sequence[Speaker]) -> Iterator[str]:
    """Questions that fit any article, filled with who speaks in this one and what it names most."""
    for speaker in named[:4]:
        yield f"What did {speaker.spoken_of} say?"
    for speaker in named[:3]:
        if speaker.role:
            yield f"Who is {speaker.name}?"
    said = {speaker.name for speaker in named}
    common = Counter(name for name in _NAME.findall(article.text) if name not in said).most_common(8)
    for name, _ in common:
        yield f"What does the article say about {name}?"
        yield f"What did {name} do?"
