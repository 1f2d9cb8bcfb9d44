"""The objects of an OFD page (GB/T 33190-2016, clauses 8 to 11), each placed on its sheet.

An attribute or element that is not known here is an error, as it might change what is seen.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import accumulate, islice, repeat
from math import atan2, degrees, hypot
from typing import NamedTuple

from reportgen.charts.record.drawing import Colour, PathOp, Stroke, placed, points
from reportgen.frozen import frozen
from reportgen.proof.matrices import IDENTITY, Matrix, matrix_of, moved, product
from reportgen.proof.ofd.package import OFD, UnreadError
from reportgen.proof.package import Element
from reportgen.proof.programs import Program
from reportgen.proof.sheets import Glyph, Goal, Photo, Sheet, Trace, trace

POINT = 72 / 25.4        # in a millimetre
_BLACK: Colour = (0.0, 0.0, 0.0)
_LETTERS = {"M": ("M", 2), "L": ("L", 2), "Q": ("Q", 4), "B": ("C", 6), "C": ("Z", 0)}
_CAPS = {"Butt": 0, "Round": 1, "Square": 2}
_JOINS = {"Miter": 0, "Round": 1, "Bevel": 2}
_OBJECTS = "TextObject PathObject ImageObject"
_PEN = "LineWidth Cap Join MiterLimit DashPattern DashOffset"
# element → its attributes; what stands in it
_KNOWN = {name: tuple(frozenset(words.split()) for words in more) for name, *more in (
    ("TextObject", "ID Boundary CTM Font Size", "Actions FillColor TextCode"),
    ("PathObject", f"ID Boundary CTM Stroke Fill {_PEN}", "StrokeColor FillColor AbbreviatedData"),
    ("ImageObject", "ID Boundary CTM ResourceID", ""),
    ("TextCode", "X Y DeltaX", ""), ("FillColor", "Value", ""), ("StrokeColor", "Value", ""),
    ("Layer", "ID Type", _OBJECTS), ("Content", "", "Layer"), ("Page", "", "Area Content"),
)}
_MOST = 200_000      # characters of a page; a page of a dictionary has ten thousand
_CUT = 0.01          # millimetres of ink that may be lost at the edge of a box
_SEVERAL = frozenset((*_OBJECTS.split(), "Layer", "TextCode"))


class OfdFace(NamedTuple):
    """An embedded face: its name and its program."""

    name: str
    program: Program


@frozen
class Resources:
    """What pages call by number: faces, what tells photographs, and the pages themselves."""

    faces: Mapping[str, OfdFace]
    photos: Mapping[str, str]
    pages: Mapping[str, int]

    def goal(self, element: Element) -> Goal | None:
        """Where a click on an element leads."""
        for action in element.iterfind(f"{OFD}Actions/{OFD}Action"):
            if (address := action.find(OFD + "URI")) is not None:
                return Goal(address=address.get("URI", ""))
            if (place := action.find(f"{OFD}Goto/{OFD}Dest")) is not None:
                top = float(place.get("Top", "0")) * POINT
                return Goal(self.pages.get(place.get("PageID", ""), 0), top)
            raise UnreadError("Action 里的动作")
        return None


def page_sheet(page: Element, usual: Sequence[float], resources: Resources) -> Sheet:
    """The sheet of a page; `usual` is the document's box, for a page that has none of its own."""
    _check(page, "Page")
    own = page.findtext(f"{OFD}Area/{OFD}PhysicalBox")
    left, top, width, height = numbers(own) if own else usual
    if left or top:
        raise UnreadError("PhysicalBox 不从 0 0 起")
    reader = _Page(resources)
    for content in page.iterfind(OFD + "Content"):
        _check(content, "Content")
        for layer in content:
            _check(layer, "Layer")
            for each in layer:
                reader.add(each)
    return Sheet(width * POINT, height * POINT, tuple(reader.marks))


def numbers(text: str) -> list[float]:
    """The numbers of an ST_Array or ST_Box."""
    return [float(each) for each in text.split()]


def _check(element: Element, name: str) -> None:
    attributes, kids = _KNOWN[name]
    if strange := set(element.attrib) - attributes:
        raise UnreadError(f"{name} 的 {min(map(str, strange))}")
    found = [str(kid.tag).removeprefix(OFD) for kid in element]
    if others := set(found) - kids:
        raise UnreadError(f"{name} 里的 {min(others)}")
    if any(found.count(each) > 1 for each in set(found) - _SEVERAL):
        raise UnreadError(f"{name} 里有重复的一项")


@dataclass(slots=True)
class _Page:
    """Gathers what the objects of a page show."""

    resources: Resources
    marks: list[Glyph | Trace | Photo] = field(default_factory=list)

    def add(self, element: Element) -> None:
        """One object of a layer."""
        name = str(element.tag).removeprefix(OFD)
        _check(element, name)
        match name:
            case "TextObject":
                self._text(element)
            case "PathObject":
                self._path(element)
            case _:
                self._photo(element)

    def _text(self, element: Element) -> None:
        face, frame = self.resources.faces[element.get("Font", "")], _Frame(element)
        axes, size = frame.axes, float(element.get("Size", "0"))
        a, b = axes[:2]
        high, turn = size * hypot(a, b), degrees(atan2(-b, a))
        colour, goal = _colour(element, "FillColor") or _BLACK, self.resources.goal(element)
        for code in element.iterfind(OFD + "TextCode"):
            if len(self.marks) > _MOST:
                raise UnreadError("一页的字太多")
            for ch, x, y in _placed(code):
                if ord(ch) not in face.program.cmap:
                    raise UnreadError(f"“{ch}”不在字体 {face.name} 里")
                gid = face.program.cmap[ord(ch)]
                shape, ahead = face.program.shape(gid)
                if box := face.program.box(gid):
                    left, low, right, top = (each * size for each in box)
                    frame.hold((x + left, y - top), (x + right, y - low))
                at = moved(axes, x + ahead * size, y)
                self.marks.append(Glyph(ch, *at, high, turn, face.name, shape, colour,
                                         goal))

    def _path(self, element: Element) -> None:
        frame = _Frame(element)
        path = list(_steps(element.findtext(OFD + "AbbreviatedData", "")))
        for step in path:
            frame.hold(*points(step))
        fill = _colour(element, "FillColor") if element.get("Fill") == "true" else None
        pen = None
        if element.get("Stroke", "true") == "true":
            pen = _pen(element, _colour(element, "StrokeColor") or _BLACK,
                       hypot(*frame.axes[:2]))
        self.marks.append(trace(
            [placed(step, partial(moved, frame.axes)) for step in path], fill, pen))

    def _photo(self, element: Element) -> None:
        frame = _Frame(element)
        frame.hold((0.0, 0.0), (1.0, 1.0))
        a, b, c, d, x, y = frame.axes
        if b or c:
            raise UnreadError("ImageObject 转了方向")
        digest = self.resources.photos[element.get("ResourceID", "")]
        self.marks.append(Photo(x, y, a, d, digest))


class _Frame:
    """Where an object lies: its axes, and the box that readers clip it to."""

    def __init__(self, element: Element) -> None:
        left, top, self._width, self._height = numbers(element.get("Boundary", ""))
        own = element.get("CTM")
        self._inner = matrix_of(numbers(own)) if own else IDENTITY
        placed = product(self._inner, (1.0, 0.0, 0.0, 1.0, left, top))
        self.axes: Matrix = product(placed, (POINT, 0.0, 0.0, POINT, 0.0, 0.0))

    def hold(self, *points: tuple[float, float]) -> None:
        """All of these must be within the box: what is cut off is not seen."""
        for x, y in (moved(self._inner, *point) for point in points):
            if not (-_CUT < x < self._width + _CUT and -_CUT < y < self._height + _CUT):
                raise UnreadError("Boundary 裁掉了内容")


def _placed(code: Element) -> Iterator[tuple[str, float, float]]:
    """Each character of a TextCode, and where it stands."""
    _check(code, "TextCode")
    text = code.text or ""
    steps = max(len(text) - 1, 0)
    deltas = list(islice(_deltas(code.get("DeltaX", "")), steps + 1))
    if len(deltas) != steps or len(text) > _MOST:
        raise UnreadError("DeltaX 与字数不合")
    y = float(code.get("Y", "0"))
    xs = accumulate(deltas, initial=float(code.get("X", "0")))
    yield from ((ch, x, y) for ch, x in zip(text, xs, strict=False))


def _deltas(text: str) -> Iterator[float]:
    """The steps between characters; `g 3 5.2` stands for three of them."""
    words = iter(text.split())
    for word in words:
        if word == "g":
            times = int(next(words, "0"))
            yield from repeat(float(next(words, "")), times)
        else:
            yield float(word)


def _colour(element: Element, name: str) -> Colour | None:
    found = element.find(OFD + name)
    if found is None:
        return None
    _check(found, name)
    red, green, blue = (part / 255 for part in numbers(found.get("Value", "")))
    return red, green, blue


def _pen(element: Element, colour: Colour, scale: float) -> Stroke:
    return Stroke(colour, float(element.get("LineWidth", "0.353")),
                  _CAPS[element.get("Cap", "Butt")], _JOINS[element.get("Join", "Miter")],
                  tuple(numbers(element.get("DashPattern", ""))),
                  float(element.get("DashOffset", "0"))).scaled(scale)


def _steps(data: str) -> Iterator[PathOp]:
    """The operations of AbbreviatedData (9.3), in the object's own millimetres."""
    words = iter(data.split())
    for word in words:
        letter, count = _LETTERS[word]
        yield letter, *(float(next(words, "")) for _ in range(count))
