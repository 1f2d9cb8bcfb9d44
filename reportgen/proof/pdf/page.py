"""What a page of a PDF paints, operator by operator (ISO 32000-1 8, 9): the one reader of content.

Glyphs, paths and photographs in the order of painting, each by the marked content it stands in.
What is not followed is told as `strange`, since it might change what a reader sees.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from copy import copy
from dataclasses import dataclass, field
from functools import cached_property, lru_cache, partial
from math import atan2, degrees, hypot
from typing import Any

import pikepdf

from reportgen.charts.record.drawing import Colour, PathOp, Stroke, placed
from reportgen.proof.matrices import IDENTITY, Matrix, matrix_of, moved, product
from reportgen.proof.pdf.faces import Faces, PdfFace
from reportgen.proof.pdf.operators import RUN, String, content_of, operators
from reportgen.proof.sheets import Glyph, Goal, Photo, Sheet, Trace, glyph, trace

MARGIN = -1     # stands for an MCID: page numbers and whatever else each page repeats
_STEPS = {"m": "M", "l": "L", "c": "C", "h": "Z"}
_PAINTS = {"f": (True, False), "F": (True, False), "f*": (True, False), "S": (False, True),
           "s": (False, True), "B": (True, True), "B*": (True, True), "b": (True, True),
           "b*": (True, True), "n": (False, False)}
_SILENT = frozenset(("ET", "i", "ri", "M", "MP", "DP"))
_SPACES = {"/DeviceGray": 1, "/DeviceRGB": 3}
_IMAGE = frozenset(("/Type", "/Subtype", "/Width", "/Height", "/ColorSpace", "/BitsPerComponent",
                    "/Filter", "/DecodeParms", "/Length"))
_NORMAL = {"/Rotate": (0, 90), "/UserUnit": (1,)}      # a wide table lies on its side
_DEEPEST = 50       # of the page tree, and of what says one thing within another
Link = tuple[float, float, float, float, Goal | None]     # a box, and where it leads


@dataclass(slots=True)
class Line:
    """Characters of one text object at the height `y` (points from the foot), and whose they are:
    an MCID, `MARGIN`, or None where no structure holds them."""

    text: str
    y: float
    mark: int | None
    x: float        # where it begins, as a path is told
    down: float
    end: float      # an em further: how large it is
    colour: Colour

    @property
    def start(self) -> Trace:
        """Where it begins, how large, in which colour, as a path is told."""
        steps = ("M", self.x, self.down), ("L", self.end, self.down)
        return Trace(steps, self.colour, None)


@dataclass(slots=True)
class _Sequence:
    """Marked content, as far as it goes down to what stands in it."""

    mark: int | None = None
    artifact: str = ""          # its type; of content, or of nothing, none
    actual: str | None = None   # what the file says of it
    shown: list[str] = field(default_factory=list)      # what is shown in it
    begun: bool = False         # some of a margin has been read: runs of several faces are one line


@dataclass(slots=True)
class _State:
    """The graphics state, as far as it changes what is seen."""

    matrix: Matrix
    fill: Colour = (0.0, 0.0, 0.0)
    pen: Colour = (0.0, 0.0, 0.0)
    width: float = 1.0
    cap: int = 0
    join: int = 0
    dash: tuple[float, ...] = ()
    phase: float = 0.0
    face: PdfFace | None = None
    size: float = 1.0
    spacing: float = 0.0
    rise: float = 0.0
    leading: float = 0.0


class PageReader:
    """Follows the operators of one page; `links` are the boxes that lead elsewhere."""

    def __init__(self, page: pikepdf.Page, faces: Faces, links: Sequence[Link] = ()) -> None:
        left, bottom, right, top = map(float, page.mediabox)
        self.turned = int(page.obj.get("/Rotate", 0))
        self._size, self._links = (right - left, top - bottom), links
        self._resources: Any = page.obj.get("/Resources")
        self._faces, self._named = faces, dict[str, PdfFace]()
        self._state = _State((1.0, 0.0, 0.0, -1.0, -left, top))
        self._stack: list[_State] = []
        self._nest = [_Sequence()]
        self._path: list[PathOp] = []
        self._text = self._row = IDENTITY
        self._fresh = True      # a text object has just begun
        self.marks: list[Glyph | Trace | Photo] = []
        self.lines: list[Line] = []
        self.strange = list(_frame(page))
        self.untrue: list[tuple[str, float]] = []    # what is said of it is not shown, and where
        for name, operands in operators(content_of(page)):
            self._step(name, operands)

    @cached_property
    def sheet(self) -> Sheet:
        """What the page shows."""
        return Sheet(*self._size, tuple(self.marks), self.turned)

    def _step(self, name: str, operands: Any) -> None:
        if (own := _OWN.get(name)) is not None:
            try:
                own(self, *operands)
            except (ValueError, TypeError, KeyError, AttributeError, IndexError) as error:
                self.strange.append(f"{name} {error}")
        elif name in _STEPS:
            self._path.append(self._placed(_STEPS[name], *operands))
        elif name in _PAINTS:
            self._paint(*_PAINTS[name])
        elif name not in _SILENT:
            self.strange.append(name)

    # ------------------------------------------------------------------------- state and nesting

    def _begin(self, tag: Any, properties: Any = None) -> None:
        """BDC, BMC: what is within is the innermost MCID's, or is an artifact."""
        outer, told = self._nest[-1], properties
        if not isinstance(told, dict):
            if tag == "/OC":
                self.strange.append("/OC")      # a layer, which may be off
            told = {}
        mark, artifact, keys = outer.mark, outer.artifact, told.keys()
        actual = told["/ActualText"] if "/ActualText" in keys else None
        if str(tag) == "/Artifact":
            artifact = "/Subtype".join(str(told[key]) for key in ("/Type", "/Subtype")
                                       if key in keys)[1:] or "Layout"
            if outer.mark is None and artifact.startswith("Pagination"):
                mark = MARGIN
        elif "/MCID" in keys:
            mark, artifact = int(told["/MCID"]), ""
        if "/E" in keys or "/Alt" in keys:
            self.strange.append("/Alt, /E")
        within = _Sequence(mark, artifact, None if actual is None else str(actual))
        self._nest.append(within)

    def _end(self) -> None:
        """EMC: what was shown must be what the file says of it."""
        done = self._nest.pop()
        if not self._nest:
            raise IndexError("EMC")
        shown = "".join(done.shown)
        self._nest[-1].shown.append(shown)
        if done.actual is not None and done.actual != shown:
            y = self.lines[-1].y if self.lines else 0.0
            self.untrue.append((f"看到的是“{shown}”，ActualText 说的是“{done.actual}”", y))

    def _save(self) -> None:
        self._stack.append(copy(self._state))

    def _restore(self) -> None:
        self._state = self._stack.pop()

    def _turn(self, *operands: Any) -> None:
        self._state.matrix = product(matrix_of(operands), self._state.matrix)

    def _fill(self, *parts: Any) -> None:
        self._state.fill = _rgb(parts)

    def _pen(self, *parts: Any) -> None:
        self._state.pen = _rgb(parts)

    def _dash(self, lengths: Any, phase: Any) -> None:
        self._state.dash, self._state.phase = tuple(map(float, lengths)), float(phase)

    def _normal(self, value: Any) -> None:
        """Tr, Tw, Tz at what leaves text as it is."""
        if float(value) not in (0.0, 100.0):
            raise ValueError(str(value))

    # ----------------------------------------------------------------------- paths, photographs

    def _rectangle(self, *operands: Any) -> None:
        x, y, width, height = map(float, operands)
        corners = ((x, y), (x + width, y), (x + width, y + height), (x, y + height))
        self._path += [self._placed(letter, *corner)
                       for letter, corner in zip("MLLL", corners, strict=True)]
        self._path.append(("Z",))

    def _placed(self, *op: Any) -> PathOp:
        """A step of a path by the axes that hold."""
        return placed(op, partial(moved, self._state.matrix))

    def _paint(self, filled: bool, stroked: bool) -> None:
        path, self._path = self._path, []
        if not path or not (filled or stroked):
            return
        state = self._state
        pen = Stroke(state.pen, state.width, state.cap, state.join, state.dash, state.phase)
        self.marks.append(trace(
            path, state.fill if filled else None,
            pen.scaled(hypot(*state.matrix[:2])) if stroked else None, self._nest[-1].mark))

    def _photo(self, name: Any) -> None:
        shown = self._resources["/XObject"][str(name)]
        a, b, c, d, x, y = self._state.matrix
        channels = _SPACES.get(str(shown.get("/ColorSpace")))
        if shown.get("/Subtype") != "/Image" or set(shown.keys()) - _IMAGE or not channels \
                or int(shown.BitsPerComponent) != 8 or b or c:
            raise ValueError("not a plain photograph, upright")
        size = int(shown.Width), int(shown.Height), channels
        for each in [told] if (told := shown.get("/DecodeParms")) is not None else []:
            if (int(each.Columns), int(each.Colors)) != (size[0], channels):
                raise ValueError("/DecodeParms")
        digest = hashlib.sha256(shown.read_raw_bytes()).hexdigest()
        self.marks.append(Photo(x, y + d, a, -d, digest, size, self._nest[-1].mark))

    # ------------------------------------------------------------------------------------ texts

    def _open(self) -> None:
        self._text = self._row = IDENTITY
        self._fresh = True

    def _face(self, name: Any, size: Any) -> None:
        face = self._named.get(key := str(name))
        if face is None:
            face = self._named[key] = self._faces.of(self._resources["/Font"][key])
        self._state.face, self._state.size = face, float(size)
        if face.strange:
            self.strange.append(face.strange)

    def _place(self, *operands: Any) -> None:
        self._text = self._row = matrix_of(operands)

    def _move(self, x: Any, y: Any) -> None:
        self._text = self._row = product((1.0, 0.0, 0.0, 1.0, float(x), float(y)), self._row)

    def _lead(self, x: Any, y: Any) -> None:
        self._state.leading = -float(y)
        self._move(x, y)

    def _next(self) -> None:
        self._move(0, -self._state.leading)

    def _quote(self, shown: Any) -> None:
        self._next()
        self._show(shown)

    def _run(  # noqa: PLR0917 - what a text object says
        self, face: Any, size: float, spacing: float, x: float, y: float, shown: Any
    ) -> None:
        """BT, Tf, Tc, Tm without turn, Tj or TJ, ET."""
        self._open()
        self._face(face, size)
        self._state.spacing = spacing
        self._text = self._row = (1.0, 0.0, 0.0, 1.0, x, y)
        self._show(shown)

    def _show(self, shown: Any) -> None:
        """Tj, TJ."""
        state = self._state
        if state.face is None:
            raise ValueError("text without a face")
        face, size, spacing, whose = state.face, state.size, state.spacing, self._nest[-1]
        axes = product(self._text, state.matrix)
        a, b, _, _, _, f = axes
        x, y = moved(axes, 0.0, state.rise)
        high, turn, name, colour = size * hypot(a, b), degrees(atan2(-b, a)), face.name, state.fill
        artifact = whose.artifact or ("" if whose.mark is not None else "无")
        characters: list[str] = []
        ahead = 0.0
        for part in shown if isinstance(shown, list) else [shown]:
            if isinstance(part, float):
                ahead -= part / 1000 * size
                continue
            if not isinstance(part, String):
                raise TypeError("text that is none")
            for text, advance, aside, shape, doubt in face.shown(part.data):
                characters.append(text)
                at = ahead + aside * size
                goal = self._goal(*moved(axes, ahead + advance * size / 2, state.rise + size / 4)
                                  ) if self._links else None
                if doubt:
                    self.untrue.append((doubt, self._size[1] - f - ahead * b))
                self.marks.append(glyph((text, x + at * a, y + at * b, high, turn, name, shape,
                                         colour, goal, artifact)))
                ahead += advance * size + spacing
        self._text = product((1.0, 0.0, 0.0, 1.0, ahead, 0.0), self._text)
        self._line("".join(characters))

    def _line(self, text: str) -> None:
        """Add what was shown to the line that goes on, or begin one."""
        whose = self._nest[-1]
        whose.shown.append(text)
        y = self._row[5]        # as it is read, on a page that lies on its side, too
        last = self.lines[-1] if self.lines else None
        goes_on = whose.begun if whose.mark == MARGIN else not self._fresh
        if last and goes_on and last.mark == whose.mark and abs(last.y - y) < 0.01:
            last.text += text
        else:
            state = self._state
            a, _, _, _, x, down = product(self._row, state.matrix)
            y = round(y, 2)
            if last and (last.y, last.down) == (y, down):
                y, down = last.y, last.down     # of thousands of cells, one number a row
            self.lines.append(Line(
                text, y, whose.mark, x, down, x + a * state.size, state.fill))
        self._fresh, whose.begun = False, True

    def _goal(self, x: float, y: float) -> Goal | None:
        """What a click leads to: the link in whose box it is."""
        for left, top, right, bottom, goal in self._links:
            if left < x < right and top < y < bottom:
                return goal
        return None


def _set(name: str, kind: Callable[[Any], Any] = float) -> Callable[..., None]:
    def setter(page: PageReader, value: Any) -> None:
        setattr(page._state, name, kind(value))
    return setter


_OWN: dict[str, Callable[..., None]] = {
    "BDC": PageReader._begin, "BMC": PageReader._begin, "EMC": PageReader._end,
    "q": PageReader._save, "Q": PageReader._restore, "cm": PageReader._turn,
    "rg": PageReader._fill, "g": PageReader._fill, "k": PageReader._fill,
    "RG": PageReader._pen, "G": PageReader._pen, "K": PageReader._pen, "d": PageReader._dash,
    "w": _set("width"), "J": _set("cap", int), "j": _set("join", int),
    "re": PageReader._rectangle, "Do": PageReader._photo,
    "BT": PageReader._open, "Tf": PageReader._face, "Tm": PageReader._place,
    "Tc": _set("spacing"), "Ts": _set("rise"), "TL": _set("leading"), "Tr": PageReader._normal,
    "Tw": PageReader._normal, "Tz": PageReader._normal, "Td": PageReader._move,
    "TD": PageReader._lead, "T*": PageReader._next, "Tj": PageReader._show,
    "TJ": PageReader._show, "'": PageReader._quote, RUN: PageReader._run,
}


@lru_cache(maxsize=256)
def _rgb(parts: tuple[Any, ...]) -> Colour:
    """A colour of DeviceGray, DeviceRGB or DeviceCMYK."""
    values = [float(part) for part in parts]
    if len(values) == 1:
        return values[0], values[0], values[0]
    if len(values) == 4:
        cyan, magenta, yellow, black = values
        return (1 - min(1.0, cyan + black), 1 - min(1.0, magenta + black),
                1 - min(1.0, yellow + black))
    red, green, blue = values
    return red, green, blue


def _frame(page: pikepdf.Page) -> Iterator[str]:
    """What the page's own entries make of what is painted on it: cut off, turned, enlarged."""
    if list(page.cropbox) != list(page.mediabox):
        yield "/CropBox"
    node: Any = page.obj
    for _ in range(_DEEPEST):
        for key, usual in _NORMAL.items():
            if float(node.get(key, usual[0])) not in usual:
                yield key
        node = node.get("/Parent")
        if node is None:
            return
