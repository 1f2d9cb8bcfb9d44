"""The charts of a finished PDF as its pages paint them: paths and texts with their colours.

Reads content streams alone (ISO 32000-1 8.4, 8.5, 9.4): what stands in the marked content of a
Figure, in the order of painting, in the picture's own points. What it does not understand is an
error, as it might hide what a reader sees.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from copy import copy
from dataclasses import dataclass, field
from io import BytesIO
from math import atan2, degrees, hypot
from typing import Any

import pikepdf

from reportgen.charts.proof.grey import WHITE
from reportgen.charts.record.drawing import (
    Colour,
    Mark,
    PathMark,
    PathOp,
    Stroke,
    TextMark,
)
from reportgen.frozen import frozen
from reportgen.proof.matrices import IDENTITY, Matrix, inverse, matrix_of, product
from reportgen.proof.pdf.graphics import (
    BLACK,
    PAINTS,
    STATE,
    STEPS,
    State,
    image,
    points,
    resource,
    seen,
)
from reportgen.proof.pdf.text import Font

_SILENT = frozenset(("Tc", "Tw", "Tz", "TL", "Ts", "W", "W*", "i", "ri", "M", "BX", "EX", "MP",
                     "DP"))
_INVISIBLE = 3      # text rendering mode


@frozen
class Painting:
    """What one picture of the file shows."""

    page: int
    marks: tuple[Mark, ...]


def paintings(data: bytes) -> tuple[Painting, ...]:
    """Every drawn picture of a PDF in the order of the pages; photographs are left out.

    Raises `ValueError` for what cannot be followed.
    """
    found: list[Painting] = []
    fonts: dict[tuple[int, int], Font] = {}
    with pikepdf.open(BytesIO(data)) as pdf:
        for number, page in enumerate(pdf.pages, 1):
            if b"/Figure" not in _content(page):
                continue
            reader = _Page(page.obj.get("/Resources"), fonts)
            for each in pikepdf.parse_content_stream(page):
                reader.step(str(each.operator), list(each.operands))
            found += [Painting(number, tuple(picture.marks)) for picture in reader.pictures
                      if picture.drawn]
    return tuple(found)


def _content(page: pikepdf.Page) -> bytes:
    """The operators of a page, in one piece."""
    page.contents_coalesce()
    return page.obj.Contents.read_bytes() if "/Contents" in page.obj else b""


@dataclass(slots=True)
class _Run:
    """A text object: where it began, and what it has shown."""

    matrix: Matrix = IDENTITY
    place: tuple[float, float] | None = None
    text: str = ""
    size: float = 0.0
    angle: float = 0.0
    colour: Colour = BLACK


@dataclass(slots=True)
class _Picture:
    """What stands within one Figure: a drawing, or a photograph, which is one image."""

    marks: list[Mark] = field(default_factory=list)
    images: int = 0

    @property
    def drawn(self) -> bool:
        """Whether it is a drawing; an image upon one would hide what it shows."""
        if self.images and self.marks:
            raise ValueError("an image in a chart")
        return not self.images


@dataclass(slots=True)
class _Page:
    """Follows the operators of one page."""

    resources: Any
    fonts: dict[tuple[int, int], Font]
    pictures: list[_Picture] = field(default_factory=list)
    state: State = field(default_factory=State)
    stack: list[State] = field(default_factory=list)
    nest: list[bool] = field(default_factory=list)      # whether each open sequence is a picture
    frame: Matrix | None = None         # the picture's own axes
    path: list[PathOp] = field(default_factory=list)
    run: _Run = field(default_factory=_Run)

    def step(self, name: str, operands: Sequence[Any]) -> None:
        """One operator."""
        if name in STEPS:
            self.path.append((STEPS[name], *self._points(operands)))
        elif name in PAINTS:
            self._paint(*PAINTS[name])
        elif name in STATE:
            STATE[name](self.state, *operands)
        elif name in _TEXT:
            _TEXT[name](self, *operands)
        elif name in _OTHER:
            _OTHER[name](self, *operands)
        elif name not in _SILENT:
            raise ValueError(f"operator {name}")

    # ------------------------------------------------------------------------------- nesting

    def _begin(self, *operands: Any) -> None:
        """BDC, BMC: a sequence opens."""
        mine = str(operands[0]) == "/Figure"
        if mine and not any(self.nest):
            self.pictures.append(_Picture())
            self.frame = None
        self.nest.append(mine)

    def _end(self) -> None:
        """EMC: it closes."""
        self.nest.pop()

    def _save(self) -> None:
        """q."""
        self.stack.append(copy(self.state))

    def _restore(self) -> None:
        """Q."""
        self.state = self.stack.pop()

    def _turn(self, *operands: Any) -> None:
        """cm: axes within the axes. The first of a picture makes its own."""
        self.state.matrix = product(matrix_of(operands), self.state.matrix)
        if any(self.nest) and self.frame is None:
            self.frame = self.state.matrix

    def _settings(self, name: Any) -> None:
        """gs: a set of parameters; opacities are followed."""
        entry = resource(self.resources, "/ExtGState", name)
        self.state.fill_alpha = float(entry.get("/ca", self.state.fill_alpha))
        self.state.pen_alpha = float(entry.get("/CA", self.state.pen_alpha))

    # ------------------------------------------------------------------------------- painting

    def _rectangle(self, *operands: Any) -> None:
        """re."""
        x, y, width, height = map(float, operands)
        corners = ((x, y), (x + width, y), (x + width, y + height), (x, y + height))
        for letter, corner in zip("MLLL", corners, strict=True):
            self.path.append((letter, *self._points(corner)))
        self.path.append(("Z",))

    def _image(self, name: Any) -> None:
        """Do: a photograph."""
        image(self.resources, name)
        if any(self.nest):
            self.pictures[-1].images += 1

    def _paint(self, filled: bool, stroked: bool) -> None:
        state, path = self.state, self.path
        self.path = []
        if path and (filled or stroked):
            pen = Stroke(seen(state.pen, state.pen_alpha), state.width, state.cap, state.join,
                         state.dash, state.phase)
            fill = seen(state.fill, state.fill_alpha)
            self._add(PathMark(tuple(path), fill if filled else None, pen if stroked else None))

    def _add(self, mark: Mark) -> None:
        if any(self.nest):
            self.pictures[-1].marks.append(mark)

    def _points(self, numbers: Sequence[Any]) -> Iterator[float]:
        """Places in the picture's own points."""
        matrix = self.state.matrix
        if matrix is self.frame:
            return map(float, numbers)
        return points(product(matrix, inverse(self.frame)) if self.frame else matrix, numbers)

    # ------------------------------------------------------------------------------- texts

    def _open_text(self) -> None:
        """BT."""
        self.run = _Run()

    def _close_text(self) -> None:
        """ET: what it showed is one run."""
        run = self.run
        if run.place is not None:
            self._add(TextMark(*run.place, run.text, run.size, "", run.colour, run.angle))

    def _face(self, name: Any, size: Any) -> None:
        """Tf."""
        font = resource(self.resources, "/Font", name)
        key = font.objgen
        if key not in self.fonts or key == (0, 0):
            self.fonts[key] = Font(font)
        self.state.font, self.state.size = self.fonts[key], float(size)

    def _place(self, *operands: Any) -> None:
        """Tm."""
        self.run.matrix = matrix_of(operands)

    def _move(self, x: Any, y: Any) -> None:
        """Td, TD."""
        self.run.matrix = product((1.0, 0.0, 0.0, 1.0, float(x), float(y)), self.run.matrix)

    def _show(self, shown: Any) -> None:
        """Tj, TJ."""
        run, state = self.run, self.state
        a, b, _, _, x, y = run.matrix
        if run.place is None:
            across, up = self._points((x, y))
            run.place = across, up
            run.size, run.angle = state.size * hypot(a, b), degrees(atan2(b, a))
            run.colour = (WHITE if state.mode == _INVISIBLE
                          else seen(state.fill, state.fill_alpha))
        strings = shown if isinstance(shown, pikepdf.Array) else [shown]
        codes = b"".join(bytes(each) for each in strings if isinstance(each, pikepdf.String))
        run.text += state.font.text(codes) if state.font else "\ufffd"


_TEXT: dict[str, Callable[..., None]] = {
    "BT": _Page._open_text, "ET": _Page._close_text, "Tf": _Page._face, "Tm": _Page._place,
    "Td": _Page._move, "TD": _Page._move, "Tj": _Page._show, "TJ": _Page._show,
}
_OTHER: dict[str, Callable[..., None]] = {
    "BDC": _Page._begin, "BMC": _Page._begin, "EMC": _Page._end, "q": _Page._save,
    "Q": _Page._restore, "cm": _Page._turn, "gs": _Page._settings, "re": _Page._rectangle,
    "Do": _Page._image,
}
