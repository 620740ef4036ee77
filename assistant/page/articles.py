"""Articles as HTML."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from assistant.page.markup import element, joined
from assistant.page.texts import say
from index import Article, Utterance
from index.article import one_line


@dataclass(frozen=True)
class Speaker:
    """Somebody whose words are in the article, and how often."""

    name: str
    role: str | None
    statements: int


def article(found: Article) -> Markup:
    """The article to be read: each paragraph carries its number and its offset, by which citations find their words."""
    titled = bool(found.paragraphs) and _is_title(found, *found.paragraphs[0])
    heading = None if titled else element("h1", found.title, dir="auto")
    parts = [_paragraph(found, number, *span) for number, span in enumerate(found.paragraphs, start=1)]
    told = [] if _tells_author(found) else [say("by", author=found.author)] if found.author else []
    facts = [*told, *filter(None, (found.published, found.site))]
    line = element("p", " · ".join(facts), class_="facts", dir="auto") if facts else None
    # The heading and what is known of the article come first, also where the text opens with its own title.
    return joined(heading, *parts[:1], line, *parts[1:]) if titled else joined(heading, line, *parts)


def _paragraph(found: Article, number: int, start: int, end: int) -> Markup:
    text = found.text[start:end]
    is_title = number == 1 and _is_title(found, start, end)
    is_byline = number <= 3 and _is_byline(found, text)
    return element(
        "h1" if is_title else "p",
        text,
        class_="byline" if is_byline else None,
        data_start=start,
        data_paragraph=number,
        dir="auto",
    )


def _is_title(found: Article, start: int, end: int) -> bool:
    return one_line(found.text[start:end]) == found.title


def _is_byline(found: Article, text: str) -> bool:
    return bool(found.author) and one_line(text).casefold() == f"by {found.author}".casefold()


def _tells_author(found: Article) -> bool:
    return any(_is_byline(found, found.text[start:end]) for start, end in found.paragraphs[:3])


def speakers(utterances: Sequence[Utterance]) -> list[Speaker]:
    """Who is named as speaking, those who speak most first."""
    counts: dict[str, int] = {}
    roles: dict[str, str] = {}
    for utterance in utterances:
        if utterance.speaker:
            counts[utterance.speaker] = counts.get(utterance.speaker, 0) + 1
            if utterance.role:
                roles.setdefault(utterance.speaker, utterance.role)
    names = sorted(counts, key=lambda name: -counts[name])
    return [Speaker(name, roles.get(name), counts[name]) for name in names]


def roll_call(found: Sequence[Speaker]) -> Markup:
    """Who speaks in the article; one click asks what they said."""
    return element("ul", *map(_speaker, found), class_="roll-call")


def _speaker(speaker: Speaker) -> Markup:
    count = speaker.statements
    return element(
        "li",
        element(
            "button",
            element("b", speaker.name, dir="auto"),
            element("span", speaker.role, class_="role", dir="auto") if speaker.role else None,
            element("span", say("speaks_once") if count == 1 else say("speaks", count=count), class_="count"),
            type="button",
            data_ask=say("what_said", name=speaker.name),
            title=say("what_said", name=speaker.name),
        ),
    )


def cleaned(removed: Sequence[str], count: int) -> Markup:
    """What was left out of an article, folded away: the first `count` lines, and how many there are."""
    if not removed:
        return element("p", say("cleaned_none"), class_="cleaned")
    told = say("cleaned_one") if len(removed) == 1 else say("cleaned", count=len(removed))
    lines = [element("li", line[:200], dir="auto") for line in removed[:count]]
    more = len(removed) - len(lines)
    rest = element("li", say("cleaned_more", count=more)) if more else None
    return element("details", element("summary", told), element("ul", *lines, rest), class_="cleaned")
