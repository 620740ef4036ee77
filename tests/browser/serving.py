"""The page on a loopback port, in a thread of the tests."""

from __future__ import annotations

import asyncio
import threading
import time

import uvicorn

from assistant import Assistant
from assistant.page.server import application, listening

HOST = "127.0.0.1"


class Served:
    """A running page; it can be stopped, and started again at the same address."""

    def __init__(self, assistant: Assistant, *, mcp: bool = False) -> None:
        self.assistant = assistant
        self._mcp = mcp
        self.port = 0
        self.start()

    @property
    def address(self) -> str:
        return f"http://{HOST}:{self.port}/"

    def start(self) -> None:
        self._listener = listening(HOST, self.port)
        self.port = self._listener.getsockname()[1]
        self._server: uvicorn.Server | None = None
        self._thread = threading.Thread(target=asyncio.run, args=(self._serve(),), daemon=True)
        self._thread.start()
        deadline = time.monotonic() + 60
        while not (self._server and self._server.started):
            assert time.monotonic() < deadline, "the page did not start"
            time.sleep(0.02)

    async def _serve(self) -> None:
        # Made inside the loop: outside of one, Gradio makes loops of its own and does not close them.
        app = application(self.assistant, HOST, None, mcp=self._mcp)
        self._server = uvicorn.Server(uvicorn.Config(app, log_level="critical", timeout_graceful_shutdown=1, ws="none"))
        await self._server.serve(sockets=[self._listener])
        app.state.rest()

    def stop(self) -> None:
        assert self._server
        self._server.should_exit = True
        self._thread.join(20)
        self._listener.close()
