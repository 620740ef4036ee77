"""Letters by e-mail (.eml): newsletters, and what people forward."""

from __future__ import annotations

import re
from email import message_from_bytes, policy
from email.message import EmailMessage, MIMEPart
from email.utils import parseaddr, parsedate_to_datetime

from index.cleaning import Cleaned, clean
from index.errors import UnreadableArticle
from index.formats import html
from index.formats.markup import paragraphs, without
from index.formats.plain import decoded
from index.formats.source import Raw, Source, made

_REPLY = re.compile(
    r"\n(?:On .{5,200}(?:\n.{0,200})? wrote:|-{2,} ?Original Message ?-{2,})[ \t]*\n(?=\s*>|\s*From:|\s*\Z)"
)
_QUOTED = "//blockquote[@type='cite'] | //*[contains(@class, 'gmail_quote')] | //*[contains(@class, 'moz-cite-prefix')]"


def read(raw: Raw) -> Source:
    letter = opened(raw)
    author, site = _sender(letter)
    return made(
        raw,
        _body(raw, letter),
        origins={"title": "Subject", "author": "From", "published": "Date", "site": "List-Id"},
        title=re.sub(r"^(?:(?:re|fwd?|aw|wg):\s*)+", "", header(letter, "subject") or "", flags=re.I),
        author=author,
        published=_date(letter),
        site=site,
    )


def opened(raw: Raw) -> EmailMessage:
    """The message in a file. Raises UnreadableArticle when its parts are nested beyond reason."""
    try:
        return message_from_bytes(raw.data, _class=EmailMessage, policy=policy.default)
    except RecursionError as error:
        raise UnreadableArticle(f"{raw.place} has messages within messages without end: save the inner one") from error


def content(part: MIMEPart) -> bytes:
    """The bytes of a part's text, as UTF-8 where it says how it is encoded."""
    payload = part.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else b""
    charset = part.get_content_charset()
    if charset:
        try:
            return data.decode(charset).encode()
        except (LookupError, ValueError):  # no such encoding, or it is not in it: the bytes tell
            return data
    return data


def header(letter: EmailMessage, name: str) -> str | None:
    """A field of a message's header, decoded, on one line or several; None when it has none that can be read."""
    try:
        return str(letter[name]).strip() if letter[name] else None
    except (ValueError, TypeError, IndexError, AttributeError):  # what the parser raises at headers that are none
        return None


def _body(raw: Raw, letter: EmailMessage) -> Cleaned:
    """The letter's text from its HTML, or from its plain part where the HTML holds much less of it."""
    plain, page = (letter.get_body(preferencelist=(kind,)) for kind in ("plain", "html"))
    text = clean(_own_words(decoded(Raw(raw.place, content(plain))))) if plain else Cleaned("", ())
    shown = _shown(raw, content(page)) if page else Cleaned("", ())
    if not plain and not page:
        raise UnreadableArticle(f"{raw.place} is a message without text: save what is attached to it, and add that")
    return shown if len(shown.text) * 3 > len(text.text) else text


def _shown(raw: Raw, page: bytes) -> Cleaned:
    """The text of a letter in HTML, without the letters that it answers."""
    own = without(page, _QUOTED)
    whole = clean(paragraphs(own))
    try:
        found = html.read(Raw(raw.place, own))
    except UnreadableArticle:
        return whole
    # A newsletter is laid out in tables: an extractor for web pages may keep one of them, or take them for data.
    lost = len(found.article.text) * 2 < len(whole.text) or "\n|" in f"\n{found.article.text}"
    return whole if lost else Cleaned(found.article.text, found.removed)


def _own_words(text: str) -> str:
    """A letter in plain text without its signature and the letter that it answers."""
    text = re.split(r"\n-- ?\n", text.replace("\r\n", "\n"), maxsplit=1)[0]
    reply = _REPLY.search(text)
    lines = (text[: reply.start()] if reply else text).split("\n")
    while lines and (not lines[-1].strip() or lines[-1].startswith(">")):
        lines.pop()
    return "\n".join(lines)


def _sender(letter: EmailMessage) -> tuple[str | None, str | None]:
    """The name of who sent it, and of the list by which it came: both as the header has them, None where it has not."""
    sender, list_id = parseaddr(header(letter, "from") or "")[0], header(letter, "list-id") or ""
    site = list_id.partition("<")[0].strip().strip('"')
    return sender.strip() or None, site or None


def _date(letter: EmailMessage) -> str | None:
    try:
        return parsedate_to_datetime(header(letter, "date") or "").date().isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
