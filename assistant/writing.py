"""The answer by a chat model: it names sentences by key, and the code supplies every quoted word."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import BaseMessage, HumanMessage, SystemMessage

from assistant.answer import Answer, Citation
from assistant.candidates import Candidate, Utterances
from assistant.chat_model import pieces
from assistant.citing import cite, place, quoted, unmarked
from assistant.errors import ModelFailed
from assistant.prompts import prompt
from assistant.refusing import refused
from index import Article, Hit
from index.sentences import is_abbreviated, sentences

NOT_SAID = "NOT SAID"

# A key in brackets cites, a key in braces quotes; models write brackets in several ways.
_KEYS = re.compile(
    r"\s*[\[【［]+\s*(?P<cited>[^\[\]【】［］]{1,80}?)\s*[\]】］]+|\s*\{+\s*(?P<quoted>[^{}]{1,40}?)\s*\}+"
)
_MARKED = re.compile(
    r"“([^”]*)”|\"([^\"]*)\"|«([^»]*)»|‹([^›]*)›|„([^“”]*)[“”]|(?<!\w)‘(.+?)’(?!\w)|(?<!\w)'([^'\n]{3,}?)'(?!\w)"
)
_LONE = re.compile('[“”"«»‹›„‘]')
_END = re.compile(r"(?<=[.!?…])((?:\s*[\[【［{]+[^\]】］}]*[\]】］}]+)*)\s+|\n+")
# Invisible characters in which text can be hidden from a reader and shown to a model.
_HIDDEN = re.compile("[\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\U000e0000-\U000e007f]")


@dataclass(frozen=True)
class Sentence:
    """A sentence that the model may cite, under a key that follows from its place."""

    key: str
    article: Article
    start: int
    end: int

    @property
    def text(self) -> str:
        return self.article.text[self.start : self.end]


def write(
    model: BaseChatModel,
    question: str,
    reading: str,
    hits: Sequence[Hit],
    candidates: Sequence[Candidate],
    utterances: Utterances,
    *,
    seconds: float,
    several: bool = False,
) -> Iterator[str | Answer]:
    """The answer sentence by sentence, each checked before it is shown, and at the end the Answer.

    When `several` articles were asked, its last line says which one each number is from.

    Raises ModelFailed when the model fails, is too slow, or cites nothing that it was given.
    """
    offered = offer(hits)
    draft = _Draft(offered, utterances)
    said_not = False
    for sentence in _sentences(pieces(model, messages(reading, hits, offered, utterances), seconds)):
        said_not = said_not or sentence.strip(" .*_\"'").upper().startswith(NOT_SAID)
        shown = "" if said_not else draft.take(sentence)
        if shown:
            yield shown
    if said_not and not draft.citations:
        yield refused(question, reading, hits, candidates, utterances, several=several)
    elif not draft.citations:
        raise ModelFailed("the chat model cited none of the sentences that it was given")
    else:
        if several:
            yield draft.name_articles()
        yield Answer(question, reading, draft.text, True, tuple(draft.citations), tuple(hits), several=several)


def offer(hits: Sequence[Hit]) -> dict[str, Sentence]:
    """The sentences of the hits by key, in the order of the article."""
    found: dict[str, Sentence] = {}
    for hit in sorted(hits, key=lambda hit: (hit.passage.article.id, hit.passage.start)):
        article = hit.passage.article
        for start, end in sentences(article):
            if hit.passage.start <= start < hit.passage.end:
                key = "s" + hashlib.sha256(f"{article.id}:{start}".encode()).hexdigest()[:5]
                found[key] = Sentence(key, article, start, end)
    return found


def messages(
    question: str, hits: Sequence[Hit], offered: dict[str, Sentence], utterances: Utterances
) -> list[BaseMessage]:
    titles = dict.fromkeys(hit.passage.article.title for hit in hits)
    lines = [_shown(sentence, utterances, named=len(titles) > 1) for sentence in offered.values()]
    asked = prompt("question", title=" / ".join(titles), sentences=_HIDDEN.sub("", "\n".join(lines)), question=question)
    return [SystemMessage(prompt("answer")), HumanMessage(asked)]


def _shown(sentence: Sentence, utterances: Utterances, *, named: bool) -> str:
    citation = cite(1, sentence.article, sentence.start, sentence.end, utterances)
    whose = citation.speaker or ("the author" if citation.voice == "author" else "not named")
    where = f"in “{sentence.article.title}”; " if named else ""
    return f"[{sentence.key}] ({where}{whose}, {citation.voice}) {' '.join(sentence.text.split())}"


def _sentences(written: Iterable[str]) -> Iterator[str]:
    """What is written, in whole sentences with the keys behind them."""
    held = ""
    for piece in written:
        held += piece
        while (match := _border(held)) and match.end() < len(held):
            head, held = held[: match.end()], held[match.end() :]
            # Keys may come behind the full stop: they belong to the sentence before it.
            if opening := re.match(r"(?:[\[【［{][^\]】］}]*[\]】］}]\s*)+", held):
                head, held = head + opening[0], held[opening.end() :]
            elif held[:1] in "[【［{":
                held = head + held
                break
            yield head
    if held.strip():
        yield held


def _border(text: str) -> re.Match[str] | None:
    """The first end of a sentence; the full stop of "U.S." is none."""
    return next((match for match in _END.finditer(text) if not is_abbreviated(text, match.start())), None)


class _Draft:
    """The answer so far: takes the model's sentences, keeps what cites a sentence it was given."""

    def __init__(self, offered: dict[str, Sentence], utterances: Utterances) -> None:
        self._offered = offered
        self._utterances = utterances
        self._material = "\n".join(dict.fromkeys(sentence.article.text for sentence in offered.values()))
        self.citations: list[Citation] = []
        self.text = ""

    def take(self, sentence: str) -> str:
        """What to show of a sentence: with our numbers for its keys; nothing when it has no key that was given."""
        numbers: list[int] = []

        def ours(match: re.Match[str]) -> str:
            return (
                self._quoted(match["quoted"], numbers) if match["quoted"] else self._numbered(match["cited"], numbers)
            )

        said = _KEYS.sub(ours, _unquoted(sentence, self._material)).strip()
        if not numbers:
            return ""
        piece = ("\n\n" if self.text and sentence.startswith("\n") else " " if self.text else "") + said
        self.text += piece
        return piece

    def name_articles(self) -> str:
        """A last line that says which article each number is from."""
        numbers: dict[str, list[str]] = {}
        for citation in self.citations:
            numbers.setdefault(place(citation.article), []).append(f"[{citation.number}]")
        piece = "\n\n" + "; ".join(f"{unmarked(title)}: {', '.join(found)}" for title, found in numbers.items())
        self.text += piece
        return piece

    def _numbered(self, keys: str, numbers: list[int]) -> str:
        found = [self._number(key) for key in re.findall(r"\w+", keys) if key in self._offered]
        numbers += found
        return "".join(f" [{number}]" for number in dict.fromkeys(found))

    def _quoted(self, key: str, numbers: list[int]) -> str:
        if key not in self._offered:
            return ""
        number = self._number(key)
        numbers.append(number)
        return f" {quoted(self._offered[key].text)} [{number}]"

    def _number(self, key: str) -> int:
        sentence = self._offered[key]
        for citation in self.citations:
            if (citation.article.id, citation.start) == (sentence.article.id, sentence.start):
                return citation.number
        number = len(self.citations) + 1
        self.citations.append(cite(number, sentence.article, sentence.start, sentence.end, self._utterances))
        return number


def _unquoted(sentence: str, material: str) -> str:
    """The sentence without the quotation marks around words that are not in the article, and without lone ones.

    >>> _unquoted("He said “we won” and “all is well”. ”", "Yes, we won.")
    'He said “we won” and all is well. '
    """
    parts, end = "", 0
    for match in _MARKED.finditer(sentence):
        words = next(group for group in match.groups() if group is not None)
        exact = words and words.rstrip(",.") in material
        parts += _LONE.sub("", sentence[end : match.start()]) + (match[0] if exact else _LONE.sub("", words))
        end = match.end()
    return parts + _LONE.sub("", sentence[end:])
