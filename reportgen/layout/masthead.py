"""报头: the red name, issue number, office and date, and the red rule."""

from __future__ import annotations

from dataclasses import replace

from reportgen.document.tree import Masthead
from reportgen.layout.pages import Element, Marked
from reportgen.layout.strips import BODY, Strip, rule, shifted
from reportgen.layout.text import Context, Piece, set_lines
from reportgen.units import Pt


def masthead(context: Context, block: Masthead) -> list[Strip]:
    """The whole head of page 1 as one strip that ends with the red rule."""
    profile, frame = context.profile, context.frame
    content, below = _notice(context, block)
    y = max(profile.length("masthead.name_top").pt, below)
    size, name = _name(context, block)
    content += [shifted(marked, y) for marked in name]
    y += size + profile.length("masthead.issue_gap").pt
    issue = context.style("masthead_issue")
    content += _line(context, block.issue, y, align="center")
    y += issue.pitch.pt
    sides, more = _sides(context, block, y)
    content += sides
    y += more
    line = context.style("masthead_line")
    depth, _ = context.ink(line.role, block.issuer + block.date)   # from the glyphs' lower edge
    y += (profile.number("page.ascent") - depth) * line.size.pt
    y += profile.length("masthead.rule_gap").pt
    width = profile.length("masthead.rule_width").pt
    content.append(rule(frame.left, y + width / 2, frame.width, width, profile.colour("red")))
    return [Strip(y + width, y + width, tuple(content), keep=True, rule=BODY)]


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


def _notice(context: Context, block: Masthead) -> tuple[list[Marked], float]:
    """提示语 and 密级 on the first lines, and where they end."""
    if not block.notice:
        return [], 0.0
    marks = _line(context, block.notice, 0.0, style="notice")
    return marks, _lines(context, block.notice, "notice") * context.style("notice").pitch.pt


def _lines(context: Context, text: str, style: str, width: float = 0.0) -> int:
    look = context.style(style)
    parts = [Piece(text, look.role)]
    return len(set_lines(context, parts, look, 0.0, width or context.frame.width))


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


def _sides(context: Context, block: Masthead, y: float) -> tuple[list[Marked], float]:
    """Issuing office at the left, date at the right, each one character in.

    Returns the marks and by how much further lines of a long name make them higher.
    """
    frame, look = context.frame, context.style("masthead_line")
    inset = context.profile.length("masthead.side_indent").pt
    x, width = frame.left + inset, frame.width - 2 * inset
    parts = [Piece(block.date, look.role)]
    date = max((line.width for line in set_lines(context, parts, look, x, width)), default=0.0)
    room = width - date - look.em.pt
    count = max(1, _lines(context, block.issuer, look.name, room))
    more = (count - 1) * look.pitch.pt
    return [
        *_line(context, block.issuer, y, x=x, width=room),
        *_line(context, block.date, y + more, x=x, width=width, align="right"),
    ], more
