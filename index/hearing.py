"""Who is speaking, found in a process of its own: with many articles, while this one embeds those before.

The other process is a plain `python -m index.hearing`, so that a program that imports articles needs no main guard. It
reads an article a line, writes its utterances a line, and ends when this one does.
"""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from index.article import Article
from index.parsing import PIPELINE
from index.voices import Utterance, utterances

logger = logging.getLogger(__name__)


class Hearing:
    """Utterances from another process; if it ends, they are found in this one. Not to be shared by threads."""

    def __init__(self, pipeline: str) -> None:
        self._pipeline = pipeline
        self._other: subprocess.Popen[str] | None = None
        paths = os.pathsep.join(filter(None, sys.path))
        try:
            self._other = subprocess.Popen(
                [sys.executable, "-m", "index.hearing", pipeline],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                encoding="ascii",
                env={**os.environ, "PYTHONPATH": paths, "OMP_NUM_THREADS": "1"},
            )
        except OSError as error:
            logger.info("no process of its own can be started to find who is speaking: %s", error)

    def utterances(self, article: Article) -> tuple[Utterance, ...]:
        """As `index.voices.utterances`, whose errors it raises."""
        if self._other:
            try:
                return _asked(self._other, article)
            except (OSError, ValueError) as error:
                logger.info("the process that finds who is speaking has ended: %s", error)
                self.close()
        return utterances(article, pipeline=self._pipeline)

    def close(self) -> None:
        if self._other:
            self._other.kill()
            self._other.communicate()
            self._other = None


def _asked(other: subprocess.Popen[str], article: Article) -> tuple[Utterance, ...]:
    if other.stdin is None or other.stdout is None:
        raise ValueError("it has no pipes")
    print(json.dumps(asdict(article)), file=other.stdin, flush=True)
    return tuple(_utterance(fields) for fields in json.loads(other.stdout.readline()))


def _utterance(fields: Mapping[str, Any]) -> Utterance:
    spans = {name: span and tuple(span) for name, span in fields.items() if name.endswith("_span")}
    return Utterance(**{**fields, **spans})


def _answer(pipeline: str) -> None:
    """Answer each line of the standard input; what a library prints goes elsewhere."""
    answers, sys.stdout = sys.stdout, sys.stderr
    if pipeline == PIPELINE:
        sys.modules["torch"] = None  # type: ignore[assignment]  # spaCy's libraries load it where it is, 0.18 GB for nothing
    for line in sys.stdin:
        found = utterances(Article(**json.loads(line)), pipeline=pipeline)
        print(json.dumps([asdict(utterance) for utterance in found]), file=answers, flush=True)


if __name__ == "__main__":
    _answer(sys.argv[1])
