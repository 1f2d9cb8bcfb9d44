"""报头: the red name, issue number, office and date, and the red rule."""

from __future__ import annotations

from dataclasses import replace

from reportgen.document.tree import Masthead
from reportgen.layout.pages import Element, Marked
from reportgen.layout.strips import Strip, rule, shifted
from reportgen.layout.text import Context, Piece, set_lines
from reportgen.units import Pt


def masthead(context: Context, block: Masthead) -> list[Strip]:
    """The whole head of page 1 as one strip that ends with the red rule."""
    profile, frame = context.profile, context.frame
    y = profile.length("masthead.name_top").pt
    content: list[Marked] = list(_notice(context, block))
    size, name = _name(context, block)
    content += [shifted(marked, y) for marked in name]
    y += size + profile.length("masthead.issue_gap").pt
    issue = context.style("masthead_issue")
    content += _line(context, block.issue, y, align="center")
    y += issue.pitch.pt
    content += _sides(context, block, y)
    line = context.style("masthead_line")
    depth, _ = context.ink(line.role, block.issuer + block.date)   # from the glyphs' lower edge
    y += (profile.number("page.ascent") - depth) * line.size.pt
    y += profile.length("masthead.rule_gap").pt
    width = profile.length("masthead.rule_width").pt
    content.append(rule(frame.left, y + width / 2, frame.width, width, profile.colour("red")))
    return [Strip(y + width, y + width, tuple(content), keep=True)]


def _name(context: Context, block: Masthead) -> tuple[float, list[Marked]]:
    """The name, as large as the profile lets it be, and its size."""
    profile = context.profile
    widest = profile.length("masthead.name_width").pt / max(1, len(block.name))
    size = max(profile.length("masthead.name_min").pt,
               min(profile.length("masthead.name_max").pt, widest))
    style = replace(context.style("title"), size=Pt(size), em=Pt(size))
    parts = [Piece(block.name, style.role, span=block.span)]
    frame = context.frame
    lines = set_lines(
        context, parts, style, frame.left, frame.width, align="center", colour=profile.colour("red")
    )
    element = Element("P", context.root)
    _, top = context.ink(style.role, block.name)     # the profile's distance is the glyphs'
    return size * len(lines), [
        shifted(marked, size * (i + top))
        for i, line in enumerate(lines) for marked in line.marked(element)
    ]


def _notice(context: Context, block: Masthead) -> list[Marked]:
    return _line(context, block.notice, 0.0, style="notice") if block.notice else []


def _line(
    context: Context, text: str, y: float, *, align: str = "left", style: str = "masthead_line",
    x: float = 0.0, width: float = 0.0,
) -> list[Marked]:
    look = context.style(style)
    frame = context.frame
    parts = [Piece(text, look.role)]
    lines = set_lines(
        context, parts, look, x or frame.left, width or frame.width, align=align
    )
    element = Element("P", context.root)
    baseline = y + look.size.pt * context.profile.number("page.ascent")
    return [
        shifted(marked, baseline + i * look.pitch.pt)
        for i, line in enumerate(lines) for marked in line.marked(element)
    ]


def _sides(context: Context, block: Masthead, y: float) -> list[Marked]:
    """Issuing office at the left, date at the right, each one character in."""
    frame = context.frame
    inset = context.profile.length("masthead.side_indent").pt
    x, width = frame.left + inset, frame.width - 2 * inset
    return [
        *_line(context, block.issuer, y, x=x, width=width),
        *_line(context, block.date, y, x=x, width=width, align="right"),
    ]
