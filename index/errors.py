"""What can go wrong, each with one sentence: what, which value, what to do.

OnRecordError
├── UnreadableArticle    a file, folder, address or text that no article can be made of
├── UnknownArticle       an id that the library does not hold
├── UnusableField        a title, author, date or tag that no article can have
├── UnusableLibrary      a library folder that cannot be opened or written
├── UnusableExport       a file that is no export of a library, or cannot be made one
├── LibraryBusy          another process is writing to the library
└── UnusableModel        an embedding model or reader that cannot be loaded
"""

from __future__ import annotations


class OnRecordError(Exception):
    """Base of every error that On Record raises."""


class UnreadableArticle(OnRecordError):
    """A file, folder or text that no article can be made of."""


class UnknownArticle(OnRecordError):
    """An id that the library does not hold."""


class UnusableField(OnRecordError):
    """A title, author, date or tag that no article can have."""


class UnusableLibrary(OnRecordError):
    """A library folder that cannot be opened or written."""


class UnusableExport(OnRecordError):
    """A file that is no export of a library, or cannot be made one."""


class LibraryBusy(OnRecordError):
    """Another process is writing to the library."""


class UnusableModel(OnRecordError):
    """An embedding model or reader that cannot be loaded."""
