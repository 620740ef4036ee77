"""Train the embedded reader: python -m training --data DATA --out runs/reader [--encoder BERT]

Run it again with the same options to go on after an interruption. `--limit 20` is a quick check of a minute.
"""

from __future__ import annotations

import argparse
import pickle
import random
from pathlib import Path

from index.embedding import SentenceEmbedder
from training import conversations, news
from training.examples import Group, groups
from training.loop import Plan, train
from training.model import pretrained, tokenizer, trained
from training.sources import kept_apart, sources


def main() -> None:
    options = _options()
    plan = Plan(rate=options.rate, seed=options.seed)
    epochs = _prepared(options)
    pairs = [sum(len(group.pairs) for group in epoch) for epoch in epochs]
    print(f"{[len(epoch) for epoch in epochs]} groups, {pairs} pairs and one rival a group", flush=True)
    model = trained(options.start) if options.start else pretrained(options.encoder)
    train(model, tokenizer(), epochs, plan, options.out)


def _prepared(options: argparse.Namespace) -> list[list[Group]]:
    """The groups of each epoch, kept in the folder so that a resumed run need not make them again."""
    made: Path = options.out / "groups.pickle"
    if not made.exists():
        rng = random.Random(options.seed)
        others = [source for source in sources(options.data) if rng.random() < options.share]
        ours = list(news.articles(SentenceEmbedder(), names=options.ours))
        if options.conversations:
            ours = [conversations.by_chance(source, rng) for source in ours]
            ours += conversations.ours(SentenceEmbedder())
            others += conversations.quac(options.data, SentenceEmbedder())
        allowed = [source for source in [*others, *ours] if not kept_apart(source.key)]
        step = max(1, len(allowed) // options.limit) if options.limit else 1
        options.out.mkdir(parents=True, exist_ok=True)
        made.write_bytes(pickle.dumps(groups(allowed[::step], epochs=options.epochs, seed=options.seed)))
    epochs: list[list[Group]] = pickle.loads(made.read_bytes())
    return epochs


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m training", description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True, help="the folder of the data sets")
    parser.add_argument("--out", type=Path, required=True, help="folder for the state and the weights")
    parser.add_argument("--encoder", help="folder or hub name of the BERT to begin with; without, all-MiniLM-L6-v2")
    parser.add_argument("--start", type=Path, help="weights to go on from; without, the encoder's own")
    parser.add_argument("--epochs", type=int, default=2)
    parser.add_argument("--rate", type=float, default=8e-5)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--share", type=float, default=1.0, help="of the articles of the data sets, beside ours")
    parser.add_argument("--ours", default="*", help="of our own articles those whose file has such a name: “b[a-z]*”")
    parser.add_argument("--conversations", action="store_true", help="also questions behind the turn before them")
    parser.add_argument("--limit", type=int, help="about so many articles, for a quick check")
    return parser.parse_args()


if __name__ == "__main__":
    main()
