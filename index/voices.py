"""placeholder until merged"""
from __future__ import annotations
import re
from dataclasses import dataclass
from typing import Literal
from index.article import Article, Span
Voice = Literal["author", "quoted", "reported"]
VERSION = 0
@dataclass(frozen=True)
class Utterance:
    start: int
    end: int
    voice: Literal["quoted", "reported"]
    speaker: str | None = None
    role: str | None = None
    cue: str | None = None
    speaker_span: Span | None = None
    cue_span: Span | None = None
def utterances(article: Article) -> tuple[Utterance, ...]:
    return tuple(Utterance(m.start(), m.end(), "quoted") for m in re.finditer("“[^”\n]+”", article.text))
def voice_of(article, us, start, end):
    best = None
    for u in us:
        o = min(u.end, end) - max(u.start, start)
        if o > (end - start) / 2: best = u
    return (best.voice, best) if best else ("author", None)
def byline(text: str) -> str | None:
    m = re.search(r"^\s*by ([A-Z][^\n]{2,60})$", text[:600], re.M | re.I)
    return m[1].strip() if m else None
