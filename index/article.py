"""The article: one canonical text that never changes, and the fields that describe it."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from index.errors import UnreadableArticle

Span = tuple[int, int]
"""Start and end in code points of `Article.text`, end exclusive."""

_FIELD_CHARS = 300  # a longer title, name or date is something else, and would fill the page
_URL_CHARS = 2_000  # what browsers and servers take

# Characters that no store, model or page can hold: lone surrogates, NUL and the other controls but tab and line ends.
_UNSTORABLE = re.compile("[\ud800-\udfff\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


@dataclass(frozen=True)
class Article:
    """An article as it is stored: `id` is a hash of `text`, and every offset in the system points into `text`."""

    id: str
    title: str
    text: str
    author: str | None = None
    published: str | None = None
    site: str | None = None
    url: str | None = None
    language: str | None = None
    """The language it is written in, as a primary tag of BCP 47 ("en"); None when nothing says it."""

    def __post_init__(self) -> None:
        if self.id != _id(self.text):
            raise ValueError(f"{self.id!r} is not the hash of this article's text: make it with Article.from_text")

    @classmethod
    def from_text(
        cls,
        text: str,
        *,
        title: str | None = None,
        author: str | None = None,
        published: str | None = None,
        site: str | None = None,
        url: str | None = None,
        language: str | None = None,
    ) -> Article:
        """The article with this text, taken as it is; without a title, its first line.

        Nothing is cleaned away (`index.read` does that for files), so offsets into `text` are offsets into the
        article. Only characters that cannot be stored (NUL, lone surrogates) become U+FFFD, one for one. The other
        fields are put on one line, and cut where they are longer than any such field is.

        Raises UnreadableArticle when there is no text.

        >>> Article.from_text("It rained.\\n\\nThen it stopped.").paragraphs
        ((0, 10), (12, 28))
        """
        if not text.strip():
            raise UnreadableArticle("the text is empty: an article needs at least one sentence")
        text = _UNSTORABLE.sub("\ufffd", text)
        return cls(
            id=_id(text),
            title=_field(title) or one_line(text.strip().splitlines()[0])[:120],
            text=text,
            author=_field(author),
            published=_field(published),
            site=_field(site),
            url=one_line(url) or None if url and len(url) <= _URL_CHARS else None,  # a part of one leads nowhere
            language=_field(language),
        )

    @cached_property
    def paragraphs(self) -> tuple[Span, ...]:
        """Spans of the paragraphs, in order, without the white space around them."""
        return tuple(_paragraphs(self.text))

    def paragraph_at(self, start: int) -> int:
        """Number of the paragraph that holds this offset, from 1."""
        return max(1, sum(begin <= start for begin, _ in self.paragraphs))


def capitalised(text: str) -> str:
    """The text with a large first letter.

    >>> capitalised("the envoy of Oslo")
    'The envoy of Oslo'
    """
    return text[:1].upper() + text[1:]


def one_line(text: str) -> str:
    """The text with every run of white space as one space.

    >>> one_line("  Summit\\xa02.0\\n")
    'Summit 2.0'
    """
    return " ".join(_UNSTORABLE.sub("\ufffd", text).split())


def _field(value: str | None) -> str | None:
    line = one_line(value or "")
    return (line if len(line) <= _FIELD_CHARS else line[: _FIELD_CHARS - 1] + "…") or None


def _id(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _paragraphs(text: str) -> list[Span]:
    # Lines are paragraphs, unless the text was wrapped by hand: then blank lines part them.
    border = r"\n[^\S\n]*\n" if _is_wrapped(text) else r"\n"
    spans, start = [], 0
    for match in [*re.finditer(border, text), None]:
        end = match.start() if match else len(text)
        inner = text[start:end].strip()
        if inner:
            first = text.index(inner, start)
            spans.append((first, first + len(inner)))
        start = match.end() if match else end
    return spans


def _is_wrapped(text: str) -> bool:
    """Whether most lines that another line follows directly are of one width, as when wrapped by hand."""
    lines = text.split("\n")
    followed = [len(a) for a, b in pairwise(lines) if a.strip() and b.strip()]
    return len(followed) > 2 and sum(45 <= length <= 100 for length in followed) / len(followed) > 0.7
