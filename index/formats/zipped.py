"""Zip files, read within bounds: nothing is unpacked to disk, and no more than a file may claim to hold."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

from index.errors import UnreadableArticle
from index.formats.source import Raw, shown

MAX_MEMBERS = 20_000
"""Files in one zip."""
MAX_UNPACKED = 200_000_000
"""Bytes that one document unfolds to."""
_MAX_RATIO = 150  # XML packs 10 to 40 times smaller; only something made to be a bomb goes further
_HARMLESS = 10_000_000  # bytes that may come of any ratio
_DIRECTORY_BYTES = MAX_MEMBERS * 300  # reading a larger list of names would itself fill the memory

Problem = (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError, ValueError, RuntimeError)
"""What the zip library raises at files that are damaged, or packed in a way that it does not know."""


def opened(raw: Raw, *, most: int = MAX_UNPACKED) -> zipfile.ZipFile:
    """A zip file whose claims are within bounds: `most` is the number of bytes that all of it may unfold to.

    Raises UnreadableArticle: damaged, too many files in it, or a bomb.
    """
    try:
        package = _listed(raw)
    except Problem as error:
        raise damaged(raw) from error
    members = package.infolist()
    unpacked = sum(member.file_size for member in members)
    if len(members) > MAX_MEMBERS:
        raise UnreadableArticle(f"{raw.place} holds {len(members):,} files, more than {MAX_MEMBERS:,}: part it")
    if unpacked > most or unpacked > max(_HARMLESS, _MAX_RATIO * len(raw.data)):
        raise UnreadableArticle(
            f"{raw.place} has {len(raw.data):,} bytes and would unfold to {unpacked:,}: it is not read, as a bomb would be"
        )
    return package


def names_in(raw: Raw) -> set[str]:
    """The names of the files in a zip; none when it is damaged. Raises UnreadableArticle: too many."""
    try:
        with _listed(raw) as package:
            return set(package.namelist())
    except Problem:
        return set()


def member(raw: Raw, package: zipfile.ZipFile, name: str | zipfile.ZipInfo, *, most: int = MAX_UNPACKED) -> bytes:
    """The bytes of one file in a zip, `most` of them. Raises UnreadableArticle: larger, damaged, or with a password."""
    called = shown(name if isinstance(name, str) else name.filename)
    try:
        info = package.getinfo(name) if isinstance(name, str) else name
        if info.flag_bits & 1:
            raise UnreadableArticle(f"{raw.place} has a password on {called!r}: unpack it and add what was in it")
        with package.open(info) as file:
            data = file.read(most + 1)
    except KeyError as error:
        raise UnreadableArticle(f"{raw.place} lacks its part {called!r}: it is damaged, save it again") from error
    except Problem as error:
        raise damaged(raw) from error
    if len(data) > most:
        raise UnreadableArticle(f"{raw.place} has more than {most:,} bytes in {called!r}: split it into articles")
    return data


def damaged(raw: Raw) -> UnreadableArticle:
    """The sentence about a package that cannot be opened."""
    return UnreadableArticle(f"{raw.place} is damaged: save it again, or fetch it once more")


def _listed(raw: Raw) -> zipfile.ZipFile:
    if _directory_bytes(raw.data) > _DIRECTORY_BYTES:
        raise UnreadableArticle(f"{raw.place} holds more than {MAX_MEMBERS:,} files: part it into several")
    return zipfile.ZipFile(io.BytesIO(raw.data))


def _directory_bytes(data: bytes) -> int:
    """Length of a zip's list of names, as its end claims; what the list of the large form claims is beyond any bound."""
    end = data.rfind(b"PK\x05\x06")
    if end < 0 or end + 22 > len(data):
        return 0
    if data[max(0, end - 20) : end].startswith(b"PK\x06\x07"):  # zip64: more than 65,535 files or 4 GB
        return _DIRECTORY_BYTES + 1
    size: int = struct.unpack_from("<I", data, end + 12)[0]
    return size
