"""Running text that stands in a page without a paragraph around it."""

from __future__ import annotations

from typing import Any

_CONTAINERS = ("div", "section", "article", "main", "td", "blockquote", "center")
_INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code del dfn em font i ins kbd mark q s samp small span strong sub sup time tt u var wbr".split()
)
_PARAGRAPH = 140  # characters: a container with so much loose text was written without paragraphs
_RUN = 40  # characters: in such a container, less is a label


def wrap(tree: Any) -> None:
    """Put a `p` around each run of text that stands directly in a container beside its blocks, in place.

    Two line breaks part paragraphs. A container with nothing but one run in it stays as it is.
    """
    for container in [*tree.iter(*_CONTAINERS)]:
        if any(_parts(child) for child in container) and any(len(text) >= _PARAGRAPH for text in _loose(container)):
            _fill(container)


def _loose(container: Any) -> list[str]:
    """The texts directly in a container, between its blocks."""
    texts = [container.text or ""]
    for child in container:
        if _parts(child):
            texts.append("")
        elif child.tag != "br":
            texts[-1] += "" if child.tag == "a" else "".join(child.itertext())
        texts[-1] += child.tail or ""
    return [" ".join(text.split()) for text in texts]


def _parts(child: Any) -> bool:
    """Whether a node ends a run of text: a block, or the second of two line breaks."""
    if child.tag != "br":
        return child.tag not in _INLINE
    before = child.getprevious()
    return before is not None and before.tag == "br" and not (before.tail or "").strip()


def _fill(container: Any) -> None:
    children = [(child, child.tail, _parts(child)) for child in container]
    run = container.makeelement("p")
    run.text, container.text = container.text, None
    filled = [run]
    for child, tail, parts in children:
        child.tail = None
        if parts:
            run = container.makeelement("p")
            run.text = tail
            filled += [child, run]
        else:
            run.append(child)
            child.tail = tail
    for node in filled:
        container.append(node)
    for run in container.iterchildren("p"):
        if run in filled and len(" ".join("".join(run.itertext()).split())) < _RUN:
            run.tag = "span"
