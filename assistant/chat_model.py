"""The one door to chat models: LangChain's, by name or by address."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import urldefrag

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import BaseMessage

from assistant.errors import ModelFailed


def connect(name: str, seconds: float) -> BaseChatModel:
    """The chat model of this name: provider:model as LangChain's init_chat_model takes it, or http://host:port/v1#model.

    An address is that of a server that speaks OpenAI's protocol; without #model it is asked for the first it has.
    Raises ModelFailed where there is none.
    """
    from langchain.chat_models import init_chat_model  # noqa: PLC0415 - only with a chat model

    try:
        if name.startswith(("http://", "https://")):
            address, model = urldefrag(name)
            return init_chat_model(
                model or _first_model(address, seconds),
                model_provider="openai",
                base_url=address,
                api_key=_key(),
                timeout=seconds,
                max_retries=0,
                temperature=0,
            )
        return init_chat_model(name, timeout=seconds, max_retries=0, temperature=0)
    except Exception as error:  # noqa: BLE001 - each provider has errors of its own, and all of them mean the same here
        raise ModelFailed(f"the chat model {name!r} cannot be used ({_reason(error)})") from error


def pieces(model: BaseChatModel, messages: Sequence[BaseMessage], seconds: float) -> Iterator[str]:
    """What the model writes, as it comes. Raises ModelFailed when it fails, or is not done after `seconds`."""
    inbox: queue.Queue[str | Exception | None] = queue.Queue()
    stop = threading.Event()
    # In a thread of its own: a server that hangs holds up that thread, and never the answer.
    threading.Thread(target=_fill, args=(model, list(messages), inbox, stop), daemon=True).start()
    deadline = time.monotonic() + seconds
    try:
        while True:
            try:
                found = inbox.get(timeout=max(0.0, deadline - time.monotonic()))
            except queue.Empty as error:
                raise ModelFailed(f"the chat model was not done after {seconds:g} seconds") from error
            if found is None:
                return
            if isinstance(found, Exception):
                raise ModelFailed(f"the chat model failed ({_reason(found)})") from found
            yield found
    finally:
        stop.set()


def _fill(model: BaseChatModel, messages: list[BaseMessage], inbox: queue.Queue[Any], stop: threading.Event) -> None:
    try:
        for chunk in model.stream(messages):
            if stop.is_set():
                return
            inbox.put(str(chunk.text))
        inbox.put(None)
    except Exception as error:  # noqa: BLE001 - handed to the thread that waits for it
        inbox.put(error)


def _first_model(address: str, seconds: float) -> str:
    from openai import OpenAI  # noqa: PLC0415

    client = OpenAI(base_url=address, api_key=_key(), timeout=seconds, max_retries=0)
    return next(iter(client.models.list())).id


def _key() -> str:
    import os  # noqa: PLC0415

    return os.environ.get("OPENAI_API_KEY") or "none"  # a server on this machine asks for none


def _reason(error: Exception) -> str:
    text = str(error).strip() or type(error).__name__
    return text.splitlines()[0][:200]
