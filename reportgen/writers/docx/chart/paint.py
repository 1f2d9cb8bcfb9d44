"""How areas, outlines and markers of an editable chart are painted: the theme's looks in Word's
words, hatches as preset patterns, so that a grey print tells the series apart."""

from __future__ import annotations

from reportgen.charts.drawing import Colour
from reportgen.charts.theme import Look
from reportgen.units import Pt
from reportgen.writers.docx.xml import Element, node

# ST_PresetPatternVal for the theme's hatches; a sign repeated is closer.
PATTERNS = {
    "/": "wdUpDiag", "\\": "wdDnDiag", "//": "dkUpDiag", "\\\\": "dkDnDiag", "-": "narHorz",
    "|": "narVert", "--": "dkHorz", "||": "dkVert", "+": "smGrid", "x": "diagCross",
    "xx": "openDmnd", ".": "pct25", "..": "pct50",
}
SYMBOLS = ("circle", "square", "triangle", "diamond", "x", "star", "plus", "dash")
DASHES = ("solid", "dash", "sysDot", "dashDot", "lgDash", "sysDash", "lgDashDot", "sysDashDot")


def colour(value: Colour) -> Element:
    """`<a:srgbClr val="295B8C"/>`."""
    return node("a:srgbClr", val="".join(f"{round(part * 255):02X}" for part in value))


def solid(value: Colour) -> Element:
    """A plain fill."""
    return node("a:solidFill", colour(value))


def area(look: Look, ink: Colour, width: float) -> Element:
    """`c:spPr` of a bar or a slice: fill or pattern, and the outline."""
    edge = look.edge or look.fill or ink
    return node("c:spPr", _filled(look, edge), line(edge, width))


def _filled(look: Look, edge: Colour) -> Element:
    if look.hatch:
        return node(
            "a:pattFill", node("a:fgClr", colour(edge)),
            node("a:bgClr", colour(look.fill or (1.0, 1.0, 1.0))),
            prst=PATTERNS.get(look.hatch, "wdUpDiag"),
        )
    return solid(look.fill) if look.fill is not None else node("a:noFill")


def line(value: Colour, width: float, dash: str = "solid") -> Element:
    """`a:ln`: an outline or a line of a series; `width` in points."""
    return node("a:ln", solid(value), node("a:prstDash", val=dash), w=Pt(width).emu)


def stroke(look: Look, ink: Colour, width: float, order: int) -> Element:
    """`c:spPr` of a line; lines differ by their dashes too."""
    tone = look.edge or look.fill or ink
    return node("c:spPr", line(tone, width, DASHES[order % len(DASHES)]))


def marker(look: Look, ink: Colour, order: int, size: int) -> Element:
    """`c:marker` of a line; lines differ by its shape."""
    tone = look.edge or look.fill or ink
    return node(
        "c:marker", node("c:symbol", val=SYMBOLS[order % len(SYMBOLS)]),
        node("c:size", val=size), node("c:spPr", solid(tone), line(tone, 0.75)),
    )
