"""Reads files in a process of its own, `python -m index.worker BYTES`: one that a broken file may crash, hang or fill.

It may take so many BYTES of memory, where the system can limit that (POSIX). A request is one line of JSON with `kind`, `place`, `url`, `seconds` and `bytes`, and then so many bytes of the file. The
answer is one line of JSON: the fields of a Source, or `problem`, a sentence. It ends when its input does.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from contextlib import suppress
from dataclasses import asdict
from importlib import import_module
from typing import Any, BinaryIO

from index.errors import UnreadableArticle
from index.formats.source import Raw


def main(memory_bytes: int) -> None:
    """Answers requests until there are no more."""
    answers = _own_output()
    _limit_memory(memory_bytes)
    while header := sys.stdin.buffer.readline():
        request = json.loads(header)
        raw = Raw(request["place"], _exactly(sys.stdin.buffer, request["bytes"]), request["url"])
        _alarm(request["seconds"])
        answer = _answer(raw, request["kind"])
        _alarm(0)
        answers.write(json.dumps(answer).encode() + b"\n")
        answers.flush()


def _answer(raw: Raw, kind: str) -> dict[str, Any]:
    try:
        source = import_module(f"index.formats.{kind}").read(raw)
    except UnreadableArticle as error:
        return {"problem": str(error)}
    except MemoryError:
        return {"problem": f"{raw.place} needs more memory than one file may take: split it into articles"}
    except Exception as error:  # noqa: BLE001 - at a damaged file, a parser may raise anything
        return {"problem": f"{raw.place} is damaged and could not be read ({type(error).__name__}): save it again"}
    return {
        "article": asdict(source.article),
        "removed": source.removed,
        "place": source.place,
        "origins": dict(source.origins),
    }


def _exactly(stream: BinaryIO, count: int) -> bytes:
    data = stream.read(count)
    if len(data) < count:
        sys.exit()  # who asked has gone
    return data


def _own_output() -> BinaryIO:
    """Where answers go; what a library prints goes to the other stream, and is not taken for one."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return answers


def _limit_memory(most: int) -> None:
    with suppress(ImportError, ValueError, OSError):  # a system without such limits, or with a lower one
        import resource  # noqa: PLC0415 - only POSIX has it

        resource.setrlimit(resource.RLIMIT_AS, (most, most))


def _alarm(seconds: int) -> None:
    """Ends the process after some seconds, should whoever waits for it be gone; 0 takes that back."""
    if hasattr(signal, "alarm"):
        signal.alarm(seconds)


if __name__ == "__main__":
    main(int(sys.argv[1]))
