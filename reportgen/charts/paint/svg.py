"""A drawing as SVG 1.1. Text is outlines, each defined once and used: no font is asked for.

The same drawing gives the same bytes. Coordinates are points from the upper left corner.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape  # xml.sax.saxutils has the same, and brings urllib with it
from typing import assert_never

from reportgen.cache import NONE, Cache
from reportgen.charts.paint.outlines import fingerprint, placed
from reportgen.charts.record import cache as drawing_cache
from reportgen.charts.record import drawing as record
from reportgen.fonts import Face, FontLibrary

_CAPS = ("butt", "round", "square")
_FORMS: Mapping[str | float, str] = {
    "M": "M%g %g", "L": "L%g %g", "Q": "Q%g %g %g %g", "C": "C%g %g %g %g %g %g", "Z": "Z",
}
_JOINS = ("miter", "round", "bevel")
_NAMESPACES = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'


def to_svg(drawing: record.Drawing, library: FontLibrary, *, cache: Cache = NONE) -> bytes:
    """The drawing as a standalone SVG file."""
    name = drawing_cache.key("svg", drawing, fingerprint(drawing, library))
    return cache.entry(name, lambda: _written(drawing, library), bytes, bytes)


def _written(drawing: record.Drawing, library: FontLibrary) -> bytes:
    picture = _Picture(drawing, library)
    body = "\n".join(picture.mark(mark) for mark in drawing.marks)
    width, height = _n(drawing.width), _n(drawing.height)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<svg {_NAMESPACES} version="1.1" width="{width}pt" height="{height}pt"'
        f' viewBox="0 0 {width} {height}" role="img">\n'
        f"<defs>\n{picture.definitions()}</defs>\n{body}\n</svg>\n"
    ).encode()


class _Picture:
    """Turns marks into elements, and remembers the glyphs they need."""

    def __init__(self, drawing: record.Drawing, library: FontLibrary) -> None:
        self._height = drawing.height
        self._library = library
        self._glyphs: dict[tuple[str, str], str] = {}

    def mark(self, mark: record.Mark) -> str:
        """The element of a mark."""
        match mark:
            case record.PathMark():
                return self._path(mark)
            case record.TextMark():
                return self._text(mark)
            case _:
                assert_never(mark)

    def definitions(self) -> str:
        """The outlines that the elements use."""
        lines = []
        for (key, ch), name in self._glyphs.items():
            data = outline_data(self._library.face(key), ch)
            lines.append(f'<path id="{name}" d="{data}"/>\n')
        return "".join(lines)

    def _path(self, mark: record.PathMark) -> str:
        fill = _hex(mark.fill) if mark.fill else "none"
        data = _data(mark.ops, self._height)
        return f'<path d="{data}" fill="{fill}"{"".join(_stroke(mark.stroke))}/>'

    def _text(self, mark: record.TextMark) -> str:
        uses = []
        for face, ch, x in placed(mark, self._library):
            name = self._glyphs.setdefault((face.key, ch), f"g{len(self._glyphs)}")
            uses.append(f'<use x="{_n(x)}" xlink:href="#{name}"/>')
        turn = f" rotate({_n(-mark.angle)})" if mark.angle else ""
        scale = f"{mark.size / 1000:.5f}".rstrip("0")
        return (
            f'<g fill="{_hex(mark.colour)}" transform="translate({_n(mark.x)}'
            f' {_n(self._height - mark.y)}){turn} scale({scale} -{scale})"'
            f' aria-label="{escape(mark.text)}">{"".join(uses)}</g>'
        )


def _stroke(stroke: record.Stroke | None) -> Iterator[str]:
    if stroke is None:
        return
    yield f' stroke="{_hex(stroke.colour)}" stroke-width="{_n(stroke.width)}"'
    if stroke.cap:
        yield f' stroke-linecap="{_CAPS[stroke.cap]}"'
    if stroke.join:
        yield f' stroke-linejoin="{_JOINS[stroke.join]}"'
    if stroke.dash:
        yield f' stroke-dasharray="{" ".join(map(_n, stroke.dash))}"'
        if stroke.phase:
            yield f' stroke-dashoffset="{_n(stroke.phase)}"'


def outline_data(face: Face, ch: str) -> str:
    """The outline of a character as path data."""
    return _data(face.outline(ch), None)


def _data(ops: tuple[record.PathOp, ...], height: float | None) -> str:
    """Path data; with a `height`, y is turned to grow downwards. One format call: glyphs are long.

    `%g` keeps six digits: hundredths of a point in a picture, thousandths of an em in a glyph.
    """
    form = "".join([_FORMS[op[0]] for op in ops])
    numbers = [number for op in ops for number in op[1:]]
    if height is not None:
        numbers[1::2] = [round(height - float(y), 2) for y in numbers[1::2]]
    return form % tuple(numbers)


def _n(value: float) -> str:
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _hex(colour: record.Colour) -> str:
    return "#" + "".join(f"{round(part * 255):02x}" for part in colour)
