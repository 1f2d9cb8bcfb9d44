"""Small words of WordprocessingML that all readers of it share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import takewhile
from typing import NamedTuple

from reportgen.proof.package import Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
VML = "{urn:schemas-microsoft-com:vml}"
SVG = "{http://schemas.microsoft.com/office/drawing/2016/SVG/main}"
EMU = 12_700         # to a point
FRAMES = (WP + "inline", WP + "anchor")      # of what is drawn
# What is not seen: taken out by a tracked change, or the second of two alternatives.
UNSEEN = (W + "del", W + "moveFrom", MC + "Fallback")


def on(element: Element) -> bool:
    """Whether a switch such as `w:vanish` is on: it is, unless it says no."""
    return element.get(W + "val", "1") not in ("0", "false", "off")


def told(element: Element, *tags: str) -> str:
    """The texts of all elements of these names, in order."""
    return "".join(each.text or "" for each in element.iter(*tags))


def value(element: Element, name: str) -> str:
    """What a child says by its `w:val`; empty where there is none."""
    found = element.find(W + name)
    return "" if found is None else found.get(W + "val", "")


def number(text: str | None, otherwise: int) -> int:
    """A whole number, or `otherwise` where the file has none."""
    digits = text or ""
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 10 else otherwise


def local(element: Element) -> str:
    """The name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]


def is_head(row: Element) -> bool:
    """Whether a row is repeated at the head of each page."""
    return row.find(f"{W}trPr/{W}tblHeader") is not None


def children(parent: Element, *names: str) -> Iterator[Element]:
    """Rows of a table or cells of a row, within whatever content controls and insertions."""
    for each in parent:
        name = local(each)
        if name in names:
            yield each
        elif name in ("sdt", "sdtContent", "customXml", "ins", "moveTo"):
            yield from children(each, *names)


def seats(row: Element) -> Iterator[Seat]:
    """The cells of a row."""
    at = 0
    for cell in children(row, "tc"):
        properties, span, merged = cell.find(W + "tcPr"), 1, ""
        if properties is not None:
            said = value(properties, "gridSpan")
            span = max(1, int(said)) if said.isdecimal() else 1
            mark = properties.find(W + "vMerge")
            merged = "" if mark is None else mark.get(W + "val", "continue") or "restart"
        yield Seat(at, cell, span, merged)
        at += span


class Seat(NamedTuple):
    """A cell of a row: the column of the grid (from 0) at which it begins, over how many it goes.

    `merged`: it goes down (restart), or only goes on with the one above it (continue).
    """

    at: int
    cell: Element
    span: int
    merged: str


def depth(seat: Seat, below: Iterable[Element]) -> int:
    """How many rows a cell goes down; the rows `below` it say whether they go on."""
    if not seat.merged:
        return 1
    beneath = ({each.at: each.merged for each in seats(row)}.get(seat.at) for row in below)
    return 1 + sum(1 for _ in takewhile(lambda merged: merged == "continue", beneath))


def until_tab(element: Element) -> str:
    """The text before the first tab: what comes behind it in a contents is a number."""
    text = ""
    for each in element.iter(W + "t", W + "tab"):
        parent = each.getparent()
        if each.tag == W + "tab" and parent is not None and parent.tag == W + "r":
            break
        text += each.text or "" if each.tag == W + "t" else ""
    return text
