"""What the page does with one article of the library: show what is known of it, correct it, tag it, read it again."""

from __future__ import annotations

from assistant import records
from assistant.assistant import Assistant
from assistant.page import articles, known
from assistant.page.outcomes import Message
from assistant.page.texts import say, sentence
from index import OnRecordError, UnreadableArticle, is_address

_SHOWN = 200  # lines that were cleaned away, as they are shown; the rest is counted
_CORRECTED = ("title", "author", "published")


class Details:
    """The page's side of the library's records. Threads share it."""

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant

    def about(self, asked: Message) -> Message:
        """What is known of an article, and what of it can be corrected."""
        try:
            return self._about(str(asked["article"]))
        except OnRecordError as error:
            return {"error": sentence(str(error))}

    def amend(self, asked: Message) -> Message:
        """Correct the fields and the tags, which come as one text with commas; then as `about`."""
        id = str(asked["article"])
        try:
            before = self._assistant.record(id)
            given = {name: str(asked.get(name) or "").strip() for name in _CORRECTED}
            changed = {name: value for name, value in given.items() if value != (getattr(before.article, name) or "")}
            if changed:
                self._assistant.correct(id, **changed)
            tags = [tag.strip() for tag in str(asked.get("tags") or "").split(",") if tag.strip()]
            if tuple(tags) != before.tags:
                self._assistant.untag(id, *before.tags)
                self._assistant.tag(id, *tags)
            return {**self._about(id), "says": say("saved")}
        except OnRecordError as error:
            return {"error": sentence(str(error))}

    def reread(self, asked: Message) -> Message:
        """Read an article again at its address; a change becomes a new version, and what changed is told."""
        try:
            record = self._assistant.record(str(asked["article"]))
            # A file is read again by the command line alone: an import may name any file of this computer.
            if not is_address(record.place or ""):
                raise UnreadableArticle(f"{record.article.title!r} has no web address: use onrecord reread")
            done = self._assistant.reread(record.article.id)
        except OnRecordError as error:
            return {"error": sentence(str(error))}
        if done.changes is None:
            return {"says": say("unchanged")}
        return {"says": say("new_version"), "article": done.article.id, "html": known.changes(done.changes)}

    def _about(self, id: str) -> Message:
        record = self._assistant.record(id)
        versions, copies = self._assistant.versions(id), self._assistant.alike(id)
        return {
            "article": {**records.of_article(record.article), "tags": list(record.tags)},
            "html": known.known(record, versions),
            "alike": known.alike(copies),
            "cleaned": articles.cleaned(record.removed, _SHOWN),
            "again": is_address(record.place or ""),
        }
