"""The front door: questions in, cited answers out."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Any, cast, overload

from langchain_core.language_models import BaseChatModel

from assistant.answer import Answer
from assistant.chain import Asked, Model, chain
from assistant.chat_model import connect
from assistant.confidence import calibration
from assistant.follow_up import Earlier, turns
from assistant.question import checked
from assistant.reading import Reader, SpanReader
from assistant.settings import Settings
from index import Article, Hit, Library, Record, Source, UnreadableArticle, is_address, sources
from index.embedding import Embedder, SentenceEmbedder
from index.formats import holds_several
from index.library import Progress
from index.portable import Imported, Moved, export_to, import_from
from index.rereading import Reread, reread
from index.roll_call import RollCall, roll_call


class Assistant:
    """Answers from the articles of one library. Threads may share it.

    >>> assistant = Assistant.open("library/")              # doctest: +SKIP
    >>> article = assistant.add("story.html")               # doctest: +SKIP
    >>> assistant.ask("Who said that?").text                # doctest: +SKIP
    """

    def __init__(self, library: Library, settings: Settings, reader: Reader, model: BaseChatModel | None) -> None:
        self.library = library
        self.settings = settings
        self.reader = reader
        self._model = model

    @classmethod
    def open(
        cls,
        folder: str | Path | None = None,
        *,
        settings: Settings | None = None,
        embedder: Embedder | None = None,
        reader: Reader | None = None,
        model: BaseChatModel | None = None,
    ) -> Assistant:
        """The assistant over the library in this folder, which is made if there is none.

        What is not given is as ONRECORD_* says, else as Settings has it. No model is loaded before it is needed, but
        for a reader that the user names, which is tried at once. Raises UnusableLibrary, UnusableModel and BadSetting.
        """
        settings = settings or Settings.read()
        embedder = embedder or SentenceEmbedder(settings.embedder)
        library = Library.open(folder or settings.folder, embedder=embedder, parser=settings.parser)
        # A stray variable would send every question to a tracing service.
        os.environ.setdefault("LANGSMITH_TRACING", "false")
        if reader is None:
            reader = SpanReader(settings.reader)
            if settings.reader:
                reader.load()
        return cls(library, settings, reader, model)

    def close(self) -> None:
        self.library.close()

    def __enter__(self) -> Assistant:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @overload
    def add(self, source: Article, *, progress: Progress | None = None) -> Article: ...
    @overload
    def add(self, source: str | Path, *, progress: Progress | None = None) -> Any: ...

    def add(self, source: str | Path | Article, *, progress: Progress | None = None) -> Any:
        """The article as the library holds it; of a folder, a zip or a JSON Lines file, the list of its articles.

        A source is a path, a web address, which is fetched, or an Article. Adding again changes nothing. Raises
        UnreadableArticle and LibraryBusy. Of several articles all that can be read are added, and then one
        UnreadableArticle names those that cannot; `add_all` tells them one by one.
        """
        if isinstance(source, Article):
            return self.library.add(source, progress=progress)
        found = list(self.add_all(source, progress=progress))
        problems = [item for item in found if isinstance(item, UnreadableArticle)]
        if problems:
            raise problems[0] if len(found) == 1 else UnreadableArticle("; ".join(map(str, problems)))
        return found if holds_several(source) or len(found) > 1 else found[0]

    def add_all(self, place: str | Path, *, progress: Progress | None = None) -> Iterator[Article | UnreadableArticle]:
        """Adds all articles of a file, folder, zip or address, in order, and tells what cannot be read among them.

        The next files are read while those before are added. Raises UnreadableArticle when there is nothing at `place`,
        and LibraryBusy.
        """
        told: deque[UnreadableArticle | None] = deque()  # what was read, in order: a problem, or None for an article

        def readable() -> Iterator[Source]:
            for source in sources(place, private=self.settings.private_addresses):
                told.append(source if isinstance(source, UnreadableArticle) else None)
                if isinstance(source, Source):
                    yield _placed(source)

        if holds_several(place):
            added: Iterable[Article] = self.library.add_all(readable(), progress=progress)
        else:  # one is added without a second process, which takes seconds to begin
            added = (self.library.add(source, progress=progress) for source in readable())
        for article in added:
            while problem := told.popleft():
                yield problem
            yield article
        yield from filter(None, told)

    def remove(self, id: str) -> None:
        """Raises UnknownArticle and LibraryBusy."""
        self.library.remove(id)

    def articles(self) -> list[Article]:
        """In the order in which they were added."""
        return self.library.articles()

    def find(self, words: str = "", *, tag: str | None = None) -> list[Record]:
        """The records with this tag in whose title, author, site and tags each word begins one; all, without any."""
        return self.library.find(words, tag=tag)

    def record(self, id: str) -> Record:
        """An article with where it and its fields came from, its tags, and what was left out. Raises UnknownArticle."""
        return self.library.record(id)

    def versions(self, id: str) -> list[Article]:
        """What the library holds of this article's source, older first, itself included. Raises UnknownArticle."""
        return self.library.versions(id)

    def alike(self, id: str) -> list[tuple[Article, float]]:
        """Other articles that are nearly the same, with the share that is, largest first. Raises UnknownArticle."""
        return self.library.alike(id)

    def tag(self, id: str, *tags: str) -> Record:
        """The record with these tags too. Raises UnusableField, UnknownArticle and LibraryBusy."""
        return self.library.tag(id, *tags)

    def untag(self, id: str, *tags: str) -> Record:
        """The record without these tags. Raises UnknownArticle and LibraryBusy."""
        return self.library.untag(id, *tags)

    def correct(
        self, id: str, *, title: str | None = None, author: str | None = None, published: str | None = None
    ) -> Article:
        """The article with these fields; an empty author or date is taken away.

        Raises UnusableField, UnknownArticle and LibraryBusy.
        """
        return self.library.correct(id, title=title, author=author, published=published)

    def reread(self, id: str, *, progress: Progress | None = None) -> Reread:
        """Reads an article again where it came from: a changed one is added beside it, and what changed is told.

        Raises UnknownArticle, UnreadableArticle (also when it was pasted) and LibraryBusy.
        """
        return reread(self.library, id, private=self.settings.private_addresses, progress=progress)

    def export_to(self, file: str | Path, *, progress: Moved | None = None) -> int:
        """The number of articles that were written to this one file. Raises UnusableExport."""
        return export_to(self.library, file, progress=progress)

    def import_from(self, file: str | Path, *, progress: Moved | None = None) -> Imported:
        """Adds the articles of an export that the library does not hold. Raises UnusableExport and LibraryBusy."""
        return import_from(self.library, file, progress=progress)

    def voices(self, article: str | Article) -> RollCall:
        """Who speaks in an article, how much and where, and the share of each voice. Raises UnknownArticle."""
        known = self.library.article(article if isinstance(article, str) else article.id)
        return roll_call(known, self.library.utterances(known.id))

    def search(self, question: str, *, count: int = 6, article: str | Sequence[str] | None = None) -> list[Hit]:
        """Passages by meaning and by words, best first. Raises BadQuestion and UnknownArticle."""
        return self.library.search(checked(question), count=count, articles=self._ids(article))

    def ask(
        self, question: str, *, history: Sequence[Earlier] = (), article: str | Sequence[str] | None = None
    ) -> Answer:
        """The answer, from one article, some, or all; `history` is the conversation so far, first turn first.

        Raises BadQuestion, UnknownArticle and UnusableModel. A question that is not answered is not an error:
        `answer.found` is False.
        """
        return cast("Answer", self.chain.invoke(self._asked(question, history, article)))

    def extract(
        self, question: str, *, history: Sequence[Earlier] = (), article: str | Sequence[str] | None = None
    ) -> Answer:
        """As `ask`, but always from the article's own sentences: no chat model is called."""
        return cast("Answer", self.plain_chain.invoke(self._asked(question, history, article)))

    async def aask(
        self, question: str, *, history: Sequence[Earlier] = (), article: str | Sequence[str] | None = None
    ) -> Answer:
        """As `ask`."""
        return cast("Answer", await self.chain.ainvoke(self._asked(question, history, article)))

    def stream(
        self, question: str, *, history: Sequence[Earlier] = (), article: str | Sequence[str] | None = None
    ) -> Iterator[str | Answer]:
        """Pieces of the text as they come, then the Answer; errors as `ask`."""
        yield from self.chain.stream(self._asked(question, history, article))

    @cached_property
    def chain(self) -> Any:
        """The LangChain runnable from `Asked` to `Answer`."""
        return self._chain(self._connected if self._model or self.settings.model else None)

    @cached_property
    def plain_chain(self) -> Any:
        """The same without a chat model."""
        return self._chain(None)

    def _chain(self, model: Model | None) -> Any:
        return chain(
            self.library,
            self.reader,
            model,
            passages=self.settings.passages,
            threshold=calibration().threshold(self.settings.wrong),
            seconds=self.settings.model_seconds,
        )

    def _connected(self) -> BaseChatModel:
        """The chat model, connected to at the first question. Raises ModelFailed; the next question tries again."""
        if self._model is None:
            self._model = connect(self.settings.model, self.settings.model_seconds)
        return self._model

    def _asked(self, question: str, history: Sequence[Earlier], article: str | Sequence[str] | None) -> Asked:
        return Asked(checked(question), tuple(turns(history)), self._ids(article))

    def _ids(self, article: str | Sequence[str] | None) -> tuple[str, ...] | None:
        if article is None:
            return None
        ids = (article,) if isinstance(article, str) else tuple(article)
        return tuple(self.library.article(id).id for id in ids)


def _placed(source: Source) -> Source:
    """The source with its whole path, so that it can be read again from wherever the next command is run."""
    if source.place is None or is_address(source.place):
        return source
    return replace(source, place=str(Path(source.place).absolute()))
