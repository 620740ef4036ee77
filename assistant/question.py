"""What a question asks for, read off its wording."""

from __future__ import annotations

import re

from assistant.errors import BadQuestion

MAX_CHARACTERS = 2_000
"""Of a question: a longer one is a text, and the models read only its beginning."""

_SAYING = (
    r"sa(?:y|ys|id|ying)|tell|told|claim\w*|stat(?:e|ed|es)|argu\w+|respon\w+|repl(?:y|ied|ies)|react\w*|accus\w+|criticis\w+|criticiz\w+"
    r"|den(?:y|ied|ies)|prais\w+|warn\w*|add(?:ed|s)?|announc\w+|insist\w*|call(?:ed|s)?|describ\w+|explain\w*|comment\w*|quot\w+"
    r"|mention\w*|slam\w*|blam\w+|condemn\w*|promis\w+|demand\w*|suggest\w*|declar\w+|assert\w*|admit\w*|ask(?:ed|s)?"
)
_SHORT = re.compile(
    r"\b(?:who|whom|whose|when|where|which|how (?:many|much|long|old|often|far|big|large|tall)|since when"
    r"|what (?:year|date|day|month|time|city|country|place|number|percentage|share|age|name|title|kind|type|colou?r)|in what|at what)\b",
    re.I,
)
_WHO_SAID = re.compile(rf"^\W*(?:and |so |but )?who(?: else)?(?: \w+){{0,2}}? (?:{_SAYING})\b|\baccording to whom\b", re.I)
_WHAT_SAID = re.compile(
    rf"\b(?:what|how|why|did|does|do)\b.*\b(?:{_SAYING})\b|\baccording to\b|\b(?:view|opinion|position|response|reaction)s?\b", re.I
)
_LIST = re.compile(
    r"^\W*(?:which|what) (?:are|were|\w+s\b)|\bwhat (?:does|do|did) .*\b(?:want|seek|demand|need|offer|ask for)\b|\blist\b|\breasons?\b|\bsteps\b", re.I
)


def checked(question: str) -> str:
    """The question without the white space around it.

    Raises BadQuestion when nothing is left, or too much.
    """
    question = " ".join(question.encode("utf-8", "replace").decode().replace("\x00", " ").split())
    if not question:
        raise BadQuestion("the question is empty: ask something about the article, such as “Who is quoted?”")
    if len(question) > MAX_CHARACTERS:
        raise BadQuestion(f"the question has {len(question):,} characters, more than {MAX_CHARACTERS:,}: ask it in fewer words")
    return question


def asks_for_words(question: str) -> bool:
    """Whether a few words answer: a person, a time, a place, a number, a name.

    >>> asks_for_words("When will it be held?"), asks_for_words("Why did she leave?")
    (True, False)
    """
    return bool(_SHORT.search(question)) and not re.match(r"\W*(?:why|how (?:did|does|do|is|are|was|were)|what did)\b", question, re.I)


def asks_who_said(question: str) -> bool:
    """Whether the speaker is what is asked for.

    >>> asks_who_said("Who accused Washington of lying?"), asks_who_said("Who met with Kim?")
    (True, False)
    """
    return bool(_WHO_SAID.search(question))


def asks_what_was_said(question: str) -> bool:
    """Whether somebody's words or view are asked for.

    >>> asks_what_was_said("How did the envoy respond?"), asks_what_was_said("When will it be held?")
    (True, False)
    """
    return bool(_WHAT_SAID.search(question)) and not asks_who_said(question)


def asks_for_several(question: str) -> bool:
    """Whether one sentence may not be enough.

    >>> asks_for_several("What does the union want?"), asks_for_several("Who is the envoy?")
    (True, False)
    """
    return bool(_LIST.search(question))
