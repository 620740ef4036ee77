"""What a document's properties say of its article, where that makes sense."""

from __future__ import annotations

import re

_NO_TITLE = re.compile(
    r"(?:microsoft (?:word|powerpoint)\b.*|untitled.*|(?:document|doc|book)\s*\d*|title|no title|slide \d+"
    r"|.*\.(?:docx?|odt|rtf|indd|qxp|qxd|pdf|tex|dvi|html?|txt|pages|pub))",
    re.I,
)
_NO_AUTHOR = re.compile(
    r"(?:python-docx|admin(?:istrator)?|user|owner|root|unknown|anonymous|author|microsoft\b.*|.*@.*|\(?anonymous\)?"
    r"|unspecified|untitled|windows user|office user)",
    re.I,
)


def given(*, title: str | None, author: str | None, published: str | None) -> dict[str, str]:
    """The fields that a program did not merely fill in.

    >>> given(title="Microsoft Word - rain_final2.doc", author="Jane Doe", published=None)
    {'author': 'Jane Doe'}
    """
    fields = {"title": title, "author": author, "published": published}
    stripped = {name: value.strip() for name, value in fields.items() if value and value.strip()}
    empty = {"title": _NO_TITLE, "author": _NO_AUTHOR}
    return {name: value for name, value in stripped.items() if name not in empty or not empty[name].fullmatch(value)}
