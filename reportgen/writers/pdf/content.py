"""Page content: marked content with positioned text, rules and drawings as PDF operators."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from math import cos, radians, sin
from typing import assert_never

from reportgen.charts.record import drawing as record
from reportgen.fonts import FontLibrary
from reportgen.frozen import frozen
from reportgen.layout.pages import BLACK, GlyphRun, Image, Item, Picture, Rule
from reportgen.writers.pdf.advances import Cuts, cuts_of
from reportgen.writers.pdf.codes import Codes
from reportgen.writers.pdf.file import number
from reportgen.writers.pdf.images import Resources


@frozen
class Painted:
    """Operators of one marked-content sequence, and the text to carry along (ActualText)."""

    operators: list[str]
    actual: str = ""


def lying(operators: Iterable[str], width: float) -> list[str]:
    """Operators of what lies on its side, on paper of such a width (8.3.4)."""
    return [f"q 0 1 -1 0 {number(width)} 0 cm", *operators, "Q"]


class Painter:
    """Paints the items of one page. Pages measure y downwards, PDF upwards.

    `height` is the paper's; for what lies on its side, its width.
    """

    def __init__(
        self, height: float, codes: Codes, library: FontLibrary, resources: Resources
    ) -> None:
        self._height = height
        self._resources = resources
        self._codes = codes
        self._library = library

    def paint(self, items: Iterable[Item]) -> Iterator[Painted]:
        """Operators for `items`; a line that readers would misread, shown in a face that takes no
        copies, stands by itself and carries its text along (ISO 32000-1 14.9.4).
        """
        plain: list[str] = []
        for _, group in groupby(items, lambda item: round(
                item.y, 2) if isinstance(item, GlyphRun) else None):      # line by line
            members = list(group)
            runs = [item for item in members if isinstance(item, GlyphRun)]
            cuts = cuts_of(runs, self._library)
            if not cuts:
                operators = [self._single(item) for item in members]
            else:
                operators = [self._run(run, cuts.get(i)) for i, run in enumerate(runs)]
            if cuts is not None:
                plain += operators
                continue
            if plain:
                yield Painted(plain)
            yield Painted(operators, "".join(run.text for run in runs))
            plain = []
        if plain:
            yield Painted(plain)

    def _single(self, item: Item) -> str:
        match item:
            case GlyphRun():
                return self._run(item)
            case Rule():
                y, y2 = self._height - item.y, self._height - item.y2
                path = f"{number(item.x)} {number(y)} m {number(item.x2)} {number(y2)} l S"
                dots = f" 1 J [0 {item.dots:.5f}] 0 d" if item.dots else ""   # it adds up
                return f"q {_stroke(item.colour)} {number(item.width)} w{dots} {path} Q"
            case Picture():
                return self._picture(item)
            case Image():
                return self._photo(item)
            case _:
                assert_never(item)

    def _run(self, run: GlyphRun, cuts: Cuts | None = None) -> str:
        shown = self._shown(run, cuts)
        if rise := self._library.face(run.face).rise * run.size / 1000 + run.rise:
            shown = _lifted(shown, rise)
        font = self._codes.resource[run.face]
        x = run.x - cuts[0].front * run.size / 1000 if cuts and 0 in cuts else run.x
        at = f"1 0 0 1 {x:.2f} {self._height - run.y:.2f} Tm"
        more = 3 if len(run.text) > 100 else 0      # digits: what is rounded away adds up
        return (
            f"{_fill(run.colour)} BT /{font} {number(run.size, 2 + more)} Tf"
            f" {run.spacing:.{3 + more}f} Tc"
            f" {at} {shown} ET"
        )

    def _shown(self, run: GlyphRun, cuts: Cuts | None) -> str:
        """The codes, four digits each, corrected where a gap is not the common one."""
        codes = self._codes.hex(run.face, run.text)
        shifts: Iterable[tuple[int, float]] = run.shifts
        if cuts:
            codes, shifts = self._with_cuts(run, cuts, codes)
        if not shifts:
            return f"<{codes}>Tj"
        parts = ["[<"]
        start = 0
        for index, shift in shifts:
            parts += codes[start : 4 * index], f">{-shift / run.size:.1f}<"
            start = 4 * index
        parts += codes[start:], ">]TJ"
        return "".join(parts)

    def _with_cuts(
        self, run: GlyphRun, cuts: Cuts, codes: str
    ) -> tuple[str, Iterable[tuple[int, float]]]:
        """The codes of copies in their places, and what their advances leave of the shifts."""
        shifts = dict(run.shifts)
        for index, cut in cuts.items():
            codes = f"{codes[: 4 * index]}{self._codes.cut(run.face, cut)}{codes[4 * index + 4 :]}"
            for at, width in ((index, cut.front), (index + 1, cut.back)):
                if width and 0 < at < len(run.text):
                    shifts[at] = shifts.get(at, 0.0) - width * run.size
        return codes, sorted(shifts.items())

    def _photo(self, item: Image) -> str:
        name = self._resources.photo(item.print)
        bottom = self._height - item.y - item.height
        size = f"{number(item.width)} 0 0 {number(item.height)}"
        return f"q {size} {number(item.x)} {number(bottom)} cm /{name} Do Q"

    def _picture(self, item: Picture) -> str:
        drawing, scale = item.drawing, item.scale
        bottom = self._height - item.y - drawing.height * scale
        head = f"q {scale:.5f} 0 0 {scale:.5f} {number(item.x)} {number(bottom)} cm 0 Tc"
        return "\n".join((head, *self._marks(drawing), "Q"))

    def _marks(self, drawing: record.Drawing) -> Iterator[str]:
        for mark in drawing.marks:
            match mark:
                case record.PathMark():
                    yield self._path(mark)
                case record.TextMark():
                    yield self._label(mark)
                case _:
                    assert_never(mark)

    def _path(self, mark: record.PathMark) -> str:
        parts = ["q"]
        if mark.fill:
            parts.append(_fill(mark.fill))
        if mark.stroke:
            parts.append(_pen(mark.stroke))
        parts += _operators(mark.ops)
        paint = {(True, True): "B", (True, False): "f", (False, True): "S"}
        parts.append(paint.get((mark.fill is not None, mark.stroke is not None), "n"))
        return " ".join((*parts, "Q"))

    def _label(self, mark: record.TextMark) -> str:
        turn = radians(mark.angle)
        c, s, back = (f"{part:.4f}" for part in (cos(turn), sin(turn), -sin(turn)))
        size = mark.size
        at = "1 0 0 1" if not mark.angle else f"{c} {s} {back} {c}"     # never an exponent
        at += f" {number(mark.x)} {number(mark.y)} Tm"
        shown = [
            f"/{self._codes.resource[face.key]} {number(size)} Tf "
            + _lifted(f"<{self._codes.hex(face.key, text)}>Tj", face.rise * size / 1000)
            for face, text in self._library.chain(mark.role).split(mark.text)
        ]
        return f"{_fill(mark.colour)} BT {at} {' '.join(shown)} ET"


def _lifted(shown: str, rise: float) -> str:
    """Text of a face whose Han box lies elsewhere than that of its neighbours, put level."""
    return f"{rise:.3f} Ts {shown} 0 Ts" if rise else shown


def _colour(colour: record.Colour) -> str:
    return " ".join(f"{component:.3g}" for component in colour)


def _fill(colour: record.Colour) -> str:
    return "0 g" if colour == BLACK else f"{_colour(colour)} rg"


def _stroke(colour: record.Colour) -> str:
    return "0 G" if colour == BLACK else f"{_colour(colour)} RG"


_OPERATORS = {"M": "m", "L": "l", "Q": "c", "C": "c", "Z": "h"}


def _operators(ops: tuple[record.PathOp, ...]) -> Iterator[str]:
    pen = (0.0, 0.0)
    for op, *raw in ops:
        points = [float(value) for value in raw]
        if op == "Q":
            points = _cubic(pen, points)
        yield " ".join((*map(number, points), _OPERATORS[str(op)]))
        if points:
            pen = (points[-2], points[-1])


def _cubic(pen: tuple[float, float], points: list[float]) -> list[float]:
    """A quadratic curve from `pen`, raised to a cubic one."""
    (x0, y0), (x1, y1, x, y) = pen, points
    return [
        x0 + 2 / 3 * (x1 - x0), y0 + 2 / 3 * (y1 - y0),
        x + 2 / 3 * (x1 - x), y + 2 / 3 * (y1 - y), x, y,
    ]


def _pen(stroke: record.Stroke) -> str:
    parts = [_stroke(stroke.colour), number(stroke.width), "w", f"{stroke.cap} J {stroke.join} j"]
    if stroke.dash:
        parts.append(f"[{' '.join(map(number, stroke.dash))}] {number(stroke.phase)} d")
    return " ".join(parts)
