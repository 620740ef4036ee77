"""What changed from one version of an article to the next."""

from __future__ import annotations

import time

from index import Article, Utterance
from index.changes import Changes, changes
from index.voices import utterances

OLD = """The harbour opens again

“We lost a whole season, and nobody has paid us for it,” said Tom Isbister, who leads the fishermen.

“The contractor was never late,” said Ann Flett of the port authority.

It rained."""


def changed(old: str, new: str, **fields: str) -> Changes:
    before, after = Article.from_text(old, title="Harbour"), Article.from_text(new, title="Harbour", **fields)
    return changes(before, utterances(before), after, utterances(after))


def told(found: Changes) -> list[tuple[str, str, str]]:
    """Each change by its kind, the older words and the newer ones."""
    return [
        (one.kind, one.before.words if one.before else "", one.after.words if one.after else "")
        for one in found.quotations
    ]


def test_nothing_changed_in_what_is_said() -> None:
    """Other marks and another order of paragraphs change no quotation."""
    first, *rest = OLD.split("\n\n")
    new = "\n\n".join([first, *reversed(rest)]).replace("“", '"').replace("”", '"')

    found = changed(OLD, new)

    assert told(found) == []
    assert len(found.new_paragraphs) == 2  # with other marks


def test_new_and_gone() -> None:
    """A quotation that only one version has is new or gone, with who says it."""
    new = OLD.replace("“The contractor was never late,” said Ann Flett", "“I have read the papers,” said Mara Voe")

    found = changed(OLD, new)

    assert told(found) == [
        ("new", "", "“I have read the papers,”"),
        ("gone", "“The contractor was never late,”", ""),
    ]
    assert [one.speaker for change in found.quotations for one in (change.before, change.after) if one] == [
        "Mara Voe",
        "Ann Flett",
    ]


def test_changed_words() -> None:
    """A quotation whose words were changed is shown in both forms."""
    found = changed(OLD, OLD.replace("a whole season", "nearly two whole seasons"))

    assert told(found) == [
        (
            "words",
            "“We lost a whole season, and nobody has paid us for it,”",
            "“We lost nearly two whole seasons, and nobody has paid us for it,”",
        )
    ]


def test_a_word_put_in() -> None:
    """One “not” is a change: the most important there can be."""
    assert [one.kind for one in changed(OLD, OLD.replace("never late", "late")).quotations] == ["words"]


def test_another_speaker() -> None:
    """The same words from somebody else are a change too."""
    found = changed(OLD, OLD.replace("Ann Flett", "Mara Voe"))

    (change,) = found.quotations
    assert change.kind == "speaker"
    assert change.before
    assert change.after
    assert (change.before.speaker, change.after.speaker) == ("Ann Flett", "Mara Voe")


def test_fields_and_paragraphs() -> None:
    """Fields that say something else, and paragraphs that only one version has, by their place in it."""
    found = changed(OLD, OLD.replace("It rained.", "It snowed.\n\nThe end."), author="Ines Calder")

    assert found.fields == {"author": (None, "Ines Calder")}
    assert [found.after.text[slice(*span)] for span in found.new_paragraphs] == ["It snowed.", "The end."]
    assert [found.before.text[slice(*span)] for span in found.gone_paragraphs] == ["It rained."]


def test_many_quotations_take_little_time() -> None:
    """Two versions with hundreds of quotations each are compared in seconds, however much they differ."""
    lines = [f"“Boat {n} sailed to harbour {n * 7} with {n % 13} men.”" for n in range(300)]
    old, new = Article.from_text("\n\n".join(lines)), Article.from_text("\n\n".join(lines).replace("sailed", "went"))
    said = [
        [Utterance(start, end, "quoted", None, None, None, None, None) for start, end in article.paragraphs]
        for article in (old, new)
    ]

    started = time.monotonic()
    found = changes(old, said[0], new, said[1])

    assert {one.kind for one in found.quotations[:100]} == {"words"}
    assert time.monotonic() - started < 20
