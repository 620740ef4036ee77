"""Who is speaking: python -m benchmarks.voices --data DATA

Prints how often the speaker of a quotation in fiction is named rightly, with a plain rule's figure beside it, and how
well the voices of our own news-like articles agree with the marks made by hand; both with spaCy and by rules alone.
"""

from __future__ import annotations

import argparse
import json
import re
import statistics
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from index.article import Article, Span
from index.cue_words import COURTESY
from index.parsing import PIPELINE
from index.speakers import Roster
from index.voices import Utterance, utterances
from tests.marked import FOLDER, measured

PIPELINES: dict[str, str | None] = {"with spaCy": PIPELINE, "rules alone": None}
_UNNAMED = frozenset({"Narrator", "I", "Author"})


@dataclass(frozen=True)
class Said:
    """A quotation of an article, and who says it."""

    article: Article
    start: int
    end: int
    speaker: str

    @property
    def named(self) -> bool:
        return self.speaker[:1].isupper() and self.speaker not in _UNNAMED


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.voices", description="Measure who is speaking.")
    parser.add_argument("--data", type=Path, required=True, help="folder of the evaluation data")
    said = list(fiction(parser.parse_args().data / "litbank_quotes"))
    print(
        f"| quotations in fiction | all {len(said)} | of the {sum(s.named for s in said)} by a named speaker | named at all |"
    )
    print("|---|---|---|---|")
    for name, pipeline in PIPELINES.items():
        _row(name, said, [_speaker(utterances(s.article, pipeline=pipeline), s) for s in said])
    rosters = {article.id: Roster(article.text, ()) for article in {s.article.id: s.article for s in said}.values()}
    _row("nearest name", said, [_nearest(rosters[s.article.id], said, s) for s in said])
    for folder in ("tuned", "held_out"):
        for name, pipeline in PIPELINES.items():
            print(f"\n{folder}, {name}: {measured((FOLDER / folder).glob('*.txt'), pipeline=pipeline)}")
    print(f"\n7,000 characters are read in {milliseconds():.0f} ms")


def fiction(folder: Path) -> Iterator[Said]:
    """The quotations of LitBank."""
    rows = [json.loads(line) for line in (folder / "articles.jsonl").read_text(encoding="utf-8").splitlines()]
    texts = {row["article_id"]: Article.from_text(row["text"], title=row["title"]) for row in rows}
    for line in (folder / "attributions.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        for span in row["content"]:
            yield Said(texts[row["article_id"]], span["start"], span["end"], row["speaker"])


def milliseconds() -> float:
    """Median time to find who is speaking in an article of 7,000 characters, the pipeline being loaded."""
    text = next((FOLDER.parent.parent.parent / "articles").glob("*.txt")).read_text(encoding="utf-8")[:7000]
    took = []
    for number in range(6):
        article = Article.from_text(f"{text}\n\n{number}")
        start = time.perf_counter()
        utterances(article)
        took.append(1000 * (time.perf_counter() - start))
    return statistics.median(took[1:])


def _speaker(spoken: Sequence[Utterance], said: Said) -> str | None:
    best = max(spoken, key=lambda u: min(u.end, said.end) - max(u.start, said.start), default=None)
    return best.speaker if best and min(best.end, said.end) > max(best.start, said.start) else None


def _nearest(roster: Roster, everything: Sequence[Said], said: Said) -> str | None:
    """The capitalised name that stands nearest to a quotation, outside of all quotations."""
    inside = [(s.start, s.end) for s in everything if s.article.id == said.article.id]
    spans = [(span, s.name) for s in roster.names.values() for span in s.mentions]
    outside = [(span, name) for span, name in spans if not any(a <= span[0] < b for a, b in inside)]
    return min(outside, key=lambda pair: _distance(pair[0], said), default=(None, None))[1]


def _distance(span: Span, said: Said) -> int:
    return min(abs(said.start - span[1]), abs(span[0] - said.end))


def _row(name: str, said: Sequence[Said], found: Sequence[str | None]) -> None:
    right = [_same(speaker, s.speaker) for s, speaker in zip(said, found, strict=True)]
    named = [ok for s, ok in zip(said, right, strict=True) if s.named]
    told = statistics.mean(speaker is not None for speaker in found)
    shares = (statistics.mean(right), statistics.mean(named), told)
    print(f"| {name} | {' | '.join(f'{100 * share:.1f} %' for share in shares)} |")


def _same(found: str | None, speaker: str) -> bool:
    """Whether one name is a part of the other: Holmes and Mr Sherlock Holmes."""
    left, right = _words(found or ""), _words(speaker)
    return bool(left) and bool(right) and (left <= right or right <= left)


def _words(name: str) -> set[str]:
    return {w for w in re.findall(r"[^\W\d_]+", name.lower()) if w not in COURTESY and w not in ("the", "a", "an", "s")}


if __name__ == "__main__":
    main()
