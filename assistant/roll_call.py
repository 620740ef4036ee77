"""Who speaks in an article, in words."""

from __future__ import annotations

from collections.abc import Iterable

from index import RollCall, Speaker, Utterance
from index.article import Article


def in_words(found: RollCall) -> str:
    """The roll-call as lines: the shares, everyone who speaks, and what could not be told."""
    shares = ", ".join(f"{voice} {100 * share:.0f} %" for voice, share in found.shares.items())
    title = f"{found.article.title}, by {found.author}" if found.author else f"{found.article.title}, no author named"
    lines = [title, f"Words by voice: {shares}", ""]
    lines += [_line(found.article, speaker) for speaker in found.speakers] or ["Nobody is named as speaking."]
    if found.untold:
        lines.append(
            f"Somebody who could not be told: {_times(found.untold)}{_paragraphs(found.article, found.untold)}"
        )
    return "\n".join(lines)


def _line(article: Article, speaker: Speaker) -> str:
    name = ", ".join(filter(None, (speaker.name, speaker.role)))
    counts = [(speaker.words_quoted, "quoted"), (speaker.words_reported, "reported")]
    told = ", ".join(f"{count} word{'s' * (count != 1)} {how}" for count, how in counts if count)
    return f"{name}: {told}{_paragraphs(article, speaker.utterances)}"


def _times(utterances: tuple[Utterance, ...]) -> str:
    return "1 statement" if len(utterances) == 1 else f"{len(utterances)} statements"


def _paragraphs(article: Article, utterances: Iterable[Utterance]) -> str:
    numbers = list(dict.fromkeys(article.paragraph_at(u.start) for u in utterances))
    return f" (paragraph{'s' * (len(numbers) > 1)} {', '.join(map(str, numbers))})"
