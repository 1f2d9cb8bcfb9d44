"""A short way to write WordprocessingML elements.

`w("spacing", line=592, lineRule="exact")` is `<w:spacing w:line="592" w:lineRule="exact"/>`.
Attributes whose value is None and children that are None are left out, so that a condition can
stand where its element would.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, lru_cache

from lxml import etree

Element = etree._Element  # private by name only: it is what lxml's stubs call the type

NAMESPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "asvg": "http://schemas.microsoft.com/office/drawing/2016/SVG/main",
}
# Of drawn shapes only: declared where they stand, not in every drawing.
SHAPES = {
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
}
_ALL = NAMESPACES | SHAPES
PREFIXES = "w r wp a c pic asvg"       # that the document declares
_TEXT_NAMESPACES = {"w": NAMESPACES["w"]}
_W = f"{{{NAMESPACES['w']}}}"
_PRESERVE = {"{http://www.w3.org/XML/1998/namespace}space": "preserve"}

Value = str | int | bool | None


def w(tag: str, /, *children: Element | None, **attributes: Value) -> Element:
    """A `w:` element; its attributes are in the same namespace."""
    element = copied(_pattern(tag, tuple(attributes.items())))
    if children:
        element.extend([child for child in children if child is not None])
    return element


def unlike(tag: str, /, **attributes: str) -> Element:
    """A `w:` element whose attributes no other has: no pattern is kept of it."""
    element = copied(_pattern(tag, ()))
    for key, value in attributes.items():
        element.set(_W + key, value)
    return element


def copied(pattern: Element) -> Element:
    """A copy of an element and all below it."""
    # what copy.copy would call, after some searching
    made: Element = pattern.__copy__()  # type: ignore[attr-defined]
    return made


@lru_cache(maxsize=2048)
def _pattern(tag: str, attributes: tuple[tuple[str, Value], ...]) -> Element:
    """An element to be copied: lxml copies one eight times as fast as it makes one."""
    named = {_W + key: _plain(value) for key, value in attributes if value is not None}
    return etree.Element(_W + tag, named, _TEXT_NAMESPACES)


def node(name: str, /, *children: Element | None, **attributes: Value) -> Element:
    """An element of any namespace (`wp:extent`); a `__` in an attribute's name is its colon."""
    named = {
        qualified(key.replace("__", ":")): _plain(value)
        for key, value in attributes.items() if value is not None
    }
    spaces = _ALL if name.partition(":")[0] in SHAPES else NAMESPACES
    return _filled(etree.Element(qualified(name), named, spaces), children)


def foreign(namespace: str, tag: str, /, **attributes: str) -> Element:
    """An element of a namespace that is rare: declared where it stands, not in every document."""
    return etree.Element(f"{{{namespace}}}{tag}", attributes, {"x": namespace})


def text(content: str, tag: str = "t") -> Element:
    """`w:t`, or another element that holds text, with its spaces kept."""
    element = copied(_spaced(tag))
    element.text = content
    return element


def leaf(name: str, content: str) -> Element:
    """An element of any namespace that holds text (`c:v`, `a:t`)."""
    element = etree.Element(qualified(name), None, NAMESPACES)
    element.text = content
    return element


@cache
def _spaced(tag: str) -> Element:
    return etree.Element(_W + tag, _PRESERVE, _TEXT_NAMESPACES)


def qualified(name: str) -> str:
    """`w:p` as lxml names it; a name without a prefix stays as it is."""
    prefix, colon, local = name.partition(":")
    return f"{{{_ALL[prefix]}}}{local}" if colon else name


def root(name: str, children: Iterable[Element], prefixes: str) -> Element:
    """The root of a part, which declares the namespaces of `prefixes` once for all below it."""
    spaces = {key: _ALL[key] for key in prefixes.split()}
    element = etree.Element(qualified(name), None, spaces)
    element.extend(children)
    etree.cleanup_namespaces(element, keep_ns_prefixes=list(spaces))
    return element


def _plain(value: Value) -> str:
    return str(int(value)) if isinstance(value, bool) else str(value)


def _filled(element: Element, children: Iterable[Element | None]) -> Element:
    element.extend([child for child in children if child is not None])
    return element
