"""Words as a search compares them: without their endings, and without those that a question is made of."""

from __future__ import annotations

import re
from functools import lru_cache

from snowballstemmer import stemmer

# Words that a question is made of rather than asks about. BM25 gives them little weight in a large library, but in one
# article of fifteen passages "what" and "did" would count as rare.
ASKING = frozenset(
    """a about according an and any are as at be been being by can could did do does for from had has have he her his how
    i in into is it its many me much my of on or our say said says she should so tell than that the their them they this
    those to us was we were what when where which who whom whose why will with would you your article author""".split()
)

_STEMMER = stemmer("english")


def words(text: str) -> list[str]:
    """The words of a text in order, in lower case, a possessive ending left out.

    >>> words("Moscow’s envoy, in 2019")
    ['moscow', 'envoy', 'in', '2019']
    """
    return re.findall(r"\w+", re.sub(r"[’']s\b", "", text.casefold()))


def stems(text: str) -> set[str]:
    """The words that a text is about, without their endings (Porter's second stemmer for English).

    >>> sorted(stems("Who imposed the sanctions?"))
    ['impos', 'sanction']
    """
    return {stem(word) for word in words(text) if word not in ASKING}


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """A word in lower case without its ending."""
    return str(_STEMMER.stemWord(word))
