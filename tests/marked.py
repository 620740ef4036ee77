"""Articles with who says what marked by hand, and how well the voices agree with the marks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from index.article import Article, Span
from index.parsing import PIPELINE
from index.sentences import sentences
from index.voices import Utterance, byline, utterances, voice_of

FOLDER = Path(__file__).parent / "data" / "voices"
_MARK = re.compile(r"\[\[(?P<names>[^\]=~]+) (?P<kind>[=~]) (?P<words>[^\]]+)\]\]")


@dataclass(frozen=True)
class Mark:
    """Words that somebody says; any of `names` is right, and "?" stands for nobody named."""

    start: int
    end: int
    quoted: bool
    names: tuple[str, ...]

    def takes(self, speaker: str | None) -> bool:
        return _plain(speaker or "?") in map(_plain, self.names)


@dataclass(frozen=True)
class Shares:
    """Of the marks and of the writer's sentences, how many each rule gets right, as counts of what there is."""

    quoted: Span
    found: Span
    named: Span
    wronged: Span

    def __str__(self) -> str:
        told = zip(("quoted", "reported found", "reported named", "writer wronged"), self._counts, strict=True)
        return ", ".join(f"{name} {done}/{all_} ({100 * done / max(1, all_):.1f} %)" for name, (done, all_) in told)

    @property
    def _counts(self) -> tuple[Span, ...]:
        return self.quoted, self.found, self.named, self.wronged


def marked(path: Path) -> tuple[Article, tuple[Mark, ...]]:
    """The article without its marks, and the marks by where they stand in it."""
    source = path.read_text(encoding="utf-8")
    text, marks, at = "", [], 0
    for match in _MARK.finditer(source):
        text += source[at : match.start()]
        names = tuple(match["names"].split("/"))
        marks.append(Mark(len(text), len(text) + len(match["words"]), match["kind"] == "=", names))
        text += match["words"]
        at = match.end()
    text += source[at:]
    return Article.from_text(text, author=byline(text)), tuple(marks)


def measured(paths: Iterable[Path], *, pipeline: str | None = PIPELINE, show: bool = False) -> Shares:
    """How well the voices of these articles agree with their marks."""
    counts: Counter[str] = Counter()
    for path in sorted(paths):
        article, marks = marked(path)
        spoken = utterances(article, pipeline=pipeline)
        for mark in marks:
            _count_mark(counts, article, mark, spoken, path.stem if show else None)
        _count_writer(counts, article, marks, spoken, path.stem if show else None)
    return Shares(
        (counts["quoted right"], counts["quoted"]),
        (counts["found"], counts["reported"]),
        (counts["named"], counts["reported"]),
        (counts["wronged"], counts["writer"]),
    )


def _count_mark(
    counts: Counter[str], article: Article, mark: Mark, spoken: Sequence[Utterance], show: str | None
) -> None:
    best = max(spoken, key=lambda u: _shared(u, mark), default=None)
    held = sum(_shared(u, mark) for u in spoken if not mark.quoted or u.voice == "quoted")
    found = best is not None and 2 * held >= mark.end - mark.start
    right = found and best is not None and mark.takes(best.speaker)
    counts["quoted" if mark.quoted else "reported"] += 1
    counts["quoted right" if mark.quoted else "named"] += right
    counts["found"] += found and not mark.quoted
    if show and not right:
        got = f"{best.voice} {best.speaker!r}" if found and best else "nothing"
        kind = "=" if mark.quoted else "~"
        print(f"{show}: {mark.names[0]} {kind} {article.text[mark.start : mark.end][:60]!r} got {got}")


def _count_writer(
    counts: Counter[str], article: Article, marks: Sequence[Mark], spoken: Sequence[Utterance], show: str | None
) -> None:
    for start, end in sentences(article):
        if not any(mark.start < end and start < mark.end for mark in marks):
            voice, utterance = voice_of(article, spoken, start, end)
            counts["writer"] += 1
            counts["wronged"] += voice != "author"
            if show and voice != "author":
                print(
                    f"{show}: writer's {article.text[start:end][:80]!r} got {voice} {utterance and utterance.speaker!r}"
                )


def _shared(utterance: Utterance, mark: Mark) -> int:
    return max(0, min(utterance.end, mark.end) - max(utterance.start, mark.start))


def _plain(name: str) -> str:
    return re.sub(r"^(?:the|an?|its|his|her|their) ", "", " ".join(name.split()).casefold()).replace("’", "'")
