"""Small words of OFD: millimetres, boxes, colours."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape  # xml.sax.saxutils has the same, and brings urllib with it
from itertools import pairwise

from reportgen.charts.record.drawing import Colour
from reportgen.layout.pages import BLACK

MM = 25.4 / 72      # of a point
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_NAMESPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'

__all__ = ["MM", "box", "colour", "escape", "grid", "mm", "part", "short", "steps"]


def short(value: float) -> str:
    """A number of a file, to a thousandth: of a millimetre, that is 0.003 pt."""
    return f"{round(value, 3) + 0.0:g}"


def mm(points: float) -> str:
    """A length in millimetres."""
    return short(points * MM)


def grid(points: float) -> float:
    """A length in millimetres as it will be read."""
    return round(points * MM, 3)


def box(left: float, top: float, right: float, bottom: float) -> str:
    """An ST_Box of millimetres: place and size."""
    return f"{short(left)} {short(top)} {short(right - left)} {short(bottom - top)}"


def steps(places: Sequence[float]) -> str:
    """From each place in points to the next, in millimetres; what is cut off does not add up."""
    found = " ".join(short(b - a) for a, b in pairwise([grid(place) for place in places]))
    return f' DeltaX="{found}"' if found else ""


def colour(name: str, value: Colour, otherwise: Colour | None = BLACK) -> str:
    """An element that says a colour; nothing where it is what readers take anyway."""
    if value == otherwise:
        return ""
    parts = " ".join(str(round(part * 255)) for part in value)
    return f'<ofd:{name} Value="{parts}"/>'


def part(name: str, body: str, attributes: str = "") -> bytes:
    """A file of the package: its root element."""
    return f"{_HEAD}<ofd:{name} {_NAMESPACE}{attributes}>{body}</ofd:{name}>".encode()
