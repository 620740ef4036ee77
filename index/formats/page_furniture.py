"""What stands around an article in a page's tree, known by its marks: tags, roles, and words in class and id."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

_TAGS = frozenset("aside dialog figcaption footer menu nav".split())
_ROLES = frozenset("alert alertdialog banner complementary contentinfo dialog menu navigation search".split())
# Words of class and id, in the form in which style sheets are written everywhere: English.
_MARKS = frozenset(
    """
    ad ads adslot advert advertisement advertising adunit sponsor sponsored outbrain taboola promo promobox
    cookie cookies consent gdpr privacy newsletter subscribe subscription signup donate donation paywall
    share sharing sharebar sharebuttons social sociable addthis sharethis sharedaddy
    comments commentlist disqus respond
    related recommended recommendations recirc readmore readnext trending popular
    breadcrumb breadcrumbs pagination tags taglist tagcloud
    caption captions credit credits imagecredit wp-caption-text
    authorbio bio
    """.split()
)
_PAIRS = frozenset(
    """
    author-bio author-box author-info about-author also-read also-like more-from more-on most-read most-popular read-more
    read-next read-also see-also up-next you-may sign-up call-to action-link app-promo social-links image-caption
    image-credit photo-credit photo-caption media-caption media-credit img-caption sr-only visually-hidden screen-reader
    print-only noprint-area comment-list comment-form comments-area post-tags article-tags entry-tags tag-list
    article-footer entry-footer post-footer site-footer site-header
    """.split()
)
_BLOCKS = ("p", "div", "li", "h2", "h3", "h4", "h5", "h6", "section", "blockquote", "center")
_TOKEN = re.compile(r"[a-z]+|[A-Z]+(?![a-z])|[A-Z][a-z]+")
_LARGE = 0.4  # share of the page's running text: what holds so much is the article, whatever it is called
_LABEL = re.compile(r"[^.!?…]{0,40}[:»>›→|-]?", re.S)  # "Read more:", "Lesen Sie auch:", "À lire aussi :"


def take_out(tree: Any) -> None:
    """Take the furniture out of a page's tree, in place."""
    total = sum(map(_letters, tree.iter("p"))) or _letters(tree)
    for node in [*tree.iter()]:
        if node.getparent() is None or not isinstance(node.tag, str) or node.tag in ("html", "head", "body", "article", "main"):
            continue
        if _is_marked(node) and not _is_large(node, total):
            _drop(node)
    for node in [*tree.iter(*_BLOCKS)]:
        if _is_link(node):
            _drop(node)


def _is_marked(node: Any) -> bool:
    if node.tag in _TAGS or node.get("role") in _ROLES or "hidden" in node.attrib:
        return True
    names = f"{node.get('class', '')} {node.get('id', '')}"
    return bool(names.strip()) and any(_is_mark(name) for name in names.split())


def _is_mark(name: str) -> bool:
    words = [word.casefold() for word in _TOKEN.findall(name)]
    return not _MARKS.isdisjoint(words) or any(f"{a}-{b}" in _PAIRS for a, b in zip(words, words[1:], strict=False))


def _is_large(node: Any, total: int) -> bool:
    running = sum(map(_letters, node.iter("p")))
    return running > _LARGE * total or node.find(".//h1") is not None


def _is_link(node: Any) -> bool:
    """Whether a paragraph is nothing but a link to another page, with a label before it at most."""
    links = [*node.iter("a")]
    if not links or next(node.iterdescendants("p", "ul", "ol", "table", "div"), None) is not None:
        return False
    if node.tag in ("h2", "h3", "h4", "h5", "h6", "li"):
        return False
    text = " ".join("".join(node.itertext()).split())
    linked = " ".join("".join(piece for link in links for piece in link.itertext()).split())
    if not linked or not all(link.get("href", "#")[:1] != "#" for link in links):
        return False
    before = text[: len(text) - len(linked)] if text.endswith(linked) else None
    return before is not None and bool(_LABEL.fullmatch(before)) and (not before or before.rstrip()[-1:] in ":»>›→|-")


def _letters(node: Any) -> int:
    return sum(len(piece.strip()) for piece in _pieces(node))


def _pieces(node: Any) -> Iterator[str]:
    yield from node.itertext()


def _drop(node: Any) -> None:
    parent = node.getparent()
    if parent is None:
        return
    tail = node.tail or ""
    before = node.getprevious()
    if before is not None:
        before.tail = f"{before.tail or ''} {tail}"
    else:
        parent.text = f"{parent.text or ''} {tail}"
    parent.remove(node)
