"""What the heads of documents are made of: single lines, the red name, the red rule."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from reportgen.diagnostics import Span
from reportgen.layout.pages import Element, Marked
from reportgen.layout.strips import rule
from reportgen.layout.text import Context, Piece, SetLine, set_lines
from reportgen.style.profile import TextStyle
from reportgen.units import Length


def lines_at(
    context: Context, text: str, y: float, *, style: str, align: str = "",
    x: float = 0.0, width: float = 0.0, own: Element | None = None,
) -> list[Marked]:
    """A paragraph, of its own where `own` is not given, whose first line's box begins at `y`."""
    look = context.style(style)
    frame = context.frame
    lines = set_lines(
        context, [Piece(text, look.role)], look, x or frame.left, width or frame.width,
        align=align, indent=0.0 if x else look.indent,
    )
    element = own or Element("P", context.root)
    baseline = y + look.size.pt * context.profile.number("page.ascent")
    return stacked(lines, element, baseline, look)


def line_count(context: Context, text: str, style: str, width: float = 0.0) -> int:
    """How many lines a text makes."""
    look = context.style(style)
    parts = [Piece(text, look.role)]
    return len(set_lines(context, parts, look, 0.0, width or context.frame.width))


def text_width(context: Context, text: str, style: str) -> float:
    """The width of the longest line of a text in the type area."""
    look, room = context.style(style), context.frame.width
    return widest(set_lines(context, [Piece(text, look.role)], look, 0.0, room, align="left"))


def sized(context: Context, style: str, size: Length, pitch: float = 0.0) -> TextStyle:
    """A style of the profile in another size; `pitch` is that of its lines, in sizes."""
    look = context.style(style)
    return replace(look, size=size, em=size, pitch=size * pitch if pitch else look.pitch)


def widest(lines: Sequence[SetLine]) -> float:
    """The width of the longest of some lines."""
    return max((line.width for line in lines), default=0.0)


def red_name(
    context: Context, style: TextStyle, text: str, top: float, span: Span
) -> tuple[list[Marked], float]:
    """A centred name in red, on one line, whose glyphs begin at `top`, and where they end."""
    frame = context.frame
    lines = set_lines(
        context, [Piece(text, style.role, span=span)], style, frame.left, frame.width,
        colour=context.profile.colour("red"),
    )
    depth, height = context.ink(style.role, text)
    base = top + height * style.size.pt
    return stacked(lines, Element("P", context.root), base, style), base - depth * style.size.pt


def stacked(
    lines: Sequence[SetLine], element: Element, first: float, style: TextStyle
) -> list[Marked]:
    """Lines with their baselines from `first` on."""
    return [
        marked for i, line in enumerate(lines)
        for marked in line.marked(element, y=first + i * style.pitch.pt)
    ]


def red_rule(
    context: Context, head: str, above: str, style: str, y: float
) -> tuple[Marked, float]:
    """The rule below a line whose box begins at `y`, and where the head ends.

    The profile's distance is counted from the lower edge of the glyphs of `above`.
    """
    profile, frame, look = context.profile, context.frame, context.style(style)
    depth, _ = context.ink(look.role, above)
    y += (profile.number("page.ascent") - depth) * look.size.pt
    y += profile.length(f"{head}.rule_gap").pt
    width = profile.length(f"{head}.rule_width").pt
    red = profile.colour("red")
    return rule(frame.left, y + width / 2, frame.width, width, red), y + width
