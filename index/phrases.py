"""Noun phrases taken apart: the name in them, the role, and where the name stands."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from index.article import Span
from index.cue_words import (
    COURTESY,
    DOCUMENT_NOUNS,
    GROUP_NOUNS,
    IRREGULAR,
    OFFICES,
    OPENERS,
    PRONOUNS,
    TITLES,
    gender,
    is_person_noun,
    lemma,
)
from index.first_names import gender_of

_SHORT = r"(?:Mrs?|Ms|Dr|Drs|Prof|St|Ste|Rev|Sen|Rep|Gov|Gen|Lt|Col|Capt|Sgt|Maj|Cmdr|Adm|Det|Supt|Insp|Hon|Mt|Ft)"
_WORD = rf"(?:(?:{_SHORT}|[A-ZÀ-Þ])\.(?=[^\S\n]?[A-ZÀ-Þ])|[A-ZÀ-ÖØ-Þ](?:[\w’'-]|\.(?=[A-Z]))*)"
_PARTICLE = r"(?:de|da|di|del|della|van|von|der|den|bin|al|el|la|le|du|dos|ten|of)"
RUN = re.compile(rf"{_WORD}(?:[^\S\n](?:{_PARTICLE}[^\S\n](?:{_PARTICLE}[^\S\n])?)?{_WORD}|[^\S\n]&[^\S\n]{_WORD})*")
"""Capitalised words in a row, such as a name with what stands before it."""

POSSESSIVE = re.compile(r"[’']s?$")
_LETTERS = re.compile(r"(?<=\w)(?:\s(?:KC|QC|SC|MP|MEP|MSP|MLA|TD|PhD|MD|CBE|OBE|MBE|KBE|DBE|FRS))+$")
"""What stands behind a name without belonging to it."""
_PREPOSITION = re.compile(r"\b(?:of|for|from|to|at|in|with|by|on|about|against|between)\s")
_APPOSITION = re.compile(
    rf"(?P<more>\s(?:to|of|for|at|in|with|on)\s[^,.;:“”\"\n]{{2,60}}|\sthere|\shere)?, (?:the (?:late )?|an? [^,.;:\n]{{3,40}}? named )?(?P<name>{RUN.pattern})"
    r"(?=[,.:;]|\s[a-z]+ed\b|\ssa[iy]|\s\(|\n|$)"
)
_APART = re.compile(
    r"(?P<role>(?:(?:[Tt]he|[Aa]n?|[Hh]is|[Hh]er|[Ii]ts|[Tt]heir|[Oo]ur|[\w-]+[’'](?:s|(?=\s)))\s)"
    r"(?:[\w’'-]+\s){0,8}?[\w’'-]+),\s$"
)


@dataclass(frozen=True)
class Description:
    """What a noun phrase tells of its speaker: name, role, gender, and the name's or noun's span."""

    name: str | None
    role: str | None
    noun: str | None
    gender: str | None
    span: Span


def describe(text: str, span: Span, people: Iterable[Span] = ()) -> Description:
    """A noun phrase taken apart into name and role; `people` are spans of names known to be people's.

    >>> said = "White House press secretary Sarah Sanders"
    >>> found = describe(said, (0, len(said)))
    >>> found.name, found.role
    ('Sarah Sanders', 'White House press secretary')
    """
    start, end = span
    if compound := re.match(r"-\w+", text[end : end + 30]):
        end += compound.end()  # “secretary-general”, which the parse takes apart
    for first, last in people:
        if start <= first and last <= end and not _is_aside(text, start, first, last):
            first = name_start(text, first, last)
            last = first + len(_LETTERS.sub("", text[first:last]))
            if re.match(r"\s[A-ZÀ-Þ]", text[last:end]) or _whole_body(text, first, last)[1] > last:
                continue  # the parse saw only part of the name
            role = _role_before(text, start, first)
            if last == end or role or text[last] in ",( " or _LETTERS.fullmatch(text[last - 1 : end]):
                found = _named(text, first, last, role or _role_around(text, first, last))
                title = text[start:first].split()[-1:]
                return replace(found, gender=(gender(title[0]) if title else None) or found.gender)
    runs = [m.span() for m in RUN.finditer(text, start, end)]
    if runs and runs[-1][1] == end and not _is_common(text, start, runs[-1]) and not _is_tail(text, start, runs[-1]):
        return _proper(text, start, _whole_body(text, *runs[-1]))
    return _common(text, start, end)


def _whole_body(text: str, first: int, last: int) -> Span:
    """The name of a body with what “and” joins to it, from either half: “the Warehouse and Allied Trades Union”."""
    before = re.search(r"\b[Tt]he ((?:[A-ZÀ-Þ][\w’-]+ )+and )$", text[max(0, first - 60) : first])
    if is_office(text, first, last):
        return (first - len(before[1]), last) if before else (first, last)
    behind = re.match(r" and [A-ZÀ-Þ][\w’-]+(?: [A-ZÀ-Þ][\w’-]+)*", text[last : last + 60])
    joined = behind and text[:first].lower().endswith("the ") and is_office(text, last, last + behind.end())
    return (first, last + behind.end()) if behind and joined else (first, last)


def name_start(text: str, first: int, last: int) -> int:
    """Where the name begins in capitalised words that may open with an office.

    >>> said = "Foreign Minister Ann Lee"
    >>> said[name_start(said, 0, len(said)) :]
    'Ann Lee'
    """
    first = _skip(text, first, last, OPENERS)
    of = text.find(" of ", first, last)
    if of > 0 and " " in text[first:of]:
        last = of  # the name stands before “of Penmar Police”
    if is_office(text, first, last):
        return first
    words = list(re.finditer(r"\S+", text[first:last]))
    offices = [n for n, word in enumerate(words[:-1]) if word[0].lower().rstrip(".,") in OFFICES]
    if offices and words[offices[-1] + 1][0] not in ("of", "for"):
        first += words[offices[-1] + 1].start()
    owner = re.match(r"[\w-]+[’']s\s", text[first:last])
    if owner and gender_of(text[first + owner.end() : last]):
        first += owner.end()  # “Labour’s Tom Ellis”
    name = _skip(text, first, last, TITLES)
    return first if text.startswith("of ", name) else name  # “the Lady of Skerra”, a ship


def name_end(text: str, first: int, last: int) -> int:
    """Where the name ends in capitalised words that may go on with “of” and a place.

    >>> said = "Ada Quist of Merrow"
    >>> said[: name_end(said, 0, len(said))]
    'Ada Quist'
    """
    last = first + len(_LETTERS.sub("", POSSESSIVE.sub("", text[first:last])))
    name, of, _ = text[first:last].partition(" of ")
    if not of or len(name.split()) < 2 or name.split()[-1].lower().rstrip("s") in _BODIES:
        return last
    return last if is_office(text, first, first + len(name)) else first + len(name)


_BODIES = (
    GROUP_NOUNS
    | {word.rstrip("s") for word in GROUP_NOUNS}
    | DOCUMENT_NOUNS
    | OFFICES
    | TITLES
    | frozenset(
        "society college school faculty church city town state republic kingdom isle island chamber museum centre center"
        " academy bank branch region province district county union emirate hall order people son daughter society"
        " journal library museum house secretary".split()
    )
)


def is_office(text: str, first: int, last: int) -> bool:
    """Whether capitalised words are an office or a body ("State Department"), not a titled name."""
    return text[first:last].split()[-1].lower() in (GROUP_NOUNS | DOCUMENT_NOUNS | TITLES | OFFICES)


def bare(phrase: str) -> str:
    """A noun phrase without its article or possessor.

    >>> bare("the company"), bare("Its Missile Defense Review"), bare("a 40-year-old teacher")
    ('company', 'Missile Defense Review', '40-year-old teacher')
    """
    return re.sub(
        r"^(?:the|a|an|its|his|her|their|our|my|this|that|one(?! (?:in|of))|another)\s+",
        "",
        " ".join(phrase.split()),
        flags=re.I,
    )


def role_apart(text: str, first: int) -> str | None:
    """The role that a comma parts from the name after it: “The town’s mayor, Ann Lee”.

    >>> role_apart("The town’s mayor, Ann Lee", 18)
    'town’s mayor'
    """
    line = max(text.rfind(mark, 0, first) for mark in '\n.;:“”"!?') + 1
    match = _APART.search(text[max(line, first - 120) : first])
    if not match or not is_person_noun(head(match["role"])):
        return None
    return bare(match["role"])


def phrase_start(text: str, left: int, first: int) -> int:
    """Where the noun phrase begins that ends in the name at `first`: after the verb or the preposition before it.

    >>> said = "said former deputy director of nursing Lise Dahl"
    >>> said[phrase_start(said, 0, said.index("Lise")) :]
    'former deputy director of nursing Lise Dahl'
    """
    words = list(re.finditer(r"[\w’'.-]+", text[left:first]))
    for number in range(len(words) - 1, -1, -1):
        word = words[number][0].lower()
        before = words[number - 1][0].lower() if number else ""
        if word in _JOINS and number and is_person_noun(before):
            continue  # “director of nursing Lise Dahl”
        if word in _JOINS | _NO_NOUN or _is_verb(word, before):
            return left + words[number].end() + 1 if number + 1 < len(words) else first
    return left + words[0].start() if words else first


_JOINS = frozenset("of for to from in at on with".split())
_NO_NOUN = PRONOUNS - {"his", "her", "its"} | frozenset(
    "by and but or that when as who which while because if than then also not about against between after before"
    " during under over into like is was are were be been being has have had will would could should may might must"
    " can did does do according".split()
)
_BEFORE_NOUN = frozenset("a an the his her its their our my this that former".split())


def _is_verb(word: str, before: str) -> bool:
    """Whether a word before a role is the verb of its sentence: “said”, “thanked”, but not “a retired general”."""
    if word in IRREGULAR or (lemma(word) and word.endswith(("s", "ed", "ing"))):
        return True
    return word.endswith("ed") and bool(before) and before not in _BEFORE_NOUN and not lemma(before)


def _is_aside(text: str, start: int, first: int, last: int) -> bool:
    """Whether a person's name only tells whose the speaker is: “Ann Lee’s office”, “a paper by Ann Lee”."""
    if POSSESSIVE.search(text[first:last]) or re.match(r"[’']s\b|[’'](?=\s)", text[last : last + 3]):
        return True
    before = text[start:first]
    return bool(_PREPOSITION.search(before)) and not _role_before(text, start, first)


def _is_common(text: str, start: int, run: Span) -> bool:
    first = _skip(text, *run, OPENERS)
    word = text[first : run[1]].lower()
    return word in (OPENERS | GROUP_NOUNS | DOCUMENT_NOUNS) or (first > start and is_person_noun(word))


def _is_tail(text: str, start: int, run: Span) -> bool:
    """Whether capitalised words only end a phrase about a thing or a body: “an inspection in August”."""
    before = text[start : run[0]]
    noun = head(before)
    people = any(is_person_noun(one) for one in (noun, noun.removesuffix("s")))  # “Friends of the Earth”
    common = noun[:1].islower() or people or noun.lower() in GROUP_NOUNS
    return bool(_PREPOSITION.search(before)) and common and not _role_before(text, start, run[0])


def _proper(text: str, start: int, run: Span) -> Description:
    first = name_start(text, *run)
    last = name_end(text, first, run[1])
    titles = text[run[0] : first]
    role = _role_before(text, start, run[0])
    told = next((g for word in titles.split() if (g := gender(word))), None)
    title = " ".join(w for w in titles.split() if w.lower() not in COURTESY | OPENERS)
    found = _named(text, first, last, " ".join(filter(None, [role, title])) or _role_around(text, first, last))
    return Description(found.name, found.role, None, told or found.gender, found.span)


def _skip(text: str, first: int, last: int, words: frozenset[str]) -> int:
    for match in re.finditer(r"\S+\s*", text[first:last]):
        if match[0].strip().lower() not in words or first + match.end() >= last:
            return first + match.start()
    return first


def _named(text: str, first: int, last: int, role: str | None) -> Description:
    name = " ".join(text[first:last].split())
    told = gender(head(role)) if role else None
    return Description(name, role or None, None, told or gender_of(name), (first, last))


def _role_around(text: str, first: int, last: int) -> str | None:
    return _role_after(text, last) or role_apart(text, first)


def _role_before(text: str, start: int, first: int) -> str | None:
    """The role that stands right before a name, without its article, or None."""
    words = text[start:first].split()
    while words and words[-1].lower() in COURTESY:
        words.pop()
    before = " ".join(words)
    if not before:
        return None
    if (title := before.split()[-1]).lower() in TITLES - COURTESY and title[0].isupper():
        return bare(before)
    if not is_person_noun(title.rstrip(",")):
        return None
    return bare(before.rstrip(",")) or None


def _role_after(text: str, last: int) -> str | None:
    """The role between the commas after a name: “Ann Lee, the town’s mayor, said”."""
    match = re.match(
        r"(?: \([^()]*\))?(?:, (?:now |aged )?\d{1,3})?, ((?:(?:who is|the|a|an|its|his|her|their) )?[^,.;:“”\"()\n]{3,90})(?=[,.;)])",
        text[last : last + 110],
    )
    if not match or not any(
        is_person_noun(word) for word in re.findall(r"[\w-]+", match[1].split(" of ")[0].split(" at ")[0])
    ):
        return None
    role = re.split(r" (?:who|which|that|whose) ", match[1].removeprefix("who is "))[0]
    if re.match(r"(?:and|but|who|whose|where|when|said|which|adding)\b", role) or " like a" in role:
        return None
    return bare(role)


def _names_body(text: str, start: int, noun: str) -> bool:
    """Whether a name in apposition is that of a body: “The water company, Alderwater, says”."""
    is_group = noun.lower() in GROUP_NOUNS or is_person_noun(noun.removesuffix("s"))  # “the builders, Alderwater”
    return is_group and bool(re.match(r"(?i)the\b", text[start:]))


def head(phrase: str) -> str:
    """The noun that a phrase is about: “mayor” of “the mayor of the town”."""
    words = re.findall(r"[\w’'-]+", re.split(r"\s(?:to|of|for|in|at|from|with|on|by|behind|who|that)\s", phrase)[0])
    return words[-1] if words else phrase


def _common(text: str, start: int, end: int) -> Description:
    """A speaker without a name; the name when it follows in apposition ("the envoy, Alexander Matsegora")."""
    phrase = " ".join(text[start:end].split())
    phrase = re.sub(r"(?i)\b(its|his|her|their|our|my|the \w+[’']s) own\b", r"\1", phrase)
    noun = head(phrase)
    match = _APPOSITION.match(text, end)
    if (
        match
        and (is_person_noun(noun) or _names_body(text, start, noun) or gender_of(match["name"]))
        and _skip(match["name"], 0, len(match["name"]), OPENERS) == 0
    ):
        more = (match["more"] or "").removesuffix(" there").removesuffix(" here")
        first, last = match.span("name")
        first, last = name_start(text, first, last), name_end(text, first, last)
        return _named(text, first, last, bare(phrase + more))
    if (run := RUN.match(text, end + 1)) and text[end] == " " and is_person_noun(noun) and start < end:
        return _named(text, run.start(), name_end(text, *run.span()), bare(phrase))
    words = re.findall(r"[\w’'-]+", phrase)
    told = gender(noun) or next((g for word in words[1:] if (g := gender(word))), None)
    return Description(None, bare(phrase), noun.lower(), told, (start, end))
