"""What can go wrong above the library; `index.errors` draws the rest of the tree.

OnRecordError
├── BadQuestion          a question that is empty or too long
├── BadSetting           an ONRECORD_* variable, or an argument in its place, with a value that makes no sense
├── BadCitation          a citation whose quote is not the article's text: a fault of ours, never of the user
├── EmptyLibrary         a library with no article to ask
├── UnusableQuestions    a file of questions that cannot be read, or with `strict` one that has a bad line
├── ModelFailed          a chat model that gave no usable answer; handled here, the extractive answer stands in
└── PortInUse            the page's port belongs to another program
"""

from __future__ import annotations

from index.errors import OnRecordError


class BadQuestion(OnRecordError):
    """A question that is empty or too long."""


class BadSetting(OnRecordError):
    """An ONRECORD_* variable, or an argument in its place, with a value that makes no sense."""


class BadCitation(OnRecordError):
    """A citation whose quote is not the article's text."""


class EmptyLibrary(OnRecordError):
    """A library with no article to ask."""


class UnusableQuestions(OnRecordError):
    """A file of questions that cannot be read, or with `strict` one that has a bad line."""


class ModelFailed(OnRecordError):
    """A chat model that gave no usable answer."""


class PortInUse(OnRecordError):
    """The page's port belongs to another program."""
