"""How fast it is, and how much memory it takes: python -m benchmarks.speed

Each figure is the median of several runs in a new library with the default article, without a network.
"""

from __future__ import annotations

import os
import resource
import signal
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path

from benchmarks.sets import DEFAULT

RUNS = 5
QUESTIONS = (
    "When is the follow-up summit supposed to take place?",
    "What did Sarah Sanders say about sanctions on North Korea?",
    "What does North Korea want in return for denuclearizing?",
    "What is the population of Pyongyang?",
)

WARM = """
import sys, time, statistics
from assistant import Assistant
assistant = Assistant.open()
assistant.ask("Who is quoted?")
def seconds(question):
    begun = time.perf_counter()
    assistant.ask(question)
    return time.perf_counter() - begun
print(statistics.median(seconds(question) for _ in range(10) for question in sys.argv[1:]))
"""


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        os.environ["ONRECORD_LIBRARY"] = folder
        onrecord = [sys.executable, "-m", "assistant"]
        _run([*onrecord, "add", str(DEFAULT)])
        rows = [
            ("`onrecord --help`, seconds", _median(lambda: _timed([*onrecord, "--help"]))),
            ("`onrecord ask`, cold, seconds", _median(lambda: _timed([*onrecord, "ask", QUESTIONS[0]]))),
            ("question, warm, seconds", float(_run([sys.executable, "-c", WARM, *QUESTIONS]))),
            ("most memory of these, GB", resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1e6),
        ]
        starts = [_page() for _ in range(3)]
        rows += [
            ("page answers HTTP, seconds after its start", statistics.median(seconds for seconds, _ in starts)),
            ("page's memory after a question, GB", statistics.median(memory for _, memory in starts)),
        ]
    print("| what | median |\n|---|---|")
    for name, value in rows:
        print(f"| {name} | {value:.2f} |")


def _median(measure: Callable[[], float]) -> float:
    return statistics.median(measure() for _ in range(RUNS))


def _timed(command: list[str]) -> float:
    begun = time.perf_counter()
    _run(command)
    return time.perf_counter() - begun


def _run(command: list[str]) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def _page(port: int = 17860) -> tuple[float, float]:
    """Seconds until the page answers, and its memory in GB after a question through its programming interface."""
    begun = time.perf_counter()
    with subprocess.Popen([sys.executable, "app.py"], env={**os.environ, "ONRECORD_PORT": str(port)}) as page:
        try:
            address = f"http://127.0.0.1:{port}/"
            seconds = _answered(address, page) - begun
            _ask(address)
            status = Path(f"/proc/{page.pid}/status").read_text(encoding="utf-8")
            (memory,) = (line.split()[1] for line in status.splitlines() if line.startswith("VmRSS"))
        finally:
            page.send_signal(signal.SIGTERM)
    return seconds, int(memory) / 1e6


def _answered(address: str, page: subprocess.Popen[bytes]) -> float:
    while page.poll() is None:
        try:
            urllib.request.urlopen(address, timeout=5).close()
        except OSError:
            time.sleep(0.05)
        else:
            return time.perf_counter()
    raise SystemExit("the page ended before it answered")


def _ask(address: str) -> None:
    from gradio_client import Client  # noqa: PLC0415 - after the page was timed

    Client(address, verbose=False).predict(QUESTIONS[0], api_name="/ask")


if __name__ == "__main__":
    main()
