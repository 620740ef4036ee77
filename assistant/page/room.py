"""What the page asks of the assistant: each function takes what the script sends and returns what it shows."""

from __future__ import annotations

import logging
import threading
import time
from collections import deque
from collections.abc import Iterator
from pathlib import Path

from assistant import records
from assistant.answer import Answer
from assistant.assistant import Assistant
from assistant.errors import EmptyLibrary
from assistant.feedback import Feedback, keep, now
from assistant.page import answers, articles
from assistant.page.outcomes import Message
from assistant.page.suggestions import suggestions
from assistant.page.texts import say
from index import Article, OnRecordError, UnknownArticle

logger = logging.getLogger(__name__)

_PIECE_SECONDS = 0.06  # between two updates of an answer that is being written
_LAST_SECONDS = 10.0  # that a page which ends waits for its own preparations
_HISTORY = 6  # earlier turns that a question may lean on
_STOPPED = 256  # questions whose stopping is remembered: one may be stopped before it has come


class Room:
    """The page's side of an assistant. Threads share it."""

    def __init__(self, assistant: Assistant, first: Path | None = None) -> None:
        self.assistant = assistant
        self._first = first
        self._filled = threading.Event()
        self._ready = threading.Event()
        self._trouble: str | None = None
        self._suggested: dict[str, list[str]] = {}
        self._suggesting = threading.Lock()
        self._stopped: deque[str] = deque(maxlen=_STOPPED)
        self._warming: threading.Thread | None = None

    def warm_up(self) -> None:
        """Fill an empty library, load the models, and look for questions, without keeping the page waiting."""
        self._warming = threading.Thread(target=self._warm_up, name="warm-up", daemon=True)
        self._warming.start()

    def rest(self) -> None:
        """Wait until nothing of the page uses the assistant, so that it can be closed."""
        if self._warming:
            self._warming.join(_LAST_SECONDS)

    def _warm_up(self) -> None:
        try:
            if self._first and not self.assistant.articles():
                self.assistant.add(self._first)
            self._filled.set()
            for article in self.assistant.articles()[:1]:
                self.assistant.extract("Who is quoted?", article=article.id)
                self._ready.set()
                self._suggestions(article)
        except OnRecordError as error:
            self._trouble = str(error)
        finally:
            self._filled.set()
            self._ready.set()

    def library(self, _: Message) -> Message:
        """The articles to choose from, once an empty library is filled, or why there is none."""
        self._filled.wait()
        there, outdated = self.assistant.find(), self.assistant.library.outdated()
        if there:
            self._trouble = None
        return {
            "articles": [records.of_record(one) | {"outdated": one.article.id in outdated} for one in there],
            "trouble": answers.notice(self._trouble) if self._trouble else None,
        }

    def ready(self, _: Message) -> Message:
        """Returns when the first question will be answered without waiting for a model."""
        self._ready.wait()
        return {"ready": True}

    def open(self, asked: Message) -> Message:
        """An article to read, with who speaks in it."""
        try:
            article = self.assistant.library.article(str(asked["article"]))
            called = self.assistant.voices(article)
        except OnRecordError as error:
            return _told(error)
        return {
            "article": records.of_article(article),
            "html": articles.article(article),
            "speakers": articles.roll_call(called),
        }

    def suggest(self, asked: Message) -> Message:
        """Questions that the article answers, as buttons."""
        try:
            found = self._suggestions(self.assistant.library.article(str(asked["article"])))
        except OnRecordError as error:
            return _told(error)
        return {"html": answers.questions(found) if found else None}

    def feedback(self, given: Message) -> Message:
        """Keep a thumb up or down, with a word if there is one, beside the library."""
        names = ("turn", "word", "question", "answer", "article")
        texts = {name: str(given.get(name) or "") for name in names}
        try:
            keep(self.assistant.library.folder, Feedback(good=bool(given.get("good")), at=now(), **texts))
        except OSError as error:
            return {"error": say("not_noted", why=error.strerror or str(error))}
        return {"says": say("thanks")}

    def answer(self, asked: Message) -> Iterator[Message]:
        """The answer as it is written, and at the end whole; or what went wrong, as a sentence."""
        try:
            yield from self._answer(asked, str(asked.get("token") or ""))
        except OnRecordError as error:
            yield _told(error)

    def stop(self, asked: Message) -> Message:
        """Let go of an answer: it ends at the next piece, and a chat model is not listened to any longer."""
        self._stopped.append(str(asked["token"]))
        return {}

    def _answer(self, asked: Message, token: str) -> Iterator[Message]:
        if not self.assistant.articles():
            raise EmptyLibrary(say("no_article"))
        article = str(asked.get("article") or "") or None
        history = [(str(question), str(text)) for question, text in asked.get("history") or ()][-_HISTORY:]
        written, shown = "", time.monotonic()
        pieces = self.assistant.stream(str(asked.get("question") or ""), history=history, article=article)
        while token not in self._stopped and (piece := next(pieces, None)) is not None:
            if isinstance(piece, Answer):
                yield self._whole(piece, article)
            else:
                written += piece
                if time.monotonic() - shown > _PIECE_SECONDS:  # an answer that is there at once is shown once
                    yield {"html": answers.writing(written)}
                    shown = time.monotonic()

    def _whole(self, found: Answer, article: str | None) -> Message:
        known = [] if found.found or article is None else self._suggested.get(article, [])
        html = answers.answer(found, suggestions=known)
        return {"html": html, "record": records.of_answer(found), "done": True}

    def _suggestions(self, article: Article) -> list[str]:
        with self._suggesting:
            if article.id not in self._suggested:
                self._suggested[article.id] = suggestions(self.assistant, article)
            return self._suggested[article.id]


def _told(error: OnRecordError) -> Message:
    sentence = say("gone") if isinstance(error, UnknownArticle) else str(error)
    return {"html": answers.notice(sentence), "error": sentence, "done": True}
