"""Cues found by rules alone: where no parser can read the sentence, or none is wanted."""

from __future__ import annotations

import re
from collections.abc import Iterator

from index.article import Span
from index.cue_words import FIRST, FOREIGN, LABEL, PRONOUNS, SAY, VIEW, is_person_noun, lemma
from index.cues import Cue
from index.frames import Frame

_CAPS = r"[A-ZÀ-Þ][\w’'-]*(?:\.(?=\s))?"
_NAME = rf"{_CAPS}(?:\s(?:(?:de|da|del|van|von|der|bin|al|la|le|of|the|for)\s){{0,2}}{_CAPS}){{0,6}}"
_PHRASE = r"(?:(?:[Tt]he|[Aa]n?|[Hh]is|[Hh]er|[Ii]ts|[Tt]heir|[Oo]ne|[Aa]nother)\s(?:[\w’'-]+\s){0,5}?[\w’'-]+)"
_LOWER = rf"(?:(?:[\w’'-]+\s){{0,4}}?[a-z][\w’'-]+\s{_NAME})"
_PRONOUN = rf"(?i:{'|'.join(sorted(PRONOUNS | FIRST))})\b"
_ADVERBS = r"(?:(?:\w+ly|also|later|then|has|have|had|once|again|now|still|just|recently)\s)*"
_BEFORE = re.compile(
    rf"(?<![\w’'-])(?P<who>{_PRONOUN}|{_NAME}|{_LOWER}|{_PHRASE})(?:,\s[^,“”\"\n]{{2,80}},)?\s{_ADVERBS}$"
)
_AFTER = re.compile(rf"\s(?P<who>{_PRONOUN}|{_LOWER}|{_NAME}|{_PHRASE}(?:\s{_NAME})?)")
# A phrase that ends in an article, or holds a verb of speech, is cut out of a sentence at the wrong place.
_NO_SPEAKER = re.compile(
    r"\b(?:[Tt]he|[Aa]n?|[Ii]ts|[Tt]heir|[Hh]is|this|that)$|\s(?:said|says|told|called|described|rejected|denied)\b|\s(?:is|are|was|were|been)$"
)
_ACCOUNT = re.compile(
    rf"(?:By|In) (?P<who>his|her|their|{_NAME}(?=[’']s)|{_PHRASE}(?=[’']s?\s))(?:[’']s?)? (?:own )?"
    r"(?P<account>account|telling|admission|estimate|view|opinion|words|eyes|mind),?\s"
)
_WORD = re.compile(r"[^\W\d_]+")
_STOP = re.compile(r"[.!?](?:[”»\"’]|\s|$)|\n")


def rule_cues(frame: Frame, *, english: bool = True) -> Iterator[Cue]:
    """The cues of a paragraph, in order; in another language than English only beside quotations."""
    text = frame.text
    for match in _WORD.finditer(text):
        word = match[0].lower()
        if english and word == "according" and (cue := _according(frame, match.start())):
            yield cue
        if english and word in ("by", "in") and (cue := _by_account(frame, match.start())):
            yield cue
        base = lemma(word) if english else ("say" if word in FOREIGN else None)
        if base and base in SAY | VIEW | LABEL and not match[0][0].isupper():
            cue = _cue(frame, match.span() if english else _with_auxiliary(text, match.span()), base, english)
            if cue:
                yield cue


def _with_auxiliary(text: str, verb: Span) -> Span:
    """The verb with the auxiliary before it: “a ajouté”, “ha detto”."""
    match = re.search(r"\b(?:a|ont|avait|ha|han|hanno|hat|haben|hatte|heeft)\s$", text[: verb[0]])
    return (match.start(), verb[1]) if match else verb


def _according(frame: Frame, at: int) -> Cue | None:
    text = frame.text
    match = re.match(rf"(?i:according to)\s(?P<who>{_LOWER}|{_NAME}|{_PHRASE})", text[at:])
    if not match:
        return None
    first, last = _sentence(text, at)
    end = at + match.end()
    contents = [(a, b) for a, b in ((first, at), (end, last)) if re.search(r"\w{2}.*\s", text[a:b])]
    return _made(frame, (at, at + 12), "accord", (at + match.start("who"), end), contents, (first, last))


def _by_account(frame: Frame, at: int) -> Cue | None:
    """The cue of “by her own account”, “in his opinion”, at the start of a sentence."""
    match = _ACCOUNT.match(frame.text, at)
    first, last = _sentence(frame.text, at)
    if not match or at != first:
        return None
    return _made(frame, match.span("account"), "account", match.span("who"), [(match.end(), last)], (first, last))


def _cue(frame: Frame, verb: Span, base: str, english: bool) -> Cue | None:
    text = frame.text
    sentence = _sentence(text, verb[0])
    inverted = re.search(r"[,?!…”»\"–—]\s*$", text[sentence[0] : verb[0]])
    who: Span | None = None
    if inverted and (match := _AFTER.match(text, verb[1], sentence[1])):
        who = _shorten(text, match.span("who"))
    elif match := _BEFORE.search(text, sentence[0], verb[0]):
        who = match.span("who")
    if who is None or _NO_SPEAKER.search(text[slice(*who)]):
        return None
    contents: list[Span] = []
    if english and base in SAY | VIEW and base not in ("ask", "demand", "order", "rule", "plan"):
        contents = _contents(text, verb, who, sentence, inverted is not None)
    return _made(frame, verb, base, who, contents, sentence)


def _shorten(text: str, who: Span) -> Span:
    """The phrase up to its name: what follows an inverted verb is read greedily."""
    words = text[slice(*who)]
    match = re.match(rf"(?:(?:[\w’'-]+\s){{0,4}}?){_NAME}", words)
    return (who[0], who[0] + match.end()) if match and not words.lower().startswith(tuple(PRONOUNS)) else who


def _contents(text: str, verb: Span, who: Span, sentence: Span, inverted: bool) -> list[Span]:
    if inverted or (text[verb[1] : verb[1] + 1] in (".", ",") and who[0] > sentence[0]):
        return [(sentence[0], min(who[0], verb[0]))]
    match = re.match(
        r"\s+(?:that\s+)?(?=(?:[^\s,]+\s+){2})(?!on\s|in\s|at\s|to\s|of\s|about\s)",
        text[verb[1] : sentence[1]],
    )
    speaks = (
        text[slice(*who)].lower() in PRONOUNS or text[who[0]].isupper() or is_person_noun(text[slice(*who)].split()[-1])
    )
    return [(verb[1] + match.end(), sentence[1])] if match and speaks else []


def _made(frame: Frame, verb: Span, base: str, who: Span, contents: list[Span], sentence: Span) -> Cue:
    return Cue(
        frame.to_article(*verb),
        frame.text[slice(*verb)].lower(),
        base,
        frame.to_article(*who),
        tuple(frame.to_article(*c) for c in contents if c[0] < c[1]),
        frame.to_article(*sentence),
        writer=frame.text[slice(*who)].lower() in FIRST,
    )


def _sentence(text: str, at: int) -> Span:
    """The sentence around an offset, by its full stops alone."""
    first = 0
    for match in _STOP.finditer(text):
        if match.end() <= at:
            first = match.end()
        elif match.start() >= at:
            return _strip(text, first, match.start() + 1)
    return _strip(text, first, len(text))


def _strip(text: str, first: int, last: int) -> Span:
    while first < last and text[first].isspace():
        first += 1
    return first, last
