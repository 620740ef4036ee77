"""Conversations to learn from: each question stands behind the turn that it leans on."""

from __future__ import annotations

import json
import random
from pathlib import Path

from tests.fakes import HashEmbedder
from training import conversations, news
from training.sources import Asked, Source, kept_apart

TEXT = "The ferry\n\nOrla Brennan runs the ferry. She has done so since 2011.\n\nIt sails in May."


def quac(folder: Path, turns: list[dict[str, object]]) -> list[Asked]:
    """What is learnt from one conversation on the ferry, put down as QuAC's are."""
    key = next(f"quac-{n}" for n in range(20) if not kept_apart(f"quac-{n}", conversations.QUAC))
    (folder / conversations.QUAC).mkdir()
    (folder / conversations.QUAC / "articles.jsonl").write_text(json.dumps({"article_id": key, "text": TEXT}))
    rows = [json.dumps({"article_id": key, **turn}) for turn in turns]
    (folder / conversations.QUAC / "questions.jsonl").write_text("\n".join(rows))
    (source,) = conversations.quac(folder, HashEmbedder())
    return source.asked


def turn(
    question: str, *answers: str, history: tuple[str, ...] = ("Who runs the ferry?", "Orla Brennan")
) -> dict[str, object]:
    said = [{"role": "user", "text": text} for text in history]
    return {"question": question, "answers": [{"text": answer} for answer in answers], "history": said}


def test_quac_behind_the_turn_before(tmp_path: Path) -> None:
    """A later turn stands there as it was asked and as it is understood; a first one does not."""
    asked = quac(
        tmp_path, [turn("Who runs it?", "Orla Brennan", history=()), turn("Since when does she run it?", "since 2011")]
    )

    assert [one.question for one in asked] == [
        "Since when does she run it? (Who runs the ferry? Orla Brennan)",
        "Since when does Orla Brennan run the ferry? (Who runs the ferry? Orla Brennan)",
    ]


def test_quac_where_people_differ(tmp_path: Path) -> None:
    """An answer is learnt where most people found it; where they found different ones, none is."""
    asked = quac(
        tmp_path,
        [
            turn("Since when?", "since 2011", "She has done so since 2011.", "in May"),
            turn("When?", "in May", "Orla Brennan"),
            turn("Why?"),
        ],
    )

    assert [one.question.split(" (")[0] for one in asked][::2] == ["Since when?", "Why?"]
    assert [len(one.spans) for one in asked] == [2, 2, 0, 0]


def test_our_conversations(tmp_path: Path) -> None:
    """Of ours each turn is learnt, the first by itself, the others behind the sentence that answered before."""
    said = [("Who runs the ferry?", "Orla Brennan"), ("Does she swim?", None), ("And when does it sail?", "in May")]
    row = {"text": TEXT, "conversations": [[{"question": q, "answer": a, "leans": True} for q, a in said]]}
    (tmp_path / "ferry.json").write_text(json.dumps(row), encoding="utf-8")

    (source,) = conversations.ours(HashEmbedder(), tmp_path)

    first, second, *_, third = source.asked
    assert first.question == "Who runs the ferry?"
    assert second.question == "Does she swim? (Who runs the ferry? Orla Brennan runs the ferry.)"
    assert "Orla Brennan runs" not in third.question, "nothing was cited there"
    assert source.paragraphs[third.paragraph][slice(*third.spans[0])] == "May"


def test_by_chance() -> None:
    """Some questions stand behind one that they have nothing to do with, so that a subject may be changed."""
    asked = [Asked(f"Question {n}?", 0, ((0, 3),)) for n in range(200)]

    found = conversations.by_chance(Source("a", "news", ["Yes. It is."], asked), random.Random(0)).asked

    changed = [one for one, other in zip(found, asked, strict=True) if one != other]
    assert 25 < len(changed) < 75
    assert all("? (Question" in one.question and one.question.endswith("? Yes.)") for one in changed)


def test_every_answer_of_our_conversations() -> None:
    """Every answer stands once in its article, and most of the turns behind the first lean."""
    rows = [json.loads(path.read_text(encoding="utf-8")) for path in news.FOLDER.glob("*.json")]
    turns = [(row["text"], turn) for row in rows for said in row.get("conversations", ()) for turn in said]

    assert len(turns) > 1_000
    assert [turn for text, turn in turns if turn["answer"] is not None and text.count(turn["answer"]) != 1] == []
    assert sum(turn["leans"] for _, turn in turns) > len(turns) / 2
