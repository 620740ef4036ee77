"""Many articles on their way into a library: who speaks in the next ones is found while those before are embedded."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass

from index.hearing import Hearing
from index.passages import CountTokens, Passage, split
from index.record import Record
from index.voices import Utterance

AT_ONCE = 128
"""Passages of a batch, about nine articles: a larger one is embedded no faster, and a kill loses more."""

_AHEAD = 20  # articles that are heard or wait for it, so that neither process waits for the other


@dataclass(frozen=True)
class Ready:
    """An article that is to be embedded and stored; one that the library holds already has no passages."""

    record: Record
    spoken: Sequence[Utterance] = ()
    passages: Sequence[Passage] = ()


def batches(
    records: Iterable[Record], *, known: Callable[[str], bool], count_tokens: CountTokens, pipeline: str
) -> Generator[list[Ready], None, None]:
    """The records in order, in batches of about AT_ONCE passages; `known` tells which ids are in the library.

    Raises what `index.voices.utterances` raises.
    """
    batch: list[Ready] = []
    for ready in _heard(records, known, count_tokens, pipeline):
        batch.append(ready)
        if sum(len(ready.passages) for ready in batch) >= AT_ONCE or len(batch) > AT_ONCE:
            yield batch
            batch = []
    if batch:
        yield batch


def _heard(
    records: Iterable[Record], known: Callable[[str], bool], count_tokens: CountTokens, pipeline: str
) -> Iterator[Ready]:
    waiting: deque[tuple[Record, Future[tuple[Utterance, ...]] | None]] = deque()

    def next_ready() -> Ready:
        record, found = waiting.popleft()
        if found is None:
            return Ready(record)
        return Ready(record, found.result(), split(record.article, found.result(), count_tokens))

    hearing: Hearing | None = None
    with ThreadPoolExecutor(1) as thread:
        try:
            for record in records:
                if known(record.article.id):
                    waiting.append((record, None))
                else:
                    hearing = hearing or Hearing(pipeline)
                    waiting.append((record, thread.submit(hearing.utterances, record.article)))
                while len(waiting) > _AHEAD or (waiting and waiting[0][1] is None):
                    yield next_ready()
            while waiting:
                yield next_ready()
        finally:
            thread.shutdown(cancel_futures=True)
            if hearing:
                hearing.close()
