"""照片: one photograph or a row of them, with captions."""

from __future__ import annotations

from collections.abc import Sequence

from reportgen.document.tree import PhotoFigure
from reportgen.images.fitting import Fit, fit
from reportgen.layout.blocks import note_strips
from reportgen.layout.figures import caption
from reportgen.layout.pages import Element, Image, Marked
from reportgen.layout.strips import CAPTION, NOTES, Strip, shifted
from reportgen.layout.text import Context, Piece, after, set_lines, text_strips


def photographs(context: Context, block: PhotoFigure) -> list[Strip]:
    """The photographs and all that is said of them, kept together."""
    found = fit(block, context.profile)
    boxes = _boxes(context, found)
    group, elements = _elements(context, block)
    strips = [_pictures(context, block, elements, boxes, found.height)]
    if block.lines:
        strips.append(_lines(context, block, elements, boxes))
    if block.number:
        strips += caption(context, block, group)
    notes = note_strips(context, block.notes)
    if notes:
        strips[-1] = strips[-1]._replace(keep=True, rule=NOTES)
    return [*strips, *notes, after(context)]


def _boxes(context: Context, found: Fit) -> list[tuple[float, float]]:
    """Left edge and width of each photograph; the row is centred."""
    gap = context.profile.length("photo.row_gap").pt
    x = context.frame.left + (
        context.frame.width - found.width - gap * (len(found.sizes) - 1)
    ) / 2
    boxes = []
    for width, _ in found.sizes:
        boxes.append((x, width))
        x += width + gap
    return boxes


def _elements(
    context: Context, block: PhotoFigure
) -> tuple[Element, list[Element | None]]:
    """The element that holds the caption, and that of each photograph; decoration has none."""
    if block.silent:
        return context.root, [None] * len(block.photos)
    if len(block.photos) == 1:
        only = Element("Figure", context.root, alt=block.photos[0].alt, anchor=block.anchor)
        return only, [only]
    group = Element("Div", context.root, anchor=block.anchor)
    return group, [Element("Figure", group, alt=photo.alt) for photo in block.photos]


def _pictures(
    context: Context, block: PhotoFigure, elements: Sequence[Element | None],
    boxes: Sequence[tuple[float, float]], height: float,
) -> Strip:
    gap = context.profile.length("figure.gap").pt
    marks = tuple(
        Marked(element, (Image(x, gap, width, height, context.prints[photo.digest]),))
        for photo, element, (x, width) in zip(block.photos, elements, boxes, strict=True)
    )
    whole = block.label if block.number else "照片"
    tall = height + 2 * gap
    return Strip(tall, tall, marks, keep=bool(block.number), rule=CAPTION, whole=whole)


def _lines(
    context: Context, block: PhotoFigure, elements: Sequence[Element | None],
    boxes: Sequence[tuple[float, float]],
) -> Strip:
    """（a）…（b）…, each below its photograph; side by side, so one strip."""
    style = context.style("photo_caption")
    marks: list[Marked] = []
    tallest = 0.0
    for line, photo, element, (x, width) in zip(
        block.lines, block.photos, elements, boxes, strict=True
    ):
        part = [Piece(line, style.role, span=photo.span)]
        lines = set_lines(context, part, style, x, width)
        y = 0.0
        for strip in text_strips(context, lines, style, Element("Caption", element)):
            marks += [shifted(marked, y) for marked in strip.content]
            y += strip.height
        tallest = max(tallest, y)
    return Strip(tallest, tallest, tuple(marks), keep=True, snap=False, rule=CAPTION)

