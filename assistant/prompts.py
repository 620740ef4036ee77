"""The prompts: text files with $slots."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from string import Template


@cache
def template(name: str) -> Template:
    """The prompt in prompts/NAME.txt."""
    return Template(files("prompts").joinpath(f"{name}.txt").read_text(encoding="utf-8"))


def prompt(name: str, **slots: str) -> str:
    """The prompt with its slots filled. Raises KeyError, naming the slot, when one is missing.

    The values are put in as they are: an article that holds "$question" or "{0}" is only text.
    """
    return template(name).substitute(slots).strip()
