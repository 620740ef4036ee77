"""What several tests share."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import pytest
from hypothesis import settings as hypothesis_settings

from assistant import Assistant, Settings
from index import Article, Library
from tests.fakes import HashEmbedder, WordReader

hypothesis_settings.register_profile("unhurried", deadline=None)  # a busy machine is no failure
hypothesis_settings.load_profile("unhurried")

ARTICLES = Path(__file__).parent.parent / "articles"
DEFAULT = ARTICLES / "us-north-korea-summit-2.0.txt"

HARBOUR = """The harbour opens again

by Ines Calder

The harbour of Lerwick opened again on Monday after eleven weeks of dredging.

“We lost a whole season, and nobody has paid us for it,” said Tom Isbister, who leads the fishermen’s association.

The port authority said the works cost four million pounds. It denied that the contractor had been late.

I think the town should have been asked first."""


@pytest.fixture(autouse=True)
def _no_settings_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    """A variable of the person who runs the tests changes none of them."""
    for setting in fields(Settings):
        monkeypatch.delenv(f"ONRECORD_{setting.name.upper()}", raising=False)


@pytest.fixture
def harbour() -> Article:
    return Article.from_text(HARBOUR, title="The harbour opens again", author="Ines Calder")


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """An empty library with an embedder that needs no model."""
    library = Library.open(tmp_path / "library", embedder=HashEmbedder())
    yield library
    library.close()


@pytest.fixture
def quick(tmp_path: Path) -> Iterator[Assistant]:
    """An assistant over an empty library, without models."""
    with Assistant.open(
        tmp_path / "library", settings=Settings(), embedder=HashEmbedder(), reader=WordReader()
    ) as assistant:
        yield assistant


@pytest.fixture(scope="session")
def real(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """The product as it is installed, over the default article: the real models and the real Chroma."""
    with Assistant.open(tmp_path_factory.mktemp("real") / "library", settings=Settings()) as assistant:
        assistant.add(DEFAULT)
        yield assistant
