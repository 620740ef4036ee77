"""The reader's training: it learns, it can be stopped at any step, and its near misses are near misses."""

from __future__ import annotations

import json
import random
from pathlib import Path

import numpy as np
import onnx
import pytest
import torch
from onnx import helper, numpy_helper

from tests.fakes import HashEmbedder
from training import eight_bits, news
from training import model as network
from training.examples import Group, Pair, groups
from training.loop import Plan, hardest, soft_margin, tensors, train
from training.mean import average
from training.near_misses import Named, negate, swap_entity, swap_number, without_answer
from training.sources import Asked, Source

PLAN = Plan(rate=3e-3, groups_a_step=4, save_every=100)


def story(number: int) -> Group:
    """A question with its passage, a near miss and two rivals, different for each number."""
    name, place = f"Ann{number}", ["Rome", "Paris", "Oslo", "Bern"][number % 4]
    passage = f"It rained. {name} went to {place} by train."
    start = passage.index(place)
    question = f"Where did {name} go?"
    return Group(
        (Pair(question, passage, ((start, start + len(place)),)), Pair(f"Where did Ed{number} go?", passage)),
        (Pair(question, "The shop was closed on Sunday."), Pair(question, f"{name} slept well.")),
    )


STORIES = [[story(number) for number in range(12)] for _ in range(8)]


def test_learns(tmp_path: Path) -> None:
    """A few dozen steps on a handful of stories make the loss fall by half."""
    losses: list[float] = []

    train(network.tiny(), network.tokenizer(), STORIES, PLAN, tmp_path, seen=lambda _, loss: losses.append(loss))

    assert len(losses) == 24
    assert sum(losses[-3:]) < 0.5 * sum(losses[:3])


def test_resumes(tmp_path: Path) -> None:
    """A run that was stopped and started again ends with the weights of a run that was not."""
    whole, halves = network.tiny(), network.tiny()
    reader = network.tokenizer()

    train(whole, reader, STORIES[:2], PLAN, tmp_path / "whole")
    train(halves, reader, STORIES[:2], PLAN, tmp_path / "halves", stop_after=3)
    resumed = network.tiny(seed=7)
    train(resumed, reader, STORIES[:2], PLAN, tmp_path / "halves")

    for name, value in network.trained_weights(whole).items():
        assert torch.equal(value, network.trained_weights(resumed)[name]), name


def test_weights_round_trip(tmp_path: Path) -> None:
    """Weights come back as they were saved, in half precision and without the frozen word embeddings."""
    saved, loaded = network.tiny(seed=1), network.tiny(seed=2)

    network.save(saved, tmp_path / "reader.safetensors")
    network.load(loaded, tmp_path / "reader.safetensors")

    assert network.FROZEN not in network.trained_weights(loaded)
    assert torch.allclose(saved.head.weight, loaded.head.weight, atol=1e-3)


def test_weights_of_another_model(tmp_path: Path) -> None:
    """Weights of another architecture are refused by name."""
    other = network.Reader(network.BertModel(network.BertConfig(hidden_size=8, num_hidden_layers=0,
                                                                num_attention_heads=1)))  # fmt: skip
    network.save(other, tmp_path / "other.safetensors")

    with pytest.raises((ValueError, RuntimeError), match=r"another model.s weights|size mismatch"):
        network.load(network.tiny(), tmp_path / "other.safetensors")


def test_encoder_in_eight_bits() -> None:
    """An encoder comes back from its export in eight bits with the weights that it had, but for the rounding."""
    saved = network.tiny(seed=1).enc.state_dict()

    found = eight_bits.weights(_exported(saved))

    network.BertModel(network.tiny().enc.config, add_pooling_layer=False).load_state_dict(found)
    for name, value in found.items():
        assert (value - saved[name]).abs().max() <= saved[name].abs().max() / 127, name


def _exported(weights: dict[str, torch.Tensor]) -> onnx.ModelProto:
    """As onnxruntime writes a BERT: matrices as bytes with a scale and a zero, products turned and without their names."""
    nodes, constants = [], []
    for number, (name, value) in enumerate(weights.items()):
        array, product = value.numpy(), value.ndim == 2 and "embeddings" not in name
        if value.ndim < 2:
            constants.append(numpy_helper.from_array(array, f"bert.{name}"))
            continue
        stored = f"onnx::MatMul_{number}" if product else f"bert.{name}"
        scale = np.float32(np.abs(array).max() / 127)
        rounded = np.round((array.T if product else array) / scale).astype(np.int8)
        for part, what in (("quantized", rounded), ("zero_point", np.int8(0)), ("scale", scale)):
            constants.append(numpy_helper.from_array(np.asarray(what), f"{stored}_{part}"))
        if product:
            node = f"/bert/{name.removesuffix('.weight').replace('.', '/').replace('layer/', 'layer.')}/MatMul_quant"
            nodes.append(helper.make_node("MatMulInteger", ["x", f"{stored}_quantized"], ["y"], name=node))
    return helper.make_model(helper.make_graph(nodes, "bert", [], [], constants))


def test_average(tmp_path: Path) -> None:
    """The average of two weight files lies half way between them."""
    for seed in (1, 2):
        network.save(network.tiny(seed), tmp_path / f"{seed}.safetensors")

    average([tmp_path / "1.safetensors", tmp_path / "2.safetensors"], tmp_path / "mean.safetensors")

    mean = network.tiny(3)
    network.load(mean, tmp_path / "mean.safetensors")
    expected = (network.tiny(1).head.weight + network.tiny(2).head.weight) / 2
    assert torch.allclose(mean.head.weight, expected, atol=1e-3)


def test_gold_tokens() -> None:
    """A span of characters becomes its first and last word piece; no span becomes position 0."""
    passage = "It rained in Rome."
    pairs = [(0, Pair("Where?", passage, ((13, 17),))), (1, Pair("Who?", passage))]
    reader = network.tokenizer()

    batch = tensors(reader, pairs, random.Random(0))

    first, last = batch.first[0], batch.last[0] + 1
    assert reader.decode(batch.inputs["input_ids"][0, first:last]) == "rome"
    assert (batch.first[1], batch.last[1]) == (0, 0)


def test_hardest_rival() -> None:
    """Of a question's rivals the reader is given the one it is surest of."""
    reader, groups = network.tokenizer(), STORIES[0][:3]
    model = network.tiny().eval()

    chosen = hardest(model, reader, groups, random.Random(0))

    for group, rival in zip(groups, chosen, strict=True):
        batch = tensors(reader, [(0, pair) for pair in group.rivals], random.Random(0))
        with torch.inference_mode(), torch.autocast("cpu", dtype=torch.bfloat16):
            margins = soft_margin(*model(**batch.inputs), batch.passage)
        assert rival == group.rivals[int(margins.argmax())]


@pytest.mark.parametrize(("kind", "rivals"), [("news", 2), ("squad2_dev_half", 0)])
def test_rivals_of_a_question_without_an_answer(kind: str, rivals: int) -> None:
    """What a whole article does not answer, every passage of it may be mistaken for; elsewhere only its own is known."""
    paragraphs = ["The tram opens in May.", "The ferry runs until June.", "The bus was sold in April."]
    source = Source("tram", kind, paragraphs, [Asked("When was the tram built?", 0, ())])

    ((group,),) = groups([source])

    assert [pair.passage for pair in group.pairs] == paragraphs[:1]
    assert {pair.passage for pair in group.rivals} == set(paragraphs[1 : 1 + rivals])
    assert not any(pair.spans for pair in group.rivals)


def test_swap_needs_a_stranger() -> None:
    """A name is only swapped for one that the passage does not know."""
    entities, others = [Named("Ann", "PERSON")], [Named("Bob", "PERSON")]

    swapped = swap_entity("Who paid Ann?", entities, others, "Ed paid Ann and Bob.", random.Random(0))

    assert swapped is None


def test_number_of_another_passage() -> None:
    """A number that the passage does not have is left alone: swapping it would prove nothing."""
    assert swap_number("Who won in 1999?", "Ann won.", random.Random(0)) is None


def test_denied_once() -> None:
    """A question that denies something already is not denied again."""
    assert negate("Who did not vote?", "", random.Random(0)) is None


def test_answer_that_stands_twice() -> None:
    """Cutting a sentence out is no near miss when another sentence still has the answer."""
    assert without_answer("Ann came. She slept. Ann left.", [(0, 3)]) is None


def test_windows_hold_their_spans() -> None:
    """However a paragraph is cut to a passage, the answer's span moves along."""
    from training.examples import _window  # noqa: PLC0415 - the one helper where cases multiply

    paragraph = " ".join(f"Sentence {n} is here for all to read and to count." for n in range(30))
    start = paragraph.index("Sentence 17")

    for seed in range(50):
        passage, spans = _window(paragraph, ((start, start + 11),), random.Random(seed))
        assert [passage[a:b] for a, b in spans] == ["Sentence 17"]
        assert len(passage.split()) <= 125


def test_templates_name_the_speaker() -> None:
    """A sentence that names its speaker gives a question on the words and one on the speaker."""
    from training.questions import by_template  # noqa: PLC0415

    text = "Ann Lee argued that the old bridge should be torn down."

    asked = list(by_template(Source("a", "k", [text]), random.Random(0)))

    assert asked == [
        Asked("What did Ann Lee argue?", 0, ((20, 54),)),
        Asked("Who argued that the old bridge should be torn down?", 0, ((0, 7),)),
    ]


def test_articles_of_our_own(tmp_path: Path) -> None:
    """Each question on our own articles stands beside the passage that answers it, or comes nearest without an answer."""
    row = {
        "text": "The tram\n\nThe tram opens in May.\n\nIt cost nine million crowns, Ann Lee said.",
        "asked": [
            {"question": "When can one ride it?", "answer": "in May", "kind": "when"},
            {"question": "How many crowns does a ticket cost?", "answer": None, "kind": "how_many"},
        ],
    }
    (tmp_path / "tram.json").write_text(json.dumps(row), encoding="utf-8")

    source = next(news.articles(HashEmbedder(), tmp_path))

    answered, unanswered = source.asked
    passage = source.paragraphs[answered.paragraph]
    assert [passage[start:end] for start, end in answered.spans] == ["May"], "the preposition is no part of it"
    assert unanswered.spans == ()
    assert "crowns" in source.paragraphs[unanswered.paragraph]
    assert not list(news.articles(HashEmbedder(), tmp_path, names="b*"))


def test_answer_that_is_not_there(tmp_path: Path) -> None:
    """An answer that its article has not, or has twice, is named."""
    row = {"text": "The tram\n\nIt opens in May, in May only.", "asked": [{"question": "When?", "answer": "in May"}]}
    (tmp_path / "tram.json").write_text(json.dumps(row), encoding="utf-8")

    with pytest.raises(ValueError, match=r"tram\.json: the answer “in May”"):
        list(news.articles(HashEmbedder(), tmp_path))


def test_every_answer_of_our_own_articles() -> None:
    """Every answer stands once in its article, and a fair share of the questions has none."""
    rows = [json.loads(path.read_text(encoding="utf-8")) for path in news.FOLDER.glob("*.json")]
    asked = [(row["text"], one["answer"]) for row in rows for one in row["asked"]]

    assert len(asked) > 6_000
    assert [answer for text, answer in asked if answer is not None and text.count(answer) != 1] == []
    assert 0.2 < sum(answer is None for _, answer in asked) / len(asked) < 0.45
