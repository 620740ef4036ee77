"""Questions in, cited answers out.

from assistant import Assistant

assistant = Assistant.open()
article = assistant.add("story.html")
answer = assistant.ask("Who said that?", article=article.id)
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from assistant.errors import BadCitation, BadQuestion, BadSetting, ModelFailed, PortInUse
from assistant.settings import Settings

if TYPE_CHECKING:
    from assistant.answer import Answer, Citation
    from assistant.assistant import Assistant

__all__ = [
    "Answer",
    "Assistant",
    "BadCitation",
    "BadQuestion",
    "BadSetting",
    "Citation",
    "ModelFailed",
    "PortInUse",
    "Settings",
]

# Imported when they are first used, so that `onrecord --help` does not wait for LangChain.
_LATER = {"Answer": "assistant.answer", "Citation": "assistant.answer", "Assistant": "assistant.assistant"}


def __getattr__(name: str) -> Any:
    if name not in _LATER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_LATER[name]), name)
