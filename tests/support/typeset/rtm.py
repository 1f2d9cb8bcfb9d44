"""The metric of the tables: Han and full-width marks 1 em, ASCII and · half an em."""

from __future__ import annotations

from reportgen.typeset import Glyphs, Line, Rules, break_paragraph
from reportgen.typeset.model import Align

MARKS = "，、；。：．？！”’）》〉】〗〕］｝」』"  # half an em at a line end
RTM = Rules(autospace=250, autospace_max=500)


def advances(text: str, half: int = 500) -> list[int]:
    """The advance of every character of `text`."""
    return [half if c.isascii() or c == "·" else 1000 for c in text]


def glyphs(text: str, half: int = 500) -> Glyphs:
    """`text` with the advances of the metric."""
    return Glyphs(text, advances(text, half))


def lines(
    text: str, measure: float, rules: Rules = RTM, indent: float = 0, align: Align = "justify"
) -> list[Line]:
    """`text` broken to `measure` ems."""
    return break_paragraph(
        glyphs(text), round(measure * 1000), round(indent * 1000), rules, align
    )


def shown(text: str, found: list[Line]) -> str:
    """The lines' texts with | between them."""
    return "|".join(text[line.start : line.end] for line in found)


def right_edge(text: str, line: Line) -> int:
    """Where the last glyph of the line ends, its trimmed half not counted."""
    last = text[line.end - 1]
    edge = line.xs[-1] + advances(last)[0]
    if last in MARKS:
        edge -= 500
    return edge - advances(last)[0] if last == "\u0020" else edge
