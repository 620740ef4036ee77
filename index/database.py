"""The one door to SQLite: a file that threads and processes share, and what is said when it fails."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from index.errors import UnusableLibrary

_ADVICE = {
    sqlite3.SQLITE_FULL: "make room on its disk",
    sqlite3.SQLITE_BUSY: "try again when the program that holds it is done",
    sqlite3.SQLITE_LOCKED: "try again when the program that holds it is done",
    sqlite3.SQLITE_READONLY: "change its permissions",
    sqlite3.SQLITE_CORRUPT: "restore it from a copy",
    sqlite3.SQLITE_NOTADB: "restore it from a copy",
    sqlite3.SQLITE_MISUSE: "open the library again",
}

Row = tuple[Any, ...]


class Database:
    """One SQLite file. Every method raises UnusableLibrary when the file fails, as on a full disk."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.RLock()
        self._written = 0
        try:
            self.connection = sqlite3.connect(path, check_same_thread=False, isolation_level=None, timeout=30)
            self.connection.execute("PRAGMA auto_vacuum = INCREMENTAL")
            for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON", "secure_delete = ON"):
                self.connection.execute(f"PRAGMA {pragma}")
        except sqlite3.Error as error:
            raise UnusableLibrary(
                f"{path} cannot be opened ({error}): restore it from a copy, or open another library folder"
            ) from error

    def close(self) -> None:
        with self._lock:
            self.connection.close()

    def rows(self, query: str, values: Sequence[object] = ()) -> list[Row]:
        with self._translated():
            return self.connection.execute(query, values).fetchall()

    def run(self, statement: str, values: Sequence[object] = ()) -> None:
        """One statement that writes, inside `writing`."""
        self.connection.execute(statement, values)

    def run_many(self, statement: str, values: Iterable[Sequence[object]]) -> None:
        """One statement for each of the rows, inside `writing`."""
        self.connection.executemany(statement, values)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """One transaction: all that is written inside it is there afterwards, or nothing; one inside another is part of it."""
        with self._translated():
            if self.connection.in_transaction:
                yield
                return
            self.connection.execute("BEGIN IMMEDIATE")
            try:
                yield
                self.connection.execute("COMMIT")
                self._written += 1
            except BaseException:
                if self.connection.in_transaction:  # a full disk has ended it already
                    self.connection.execute("ROLLBACK")
                raise

    def shrink(self) -> None:
        """Give the room of what was deleted back to the disk, and leave no copy of it in the log."""
        self.rows("PRAGMA incremental_vacuum")
        self.rows("PRAGMA wal_checkpoint(TRUNCATE)")

    def state(self) -> tuple[int, int]:
        """Another value whenever this process or another one has written since; costs microseconds."""
        return self._written, int(self.rows("PRAGMA data_version")[0][0])

    @contextmanager
    def _translated(self) -> Iterator[None]:
        """One thread's turn, with SQLite's errors as UnusableLibrary."""
        try:
            with self._lock:
                yield
        except sqlite3.Error as error:
            code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_MISUSE) & 0xFF  # without its details
            advice = _ADVICE.get(code, "check its disk, or restore it from a copy")
            raise UnusableLibrary(f"{self.path} cannot be used ({error}): {advice}") from error
