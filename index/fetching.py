"""What a web address holds, fetched from its own server and from nowhere else, within limits of size and time."""

from __future__ import annotations

import codecs
import re
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib.metadata import version
from ssl import SSLContext

import httpcore
import httpx

from index.article import one_line
from index.connecting import Connecting
from index.errors import UnreadableArticle
from index.formats.address import without_tracking
from index.formats.source import MAX_BYTES, Raw
from index.permission import header_forbids, page_forbids

MAX_REDIRECTS = 5
STEP_SECONDS = 10.0
"""For a connection, and for the next bytes of an answer."""
TOTAL_SECONDS = 30.0
"""For an address, from the look-up of its name to the last byte, redirects included."""

_PIECE = 65_536  # bytes that are unpacked at once
_REDIRECTS = {301, 302, 303, 307, 308}
_HTML = {"text/html", "application/xhtml+xml"}
_DOCUMENTS = {
    *_HTML,
    "application/epub+zip",
    "application/json",
    "application/jsonl",
    "application/msword",  # what some servers call every Word file
    "application/octet-stream",  # a server that does not know: the bytes and the name tell
    "application/pdf",
    "application/rtf",
    "application/vnd.oasis.opendocument.text",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/x-ndjson",
    "application/xml",
    "application/zip",
    "application/x-zip-compressed",
    "message/rfc822",
    "multipart/related",
}
_VAGUE = {"application/octet-stream", "text/plain"}
"""What servers also say of types that they do not know, such as Markdown: the address's ending tells more."""
_NO_TEXTS = {"text/calendar", "text/css", "text/event-stream", "text/javascript"}

# Encodings that pages are written in. Python's codecs also know some that unpack, or take minutes.
_CHARSET = re.compile(
    r"utf-?8|utf-?16(?:le|be)?|us-ascii|ascii|latin-?1|iso-?8859-\d{1,2}|(?:windows|cp)-?\d{3,4}|koi8-[ru]|macintosh"
    r"|shift[_-]jis|euc-(?:jp|kr)|iso-2022-jp|gb2312|gbk|gb18030|big5|tis-620",
    re.I,
)


def fetched(address: str, *, private: bool = False) -> Raw:
    """The bytes at a web address after its redirects, with the media type that its server gives (None where it says
    little) and the address that they came from in the end. A text in another encoding that its server names comes as UTF-8, with a byte-order mark.

    Every hop must be http or https, at a port of the web, on a public address, unless `private` ones are allowed. No
    proxy, no cookie and no referrer is used. Raises UnreadableArticle: not such an address, out of reach, refused, of a
    type that is no text, more than MAX_BYTES, slower than TOTAL_SECONDS, or closed to robots.
    """
    deadline = time.monotonic() + TOTAL_SECONDS
    url = _checked(address, private)
    with httpcore.ConnectionPool(_tls(), network_backend=Connecting(deadline, private=private)) as pool:
        for _ in range(MAX_REDIRECTS + 1):
            with _answer(pool, url, deadline) as response:
                if response.status not in _REDIRECTS:
                    return _raw(url, response)
                url = _next(url, response, private)
    raise UnreadableArticle(
        f"{_shown(url)} is where {MAX_REDIRECTS} redirects have led, and it leads on: check the address"
    )


def _checked(address: str, private: bool) -> httpx.URL:
    try:
        url = httpx.URL(address.strip())
    except httpx.InvalidURL as error:
        raise UnreadableArticle(f"{_line(address)} is not a web address: check how it is written") from error
    if url.userinfo:
        raise UnreadableArticle(f"the address of {url.host} holds a user's name: give it without what stands before @")
    shown = _line(str(url))
    if url.scheme not in ("http", "https") or not url.host or "%" in url.host:
        raise UnreadableArticle(f"{shown} is not a web address: give one such as https://news.example/story")
    if not private and url.port not in (None, 80, 443):
        raise UnreadableArticle(
            f"{shown} names port {url.port}: only the web's own ports, 80 and 443, are fetched from"
        )
    return url


def _next(url: httpx.URL, response: httpcore.Response, private: bool) -> httpx.URL:
    """Where a redirect leads. Raises UnreadableArticle."""
    where = _header(response, b"location")
    if not where:
        raise UnreadableArticle(f"{_shown(url)} leads on to nowhere (status {response.status}): check the address")
    try:
        return _checked(str(url.join(where)), private)
    except httpx.InvalidURL as error:
        raise UnreadableArticle(f"{_shown(url)} leads to {_line(where)}, which is not a web address") from error
    except UnreadableArticle as error:
        raise UnreadableArticle(f"{_shown(url)} leads elsewhere: {error}") from error


@contextmanager
def _answer(pool: httpcore.ConnectionPool, url: httpx.URL, deadline: float) -> Iterator[httpcore.Response]:
    """The answer of one hop, its body not yet read; the library's errors become ours, also while it is read."""
    asked = httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path)
    waits = dict.fromkeys(("connect", "read", "write", "pool"), STEP_SECONDS)
    shown = _shown(url)
    try:
        with pool.stream("GET", asked, headers=_headers(url), extensions={"timeout": waits}) as response:
            yield response
    except httpcore.TimeoutException as error:
        late = time.monotonic() >= deadline
        told = f"took more than {TOTAL_SECONDS:g}" if late else f"did not answer within {STEP_SECONDS:g}"
        raise UnreadableArticle(f"{shown} {told} seconds: try again later") from error
    except httpcore.ConnectError as error:
        why = re.sub(r"\s*(?:\[[^\]]*\]|\(_ssl\.c:\d+\))\s*", "", one_line(str(error))) or "no connection"
        raise UnreadableArticle(f"{shown} cannot be reached ({why}): check the address, or try again later") from error
    except (httpcore.NetworkError, httpcore.ProtocolError, zlib.error) as error:
        raise UnreadableArticle(f"{shown} broke off or sent what is no answer: try again later") from error


def _headers(url: httpx.URL) -> list[tuple[bytes | str, bytes | str]]:
    return [
        ("Host", url.netloc),
        ("User-Agent", f"OnRecord/{version('onrecord')} (opens one article that its reader asked for)"),
        ("Accept", "text/html,application/xhtml+xml,application/pdf;q=0.9,text/*;q=0.9,*/*;q=0.5"),
        ("Accept-Encoding", "gzip"),
    ]


def _raw(url: httpx.URL, response: httpcore.Response) -> Raw:
    shown, kept = _shown(url), without_tracking(str(url))
    _refuse_status(shown, response)
    kind = _header(response, b"content-type")
    media = kind.partition(";")[0].strip().lower()
    if media and media not in _DOCUMENTS and (not media.startswith("text/") or media in _NO_TEXTS):
        raise UnreadableArticle(f"{shown} is of the type {_line(media)}, which holds no article to read")
    robots = f"{shown} asks not to be kept (robots: noindex), and On Record keeps to that"
    if header_forbids(value.decode("latin-1") for name, value in response.headers if name.lower() == b"x-robots-tag"):
        raise UnreadableArticle(robots)
    data = _body(shown, response)
    if not data.strip():
        raise UnreadableArticle(f"{shown} is empty: open it in your browser to see what it is")
    media = media or ("text/html" if data.lstrip()[:1] == b"<" else "text/plain")
    if media in _HTML or media.startswith("text/"):
        data = _in_utf8(data, kind)
    if media in _HTML and page_forbids(data.decode("utf-8", "replace")):
        raise UnreadableArticle(robots)
    return Raw(kept, data, kept, None if media in _VAGUE else media)


def _refuse_status(shown: str, response: httpcore.Response) -> None:
    """Raises UnreadableArticle for an answer that is not a page, by what its status says."""
    status = response.status
    if status in (200, 203):
        return
    wait = _line(_header(response, b"retry-after"))[:40]
    again = f"try again in {wait} seconds" if wait.isdecimal() else f"try again {f'after {wait}' if wait else 'later'}"
    if status in (401, 402, 403, 407):
        says = "is not open to everyone, as behind a paywall: open it in your browser, save the page and add the file"
    elif status in (404, 410):
        says = "is not there: check the address"
    elif status == 429:
        says = f"asks for fewer requests: {again}"
    elif status >= 500:
        says = f"has trouble of its own: {again}"
    else:
        says = "sent no page: open it in your browser, save the page and add the file"
    raise UnreadableArticle(f"{shown} {says} (status {status})")


def _body(shown: str, response: httpcore.Response) -> bytes:
    """The unpacked body. Raises UnreadableArticle once it is more than MAX_BYTES, claimed or come."""
    too_much = f"{shown} has more than {MAX_BYTES:,} bytes: an article is smaller"
    claimed = _header(response, b"content-length")
    if claimed.isdecimal() and int(claimed[:20]) > MAX_BYTES:
        raise UnreadableArticle(too_much)
    packing = _header(response, b"content-encoding").lower()
    if packing not in ("", "identity", "gzip", "x-gzip", "deflate"):
        raise UnreadableArticle(
            f"{shown} is packed as {_line(packing)}, which was not asked for: save the page instead"
        )
    body = bytearray()
    for piece in _unpacked(response) if packing not in ("", "identity") else response.iter_stream():
        body += piece
        if len(body) > MAX_BYTES:
            raise UnreadableArticle(too_much)
    return bytes(body)


def _unpacked(response: httpcore.Response) -> Iterator[bytes]:
    """Small pieces of a packed body: a part of it may be a thousand times as large unpacked. Raises zlib.error."""
    unpacking = zlib.decompressobj(zlib.MAX_WBITS | 32)  # gzip or zlib, by its first bytes
    for part in response.iter_stream():
        while part and not unpacking.eof:
            yield unpacking.decompress(part, _PIECE)
            part = unpacking.unconsumed_tail
    yield unpacking.flush(_PIECE)
    if not unpacking.eof:
        raise zlib.error("the packed body has no end")


def _in_utf8(data: bytes, content_type: str) -> bytes:
    """The text in UTF-8 where its server names another encoding; the mark then outweighs what a page says of itself."""
    named = re.search(r"""charset\s*=\s*["']?([\w.:-]+)""", content_type, re.I)
    if not named or not _CHARSET.fullmatch(named[1]) or data.startswith(codecs.BOM_UTF8):
        return data
    # As browsers do: these names are used for pages that hold curly quotes, which only Windows' table has.
    charset = "cp1252" if re.fullmatch(r"(?:us-)?ascii|latin-?1|iso-?8859-1", named[1], re.I) else named[1]
    try:
        text = data.decode(charset, "replace")
    except LookupError:
        return data
    wrong = text.count("\ufffd") > len(text) / 1000  # then the page's own word, or its bytes, tell more than its server
    return data if wrong else codecs.BOM_UTF8 + text.encode()


def _header(response: httpcore.Response, name: bytes) -> str:
    return next((value.decode("latin-1").strip() for key, value in response.headers if key.lower() == name), "")


def _shown(url: httpx.URL) -> str:
    """An address for a sentence: without what stands behind a #, and not too long."""
    return _line(str(url.copy_with(fragment=None)))


def _line(text: str) -> str:
    line = one_line(text)
    return line if len(line) <= 200 else f"{line[:150]}…"


@cache
def _tls() -> SSLContext:
    """Certificates that browsers trust, and those that this computer does, as in a company with its own."""
    context = httpx.create_ssl_context(trust_env=False)
    context.load_default_certs()
    return context
