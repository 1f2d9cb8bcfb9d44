"""How areas, outlines and markers of an editable chart are painted: the theme's looks in Word's
words, hatches as preset patterns, so that a grey print tells the series apart."""

from __future__ import annotations

from reportgen.charts.record.drawing import Colour
from reportgen.charts.record.theme import DASHES as DASH_PATTERNS
from reportgen.charts.record.theme import Look, Pen, Theme
from reportgen.units import Pt
from reportgen.writers.docx.xml import Element, node

# ST_PresetPatternVal for the theme's hatches; a sign repeated is closer, a / says it is derived.
PATTERNS = {
    "-": "narHorz", "|": "narVert", "+": "lgGrid", "--": "dkHorz", "||": "dkVert", "++": "smGrid",
    "/": "wdUpDiag", "-/": "dashUpDiag", "|/": "ltUpDiag", "+/": "trellis", "--/": "dkUpDiag",
    "||/": "zigZag", "++/": "smCheck",
}
# ST_MarkerStyle for the theme's markers.
SYMBOLS = {
    "disc": "circle", "square": "square", "triangle": "triangle", "diamond": "diamond",
    "wedge": "dash", "cross": "x",
}
DASHES = ("solid", "dash", "sysDot", "dashDot", "lgDash", "sysDash")   # as theme.DASHES


def colour(value: Colour) -> Element:
    """`<a:srgbClr val="295B8C"/>`."""
    return node("a:srgbClr", val="".join(f"{round(part * 255):02X}" for part in value))


def solid(value: Colour) -> Element:
    """A plain fill."""
    return node("a:solidFill", colour(value))


def area(look: Look, theme: Theme) -> Element:
    """`c:spPr` of a bar or a slice: fill or pattern, and the outline, if it has one."""
    outline = line(look.edge, theme.line_width) if look.edge else node("a:ln", node("a:noFill"))
    return node("c:spPr", _filled(look, theme), outline)


def _filled(look: Look, theme: Theme) -> Element:
    if look.hatch:
        front = look.hatch_colour or look.edge or theme.axis
        return node(
            "a:pattFill", node("a:fgClr", colour(front)),
            node("a:bgClr", colour(look.fill or theme.paper)), prst=PATTERNS[look.hatch],
        )
    return solid(look.fill) if look.fill is not None else node("a:noFill")


def line(value: Colour, width: float, dash: str = "solid") -> Element:
    """`a:ln`: an outline or a line of a series; `width` in points."""
    return node("a:ln", solid(value), node("a:prstDash", val=dash), w=Pt(width).emu)


def stroke(pen: Pen, width: float) -> Element:
    """`c:spPr` of a line; lines differ by their dashes too."""
    return node("c:spPr", line(pen.colour, width, DASHES[DASH_PATTERNS.index(pen.dash)]))


def marker(pen: Pen, theme: Theme) -> Element:
    """`c:marker` of a line; lines differ by its shape."""
    symbol = SYMBOLS[pen.marker]
    if pen.hollow and symbol == "x":
        symbol = "circle"       # a cross has nothing to hollow out
    return node(
        "c:marker", node("c:symbol", val=symbol), node("c:size", val=round(theme.marker_size)),
        node("c:spPr", solid(theme.paper if pen.hollow else pen.colour),
             line(pen.colour, theme.line_width)),
    )
