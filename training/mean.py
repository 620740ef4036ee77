"""The plain mean of several weight files ("soup"): python -m training.mean OUT FILE FILE…

A file that is named more than once counts more than once.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file


def average(paths: list[Path], out: Path) -> None:
    """Write the plain mean of several weight files ("soup"), float16."""
    files = [load_file(path) for path in paths]
    mean = {name: torch.stack([f[name].float() for f in files]).mean(0).half() for name in files[0]}
    save_file(mean, out)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m training.mean", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("out", type=Path)
    parser.add_argument("files", type=Path, nargs="+")
    options = parser.parse_args()
    average(options.files, options.out)


if __name__ == "__main__":
    main()
