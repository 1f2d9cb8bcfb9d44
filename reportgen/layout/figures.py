"""图: a chart across the type area, its caption and notes below."""

from __future__ import annotations

from dataclasses import replace

from reportgen.document.tree import Figure
from reportgen.layout.blocks import note_strips
from reportgen.layout.pages import Element, Marked, Picture
from reportgen.layout.strips import Strip
from reportgen.layout.text import Context, Piece, after, set_lines, text_strips


def figure(context: Context, block: Figure) -> list[Strip]:
    """A figure with its caption; scaled down when it would not fit on one page."""
    frame = context.frame
    drawing = context.drawings[block.number]
    gap = context.profile.length("figure.gap").pt
    style = context.style("caption")
    room = frame.height - 2 * gap - 3 * style.pitch.pt
    scale = min(frame.width / drawing.width, room / drawing.height)
    height = drawing.height * scale + 2 * gap
    element = Element("Figure", context.root, alt=block.alt, anchor=block.anchor)
    x = frame.left + (frame.width - drawing.width * scale) / 2
    picture = Marked(element, (Picture(x, gap, scale, drawing),))
    strips = [Strip(height, height, (picture,), keep=True, whole=block.label, span=block.span),
              *caption(context, block, element)]
    notes = note_strips(context, block.notes)
    if notes:
        strips[-1] = replace(strips[-1], keep=True)
    return [*strips, *notes, after(context)]


def caption(context: Context, block: Figure, parent: Element) -> list[Strip]:
    """图题, below the figure, centred."""
    style = context.style("caption")
    frame = context.frame
    parts = [Piece(f"{block.label}　{block.caption}", style.role, span=block.span)]
    lines = set_lines(context, parts, style, frame.left, frame.width, align="center")
    strips = text_strips(context, lines, style, Element("Caption", parent))
    return [
        replace(strip, snap=False, keep=i < len(strips) - 1) for i, strip in enumerate(strips)
    ]
