"""Questions by template over sentences that say who speaks, for the kinds that readers of news ask."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

from training.sources import Asked, Source

_NAME = r"(?P<who>[A-Z][a-z]+(?: (?:[A-Z]\.|[A-Z][a-z]+))*)"
_VERB = r"(?P<verb>said|stated|argued|claimed|explained|noted|wrote|announced|commented|believed|suggested)"
_INDIRECT = re.compile(rf"\b{_NAME} {_VERB} that (?P<what>[^.;“”\"]{{20,160}})")
_DIRECT = re.compile(rf"\b{_NAME} {_VERB}[,:] (?P<what>[\"“][^\"“”]{{15,250}}[\"”])")
_PRONOUNS = frozenset("He She They It We This The Some Many Others Critics In But And".split())
_VERBS = """said say; stated state; argued argue; claimed claim; explained explain; noted note; wrote write;
announced announce; commented say; believed believe; suggested suggest"""
_ASK = dict(pair.split() for pair in _VERBS.split(";"))


def by_template(source: Source, rng: random.Random) -> Iterator[Asked]:
    """Questions on who said what in the paragraphs of a source.

    >>> lines = ["So it was: Ann Lee argued that the old bridge should be torn down. We left."]
    >>> for asked in by_template(Source("a", "k", lines), random.Random(0)):
    ...     print(asked.question, [lines[0][a:b] for a, b in asked.spans])
    What did Ann Lee argue? ['the old bridge should be torn down']
    Who argued that the old bridge should be torn down? ['Ann Lee']
    """
    for number, paragraph in enumerate(source.paragraphs):
        for match in [*_INDIRECT.finditer(paragraph), *_DIRECT.finditer(paragraph)]:
            if match["who"].split()[0] in _PRONOUNS:
                continue
            who, what = match.span("who"), match.span("what")
            verb = _ASK[match["verb"]]
            asking = [f"What did {match['who']} {verb}?", f"What does {match['who']} think?"]
            yield Asked(asking[rng.random() < 0.3], number, (what,))
            clause = match["what"].strip('"“”').rstrip(",.")
            yield Asked(f"Who {match['verb']} that {clause}?", number, (who,))
