"""HTML from values: the one place where text is escaped, so that nothing which was read or typed can become a tag."""

from __future__ import annotations

from markupsafe import Markup, escape

Child = str | Markup | None
Attribute = str | int | bool | None


def element(name: str, *children: Child, **attributes: Attribute) -> Markup:
    """An element; children and attributes are escaped unless they are Markup, and those that are None are left out.

    >>> element("p", "a < b", element("b", "!"), class_="note", data_start=3, hidden=False)
    Markup('<p class="note" data-start="3">a &lt; b<b>!</b></p>')
    """
    opening = Markup("<{}{}>").format(Markup(name), Markup("").join(map(_attribute, attributes, attributes.values())))
    return opening + joined(*children) + Markup("</{}>").format(Markup(name))


def joined(*children: Child) -> Markup:
    """The children one after the other.

    >>> joined("<", None, element("b", "!"))
    Markup('&lt;<b>!</b>')
    """
    return Markup("").join(escape(child) for child in children if child is not None)


def _attribute(name: str, value: Attribute) -> Markup:
    if value is None or value is False:
        return Markup("")
    name = name.rstrip("_").replace("_", "-")
    return Markup(' {}="{}"').format(Markup(name), "" if value is True else value)
