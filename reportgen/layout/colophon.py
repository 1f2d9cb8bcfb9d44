"""报尾 and what stands outside the type area: page numbers, the draft mark."""

from __future__ import annotations

from reportgen.document.tree import Colophon
from reportgen.layout.pages import Element, Marked
from reportgen.layout.strips import rule, shifted
from reportgen.layout.text import Context, Piece, SetLine, set_lines
from reportgen.style.profile import TextStyle


def colophon(context: Context, block: Colophon) -> tuple[float, list[Marked]]:
    """The colophon and its height; y runs from its first rule, its last rule is at the height."""
    style = context.style("colophon")
    outer = context.profile.length("colophon.rule_outer").pt
    inner = context.profile.length("colophon.rule_inner").pt
    frame, black = context.frame, context.profile.colour("black")
    content = [rule(frame.left, 0.0, frame.width, outer, black)]
    y = 0.0
    for label, names in block.rows:
        height, marks = _row(context, style, f"{label}：", names)
        content += [shifted(marked, y) for marked in marks]
        y += height
    last = _last_row(context, style, block)
    if last:
        if block.rows:
            content.append(rule(frame.left, y, frame.width, inner, black))
        content += [shifted(marked, y) for marked in last]
        y += style.pitch.pt
    content.append(rule(frame.left, y, frame.width, outer, black))
    return y, content


def _baseline(context: Context, style: TextStyle) -> float:
    """Text stands in the middle of its row."""
    lead = (style.pitch.pt - style.size.pt) / 2
    return lead + style.size.pt * context.profile.number("page.ascent")


def _row(
    context: Context, style: TextStyle, label: str, names: str
) -> tuple[float, list[Marked]]:
    """报：…。 One character in at both sides; turnovers align behind the colon."""
    side = context.profile.number("colophon.side") * style.em.pt
    x, width = context.frame.left + side, context.frame.width - 2 * side
    element = Element("P", context.root)
    label_width = len(label) * style.em.pt
    head = set_lines(context, [Piece(label, style.role)], style, x, width, align="left")
    body = set_lines(
        context, [Piece(names, style.role)], style, x + label_width, width - label_width,
    )
    base = _baseline(context, style)
    return len(body) * style.pitch.pt, _stack([*head], element, base, 0.0) + _stack(
        body, element, base, style.pitch.pt
    )


def _stack(lines: list[SetLine], element: Element, base: float, pitch: float) -> list[Marked]:
    return [
        shifted(marked, base + i * pitch)
        for i, line in enumerate(lines) for marked in line.marked(element)
    ]


def _last_row(context: Context, style: TextStyle, block: Colophon) -> list[Marked]:
    side = context.profile.number("colophon.side") * style.em.pt
    x, width = context.frame.left + side, context.frame.width - 2 * side
    base = _baseline(context, style)
    marks: list[Marked] = []
    for text, align in ((block.editor, "left"), (block.copies, "right")):
        if text:
            lines = set_lines(context, [Piece(text, style.role)], style, x, width, align=align)
            marks += _stack(lines, Element("P", context.root), base, style.pitch.pt)
    return marks


def folio(context: Context, number: int) -> list[Marked]:
    """— 1 —: at the outer edge, one character in, the dash 28 mm above the foot of the page."""
    style = context.style("folio")
    frame = context.frame
    inset = context.profile.length("folio.inset").pt
    text = f"— {number} —"
    align = "right" if number % 2 else "left"
    lines = set_lines(
        context, [Piece(text, style.role)], style, frame.left + inset, frame.width - 2 * inset,
        align=align,
    )
    bottom, top = context.ink(style.role, "—")
    middle = (bottom + top) / 2 * style.size.pt
    baseline = frame.page_height - context.profile.length("folio.dash").pt + middle
    return [
        shifted(marked, baseline)
        for line in lines for marked in line.marked(None, "Pagination")
    ]


def draft_mark(context: Context, text: str) -> list[Marked]:
    """草稿 above the type area, on every page of a draft."""
    style = context.style("draft")
    frame = context.frame
    lines = set_lines(
        context, [Piece(text, style.role)], style, frame.left, frame.width,
        align="center", colour=context.profile.colour("draft"),
    )
    return [
        shifted(marked, frame.top / 2) for line in lines
        for marked in line.marked(None, "Pagination")
    ]
