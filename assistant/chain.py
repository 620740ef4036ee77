"""From question to Answer: one LangChain runnable, so that invoke, stream, batch, callbacks and tracing are the known ones."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from langchain_core.language_models import BaseChatModel
from langchain_core.runnables import Runnable, RunnableConfig, RunnableLambda

from assistant import about, candidates, extractive, small_talk, writing
from assistant.answer import Answer
from assistant.candidates import Part
from assistant.citing import place, unmarked
from assistant.confidence import calibration
from assistant.continuing import continued, goes_on, told_before
from assistant.errors import ModelFailed
from assistant.follow_up import Turn, leans, stand_alone
from assistant.reading import Reader, in_context
from assistant.self_correction import corrected
from assistant.wording import parts, unframed
from index import Article, Hit, Library, Utterance
from index.article import capitalised, one_line


@dataclass(frozen=True)
class Asked:
    """A question on its way to an answer: each step fills in what it finds."""

    question: str
    history: tuple[Turn, ...] = ()
    articles: tuple[str, ...] | None = None
    """Ids of the articles to ask; None is all."""
    meant: str = ""
    """The question without what was taken back in it."""
    reading: str = ""
    """The question as it was understood."""
    parts: tuple[str, ...] = ()
    """The questions that stand in it, as an article would put them."""
    several: bool = False
    """Whether more than one article is asked; of those in the library, older versions are not."""
    hits: tuple[Hit, ...] = ()
    candidates: tuple[Part, ...] = ()


Model = Callable[[], BaseChatModel]


def chain(
    library: Library,
    reader: Reader,
    model: Model | None,
    *,
    passages: int,
    threshold: float,
    seconds: float,
) -> Runnable[Asked, str | Answer]:
    """The steps in order. Its stream yields pieces of the text and then the Answer; invoke returns the Answer."""

    def understand(asked: Asked) -> Asked:
        meant = corrected(asked.question)
        taken_back = asked.question if meant != asked.question else ""
        reading = stand_alone(meant, asked.history, taken_back=taken_back)
        return replace(asked, meant=meant, reading=reading, parts=tuple(parts(reading)))

    def search(asked: Asked) -> Asked:
        if small_talk.reply(asked.question):
            return asked
        wordings = dict.fromkeys([asked.reading, *map(unframed, asked.parts), asked.question])
        outdated = library.outdated() if asked.articles is None else set()
        held = library.count() - len(outdated) if asked.articles is None else len(set(asked.articles))
        spare = 2 if held > 1 or outdated else 1  # for passages that older versions and copies take
        hits = library.search(*wordings, count=spare * passages, articles=asked.articles)
        kept = [hit for hit in hits if hit.passage.article.id not in outdated]
        return replace(asked, several=held > 1, hits=tuple(_once(kept) if held > 1 else kept)[:passages])

    def read(asked: Asked) -> Asked:
        history = asked.history if asked.history and leans(asked.question) else ()
        before = told_before(history) if len(asked.parts) == 1 else ""
        in_turn = in_context(unframed(asked.meant), before) if before else ""
        found = [(part, *candidates.read(reader, unframed(part), asked.hits, in_turn=in_turn)) for part in asked.parts]
        hits = candidates.best(hits for _, hits, _ in found)
        on = history if history and goes_on(asked.question, asked.hits) else ()
        marked = tuple(Part(part, tuple(continued(marks, on))) for part, _, marks in found)
        return replace(asked, hits=tuple(hits), candidates=marked)

    steps = RunnableLambda(understand) | RunnableLambda(search) | RunnableLambda(read)
    return steps | Answering(library, model, threshold=threshold, seconds=seconds)


class Answering(Runnable[Asked, str | Answer]):
    """The last step: by the chat model if there is one, else, or when it fails, from the article's own sentences."""

    def __init__(self, library: Library, model: Model | None, *, threshold: float, seconds: float) -> None:
        self._library = library
        self._model = model
        self._threshold = threshold
        self._seconds = seconds

    def invoke(self, input: Asked, config: RunnableConfig | None = None, **kwargs: Any) -> str | Answer:
        return self._call_with_config(lambda asked: list(self._answer(asked))[-1], input, config)

    def stream(
        self, input: Asked, config: RunnableConfig | None = None, **kwargs: Any | None
    ) -> Iterator[str | Answer]:
        yield from self.transform(iter([input]), config)

    def transform(
        self, input: Iterator[Asked], config: RunnableConfig | None = None, **kwargs: Any | None
    ) -> Iterator[str | Answer]:
        def answered(asked: Iterator[Asked]) -> Iterator[str | Answer]:
            yield from self._answer(next(iter(asked)))

        yield from self._transform_stream_with_config(input, answered, config)

    def _answer(self, asked: Asked) -> Iterator[str | Answer]:
        polite = small_talk.reply(asked.question)
        if polite:
            yield polite
            yield Answer(asked.question, asked.question, polite, False)
        elif found := self._about(asked):
            yield found.text
            yield found
        elif self._model and asked.hits:
            yield from self._written(asked, self._model)
        else:
            yield from self._extracted(asked)

    def _about(self, asked: Asked) -> Answer | None:
        """The answer from an article's fields, when it is clear which article is meant."""
        articles = candidates.articles_of(asked.hits)
        if len(articles) != 1:
            return None
        (article,) = articles
        asking = (asked.question, asked.reading, article, self._utterances)
        found = about.answer(*asking) or about.roll_call(*asking)
        if found and asked.several:
            found = replace(found, text=f"{unmarked(place(article))}:\n\n{found.text}", several=True)
        return replace(found, passages=asked.hits) if found else None

    def _utterances(self, article: Article) -> Sequence[Utterance]:
        return self._library.utterances(article.id)

    def _extracted(self, asked: Asked, notice: str | None = None) -> Iterator[str | Answer]:
        found = extractive.answer(
            asked.question,
            asked.reading,
            asked.hits,
            asked.candidates,
            self._utterances,
            threshold=self._threshold,
            several=asked.several,
        )
        if notice:
            found = replace(found, notice=notice, text=f"{found.text}\n\n({unmarked(notice)})")
        yield found.text
        yield found

    def _written(self, asked: Asked, model: Model) -> Iterator[str | Answer]:
        shown = False
        try:
            for piece in writing.write(
                model(),
                asked.question,
                asked.reading,
                asked.hits,
                candidates.by_margin(asked.candidates),
                self._utterances,
                seconds=self._seconds,
                several=asked.several,
            ):
                if isinstance(piece, Answer):
                    yield from [] if shown else [piece.text]
                    yield replace(piece, confidence=_confidence(asked.candidates))
                else:
                    shown = True
                    yield piece
        except ModelFailed as error:
            notice = f"{capitalised(str(error))}: this answer is made of the article's own sentences."
            yield from ["\n\n"] if shown else []
            yield from self._extracted(asked, notice)


def _once(hits: Sequence[Hit]) -> Iterator[Hit]:
    """The hits without those whose words a better one has, as copies of one story do."""
    seen: set[str] = set()
    for hit in hits:
        words = one_line(hit.passage.text).casefold()
        if words not in seen:
            seen.add(words)
            yield hit


def _confidence(found: Sequence[Part]) -> float:
    margins = (part.candidates[0].margin for part in found if part.candidates)
    return calibration().probability(max(margins, default=float("-inf")))
