"""图: a chart across the type area, its caption and notes below."""

from __future__ import annotations

from reportgen.document import printed
from reportgen.document.tree import Figure, PhotoFigure
from reportgen.layout.blocks import note_strips, set_passage
from reportgen.layout.pages import Element, Marked, Picture
from reportgen.layout.strips import CAPTION, NOTES, Strip
from reportgen.layout.text import Context, after


def figure(context: Context, block: Figure) -> list[Strip]:
    """A figure with its caption; scaled down when it would not fit on one page."""
    frame = context.frame
    drawing = context.drawings[block.number]
    gap = context.profile.length("figure.gap").pt
    element = Element("Figure", context.root, alt=block.alt, anchor=block.anchor)
    below = caption(context, block, element)
    notes = note_strips(context, block.notes)
    if notes:
        below[-1] = below[-1]._replace(keep=True, rule=NOTES)
    below += [*notes, after(context)]
    room = frame.height - 2 * gap - sum(strip.height for strip in below if strip.rule == CAPTION)
    scale = _scale(context, block, room) * block.scale
    height = drawing.height * scale + 2 * gap
    x = frame.left + (frame.width - drawing.width * scale) / 2
    picture = Marked(element, (Picture(x, gap, scale, drawing),))
    return [Strip(height, height, (picture,), keep=True, rule=CAPTION, whole=block.label), *below]


def _scale(context: Context, block: Figure, room: float) -> float:
    """As wide as the type area, as far as the height allows (I0608 tells where it does not)."""
    drawing, frame = context.drawings[block.number], context.frame
    widest = frame.width / drawing.width
    scale = min(widest, max(room, frame.height / 3) / drawing.height)
    if scale < widest:
        context.sink.info(
            "I0608", f"{block.label}高过一页，按比例缩到了版心宽的{scale / widest:.0%}", block.span,
            "减少图中的项目，或分成两张图",
        )
    return scale


def caption(
    context: Context, block: Figure | PhotoFigure, parent: Element
) -> list[Strip]:
    """图题, below the figure."""
    strips = set_passage(context, printed.caption(block), Element("Caption", parent))
    return [
        strip._replace(snap=False, keep=i < len(strips) - 1, rule=CAPTION)
        for i, strip in enumerate(strips)
    ]
