"""The reader."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
import torch
from transformers import AutoTokenizer, BertConfig, BertForQuestionAnswering, BertForSequenceClassification

from assistant.reading import SpanReader, in_context
from index import UnusableModel
from index.embedding import default_folder

PASSAGES = ["The bridge opened on 4 May 1912.", "Bread is made of flour and water.", "😀" * 400]


def test_marks_the_words_that_answer() -> None:
    """The best mark of the right passage is the answer, and the other passages are left far behind."""
    right, wrong, strange = SpanReader().read("When did the bridge open?", PASSAGES)

    assert PASSAGES[0][right[0].start : right[0].end] == "4 May 1912"
    assert right[0].margin > 5
    assert all(mark.margin < 0 for mark in wrong + strange)


def test_reads_the_turn_before() -> None:
    """What a question leans on decides which passage answers it."""
    bridges = ["The north bridge was closed for six weeks.", "The south tunnel was closed for nine days."]

    def surest(before: str) -> int:
        marked = SpanReader().read("For how long?", bridges, in_turn=in_context("For how long?", before))
        margins = [marks[0].margin for marks in marked]
        return margins.index(max(margins))

    assert surest("Was the north bridge closed? The north bridge was closed.") == 0
    assert surest("Was the south tunnel closed? The south tunnel was closed.") == 1


def test_marks_do_not_overlap() -> None:
    """Each of several marks is another part of the passage."""
    (marks,) = SpanReader().read("What is named?", ["Ann, Bob and Cleo met in Rome, Oslo and Bern in May."], count=4)

    spans = sorted((mark.start, mark.end) for mark in marks)
    assert all(first[1] <= second[0] for first, second in pairwise(spans))
    assert [mark.margin for mark in marks] == sorted((mark.margin for mark in marks), reverse=True)


def test_nothing_to_read() -> None:
    """No passages, no marks; a question that fills the model's whole window neither."""
    assert SpanReader().read("Who?", []) == []
    assert len(SpanReader().read("why " * 400, PASSAGES)) == 3


@pytest.mark.parametrize("question", ["北" * 300, "?" * 390, "a.b,c!" * 60, "why " * 300])
def test_question_of_many_tokens(question: str) -> None:
    """A question that would fill what is read together is cut, and the passage is read."""
    assert all(SpanReader().read(question, PASSAGES))


def test_a_folder_of_another_reader(tmp_path: Path) -> None:
    """Any SQuAD2-style model in a folder can be the reader; it does not get the turn before, which it has not learnt to read."""
    torch.manual_seed(0)
    config = BertConfig(hidden_size=32, num_hidden_layers=1, num_attention_heads=2, intermediate_size=32)
    BertForQuestionAnswering(config).save_pretrained(tmp_path)
    AutoTokenizer.from_pretrained(default_folder()).save_pretrained(tmp_path)

    marks = SpanReader(str(tmp_path)).read("When did the bridge open?", PASSAGES)

    assert marks == SpanReader(str(tmp_path)).read(
        "When did the bridge open?", PASSAGES, in_turn="When? (Where is it? In Bern.)"
    )
    assert len(marks) == 3
    assert all(0 <= mark.start < mark.end <= len(PASSAGES[0]) for mark in marks[0])


@pytest.mark.parametrize("spoil", ["missing", "truncated", "other", "headless"])
def test_a_folder_that_is_no_reader(tmp_path: Path, spoil: str) -> None:
    """One sentence names the setting and the folder."""
    if spoil != "missing":
        test_a_folder_of_another_reader(tmp_path)
    if spoil == "truncated":
        weights = tmp_path / "model.safetensors"
        weights.write_bytes(weights.read_bytes()[:1000])
    if spoil == "other":
        (tmp_path / "config.json").write_text('{"model_type": "unheard-of"}')
    if spoil == "headless":
        BertForSequenceClassification(BertConfig.from_pretrained(tmp_path)).save_pretrained(tmp_path)
    where = tmp_path / "no" if spoil == "missing" else tmp_path

    with pytest.raises(UnusableModel, match=f"ONRECORD_READER is '{where}', which cannot be loaded"):
        SpanReader(str(where)).load()
