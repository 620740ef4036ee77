"""Answers, articles and hits as plain values, for JSON."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from assistant.answer import Answer, Citation
from index import Article, Hit, Record, RollCall, Utterance
from index.changes import Quotation
from index.rereading import Reread


def of_answer(answer: Answer) -> dict[str, Any]:
    return {
        "question": answer.question,
        "reading": answer.reading,
        "found": answer.found,
        "outcome": answer.outcome,
        "confidence": round(answer.confidence, 3),
        "text": answer.text,
        "short": answer.short,
        "citations": [of_citation(citation) for citation in answer.citations],
        "missing": list(answer.missing),
        "several": answer.several,
        "differing": [
            {"words": one.words, "number": one.number, "article": _named(answer.citations[one.number - 1].article)}
            for one in answer.differing
        ],
        "nearest": [of_citation(citation) for citation in answer.nearest],
        "passages": [of_hit(hit) for hit in answer.passages],
        "notice": answer.notice,
    }


def of_citation(citation: Citation) -> dict[str, Any]:
    return {
        "number": citation.number,
        "quote": citation.quote,
        "start": citation.start,
        "end": citation.end,
        "speaker": citation.speaker,
        "role": citation.role,
        "voice": citation.voice,
        "stance": {"label": citation.stance.label, "confidence": citation.stance.confidence}
        if citation.stance
        else None,
        "paragraph": citation.paragraph,
        "link": citation.link,
        "article": _named(citation.article),
    }


def of_hit(hit: Hit) -> dict[str, Any]:
    passage = hit.passage
    return {
        "text": passage.text,
        "start": passage.start,
        "end": passage.end,
        "speaker": passage.speaker,
        "voice": passage.voice,
        "similarity": hit.similarity,
        "meaning_rank": hit.meaning_rank,
        "words_rank": hit.words_rank,
        "margin": hit.margin,
        "article": _named(passage.article),
    }


def _named(article: Article) -> dict[str, str]:
    return {"id": article.id, "title": article.title}


def of_roll_call(found: RollCall) -> dict[str, Any]:
    return {
        "article": of_article(found.article),
        "shares": dict(found.shares),
        "speakers": [
            {
                "name": speaker.name,
                "role": speaker.role,
                "statements": len(speaker.utterances),
                "words_quoted": speaker.words_quoted,
                "words_reported": speaker.words_reported,
                "passages": [of_utterance(found.article, utterance) for utterance in speaker.utterances],
            }
            for speaker in found.speakers
        ],
        "untold": [of_utterance(found.article, utterance) for utterance in found.untold],
    }


def of_utterance(article: Article, utterance: Utterance) -> dict[str, Any]:
    return {
        "text": article.text[utterance.start : utterance.end],
        "start": utterance.start,
        "end": utterance.end,
        "voice": utterance.voice,
        "cue": utterance.cue,
        "paragraph": article.paragraph_at(utterance.start),
    }


def of_record(
    record: Record,
    *,
    versions: Sequence[Article] = (),
    alike: Sequence[tuple[Article, float]] = (),
    text: bool = False,
) -> dict[str, Any]:
    """A record; with `text` all of it, with its versions and those nearly the same."""
    known = {
        **of_article(record.article),
        "added": record.added,
        "place": record.place,
        "origins": dict(record.origins),
        "tags": list(record.tags),
        "replaces": record.replaces,
    }
    if not text:
        return known
    return known | {
        "versions": [_named(version) for version in versions],
        "alike": [{**_named(other), "share": round(share, 3)} for other, share in alike],
        "removed": list(record.removed),
        "text": record.article.text,
    }


def of_reread(done: Reread) -> dict[str, Any]:
    found = done.changes
    return {
        "article": of_article(done.article),
        "before": _named(done.before),
        "changed": found is not None,
        "quotations": [
            {"kind": one.kind, "before": _quotation(one.before), "after": _quotation(one.after)}
            for one in (found.quotations if found else ())
        ],
        "fields": {name: list(values) for name, values in (found.fields if found else {}).items()},
        "new_paragraphs": [list(span) for span in (found.new_paragraphs if found else ())],
        "gone_paragraphs": [list(span) for span in (found.gone_paragraphs if found else ())],
    }


def _quotation(found: Quotation | None) -> dict[str, Any] | None:
    if found is None:
        return None
    return {"text": found.words, "start": found.start, "end": found.end, "speaker": found.speaker}


def of_article(article: Article) -> dict[str, Any]:
    return {
        "id": article.id,
        "title": article.title,
        "author": article.author,
        "published": article.published,
        "site": article.site,
        "url": article.url,
        "characters": len(article.text),
    }
