"""The reader: a small cross-encoder that marks the answer in a passage and says when there is none."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from index import UnusableModel
from index.embedding import before_loading, default_folder

WEIGHTS = Path(__file__).parent / "reader" / "reader.safetensors"

MAX_TOKENS = 256
QUESTION_TOKENS = 96
"""Of a question: what is behind them is not read."""

BEHIND = 1.5
"""Logits by which our reader is surer of all that it reads behind a turn: taken off, so that as much is refused as without one."""

MAX_ANSWER_TOKENS = 40
"""A longer span is a passage, not an answer."""

Logits = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Mark:
    """A span of a passage that may answer, in code points of the passage."""

    start: int
    end: int
    margin: float
    """The span's start and end logits less those of "no answer here"."""


class Reader(Protocol):
    def read(self, question: str, passages: Sequence[str], *, in_turn: str = "", count: int = 3) -> list[list[Mark]]:
        """For each passage its best marks, which do not overlap, best first; none where nothing can be marked.

        `in_turn` is the same question as `in_context` writes it, for a reader that has learnt to read it so.
        """
        ...


def in_context(question: str, before: str) -> str:
    """A question as it was asked with the turn before it, in the form in which our reader has learnt to read it.

    >>> in_context("Since when?", "Who runs the ferry? Orla Brennan runs the ferry.")
    'Since when? (Who runs the ferry? Orla Brennan runs the ferry.)'
    """
    return f"{question} ({before})"


class SpanReader:
    """A SQuAD2-style model: ours, of these weights, if `name` is empty, else a folder or a hub name.

    It is loaded when it is first needed, and raises UnusableModel then.
    """

    def __init__(self, name: str = "", *, weights: Path = WEIGHTS) -> None:
        self.name = name
        self._weights = weights
        self._model: Any = None
        self._tokenizer: Any = None
        self._lock = threading.RLock()  # its tokenizer is not safe to share between threads

    def load(self) -> None:
        """Now rather than at the first question."""
        with self._lock:
            if self._model is None:
                self._tokenizer, self._model = _named(self.name) if self.name else _ours(self._weights)

    def read(self, question: str, passages: Sequence[str], *, in_turn: str = "", count: int = 3) -> list[list[Mark]]:
        if not passages:
            return []
        self.load()
        turning = bool(in_turn) and not self.name  # another model has not learnt to read it
        import torch  # noqa: PLC0415 - the embedding model has loaded it by now

        with self._lock:
            batch = self._tokenizer(
                [self._shortened(in_turn if turning else question)] * len(passages),
                list(passages),
                truncation="only_second",
                max_length=MAX_TOKENS,
                padding=True,
                return_offsets_mapping=True,
                return_tensors="pt",
            )
        offsets = batch.pop("offset_mapping").numpy()
        inside = np.array([[part == 1 for part in batch.sequence_ids(i)] for i in range(len(passages))])
        with torch.inference_mode():
            found = self._model(**batch)
        starts, ends = found.start_logits.float().numpy(), found.end_logits.float().numpy()
        starts[:, 0] += BEHIND if turning else 0.0
        return [_marks(starts[i], ends[i], inside[i], offsets[i], count) for i in range(len(passages))]

    def _shortened(self, question: str) -> str:
        """The question, cut where it would leave the passage no room."""
        offsets = self._tokenizer(question, add_special_tokens=False, return_offsets_mapping=True)["offset_mapping"]
        return question if len(offsets) <= QUESTION_TOKENS else question[: offsets[QUESTION_TOKENS][0]]


def _marks(starts: Logits, ends: Logits, inside: npt.NDArray[np.bool_], offsets: Any, count: int) -> list[Mark]:
    """The best spans from the logits of one passage's tokens; position 0 stands for "no answer here"."""
    (tokens,) = inside.nonzero()
    if not len(tokens):
        return []
    first, last = tokens[0], tokens[-1] + 1
    margins = starts[first:last, None] + ends[None, first:last] - (starts[0] + ends[0])
    allowed = np.triu(np.ones_like(margins, dtype=bool)) & ~np.triu(
        np.ones_like(margins, dtype=bool), MAX_ANSWER_TOKENS
    )
    margins = np.where(allowed, margins, -np.inf)
    marks: list[Mark] = []
    while len(marks) < count and np.isfinite(margins).any():
        start, end = np.unravel_index(int(margins.argmax()), margins.shape)
        begin, finish = int(offsets[first + start][0]), int(offsets[first + end][1])
        marks.append(Mark(begin, finish, float(margins[start, end])))
        margins[: end + 1, start:] = -np.inf  # every span that overlaps this one
    return marks


def _ours(path: Path) -> tuple[Any, Any]:
    """Weights of this package, on the word embeddings of the installed MiniLM, which training left as they are."""
    before_loading()
    from safetensors import SafetensorError  # noqa: PLC0415
    from safetensors.torch import load_file  # noqa: PLC0415
    from transformers import AutoModel, AutoTokenizer, BertConfig, BertForQuestionAnswering  # noqa: PLC0415

    folder = str(default_folder())
    try:
        found = load_file(path)
    except (OSError, SafetensorError) as error:
        raise UnusableModel(f"{path} cannot be read ({error}): install On Record again") from error
    weights = {
        key.replace("enc.", "bert.", 1).replace("head.", "qa_outputs.", 1): value.float()
        for key, value in found.items()
        if not key.startswith("enc.pooler.")
    }
    layers = len({key.split(".")[3] for key in weights if key.startswith("bert.encoder.layer.")})
    model = BertForQuestionAnswering(BertConfig.from_pretrained(folder, num_labels=2, num_hidden_layers=layers))
    words = "bert.embeddings.word_embeddings.weight"
    weights[words] = AutoModel.from_pretrained(folder).embeddings.word_embeddings.weight.detach()
    model.load_state_dict(weights)
    return AutoTokenizer.from_pretrained(folder), model.eval().to(_precision())


def _precision() -> Any:
    """Half precision where the processor computes in it: twice as fast, and the margins move by less than 0.1."""
    import torch  # noqa: PLC0415

    able = torch.cpu.get_capabilities()
    return torch.bfloat16 if able.get("avx512_bf16") or able.get("amx_bf16") else torch.float32


def _named(name: str) -> tuple[Any, Any]:
    before_loading()
    from safetensors import SafetensorError  # noqa: PLC0415
    from transformers import AutoModelForQuestionAnswering, AutoTokenizer  # noqa: PLC0415

    try:
        model, told = AutoModelForQuestionAnswering.from_pretrained(
            name, trust_remote_code=False, use_safetensors=True, output_loading_info=True
        )
        if told["missing_keys"]:  # another architecture: transformers would go on with weights drawn at random
            raise ValueError(f"it has no weights for {sorted(told['missing_keys'])[0]}")
        tokenizer = AutoTokenizer.from_pretrained(name, trust_remote_code=False, use_fast=True)
    except (OSError, ValueError, KeyError, RuntimeError, SafetensorError) as error:
        reason = (str(error).strip() or type(error).__name__).splitlines()[0][:200]
        raise UnusableModel(
            f"ONRECORD_READER is {name!r}, which cannot be loaded ({reason}): name a folder that holds a SQuAD2-style"
            " question answering model, or leave it empty for ours; HF_HUB_OFFLINE=0 lets a name be fetched from the hub"
        ) from error
    return tokenizer, model.eval()
