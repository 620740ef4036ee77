"""Web pages: the article in one, with what the page declares of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from copy import deepcopy
from typing import Any

from index.cleaning import Cleaned, clean
from index.errors import UnreadableArticle
from index.formats.page_data import described
from index.formats.page_fields import Fields, fields
from index.formats.page_furniture import take_out
from index.formats.page_names import plain
from index.formats.page_runs import wrap
from index.formats.page_text import paragraphs, shown
from index.formats.source import Raw, Source, made

_ELEMENTS = 60_000  # a page with more is no article, and each takes a tenth of a millisecond
_PARAGRAPH = 100  # characters: a longer line within the article is text, whatever the stricter reading makes of it


def read(raw: Raw) -> Source:
    """The article in a page. Raises UnreadableArticle: no page, one with no article, or far too many elements."""
    import trafilatura  # noqa: PLC0415 - only HTML needs it, and it takes half a second

    tree: Any = trafilatura.load_html(_decoded(raw.data))
    if tree is None:
        raise UnreadableArticle(f"{raw.place} is not a page of HTML: save the article's own page and add it again")
    elements = sum(1 for _ in tree.iter())
    if elements > _ELEMENTS:
        raise UnreadableArticle(
            f"{raw.place} has {elements:,} elements, more than {_ELEMENTS:,}: save the page of a single article"
        )
    page = _pruned(tree)
    found = _extracted(page, strictly=False)
    declared = fields(tree, raw.url, author=found and found.author, published=found and found.date)
    lines = _agreed(paragraphs(found.body), _paragraphs(page)) if found else []
    lines = _or_declared(lines, described(tree).get("articleBody"))
    cleaned = clean("\n\n".join(_untitled(lines, tree, declared)))
    if not cleaned.text:
        raise UnreadableArticle(f"{raw.place} holds no article text: save the article's own page and add it again")
    removed = _left_out(shown(tree), cleaned.text, declared.values.get("title", ""))
    return made(raw, Cleaned(cleaned.text, removed), origins=declared.origins, **declared.values)


def _decoded(data: bytes) -> bytes | str:
    """The page in the encoding it declares; as bytes where it is UTF-8 or declares none, for which one is guessed."""
    named = re.search(rb"charset\s*=\s*[\"']?([\w.:-]{2,30})", data[:4096])
    name = "utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else named[1].decode() if named else "utf-8"
    for encoding in ("utf-8", name):
        try:
            text = data.decode(encoding)
        except (LookupError, UnicodeError):
            continue
        return data if encoding == "utf-8" else text
    return data


def _pruned(tree: Any) -> Any:
    page = deepcopy(tree)
    wrap(page)
    take_out(page)
    return page


def _extracted(page: Any, *, strictly: bool) -> Any:
    import trafilatura  # noqa: PLC0415 - as above

    return trafilatura.bare_extraction(
        page,
        fast=True,  # its second opinions are for pages that our own two steps before it have mended already
        with_metadata=not strictly,
        include_comments=False,
        favor_precision=strictly,
        # Only a date that the page declares: a search of its text would take a copyright year for one.
        date_extraction_params={"extensive_search": False, "original_date": True, "max_date": "2999-12-31"},
    )


def _paragraphs(page: Any) -> list[str]:
    found = _extracted(page, strictly=True)
    return paragraphs(found.body) if found else []


def _agreed(lines: Sequence[str], strict: Sequence[str]) -> list[str]:
    """The lines that a stricter reading has too, and the paragraphs between them: it loses some of an article's own.

    All lines where the two readings hardly agree, since the page is then of a kind that the stricter one does not know.
    """
    sure = set(strict)
    places = [number for number, line in enumerate(lines) if line in sure]
    if 2 * sum(len(lines[number]) for number in places) < sum(map(len, lines)):
        return list(lines)
    within = range(places[0], places[-1]) if places else range(0)
    return [line for number, line in enumerate(lines) if line in sure or (number in within and len(line) >= _PARAGRAPH)]


def _or_declared(lines: list[str], body: Any) -> list[str]:
    """The lines, or the text that the page declares to be the article's where the lines are less than half of it."""
    if not isinstance(body, str) or len(body) < 2 * sum(map(len, lines)):
        return lines
    return [line for part in re.split(r"\n|</p>|<br */?>", body) if (line := plain(part))]


def _untitled(lines: Sequence[str], tree: Any, declared: Fields) -> list[str]:
    """The lines without the title above them: it is a field of the article."""
    titles = {_letters("".join(node.itertext())) for node in tree.iter("h1")}
    titles.add(_letters(declared.values.get("title", "")))
    return [line for number, line in enumerate(lines) if number > 3 or _letters(line) not in titles]


def _left_out(lines: Sequence[str], kept: str, title: str) -> tuple[str, ...]:
    """The lines that a page shows and the article does not have."""
    paragraphs, article = {*kept.split("\n"), title}, " ".join(kept.split())
    missing = [line for line in dict.fromkeys(lines) if line not in paragraphs]
    if len(missing) * len(article) > 10**9:  # a page of a million lines: each would be looked for in all of the text
        return tuple(missing)
    return tuple(line for line in missing if line not in article)


def _letters(text: str) -> str:
    return "".join(re.findall(r"\w+", text.casefold()))
