"""Articles as HTML."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from markupsafe import Markup

from assistant.page.evidence import leading
from assistant.page.markup import element, joined
from assistant.page.texts import counted, say
from index import Article, Passage, RollCall, Speaker
from index.article import capitalised, one_line


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


def roll_call(found: RollCall) -> Markup | None:
    """Who speaks in the article, where one click asks what they said; under it how much of it is in whose words."""
    if not found.speakers and not found.untold:
        return None
    speakers = (_speaker(found.article, speaker) for speaker in found.speakers)
    named = element("ul", *speakers, class_="roll-call") if found.speakers else None
    return joined(named, element("p", " ".join(_shares(found)), class_="shares"))


def _speaker(article: Article, speaker: Speaker) -> Markup:
    return element(
        "li",
        element(
            "button",
            element("b", capitalised(speaker.name), dir="auto"),
            element("span", speaker.role, class_="role", dir="auto") if speaker.role else None,
            element("span", ", ".join(_words(speaker)), class_="count"),
            type="button",
            data_ask=say("what_said", name=speaker.spoken_of),
            title=say("what_said", name=speaker.spoken_of),
        ),
        element("p", *_places(article, speaker), class_="places"),
    )


def _places(article: Article, speaker: Speaker) -> Iterator[Markup]:
    """A link to each paragraph in which somebody speaks, at their first words there."""
    said = {article.paragraph_at(start): (start, end) for start, end in reversed(speaker.spans)}
    for number in sorted(said):
        name = say("where_said", name=speaker.name, number=number)
        yield leading(Passage(article, *said[number]), f"¶\u202f{number}", aria_label=name, title=name)


def _words(speaker: Speaker) -> Iterator[str]:
    if speaker.words_quoted:
        yield counted("words_quoted", speaker.words_quoted)
    if speaker.words_reported:
        yield counted("words_reported", speaker.words_reported)


def _shares(found: RollCall) -> Iterator[str]:
    yield say("shares", **{voice: round(100 * share) for voice, share in found.shares.items()})
    if found.untold:
        yield counted("untold", len(found.untold))


def cleaned(removed: Sequence[str], count: int) -> Markup:
    """What was left out of an article, folded away: the first `count` lines, and how many there are."""
    return _folded("cleaned", removed, count) if removed else element("p", say("cleaned_none"), class_="cleaned")


def unread(problems: Sequence[str], count: int) -> Markup | None:
    """What could not be read, folded away: the first `count` sentences, and how many there are; None without any."""
    return _folded("unread", problems, count) if problems else None


def _folded(key: str, lines: Sequence[str], count: int) -> Markup:
    shown = [element("li", line[:200], dir="auto") for line in lines[:count]]
    more = len(lines) - len(shown)
    rest = element("li", say("cleaned_more", count=more)) if more else None
    summary = element("summary", counted(key, len(lines)))
    return element("details", summary, element("ul", *shown, rest), class_="cleaned")
