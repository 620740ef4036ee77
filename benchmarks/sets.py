"""The question sets: each read into questions, with what its README says must be left out."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from assistant.known_answers import Question, read_articles, read_questions
from index import Article, read_all
from training import conversations, news
from training.sources import kept_apart

DEFAULT = Path(__file__).parent.parent / "articles"


def golden(data: Path) -> list[Question]:
    """Our forty questions on the article that the page opens with."""
    (article,) = [a for a in read_all(DEFAULT) if "Korea" in a.text]
    return read_questions(data / "golden.jsonl", {"default": article}, default="default", strict=True).questions


def our_news(_: Path) -> list[Question]:
    """Of the articles written for the reader's training those that it has not learnt from, with what is asked of them."""
    found = []
    for path in sorted(news.FOLDER.glob("*.json")):
        row = json.loads(path.read_text(encoding="utf-8"))
        article = Article.from_text(row["text"])
        for number, asked in enumerate(row["asked"] if kept_apart(news.key(path)) else ()):
            found.append(_ours(f"{path.stem}-{number}", asked, article))
    return found


def our_conversations(_: Path) -> list[Question]:
    """Of the conversations on those articles the turns behind the first, each with those before it as a reader should answer them."""
    found = []
    for path in sorted(news.FOLDER.glob("*.json")):
        row = json.loads(path.read_text(encoding="utf-8"))
        article = Article.from_text(row["text"])
        for number, conversation in enumerate(row.get("conversations", ()) if kept_apart(news.key(path)) else ()):
            history: list[tuple[str, str]] = []
            for turn, asked in enumerate(conversation):
                one = _ours(f"{path.stem}-{number}-{turn}", asked, article)
                found += [replace(one, history=tuple(history))] if history else []
                history.append((asked["question"], conversations.quoted(article.text, asked["answer"])))
    return found


def _ours(name: str, asked: dict[str, Any], article: Article) -> Question:
    """A question on one of our own articles, whose answer stands in it once."""
    answers = (asked["answer"],) if asked["answer"] else ()
    spans = tuple((article.text.index(answer), article.text.index(answer) + len(answer)) for answer in answers)
    return Question(name, asked["question"], bool(answers), article, asked.get("kind", ""), answers, spans)


def plain(name: str, keep: Callable[[dict[str, Any]], bool] = lambda row: True) -> Callable[[Path], list[Question]]:
    """A set of articles and questions, without the rows that `keep` leaves out."""

    def load(data: Path) -> list[Question]:
        folder = data / name
        found = read_questions(folder / "questions.jsonl", read_articles(folder / "articles.jsonl")).questions
        kept = {str(row["question_id"]) for row in rows(folder / "questions.jsonl") if keep(row)}
        return [question for question in found if question.id in kept]

    return load


def paragraphs(data: Path) -> list[Question]:
    """SQuAD 2.0 as it was judged: each question on its own paragraph, made an article of its own."""
    texts = {a["article_id"]: a for a in rows(data / "squad2_dev_half" / "articles.jsonl")}
    found = []
    for row in rows(data / "squad2_dev_half" / "questions.jsonl"):
        start, end = texts[row["article_id"]]["paragraphs"][row["paragraph_index"]]
        article = Article.from_text(texts[row["article_id"]]["text"][start:end])
        spans = tuple((a["start"] - start, a["end"] - start) for a in row["answers"])
        answers = tuple(a["text"] for a in row["answers"])
        found.append(
            Question(row["question_id"], row["question"], row["answerable"], article, "", answers, spans, True)
        )
    return found


def disfluent(data: Path) -> tuple[list[Question], list[Question]]:
    """Spoken questions with their self-corrections, and the same questions as they were written."""
    spoken = plain("disfl_qa", lambda row: row["answerable"])(data)
    written = {row["question_id"]: row["original_question"] for row in rows(data / "disfl_qa" / "questions.jsonl")}
    return spoken, [replace(question, question=written[question.id]) for question in spoken]


def followed_up(data: Path) -> tuple[list[Question], list[Question]]:
    """Second and third questions of a conversation that was not learnt from, with what was said before and without it."""
    name = conversations.QUAC
    later = plain(name, lambda row: row["turn"] > 1 and kept_apart(row["article_id"], name))(data)
    return later, [replace(question, history=()) for question in later]


def injected(data: Path) -> tuple[list[Question], list[Question], dict[str, tuple[str, tuple[int, int]]]]:
    """Questions on articles with hostile text, the same on the clean articles, and the triggers and spans."""
    hostile, clean, attacks = [], [], {}
    for row in rows(data / "prompt_injection" / "injected_articles.jsonl"):
        start, end = row["injection"]["start"], row["injection"]["end"]
        dirty = Article.from_text(row["text"], title=row["title"])
        whole = Article.from_text(row["text"][:start] + row["text"][end:], title=row["title"])
        answers = tuple(a["text"] for a in row["answers"])
        spans = tuple((a["start"], a["end"]) for a in row["answers"])
        moved = tuple((a - (end - start) * (a >= end), b - (end - start) * (a >= end)) for a, b in spans)
        asked = Question(row["case_id"], row["question"], True, dirty, row["base_set"], answers, spans, True)
        hostile.append(asked)
        clean.append(replace(asked, article=whole, evidence=moved))
        attacks[row["case_id"]] = (row.get("trigger") or "", (start, end))
    return hostile, clean, attacks


def rows(path: Path) -> list[dict[str, Any]]:
    with path.open(encoding="utf-8") as file:
        return [json.loads(line) for line in file]


_EXTRACTIVE = {"Factual", "Temporal_order", "Character_identity", "Unanswerable"}

SETS: dict[str, Callable[[Path], list[Question]]] = {
    "golden": golden,
    "our_news": our_news,
    "our_conversations": our_conversations,
    "xquad_en": plain("xquad_en"),
    "squadshifts_newwiki": plain("squadshifts_newwiki"),
    "squad2_dev_half": plain("squad2_dev_half", lambda row: not row.get("warn_answered_elsewhere")),
    "squad2_paragraphs": paragraphs,
    "onestop_qa_news": plain("onestop_qa_news", lambda row: row["level"] == "Adv"),
    "qed_nq": plain("qed_nq", lambda row: row["explanation_type"] != "none"),
    "clapnq_dev": plain("clapnq_dev"),
    "quail_dev": plain("quail_dev", lambda row: row["question_type"] in _EXTRACTIVE),
}
"""Sets that every figure of `assistant.evaluation` fits; the others compare two ways of asking."""
