"""What is reported: the words of a sentence that somebody says or holds, found from the verb that says so."""

from __future__ import annotations

from index.cue_words import (
    ALWAYS_SPEECH,
    DOCUMENT_NOUNS,
    EVIDENCE,
    FIGURES,
    FINDS,
    FIRST,
    GROUP_NOUNS,
    INDEFINITE,
    INFINITIVE,
    JUDGES,
    LABEL,
    NEVER_REPORTS,
    OBJECT,
    PREPOSITION,
    PRONOUNS,
    REFUSES,
    SAY,
    VIEW,
    WISH,
    is_person_noun,
    words,
)
from index.parsing import Token
from index.tree import Tree

_CLAUSES = ("ccomp", "parataxis")
_RELATIVES = words("""
    who whom whose which
""")
_IMAGINED = words("""
    may might could would should must can ca shall ’d 'd to will wo
""")


_COMING = words("""
    will ’ll 'll
""")
"""With a clause behind “that”, what will be said is told: “critics will answer that …”."""


def may_report(tree: Tree, number: int, head: int) -> bool:
    """Whether what this verb governs is somebody's speech or view: neither negated nor imagined."""
    verb, subject = tree.tokens[number], tree.tokens[head]
    word = subject.text.lower()
    holds = any(tree.tokens[n].dep == "ccomp" and n > number for n in tree.children[number])
    if verb.lemma in WISH and not (verb.lemma in VIEW and holds):  # “hoped that it would” is a view, at any time
        return _wishes(tree, number, head)
    if is_denied(tree, number):
        return False
    if word in FIRST or (word in INDEFINITE and verb.lemma in VIEW):
        return False
    if verb.lemma in SAY - EVIDENCE - {"remind"} and _that(tree, number):
        return True  # whoever argues “that …” speaks
    speaks = can_speak(subject)
    if verb.lemma in LABEL and verb.lemma in REFUSES | JUDGES.keys() | PREPOSITION.keys():
        return speaks
    if verb.lemma in NEVER_REPORTS and verb.lemma not in ("rule", "point", "post", "observe", "answer"):
        return False
    if verb.lemma in VIEW:
        return speaks and word != "it" and not (verb.lemma == "assume" and subject.lemma in DOCUMENT_NOUNS)
    if verb.lemma in ALWAYS_SPEECH and not (verb.lemma in EVIDENCE and verb.lemma not in ("warn", "note")):
        return verb.lemma in SAY and (speaks or verb.lemma in ("say", "tell", "add"))
    return verb.lemma in SAY | EVIDENCE and speaks


def is_denied(tree: Tree, number: int) -> bool:
    """Whether a verb is negated, or only imagined: “did not say”, “should say”."""
    children = [tree.tokens[n] for n in tree.children[number]]
    imagined = _IMAGINED - _COMING if _that(tree, number) else _IMAGINED
    return any(c.dep == "neg" or (c.dep == "aux" and c.text.lower() in imagined) for c in children)


def _wishes(tree: Tree, number: int, head: int) -> bool:
    """Whether somebody wishes now, rather than is told of: not “customers who want”, “if voters want”, “young people prefer”."""
    verb, subject = tree.tokens[number], tree.tokens[head]
    children = [tree.tokens[n] for n in tree.children[number]]
    would = any(c.text.lower() in ("would", "’d", "'d") for c in children)
    if any(c.dep == "neg" for c in children) or verb.dep in ("relcl", "advcl", "csubj", "acl"):
        return False
    if (verb.lemma == "like") != would or (not would and verb.tag not in ("VBZ", "VBP")):
        return False
    anybody = subject.tag == "NNS" and not any(
        tree.tokens[n].dep in ("det", "poss", "nummod") for n in tree.children[head]
    )
    word = subject.text.lower()
    return can_speak(subject) and not anybody and word not in FIRST | INDEFINITE and subject.lemma not in DOCUMENT_NOUNS


def _that(tree: Tree, number: int) -> bool:
    """Whether the verb governs a clause that begins with “that”."""
    clauses = [n for n in tree.children[number] if tree.tokens[n].dep == "ccomp" and n > number]
    marks = [tree.tokens[m] for n in clauses for m in tree.children[n] if tree.tokens[m].dep == "mark"]
    return any(mark.text.lower() == "that" for mark in marks)


def can_speak(token: Token) -> bool:
    """Whether the head of a subject may be somebody who speaks: a name, a pronoun, a person, a group or a document."""
    word = token.text.lower()
    named = token.pos == "PROPN" or (token.pos == "ADJ" and word != token.text)  # “Tarrant” is taken for an adjective
    if named or word in PRONOUNS or is_person_noun(token.lemma):
        return True
    forms = (token.lemma, word)
    return any(form in GROUP_NOUNS | DOCUMENT_NOUNS or form + "s" in GROUP_NOUNS for form in forms)


def reported(tree: Tree, number: int, subject: tuple[int, int], head: int) -> list[tuple[int, int]]:
    """Ranges of what a verb says by its grammar: a clause, an infinitive, an object, or the sentence around it."""
    verb = tree.tokens[number]
    first, last = tree.sentence(number)
    clause = next((n for n in tree.children[number] if tree.tokens[n].dep in _CLAUSES and n > number), None)
    infinitive = next((n for n in tree.children[number] if tree.tokens[n].dep == "xcomp" and n > number), None)
    inner = range(min(number, subject[0]), max(number, subject[1] - 1) + 1)
    if _stands_apart(tree, inner, first, last):
        return around(tree, inner, first, last)
    if clause is not None:
        clauses = [n for n in tree.children[number] if tree.tokens[n].dep == "ccomp" and n > number] or [clause]
        after = [n for one in clauses for n in tree.extent(one) if n > number]
        return [tree.trim(min(after), _before_participle(tree, min(after), max(after) + 1))]
    if infinitive is not None and (verb.lemma in INFINITIVE or _calls_on(tree, number)):
        extent = tree.extent(infinitive)
        return [tree.trim(min(extent), max(extent) + 1)]
    thing = next((n for n in tree.children[number] if tree.tokens[n].dep == "dobj" and n > number), None)
    if thing is not None and _tells(tree, number, thing, head):
        extent = tree.extent(thing)
        return [tree.trim(min(extent), max(extent) + 1)]
    if governed := _judgement(tree, number) or _governed(tree, number):
        return [governed]
    before = [n for n in tree.children[number] if tree.tokens[n].dep in _CLAUSES and n < number]
    if before and verb.lemma in SAY | VIEW:
        return around(tree, inner, first, last) if verb.dep == "ROOT" else []
    return []


def _calls_on(tree: Tree, number: int) -> bool:
    """Whether the verb is “call on”: “called on the council to act”."""
    called = tree.tokens[number].lemma == "call" and tree.tokens[number + 1].text in ("on", "upon")
    return called and tree.tokens[number + 2].entity not in ("DATE", "TIME")


def _governed(tree: Tree, number: int) -> tuple[int, int] | None:
    """What a verb reports by a participle, a preposition or a “that” which the parse gave to another word."""
    lemma = tree.tokens[number].lemma
    for child in tree.children[number]:
        found = tree.tokens[child].dep in ("xcomp", "pcomp") or (
            tree.tokens[child].dep == "acl" and child == number + 1
        )
        if child > number and found and lemma in OBJECT:
            first = min(tree.extent(child))
            if tree.tokens[first].tag == "VBG":
                return tree.trim(first, max(tree.extent(child)) + 1)
    link = _preposition(tree, number) if lemma in PREPOSITION else _late_that(tree, number) if lemma in SAY else None
    if link is None:
        return None
    governor = link if tree.tokens[link].dep == "prep" else tree.tokens[link].head
    return tree.trim(link + 1, max(tree.extent(governor)) + 1)


def _judgement(tree: Tree, number: int) -> tuple[int, int] | None:
    """What is judged and as what: “the decision a surrender”, “the plan as a disgrace”, but not “the rock the Needle”."""
    tokens = tree.tokens
    preposition = JUDGES.get(tokens[number].lemma)
    if preposition is None:
        return None
    things = [n for n in tree.children[number] if tokens[n].dep == "dobj" and n > number]
    judged = [n for n in tree.children[number] if things and n > things[0] and _judges(tree, n, preposition)]
    if preposition == "at" and judged and not _figure(tree, things[0], judged[0]):
        return None
    if not judged:
        return None
    end = max(n for one in (judged[0], *_reasons(tree, number)) for n in tree.extent(one)) + 1
    first, last = tree.trim(min(tree.extent(things[0])), end)
    start, stop = tree.span(first, last)
    marked = stop - start > tokens[last - 1].end - tokens[first].start  # the marks that the frame left out
    return None if marked else (first, last)  # words in marks are found by these


def _figure(tree: Tree, thing: int, preposition: int) -> bool:
    """Whether it is put at so much: “the cost at 3 million”, but not “England ahead at 2-1”."""
    amount = any(tree.tokens[n].pos == "NUM" for n in tree.extent(preposition))
    return amount and tree.tokens[thing].lemma in FIGURES and preposition == max(tree.extent(thing)) + 1


def _reasons(tree: Tree, number: int) -> list[int]:
    """The clauses behind a verb that begin with “because”."""
    clauses = [n for n in tree.children[number] if tree.tokens[n].dep == "advcl" and n > number]
    return [n for n in clauses if any(tree.tokens[m].text.lower() == "because" for m in tree.children[n])]


def _judges(tree: Tree, number: int, preposition: str) -> bool:
    """Whether a verb's complement judges rather than names: with the preposition, an adjective, a noun with “a” or a superlative."""
    token = tree.tokens[number]
    if token.dep == "prep":
        return token.text.lower() == preposition
    if token.dep != "oprd":
        return False
    inside = [tree.tokens[n] for n in tree.children[number]]
    return token.tag.startswith("JJ") or any(t.tag == "JJS" or t.text.lower() in ("a", "an") for t in inside)


def _preposition(tree: Tree, number: int) -> int | None:
    """The “of” in “accused both of lying”; for other verbs it follows directly."""
    reach = 8 if tree.tokens[number].lemma in ("accuse", "blame") else 3
    word = PREPOSITION[tree.tokens[number].lemma]
    last = min(number + reach, tree.sentence(number)[1])
    return next((n for n in range(number + 1, last) if tree.tokens[n].text.lower() == word), None)


def _late_that(tree: Tree, number: int) -> int | None:
    """The “that” in “said in evidence that”, “argued for years that”."""
    last = min(number + 7, tree.sentence(number)[1])
    thats = [n for n in range(number + 2, last) if tree.tokens[n].text == "that" and tree.tokens[n].pos != "DET"]
    return thats[0] if thats and tree.tokens[thats[0]].head > thats[0] else None


def _tells(tree: Tree, number: int, thing: int, head: int) -> bool:
    """Whether a verb's object is what its subject says or holds: “denied the charge”, “found cracks” of a report."""
    lemma = tree.tokens[number].lemma
    if lemma in WISH and is_person_noun(tree.tokens[thing].lemma):
        return False  # “police want a man of 30”
    if tree.tokens[number + 1].text == "that" and tree.tokens[number + 1].dep == "mark":
        return True  # a clause whose verb the parse took for a noun
    if lemma in REFUSES:
        return any(tree.tokens[n].dep == "mark" for n in tree.extent(thing))
    told = lemma in FINDS and tree.tokens[head].lemma in DOCUMENT_NOUNS and len(tree.extent(thing)) > 1
    return lemma in OBJECT or told


def _stands_apart(tree: Tree, inner: range, first: int, last: int) -> bool:
    """Whether subject and verb are set off by a comma, inside or at the end of what is reported."""
    if inner.start == first or tree.tokens[inner.start - 1].text not in (",", "—", "–"):
        return False
    verb = inner.stop - 1
    clauses = [n for n in tree.children[verb] if tree.tokens[n].dep in _CLAUSES]
    inserted = _behind(tree, verb, last)
    if any(n > verb for n in clauses) and not (inserted < last and any(n < inner.start for n in clauses)):
        return False
    if not any(tree.tokens[n].pos in ("VERB", "AUX") for n in range(first, inner.start)) and inner.stop >= last - 1:
        return False
    after = tree.tokens[inserted].text if inserted < last else "."
    if any(tree.tokens[n].lemma in VIEW | SAY for n in inner) and after in (",", "—", "–", ".", "?", "!"):
        return not any(tree.tokens[n].dep == "mark" for n in range(first, min(first + 1, last)))
    return False


def _behind(tree: Tree, verb: int, last: int) -> int:
    """The comma that ends an insertion, behind what tells where or to whom: “, she said in an email, ”; else what follows the verb."""
    tokens = tree.tokens
    own = {
        n
        for child in tree.children[verb]
        if tokens[child].dep in ("prep", "dobj", "npadvmod", "dative", "prt")
        for n in tree.extent(child)
    }
    end = verb + 1
    while end < last and end - verb < 12 and end in own and tokens[end].text not in (",", "—", "–", ":"):
        end += 1
    return end if end < last and tokens[end].text in (",", "—", "–") else verb + 1


def around(tree: Tree, inner: range, first: int, last: int) -> list[tuple[int, int]]:
    """The sentence from `first` to `last` but for subject and verb, where it has words; of a relative clause only that."""
    pieces = [tree.trim(_clause(tree, inner.start - 1, first), inner.start)]
    behind = _behind(tree, inner.stop - 1, last)
    if behind < last and tree.tokens[behind].text in (",", "—", "–", ":"):
        pieces.append(tree.trim(behind, last))
    return [p for p in pieces if any(tree.tokens[n].text.isalpha() for n in range(*p))]


def _clause(tree: Tree, comma: int, first: int) -> int:
    """Where the clause begins that an insertion behind this comma stands in: “…, some of whom, she says, …” or the sentence."""
    at = next((n for n in range(comma - 1, first, -1) if tree.tokens[n].text == ","), first)
    relative = next((n for n in range(at, comma) if tree.tokens[n].text.lower() in _RELATIVES), comma)
    has_verb = any(tree.tokens[n].pos in ("VERB", "AUX") for n in range(relative, comma))
    return at if relative < comma and not has_verb else first  # one without a verb goes on behind the insertion


def _before_participle(tree: Tree, first: int, last: int) -> int:
    """Where a clause ends, or the “, adding” that the parser took into it."""
    for n in range(first + 1, last):
        token = tree.tokens[n]
        if token.tag == "VBG" and token.lemma in SAY and tree.tokens[n - 1].text == ",":
            return n
    return last
