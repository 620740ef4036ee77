"""The settings, and the variables they are read from."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant import BadSetting, Settings


def test_defaults() -> None:
    """Without a variable everything has its default."""
    assert Settings.read({}) == Settings()


def test_variables() -> None:
    """A variable is read as what its default is; an empty one is none."""
    found = Settings.read(
        {
            "ONRECORD_PORT": "8000",
            "ONRECORD_MODEL": " ollama:x ",
            "ONRECORD_MODEL_SECONDS": "2.5",
            "ONRECORD_READER": "",
            "ONRECORD_PRIVATE_ADDRESSES": "True",
        }
    )

    assert (found.port, found.model, found.model_seconds, found.reader) == (8000, "ollama:x", 2.5, "")
    assert found.private_addresses is True
    assert Settings.read({"ONRECORD_PRIVATE_ADDRESSES": "false"}).private_addresses is False


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("ONRECORD_PORT", "http", "ONRECORD_PORT is 'http': give a whole number"),
        ("ONRECORD_PORT", "0", "ONRECORD_PORT is 0: give a number from 1 to 65535"),
        ("ONRECORD_PASSAGES", "500", "ONRECORD_PASSAGES is 500: give a number from 1 to 50"),
        ("ONRECORD_MODEL_SECONDS", "soon", "ONRECORD_MODEL_SECONDS is 'soon': give a number"),
        ("ONRECORD_PRIVATE_ADDRESSES", "maybe", "ONRECORD_PRIVATE_ADDRESSES is 'maybe': give true or false"),
        ("ONRECORD_MODEL_SECONDS", "nan", "ONRECORD_MODEL_SECONDS is nan"),
    ],
)
def test_values_that_make_no_sense(name: str, value: str, says: str) -> None:
    """The variable is named, with its value and what it may be."""
    with pytest.raises(BadSetting, match=says):
        Settings.read({name: value})


def test_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    """The library is where it is said to be, else in the user's data folder."""
    monkeypatch.setenv("XDG_DATA_HOME", "/data")

    assert Settings(library="~/clips").folder == Path.home() / "clips"
    assert Settings().folder.parts[-2:] == ("onrecord", "library")
