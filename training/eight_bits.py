"""A BERT from its ONNX export in eight bits: python -m training.eight_bits MODEL.onnx FOLDER

Some packages carry encoders only so. The weights are set back to floats (what the rounding took away is lost) and written as
a folder that transformers loads.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnx
import torch
from onnx import numpy_helper
from transformers import BertConfig, BertModel


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m training.eight_bits", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("model", type=Path, help="the export")
    parser.add_argument("out", type=Path, help="the folder to write")
    options = parser.parse_args()
    bert(weights(onnx.load(options.model))).save_pretrained(options.out)


def weights(model: onnx.ModelProto) -> dict[str, torch.Tensor]:
    """The encoder's weights, float32, by their names in transformers, without `bert.` and the pooler; a product's are stored turned."""
    known = {one.name: numpy_helper.to_array(one) for one in model.graph.initializer}

    def floats(name: str) -> npt.NDArray[np.float32]:
        stored, zero = known[f"{name}_quantized"].astype(np.float32), known[f"{name}_zero_point"].astype(np.float32)
        return np.asarray((stored - zero) * known[f"{name}_scale"], dtype=np.float32)

    found = {name: value for name, value in known.items() if value.dtype == np.float32 and not name.endswith("_scale")}
    quantized = [name.removesuffix("_quantized") for name in known if name.endswith("_quantized")]
    found |= {name: floats(name) for name in quantized if "embeddings" in name}
    for node in model.graph.node:
        if node.op_type == "MatMulInteger" and "/layer." in node.name:
            stored = next(name for name in node.input if name in known)
            name = node.name.strip("/").replace("/", ".").replace(".MatMul_quant", ".weight")
            found[name] = floats(stored.removesuffix("_quantized")).T
    return {
        name.removeprefix("bert."): torch.tensor(np.ascontiguousarray(value))
        for name, value in found.items()
        if name.startswith("bert.") and "pooler" not in name
    }


def bert(weights: dict[str, torch.Tensor]) -> BertModel:
    """The encoder that has these weights, with heads of 32 as in MiniLM. Raises RuntimeError where one is missing."""
    words, width = weights["embeddings.word_embeddings.weight"].shape
    layers = 1 + max(int(name.split(".")[2]) for name in weights if name.startswith("encoder.layer."))
    inner = len(weights["encoder.layer.0.intermediate.dense.bias"])
    config = BertConfig(
        vocab_size=words,
        hidden_size=width,
        num_hidden_layers=layers,
        num_attention_heads=width // 32,
        intermediate_size=inner,
    )
    model = BertModel(config, add_pooling_layer=False)
    model.load_state_dict(weights)
    return model


if __name__ == "__main__":
    main()
