"""The format of an exported library: a zip file of JSON lines, checked as it is read (docs/portable.md)."""

from __future__ import annotations

import json
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict
from pathlib import Path
from types import MappingProxyType
from typing import IO, Any

from index.article import Article, one_line
from index.errors import UnusableExport, UnusableField
from index.formats.address import is_address
from index.formats.source import MAX_BYTES
from index.record import Record, sorted_tags
from index.voices import Utterance

FORMAT = "onrecord-library"
VERSION = 1

MANIFEST, ARTICLES = "manifest.json", "articles.jsonl"
FEEDBACK = "feedback.jsonl"
"""What readers noted of answers: a file beside the library, and of that name in the export."""

_FIELDS = ("author", "published", "site", "url", "language")

_LINE_BYTES = 4 * MAX_BYTES  # an article, what was around it, and who speaks in it
_MANIFEST_BYTES = 100_000
_FEEDBACK_BYTES = 50_000_000
_UNPACKED, _TIMES = 100_000_000, 200  # bytes from which on a part that unpacks to so many times its size is a trap


def values(record: Record, utterances: Sequence[Utterance]) -> dict[str, Any]:
    """A record as a line of the export holds it."""
    article = record.article
    return {
        "id": article.id,
        "title": article.title,
        **{name: getattr(article, name) for name in _FIELDS},
        "added": record.added,
        "place": _on_the_web(record.place),
        "replaces": record.replaces,
        "tags": record.tags,
        "origins": dict(record.origins),
        "removed": record.removed,
        "text": article.text,
        "utterances": [asdict(one) for one in utterances],
    }


def in_json(values: dict[str, Any]) -> bytes:
    return json.dumps(values, ensure_ascii=False).encode("utf-8", "replace")


def count(file: Path) -> int:
    """The number of articles that an export says it holds. Raises UnusableExport, as all that follow."""
    with _part(file, MANIFEST) as opened:
        found = _loaded(file, MANIFEST, opened.read(_MANIFEST_BYTES))
    if found.get("format") != FORMAT or type(found.get("version")) is not int or type(found.get("articles")) is not int:
        raise UnusableExport(f"{file} is no export of a library: name a file that onrecord export has written")
    if found["version"] > VERSION:
        raise UnusableExport(
            f"{file} has version {found['version']} of the export's format, and {VERSION} is the newest known here:"
            " import it with a newer On Record"
        )
    return int(found["articles"])


def records(file: Path) -> Iterator[Record]:
    """The articles of an export in order, each of them checked."""
    with _part(file, ARTICLES) as opened:
        number = 0
        while line := opened.readline(_LINE_BYTES + 1):
            number += 1
            where = f"{ARTICLES}, line {number}"
            if len(line) > _LINE_BYTES:
                raise _damaged(file, where, f"more than {_LINE_BYTES:,} bytes")
            try:
                yield _record(_loaded(file, where, line))
            except (KeyError, TypeError, ValueError, UnusableField) as error:
                raise _damaged(file, where, str(error)) from error


def _record(values: dict[str, Any]) -> Record:
    """Raises KeyError, TypeError, ValueError and UnusableField for what no record can be made of."""
    for name in ("id", "title", "text", "added"):
        _is_text(name, values[name])
    for name in (*_FIELDS, "place", "replaces"):
        if values.get(name) is not None:
            _is_text(name, values[name])
    fields = {name: values.get(name) for name in _FIELDS}
    if not values["text"].strip():
        raise ValueError("its text is empty")
    article = Article.from_text(values["text"], title=values["title"], **fields)
    if article.id != values["id"]:
        raise ValueError(f"its text is not the one that has the id {values['id'][:40]!r}")
    return Record(
        article,
        values["added"],
        _on_the_web(values.get("place")),
        MappingProxyType(_origins(values.get("origins", {}))),
        _texts("removed", values.get("removed", [])),
        sorted_tags(_texts("tags", values.get("tags", []))),
        values.get("replaces"),
    )


def _on_the_web(place: str | None) -> str | None:
    """A place that is an address. A path leads nowhere on another computer, or to a file that is none of the export's."""
    return place if place and is_address(place) else None


def _texts(name: str, value: object) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise TypeError(f"{name} is {value!r:.60}, and should be a list of texts")
    return tuple(_is_text(name, one) for one in value)


def _origins(value: object) -> dict[str, str]:
    if not isinstance(value, dict):
        raise TypeError(f"origins is {value!r:.60}, and should be texts by name")
    return {name: _is_text("origins", of) for name, of in value.items()}


def _is_text(name: str, value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{name} is {value!r:.60}, and should be a text")
    return value


def notes(file: Path) -> Iterator[bytes]:
    """The lines that readers' notes are, where the export has some; what is behind 50 MB of them is left."""
    with suppress(KeyError), _part(file, FEEDBACK, needed=False) as opened:
        yield from opened.read(_FEEDBACK_BYTES).splitlines()


@contextmanager
def _part(file: Path, name: str, *, needed: bool = True) -> Iterator[IO[bytes]]:
    """A part of an export, to be read; raises UnusableExport, and KeyError where there is none and none is needed."""
    try:
        with zipfile.ZipFile(file) as archive:
            if needed and name not in archive.namelist():
                raise UnusableExport(f"{file} is no export of a library: name a file that onrecord export has written")
            told = archive.getinfo(name)
            if told.file_size > _UNPACKED and told.file_size > _TIMES * told.compress_size:
                raise _damaged(file, name, f"unpacked, it would be more than {_TIMES} times as large")
            with archive.open(name) as opened:
                yield opened
    except OSError as error:
        raise UnusableExport(f"{file} cannot be read ({error.strerror}): name a file that can") from error
    except zipfile.BadZipFile as error:
        if name == MANIFEST:
            raise UnusableExport(
                f"{file} is no export of a library: name a file that onrecord export has written"
            ) from error
        raise _damaged(file, name, str(error)) from error
    except (zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise _damaged(file, name, str(error) or type(error).__name__) from error


def _loaded(file: Path, where: str, line: bytes) -> dict[str, Any]:
    try:
        found = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise _damaged(file, where, f"{type(error).__name__}: no JSON") from error
    if not isinstance(found, dict):
        raise _damaged(file, where, "no JSON object")
    return found


def _damaged(file: Path, where: str, why: str) -> UnusableExport:
    return UnusableExport(f"{file} is damaged ({where}: {one_line(why)[:200]}): export the library again")
