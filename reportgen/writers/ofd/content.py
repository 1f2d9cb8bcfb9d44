"""Page content: text, lines, drawings and photographs as objects of a layer (GB/T 33190, 8 to 11).

Each object has a box of its own, which readers clip it to, and says its points from the box's
upper left. Pages measure y downwards, as OFD does; drawings upwards.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import accumulate
from math import cos, hypot, radians, sin
from typing import NamedTuple, assert_never

from reportgen.charts.record import drawing as record
from reportgen.fonts import Face, FontLibrary
from reportgen.layout.pages import GlyphRun, Image, Item, Picture, Rule
from reportgen.writers.ofd.resources import Resources
from reportgen.writers.ofd.xml import MM, box, colour, escape, grid, mm, short, steps

_SKIN = 0.5             # points that a box keeps round the ink
_DOT = 0.03             # points: as long as a dot is drawn, since readers drop lines of no length
_MITER = 10             # as PDF has it; the points of joins reach half as many widths out
_CAPS = ("Butt", "Round", "Square")
_JOINS = ("Miter", "Round", "Bevel")
_LETTERS = {"M": "M", "L": "L", "Q": "Q", "C": "B", "Z": "C"}
Point = tuple[float, float]
_Step = tuple[str, list[Point]]     # a letter of path data and its points, on the page
_FLAT: tuple[float, float] = (1.0, 0.0)
_UPWARDS = (0.0, 1.0)
# What one TextCode holds. A rare character stands alone: programs that count in UTF-16 take it for
# two, and would put what follows one place too far.
_STRETCH = re.compile("[\0-\uffff]+|.", re.DOTALL)


class _Text(NamedTuple):
    """Characters of one face in one line: where the first stands, how far each is from it."""

    face: Face
    size: float
    text: str
    xs: Sequence[float]
    x: float
    y: float              # of the baseline that all faces of a line share
    colour: record.Colour
    turn: tuple[float, float] = _FLAT     # cosine and sine of the angle, anticlockwise


class Painter:
    """Paints the items of a document's pages."""

    def __init__(self, resources: Resources, library: FontLibrary) -> None:
        self._resources = resources
        self._library = library

    def paint(self, item: Item, actions: str = "", lying: float = 0.0) -> Iterator[str]:
        """The objects of an item; `actions` are what a click on its text does.

        `lying`: it lies on its side, on paper of this height; no picture does.
        """
        match item:
            case GlyphRun():
                text = _of_run(item, self._library.face(item.face))
                if lying:
                    text = text._replace(x=text.y, y=lying - text.x, turn=_UPWARDS)
                yield self._text(text, actions)
            case Rule():
                if lying:
                    item = replace(item, x=item.y, y=lying - item.x, x2=item.y2, y2=lying - item.x2)
                yield self._rule(item)
            case Picture():
                yield from self._picture(item)
            case Image():
                yield self._photo(item)
            case _:
                assert_never(item)

    def _text(self, text: _Text, actions: str = "") -> str:
        left, top, right, bottom = _ink(text)
        c, s = text.turn
        corners = [(x * c + y * s, y * c - x * s) for x in (left, right) for y in (top, bottom)]
        bounds = _bounds(corners, _SKIN, text.x, text.y)
        base = text.y - text.face.rise * text.size / 1000
        x, y, turned = grid(text.x) - bounds[0], grid(base) - bounds[1], ""
        if text.turn is not _FLAT:
            rise = text.face.rise * text.size / 1000
            at = grid(text.x - rise * s) - bounds[0], grid(text.y - rise * c) - bounds[1]
            turned = f' CTM="{" ".join(f"{v:.6g}" for v in (c, -s, s, c))} {short(at[0])}' \
                     f' {short(at[1])}"'
            x = y = 0.0
        font = self._resources.face(text.face, text.text)
        stretches = (each.span() for each in _STRETCH.finditer(text.text))
        codes = "".join(
            f'<ofd:TextCode X="{short(x + text.xs[start] * MM)}" Y="{short(y)}"'
            f"{steps(text.xs[start:end])}>{escape(text.text[start:end], quote=False)}"
            "</ofd:TextCode>" for start, end in stretches
        )
        return (f'<ofd:TextObject ID="{self._resources.number()}" Boundary="{box(*bounds)}"{turned}'
                f' Font="{font}" Size="{mm(text.size)}">{actions}'
                f"{colour('FillColor', text.colour)}{codes}</ofd:TextObject>")

    def _rule(self, rule: Rule) -> str:
        pen = record.Stroke(rule.colour, rule.width)
        if not rule.dots:
            return self._path([("M", [(rule.x, rule.y)]), ("L", [(rule.x2, rule.y2)])], None, pen)
        far = hypot(rule.x2 - rule.x, rule.y2 - rule.y)
        across, down = ((rule.x2 - rule.x) / far, (rule.y2 - rule.y) / far) if far else _FLAT
        path: list[_Step] = []
        for at in range(int(far / rule.dots + 1e-6) + 1):
            x, y = rule.x + at * rule.dots * across, rule.y + at * rule.dots * down
            path += [("M", [(x, y)]), ("L", [(x + _DOT * across, y + _DOT * down)])]
        return self._path(path, None, record.Stroke(rule.colour, rule.width, cap=1))

    def _photo(self, item: Image) -> str:
        right, bottom = item.x + item.width, item.y + item.height
        bounds = box(grid(item.x), grid(item.y), grid(right), grid(bottom))
        return (f'<ofd:ImageObject ID="{self._resources.number()}" Boundary="{bounds}"'
                f' CTM="{mm(item.width)} 0 0 {mm(item.height)} 0 0"'
                f' ResourceID="{self._resources.photo(item.print)}"/>')

    def _picture(self, picture: Picture) -> Iterator[str]:
        for mark in picture.drawing.marks:
            match mark:
                case record.PathMark():
                    pen = mark.stroke and mark.stroke.scaled(picture.scale)
                    yield self._path(list(_placed(mark.ops, picture)), mark.fill, pen)
                case record.TextMark():
                    yield from map(self._text, self._label(mark, picture))
                case _:
                    assert_never(mark)

    def _label(self, mark: record.TextMark, picture: Picture) -> Iterator[_Text]:
        size, turn = mark.size * picture.scale, _FLAT
        if mark.angle:
            turn = cos(radians(mark.angle)), sin(radians(mark.angle))
        x, y = _place(picture.drawing, picture, mark.x, mark.y)
        for face, text in self._library.chain(mark.role).split(mark.text):
            *xs, width = accumulate(
                (advance * size / 1000 for advance in face.advances(text)), initial=0.0)
            yield _Text(face, size, text, xs, x, y, mark.colour, turn)
            x, y = x + width * turn[0], y - width * turn[1]

    def _path(
        self, steps: Sequence[_Step], fill: record.Colour | None, pen: record.Stroke | None
    ) -> str:
        points = [point for _, some in steps for point in some]
        bounds = _bounds(points, _reach(pen, len(points)))
        left, top = bounds[:2]
        data = " ".join(
            " ".join((_LETTERS[letter], *(
                f"{short(x * MM - left)} {short(y * MM - top)}" for x, y in some)))
            for letter, some in steps
        )
        inside = colour("StrokeColor", pen.colour, None) if pen else ""
        inside += colour("FillColor", fill, None) if fill else ""
        look = _pen(pen, len(points)) if pen else ' Stroke="false"'
        look += ' Fill="true"' if fill else ""
        return (f'<ofd:PathObject ID="{self._resources.number()}" Boundary="{box(*bounds)}"'
                f"{look}>{inside}<ofd:AbbreviatedData>{data}</ofd:AbbreviatedData></ofd:PathObject>")


def _of_run(run: GlyphRun, face: Face) -> _Text:
    xs = run.xs(face.advances(run.text))
    return _Text(face, run.size, run.text, xs, run.x, run.y - run.rise, run.colour)


def _ink(text: _Text) -> tuple[float, float, float, float]:
    """The box round the ink, and round the bodies of Han, from where the text begins."""
    k = text.size / 1000
    left, top, right, bottom = 0.0, -0.88 * text.size, text.xs[-1], 0.12 * text.size
    for ch, x in zip(text.text, text.xs, strict=True):
        low_x, low_y, high_x, high_y = _drawn(text.face, ch)
        left, right = min(left, x + low_x * k), max(right, x + high_x * k)
        top, bottom = min(top, -high_y * k), max(bottom, -low_y * k)
    return left, top, right, bottom


@lru_cache(maxsize=8192)
def _drawn(face: Face, char: str) -> tuple[int, int, int, int]:
    """The box round the ink of a character, in 1/1000 em."""
    return face.ink(char) or (0, 0, 0, 0)


def _bounds(
    points: Sequence[Point], skin: float, x: float = 0.0, y: float = 0.0
) -> tuple[float, float, float, float]:
    """The box round points that are measured from (x, y), in millimetres as they will be read."""
    across, down = [px for px, _ in points], [py for _, py in points]
    return (grid(x + min(across) - skin), grid(y + min(down) - skin),
            grid(x + max(across) + skin), grid(y + max(down) + skin))


def _place(drawing: record.Drawing, picture: Picture, x: float, y: float) -> Point:
    return picture.x + x * picture.scale, picture.y + (drawing.height - y) * picture.scale


def _placed(ops: Sequence[record.PathOp], picture: Picture) -> Iterator[_Step]:
    for op in ops:
        yield str(op[0]), [_place(picture.drawing, picture, x, y) for x, y in record.points(op)]


def _mitred(pen: record.Stroke, points: int) -> bool:
    return pen.join == 0 and points > 2


def _reach(pen: record.Stroke | None, points: int) -> float:
    """How far a line goes beyond its points."""
    if pen is None:
        return _SKIN
    return _SKIN + pen.width * (_MITER / 2 if _mitred(pen, points) else 0.75)


def _pen(pen: record.Stroke, points: int) -> str:
    said = f' LineWidth="{mm(pen.width)}"'
    if pen.cap:
        said += f' Cap="{_CAPS[pen.cap]}"'
    if pen.join:
        said += f' Join="{_JOINS[pen.join]}"'
    elif _mitred(pen, points):
        said += f' MiterLimit="{_MITER}"'
    if pen.dash:
        said += f' DashPattern="{" ".join(map(mm, pen.dash))}"'
        said += f' DashOffset="{mm(pen.phase)}"' if pen.phase else ""
    return said
