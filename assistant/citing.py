"""The words of an article with whose they are: as a citation, and as a sentence."""

from __future__ import annotations

import re

from assistant.answer import Citation
from assistant.candidates import Utterances
from index import Article, Span
from index.article import capitalised
from index.introducing import introduced
from index.stance import stance as stance_of
from index.voices import voice_of


def cite(
    number: int, article: Article, start: int, end: int, utterances: Utterances, *, words: Span | None = None
) -> Citation:
    """The citation of a span, with the voice that most of it is in, or most of the `words` in it that matter."""
    voice, utterance = voice_of(article, utterances(article), *(words or (start, end)))
    speaker = utterance.speaker if utterance else None
    return Citation(
        number,
        article,
        start,
        end,
        article.text[start:end],
        utterance.speaker if utterance else article.author,
        voice,
        utterance.role if utterance else None,
        introduced(article, speaker, utterance.speaker_span) if utterance and speaker else None,
        stance_of(article.text[start:end]) if voice == "author" else None,
    )


def line(citation: Citation, *, several: bool = False) -> str:
    """A citation as a sentence: who speaks, the exact words, the number; of several articles also in which one."""
    said = lead(citation)
    if several:
        said = f"{place(citation.article)}, {_OURS.sub(lambda match: match[0].lower(), said)}"
    return f"{unmarked(said)}: {quoted(citation.quote)} [{citation.number}]"


def place(article: Article) -> str:
    """Which of several articles it is, in words."""
    return f"In “{article.title}”"


_OURS = re.compile(r"^(?:The|An?|According|Quoted)\b")  # a beginning that a sentence has inside in small letters


def quoted(words: str) -> str:
    """The article's words on one line, in quotation marks unless they have their own; a mark that is alone gets its other half.

    >>> quoted("It rained."), quoted("“It rained,” she said."), quoted("It poured.”")
    ('“It rained.”', '“It rained,” she said.', '“It poured.”')
    """
    words = " ".join(unmarked(words).split())
    for opening, closing in ("“”", "«»", '""'):
        opened, closed = words.count(opening), words.count(closing)
        if opening == closing and opened % 2:
            return words + closing if words.startswith(opening) else opening + words
        if opened or closed:
            return opening * (closed > opened) + words + closing * (opened > closed)
    return f"“{words}”"


def lead(citation: Citation) -> str:
    """Who says the cited words, in words: an opinion of the writer's is argued, not stated."""
    author = citation.article.author
    if citation.voice == "author":
        stance = citation.stance
        verb = _VERBS[stance.label] if stance and stance.confidence >= 0.5 else "writes"  # below, a coin decides
        return "The article says" if verb == "writes" and not author else f"{author or 'The author'} {verb}"
    name = ", ".join(filter(None, (citation.named or citation.speaker, citation.role)))
    if citation.voice == "reported":
        return f"According to {name or 'somebody whom it does not name'}, as {author or 'the article'} reports"
    return capitalised(name) or f"Quoted by {author or 'the article'}, without a name"


_VERBS = {"fact": "writes", "opinion": "argues", "prediction": "expects"}


def unmarked(words: str) -> str:
    """The article's words with its own bracketed numbers, which are not ours, in parentheses.

    >>> unmarked("It rained.[3]")
    'It rained.(3)'
    """
    return re.sub(r"\[(\d+)\]", r"(\1)", words)
