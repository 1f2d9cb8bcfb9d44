"""版头 of a 公文 (GB/T 9704-2012 7.2): marks, organs in red, number, signers, the red rule.

Distances count from the type area's upper edge and from the edges of what stands above, in
millimetres; only the marks in the corner are on the line grid.
"""

from __future__ import annotations

from itertools import accumulate

from reportgen.document.printed import GAP, SIGNED
from reportgen.document.tree import Letterhead
from reportgen.layout.heads import (
    lines_at,
    red_name,
    red_rule,
    sized,
    stacked,
    text_width,
    widest,
)
from reportgen.layout.pages import Element, GlyphRun, Marked
from reportgen.layout.strips import OPENING, Strip
from reportgen.layout.text import Context, Piece, SetLine, set_lines
from reportgen.style.heads import letterhead_size, signer_rows
from reportgen.style.profile import TextStyle


def letterhead(context: Context, block: Letterhead) -> list[Strip]:
    """The whole head of page 1 as one strip that ends with the red rule."""
    pitch = context.frame.pitch
    content = [
        marked for line, text, mark in block.corner
        for marked in lines_at(context, text, line * pitch, style=mark)
    ]
    name, y = (_joint if len(block.organs) > 1 else _single)(context, block)
    y += context.profile.length("letterhead.number_gap").pt
    number, above, y = (_going_up if block.signers else _number)(context, block, y)
    rule, end = red_rule(context, "letterhead", above, "letterhead_line", y)
    return [Strip(end, end, (*content, *name, *number, rule), keep=True, rule=OPENING)]


# ------------------------------------------------------------------------------ 发文机关标志


def _sized(context: Context, block: Letterhead) -> TextStyle:
    """The style of the name in the size that fits."""
    size = letterhead_size(context.profile, block.organs, block.suffix)
    return sized(context, "letterhead_name", size, context.profile.number("letterhead.name_pitch"))


def _single(context: Context, block: Letterhead) -> tuple[list[Marked], float]:
    """One organ: its name with 文件 behind it, centred. Returns where its glyphs end."""
    top = context.profile.length("letterhead.name_top").pt
    text = block.organs[0] + block.suffix
    return red_name(context, _sized(context, block), text, top, block.span)


def _joint(context: Context, block: Letterhead) -> tuple[list[Marked], float]:
    """Several organs below one another, as wide as the longest; 文件 right of their middle."""
    profile, frame = context.profile, context.frame
    gap = profile.number("letterhead.joint_gap") if block.suffix else 0.0
    style = _sized(context, block)
    em, red = style.em.pt, profile.colour("red")
    lines = [
        (line, element) for organ, element in
        ((organ, Element("P", context.root)) for organ in block.organs)
        for line in set_lines(context, [Piece(organ, style.role, span=block.span)], style, 0.0,
                              frame.width, align="left", colour=red)
    ]
    width = widest([line for line, _ in lines])
    left = frame.left + (frame.width - width - (gap + len(block.suffix)) * em) / 2
    bottom, top = context.ink(style.role, "".join(block.organs))
    first = profile.length("letterhead.name_top").pt + top * em
    last = first + (len(lines) - 1) * style.pitch.pt
    marks = [
        Marked(element, _spread(line, first + i * style.pitch.pt, left, width))
        for i, (line, element) in enumerate(lines)
    ]
    if block.suffix:
        suffix = set_lines(context, [Piece(block.suffix, style.role)], style,
                           left + width + gap * em, frame.width, align="left", colour=red)
        element = Element("P", context.root)
        marks += stacked(suffix, element, (first + last) / 2, style)
    return marks, last - bottom * em


def _spread(line: SetLine, y: float, left: float, width: float) -> tuple[GlyphRun, ...]:
    """The line from `left`, its characters spread over `width` (K20: names in a list)."""
    runs = [run for _, run in line.runs(y)]
    count = sum(len(run.text) for run in runs)
    extra = (width - line.width) / (count - 1) if count > 1 else 0.0
    before = accumulate((len(run.text) * extra for run in runs), initial=0.0)
    return tuple(
        run._replace(x=left + run.x + shift, spacing=run.spacing + extra,
                     width=run.width + len(run.text) * extra)
        for run, shift in zip(runs, before, strict=False)
    )


# -------------------------------------------------------------------------- 发文字号, 签发人


def _number(context: Context, block: Letterhead, y: float) -> tuple[list[Marked], str, float]:
    """发文字号 in the middle. Returns its marks, what the rule stands below, and its top."""
    marks = lines_at(context, block.number, y, style="letterhead_number")
    return marks, block.number, y


def _going_up(context: Context, block: Letterhead, y: float) -> tuple[list[Marked], str, float]:
    """上行文: the signers at the right, two a line; the number at the left of their last line."""
    profile, frame = context.profile, context.frame
    look = context.style("letterhead_line")
    inset = profile.length("letterhead.side_indent").pt
    rows = [GAP.join(row) for row in signer_rows(
        profile, block, lambda text: text_width(context, text, "signer") / look.em.pt)]
    label = len(SIGNED) * look.em.pt
    names = max(text_width(context, row, "signer") for row in rows)
    left = frame.left + frame.width - inset - names
    last = y + (len(rows) - 1) * look.pitch.pt
    marks: list[Marked] = []
    for i, row in enumerate(rows):      # as one reads: the number before what stands beside it
        if i == len(rows) - 1:
            marks += lines_at(context, block.number, last, style=look.name, x=frame.left + inset)
        element = Element("P", context.root)
        top = y + i * look.pitch.pt
        if i == 0:
            marks += lines_at(context, SIGNED, top, style=look.name, x=left - label, own=element)
        marks += lines_at(context, row, top, style="signer", x=left, own=element)
    return marks, block.number + rows[-1], last
