"""What programs call: Gradio's API and the Model Context Protocol, on loopback."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from assistant import Assistant, Settings
from index import Article
from tests.browser.serving import Served
from tests.conftest import HARBOUR
from tests.fakes import HashEmbedder, WordReader

QUESTION = "Did the harbour of Lerwick open after dredging?"
NAMES = ["articles", "ask", "search", "voices"]


@pytest.fixture(scope="module")
def tools(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The page with the Model Context Protocol, over the harbour's article."""
    folder: Path = tmp_path_factory.mktemp("tools") / "library"
    with Assistant.open(folder, settings=Settings(), embedder=HashEmbedder(), reader=WordReader()) as assistant:
        assistant.add(Article.from_text(HARBOUR, title="The harbour opens again", author="Ines Calder"))
        served = Served(assistant, mcp=True)
        yield served
        served.stop()


def called(served: Served, tool: str, **arguments: Any) -> Any:
    """What an MCP client gets back from a tool."""

    async def call() -> Any:
        address = f"{served.address}gradio_api/mcp/"
        async with streamable_http_client(address) as (read, write, *_), ClientSession(read, write) as session:
            await session.initialize()
            return await session.call_tool(tool, arguments) if tool else (await session.list_tools()).tools

    from mcp import ClientSession  # noqa: PLC0415
    from mcp.client.streamable_http import streamable_http_client  # noqa: PLC0415

    return asyncio.run(call())


def test_tools_are_described(tools: Served) -> None:
    """The four tools have plain names, and say what they do and what each argument is."""
    offered = {tool.name: tool for tool in called(tools, "")}

    assert sorted(offered) == NAMES
    assert offered["ask"].description.startswith("Answer a question from the articles' own words")
    assert offered["search"].inputSchema["properties"]["count"]["description"] == "how many passages, 1 to 50"


def test_ask_by_mcp(tools: Served) -> None:
    """A tool answers in JSON, with quotes that stand in the article at their offsets."""
    answer = json.loads(called(tools, "ask", question=QUESTION).content[0].text)

    assert answer["found"]
    for citation in answer["citations"]:
        article = tools.assistant.library.article(citation["article"]["id"])
        assert article.text[citation["start"] : citation["end"]] == citation["quote"]


def test_voices_by_mcp(tools: Served) -> None:
    """The roll-call comes whole: who speaks, the share of each voice, and what nobody could be named for."""
    (article,) = tools.assistant.articles()

    found = json.loads(called(tools, "voices", article=article.id).content[0].text)

    assert [speaker["name"] for speaker in found["speakers"]] == ["Tom Isbister", "port authority"]
    assert set(found["shares"]) == {"author", "quoted", "reported"}
    assert found["untold"] == []


def test_a_mistake_by_mcp(tools: Served) -> None:
    """A call that cannot be answered says why in one sentence."""
    result = called(tools, "voices", article="nothing")

    assert result.isError
    assert "'nothing' is not an article of" in result.content[0].text


@pytest.mark.parametrize(
    ("function", "given", "told"),
    [
        ("ask", {"question": QUESTION, "history": "Who?"}, "history is 'Who?': give a list of turns"),
        ("ask", {"question": QUESTION, "history": [["Who?"]]}, "each [question, answer text]"),
        ("ask", {"question": QUESTION, "history": [["Who?", None]]}, "each [question, answer text]"),
        ("ask", {"question": 7}, "question is 7: give a text"),
        ("ask", {"question": QUESTION, "article": 7}, "article is 7: give a text"),
        ("search", {"question": QUESTION, "count": "ten"}, "count is 'ten': give a whole number from 1 to 50"),
        ("search", {"question": QUESTION, "count": 51}, "count is 51: give a whole number from 1 to 50"),
    ],
)
def test_what_no_function_takes(tools: Served, function: str, given: dict[str, Any], told: str) -> None:
    """A value of another kind is told in one sentence with what to give instead."""
    from gradio_client import Client  # noqa: PLC0415

    client = Client(tools.address, verbose=False)
    with pytest.raises(Exception, match=re.escape(told)):
        client.predict(**given, api_name=f"/{function}")
    client.close()


def test_gradio_client(tools: Served) -> None:
    """Gradio's own client finds the functions under plain names, and nothing of the page's inside."""
    from gradio_client import Client  # noqa: PLC0415

    client = Client(tools.address, verbose=False)
    offered = client.view_api(return_format="dict")["named_endpoints"]

    assert sorted(offered) == [f"/{name}" for name in NAMES]
    assert client.predict(QUESTION, api_name="/ask")["found"]
    assert client.predict(api_name="/articles")[0]["title"] == "The harbour opens again"
    client.close()
