"""Greetings and thanks, which no article answers."""

from __future__ import annotations

import re

_GREETING = re.compile(r"(?:hi|hello|hey|hiya|greetings|good (?:morning|afternoon|evening|day))(?: (?:there|everyone|all))?", re.I)
_THANKS = re.compile(r"(?:many |ok(?:ay)?,? )?(?:thanks?|thank you|thx|cheers)(?: (?:you|a lot|so much|very much))?", re.I)
_FAREWELL = re.compile(r"(?:good ?bye|bye(?: bye)?|see you(?: later)?|good night)", re.I)


def reply(question: str) -> str | None:
    """What to say to a greeting or thanks; None when it is a question.

    >>> reply("Hello!"), reply("Who said hello?")
    ('Hello. Ask me about the article.', None)
    """
    words = question.strip(" .!,…")
    if _GREETING.fullmatch(words):
        return "Hello. Ask me about the article."
    if _THANKS.fullmatch(words):
        return "You are welcome. Ask on, if there is more you want to know of the article."
    if _FAREWELL.fullmatch(words):
        return "Goodbye."
    return None
