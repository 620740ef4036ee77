"""Each quotation with the cue that introduces it, each reporting cue with its words."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from index.article import Article, Span
from index.blocks import blocks
from index.cue_words import DOCUMENT_NOUNS, EVIDENCE, LABEL, SAY, VIEW, is_person_noun, words
from index.cues import Cue, cues
from index.frames import Frame, frames
from index.parsing import Token, is_english, parse
from index.phrases import head
from index.quotations import Quotation, is_title, is_whole, quotations
from index.resolution import Resolver, Source
from index.rules import rule_cues
from index.transcripts import QUESTIONS, turns

_UNTOLD = Source(None, None, None, None, None)
# After these, words in marks are the speaker's own wherever they stand in the sentence.
_NAMING = words("""
    call describe dub label brand slam blast praise criticize criticise denounce condemn hail refute reject
    dismiss decry deride ridicule characterize characterise refer accuse blame thank lash tout deem term
    compare liken portray rebuke castigate deplore
""")


@dataclass(frozen=True)
class Attributed:
    """Words of somebody other than the writer, and where they come from."""

    start: int
    end: int
    quoted: bool
    source: Source


def attribute(article: Article, pipeline: str | None) -> list[Attributed]:
    """Everything that others say in an article, in no particular order; without a pipeline by rules alone."""
    marks = quotations(article)
    spoken = turns(article)
    marks = tuple(q for q in marks if not any(t.start <= q.start < t.end for t in spoken))
    folded = frames(article, marks)
    folded = [f for f in folded if not any(t.start < f.span[1] and f.span[0] < t.end for t in spoken)]
    found, people = _find_cues(article, folded, marks, pipeline)
    resolver = Resolver(article, people)
    answers = [t for t in spoken if t.label.lower() not in QUESTIONS]
    told = [Attributed(t.start, t.end, True, resolver.label(t.label, t.label_span)) for t in answers]
    matched = _Matcher(article, marks, found, resolver)
    quoted = [Attributed(q.start, q.end, True, source) for q, source in matched.quoted()]
    said = [cue for cue in found if cue.span[0] >= _after_headline(article)]
    return told + quoted + list(_reported(article.text, said, quoted, marks, matched))


def _after_headline(article: Article) -> int:
    """Where the text begins: a headline (“Trees are unsafe, council says”) is its writer's, but for quotations."""
    first, last = next(iter(blocks(article)), (0, 0))
    headline = article.text[first:last].strip()
    return last if headline and headline == article.title.strip() and not headline.endswith(".") else 0


def _find_cues(
    article: Article, folded: Sequence[Frame], marks: Sequence[Quotation], pipeline: str | None
) -> tuple[list[Cue], list[Span]]:
    """The cues of every paragraph in order, and the spans of people's names where the parse tells them."""
    found: list[Cue] = []
    people: list[Span] = []
    english = is_english(article.text)
    parsed = parse((f.text for f in folded), pipeline) if english and pipeline else None
    for frame in folded:
        tokens = next(parsed) if parsed else ()
        of_frame = cues(tokens, frame)
        of_frame = _outside(article.text, of_frame, marks)
        known = {cue.span[0] for cue in of_frame}
        by_rule = [c for c in rule_cues(frame, english=english) if not known & set(range(*c.span))]
        nouns = {frame.to_article(t.start, t.end)[0] for t in tokens if t.pos in ("NOUN", "PROPN")}
        inserted = [_around(c) for c in by_rule if parsed and _is_inserted(article.text, c)]
        by_rule = [c for c in by_rule if c.lemma in ("account", "accord") or c.span[0] not in nouns]
        if parsed:  # the parse has read the clauses; the rules add what it missed beside quotations
            by_rule = inserted + [
                c if _closes(article.text, c) else replace(c, contents=())
                for c in by_rule
                if c.span not in {p.span for p in inserted}
                and (_beside(article.text, c, marks) or _closes(article.text, c))
            ]
        found += sorted(of_frame + by_rule, key=lambda c: c.span)
        people += _people(tokens, frame)
    return [c for c in found if not any(q.start <= c.span[0] < q.end for q in marks)], people


def _outside(text: str, found: Sequence[Cue], marks: Sequence[Quotation]) -> list[Cue]:
    """The cues with subjects that are not words of a quotation: there, the sentence's earlier subject goes on."""
    out: list[Cue] = []
    for cue in found:
        inside = [q for q in marks if cue.subject and q.start <= cue.subject[0] < q.end <= cue.span[0]]
        ahead = (c for c in reversed(out) if inside and c.span[1] <= inside[0].start)
        before = next((c for c in ahead if not re.search(r"[.!?]\s", text[c.span[1] : inside[0].start])), None)
        out.append(replace(cue, subject=before.subject) if inside and before else cue)
    return out


def _people(tokens: Sequence[Token], frame: Frame) -> list[Span]:
    """Spans of the names that the parse takes for people's."""
    spans: list[Span] = []
    last = -2
    for number, token in enumerate(tokens):
        if token.entity != "PERSON":
            continue
        start, end = frame.to_article(token.start, token.end)
        if number == last + 1:
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
        last = number
    return spans


def _hull(cue: Cue) -> Span:
    """From the subject to the verb of a cue, both included."""
    if cue.subject is None:
        return cue.span
    return min(cue.span[0], cue.subject[0]), max(cue.span[1], cue.subject[1])


def _gap(text: str, start: int, end: int) -> bool:
    """Whether nothing but punctuation and small words parts two offsets."""
    return start <= end and not re.search(
        r"\w", re.sub(r"\b(?:that|as|also|simply|then|,? ?and)\b", "", text[start:end])
    )


def _beside(text: str, cue: Cue, marks: Sequence[Quotation]) -> bool:
    first, last = _hull(cue)
    return any(
        (_gap(text, q.end, first) and first - q.end < 8) or (_gap(text, last, q.start) and q.start - last < 8)
        for q in marks
    )


def _closes(text: str, cue: Cue) -> bool:
    """Whether a cue ends its sentence behind a comma (“…, Holm announces.”), or opens it (“By his own account …”)."""
    if cue.lemma == "account" or cue.subject is None:
        return cue.lemma == "account"
    first, last = cue.subject[0], cue.span[1]
    named = all(word[0].isupper() for word in text[slice(*cue.subject)].split())
    return named and cue.lemma in SAY and text[first - 2 : first] == ", " and text[last : last + 1] in (".", "")


_GOES_ON = re.compile(
    r",\s(?:ha(?:s|ve|d)|is|are|was|were|will|would|can|could|may|might|must|should|do|does|did|[a-z]+ed)\b"
)


def _is_inserted(text: str, cue: Cue) -> bool:
    """Whether a cue stands between commas with what a document or a person does: “visits, the paper notes, have fallen”."""
    if cue.subject is None or cue.lemma not in SAY or cue.subject[1] + 1 != cue.span[0]:
        return False
    (first, end), last = cue.subject, cue.span[1]
    noun = head(text[first:end]).lower()
    between = text[first - 2 : first] == ", " and text[last - 1] == "s" and bool(_GOES_ON.match(text, last))
    return between and text[first : first + 4].lower() == "the " and (noun in DOCUMENT_NOUNS or is_person_noun(noun))


def _around(cue: Cue) -> Cue:
    """The cue with the rest of its sentence as what is said."""
    assert cue.subject is not None
    return replace(cue, contents=((cue.sentence[0], cue.subject[0]), (cue.span[1], cue.sentence[1])))


class _Matcher:
    """Finds the source of each quotation, in reading order."""

    def __init__(self, article: Article, marks: Sequence[Quotation], found: Sequence[Cue], resolver: Resolver) -> None:
        self.text = article.text
        self.paragraphs = blocks(article)
        self.marks = marks
        self.cues = found
        self.sources = {cue.span: resolver.source(cue) for cue in found}
        self.resolver = resolver
        self.assigned: dict[Quotation, Source | None] = {}

    def quoted(self) -> Iterator[tuple[Quotation, Source]]:
        """Each quotation that is speech, with its source; scare quotes and titles are left out."""
        waiting: list[Quotation] = []
        for q in self.marks:
            self.assigned[q] = self._own(q)
            if self.assigned[q] is None and is_whole(self.text, q) and not is_title(self.text, q):
                waiting.append(q)
        for q in waiting:
            self.assigned[q] = self._inherited(q)
        for q in self.marks:
            source = self.assigned[q]
            if source is not None and not source.writer:
                yield q, source

    def _own(self, q: Quotation) -> Source | None:
        """The source that the sentence around a quotation names, or None."""
        near = [c for c in self.cues if c.sentence[0] <= q.end and q.start <= c.sentence[1]]
        before = [c for c in near if _hull(c)[1] <= q.start]
        after = [c for c in near if _hull(c)[0] >= q.end]
        whole = is_whole(self.text, q)
        for cue in reversed(before):
            if _gap(self.text, _hull(cue)[1], q.start) and cue.lemma in SAY | VIEW | EVIDENCE | LABEL:
                return self._of(cue)
        for cue in after:
            if _gap(self.text, q.end, _hull(cue)[0]):
                return self._of(cue)
        if is_title(self.text, q):
            return None
        for cue in reversed(before):
            if any(a <= q.start < b for a, b in cue.contents) or cue.lemma in _NAMING:
                return self._of(cue)
            if q.start < cue.sentence[1] and (cue.lemma in SAY or whole):
                return self._of(cue)
        for cue in after:
            if any(a <= q.start < b for a, b in cue.contents) or (whole and q.start >= cue.sentence[0]):
                return self._of(cue)
        return None

    def _of(self, cue: Cue) -> Source:
        return self.sources[cue.span]

    def _inherited(self, q: Quotation) -> Source | None:
        """The source of a quotation whose own sentence names none: a colon's, a neighbour's, the last."""
        start, end = next((p for p in self.paragraphs if p[0] <= q.start < p[1]), (q.start, q.end))
        before = self.text[: q.start].rstrip()
        if before.endswith(":"):
            return self._announced(q, len(before))
        beside = [o for o in self.marks if start <= o.start < end and o != q and self.assigned.get(o)]
        earlier = [o for o in beside if o.start < q.start]
        if earlier or beside:
            return replace(self._given(earlier[-1] if earlier else beside[0]), cue=None, cue_span=None)
        if self.text[start : q.start].strip():
            return self._from_sentence(start, q.start) or self._untold(q)
        return self._continued(q, start) or self._introduced(q, (start, end)) or self._untold(q)

    def _given(self, q: Quotation) -> Source:
        return self.assigned[q] or _UNTOLD

    def _announced(self, q: Quotation, colon: int) -> Source | None:
        """The source before a colon: its last cue, or the only person named in its sentence."""
        line = max(self.text.rfind("\n", 0, colon), self.text.rfind(". ", 0, colon)) + 1
        ahead = [c for c in self.cues if line <= c.span[0] < colon]
        if ahead:
            return self._of(ahead[-1])
        return self._from_sentence(line, colon) or self._untold(q)

    def _from_sentence(self, start: int, end: int) -> Source | None:
        """The only person in the last sentence between two offsets, or None."""
        words = self.text[start:end].rstrip()
        border = max(
            words.rfind(". ", 0, max(0, len(words) - 1)),
            words.rfind("? "),
            words.rfind("! "),
            words.rfind("” "),
        )
        return self.resolver.only_person(start + border + 1, end)

    def _continued(self, q: Quotation, start: int) -> Source | None:
        """The source of the paragraph before, when that one ends in a quotation or in its attribution."""
        earlier = [o for o in self.marks if o.end <= start]
        if not earlier or not self.assigned.get(earlier[-1]):
            return None
        last = earlier[-1]
        number = next((n for n, p in enumerate(self.paragraphs) if p[0] == start), 0)
        before = self.paragraphs[number - 1]
        if not before[0] <= last.start < before[1]:
            return None
        rest = re.split(r"[.!?]\s", self.text[last.end : before[1]], maxsplit=1)
        if len(rest) > 1 and rest[1].strip():
            return None
        return replace(self._given(last), cue=None, cue_span=None)

    def _introduced(self, q: Quotation, paragraph: Span) -> Source | None:
        """The only person in the sentence before a paragraph that is all quotation: “She takes her time.”"""
        if self.text[q.end : paragraph[1]].strip() and not q.goes_on:
            return None
        before = next((p for p in reversed(self.paragraphs) if p[1] <= paragraph[0]), None)
        if before is None or not self.text[slice(*before)].rstrip().endswith((".", "?", "!")):
            return None  # a headline, or a heading
        if any(before[0] <= o.start < before[1] for o in self.marks):
            return None
        return self._from_sentence(*before)

    def _untold(self, q: Quotation) -> Source | None:
        inner = self.text[slice(*q.inner)]
        return _UNTOLD if len(inner.split()) >= 4 and re.search(r"[.!?,…]\W*$", inner) else None


def _reported(
    text: str,
    found: Sequence[Cue],
    quoted: Sequence[Attributed],
    marks: Sequence[Quotation],
    matched: _Matcher,
) -> Iterator[Attributed]:
    """What cues report in the writer's words, without the quotations; nested reports go to the outer."""
    taken: list[Span] = [(a.start, a.end) for a in quoted]
    reported: list[Span] = []
    beside: dict[Span, list[Cue]] = defaultdict(list)
    for cue in found:
        if not matched.sources[cue.span].writer:
            beside[cue.sentence].append(cue)
    for cue in found:
        source = matched.sources[cue.span]
        if source.writer or any(a <= cue.span[0] < b for a, b in reported) or _has_said_all(text, cue, marks):
            continue
        if any(_inside(cue, other) and not _inside(other, cue) for other in beside[cue.sentence]):
            continue  # “they had confirmed it, officials said”: the officials’
        for start, end in cue.contents:
            if any(a <= start < b for a, b in reported):
                continue
            reported.append((start, end))
            for first, last in _without(start, end, taken):
                piece = _tidy(text, first, last)
                if piece:
                    yield Attributed(*piece, False, source)


def _inside(cue: Cue, other: Cue) -> bool:
    return any(a <= cue.span[0] < b for a, b in other.contents)


def _has_said_all(text: str, cue: Cue, marks: Sequence[Quotation]) -> bool:
    """Whether a whole quotation follows a cue directly: what comes after it is the writer's again."""
    end = _hull(cue)[1]
    near = [q for q in marks if q.start - end in range(8) and "\n" not in text[end : q.start]]
    return any(_gap(text, end, q.start) and is_whole(text, q) for q in near)


def _without(start: int, end: int, taken: Sequence[Span]) -> Iterator[Span]:
    for first, last in sorted(taken):
        if first < end and start < last:
            if start < first:
                yield start, first
            start = max(start, last)
    if start < end:
        yield start, end


def _tidy(text: str, start: int, end: int) -> Span | None:
    """The span without white space and punctuation at its ends, None when no word is left."""
    match = re.search(r"[\w“\"‘$€£(].*[\w”\"’)%.?!]", text[start:end], re.S)
    if not match or not re.search(r"[^\W\d_]{2}", match[0]):
        return None
    return start + match.start(), start + match.end()
