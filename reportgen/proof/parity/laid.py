"""A finished PDF beside the pages that the layout made: the same marks, each where it was put, in
the order of painting, nothing more and nothing less."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from hashlib import sha256
from math import cos, radians, sin
from typing import assert_never

from reportgen.charts.record.drawing import PathMark, PathOp, Stroke, TextMark, placed
from reportgen.diagnostics import ReportError
from reportgen.fonts import FontLibrary
from reportgen.images.header import ImageKind
from reportgen.images.png import read_png
from reportgen.layout.pages import Element, GlyphRun, Image, Item, Page, Picture, Rule
from reportgen.layout.places import Place as Spot
from reportgen.layout.places import places
from reportgen.proof.content import Difference, Place
from reportgen.proof.outlines import Outlines
from reportgen.proof.parity.sheets import unlike_ends, unlike_page
from reportgen.proof.pdf.annotations import ends_of
from reportgen.proof.pdf.sheets import FinishedPdf, followed
from reportgen.proof.sheets import Glyph, Goal, Heading, Photo, Sheet, Sheets, Trace, glyph, trace

_NAMES = ("成品", "排版")


def unlike_laid(
    pdf: FinishedPdf, pages: Sequence[Page], library: FontLibrary, title: str
) -> list[Difference]:
    """What a PDF shows otherwise than its pages were laid, page after page."""
    laid = Laid(pages, library)
    found: list[Difference] = []
    try:
        with followed("PDF"):
            if (count := len(pdf.file.pages)) != len(pages):
                place = Place("全文", "页数")
                return [Difference("E1009", f"页数不同：成品 {count}，排版 {len(pages)}",
                                   place, place)]
            for number, (shown, page) in enumerate(zip(pdf.sheets(), pages, strict=True), 1):
                found += unlike_page(shown, laid.sheet(page), number, _NAMES)
            found += unlike_ends(Sheets((), *ends_of(pdf.file)), Sheets((), laid.outline, title),
                                 _NAMES)
    except ReportError as error:
        found.append(Difference("E1009", error.diagnostics[0].message, Place("全文", "版面"), None))
    return found


class Laid:
    """Pages of the layout as the sheets they should become."""

    def __init__(self, pages: Sequence[Page], library: FontLibrary) -> None:
        self._library = library
        self._anchors, headings = places(pages)
        self.outline = tuple(_outline(headings))
        self._outlines = Outlines(_used(pages, library))
        self._shapes: dict[str, dict[str, bytes]] = {}

    def sheet(self, page: Page) -> Sheet:
        """What a page should show."""
        marks: list[Glyph | Trace | Photo] = []
        for element, items, artifact, lying in page.content:
            goal = self._goal(element)
            for item in items:
                found = self._item(item, "" if element else artifact, goal)
                marks += (_on_side(mark, page.height) for mark in found) if lying else found
        return Sheet(page.width, page.height, tuple(marks), 90 if page.lying else 0)

    def _goal(self, element: Element | None) -> Goal | None:
        if element is None or element.role != "Link":
            return None
        spot = self._anchors.get(element.target)
        if spot is not None:
            return _at(spot)
        return Goal(address=element.address) if element.address else None

    def _item(
        self, item: Item, artifact: str, goal: Goal | None
    ) -> Iterator[Glyph | Trace | Photo]:
        match item:
            case GlyphRun():
                face, text = self._library.face(item.face), item.text
                known = self._shapes.setdefault(item.face, {})
                if not known.keys() >= set(text):
                    known |= {ch: self._outlines.shape(face, ch) for ch in set(text)}
                name, x, y = face.name, item.x, item.y - item.rise - face.rise * item.size / 1000
                size, colour = item.size, item.colour
                yield from [glyph((ch, x + ahead, y, size, 0.0, name, known[ch], colour, goal,
                                   artifact))
                            for ch, ahead in zip(text, item.xs(face.advances(text)), strict=True)]
            case Rule():
                pen = Stroke(item.colour, item.width)
                if item.dots:
                    pen = Stroke(item.colour, item.width, 1, 0, (0.0, item.dots))
                yield trace((("M", item.x, item.y), ("L", item.x2, item.y2)), None, pen)
            case Picture():
                yield from self._picture(item, artifact)
            case Image():
                made = item.print
                data = made.data if made.kind is ImageKind.JPEG else read_png(made.data).pixels
                yield Photo(item.x, item.y, item.width, item.height, sha256(data).hexdigest(),
                            (made.width, made.height, made.channels))
            case _:
                assert_never(item)

    def _picture(self, picture: Picture, artifact: str) -> Iterator[Glyph | Trace]:
        scale = picture.scale
        for mark in picture.drawing.marks:
            if isinstance(mark, TextMark):
                yield from self._label(mark, picture, artifact)
                continue
            if mark.fill or mark.stroke:
                yield trace([_placed(op, picture) for op in mark.ops], mark.fill,
                            mark.stroke and mark.stroke.scaled(scale))

    def _label(self, mark: TextMark, picture: Picture, artifact: str) -> Iterator[Glyph]:
        size, turn = mark.size * picture.scale, radians(mark.angle)
        _, x, y = _placed(("M", mark.x, mark.y), picture)
        x, y = float(x), float(y)
        for face, text in self._library.chain(mark.role).split(mark.text):
            rise = face.rise * size / 1000
            for ch in text:
                yield Glyph(ch, x - rise * sin(turn), y - rise * cos(turn), size, mark.angle,
                            face.name, self._outlines.shape(face, ch), mark.colour, None, artifact)
                step = face.advance(ch) * size / 1000
                x, y = x + step * cos(turn), y - step * sin(turn)


def _on_side(mark: Glyph | Trace | Photo, height: float) -> Glyph | Trace | Photo:
    """A mark that was placed as on the page turned by 90°, on paper of that height; no photograph
    is."""
    match mark:
        case Glyph():
            return mark._replace(x=mark.y, y=height - mark.x, turn=mark.turn + 90)
        case Trace():
            return mark._replace(ops=tuple(
                placed(op, lambda x, y: (y, height - x)) for op in mark.ops))
        case _:
            return mark


def _used(pages: Sequence[Page], library: FontLibrary) -> dict[str, set[str]]:
    """What is shown of each face."""
    used: dict[str, set[str]] = {}
    for item in (item for page in pages for marked in page.content for item in marked.items):
        if isinstance(item, GlyphRun):
            used.setdefault(item.face, set()).update(item.text)
        elif isinstance(item, Picture):
            for mark in item.drawing.marks:
                if not isinstance(mark, PathMark):
                    for face, text in library.chain(mark.role).split(mark.text):
                        used.setdefault(face.key, set()).update(text)
    return used


def _outline(headings: Sequence[tuple[Element, Spot]]) -> Iterator[Heading]:
    levels: list[int] = []
    for element, spot in headings:
        levels = [level for level in levels if level < element.level] + [element.level]
        yield Heading(element.outline, len(levels), _at(spot))


def _at(spot: Spot) -> Goal:
    return Goal(spot.page + 1, 0.0 if spot.x is not None else max(spot.y, 0.0))


def _placed(op: PathOp, picture: Picture) -> PathOp:
    """A step of a drawing on its page: drawings measure upwards."""
    left, high, scale = picture.x, picture.drawing.height, picture.scale
    return placed(op, lambda x, y: (left + x * scale, picture.y + (high - y) * scale))
