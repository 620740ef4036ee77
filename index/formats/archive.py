"""Zip files of articles: their members, one by one, as if each were a file of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from index.errors import UnreadableArticle
from index.formats.kinds import BY_NAME
from index.formats.source import MAX_BYTES, Raw, shown
from index.formats.zipped import member, opened

MAX_ARCHIVE_BYTES = 200_000_000
"""A zip file, and a file of JSON Lines, may be larger than an article."""
_UNPACKED = 2_000_000_000  # bytes of all members together; one is read at a time


def members(raw: Raw) -> Iterator[Raw | UnreadableArticle]:
    """The files of a zip that may be articles, in order of their names; one that cannot be had is a problem.

    Raises UnreadableArticle when the zip itself cannot be read, or holds no such file.
    """
    package = opened(raw, most=_UNPACKED)
    with package:
        found = sorted((info for info in package.infolist() if may_be_article(info.filename)), key=lambda i: i.filename)
        if not found:
            raise UnreadableArticle(f"{raw.place} holds no article: zip files that On Record reads")
        for info in found:
            place = f"{raw.place}/{shown(info.filename)}"
            if info.filename.lower().endswith(".zip"):
                yield UnreadableArticle(f"{place} is a zip file in a zip file: unpack it and add the folder")
                continue
            try:
                yield Raw(place, member(raw, package, info, most=MAX_BYTES))
            except UnreadableArticle as error:
                yield error


def may_be_article(name: str) -> bool:
    """Whether a file of this name, in a folder or a zip, is one to read: not hidden, no README, of a known extension."""
    path = PurePosixPath(name)
    hidden = any(part.startswith(".") or part == "__MACOSX" for part in path.parts)
    return path.suffix.lower() in BY_NAME and path.stem.upper() != "README" and not hidden
