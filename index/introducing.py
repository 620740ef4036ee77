"""How a sentence names a speaker: “a White House statement”, “the port authority”, “Sarah Sanders”."""

from __future__ import annotations

import re

from index.article import Article, Span
from index.cue_words import DOCUMENT_NOUNS, GROUP_NOUNS, is_person_noun
from index.phrases import head

_ARTICLE = re.compile(r"\b(?P<word>the|an?)\s$", re.I)


def introduced(article: Article, speaker: str, span: Span | None) -> str:
    """The speaker's name with “a” or “the” where the article says it with one; `span` is where it is said.

    >>> article = Article.from_text("A town statement said it rained. The port authority agreed. Ann Lee did not.")
    >>> [introduced(article, name, span) for name, span in (("town statement", (0, 16)), ("Ann Lee", (57, 64)))]
    ['a town statement', 'Ann Lee']
    """
    said = article.text[slice(*span)] if span else ""
    if is_common(speaker):
        own = re.match(r"(?i)(the|an?|its|his|her|their|our|my)\s", said)
        word = (
            own[1].lower() if own and said.casefold().endswith(speaker.casefold()) else _before(article.text, speaker)
        )
        name = speaker[0].lower() + speaker[1:] if speaker.split()[0].lower() in _PLAIN else speaker
        return f"{'the' if word and word not in ('a', 'an') else word or ''} {name}".strip()
    word = _before(article.text, speaker)
    if word == "the" or (speaker.split()[-1].lower() in DOCUMENT_NOUNS and "’s " not in speaker):
        return f"the {speaker}"
    return speaker


_PLAIN = GROUP_NOUNS | frozenset(
    "one two three four five six seven eight nine ten some most many several more half".split()
)


def is_common(speaker: str) -> bool:
    """Whether a speaker is called by a common noun, not by a name.

    >>> is_common("White House statement"), is_common("Missile Defense Review"), is_common("Residents")
    (True, False, True)
    """
    noun = head(speaker)
    known = noun.lower() in GROUP_NOUNS | DOCUMENT_NOUNS or is_person_noun(noun)
    return noun[:1].islower() or (" " not in speaker and known)


def _before(text: str, name: str) -> str | None:
    """The article before the first place at which a text has a name after one, or None."""
    for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text):
        if found := _ARTICLE.search(text[max(0, match.start() - 5) : match.start()]):
            return found["word"].lower()
    return None
