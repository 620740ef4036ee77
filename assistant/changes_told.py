"""What changed from one version of an article to the next, in words."""

from __future__ import annotations

from assistant.citing import quoted
from index.changes import Change, Changes, Quotation
from index.rereading import Reread


def in_words(done: Reread) -> str:
    """What came of reading an article again, as lines."""
    if done.changes is None:
        return f"{done.article.id}  {done.article.title}\n    unchanged"
    heading = f"{done.article.id}  {done.article.title}\n    a new version of {done.before.id}"
    return "\n".join([heading, *(f"    {line}" for line in lines(done.changes))])


def lines(found: Changes) -> list[str]:
    """Each change as a line, those of quotations first."""
    told = [change(one) for one in found.quotations] or ["no quotation has changed"]
    for name, (before, after) in found.fields.items():
        told.append(f"{name}: {before or 'not known'} → {after or 'not known'}")
    counts = [(len(found.new_paragraphs), "new"), (len(found.gone_paragraphs), "gone")]
    if any(count for count, _ in counts):
        told.append("paragraphs: " + ", ".join(f"{count} {what}" for count, what in counts))
    return told


def change(one: Change) -> str:
    """One change of a quotation, with whose it is."""
    if one.before is None or one.after is None:
        known = one.before or one.after
        return f"{one.kind}: {_said(known)}" if known else ""
    if one.kind == "speaker":
        return f"other speaker: {_name(one.before)} → {_name(one.after)}: {quoted(one.after.words)}"
    return f"other words: {_said(one.before)} → {_said(one.after)}"


def _said(quotation: Quotation) -> str:
    return f"{_name(quotation)}: {quoted(quotation.words)}"


def _name(quotation: Quotation) -> str:
    return quotation.speaker or "somebody who is not named"
