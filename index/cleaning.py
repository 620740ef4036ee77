"""Page furniture out of plain text, by rules that hold for any site."""

from __future__ import annotations

import re
from dataclasses import dataclass

# A heading that opens the comment form or the comments: nothing of the article comes after it.
_COMMENTS = re.compile(
    r"(?:leave|post|add|write) (?:a|your) (?:reply|comment)|join the (?:conversation|discussion)"
    r"|(?:\d+ )?(?:comments?|responses?|replies)(?: \(\d+\))?(?: (?:to|on) .{1,120})?:?",
    re.I,
)
_FURNITURE = re.compile(
    "|".join(
        (
            r"share (?:this|on|via)\b.{0,60}|click to (?:share|print|email)\b.{0,80}",
            r"tweet|pin it|print|email|whatsapp|facebook|twitter|like this:?|(?:like )?loading(?:\.\.\.|…)?",
            r"advertise?ments?|story continues below(?: advertisement)?",
            r"(?:please )?(?:log|sign)[ -](?:in|out|up)\b.{0,60}|(?:subscribe|sign up) (?:to|for|now|today)\b.{0,120}",
            r"fill in your details below.{0,80}|you are commenting using your.{0,60}",
            r"connecting to %s|%d bloggers? like this:?|notify me of new.{0,60}",
            r"(?:wordpress\.com|google\+?|twitter|facebook|gravatar) (?:logo|photo|picture)|(?:un)?follow(?: (?:us|me)\b.{0,60})?",
            r"blog at(?: wordpress\.com\.?)?|create a free website.{0,60}|powered by \w+.{0,30}",
            r"up ↑|back to top|skip to (?:main )?content|previous(?: post)?|next(?: post)?",
            r"related(?: (?:posts|articles|stories))?:?|(?:read|see) (?:more|also|next)\b.{0,120}",
            r"(?:we|this (?:web)?site) uses? cookies\b.*|accept(?: all)? cookies",
            r"(?:©|\(c\)|copyright) .{0,120}|.{0,60}all rights reserved\.?",
            r"(?:please )?visit (?:my|our|the author.?s)\b.{0,60}\b(?:web ?site|web page|site|blog|channel)\b.{0,120}",
            r"contact (?:me |us )?at\b.{0,80}|donate(?: (?:now|today|here))?|support us\b.{0,60}",
        )
    ),
    re.I,
)
_SHORT = 200  # characters: a longer line is a paragraph, whatever it begins with


@dataclass(frozen=True)
class Cleaned:
    """A text without page furniture, and the lines that were taken out of it, in order."""

    text: str
    removed: tuple[str, ...]


def clean(text: str) -> Cleaned:
    """The article in a page's plain text: its lines as they are, with blank lines between paragraphs as they were.

    >>> clean("Rain\\n\\nRain\\n\\nIt rained.\\n\\nShare this:\\n\\nLeave a Reply\\n\\nFirst!")
    Cleaned(text='Rain\\n\\nIt rained.', removed=('Rain', 'Share this:', 'Leave a Reply', 'First!'))
    """
    lines = [line.rstrip() for line in re.split(r"\r\n|[\n\r\x85\u2028\u2029]", text)]
    end = _comments(lines)
    kept, removed, seen = [], [], 0
    title = next((_plain(line) for line in lines if line.strip()), "")
    for line in lines[:end]:
        seen += bool(line.strip())
        repeated = 1 < seen <= 4 and _plain(line) == title
        if line.strip() and (repeated or _is_furniture(line)):
            removed.append(line.strip())
        else:
            kept.append(line)
    removed += [line.strip() for line in lines[end:] if line.strip()]
    return Cleaned(re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).strip(), tuple(removed))


def _is_furniture(line: str) -> bool:
    return len(line) <= _SHORT and bool(_FURNITURE.fullmatch(_plain(line)))


def _comments(lines: list[str]) -> int:
    """Number of lines before the comment form: its heading stands behind most of the text."""
    total, passed = sum(map(len, lines)), 0
    for number, line in enumerate(lines):
        if passed > total / 2 and _COMMENTS.fullmatch(_plain(line)):
            return number
        passed += len(line)
    return len(lines)


def _plain(line: str) -> str:
    return " ".join(line.split()).casefold()
