"""The sheets of a PDF as its pages paint them (ISO 32000-1 8, 9): for comparing, glyph by glyph.

What it does not understand is an error, as it might hide what a reader sees.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from copy import copy
from dataclasses import dataclass, field
from io import BytesIO
from math import atan2, degrees, hypot
from typing import Any, NamedTuple

import pikepdf

from reportgen.charts.record.drawing import PathOp, Stroke
from reportgen.diagnostics import Span, failure
from reportgen.proof.matrices import IDENTITY, Matrix, matrix_of, moved, product
from reportgen.proof.pdf.faces import PdfFace, Shown
from reportgen.proof.pdf.graphics import PAINTS, STATE, STEPS, State, image, points, resource
from reportgen.proof.sheets import Glyph, Goal, Heading, Photo, Sheet, Sheets, Trace, trace

_DEEPEST = 100       # of an outline; a deeper one goes round in a circle
_SILENT = frozenset(("BDC", "BMC", "EMC", "i", "ri", "M", "MP", "DP", "TL"))
_Box = tuple[float, float, float, float]


def pdf_sheets(data: bytes, name: str) -> Sheets:
    """The sheets of a PDF; `ReportError` E1011 for one that cannot be followed."""
    try:
        with pikepdf.open(BytesIO(data)) as pdf:
            numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages, 1)}
            heights = [float(page.mediabox[3]) for page in pdf.pages]
            goals = _Goals(numbers, heights)
            faces: dict[tuple[int, int], PdfFace] = {}
            sheets = tuple(_sheet(page, faces, goals) for page in pdf.pages)
            outline = tuple(_outline(pdf.Root.get("/Outlines"), 1, goals))
            return Sheets(sheets, outline, str(pdf.docinfo.get("/Title", "")))
    except (pikepdf.PdfError, pikepdf.PasswordError) as error:
        raise failure("E1011", f"“{name}”不是完好的 PDF 文件，或有密码", Span(name),
                      "重新生成一份") from error
    except (ValueError, TypeError, KeyError, AttributeError, IndexError,
            ArithmeticError, RecursionError) as error:
        raise failure("E1011", f"“{name}”的版面读不懂", Span(name),
                      "用 reportgen 直接生成的 PDF，不要经别的程序转换") from error


class _Goals(NamedTuple):
    """Turns destinations into places."""

    numbers: dict[tuple[int, int], int]
    heights: Sequence[float]

    def of(self, action: Any) -> Goal | None:
        """Where an annotation or a line of the outline leads."""
        goal = action.get("/Dest", action.get("/A"))
        if isinstance(goal, pikepdf.Dictionary):
            return Goal(address=str(goal.get("/URI", "")))
        if goal is None:
            return None
        page = self.numbers[goal[0].objgen]
        lying = goal[0].get("/Rotate", 0)
        return Goal(page, 0.0 if lying else max(self.heights[page - 1] - float(goal[3]), 0.0))


def _outline(parent: Any, level: int, goals: _Goals) -> Iterator[Heading]:
    if level > _DEEPEST:
        raise ValueError("the outline has no end")
    entry = parent.get("/First") if parent is not None else None
    seen = set()
    while entry is not None and entry.objgen not in seen:
        seen.add(entry.objgen)
        yield Heading(str(entry.Title), level, goals.of(entry))
        yield from _outline(entry, level + 1, goals)
        entry = entry.get("/Next")


def _sheet(page: pikepdf.Page, faces: dict[tuple[int, int], PdfFace], goals: _Goals) -> Sheet:
    left, bottom, right, top = map(float, page.mediabox)
    links = [_link(each, top, goals) for each in page.obj.get("/Annots", ()) if not _unseen(each)]
    reader = _Page(page.obj.get("/Resources"), faces, links,
                   State(matrix=(1.0, 0.0, 0.0, -1.0, -left, top)))
    for each in pikepdf.parse_content_stream(page):
        reader.step(str(each.operator), list(each.operands))
    return Sheet(right - left, top - bottom, tuple(reader.glyphs), tuple(reader.traces),
                 tuple(reader.photos))


def _unseen(annotation: Any) -> bool:
    """A field without an area, as that of a signature is: it shows nothing."""
    return annotation.get("/Subtype") == "/Widget" and not any(map(float, annotation.Rect))


def _link(annotation: Any, top: float, goals: _Goals) -> tuple[_Box, Goal | None]:
    if annotation.get("/Subtype") != "/Link":
        raise ValueError("an annotation that is no link")
    left, low, right, high = map(float, annotation.Rect)
    return (left, top - high, right, top - low), goals.of(annotation)


@dataclass(slots=True)
class _Text:
    """Where a text object is, and how it shows."""

    matrix: Matrix = IDENTITY
    face: PdfFace | None = None
    spacing: float = 0.0
    rise: float = 0.0


@dataclass(slots=True)
class _Page:
    """Follows the operators of one page."""

    resources: Any
    faces: dict[tuple[int, int], PdfFace]
    links: Sequence[tuple[_Box, Goal | None]]
    state: State
    stack: list[tuple[State, _Text]] = field(default_factory=list)
    path: list[PathOp] = field(default_factory=list)
    text: _Text = field(default_factory=_Text)
    glyphs: list[Glyph] = field(default_factory=list)
    traces: list[Trace] = field(default_factory=list)
    photos: list[Photo] = field(default_factory=list)

    def step(self, name: str, operands: Sequence[Any]) -> None:
        """One operator."""
        if name in STEPS:
            self.path.append((STEPS[name], *points(self.state.matrix, operands)))
        elif name in PAINTS:
            self._paint(*PAINTS[name])
        elif name in STATE:
            STATE[name](self.state, *operands)
        elif name in _OWN:
            _OWN[name](self, *operands)
        elif name not in _SILENT:
            raise ValueError(f"operator {name}")

    def _save(self) -> None:
        self.stack.append((copy(self.state), copy(self.text)))

    def _restore(self) -> None:
        self.state, self.text = self.stack.pop()

    def _turn(self, *operands: Any) -> None:
        self.state.matrix = product(matrix_of(operands), self.state.matrix)

    def _paint(self, filled: bool, stroked: bool) -> None:
        path, self.path = self.path, []
        if not path or not (filled or stroked):
            return
        state, scale = self.state, hypot(*self.state.matrix[:2])
        pen = Stroke(state.pen, state.width * scale, state.cap, state.join,
                     tuple(each * scale for each in state.dash), state.phase * scale)
        self.traces.append(trace(path, state.fill if filled else None, pen if stroked else None))

    def _photo(self, name: Any) -> None:
        shown = image(self.resources, name)
        a, b, c, d, x, y = self.state.matrix
        if b or c:
            raise ValueError("a photograph that is turned")
        digest = hashlib.sha256(shown.read_raw_bytes()).hexdigest()
        self.photos.append(Photo(x, y + d, a, -d, digest))

    def _begin(self) -> None:
        self.text.matrix = IDENTITY

    def _face(self, name: Any, size: Any) -> None:
        font = resource(self.resources, "/Font", name)
        if font.objgen not in self.faces:
            self.faces[font.objgen] = PdfFace(font)
        self.text.face, self.state.size = self.faces[font.objgen], float(size)

    def _space(self, width: Any) -> None:
        self.text.spacing = float(width)

    def _lift(self, rise: Any) -> None:
        self.text.rise = float(rise)

    def _place(self, *operands: Any) -> None:
        self.text.matrix = matrix_of(operands)

    def _show(self, shown: Any) -> None:
        """Tj, TJ."""
        face, size = self.text.face, self.state.size
        if face is None or self.state.mode:
            raise ValueError("text without a face, or not filled")
        for part in shown if isinstance(shown, pikepdf.Array) else [shown]:
            if not isinstance(part, pikepdf.String):
                self._on(-float(part) / 1000 * size)
                continue
            for each in face.shown(bytes(part)):
                self._glyph(each, face.name)
                self._on(each.advance * size + self.text.spacing)

    def _on(self, width: float) -> None:
        self.text.matrix = product((1.0, 0.0, 0.0, 1.0, width, 0.0), self.text.matrix)

    def _glyph(self, shown: Shown, name: str) -> None:
        size, rise = self.state.size, self.text.rise
        a, b, _, _, _, _ = axes = product(self.text.matrix, self.state.matrix)
        middle = moved(axes, shown.advance * size / 2, rise + size / 4)
        self.glyphs.append(Glyph(
            shown.text, *moved(axes, shown.moved * size, rise), size * hypot(a, b),
            degrees(atan2(-b, a)), name, shown.shape, self.state.fill, self._goal(*middle)))

    def _goal(self, x: float, y: float) -> Goal | None:
        """What a click leads to: the link in whose box it is."""
        return next((goal for (left, top, right, bottom), goal in self.links
                     if left < x < right and top < y < bottom), None)


_OWN: dict[str, Callable[..., None]] = {
    "q": _Page._save, "Q": _Page._restore, "cm": _Page._turn, "Do": _Page._photo,
    "BT": _Page._begin, "ET": lambda _: None, "Tf": _Page._face, "Tc": _Page._space,
    "Ts": _Page._lift, "Tm": _Page._place, "Tj": _Page._show, "TJ": _Page._show,
}
