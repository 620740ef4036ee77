"""Interviews and transcripts: who has the word in “NAME: …”, in “Q: … A: …”, and between questions that stand alone."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from index.article import Article, Span
from index.cue_words import words

_LABEL = re.compile(
    r"(?P<label>Q|A|[A-ZÀ-Þ][\w’'.-]*(?: (?:[A-ZÀ-Þ(][\w’'.)-]*|de|van|von|of)){0,4})"
    r"(?:\s?\([^)\n]{1,40}\))?\s?(?::|\.(?<=[QA]\.))\s+(?=\S)"
)
_NOT_PEOPLE = words("""
    note notes update correction photo photos image images video source sources read more related tags filed
    topics washington london paris moscow beijing breaking opinion analysis editor’s caption credit summary
    where when what who why how price time date phone email venue tickets score result results ingredients
    method verdict
""")
_QUOTED = re.compile(r"[“\"«„][^“”\"«»]*[”\"»](?:$|\s(?:she|he|they|says|said|[A-ZÀ-Þ]\w+ (?:says|said))\b)")
_FEWEST = 3  # questions of an interview
_QUESTION_WORDS = 40  # at most, of a paragraph that is an interviewer's
QUESTIONS = frozenset({"q", "question", "interviewer"})


@dataclass(frozen=True)
class Turn:
    """Words that follow a label, and the label; empty, and the first question, where the answers have none."""

    start: int
    end: int
    label: str
    label_span: Span


def turns(article: Article) -> list[Turn]:
    """The turns of everyone, the interviewer's Q too, in order; none when the article is no transcript.

    >>> article = Article.from_text("Q: Why?\\n\\nA: Because.\\n\\nQ: Really?\\n\\nA: Yes.")
    >>> [(t.label, article.text[t.start : t.end]) for t in turns(article)]
    [('Q', 'Why?'), ('A', 'Because.'), ('Q', 'Really?'), ('A', 'Yes.')]
    """
    labelled = [_label(article.text, span) for span in article.paragraphs]
    counts = Counter(label.lower() for label, _ in filter(None, labelled))
    if len(counts) < 2 or sum(counts.values()) < 3 or max(counts.values()) < 2:
        return _answers(article)
    ending = max(start for (start, _), label in zip(article.paragraphs, labelled, strict=True) if label)
    found: list[Turn] = []
    speaking: tuple[str, Span] | None = None
    for (start, end), label in zip(article.paragraphs, labelled, strict=True):
        if label:
            speaking = (label[0], (start, start + len(label[0])))
            start += label[1]
        elif speaking and _is_aside(article.text[start:end], last=start > ending):
            speaking = None
        if speaking and start < end:
            found.append(Turn(start, end, *speaking))
    return found


def _answers(article: Article) -> list[Turn]:
    """What stands between questions that are paragraphs of their own and address somebody, from the first one on.

    The answers are somebody's who says “I”: rhetorical questions and lists of common ones are the writer's. Where answers stand
    in marks, what stands without is the interviewer's telling.
    """
    own = [span for span in article.paragraphs if article.text[slice(*span)] != article.title]
    texts = [article.text[start:end] for start, end in own]
    asked = [n for n, text in enumerate(texts) if text.endswith("?") and len(text.split()) <= _QUESTION_WORDS]
    given = [n for n in range(asked[0] + 1, len(own)) if n not in asked] if asked else []
    addressed = sum(bool(re.search(r"(?i)\byou(?:r|rs|rself)?\b", texts[n])) for n in asked)
    personal = sum(bool(re.search(r"\b(?:I|[Mm]y|me)\b", texts[n])) for n in given)
    if len(asked) < _FEWEST or not asked[0] or 2 * addressed < len(asked) or 2 * personal < len(given):
        return []
    if sum(bool(_QUOTED.match(texts[n])) for n in given) > 1:
        return []
    told = [n for n in given if n < asked[-1] or not _is_aside(texts[n], last=n > asked[-1] + 1)]
    return [Turn(*own[n], "", own[asked[0]]) for n in told]


def _label(text: str, span: Span) -> tuple[str, int] | None:
    match = _LABEL.match(text, *span)
    if not match or match["label"].lower().split()[0] in _NOT_PEOPLE:
        return None
    return match["label"], match.end() - span[0]


def _is_aside(paragraph: str, *, last: bool) -> bool:
    """Whether an unlabelled paragraph is the writer's: in brackets, or telling of the interview itself.

    After the last label also one in which nobody speaks of himself or to another.
    """
    if last and not re.search(r"(?i)\b(?:i|we|you|me|us|my|our|your)\b", paragraph):
        return True
    return paragraph[0] in "([*—-" or bool(
        re.search(r"(?i)\b(?:interview|conversation|transcript|edited|condensed|excerpts?)\b", paragraph)
    )
