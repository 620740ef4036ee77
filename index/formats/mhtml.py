"""Saved web pages in one file (.mhtml, .mht): a message whose parts are the page and its pictures."""

from __future__ import annotations

from email.message import EmailMessage

from index.errors import UnreadableArticle
from index.formats import html
from index.formats.mail import content, header, opened
from index.formats.source import Raw, Source


def read(raw: Raw) -> Source:
    saved = opened(raw)
    page = _page(saved)
    if page is None:
        raise UnreadableArticle(f"{raw.place} holds no page: save the page again, or as .html")
    url = header(saved, "snapshot-content-location") or header(page, "content-location") or raw.url
    return html.read(Raw(raw.place, content(page), url if url and url.startswith(("http://", "https://")) else None))


def _page(saved: EmailMessage) -> EmailMessage | None:
    """The part that is the page itself: the one that the message names as its start, else the first HTML."""
    found = [part for part in saved.walk() if part.get_content_type() in ("text/html", "application/xhtml+xml")]
    start = saved.get_param("start")
    named = [part for part in found if start and header(part, "content-id") == start]
    return next(iter([*named, *found]), None)
