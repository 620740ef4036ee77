"""Questions in, cited answers out.

    from assistant import Assistant

    assistant = Assistant.open()
    article = assistant.add("story.html")
    answer = assistant.ask("Who said that?", article=article.id)
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from assistant.errors import BadCitation, BadQuestion, BadSetting, ModelFailed, PortInUse
from assistant.settings import Settings

if TYPE_CHECKING:
    from assistant.answer import Answer, Citation
    from assistant.assistant import Assistant

__all__ = ["Answer", "Assistant", "BadCitation", "BadQuestion", "BadSetting", "Citation", "ModelFailed", "PortInUse", "Settings"]

_LATER = {"Answer": "assistant.answer", "Citation": "assistant.answer", "Assistant": "assistant.assistant"}


def __getattr__(name: str) -> Any:
    """These are imported when they are first used: they bring LangChain and NumPy, which `onrecord --help` need not wait for."""
    if name not in _LATER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module  # noqa: PLC0415

    return getattr(import_module(_LATER[name]), name)
