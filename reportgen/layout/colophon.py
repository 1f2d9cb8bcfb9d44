"""报尾: the block between rules at the foot of the last page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, zip_longest
from typing import NamedTuple

from reportgen.document.printed import colophon_rows
from reportgen.document.tree import Colophon, plain
from reportgen.layout.heads import widest
from reportgen.layout.pages import Element, Marked
from reportgen.layout.strips import Strip, rule, shifted
from reportgen.layout.text import Context, Piece, SetLine, set_lines
from reportgen.layout.type_area import EPSILON
from reportgen.style.profile import TextStyle


def colophon(context: Context, block: Colophon) -> list[Strip]:
    """The colophon line by line, from its first rule to its last, where it has any."""
    style = context.style("colophon")
    strips = [
        strip for row in colophon_rows(block)
        for strip in _row(context, style, row.label, plain(row.children))
    ]
    ruled = context.profile.flag("colophon.ruled")
    if last := list(_last_row(context, style, block)):
        line = [_rule(context, 0.0, "inner")] if strips and ruled else []
        strips += [last[0]._replace(content=(*line, *last[0].content)), *last[1:]]
    strips = strips or [Strip(0.0, 0.0, snap=False)]
    if not ruled:
        return strips
    strips[0] = strips[0]._replace(content=(_rule(context, 0.0, "outer"), *strips[0].content))
    end = strips[-1]
    strips[-1] = end._replace(content=(*end.content, _rule(context, end.height, "outer")))
    return strips


def by_page(strips: Sequence[Strip], height: float) -> list[list[Strip]]:
    """The lines of a colophon in parts no higher than a page; one part as a rule."""
    parts: list[list[Strip]] = [[]]
    used = 0.0
    for strip in strips:
        if parts[-1] and used + strip.height > height + EPSILON:
            parts.append([])
            used = 0.0
        parts[-1].append(strip)
        used += strip.height
    return parts


class Beyond(NamedTuple):
    """What a colophon takes beyond the pages of the text: pages of its own, a blank one before."""

    pages: int
    blank: bool


def beyond(context: Context, heights: Sequence[float], sheets: int, filled: float) -> Beyond:
    """Where a colophon finds no room on the last of so many sheets, `filled` so far.

    `heights` are those of its parts by page. It ends an even page when the profile says so.
    """
    frame = context.frame
    even = context.profile.flag("colophon.even_page")
    room = frame.height - heights[-1] - frame.pitch / 2
    if len(heights) == 1 and sheets and filled <= room + EPSILON and not (even and sheets % 2):
        return Beyond(0, False)
    return Beyond(len(heights), bool(even and (sheets + len(heights)) % 2))


def stacked(strips: Sequence[Strip], top: float) -> Iterator[Marked]:
    """The marks of `strips`, one below the other from `top`."""
    for strip in strips:
        yield from (shifted(marked, top) for marked in strip.content)
        top += strip.height


def _rule(context: Context, y: float, name: str) -> Marked:
    frame, profile = context.frame, context.profile
    width = profile.length(f"colophon.rule_{name}").pt
    return rule(frame.left, y, frame.width, width, profile.colour("black"))


def _row(context: Context, style: TextStyle, label: str, names: str) -> Iterator[Strip]:
    """报：…。 One character in at both sides; turnovers align behind the colon."""
    side = context.profile.number("colophon.side") * style.em.pt
    x, width = context.frame.left + side, context.frame.width - 2 * side
    element = Element("P", context.root)
    label_width = len(label) * style.em.pt
    beside = label_width <= width / 2      # in a narrow measure the names go on behind it
    head = set_lines(context, [Piece(label, style.role)], style, x, width, align="left")
    body = set_lines(
        context, [Piece(names, style.role)], style, x + label_width, width - label_width,
    ) if beside else set_lines(context, [Piece(label + names, style.role)], style, x, width)
    for lines in zip_longest(head if beside else (), body):
        yield _strip(context, style, (
            marked for line in lines if line for marked in line.marked(element)))


def _last_row(context: Context, style: TextStyle, block: Colophon) -> Iterator[Strip]:
    """The two ends of the last row; a long left end takes more lines, the right end the last."""
    side = context.profile.number("colophon.side") * style.em.pt
    x, width = context.frame.left + side, context.frame.width - 2 * side

    def set_end(text: str, room: float, align: str) -> list[SetLine]:
        return set_lines(context, [Piece(text, style.role)], style, x, room, align=align)

    right = set_end(block.right, width, "right")
    room = width - widest(right) - style.em.pt
    beside = len(right) == 1 and room >= width / 3
    left = set_end(block.left, room if beside else width, "left")
    ends = (Element("P", context.root), Element("P", context.root))
    rows = [[line.marked(ends[0])] for line in left]
    others = [line.marked(ends[1]) for line in right]
    if beside and rows:
        rows[-1] += others
    else:
        rows += [[marks] for marks in others]
    for row in rows:
        yield _strip(context, style, chain.from_iterable(row))


def _strip(context: Context, style: TextStyle, line: Iterable[Marked]) -> Strip:
    """A line between its rules, in no grid."""
    base = context.baseline(style)
    return Strip(style.pitch.pt, style.pitch.pt, tuple(shifted(each, base) for each in line),
                 snap=False)
