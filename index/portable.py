"""A library as one file, to be kept or moved: all but the vectors, which are made again (docs/portable.md)."""

from __future__ import annotations

import os
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from index import exported
from index.article import Article
from index.errors import UnusableExport
from index.exported import ARTICLES, FEEDBACK, FORMAT, MANIFEST, VERSION, in_json, values
from index.library import Library
from index.record import now

Moved = Callable[[int, int], None]
"""Called with the number of articles done and of all."""


@dataclass(frozen=True)
class Imported:
    """What came of an import."""

    added: tuple[Article, ...]
    known: int
    """Articles that were in the library already, and keep their own fields and tags."""


def export_to(library: Library, file: str | Path, *, progress: Moved | None = None) -> int:
    """The number of articles that were written to this file, in whose place nothing is put before it is whole.

    Raises UnusableExport: it cannot be written, or is there and no export.
    """
    file = Path(file).expanduser()
    if file.exists():
        try:
            exported.count(file)
        except UnusableExport as error:
            raise UnusableExport(f"{file} is there, and no export of a library: name another file") from error
    records = library.records()
    feedback = library.folder / FEEDBACK
    try:
        with _written(file) as archive:
            told = {"format": FORMAT, "version": VERSION, "made_by": f"onrecord {version('onrecord')}", "made": now()}
            archive.writestr(MANIFEST, in_json({**told, "articles": len(records)}))
            with archive.open(ARTICLES, "w", force_zip64=True) as lines:
                for done, record in enumerate(records, start=1):
                    lines.write(in_json(values(record, library.utterances(record.article.id))) + b"\n")
                    if progress:
                        progress(done, len(records))
            if feedback.exists():
                archive.write(feedback, FEEDBACK)
    except OSError as error:
        raise UnusableExport(
            f"{file} cannot be written ({error.strerror}): name a file in a folder that has room and is yours"
        ) from error
    return len(records)


def import_from(library: Library, file: str | Path, *, progress: Moved | None = None) -> Imported:
    """Adds the articles of an export that the library does not hold; what it holds stays as it is.

    Nothing is added before all of the file has been checked; an import that was broken off goes on where it stopped.
    Raises UnusableExport: no export, of a newer version, or damaged; and as `Library.add`.
    """
    file = Path(file).expanduser()
    count, ids = exported.count(file), [record.article.id for record in exported.records(file)]
    if len(ids) != count:
        raise UnusableExport(f"{file} holds {len(ids)} articles and should hold {count}: export the library again")
    notes = list(exported.notes(file))
    missing = set(ids) - {article.id for article in library.articles()}
    added: dict[str, Article] = {}
    for article in library.add_all(record for record in exported.records(file) if record.article.id in missing):
        added[article.id] = article
        if progress:
            progress(len(added), len(missing))
    _keep(library.folder / FEEDBACK, notes)
    return Imported(tuple(added.values()), len(set(ids)) - len(added))


@contextmanager
def _written(file: Path) -> Iterator[zipfile.ZipFile]:
    """A new zip file beside this one, which takes its place when all of it is on the disk."""
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name[:80]}.", suffix=".part")
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as out:
            with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
                yield archive
            out.flush()
            os.fsync(out.fileno())
        part.replace(file)
    finally:
        part.unlink(missing_ok=True)


def _keep(path: Path, notes: Iterable[bytes]) -> None:
    """Add the lines that a file does not have."""
    known = set(path.read_bytes().split(b"\n")) if path.exists() else set()
    new = [line for line in notes if line and line not in known]
    if new:
        path.touch(0o600)
        with path.open("ab") as out:
            out.write(b"".join(line + b"\n" for line in new))
