"""Train what finds the words taken back in a question: python -m training.taking_back --data DATA --out runs/taking_back

The questions of the data, without SQuAD's, with words of another one said first and taken back ("what was, no wait, when
was it?"). The network and the loop are the reader's: the question is its passage, and the span is what has to go.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from index.article import Span
from index.parsing import Token, parse
from training.examples import Group, Pair
from training.loop import Plan, train
from training.model import pretrained, tokenizer
from training.sources import kept_apart, sources

LAYERS = 3
"""Of the encoder's six: a question is short, and words taken back are seen from those beside them."""

PLAN = Plan(rate=2e-4, groups_a_step=64)
SHARES = {"squadshifts_newwiki": 1.0, "qed_nq": 1.0, "clapnq_dev": 1.0, "reddit": 0.5, "amazon": 0.4}
"""Which share of a set's questions is used; none of SQuAD's, which the spoken questions that measure it were made of."""

CUES = tuple(
    cue.strip()
    for cue in """
    no|no|no|no|no|no|no wait|no wait|no sorry|no sorry|no actually|no I mean|no I meant|no rather|no um|no uh|no make that|no not that|no no|no instead
    sorry|sorry no|oh sorry|sorry I mean|sorry I meant|sorry not that|oops|oops sorry|oops no|oops I mean|oops I meant to say|my bad|my mistake|excuse me
    I mean|I mean|I meant|I meant to say|I mean to say|that is|or I mean|er I mean|uh I mean|um I mean|well I mean
    or|or rather|or rather|or actually|or no|or wait|or instead|or um|or uh|or should I say|or maybe|or better|or make that|or no make that|or better yet
    wait|wait no|wait sorry|wait a second|wait a minute|hold on|hang on|hmm|hmm no|uh|uh|um|um|uh no|um no|er|er|er no|erm|ah|ah no|oh|oh no|oh wait|ugh no|eh|well|well no|nope|nah
    actually|actually no|rather|instead|really|scratch that|strike that|cancel that|forget that|never mind|correction|let me correct that|let me rephrase|let me rephrase that
    let me start over|let me restart|let me start again|let me try again|let me ask instead|let me ask you|I would rather ask|I'd like to ask|I want to know|I wanted to ask|tell me|just tell me|better tell me
    not that|not that but|no that is wrong|that's wrong|that is not right|no that's not it|what am I saying|what was I saying|I should say|I should ask|I guess|let's say|make that|make it|or let me say|but|but no|but rather
    """.replace("\n", "|").split("|")
    if cue.strip()
)
"""What people say between the words that they take back and those that they mean."""

_JOINS = (" ", " ", " ", " ", ", ", ", ", "... ", " - ", " — ")
_LATE = ("rather", "instead", "actually", "I mean", "sorry", "no")
_CUE_WORDS = frozenset("no not sorry mean wait rather instead actually or but really well let say tell oh".split())
_HEADS = ("NOUN", "PROPN", "NUM", "PRON")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m training.taking_back", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--data", type=Path, required=True, help="the folder of the data sets")
    parser.add_argument("--out", type=Path, required=True, help="folder for the state and the weights")
    parser.add_argument("--epochs", type=int, default=2)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    rng = random.Random(options.seed)
    asked = parsed(_questions(options.data, rng))
    epochs = [[Group((pair,)) for pair in pairs(asked, rng)] for _ in range(options.epochs)]
    print(f"{len(asked)} questions, {[len(epoch) for epoch in epochs]} pairs", flush=True)
    train(
        pretrained(layers=LAYERS),
        tokenizer(),
        epochs,
        Plan(PLAN.rate, PLAN.groups_a_step, seed=options.seed),
        options.out,
    )


def _questions(folder: Path, rng: random.Random) -> list[str]:
    """Questions in the order of their articles, so that neighbours ask of one thing."""
    return [
        asked.question
        for source in sources(folder)
        if source.kind in SHARES and not kept_apart(source.key)
        for asked in source.asked
        if rng.random() < SHARES[source.kind]
    ]


@dataclass(frozen=True)
class Parsed:
    """A question with the words of it."""

    text: str
    tokens: tuple[Token, ...]


def parsed(questions: Sequence[str]) -> list[Parsed]:
    """The questions of at least four words, ready to be mixed."""
    plain = [" ".join(question.split()) for question in questions]
    return [Parsed(text, tokens) for text, tokens in zip(plain, parse(plain), strict=True) if len(tokens) > 3]


def pairs(asked: Sequence[Parsed], rng: random.Random) -> list[Pair]:
    """For each question one as it is, more often if it has words like a correction's, two with words taken back, and some
    with another one behind them.

    The passage is the question, and the span what has to go; the reader's question is empty.
    """
    found = []
    for number, question in enumerate(asked):
        other = asked[rng.choice([k for k in range(max(0, number - 12), min(len(asked), number + 12)) if k != number])]
        likely = {token.text.lower() for token in question.tokens} & _CUE_WORDS
        found += [Pair("", _varied(question.text, rng))] * (4 if likely else 1)
        if rng.random() < 0.15:  # two questions, of which neither is taken back
            found.append(Pair("", _both(question.text, other.text, rng)))
        found += [mistaken(question, other, rng) for _ in range(2)]
    return found


def mistaken(question: Parsed, other: Parsed, rng: random.Random) -> Pair:
    """The question with words of the other one said first and taken back."""
    kind = rng.random()
    if kind < 0.35:
        kept, wrong = _restarted(question, other, rng)
    elif kind < 0.93:
        kept, wrong = _exchanged(question, other, rng)
    else:
        kept, wrong = _repeated(question, rng)
    cue, join = rng.choice(CUES), rng.choice(_JOINS)
    if rng.random() < 0.06:
        cue, join = "", " "
    before, rest = question.text[:kept], question.text[kept:]
    gone = wrong + (join + cue if cue else "") + (", " if cue and rng.random() < 0.2 else " ")
    text = before + gone + rest
    if cue and rng.random() < 0.04 and rest.endswith("?"):  # a second one behind the question: found first
        late = f", {rng.choice(_LATE)}" if rng.random() < 0.5 else f" {rng.choice(_LATE)}"
        start = len(text) - 1
        return Pair("", text[:start] + late + "?", ((start, start + len(late)),))
    return Pair("", _varied(text, rng), ((kept, kept + len(gone.rstrip())),))


def _restarted(question: Parsed, other: Parsed, rng: random.Random) -> tuple[int, str]:
    """The beginning of another question, or of this one, and then the whole, or all that follows a first clause."""
    source = other if rng.random() < 0.7 else question
    count = min(len(source.tokens) - 1, 1 + int(rng.expovariate(0.3)))
    wrong = source.text[: source.tokens[count - 1].end]
    asks = [t for t in question.tokens[1:] if t.tag in ("WDT", "WP", "WP$", "WRB")]
    if asks and rng.random() < 0.5:
        start = asks[0].start
        inner = [t for t in source.tokens[:-1] if t.tag in ("WDT", "WP", "WP$", "WRB")]
        first = inner[0].start if inner else 0
        last = [t for t in source.tokens if t.start >= first][: 1 + int(rng.expovariate(0.4))][-1]
        return start, source.text[first : min(last.end, len(source.text.rstrip(" ?")))]
    return 0, wrong


def _exchanged(question: Parsed, other: Parsed, rng: random.Random) -> tuple[int, str]:
    """A phrase of the question with the head of another one's in its place, from some words before it to some behind."""
    first, last = rng.choice(_phrases(question.tokens) or [(0, 0)])
    head = question.tokens[last]
    kind = (
        [p for p in _phrases(other.tokens) if other.tokens[p[1]].pos == head.pos] or _phrases(other.tokens) or [(0, 0)]
    )
    start, end = rng.choice(kind)
    wrong = other.text[other.tokens[start].start : other.tokens[end].end]
    inner = first
    while inner < last and rng.random() < 0.35:  # "the German, no, the French army" and "the German, no, French army"
        inner += 1
    if inner > first:
        wrong = other.tokens[end].text
    begin = inner
    while begin and rng.random() < 0.3:
        begin -= 1
    behind = last + 1
    while behind < len(question.tokens) - 1 and rng.random() < 0.15:
        behind += 1
    again = question.text[question.tokens[begin].start : question.tokens[inner].start]
    tail = question.text[question.tokens[last].end : question.tokens[behind - 1].end] if behind > last + 1 else ""
    if head.pos in ("VERB", "AUX") and rng.random() < 0.5:
        wrong = other.tokens[end].text
    return question.tokens[begin].start, again + wrong + tail


def _repeated(question: Parsed, rng: random.Random) -> tuple[int, str]:
    """Some words twice."""
    first = rng.randrange(len(question.tokens) - 2)
    last = min(first + rng.randint(0, 3), len(question.tokens) - 2)
    return question.tokens[first].start, question.text[question.tokens[first].start : question.tokens[last].end]


def _phrases(tokens: Sequence[Token]) -> list[Span]:
    """First and last token of what can be said wrong: nouns with what stands before them, verbs, adjectives, question words."""
    found = []
    for number, token in enumerate(tokens):
        if token.pos in _HEADS and (number + 1 == len(tokens) or tokens[number + 1].pos not in ("NOUN", "PROPN")):
            first = number
            while first and tokens[first - 1].dep in ("det", "amod", "compound", "poss", "nummod", "case", "nmod"):
                first -= 1
            found += [(first, number), (first, number)]
            if first and tokens[first - 1].pos == "ADP":
                found.append((first - 1, number))
        elif token.pos == "VERB" and number + 1 < len(tokens) and tokens[number + 1].pos in ("ADP", "PART"):
            found += [(number, number), (number, number + 1)]
        elif token.pos in ("VERB", "AUX", "ADJ", "ADV") or token.tag in ("WDT", "WP", "WP$", "WRB"):
            found.append((number, number))
    return found


def _both(first: str, second: str, rng: random.Random) -> str:
    """Two questions one after the other, as they are typed."""
    join = rng.choice(("? ", "? ", "?\n", " and ", ", and ", " or ", "; ", ". ", " "))
    return first.rstrip(" ?.") + join + (second if rng.random() < 0.5 else second.lower())


def _varied(text: str, rng: random.Random) -> str:
    """Sometimes as it is typed in haste."""
    return text.rstrip("?. ") if rng.random() < 0.1 else text


if __name__ == "__main__":
    main()
