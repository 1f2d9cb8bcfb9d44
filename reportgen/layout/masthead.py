"""报头: the red name, issue number, office and date, and the red rule."""

from __future__ import annotations

from reportgen.document.tree import Masthead
from reportgen.layout.heads import line_count, lines_at, red_name, red_rule, sized, text_width
from reportgen.layout.pages import Marked
from reportgen.layout.strips import BODY, Strip, shifted
from reportgen.layout.text import Context
from reportgen.style.heads import masthead_size


def masthead(context: Context, block: Masthead) -> list[Strip]:
    """The whole head of page 1 as one strip that ends with the red rule."""
    profile = context.profile
    content, below = _notice(context, block)
    y = max(profile.length("masthead.name_top").pt, below)
    size = masthead_size(profile, block.name)     # as large as the profile lets it be
    name, _ = red_name(context, sized(context, "masthead_name", size), block.name, 0.0, block.span)
    content += [shifted(marked, y) for marked in name]
    y += size.pt + profile.length("masthead.issue_gap").pt
    content += lines_at(context, block.issue, y, style="masthead_issue")
    pitch = context.style("masthead_issue").pitch.pt
    y += line_count(context, block.issue, "masthead_issue") * pitch
    sides, more = _sides(context, block, y)
    content += sides
    rule, end = red_rule(
        context, "masthead", block.issuer + block.date, "masthead_line", y + more
    )
    return [Strip(end, end, (*content, rule), keep=True, rule=BODY)]


def _notice(context: Context, block: Masthead) -> tuple[list[Marked], float]:
    """提示语 and 密级 on the first lines, and where they end."""
    if not block.notice:
        return [], 0.0
    marks = lines_at(context, block.notice, 0.0, style="notice")
    return marks, line_count(context, block.notice, "notice") * context.style("notice").pitch.pt


def _sides(context: Context, block: Masthead, y: float) -> tuple[list[Marked], float]:
    """Issuing office at the left, date at the right, each one character in.

    Returns the marks and by how much further lines of a long name or date make them higher.
    """
    frame, look = context.frame, context.style("masthead_line")
    inset = context.profile.length("masthead.side_indent").pt
    x, width = frame.left + inset, frame.width - 2 * inset
    room = width - text_width(context, block.date, look.name) - look.em.pt
    count = max(1, line_count(context, block.issuer, look.name, room))
    more = (count - 1) * look.pitch.pt
    below = (max(1, line_count(context, block.date, look.name, width)) - 1) * look.pitch.pt
    return [
        *lines_at(context, block.issuer, y, style=look.name, x=x, width=room),
        *lines_at(
            context, block.date, y + more, style=look.name, x=x, width=width, align="right"
        ),
    ], more + below
