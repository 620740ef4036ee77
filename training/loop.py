"""The training loop: groups in, weights out; the same whether it ran through or was stopped and resumed."""

from __future__ import annotations

import math
import os
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch.nn.functional import cross_entropy
from tqdm import tqdm

from training.examples import Group, Pair
from training.model import MAX_TOKENS, Reader, save

Span = tuple[int, int]


@dataclass(frozen=True)
class Plan:
    """What decides a run, beside its groups: two runs with one plan end with the same weights."""

    rate: float = 8e-5
    groups_a_step: int = 16
    warm_up: float = 0.06  # of all steps; the rate then falls to `floor` in a line
    floor: float = 0.05
    ranking: float = 0.5  # weight of "which passage answers" beside "where in this passage, or nowhere"
    seed: int = 0
    save_every: int = 50


@dataclass(frozen=True)
class Batch:
    """Pairs as tensors of shape (pairs, tokens), the gold tokens (0, 0 for none) and the group of each."""

    inputs: dict[str, torch.Tensor]
    passage: torch.Tensor
    first: torch.Tensor
    last: torch.Tensor
    group: torch.Tensor


def train(
    model: Reader,
    tokenizer: Any,
    epochs: Sequence[Sequence[Group]],
    plan: Plan,
    folder: Path,
    *,
    stop_after: int | None = None,
    seen: Callable[[int, float], None] = lambda step, loss: None,
) -> None:
    """Train in place. `folder` gets `state.pt`, from which a stopped run goes on, and `reader.safetensors`.

    `seen` is told the loss of each step; `stop_after` ends the run there, as an interruption would.
    """
    folder.mkdir(parents=True, exist_ok=True)
    batches = [b for number, groups in enumerate(epochs) for b in _batches(groups, plan, number)]
    trained = [p for p in model.parameters() if p.requires_grad]
    optimiser = torch.optim.AdamW(trained, lr=plan.rate, weight_decay=0.01)
    begun = _resume(model, optimiser, folder / "state.pt")
    progress = tqdm(range(begun, len(batches)), initial=begun, total=len(batches), unit="step", mininterval=20)
    average = None
    for step in progress:
        for group in optimiser.param_groups:
            group["lr"] = plan.rate * _pace(step, len(batches), plan)
        loss = _step(model, tokenizer, batches[step], plan, step)
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(trained, 1.0)
        optimiser.step()
        optimiser.zero_grad()
        seen(step, loss.item())
        average = loss.item() if average is None else 0.98 * average + 0.02 * loss.item()
        progress.set_postfix(loss=f"{average:.3f}", refresh=False)
        if (step + 1) % plan.save_every == 0 or step + 1 in (len(batches), stop_after):
            _keep(model, optimiser, folder, step + 1)
        if step + 1 == stop_after:
            return


def _pace(step: int, steps: int, plan: Plan) -> float:
    return min(1.0, (step + 1) / max(1.0, plan.warm_up * steps)) * max(plan.floor, 1 - step / steps)


def _batches(groups: Sequence[Group], plan: Plan, epoch: int) -> list[list[Group]]:
    """Shuffled batches of groups with passages of like length."""
    rng = random.Random(plan.seed * 1000 + epoch)
    order = list(groups)
    rng.shuffle(order)
    out, block, size = [], plan.groups_a_step * 40, plan.groups_a_step
    for k in range(0, len(order), block):
        like = sorted(order[k : k + block], key=lambda group: len(group.pairs[0].passage))
        out += [like[j : j + size] for j in range(0, len(like), size)]
    rng.shuffle(out)
    return out


def _step(model: Reader, tokenizer: Any, groups: Sequence[Group], plan: Plan, step: int) -> torch.Tensor:
    """The loss over the groups' pairs and the one rival in each that the reader now finds most convincing."""
    # Seeded by the step, so that a resumed run draws what the uninterrupted one would have drawn.
    rng = random.Random(plan.seed * 1_000_003 + step)
    torch.manual_seed(plan.seed * 1_000_003 + step)
    chosen = hardest(model, tokenizer, groups, rng)
    pairs = [(k, pair) for k, group in enumerate(groups) for pair in group.pairs]
    pairs += [(k, pair) for k, pair in enumerate(chosen) if pair]
    model.train()
    return loss_of(model, tensors(tokenizer, pairs, rng), plan.ranking)


def loss_of(model: Reader, batch: Batch, ranking: float) -> torch.Tensor:
    """Start and end cross-entropy a passage, and cross-entropy over the passages of each question."""
    with torch.autocast("cpu", dtype=torch.bfloat16):
        start, end = model(**batch.inputs)
    hidden = batch.inputs["attention_mask"] == 0
    start, end = start.masked_fill(hidden, -1e4), end.masked_fill(hidden, -1e4)
    spans = (cross_entropy(start, batch.first) + cross_entropy(end, batch.last)) / 2
    margin = soft_margin(start, end, batch.passage)
    losses = [
        cross_entropy(margin[members].unsqueeze(0), gold)
        for members, gold in _contests(batch)
    ]  # fmt: skip
    return spans + ranking * torch.stack(losses).mean() if losses else spans


def _contests(batch: Batch) -> Iterator[tuple[torch.Tensor, torch.Tensor]]:
    """The pairs of each group that has an answer and a rival, and the place of the answer among them."""
    for group in sorted(set(batch.group.tolist())):
        members = (batch.group == group).nonzero().squeeze(-1)
        gold = (batch.first[members] > 0).nonzero().squeeze(-1)
        if len(members) > 1 and len(gold) == 1:
            yield members, gold


def soft_margin(start: torch.Tensor, end: torch.Tensor, passage: torch.Tensor) -> torch.Tensor:
    """How much likelier an answer in the passage is than none: log odds of shape (pairs,)."""
    starts = start.masked_fill(~passage, -1e4).logsumexp(-1) - start[:, 0]
    return starts + end.masked_fill(~passage, -1e4).logsumexp(-1) - end[:, 0]


@torch.inference_mode()
def hardest(model: Reader, tokenizer: Any, groups: Sequence[Group], rng: random.Random) -> list[Pair | None]:
    """For each group the rival with the highest margin: where the reader is surest and wrong."""
    rivals = [(k, pair) for k, group in enumerate(groups) for pair in group.rivals]
    chosen: list[Pair | None] = [None] * len(groups)
    if not rivals:
        return chosen
    model.eval()
    batch = tensors(tokenizer, rivals, rng)
    with torch.autocast("cpu", dtype=torch.bfloat16):
        start, end = model(**batch.inputs)
    best = [-math.inf] * len(groups)
    for (k, pair), margin in zip(rivals, soft_margin(start, end, batch.passage).tolist(), strict=True):
        if margin > best[k]:
            best[k], chosen[k] = margin, pair
    return chosen


def tensors(tokenizer: Any, pairs: Sequence[tuple[int, Pair]], rng: random.Random) -> Batch:
    """The pairs with one of their spans each; a span that is cut off leaves its pair out."""
    texts = [pair.question for _, pair in pairs], [pair.passage for _, pair in pairs]
    coded = tokenizer(
        *texts, truncation="only_second", max_length=MAX_TOKENS, return_offsets_mapping=True, padding=True,
        return_tensors="pt",
    )  # fmt: skip
    offsets = coded.pop("offset_mapping").tolist()
    passage = torch.tensor([[part == 1 for part in coded.sequence_ids(row)] for row in range(len(pairs))])
    spans = [
        _tokens(rng.choice(pair.spans), offsets[row], passage[row].tolist()) if pair.spans else (0, 0)
        for row, (_, pair) in enumerate(pairs)
    ]
    rows = torch.tensor([row for row, span in enumerate(spans) if span is not None])
    first, last = (torch.tensor([span[side] for span in spans if span is not None]) for side in (0, 1))
    group = torch.tensor([number for number, _ in pairs])
    return Batch({name: coded[name][rows] for name in coded}, passage[rows], first, last, group[rows])


def _tokens(span: Span, offsets: list[Span], inside: list[bool]) -> Span | None:
    start, end = span
    found = [k for k, (a, b) in enumerate(offsets) if inside[k] and a < end and b > start]
    return (found[0], found[-1]) if found else None


def _keep(model: Reader, optimiser: torch.optim.Optimizer, folder: Path, step: int) -> None:
    state = {"model": model.state_dict(), "optimiser": optimiser.state_dict(), "step": step}
    torch.save(state, folder / "state.part")
    os.replace(folder / "state.part", folder / "state.pt")
    save(model, folder / "reader.safetensors")


def _resume(model: Reader, optimiser: torch.optim.Optimizer, path: Path) -> int:
    """The step to go on with: 0 when there is no state."""
    if not path.exists():
        return 0
    state = torch.load(path, weights_only=True)
    model.load_state_dict(state["model"])
    optimiser.load_state_dict(state["optimiser"])
    return int(state["step"])
