"""Markdown, with the fields of its front matter."""

from __future__ import annotations

import re
from typing import Any

from index.cleaning import clean
from index.formats.plain import decoded
from index.formats.source import Raw, Source, made


def read(raw: Raw) -> Source:
    import yaml  # noqa: PLC0415 - only Markdown needs it
    from markdown_it import MarkdownIt  # noqa: PLC0415

    text = decoded(raw)
    fields: Any = {}
    front = re.match(r"---\n(.*?)\n(?:---|\.\.\.)\n", text.replace("\r\n", "\n"), re.S)
    if front:
        text = text.replace("\r\n", "\n")[front.end() :]
        try:
            fields = yaml.load(front[1], yaml.BaseLoader)  # every value stays the text it is, also 2019-02-30
        except (yaml.YAMLError, ValueError, OverflowError, RecursionError):
            fields = {}  # a broken header costs the fields, not the article
    # Only text: a list of lists can be a short header and a title of gigabytes.
    found = {key: value for key, value in fields.items() if isinstance(value, str)} if isinstance(fields, dict) else {}
    given = {key: value for key, value in found.items() if value not in ("", "~", "null")}
    blocks = (_markdown_text(token) for token in MarkdownIt().enable("table").parse(text))
    return made(
        raw,
        clean("\n\n".join(filter(None, blocks))),
        origins="front matter",
        published=given.get("published") or given.get("date"),
        **{key: given[key] for key in ("title", "author", "site", "url") if key in given},
    )


def _markdown_text(token: Any) -> str:
    if token.type in ("fence", "code_block"):
        return str(token.content).strip()
    if token.type != "inline":
        return ""
    words = {"softbreak": " ", "hardbreak": "\n", "image": ""}
    return "".join(words.get(child.type, child.content) for child in token.children).strip()
