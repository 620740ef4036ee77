"""Where quotation marks open and close: straight, curly, single, low and angle ones."""

from __future__ import annotations

import re
from dataclasses import dataclass

from index.article import Article, Span
from index.blocks import blocks

_CLOSERS = {"“": '”"', "„": "“”", "«": "»", "»": "«", "‘": "’", '"': '"', "'": "'", "``": "''"}
_OPENER = re.compile(r"``|[“„«»‘\"']")
_SMALL = frozenset("a an the of in on at to by for and or but nor as is it up so if vs de la le der die das el".split())
_END = ".,!?…;:—–-"
_SENTENCE_END = re.compile(r"[.!?…][’”»\"]?$")


@dataclass(frozen=True)
class Quotation:
    """A stretch between quotation marks, its marks included; `goes_on` into the next paragraph."""

    start: int
    end: int
    inner: Span
    goes_on: bool = False

    def __post_init__(self) -> None:
        if not self.start < self.inner[0] < self.inner[1] <= self.end:
            raise ValueError(f"no words between the marks of {self}: a quotation has at least one character")


def quotations(article: Article) -> tuple[Quotation, ...]:
    """The quotations of an article, outermost only, in order; none crosses a paragraph.

    >>> text = "“One, ‘two’,” she said. The dogs’ ‘home’ is hers."
    >>> [text[q.start : q.end] for q in quotations(Article.from_text(text))]
    ['“One, ‘two’,”', '‘home’']
    """
    paragraphs = blocks(article)
    found: list[Quotation] = []
    singles = _singles_quote(article.text)
    for number, (start, end) in enumerate(paragraphs):
        following = article.text[paragraphs[number + 1][0]] if number + 1 < len(paragraphs) else ""
        found += _in_paragraph(article.text, start, end, following, singles)
    return tuple(found)


def _singles_quote(text: str) -> bool:
    """Whether straight single marks hold speech here, rather than being apostrophes."""
    return '"' not in text and bool(re.search(r"(?:^|\s)'[A-Z][^'\n]*[,.!?]'(?=\s|$)", text))


def _in_paragraph(text: str, start: int, end: int, following: str, singles: bool) -> list[Quotation]:
    found = []
    at = start
    while match := _OPENER.search(text, at, end):
        at = match.end()
        mark = match[0]
        if not _opens(text, match.start(), at, start, end) or (mark == "'" and not singles):
            continue
        close = _closing(text, mark, at, end)
        if close is not None:
            width = 2 if mark == "``" else 1
            if text[at:close].strip():
                found.append(Quotation(match.start(), close + width, (at, close)))
            at = close + width
        elif following == mark or _starts_speech(text, match.start(), at, start, end):
            found.append(Quotation(match.start(), end, (at, end), goes_on=following == mark))
            at = end
    return found


def _opens(text: str, first: int, after: int, start: int, end: int) -> bool:
    if after >= end or (text[after].isspace() and text[first] not in "«»“„" and text[first:after] != "``"):
        return text[first] == '"' and after < end and text[first - 1 : first] in (" ", "\n") and text[after] == " "
    before = text[first - 1] if first > start else " "
    if text[first] == "»":
        return (not before.isalnum() and before not in ".,!?…\xa0 \u202f") or first == start
    return text[first] in "“„«`" or (not before.isalnum() and before not in ".,!?")


def _closing(text: str, mark: str, at: int, end: int) -> int | None:
    """Offset of the mark that closes a quotation opened before `at`, or None."""
    if mark in "‘'":
        return _closing_single(text, mark, at, end)
    depth = 1
    for match in re.finditer(re.escape(mark) if mark == "``" else f"[{mark}{_CLOSERS[mark]}]|''", text[at:end]):
        offset, sign = at + match.start(), match[0]
        if (sign == "''" and mark != "``") or sign == "``":
            continue
        if sign in _CLOSERS[mark] or sign == "''" or _looks_closing(text, offset, end):
            depth -= 1
        else:
            depth += 1
        if depth == 0:
            return offset
    if mark == "``":
        close = text.find("''", at, end)
        return close if close >= 0 else None
    # Opened twice and closed once: the first closing mark ends the quotation.
    closers = [close for sign in _CLOSERS[mark] if (close := text.find(sign, at, end)) >= 0]
    return min(closers, default=None)


def _looks_closing(text: str, at: int, end: int) -> bool:
    after = text[at + 1] if at + 1 < end else " "
    return not text[at - 1].isspace() and not after.isalnum()


def _closing_single(text: str, mark: str, at: int, end: int) -> int | None:
    """The first mark that is no apostrophe: not inside a word, and not a plural's unless none follows."""
    close = _CLOSERS[mark]
    offsets = [at + m.start() for m in re.finditer(re.escape(close), text[at:end])]
    offsets = [o for o in offsets if o > at and not text[o + 1 : o + 2].isalnum() and not text[o - 1].isspace()]
    limit = text.find(" " + mark, at, end)
    inside = [o for o in offsets if limit < 0 or o < limit] or offsets
    for number, offset in enumerate(inside):
        plural = text[offset - 1] in "sS" and text[offset + 1 : offset + 2] == " "
        if not plural or number + 1 == len(inside):
            return offset
    return None


def _starts_speech(text: str, first: int, after: int, start: int, end: int) -> bool:
    """Whether an opening mark that nothing closes stands where speech starts: in front or after a colon."""
    before = text[start:first].rstrip()
    return text[first:after] not in ("'", "‘") and end - after > 20 and (not before or before[-1] in ":,")


def is_whole(text: str, quotation: Quotation) -> bool:
    """Whether a quotation reads as sentences of its own, not as words woven into somebody else's.

    >>> article = Article.from_text("“Go,” he said, a “rather odd” word.")
    >>> [is_whole(article.text, q) for q in quotations(article)]
    [True, False]
    """
    inner = text[slice(*quotation.inner)].strip().rstrip("”’'\"»")  # a quotation in it may end with it
    if not inner:
        return False
    first = next((char for char in inner if char.isalnum()), "")
    ends = inner[-1] in _END or quotation.goes_on or text[quotation.end : quotation.end + 1] in (",", ".")
    return (not first.islower() and ends) or bool(
        _SENTENCE_END.search(inner) and len(inner.split()) > 12 and not first.islower()
    )


def is_title(text: str, quotation: Quotation) -> bool:
    """Whether the words are set like the title of a work: “The Long Way Home”.

    >>> article = Article.from_text("Her book “The Long Way Home” and “We all go home.”")
    >>> [is_title(article.text, q) for q in quotations(article)]
    [True, False]
    """
    words = re.findall(r"[^\W\d_][\w’'-]*", text[slice(*quotation.inner)])
    long = [word for word in words if len(word) > 3 or word.lower() not in _SMALL]
    alone = re.search(r"(?:[.!?:][”’»\"]?\s|\n|^)$", text[max(0, quotation.start - 3) : quotation.start])
    ends = text[quotation.inner[1] - 1] in ("!?." if alone else "!?")
    return not ends and 1 < len(words) < 16 and bool(long) and all(word[0].isupper() for word in long)
