"""The files of a path, and the articles of files."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from index.errors import UnreadableArticle
from index.formats.archive import MAX_ARCHIVE_BYTES, may_be_article
from index.formats.kinds import BY_NAME, SEVERAL
from index.formats.source import MAX_BYTES, READS, Raw, shown


def articles_in(folder: str | Path) -> list[Path]:
    """The files of a folder and its subfolders that `read` reads, sorted; a README describes the folder and is left out.

    Raises UnreadableArticle when there is none.
    """
    folder = Path(folder)
    found = sorted(_files(folder)) if is_folder(folder) else []
    if not found:
        raise UnreadableArticle(f"{shown(folder)} holds no article: {READS}, add one of these to it")
    return found


def raws(path: Path) -> Iterator[Raw | UnreadableArticle]:
    """The file at a path, or each in a folder; one that cannot be had is a problem.

    Raises UnreadableArticle when there is nothing at this path, or a folder holds no article.
    """
    if not is_folder(path) and not path.exists():
        raise nothing_at(path)
    for file in articles_in(path) if is_folder(path) else [path]:
        try:
            yield _raw(file)
        except UnreadableArticle as error:
            yield error


def is_folder(path: Path) -> bool:
    """Raises UnreadableArticle when the path cannot be looked at."""
    try:
        return stat.S_ISDIR(path.stat().st_mode)  # is_dir() raises in some versions of Python, and not in others
    except (FileNotFoundError, NotADirectoryError, ValueError):
        return False
    except OSError as error:  # longer than a name may be, or in a folder that is closed to us
        raise UnreadableArticle(
            f"{shown(path)} cannot be read ({error.strerror}): name a file or folder that can"
        ) from error


def nothing_at(path: str | Path) -> UnreadableArticle:
    """The sentence about a path that leads nowhere."""
    return UnreadableArticle(f"{shown(path)} does not exist: name a file or folder that does")


def _raw(path: Path) -> Raw:
    """The bytes of a file. Raises UnreadableArticle: too large, empty, or closed to us."""
    several = BY_NAME.get(path.suffix.lower()) in SEVERAL
    most = MAX_ARCHIVE_BYTES if several else MAX_BYTES
    try:
        state = path.stat()
        if not stat.S_ISREG(state.st_mode):  # a pipe or a device may never end
            raise UnreadableArticle(f"{shown(path)} is no file: name a file or folder")
        if state.st_size > most:
            raise UnreadableArticle(
                f"{shown(path)} has {state.st_size:,} bytes, more than {most:,}: split it into articles"
            )
        with path.open("rb") as file:
            data = file.read(most + 1)
    except OSError as error:
        raise UnreadableArticle(
            f"{shown(path)} cannot be read ({error.strerror}): check that it is yours to read"
        ) from error
    if not data.strip():
        raise UnreadableArticle(f"{shown(path)} is empty: an article needs at least one sentence")
    return Raw(str(path), data)


def _files(folder: Path) -> Iterator[Path]:
    for path in folder.rglob("*"):
        real = Path(
            os.path.realpath(path)
        )  # a link may lead out of the folder; resolve() fails where links go in circles
        inside = real.is_relative_to(os.path.realpath(folder))
        if may_be_article(path.relative_to(folder).as_posix()) and inside and path.is_file():
            yield path
