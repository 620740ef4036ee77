"""Fetching: what comes from an address, what is refused, and what is never asked for."""

from __future__ import annotations

import gzip
import itertools
import socket
import ssl
import threading
import time
import tracemalloc
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from index import UnreadableArticle, fetching, read_all, read_source
from index.connecting import is_public
from index.fetching import fetched
from index.formats.address import is_address, without_tracking
from index.permission import header_forbids, page_forbids
from tests.websites import STORY, Website, listening, moved, sent, streamed, website


@pytest.fixture
def site() -> Iterator[Website]:
    with website() as site:
        yield site


def refused(site: Website, path: str = "/") -> str:
    """The sentence that refuses a page of this site."""
    with pytest.raises(UnreadableArticle) as raised:
        fetched(site.address + path, private=True)
    told = str(raised.value)
    assert "\n" not in told
    return told.replace(site.address, "SITE")


def test_an_article(site: Website) -> None:
    """A page is fetched and read, without its furniture, and knows where it came from."""
    site.pages["/mill?id=3&utm_source=mail"] = sent(STORY)

    source = read_source(f"{site.address}/mill?id=3&utm_source=mail#top", private=True)

    assert source.article.title == "The mill turns again"
    assert "grinds barley" in source.article.text
    assert "Newsletter" not in source.article.text
    assert source.article.url == f"{site.address}/mill?id=3"
    assert source.place == source.article.url
    assert [path for path, _ in site.requests] == ["/mill?id=3&utm_source=mail"]


def test_who_asks(site: Website, monkeypatch: pytest.MonkeyPatch) -> None:
    """The product names itself, and sends no cookie and no referrer; a proxy that is set is not used."""
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9/")
    site.pages = {"/a": sent(b"", ("Location", "/b"), ("Set-Cookie", "who=you"), status=301), "/b": sent(STORY)}

    fetched(f"{site.address}/a", private=True)

    assert [path for path, _ in site.requests] == ["/a", "/b"]
    for _, headers in site.requests:
        assert headers["user-agent"].startswith("OnRecord/")
        assert headers["host"] == site.address.removeprefix("http://")
        assert not {"cookie", "referer", "authorization"} & set(headers)


def test_redirects(site: Website) -> None:
    """Redirects are followed to the page, whose last address is kept; not for ever."""
    site.pages = {f"/{n}": moved(f"{n + 1}", status) for n, status in enumerate((301, 302, 303, 307, 308))}
    site.pages |= {"/5": sent(STORY), "/round": moved("/round"), "/nowhere": sent(status=302)}

    assert fetched(f"{site.address}/0", private=True).url == f"{site.address}/5"
    assert refused(site, "/round") == "SITE/round is where 5 redirects have led, and it leads on: check the address"
    assert refused(site, "/nowhere") == "SITE/nowhere leads on to nowhere (status 302): check the address"


@pytest.mark.parametrize(
    ("where", "says"),
    [
        ("file:///etc/passwd", "is not a web address"),
        ("ftp://files.example/story", "ftp://files.example/story is not a web address"),
        ("javascript:alert(1)", "is not a web address"),
        ("http://jane:secret@news.example/", "the address of news.example holds a user's name"),
        ("http://[::", "is not a web address"),
    ],
)
def test_redirects_that_are_not_followed(site: Website, where: str, says: str) -> None:
    """A page cannot lead to a file, to another protocol, or to where a password is given."""
    site.pages["/"] = moved(where)

    told = refused(site)

    assert told.startswith("SITE/ leads ")
    assert says in told
    assert "secret" not in told


def test_a_public_page_leads_to_a_private_one(site: Website, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every hop is checked: a public page cannot send us to the computer that we run on."""
    site.pages["/"] = moved("http://127.0.0.1/admin")
    net = Internet(monkeypatch, {"news.example": ["93.184.215.14"]}, site)

    with pytest.raises(UnreadableArticle, match=r"127\.0\.0\.1 is not on the public internet"):
        fetched("http://news.example/")

    assert net.connected == [("93.184.215.14", 80)]


def self_signed(name: str, folder: Path) -> Path:
    """A file with a key and a certificate for this name, which nobody else vouches for."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder(subject, subject, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path = folder / f"{name}.pem"
    path.write_bytes(secret + certificate.public_bytes(serialization.Encoding.PEM))
    return path


class Internet:
    """Names with addresses, one list for each look-up, the last one for ever; connections end at a site on loopback."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, names: dict[str, list[str]], site: Website | None) -> None:
        self.connected: list[tuple[str, int]] = []
        self.looked_up: list[str] = []
        look_up = socket.getaddrinfo

        def getaddrinfo(host: str, port: int, *rest: int, **named: int) -> list[tuple[object, ...]]:
            self.looked_up.append(host)
            if host not in names:
                return list(look_up(host, port, *rest, **named))
            answers = names[host]
            return look_up(answers.pop(0) if len(answers) > 1 else answers[0], port, *rest, **named)  # type: ignore[return-value]

        def create_connection(address: tuple[str, int], *rest: object, **named: object) -> socket.socket:
            self.connected.append(address)
            assert site, f"a connection to {address}"
            connection = socket.socket()
            connection.connect(("127.0.0.1", site.server.server_port))
            return connection

        monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
        monkeypatch.setattr(socket, "create_connection", create_connection)


def test_a_name_that_changes_its_address(site: Website, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that is public when it is checked, and private after, is looked up once and reached where it was checked."""
    site.pages["/"] = sent(STORY)
    net = Internet(monkeypatch, {"rebinding.example": ["93.184.215.14", "127.0.0.1"]}, site)

    fetched("http://rebinding.example/")

    assert net.looked_up == ["rebinding.example"]
    assert net.connected == [("93.184.215.14", 80)]


@pytest.mark.parametrize(
    "host",
    [
        "localhost", "127.0.0.1", "127.1", "0x7f.1", "0177.0.0.1", "2130706433", "0x7f000001", "127.0.0.1.", "0", "0.0.0.0",
        "10.0.0.1", "172.16.5.4", "192.168.1.1", "100.64.0.1", "169.254.169.254", "0xa9fea9fe", "168.63.129.16",
        "198.18.0.1", "224.0.0.1", "255.255.255.255", "[::1]", "[::]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]",
        "[64:ff9b::7f00:1]", "[64:ff9b::a9fe:a9fe]", "[64:ff9b:1::1]", "[::127.0.0.1]", "[2002:7f00:1::]", "[2001:0:1::1]",
        "[fe80::1]", "[fc00::1]", "[fd00:ec2::254]", "[fec0::1]", "[ff02::1]", "private.example",
    ],
)  # fmt: skip
def test_private_addresses(host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """However an address that is not public is spelt, nothing is sent to it."""
    net = Internet(monkeypatch, {"private.example": ["10.1.2.3"]}, None)

    with pytest.raises(
        UnreadableArticle, match=r"is not on the public internet|no computer is known|not a web address"
    ):
        fetched(f"http://{host}/latest/meta-data")

    assert net.connected == []


@pytest.mark.parametrize(
    "address", ["8.8.8.8", "93.184.215.14", "2606:2800:21f:cb07::1", "::ffff:8.8.8.8", "64:ff9b::808:808"]
)
def test_public_addresses(address: str) -> None:
    """What everybody reaches is public, also as an IPv6 address writes an IPv4 one."""
    assert is_public(address)


def test_one_private_address_among_public_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that also has a private address is not tried at its public one."""
    monkeypatch.setattr(
        socket,
        "getaddrinfo",
        lambda host, port, **_: [(2, 1, 6, "", (ip, port)) for ip in ("93.184.215.14", "10.0.0.1")],
    )
    monkeypatch.setattr(socket, "create_connection", lambda *_, **__: pytest.fail("a connection"))

    with pytest.raises(UnreadableArticle, match=r"both\.example is not on the public internet"):
        fetched("https://both.example/")


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("file:///etc/passwd", "is not a web address"),
        ("gopher://news.example/1", "is not a web address"),
        ("http://", "is not a web address"),
        ("http:///story", "is not a web address"),
        ("http://[::1", "is not a web address: check how it is written"),
        ("http://news.example:8080/", "names port 8080: only the web's own ports, 80 and 443"),
        ("http://news.example:22/", "names port 22"),
        ("https://jane:secret@news.example/", "the address of news.example holds a user's name"),
        ("http://news.example\\@127.0.0.1/", "holds a user's name"),
        ("http://news.exa%6dple/", "is not a web address"),
        ("http://" + "a" * 80 + ".example/", "no computer is known by the name"),
        ("http://127.0.0.1/" + "a" * 5000, "is not on the public internet"),
        ("ftp://news.example/" + "a" * 5000, "is not a web address"),
    ],
)
def test_addresses_that_are_none(address: str, says: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is no address of the public web is refused in a sentence, before anything is sent; a password is not repeated."""
    monkeypatch.setattr(socket, "create_connection", lambda *_, **__: pytest.fail("a connection"))

    with pytest.raises(UnreadableArticle, match=says) as raised:
        fetched(address)

    assert "secret" not in str(raised.value)
    assert len(str(raised.value)) < 300


def test_an_unknown_name(monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that nobody has is said to be one."""

    def unknown(*_: object, **__: object) -> None:
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)

    with pytest.raises(UnreadableArticle, match=r"no computer is known by the name nobody\.example: check the address"):
        fetched("https://nobody.example/")


def test_a_look_up_that_never_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    """The system's look-up of a name is not waited for longer than anything else."""
    over = threading.Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: [] if over.wait(20) else None)
    monkeypatch.setattr(fetching, "STEP_SECONDS", 0.2)

    with pytest.raises(UnreadableArticle, match=r"did not answer within 0\.2 seconds"):
        fetched("https://slow.example/")

    over.set()


def test_nobody_there() -> None:
    """A server that is not running is said not to be reached."""
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))

        with pytest.raises(UnreadableArticle, match=r"cannot be reached \(.*refused.*\): check the address"):
            fetched(f"http://127.0.0.1:{closed.getsockname()[1]}/", private=True)


def test_an_endless_body(site: Website) -> None:
    """A body without end is read to the limit and no further."""
    site.pages["/"] = streamed(itertools.repeat(b"<p>It rained.</p>" * 4000))

    assert refused(site) == "SITE/ has more than 20,000,000 bytes: an article is smaller"


def test_a_claim_of_two_gigabytes(site: Website) -> None:
    """A body that is said to be too long is not read."""
    site.pages["/"] = sent(b"<p>It rained.</p>", ("Content-Length", "2147483648"))
    began = time.monotonic()

    assert refused(site) == "SITE/ has more than 20,000,000 bytes: an article is smaller"
    assert time.monotonic() - began < 5


@pytest.mark.parametrize("packing", ["gzip", "deflate"])
def test_a_packed_bomb(site: Website, packing: str) -> None:
    """A small body that unpacks to a gigabyte is unpacked to the limit and no further."""
    packer = zlib.compressobj(9, wbits=31 if packing == "gzip" else 15)
    head = packer.compress(b"") + packer.flush(zlib.Z_FULL_FLUSH)
    block = packer.compress(bytes(10_000_000)) + packer.flush(zlib.Z_FULL_FLUSH)  # stands alone, so it can be repeated
    site.pages["/"] = sent(head + block * 100, ("Content-Encoding", packing))
    tracemalloc.start()

    assert refused(site) == "SITE/ has more than 20,000,000 bytes: an article is smaller"
    assert tracemalloc.get_traced_memory()[1] < 100_000_000
    tracemalloc.stop()


def test_packed_pages(site: Website) -> None:
    """A page that is packed as we ask is unpacked; half of one, and another packing, are refused."""
    packed = gzip.compress(STORY.encode())
    site.pages = {
        "/whole": sent(packed, ("Content-Encoding", "gzip")),
        "/half": sent(packed[:200], ("Content-Encoding", "gzip")),
        "/not": sent(STORY, ("Content-Encoding", "gzip")),
        "/br": sent(STORY, ("Content-Encoding", "br")),
    }

    assert fetched(f"{site.address}/whole", private=True).data == STORY.encode()
    assert "broke off" in refused(site, "/half")
    assert "broke off" in refused(site, "/not")
    assert "is packed as br, which was not asked for" in refused(site, "/br")


def test_a_slow_drip(site: Website, monkeypatch: pytest.MonkeyPatch) -> None:
    """A server that sends a byte now and then does not hold us: the time for all of it is limited."""
    monkeypatch.setattr(fetching, "TOTAL_SECONDS", 0.6)
    site.pages["/"] = streamed(b" " if time.sleep(0.1) is None else b"" for _ in range(100))
    began = time.monotonic()

    assert refused(site) == "SITE/ took more than 0.6 seconds: try again later"
    assert time.monotonic() - began < 2


def test_a_slow_drip_of_headers(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same before the first byte of the body, where no header ever ends."""
    monkeypatch.setattr(fetching, "TOTAL_SECONDS", 0.6)

    def drip(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\nX: ")
        for _ in range(100):
            connection.sendall(b"x")
            time.sleep(0.05)

    with listening(drip) as address:
        began = time.monotonic()
        with pytest.raises(UnreadableArticle, match=r"took more than 0\.6 seconds"):
            fetched(address, private=True)
        assert time.monotonic() - began < 2


def test_silence(site: Website, monkeypatch: pytest.MonkeyPatch) -> None:
    """A server that takes the question and says nothing is not waited for."""
    monkeypatch.setattr(fetching, "STEP_SECONDS", 0.2)
    site.pages["/"] = lambda _: time.sleep(1)

    assert refused(site) == "SITE/ did not answer within 0.2 seconds: try again later"


@pytest.mark.parametrize(
    "answer", [b"SSH-2.0-OpenSSH_9.2\r\n", b"HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nhalf", b""]
)
def test_no_answer(answer: bytes) -> None:
    """What speaks another language, or hangs up in the middle, is told in one sentence."""
    says = "broke off or sent what is no answer: try again later"
    with (
        listening(lambda connection: connection.sendall(answer)) as address,
        pytest.raises(UnreadableArticle, match=says),
    ):
        fetched(address, private=True)


def test_endless_headers() -> None:
    """Headers are not collected for ever."""

    def flood(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\n")
        for number in range(100_000):
            connection.sendall(b"X-%d: x\r\n" % number * 50)

    with listening(flood) as address, pytest.raises(UnreadableArticle, match="broke off or sent what is no answer"):
        fetched(address, private=True)


@pytest.mark.parametrize("type", ["image/png", "video/mp4", "application/javascript", "font/woff2", "text/css"])
def test_types_that_are_no_article(site: Website, type: str) -> None:
    """A picture or a film is named as what it is, and not read."""
    site.pages["/"] = streamed(itertools.repeat(b"\x89PNG" * 1000), headers={"Content-Type": type})

    assert refused(site) == f"SITE/ is of the type {type}, which holds no article to read"


def test_types(site: Website) -> None:
    """A page without a type is looked at, a text is read as one, and Markdown is told by its name or its type."""
    text = "# Rain\n\nIt **rained** all day in Kirkwall.\n"
    site.pages = {
        "/page": streamed(iter([STORY.encode()]), headers={"Content-Type": ""}),
        "/rain": sent(text, type="text/plain; charset=utf-8"),
        "/rain.md?raw=1": sent(text, type="text/plain"),
        "/typed": sent(text, type="text/markdown"),
    }

    def read(path: str) -> str:
        return read_all(site.address + path, private=True)[0].text

    assert read("/page").startswith("The mill turns again")
    assert "It **rained** all day" in read("/rain")
    assert "It rained all day" in read("/rain.md?raw=1")
    assert "It rained all day" in read("/typed")


@pytest.mark.parametrize(
    ("charset", "written", "declared"),
    [
        ("windows-1252", "cp1252", ""),
        ("iso-8859-1", "cp1252", ""),
        ("windows-1252", "cp1252", '<meta charset="utf-8">'),
        ("UTF-8", "utf-8", '<meta charset="windows-1252">'),
        ("utf-16le", "utf-16le", ""),
        ("nonsense", "utf-8", ""),
        ("zlib", "utf-8", ""),
    ],
)
def test_encodings(site: Website, charset: str, written: str, declared: str) -> None:
    """The encoding that a server names is the one that counts, whatever the page says of itself."""
    page = STORY.replace("Rae Phillips", "Zoë Phillips").replace("<head>", f"<head>{declared}")
    site.pages["/"] = sent(page.encode(written), type=f'text/html; charset="{charset}"')

    text = read_source(f"{site.address}/", private=True).article.text

    assert "“We had to wait for a tree that was straight enough,” said the miller, Zoë Phillips" in text


def test_encoding_of_a_text(site: Website) -> None:
    """A plain text in an old encoding is read where its server names it."""
    site.pages["/"] = sent("Regen in Köln.".encode("cp1252"), type="text/plain; charset=ISO-8859-1")

    assert read_source(f"{site.address}/", private=True).article.text == "Regen in Köln."


def test_a_server_that_names_the_wrong_encoding(site: Website) -> None:
    """A page that is not in the encoding its server names is left to tell its own; a broken letter in it is no reason."""
    page = STORY.replace("Rae", "Zoë")
    wrong, broken = page.encode("cp1252"), page.encode() + b"<p>It rained.</p>" * 200 + b"\xff"
    site.pages = {
        "/wrong": sent(wrong, type="text/html; charset=utf-8"),
        "/broken": sent(broken, type="text/html; charset=utf-8"),
    }

    assert fetched(f"{site.address}/wrong", private=True).data == wrong
    assert "Zoë" in fetched(f"{site.address}/broken", private=True).data.decode("utf-8-sig")


def test_empty_pages(site: Website) -> None:
    """A page with nothing on it is said to be empty."""
    site.pages["/"] = sent(b" \n")

    assert refused(site) == "SITE/ is empty: open it in your browser to see what it is"


@pytest.mark.parametrize(
    ("status", "headers", "says"),
    [
        (404, [], "SITE/ is not there: check the address (status 404)"),
        (410, [], "SITE/ is not there: check the address (status 410)"),
        (401, [], "SITE/ is not open to everyone, as behind a paywall"),
        (403, [], "open it in your browser, save the page and add the file (status 403)"),
        (429, [("Retry-After", "120")], "SITE/ asks for fewer requests: try again in 120 seconds (status 429)"),
        (429, [], "SITE/ asks for fewer requests: try again later (status 429)"),
        (503, [("Retry-After", "Fri, 31 Dec 2027 23:59:59 GMT")], "try again after Fri, 31 Dec 2027 23:59:59 GMT"),
        (500, [], "SITE/ has trouble of its own: try again later (status 500)"),
        (204, [], "SITE/ sent no page"),
        (304, [], "SITE/ sent no page"),
        (418, [], "SITE/ sent no page"),
    ],
)
def test_statuses(site: Website, status: int, headers: list[tuple[str, str]], says: str) -> None:
    """What a server says instead of a page is told in words, with what to do."""
    site.pages["/"] = sent(b"", *headers, status=status)

    assert says in refused(site)


@pytest.mark.parametrize(
    "rule", ["noindex", "none", "nofollow, NOINDEX", "onrecord: noindex", "otherbot: nofollow, onrecord: none"]
)
def test_pages_that_are_not_to_be_kept(site: Website, rule: str) -> None:
    """A page whose header asks robots not to index it is not added."""
    site.pages["/"] = sent(STORY, ("X-Robots-Tag", "max-snippet: 20"), ("X-Robots-Tag", rule))

    assert refused(site) == "SITE/ asks not to be kept (robots: noindex), and On Record keeps to that"


@pytest.mark.parametrize(
    "meta",
    [
        '<meta name="robots" content="noindex">',
        "<META CONTENT='nofollow,none' NAME='ROBOTS' />",
        "<meta name=onrecord content=noindex>",
        '<meta name="robots" content="no&#105;ndex">',
    ],
)
def test_pages_that_say_so_themselves(site: Website, meta: str) -> None:
    """The same where the page says it in its head."""
    site.pages["/"] = sent(STORY.replace("<head>", f"<head>{meta}"))

    assert "asks not to be kept" in refused(site)


@pytest.mark.parametrize(
    "rule",
    [
        "all",
        "nofollow",
        "otherbot: noindex",
        "noarchive",
        "unavailable_after: 2027-01-01",
        "max-snippet: 20, nosnippet",
    ],
)
def test_rules_that_do_not_concern_us(rule: str) -> None:
    """Other rules, and rules for others, forbid nothing."""
    assert not header_forbids([rule])
    assert not page_forbids(f'<meta name="robots" content="{rule}">')
    assert not page_forbids('<!-- <meta name="robots" content="noindex"> --><meta name="otherbot" content="noindex">')
    assert not page_forbids("<script>x = '<meta name=robots content=noindex>'</script>")


@pytest.mark.parametrize("piece", ["<!--", "<meta ", "<script>", "<meta name=a", "content="])
def test_a_page_made_to_be_slow(piece: str) -> None:
    """Looking for the rule takes no longer on a page that is made to be hard to read."""
    began = time.monotonic()

    assert not page_forbids(piece * (2_000_000 // len(piece)))
    assert time.monotonic() - began < 3


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        ("https://news.example/story", True),
        (" HTTP://news.example ", True),
        ("news.example/story", False),
        ("file:///etc/passwd", False),
        ("https://news.example is where it stood", False),
        (Path("https://news.example"), False),
    ],
)
def test_what_is_an_address(place: str | Path, expected: bool) -> None:
    """An address is told from a path and from a text."""
    assert is_address(place) is expected


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("https://a.example/?utm_source=x&utm_medium=y", "https://a.example/"),
        ("https://a.example/?gclid=1&id=2&mc_eid=3#part", "https://a.example/?id=2"),
        ("https://a.example/?q=a%20b&x=&y", "https://a.example/?q=a%20b&x=&y"),
        ("https://a.example/utm_source=x", "https://a.example/utm_source=x"),
    ],
)
def test_tracking(given: str, kept: str) -> None:
    """What follows a reader around is not kept, and the rest of an address stays as it is."""
    assert without_tracking(given) == kept


def test_a_certificate_for_another_name(tmp_path: Path) -> None:
    """A server must prove its name, at the address that was checked: a certificate that nobody vouches for is refused."""
    certificate = self_signed("news.example", tmp_path)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)

    def serve(connection: socket.socket) -> None:
        context.wrap_socket(connection, server_side=True).close()

    says = r"cannot be reached \(certificate verify failed: .+\)"
    with listening(serve) as address, pytest.raises(UnreadableArticle, match=says):
        fetched(address.replace("http:", "https:"), private=True)


def test_the_name_is_what_a_certificate_proves(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Though the connection goes to an address, the certificate is checked against the name."""
    certificate = self_signed("news.example", tmp_path)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    trusting = ssl.create_default_context(cafile=certificate)
    monkeypatch.setattr(fetching, "_tls", lambda: trusting)
    answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 10\r\n\r\nIt rained."

    def serve(connection: socket.socket) -> None:
        with context.wrap_socket(connection, server_side=True) as secured:
            secured.recv(4096)
            secured.sendall(answer)

    look_up = socket.getaddrinfo
    monkeypatch.setattr(socket, "getaddrinfo", lambda _, *rest, **named: look_up("127.0.0.1", *rest, **named))
    with listening(serve) as address:
        port = address.rstrip("/").rsplit(":", 1)[1]
        assert fetched(f"https://news.example:{port}/", private=True).data == b"It rained."
        with pytest.raises(UnreadableArticle, match="Hostname mismatch"):
            fetched(f"https://other.example:{port}/", private=True)
