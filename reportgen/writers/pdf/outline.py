"""The outline (bookmarks), and what leads to a place."""

from __future__ import annotations

from dataclasses import dataclass, field

from reportgen.layout.pages import Element
from reportgen.layout.places import Place
from reportgen.writers.pdf.file import PdfFile, Raw, number, text_string


def destination(place: Place, page_numbers: list[int], height: float) -> bytes:
    """An explicit destination."""
    at = (0.0, height - place.y) if place.x is None else (place.x, 0.0)
    return b"[%d 0 R/XYZ %s null]" % (
        page_numbers[place.page], " ".join(map(number, at)).encode())


@dataclass(slots=True)
class _Entry:
    number: int
    object: Raw
    title: str
    level: int
    target: bytes
    kids: list[_Entry] = field(default_factory=list)


def add_outline(
    file: PdfFile, headings: list[tuple[Element, Place]], page_numbers: list[int],
    height: float,
) -> bytes:
    """Write the outline; what the catalog says of it, nothing when there are no headings."""
    if not headings:
        return b""
    root = _Entry(*file.reserve(), "", 0, b"")
    stack = [root]
    for element, place in headings:
        target = destination(place, page_numbers, height)
        entry = _Entry(*file.reserve(), element.outline, element.level, target)
        while stack[-1].level >= entry.level:
            stack.pop()
        stack[-1].kids.append(entry)
        stack.append(entry)
    root.object.data = b"<</Type/Outlines%s>>" % _children(root)
    return b"/Outlines %d 0 R/PageMode/UseOutlines" % root.number


def _children(entry: _Entry) -> bytes:
    """First, Last and Count of an entry, its kids being written on the way."""
    if not entry.kids:
        return b""
    for i, kid in enumerate(entry.kids):
        links = b"/Parent %d 0 R" % entry.number
        if i:
            links += b"/Prev %d 0 R" % entry.kids[i - 1].number
        if i + 1 < len(entry.kids):
            links += b"/Next %d 0 R" % entry.kids[i + 1].number
        kid.object.data = b"<</Title%s/Dest%s%s%s>>" % (
            text_string(kid.title), kid.target, links, _children(kid),
        )
    ends = entry.kids[0].number, entry.kids[-1].number, _count(entry)
    return b"/First %d 0 R/Last %d 0 R/Count %d" % ends


def _count(entry: _Entry) -> int:
    return sum(1 + _count(kid) for kid in entry.kids)
