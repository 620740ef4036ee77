"""Reads files in another process, which may crash, hang or fill its memory without harm to this one."""

from __future__ import annotations

import atexit
import json
import os
import subprocess
import sys
import threading
from pathlib import Path
from types import MappingProxyType
from typing import Any

import index
from index.article import Article
from index.errors import UnreadableArticle
from index.formats.source import Raw, Source

SECONDS = 60.0
"""For one file."""
MEMORY_BYTES = 2_000_000_000
"""Address space of a process that reads, where the system can limit it."""
_FILES = 200  # that a process reads before a new one takes its place: a parser may leak
_IDLE = 2  # processes that are kept for the next files; as many threads as there are may read at once
_ANSWER_BYTES = 200_000_000  # more than any article can make: what is longer is no answer


def read_aside(raw: Raw, kind: str) -> Source:
    """What `index.formats.<kind>.read` makes of a file, within SECONDS.

    Raises UnreadableArticle: as `read` does, and when it takes too long or too much memory, or the parser crashes.
    """
    child = _taken()
    try:
        answer = child.answer(raw, kind)
    finally:
        _given_back(child)
    if "problem" in answer:
        raise UnreadableArticle(answer["problem"])
    return Source(
        Article(**answer["article"]), tuple(answer["removed"]), answer["place"], MappingProxyType(answer["origins"])
    )


class _Child:
    """One process that reads; started when it is made."""

    def __init__(self) -> None:
        root = str(Path(index.__file__).parent.parent)  # the child reads with this very code, wherever it was started
        path = os.pathsep.join(filter(None, (root, os.environ.get("PYTHONPATH"))))
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "index.worker", str(MEMORY_BYTES)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": path},
        )
        self._files = 0
        self._late = False

    @property
    def usable(self) -> bool:
        """Whether it can read another file."""
        return self._process.poll() is None and self._files < _FILES

    def answer(self, raw: Raw, kind: str) -> dict[str, Any]:
        """What it answers, or the sentence about why it does not."""
        self._files += 1
        timer = threading.Timer(SECONDS, self._stop)
        timer.start()
        try:
            line = self._asked(raw, kind)
        finally:
            timer.cancel()
        if line.endswith(b"\n"):
            answer: dict[str, Any] = json.loads(line)
            return answer
        self.close()
        if self._late:
            return {
                "problem": f"{raw.place} could not be read within {SECONDS:g} seconds: it is damaged, or split it into articles"
            }
        return {
            "problem": f"{raw.place} could not be read, and what reads it failed: it is damaged, or needs too much memory"
        }

    def close(self) -> None:
        """Ends the process, whatever it is doing."""
        self._process.kill()
        self._process.communicate()

    def _asked(self, raw: Raw, kind: str) -> bytes:
        assert self._process.stdin
        assert self._process.stdout
        request = {
            "kind": kind,
            "place": raw.place,
            "url": raw.url,
            "seconds": int(SECONDS) + 5,
            "bytes": len(raw.data),
        }
        try:
            self._process.stdin.write(json.dumps(request).encode() + b"\n" + raw.data)
            self._process.stdin.flush()
            return self._process.stdout.readline(_ANSWER_BYTES)
        except OSError:  # it has ended
            return b""

    def _stop(self) -> None:
        self._late = True
        self._process.kill()


_idle: list[_Child] = []
_lock = threading.Lock()


def close() -> None:
    """Ends the processes that wait for files; the next file starts a new one."""
    while _idle:
        _idle.pop().close()


def _taken() -> _Child:
    with _lock:
        while _idle:
            child = _idle.pop()
            if child.usable:
                return child
            child.close()
    return _Child()


def _given_back(child: _Child) -> None:
    with _lock:
        if child.usable and len(_idle) < _IDLE:
            _idle.append(child)
            return
    child.close()


atexit.register(close)
