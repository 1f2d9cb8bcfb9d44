"""The outline (bookmarks) and the places that links lead to."""

from __future__ import annotations

from dataclasses import dataclass, field

from reportgen.layout.pages import Element, GlyphRun, Image, Page, Picture
from reportgen.writers.pdf.file import PdfFile, Raw, number, text_string

_ABOVE = 6.0    # points of air above the target


@dataclass(frozen=True, slots=True)
class Place:
    """A page (from 0) and a height on it, y downwards."""

    page: int
    y: float


def places(pages: tuple[Page, ...]) -> tuple[dict[str, Place], list[tuple[Element, Place]]]:
    """Where each anchor is, and the headings of the outline in reading order."""
    anchors: dict[str, Place] = {}
    headings: dict[Element, Place] = {}
    for page in pages:
        for marked in page.content:
            element = marked.element
            while element is not None:
                place = Place(page.number - 1, _top(marked.items[0]))
                if element.anchor:
                    close = element.role == "Note"      # the one above it is no 6 points away
                    found = Place(place.page, place.y + _ABOVE) if close else place
                    anchors.setdefault(element.anchor, found)
                if element.outline:
                    headings.setdefault(element, place)
                element = element.parent
    return anchors, list(headings.items())


def _top(item: object) -> float:
    if isinstance(item, GlyphRun):
        return item.y - item.size
    return item.y if isinstance(item, Picture | Image) else 0.0


def destination(place: Place, page_numbers: list[int], left: float, height: float) -> bytes:
    """An explicit destination."""
    y = number(height - place.y + _ABOVE).encode()
    return b"[%d 0 R/XYZ %s %s null]" % (page_numbers[place.page], number(left).encode(), y)


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
) -> int:
    """Write the outline; the number of its root, or 0 when there are no headings."""
    if not headings:
        return 0
    root = _Entry(*file.reserve(), "", 0, b"")
    stack = [root]
    for element, place in headings:
        target = destination(place, page_numbers, 0, height)
        entry = _Entry(*file.reserve(), element.outline, element.level, target)
        while stack[-1].level >= entry.level:
            stack.pop()
        stack[-1].kids.append(entry)
        stack.append(entry)
    root.object.data = b"<</Type/Outlines%s>>" % _children(root)
    return root.number


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
