"""What a question asks for, read off its wording."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.errors import BadQuestion
from index.words import stem, words

MAX_CHARACTERS = 2_000
"""Of a question: a longer one is a text, and the models read only its beginning."""

SAYING = (
    r"sa(?:y|ys|id|ying)|tell|told|claim\w*|stat(?:e|ed|es)|argu\w+|respon\w+|repl(?:y|ied|ies)|react\w*|accus\w+|criticis\w+|criticiz\w+"
    r"|den(?:y|ied|ies)|prais\w+|warn\w*|add(?:ed|s)?|announc\w+|insist\w*|call(?:ed|s)?|describ\w+|explain\w*|comment\w*|quot\w+"
    r"|mention\w*|slam\w*|blam\w+|condemn\w*|promis\w+|demand\w*|suggest\w*|declar\w+|assert\w*|admit\w*|ask(?:ed|s)?"
)
_SHORT = re.compile(
    r"\b(?:who|whom|whose|when|where|which|how (?:many|much|long|old|often|far|big|large|tall)|since when"
    r"|what (?:year|date|day|month|time|city|country|place|number|percentage|share|age|name|title|kind|type|colou?r)|in what|at what)\b",
    re.I,
)
_WHO_SAID = re.compile(
    rf"^\W*(?:and |so |but )?who(?: else)?(?: \w+){{0,2}}? (?:{SAYING})\b|\baccording to whom\b", re.I
)
_WHAT_SAID = re.compile(
    rf"\b(?:what|how|why|did|does|do)\b.*\b(?:{SAYING})\b|\baccording to\b|\b(?:view|opinion|position|response|reaction)s?\b",
    re.I,
)
_LIST = re.compile(
    r"^\W*(?:which|what) (?:are|were|(?!does\b|was\b|has\b|this\b)\w{3,}s\b)|\bwhat (?:does|do|did) .*\b(?:want|seek|demand|need|offer|ask for)\b|\blist\b|\breasons?\b|\bsteps\b",
    re.I,
)
THINKING = r"think\w*|believ\w+|view\w*|see|sees|feel\w*|expect\w*|consider\w*|regard\w*|portray\w*|characteri[sz]\w+"
_WISHING = r"want\w*|hope\w*|fear\w*|seek\w*"
WRITER = r"the (?:author|writer|journalist|columnist|reporter)"
TEXT = r"(?:the|this) (?:article|piece|text|story|column|report|essay|op-?ed)"
_SPEAKS = re.compile(
    rf"\b(?:did|does|do|has|have|had|will|would)\s+(?P<who>[^,?]{{2,60}}?)\s+(?:\w+ly\s+)?(?P<verb>{SAYING}|{THINKING}|{_WISHING})\b(?P<topic>.*)",
    re.I,
)
_HOLDS = re.compile(
    r"\b(?:is|are|was|were)\s+(?P<who>[^,?]{2,60}?)[’']s?\s+(?:view|opinion|position|response|reaction|take|stance|attitude|comment|statement)s?\b"
    r"(?P<topic>.*)",
    re.I,
)
_ACCORDING = re.compile(r"^(?P<before>.*?),? ?\baccording to (?P<who>[^,?]{2,60})(?P<topic>.*)", re.I)
_ABOUT = re.compile(r"^\s*(?:(?:about|on|of|regarding|concerning|to|that|for|as|with)\b\s*)+", re.I)


@dataclass(frozen=True)
class Saying:
    """A question on what somebody says: who, on what (empty for anything), and the verb, without its ending, if there is one."""

    who: str
    topic: str
    verb: str = ""


def checked(question: str) -> str:
    """The question without the white space around it.

    Raises BadQuestion when nothing is left, or too much.
    """
    question = " ".join(question.encode("utf-8", "replace").decode().replace("\x00", " ").split())
    if not question:
        raise BadQuestion("the question is empty: ask something about the article, such as “Who is quoted?”")
    if len(question) > MAX_CHARACTERS:
        raise BadQuestion(
            f"the question has {len(question):,} characters, more than {MAX_CHARACTERS:,}: ask it in fewer words"
        )
    return question


def asks_for_words(question: str) -> bool:
    """Whether a few words answer: a person, a time, a place, a number, a name.

    >>> asks_for_words("When will it be held?"), asks_for_words("Why did she leave?")
    (True, False)
    """
    return bool(_SHORT.search(question)) and not re.match(
        r"\W*(?:why|how (?:did|does|do|is|are|was|were)|what did)\b", question, re.I
    )


def asks_who_said(question: str) -> bool:
    """Whether the speaker is what is asked for.

    >>> asks_who_said("Who accused Washington of lying?"), asks_who_said("Who met with Kim?")
    (True, False)
    """
    return bool(_WHO_SAID.search(question) or DISAGREES.match(question))


def claimed(question: str) -> str:
    """What somebody is asked to have said, accused somebody of, or to be against.

    >>> claimed("Who said that the bridge is unsafe?"), claimed("Who disagrees with the mayor?")
    ('the bridge is unsafe', 'the mayor')
    """
    rest = DISAGREES.sub("", _WHO_SAID.sub("", question))
    return re.sub(r"^\W*that\b", "", rest).strip(" ,?.!:")


def said_verb(question: str) -> str:
    """The verb of a question on who said something, without its ending.

    >>> said_verb("Who accused the mayor of it?")
    'accus'
    """
    if match := DISAGREES.match(question):
        return stem(words(match["verb"])[0])
    match = _WHO_SAID.search(question)
    return stem(words(match[0])[-1]) if match else ""


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


def saying(question: str) -> Saying | None:
    """Whose words or views are asked for, and on what; None when the question is about something else.

    >>> saying("What did Ann Lee say about the new bridge?")
    Saying(who='Ann Lee', topic='the new bridge', verb='say')
    >>> saying("What does the union want of the council?").who
    'the union'
    >>> saying("When will it be held?")
    """
    match = _SPEAKS.search(question) or _HOLDS.search(question) or _ACCORDING.search(question)
    if not match or asks_who_said(question):
        return None
    topic = f"{match.groupdict().get('before') or ''} {match['topic'].lstrip(' ,')}"
    verb = match.groupdict().get("verb")
    return Saying(match["who"].strip(), _ABOUT.sub("", topic).strip(" ?.!"), stem(verb.lower()) if verb else "")


_PLAIN = re.compile(
    r"\b(?:say|says|said|saying|tell|told|states?|stated|comment\w*|mention\w*|think\w*|believ\w+|views?|see|feel\w*|describ\w+|respon\w+|repl(?:y|ied)|"
    r"react\w*|explain\w*|opinion|position|stance|attitude|statement|take|according to)\b",
    re.I,
)


DISAGREES = re.compile(
    r"^\W*(?:and )?who (?:else )?(?:(?:is|are|was|were|has|have|had|would|also|still|\w+ly) ){0,2}?"
    r"(?P<verb>disagree[sd]?|differ(?:s|ed)?|disput\w+|contradict\w*|reject\w*|refut\w+|oppos\w+|doubt(?:s|ed)?|object(?:s|ed)?|denounc\w+"
    r"|(?<=is )against|(?<=are )against|(?<=was )against|(?<=were )against|sp(?:eaks|eak|oke) (?:out )?against)\b(?: with| from| to)?",
    re.I,
)


def asks_who_disagrees(question: str) -> bool:
    """Whether the speaker who is against something is asked for.

    >>> [asks_who_disagrees(f"Who {does} it?") for does in ("disagrees with", "is against", "voted against")]
    [True, True, False]
    """
    return bool(DISAGREES.match(question))


def asks_plainly(question: str) -> bool:
    """Whether it asks what was said without taking for granted that it was praise, a promise or the like.

    >>> asks_plainly("What did she say about it?"), asks_plainly("Why did she promise it?")
    (True, False)
    """
    return bool(_PLAIN.search(question)) and not re.match(r"\W*why\b", question, re.I)


def is_short(question: str, words: str) -> bool:
    """Whether these words answer the question by themselves, rather than being part of what somebody says or why.

    >>> is_short("When is it?", "late February"), is_short("Why did it fail?", "for lack of money")
    (True, False)
    """
    if asks_for_words(question) or asks_who_said(question):
        return True
    plain = re.match(r"\W*(?:\w+ ){0,3}?(?:what|which|whose|who)\b", question, re.I)
    return (
        bool(plain) and len(words.split()) <= 8 and not asks_what_was_said(question) and not asks_for_several(question)
    )


def is_name(words: str) -> bool:
    """Whether these words are set like a name.

    >>> is_name("Greta Almquist"), is_name("We lost a season")
    (True, False)
    """
    found = words.strip("“”\"‘’' ,.").split()
    return (
        0 < len(found) <= 6 and all(word[:1].isupper() or len(word) <= 3 for word in found) and found[0][:1].isupper()
    )


def is_writer(who: str) -> bool:
    """Whether somebody is the article's writer, named as such.

    >>> is_writer("the author"), is_writer("Ann Lee")
    (True, False)
    """
    return bool(re.fullmatch(WRITER, who, re.I))


def is_text(who: str) -> bool:
    """Whether somebody is no person but the article itself.

    >>> is_text("the article"), is_text("the author")
    (True, False)
    """
    return bool(re.fullmatch(TEXT, who, re.I))
