"""Web pages."""

from __future__ import annotations

from typing import Any

from index.cleaning import Cleaned, clean
from index.errors import UnreadableArticle
from index.formats.source import Raw, Source, made


def read(raw: Raw) -> Source:
    import trafilatura  # noqa: PLC0415 - only HTML needs it, and it takes half a second

    found: Any = trafilatura.bare_extraction(
        raw.data,
        with_metadata=True,
        include_comments=False,
        # Only a date that the page declares: a search of its text would take a copyright year for one.
        date_extraction_params={"extensive_search": False, "original_date": True, "max_date": "2999-12-31"},
    )
    cleaned = clean(found.text or "") if found else Cleaned("", ())
    if not cleaned.text:
        raise UnreadableArticle(f"{raw.place} holds no article text: save the article's own page and add it again")
    return made(
        raw,
        Cleaned(cleaned.text.replace("\n", "\n\n"), _left_out(raw.data, cleaned.text)),
        title=found.title,
        author=found.author,
        published=found.date,
        site=found.sitename,
        url=found.url,
    )


def _left_out(page: bytes, kept: str) -> tuple[str, ...]:
    """The lines that a page shows and the article does not have."""
    import trafilatura  # noqa: PLC0415 - as above

    article = " ".join(kept.split())
    tree: Any = trafilatura.load_html(page)
    hidden = {"script", "style", "noscript", "template", "title"}
    blocks = (node for node in tree.iter() if isinstance(node.tag, str) and node.tag not in hidden)
    lines = (" ".join(piece.split()) for node in blocks for piece in (node.text or "", *(c.tail or "" for c in node)))
    return tuple(dict.fromkeys(line for line in lines if line and line not in article))
