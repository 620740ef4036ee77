"""What the commands share: the assistant that their options name, and how they print."""

from __future__ import annotations

import json
from argparse import Namespace
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from tqdm import tqdm

from assistant.assistant import Assistant
from assistant.errors import EmptyLibrary
from assistant.settings import Settings


def settings_of(options: Namespace) -> Settings:
    """As ONRECORD_* says, but for what the command line gives. Raises BadSetting."""
    given = {name: getattr(options, name, None) for name in ("library", "host", "port")}
    return replace(Settings.read(), **{name: value for name, value in given.items() if value is not None})


@contextmanager
def opened(options: Namespace) -> Iterator[Assistant]:
    with Assistant.open(settings=settings_of(options)) as assistant:
        yield assistant


@contextmanager
def filled(options: Namespace) -> Iterator[Assistant]:
    """Raises EmptyLibrary."""
    with opened(options) as assistant:
        if not assistant.library.count():
            raise EmptyLibrary(f"{assistant.library.folder} holds no article: add one with onrecord add FILE")
        yield assistant


def ids_of(options: Namespace, assistant: Assistant) -> list[str] | None:
    """The articles that --article names, each by its id or the beginning of it; None for all. Raises UnknownArticle."""
    return options.article and [assistant.library.resolve(id) for id in options.article]


@contextmanager
def progress(says: str, unit: str) -> Iterator[Callable[[int, int], None]]:
    """What is told the number done and the number of all, and shows both with the rate and the time left."""
    with tqdm(desc=says, unit=f" {unit}", leave=False, disable=None) as bar:

        def moved(done: int, total: int) -> None:
            bar.total = total
            bar.update(done - bar.n)

        yield moved


def print_json(value: Any) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=2))
