"""Views that no verb of saying tells: “according to her”, “in her view”, “for her, it is a lever”, “is convinced that”."""

from __future__ import annotations

from dataclasses import dataclass

from index.cue_words import CONVINCED, EXPLETIVES, FIRST, INDEFINITE, IT, OPINION
from index.reported import can_speak, is_denied
from index.tree import Tree

_APART = (",", "—", "–")
Range = tuple[int, int]


@dataclass(frozen=True)
class View:
    """What tells it (first and last token), as which verb, whose view it is, and the words that are it."""

    cue: Range
    lemma: str
    subject: Range
    contents: list[Range]
    phrase: str | None = None


def view(tree: Tree, number: int) -> View | None:
    """The view that is told with this token, or None."""
    return _according(tree, number) or _in_opinion(tree, number) or _for_whom(tree, number) or _convinced(tree, number)


def _according(tree: Tree, number: int) -> View | None:
    """The cue of “according to X”: the rest of the sentence is what X says."""
    to = number + 1
    if tree.tokens[number].lemma not in ("accord", "according") or to >= len(tree.tokens):
        return None
    if tree.tokens[to].text.lower() != "to":
        return None
    head = next((n for n in tree.children[to] if tree.tokens[n].dep in ("pobj", "pcomp")), None)
    if head is None:
        return None
    subject = tree.phrase(head)
    extent = max([number, to, head, *tree.extent(head)])
    sentence = tree.sentence(number)
    if number == sentence[0] and extent + 2 >= sentence[1]:  # the parse took the rest of the sentence into the name
        commas = (n for n in range(subject[1], sentence[1]) if tree.tokens[n].text == ",")
        extent = next(commas, extent)
    contents = [(sentence[0], number), (extent + 1, sentence[1])]
    return View((number, to), "accord", subject, [tree.trim(*c) for c in contents])


def _in_opinion(tree: Tree, number: int) -> View | None:
    """The cue of “in his view, …”, “in the opinion of the judge, …”: the rest of the clause."""
    token, first = tree.tokens[number], tree.tokens[number].head
    if token.lemma not in OPINION or token.dep != "pobj" or tree.tokens[first].text.lower() != "in":
        return None
    inside = [(n, tree.tokens[n]) for n in tree.children[number]]
    of = [n for n, child in inside if child.text == "of" and any(c.text.lower() == "the" for _, c in inside)]
    owned = [n for n, child in inside if child.dep == "poss"]
    owner = next(iter([*owned, *(n for preposition in of for n in tree.children[preposition])]), None)
    if owner is None or any(child.dep == "amod" for _, child in inside) or not can_speak(tree.tokens[owner]):
        return None  # “in full view of the police”
    subject, (begin, end) = tree.phrase(owner), tree.sentence(number)
    last = max(number + 1, subject[1])
    before = tree.tokens[first - 1].text if first > begin else ","
    behind = tree.tokens[last].text if last < end else ","
    if before not in _APART or behind not in (*_APART, ".", "?", "!"):
        return None  # “a room in the judge’s view”
    contents = [tree.trim(_clause_start(tree, first, begin), first), tree.trim(last, end)]
    return View((first, number), "accord", subject, contents, f"in … {token.text.lower()}")


def _clause_start(tree: Tree, number: int, begin: int) -> int:
    """Where the clause of a word begins: behind the “and” that joins it to another one, or with the sentence."""
    at = number
    while tree.tokens[at].head != at and tree.tokens[at].dep != "conj":
        at = tree.tokens[at].head
    clause = tree.tokens[at].dep == "conj" and tree.tokens[at].pos in ("VERB", "AUX")
    return min(tree.extent(at)) if clause else begin


def _for_whom(tree: Tree, number: int) -> View | None:
    """The cue of “For her, the accord is a lever”: what something is to a person is that person's view."""
    first, last = tree.sentence(number)
    token, verb = tree.tokens[number], tree.tokens[number].head
    if number != first or token.text not in ("For", "To") or tree.tokens[verb].tag not in ("VBZ", "VBP"):
        return None
    owner = next((n for n in tree.children[number] if tree.tokens[n].dep == "pobj"), None)
    if owner is None or tree.tokens[verb].lemma != "be":
        return None
    told = [n for n in tree.children[verb] if tree.tokens[n].dep in ("nsubj", "attr")]
    # The parse may have taken the subject for an apposition to whom it is for.
    told += [n for n in tree.children[owner] if tree.tokens[n].dep == "appos"]
    told.sort()
    if len(told) != 2 or not owner < told[0] < verb < told[1]:
        return None
    subject = tree.phrase(owner)
    somebody = tree.tokens[owner].entity == "PERSON" or tree.tokens[owner].text.lower() in ("him", "her", "them")
    plain = tree.tokens[told[0]].pos == "NOUN" and not any(tree.tokens[n].pos == "NUM" for n in tree.extent(told[1]))
    if not somebody or not plain or tree.tokens[subject[1]].text != ",":
        return None
    return View((number, number), "accord", subject, [tree.trim(subject[1], last)])


def _convinced(tree: Tree, number: int) -> View | None:
    """The cue of “is convinced that”."""
    token, verb = tree.tokens[number], tree.tokens[number].head
    if token.lemma not in CONVINCED and token.text.lower() not in CONVINCED:
        return None
    beside = {tree.tokens[n].text.lower() for n in (*tree.children[verb], *tree.children[number])}
    if tree.tokens[verb].lemma != "be" or is_denied(tree, verb) or "longer" in beside:
        return None
    owner = next((n for n in tree.children[verb] if tree.tokens[n].dep == "nsubj" and n < verb), None)
    clause = next((n for n in tree.children[number] if tree.tokens[n].dep == "ccomp" and n > number), None)
    if owner is None or clause is None or not can_speak(tree.tokens[owner]):
        return None
    if tree.tokens[owner].text.lower() in EXPLETIVES | INDEFINITE | IT | FIRST:
        return None
    extent = tree.extent(clause)
    content = tree.trim(min(extent), max(extent) + 1)
    return View((verb, number), "believe", tree.phrase(owner), [content])
