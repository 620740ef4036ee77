"""Nothing leaves the machine."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.conftest import DEFAULT

# Every connection and every look-up of a name ends the program, but for those to the machine itself.
BLOCKED = """
import os, socket, sys

def refuse(address):
    print("network used:", address, file=sys.stderr, flush=True)
    os._exit(99)

connect, look_up = socket.socket.connect, socket.getaddrinfo
LOOPBACK = {"127.0.0.1", "::1", "localhost", "", None}

def guarded(self, address):
    if self.family != socket.AF_UNIX and address[0] not in LOOPBACK:
        refuse(address)
    return connect(self, address)

socket.socket.connect = socket.socket.connect_ex = guarded
socket.getaddrinfo = lambda host, *rest, **named: look_up(host, *rest, **named) if host in LOOPBACK else refuse(host)
"""

ADD_AND_ASK = """
import sys
from assistant import Assistant

with Assistant.open(sys.argv[1]) as assistant:
    assistant.add(sys.argv[2])
    assert assistant.ask("Who is Moscow’s envoy to the DPRK?").short == "Alexander Matsegora"
"""


def run(code: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    # As on a user's machine: no variable that our tests, or the person who runs them, may have set.
    names = ("HF_", "ONRECORD_", "GRADIO_", "LANGSMITH_", "LANGCHAIN_", "ANONYMIZED_TELEMETRY", "TOKENIZERS_")
    environment = {name: value for name, value in os.environ.items() if not name.startswith(names)}
    return subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, text=True, env=environment, check=False
    )


def test_add_and_ask_without_a_network(tmp_path: Path) -> None:
    """Neither Chroma nor the models nor we look up a name or open a connection."""
    done = run(BLOCKED + ADD_AND_ASK, str(tmp_path / "library"), str(DEFAULT))

    assert done.returncode == 0, done.stderr


def test_the_block_blocks() -> None:
    """The test above can fail."""
    for attempt in ("socket.create_connection(('192.0.2.1', 80), 1)", "socket.getaddrinfo('a.example', 80)"):
        assert run(f"{BLOCKED}\nimport socket; {attempt}").returncode == 99
