"""What the page does with the library: add an article step by step, take one away, and put it back."""

from __future__ import annotations

import queue
import re
import threading
from collections.abc import Callable, Generator, Iterator
from dataclasses import replace
from pathlib import Path

from assistant import records
from assistant.assistant import Assistant
from assistant.page import articles
from assistant.page.known import alike
from assistant.page.outcomes import Message
from assistant.page.texts import counted, say, sentence
from index import (
    Article,
    OnRecordError,
    Record,
    Source,
    UnreadableArticle,
    fetched,
    is_address,
    pasted,
    read_raw,
    read_source,
    sources,
)
from index.formats import holds_several

_SHOWN = 40  # lines that were cleaned away, as they are shown; the rest is counted
_READING, _EMBEDDING = 0.1, 0.9  # shares of the progress bar

_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*://", re.I)


class Shelf:
    """The library as the page changes it. Threads share it."""

    def __init__(self, assistant: Assistant, uploads: Path) -> None:
        self._assistant = assistant
        self._uploads = uploads.resolve()
        self._removed: dict[str, Record] = {}

    def add(self, asked: Message) -> Iterator[Message]:
        """What is being done, and at the end the article and what was cleaned away; or what went wrong, as a sentence."""
        try:
            yield from self._add(asked)
        except OnRecordError as error:
            yield {"done": True, "error": sentence(str(error).replace(f"{self._uploads}/", ""))}

    def _add(self, asked: Message) -> Iterator[Message]:
        path = self._uploaded(asked) if asked.get("path") else None
        try:
            yield from self._several(path) if path and holds_several(path) else self._one(asked, path)
        except UnreadableArticle as error:
            raise UnreadableArticle(_named(error, path, asked)) from error
        finally:
            if path:
                path.unlink(missing_ok=True)  # the library has its text now

    def _several(self, path: Path) -> Iterator[Message]:
        """Each article of a file that may hold many, as it is added, and at the end how many, and what could not be read."""
        problems: list[UnreadableArticle] = []

        def readable() -> Iterator[Source]:
            for source in sources(path):
                if isinstance(source, UnreadableArticle):
                    problems.append(source)
                else:
                    yield replace(source, place=None)  # the upload is gone at once

        yield {"says": say("reading_file"), "share": 0.0}
        added: list[Article] = []
        for article in self._assistant.library.add_all(readable()):
            added.append(article)
            yield {"says": say("added_so_far", count=len(added), title=article.title), "share": None}
        if not added:
            raise problems[0]
        told = [_shortened(str(problem), path) for problem in problems]
        yield {
            "done": True,
            "share": 1.0,
            "says": counted("ready_several", len(added)),
            "cleaned": articles.unread(told, _SHOWN),
            "alike": None,
            "article": records.of_article(added[0]),
        }

    def _one(self, asked: Message, path: Path | None) -> Iterator[Message]:
        source = yield from self._source(asked, path)
        title = source.article.title
        known = source.article.id in {article.id for article in self._assistant.articles()}
        yield {"says": say("reading_voices"), "share": _READING}
        yield from self._embedded(source)
        self._assistant.library.article(source.article.id)  # it is there, whatever happened beside
        yield {
            "done": True,
            "share": 1.0,
            "says": say("known" if known else "ready", title=title),
            "cleaned": articles.cleaned(source.removed, _SHOWN),
            "alike": alike(self._assistant.alike(source.article.id)),
            "article": records.of_article(source.article),
        }

    def _source(self, asked: Message, path: Path | None) -> Generator[Message, None, Source]:
        """The article that is asked for, after a message for each step of reading it."""
        text = str(asked.get("text") or "")
        address = str(asked.get("address") or "").strip() or (text.strip() if is_address(text) else "")
        if address:
            return (yield from self._at(address))
        yield {"says": say("reading_file"), "share": 0.0}
        if path:
            return replace(read_source(path), place=None)  # the upload is gone at once
        return pasted(text, title=str(asked.get("title") or ""))

    def _at(self, address: str) -> Generator[Message, None, Source]:
        """The article at a web address, which a person may type without its https://."""
        if not _SCHEME.match(address):
            address = f"https://{address}"
        host = re.split(r"[/?#]", _SCHEME.sub("", address))[0].rpartition("@")[2]  # never with a password
        yield {"says": say("fetching", host=host[:80]), "share": 0.0}
        raw = fetched(address, private=self._assistant.settings.private_addresses)
        yield {"says": say("reading_file"), "share": _READING / 2}
        return read_raw(raw)

    def _uploaded(self, asked: Message) -> Path:
        """The file that Gradio has put among its uploads, and no other."""
        path = Path(str(asked["path"])).resolve()
        if not path.is_relative_to(self._uploads):
            raise UnreadableArticle(f"{str(asked.get('name') or '')[:120]!r} was not uploaded: choose the file again")
        return path

    def _embedded(self, source: Source) -> Iterator[Message]:
        """A message for each step of the embedding, which runs beside; raises what it raises."""
        steps: queue.SimpleQueue[tuple[int, int] | OnRecordError | None] = queue.SimpleQueue()
        threading.Thread(target=_running, args=(self._assistant, source, steps.put), daemon=True).start()
        while step := steps.get():
            if isinstance(step, OnRecordError):
                raise step
            done, total = step
            share = _READING + _EMBEDDING * done / total
            yield {"says": say("embedding", done=done, total=total), "share": share}

    def remove(self, asked: Message) -> Message:
        """Take an article away; it can be put back until the server ends."""
        try:
            record = self._assistant.record(str(asked["article"]))
            self._assistant.remove(record.article.id)
        except OnRecordError as error:
            return {"error": sentence(str(error))}
        self._removed[record.article.id] = record
        return {"says": say("removed", title=record.article.title), "article": record.article.id}

    def restore(self, asked: Message) -> Message:
        """Put a removed article back as it was, where it is still known."""
        record = self._removed.get(str(asked["article"]))
        if record is None:
            return {"error": say("not_restored")}
        try:
            article = self._assistant.library.put(record)
        except OnRecordError as error:
            return {"error": sentence(str(error))}
        del self._removed[article.id]
        return {"says": say("restored", title=article.title), "article": article.id}


def _named(error: UnreadableArticle, path: Path | None, asked: Message) -> str:
    """The sentence about a file by the name that it has where it was chosen."""
    return str(error).replace(str(path), str(asked.get("name") or "")[:120] or path.name) if path else str(error)


def _shortened(told: str, path: Path) -> str:
    """The sentence about a file within an uploaded one."""
    return sentence(told.replace(f"{path}/", "").replace(str(path), path.name))


def _running(
    assistant: Assistant, source: Source, tell: Callable[[tuple[int, int] | OnRecordError | None], None]
) -> None:
    try:
        assistant.library.add(source, progress=lambda done, total: tell((done, total)))
    except OnRecordError as error:
        tell(error)
    finally:
        tell(None)
