"""目录: a heading, and lines that lead over dots to the page numbers at the right.

The numbers come from the pages themselves, so the contents are laid out once without them. Room is
kept for as many digits as an issue may need: the second time, nothing moves.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from reportgen.document.printed import passages
from reportgen.document.tree import Contents, Entry
from reportgen.frozen import frozen
from reportgen.layout.blocks import set_passage
from reportgen.layout.heads import text_width
from reportgen.layout.pages import Element, Marked, Rule
from reportgen.layout.strips import HEADING, Strip, kept, shifted
from reportgen.layout.text import Context, Piece, set_lines, text_strips
from reportgen.style.furniture import page_number

Numbers = Mapping[str, int]
"""The page of each anchor."""


@frozen
class _Columns:
    """Where the lines begin, where their text must end, where the dots do, where numbers do."""

    left: float
    text: float
    dots: float
    right: float


def contents(context: Context, block: Contents, numbers: Numbers) -> list[Strip]:
    """The contents; a line whose page is not known yet has no number."""
    profile = context.profile
    printed = {target: page_number(profile, page) for target, page in numbers.items()}
    _check_numbers(context, block, printed)
    columns = _columns(context, printed.values())
    strips = _heading(context, block)
    root = Element("TOC", context.root)
    lists, item = [root], root
    for entry in block.entries:
        level = min(entry.level, len(lists) + (item is not root))
        del lists[level:]
        if level > len(lists):
            lists.append(Element("TOC", item))
        item = Element("TOCI", lists[-1])
        strips += _entry(context, entry, columns, item, printed.get(entry.target))
    return strips


def _check_numbers(context: Context, block: Contents, printed: Numbers) -> None:
    """E0174 for an entry that leads to a page before the numbers begin."""
    lost = next((entry for entry in block.entries if printed.get(entry.target, 1) < 1), None)
    if lost is not None:
        key = context.profile.said("folio.from")
        context.sink.error(
            "E0174", f"目录里的“{lost.text}”在首页，页码从第2页才编起，没有页码可写", block.span,
            f"写 {key}: 1；或者在标题前面另起一行写 ---分页---")


def _heading(context: Context, block: Contents) -> list[Strip]:
    heading = next(passages(block))
    strips = [s._replace(keep=True, rule=HEADING) for s in set_passage(context, heading)]
    strips[0] = strips[0]._replace(before=context.profile.length("contents.gap").pt)
    return strips


def _columns(context: Context, numbers: Iterable[int]) -> _Columns:
    frame, length = context.frame, context.profile.length
    side, air = length("contents.side").pt, length("contents.air").pt
    widest = max((text_width(context, str(number), "contents") for number in numbers), default=0.0)
    right = frame.left + frame.width - side
    dots = right - widest - air
    room = max(length("contents.number").pt, widest)
    return _Columns(
        frame.left + side, right - room - 2 * air - length("contents.leader").pt, dots, right
    )


def _entry(
    context: Context, entry: Entry, columns: _Columns, item: Element, number: int | None
) -> list[Strip]:
    """One entry: text over one or more lines, the leader on the last, the number at its end."""
    style, length = context.style("contents"), context.profile.length
    alt = f"{entry.text}，第{number}页"
    link = Element("Link", Element("Reference", item), target=entry.target, alt=alt)
    left = columns.left + (entry.level - 1) * length("contents.indent").pt
    hang = context.profile.number("contents.hang")
    x = left + hang * style.em.pt
    lines = set_lines(
        context, [Piece(entry.text, style.role)], style, x, columns.text - x, indent=-hang
    )
    strips = text_strips(context, lines, style, link)
    if number is not None and lines:
        last = strips[-1]
        tail = _tail(context, columns, x + lines[-1].width, number, link)
        strips[-1] = last._replace(content=(*last.content, *tail))
    return kept(strips, with_next=False)


def _tail(
    context: Context, columns: _Columns, end: float, number: int, link: Element
) -> tuple[Marked, ...]:
    """The dots, which are no text and stand under one another, and the number."""
    style, profile = context.style("contents"), context.profile
    start = end + profile.length("contents.air").pt
    baseline = style.size.pt * profile.number("page.ascent")
    middle = baseline - style.size.pt * (profile.number("page.ascent") - 0.5)
    dot, pitch = profile.length("contents.dot").pt, profile.length("contents.dot_pitch").pt
    leader = Marked(None, (Rule(columns.dots, middle, start, middle, dot, dots=pitch),))
    shown = set_lines(
        context, [Piece(str(number), style.role)], style, columns.left,
        columns.right - columns.left, align="right",
    )[0]
    return (
        *((leader,) if start < columns.dots else ()),
        *(shifted(marked, baseline) for marked in shown.marked(link)),
    )
