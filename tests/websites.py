"""A website on loopback that behaves as it is told, well or badly."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

STORY = """<!doctype html><html lang="en"><head><title>The mill turns again</title></head><body>
<nav><a href="/">Home</a> <a href="/sport">Sport pages</a></nav>
<article><h1>The mill turns again</h1>
<p>The old mill at Birsay grinds barley again, after four years in which its wheel stood still for want of an oak beam.</p>
<p>“We had to wait for a tree that was straight enough,” said the miller, Rae Phillips, whose family has run it since 1873.</p>
<p>Visitors may see the stones at work on three afternoons a week, and take home a bag of bere meal for two pounds.</p>
</article><footer>Newsletter and cookies</footer></body></html>"""

Page = Callable[[BaseHTTPRequestHandler], None]


class Website:
    """What answers at an address of loopback, and the requests that came: path, and headers by their lower-case names."""

    def __init__(self, pages: Mapping[str, Page]) -> None:
        self.pages = dict(pages)
        self.requests: list[tuple[str, dict[str, str]]] = []
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                site.requests.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
                with suppress(OSError):  # the reader has gone, as it should
                    site.pages.get(self.path, sent(status=404))(self)
                self.close_connection = True

            def log_message(self, format: str, *arguments: object) -> None:
                """Say nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server.server_port}"


@contextmanager
def website(pages: Mapping[str, Page] | None = None) -> Iterator[Website]:
    site = Website(pages or {})
    thread = threading.Thread(target=site.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield site
    site.server.shutdown()
    site.server.server_close()
    thread.join(5)


def sent(body: bytes | str = b"", *headers: tuple[str, str], type: str = "text/html", status: int = 200) -> Page:
    """A page with this body, type and these headers."""
    data = body.encode() if isinstance(body, str) else body

    def page(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        for name, value in (("Content-Type", type), *headers):
            handler.send_header(name, value)
        if "content-length" not in {name.lower() for name, _ in headers}:
            handler.send_header("Content-Length", str(len(data)))
        handler.end_headers()
        handler.wfile.write(data)

    return page


def moved(where: str, status: int = 302) -> Page:
    return sent(b"", ("Location", where), status=status)


def streamed(*pieces: Iterator[bytes], headers: Mapping[str, str] | None = None) -> Page:
    """A page whose body comes piece by piece, until the reader goes away."""

    def page(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        for name, value in {"Content-Type": "text/html", **(headers or {})}.items():
            handler.send_header(name, value)
        handler.end_headers()
        for piece in pieces:
            for part in piece:
                handler.wfile.write(part)
                handler.wfile.flush()

    return page


@contextmanager
def listening(serve: Callable[[socket.socket], object]) -> Iterator[str]:
    """The address of a server that does this with each connection, once the question has begun, and hangs up."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        threading.Thread(target=_accepting, args=(listener, serve), daemon=True).start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/"
        listener.shutdown(socket.SHUT_RDWR)


def _accepting(listener: socket.socket, serve: Callable[[socket.socket], object]) -> None:
    while True:
        try:
            connection, _ = listener.accept()
        except OSError:
            return  # the test is over
        with connection, suppress(OSError):  # the reader has gone, as it should
            connection.recv(1, socket.MSG_PEEK)
            serve(connection)
