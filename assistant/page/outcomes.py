"""How what the page asked for ended: what Gradio brings may be lost on the way, and the page looks for it here."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterator
from threading import Lock
from typing import Any

from assistant.page.texts import say

Message = dict[str, Any]
"""What goes to the script, as JSON."""

_KEPT = 64  # outcomes: of each the script asks within seconds


class Outcomes:
    """The last messages of what was asked for, by the token that the script gave. Threads share it."""

    def __init__(self) -> None:
        self._last: OrderedDict[str, Message] = OrderedDict()
        self._lock = Lock()

    def of(self, method: Callable[[Message], Iterator[Message]]) -> Callable[[Message], Iterator[Message]]:
        """The method with the token in each of its messages, and its last one kept; where none comes, that it failed."""

        def answered(asked: Message) -> Iterator[Message]:
            token = str(asked.get("token") or "")
            done = False
            self._keep(token, {"begun": True})
            try:
                for message in method(asked):
                    told = {"token": token, **message}
                    if done := bool(message.get("done")):
                        self._keep(token, told)
                    yield told
            finally:
                if not done:
                    self._keep(token, {"token": token, "done": True, "error": say("busy")})

        return answered

    def outcome(self, asked: Message) -> Message:
        """The last message of what has this token, `begun` until it is there, or nothing where it never came."""
        return self._last.get(str(asked.get("token") or ""), {})

    def _keep(self, token: str, told: Message) -> None:
        with self._lock:
            self._last[token] = told
            if len(self._last) > _KEPT:
                self._last.popitem(last=False)
