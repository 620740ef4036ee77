"""What stands around an article in a page's tree, known by its marks: tags, roles, and words in class and id."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any

_TAGS = frozenset("aside dialog figcaption footer menu nav script".split())
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
_KEPT = frozenset("html head body article main".split())
_BLOCKS = (
    "p",
    "div",
    "section",
    "blockquote",
    "center",
)  # not items and headings: a list of links may be the article's
_NAMES = 1_000  # characters of class and id that are looked at
_WORD = re.compile(r"[a-z]+|[A-Z]+(?![a-z])|[A-Z][a-z]+")
_LARGE = 0.4  # share of the page's running text: what holds so much is the article, whatever it is called
_LABEL = re.compile(r"|[^.!?…]{0,40}[:»>›→|-]\s*")  # "Read more:", "Lesen Sie auch:", "À lire aussi :"


def take_out(tree: Any) -> None:
    """Take the furniture out of a page's tree, in place."""
    total = sum(map(_letters, tree.iter("p"))) or _letters(tree)
    for node in [*tree.iter()]:
        if isinstance(node.tag, str) and node.tag not in _KEPT and _is_marked(node) and not _is_large(node, total):
            _drop(node)
    for node in [*tree.iter(*_BLOCKS)]:
        if _is_link(node):
            _drop(node)


def _is_marked(node: Any) -> bool:
    if node.tag in _TAGS or node.get("role") in _ROLES or "hidden" in node.attrib:
        return True
    names = f"{node.get('class', '')} {node.get('id', '')}"[:_NAMES]
    return any(_is_mark(name) for name in names.split())


def _is_mark(name: str) -> bool:
    words = [word.casefold() for word in _WORD.findall(name)]
    return not _MARKS.isdisjoint(words) or any(f"{a}-{b}" in _PAIRS for a, b in pairwise(words))


def _is_large(node: Any, total: int) -> bool:
    running = sum(map(_letters, node.iter("p")))
    return running > _LARGE * total or node.find(".//h1") is not None


def _is_link(node: Any) -> bool:
    """Whether a block is nothing but links to other pages, with a label before them at most."""
    links = [*node.iter("a")]
    if not links or next(node.iterdescendants("p", "ul", "ol", "table", "div"), None) is not None:
        return False
    if any(link.get("href", "#").startswith("#") for link in links):
        return False
    text = " ".join("".join(node.itertext()).split())
    linked = " ".join("".join(piece for link in links for piece in link.itertext()).split())
    return bool(linked) and text.endswith(linked) and bool(_LABEL.fullmatch(text[: len(text) - len(linked)]))


def _letters(node: Any) -> int:
    return sum(len(piece.strip()) for piece in node.itertext())


def _drop(node: Any) -> None:
    """Remove a node, and keep the text that follows it."""
    parent, before = node.getparent(), node.getprevious()
    if parent is None:
        return
    if before is not None:
        before.tail = f"{before.tail or ''} {node.tail or ''}"
    else:
        parent.text = f"{parent.text or ''} {node.tail or ''}"
    parent.remove(node)
