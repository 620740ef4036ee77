"""The page on the network: a FastAPI application around Gradio that tells browsers what the page may do."""

from __future__ import annotations

import os
import socket
from collections.abc import Awaitable, Callable, MutableMapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.errors import PortInUse
from index.embedding import offline

if TYPE_CHECKING:
    from fastapi import FastAPI

    from assistant.assistant import Assistant

# Gradio's page needs inline scripts and eval; everything else is closed to other hosts.
POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self' 'unsafe-inline' 'unsafe-eval'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self'",
        "media-src 'self' blob:",
        "object-src 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'self'",
    )
)
HEADERS = {
    b"content-security-policy": POLICY.encode(),
    b"x-content-type-options": b"nosniff",
    b"referrer-policy": b"no-referrer",
}
LOOPBACK = ("127.0.0.1", "localhost", "::1")

Scope = MutableMapping[str, Any]
Channel = Callable[..., Awaitable[Any]]


def default_articles() -> Path:
    """The folder of the article that the page opens with: in the source, or where the wheel puts it."""
    inside = Path(__file__).parents[1] / "articles"
    return inside if inside.is_dir() else Path(__file__).parents[2] / "articles"


def serve(
    assistant: Assistant,
    *,
    host: str | None = None,
    port: int | None = None,
    first: Path | None = None,
    mcp: bool = False,
) -> None:
    """Serve the page until it is stopped; an empty library is filled with the articles of `first`.

    Host and port are the settings' if not given, `first` is `default_articles()`; `mcp` also serves the Model Context
    Protocol, at /gradio_api/mcp/. Raises PortInUse.
    """
    host, port = host or assistant.settings.host, port or assistant.settings.port
    with listening(host, port) as listener:
        app = application(assistant, host, first or default_articles(), mcp=mcp)
        address = f"http://{_shown(host)}:{port}"
        tools = f", its tools at {address}/gradio_api/mcp/" if mcp else ""
        _run(app, listener, f"On Record is at {address}{tools} (Ctrl+C stops it)")
        app.state.rest()


def listening(host: str, port: int) -> socket.socket:
    """The port, taken before anything slow is done. Raises PortInUse."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen()
    except OSError as error:
        listener.close()
        raise PortInUse(
            f"{host}:{port} cannot be served on ({(error.strerror or str(error)).lower()}): stop the program that uses"
            " it, or choose another port, such as ONRECORD_PORT=7861"
        ) from error
    return listener


def application(assistant: Assistant, host: str, first: Path | None, *, mcp: bool = False) -> FastAPI:
    """The application: the page at /, its own files at /page, Gradio's interface for programs at /gradio_api."""
    offline()
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"  # read when Gradio is imported
    import gradio as gr  # noqa: PLC0415 - six seconds
    from fastapi import FastAPI  # noqa: PLC0415
    from gradio.utils import get_upload_folder  # noqa: PLC0415
    from starlette.middleware.trustedhost import TrustedHostMiddleware  # noqa: PLC0415
    from starlette.staticfiles import StaticFiles  # noqa: PLC0415

    from assistant.page.details import Details  # noqa: PLC0415
    from assistant.page.layout import HEAD, STATIC, layout  # noqa: PLC0415
    from assistant.page.programs import speak_json  # noqa: PLC0415
    from assistant.page.room import Room  # noqa: PLC0415
    from assistant.page.shelf import Shelf  # noqa: PLC0415

    room = Room(assistant, first)
    app = FastAPI(title="On Record", docs_url=None, redoc_url=None, openapi_url=None)
    app.mount("/page", StaticFiles(directory=STATIC))
    page = layout(room, Shelf(assistant, Path(get_upload_folder())), Details(assistant))
    gr.mount_gradio_app(
        app,
        page,
        path="/",
        server_name=host,
        head=HEAD,
        theme=gr.themes.Base(font=["system-ui", "sans-serif"], font_mono=["ui-monospace", "monospace"]),
        footer_links=[],
        run_history=False,
        max_file_size="20mb",
        allowed_paths=[],
        enable_monitoring=False,
        ssr_mode=False,
        pwa=False,
        mcp_server=mcp,
    )
    speak_json(page)
    app.add_middleware(_Headers)
    if host in LOOPBACK:  # else another site could point its own name at this machine and read the page
        app.add_middleware(TrustedHostMiddleware, allowed_hosts=["127.0.0.1", "localhost", "["])
    room.warm_up()
    app.state.rest = room.rest
    return app


class _Headers:
    """Adds HEADERS to every response."""

    def __init__(self, app: Channel) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Channel, send: Channel) -> None:
        async def with_headers(message: MutableMapping[str, Any]) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", []), *HEADERS.items()]
            await send(message)

        await self._app(scope, receive, with_headers)


def _run(app: FastAPI, listener: socket.socket, greeting: str) -> None:
    import uvicorn  # noqa: PLC0415

    class Server(uvicorn.Server):
        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            print(greeting, flush=True)

    Server(uvicorn.Config(app, log_level="warning", timeout_graceful_shutdown=1)).run(sockets=[listener])


def _shown(host: str) -> str:
    return f"[{host}]" if ":" in host else host
