"""How a library grows: python -m benchmarks.library --articles 1000, and --scale 10000

The first imports articles as a reader would, with every model, in a process of its own, and prints the rate and the most
memory. The second fills a library with made-up articles and made-up vectors, and compares it with a small one: adding
an article, a search, a whole question. Each figure is a median; --folder keeps the filled library for the next time.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np

from assistant import Assistant, Settings
from benchmarks.sets import DEFAULT
from index import Article, Library, read_all
from index.embedding import Vectors

CHARS = 7_000
RUNS = 15
SMALL = 10

IMPORT = """
import resource, sys
from benchmarks.library import varied
from index import Library
library = Library.open(sys.argv[1])
count = sum(1 for _ in library.add_all(varied(int(sys.argv[2]))))
own, beside = (resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
print(count, own, beside)
"""


class MadeUpEmbedder:
    """A text's vector follows from its letters and means nothing; a library needs as long for it as for a true one."""

    name = "made-up-384"

    def encode(self, texts: Sequence[str]) -> Vectors:
        rows = np.stack([np.random.default_rng(_seed(text)).normal(size=384) for text in texts])
        unit: Vectors = (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)
        return unit

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        return [len(text) // 4 for text in texts]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, help="how many to import with the true models")
    parser.add_argument("--scale", type=int, help="how many the large library holds")
    parser.add_argument("--folder", type=Path, help="where the large library is, or is to be")
    given = parser.parse_args()
    print(f"load before: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores\n\n| what | figure |\n|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        if given.articles:
            _import(Path(folder), given.articles)
        if given.scale:
            _compare(given.folder or Path(folder) / "large", Path(folder), given.scale)


def varied(count: int) -> Iterator[Article]:
    """Articles as long as the default one, of its own paragraphs in another order, each with a date of its own."""
    (article, *_) = read_all(DEFAULT)
    paragraphs = [article.text[start:end] for start, end in article.paragraphs]
    for number in range(count):
        random.Random(number).shuffle(paragraphs)
        yield Article.from_text("\n\n".join([f"Report {number} of the summit.", *paragraphs])[:CHARS])


def made_up(number: int) -> Article:
    """An article of words that mean nothing, as often as the words of a language are (Zipf), so that no parser reads it."""
    rng = random.Random(number)
    ranks = rng.choices(range(len(_WORDS)), cum_weights=_WEIGHTS, k=CHARS // 6)
    words, text = iter(_WORDS[rank] for rank in ranks), f"Wekoru {number} zilana."
    while len(text) < CHARS:
        sentence = " ".join(next(words, "") for _ in range(rng.randint(8, 25))).strip()
        if not sentence:
            break
        text += ("\n\n" if rng.random() < 0.3 else " ") + sentence.capitalize() + "."
    return Article.from_text(text, title=f"Wekoru {number}")


def _import(folder: Path, count: int) -> None:
    begun = time.perf_counter()
    command = [sys.executable, "-c", IMPORT, str(folder / "import"), str(count)]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    seconds = time.perf_counter() - begun
    _, own, beside = map(int, told.split())
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(f"| import of {count:,} articles, a second | {count / seconds:.2f} |")
    print(f"| processor seconds an article | {(used.ru_utime + used.ru_stime) / count:.2f} |")
    print(
        f"| most memory, GB: of the import, of the process that finds who is speaking | {own / 1e6:.2f}, {beside / 1e6:.2f} |"
    )


def _compare(large: Path, folder: Path, count: int) -> None:
    many, few = _filled(large, count), _filled(folder / "small", SMALL)
    fresh = iter(range(1_000_000 + random.SystemRandom().randrange(10**9), 10**10))
    spare = (Library.open(folder / f"empty-{number}", embedder=MadeUpEmbedder()) for number in range(RUNS))
    _ratio("adding one, to none", lambda: next(spare), many, lambda library: library.add(made_up(next(fresh))))
    asked = [made_up(number).text.split(".")[3] for number in range(RUNS)]
    wordings = iter(asked * 4)
    _ratio(f"search, over {SMALL}", lambda: few, many, lambda library: library.search(next(wordings)))
    assistants = {library.folder: _assistant(library.folder) for library in (few, many)}
    questions = iter([f"When did {text.strip().lower()}?" for text in asked] * 4)
    _ratio(f"question, over {SMALL}", lambda: few, many, lambda lib: assistants[lib.folder].ask(next(questions)))


def _ratio(what: str, small: Callable[[], Library], many: Library, run: Callable[[Library], object]) -> None:
    seconds: tuple[list[float], list[float]] = ([], [])
    run(many)  # what is loaded once
    for _ in range(RUNS):
        for library, taken in zip((small(), many), seconds, strict=True):
            begun = time.perf_counter()
            run(library)
            taken.append(time.perf_counter() - begun)
    first, second = map(statistics.median, seconds)
    total = len(many.articles())
    print(
        f"| {what}, ms | {first * 1000:.0f} |\n| over {total:,}, ms (longest) | {second * 1000:.0f} ({max(seconds[1]) * 1000:.0f}) |"
    )
    print(f"| ratio | {second / first:.2f} |", flush=True)


def _filled(folder: Path, count: int) -> Library:
    library = Library.open(folder, embedder=MadeUpEmbedder())
    begun, held = time.perf_counter(), len(library.articles())
    for _ in library.add_all(made_up(number) for number in range(held, count)):
        pass
    print(
        f"| {count:,} made-up articles, {held:,} of them there before, seconds | {time.perf_counter() - begun:.0f} |",
        flush=True,
    )
    return library


def _assistant(folder: Path) -> Assistant:
    return Assistant.open(folder, settings=Settings(), embedder=MadeUpEmbedder())


def _seed(text: str) -> int:
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big")


def _vocabulary() -> list[str]:
    rng = random.Random(0)
    syllables = [consonant + vowel for consonant in "bdfgklmnprstvwz" for vowel in "aeiou"]
    return ["".join(rng.choices(syllables, k=rng.randint(2, 4))) for _ in range(30_000)]


_WORDS = _vocabulary()
_WEIGHTS = list(np.cumsum(1 / np.arange(1, len(_WORDS) + 1)))

if __name__ == "__main__":
    main()
