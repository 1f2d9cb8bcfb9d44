"""The columns of a table: their widths, the size of their text, where their numbers stand."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import field, replace
from itertools import accumulate
from math import floor

from reportgen.document.columns import aligned, ems, number_parts
from reportgen.document.plan import TablePlan, headed
from reportgen.document.tree import Align, Cell, Table, plain
from reportgen.frozen import frozen
from reportgen.layout.columns import (
    Wish,
    column_texts,
    evened,
    firm,
    shares,
    spread,
    whole,
    wishes,
)
from reportgen.layout.headings import in_lines, parted
from reportgen.layout.text import Context, even_advances
from reportgen.layout.type_area import EPSILON
from reportgen.style.profile import TextStyle
from reportgen.typeset import Glyphs, break_paragraph
from reportgen.units import Pt

_SLACK = 0.05   # points a text of just the width of its column may be out by in either program
_STEP = 2      # sizes go down by half points
_PERCENT = 100


@frozen
class Grid:
    """The columns' edges, last the right edge of the table, and what all rows share."""

    edges: tuple[float, ...]
    plan: TablePlan
    head: TextStyle
    cell: TextStyle
    offsets: Sequence[Mapping[str, float]]      # by column and shape: off the right edge

    def column(self, index: int, count: int = 1) -> tuple[float, float]:
        """Where the text of a column starts, or of a cell over `count` of them, and its width."""
        left, right = self.edges[index], self.edges[index + count]
        return left + self.plan.padding, max(
            right - left - 2 * self.plan.padding, self.cell.em.pt)

    def offset(self, column: int, cell: Cell) -> float:
        """How far a right-set text stands off the right edge of its column."""
        return self.offsets[column].get(aligned(cell), 0.0) if self.offsets[column] else 0.0


def planned(context: Context, block: Table) -> Table:
    """The table with its plan: as large as the profile says, smaller where contents need it.

    It is as wide as its contents ask, with some air; where that is most of the type area, where
    the author shares the width or the profile wants it, as wide as that. It is set smaller
    (I0609), down to the profile's least size, before a number or a short content must break;
    W0611 where that is not enough, E0610 where not a character fits.
    """
    profile, room = context.profile, context.frame.width
    head, cell = context.style("table_head"), context.style("table_cell")
    rulers = {True: _Ruler(context, head), False: _Ruler(context, cell)}
    texts = [*column_texts(block)]

    def summed(size: Callable[[str, bool], float]) -> float:
        widest = [max(size(text, first) for text, first in each) for each in texts]
        return sum(spread(widest, block, size))

    longest = summed(lambda text, first: rulers[first].asked(text))
    sides = 2 * len(texts) * profile.length("table.padding_x").pt
    heads = whole if longest + sides <= room else parted
    firmest = summed(lambda text, first: rulers[first].asked((heads if first else firm)(text)))
    scale, padding = _scale(context, block, firmest)
    wanted = wishes(
        block, lambda text, first: rulers[first].asked(text) * scale, 2 * padding + _SLACK, heads)
    spare = max(0.0, room - sum(wish.least for wish in wanted)) / len(wanted)
    air = min(profile.number("table.air") * cell.em.pt * scale, spare)
    wanted = evened(block, [Wish(wish.natural + air, wish.least + air) for wish in wanted], room)
    asked = sum(wish.natural for wish in wanted)
    full = profile.flag("table.full") \
        or asked > profile.number("table.full_from") / _PERCENT * room \
        or any(column.weight for column in block.columns)
    made = shares(block, wanted, room if full else asked)
    columns = headed(block.columns, lambda cell: in_lines(
        cell.text, (sum(made[cell.first : cell.last]) - 2 * padding) / scale, rulers[True].asked))
    notes = _Ruler(context, context.style("note"))
    wider = any(notes.asked(f"注1：{plain(note)}") > sum(made) for note in block.notes)
    return replace(block, columns=columns,
                   plan=TablePlan(tuple(made), padding, scale, wider))


def grid_of(context: Context, block: Table) -> Grid:
    """The grid of a planned table, in the middle of the type area."""
    plan = block.plan
    if plan is None:
        raise ValueError(f"{block.label} has no plan")
    left = context.frame.left + (context.frame.width - plan.width) / 2
    head, cell = (_scaled(context.style(f"table_{each}"), plan.scale) for each in ("head", "cell"))
    ruler, edges = _Ruler(context, cell), tuple(accumulate(plan.widths, initial=left))
    return Grid(edges, plan, head, cell, [
        _offsets(ruler, block, column, wide - 2 * plan.padding)
        for column, wide in enumerate(plan.widths)
    ])


def _scale(context: Context, block: Table, firmest: float) -> tuple[float, float]:
    """By how much a table is set smaller, and the blank at the sides of its cells.

    `firmest` is the width, at full size, of the contents that should not break.
    """
    profile, count = context.profile, len(block.columns)
    width = context.frame.width - count * _SLACK
    size, em = context.style("table_cell").size.pt, context.style("table_cell").em.pt
    padding = profile.length("table.padding_x").pt
    full = firmest + 2 * count * padding
    if full <= width:
        return 1.0, padding
    made = max(floor(size * width / full * _STEP) / _STEP,
               min(profile.length("table.size_min").pt, size))
    scale, tight = made / size, profile.length("table.padding_min").pt
    padding = min(padding * scale, max(tight, (width - firmest * scale) / (2 * count)))
    _report(context, block, made, fits=firmest * scale + 2 * count * padding <= width + EPSILON,
            legible=count * (em * scale + 2 * padding) <= width + EPSILON)
    return scale, padding


def _report(context: Context, block: Table, made: float, *, fits: bool, legible: bool) -> None:
    size, hint = context.style("table_cell").size.pt, "减少列数，把数改用较大的单位，或分成两张表"
    if not legible:
        context.sink.error(
            "E0610", f"{block.label}有{len(block.columns)}列，版心里每列放不下一个字", block.span,
            "分成两张表，或把行和列对调",
        )
    elif not fits:
        context.sink.warning(
            "W0611", f"{block.label}的列太多，字号缩到{made:g}磅，数和短词还是要断行", block.span,
            hint,
        )
    elif made < size:
        context.sink.info(
            "I0609", f"{block.label}的列多，字号由{size:g}磅缩到{made:g}磅", block.span,
            f"{hint}；容许如此也可以不管",
        )


def _scaled(style: TextStyle, scale: float) -> TextStyle:
    if scale == 1:
        return style
    return replace(style, size=Pt(style.size.pt * scale), em=Pt(style.em.pt * scale),
                   pitch=Pt(style.pitch.pt * scale))


@frozen
class _Ruler:
    """Measures texts in a style, their digits all of one width; each text once."""

    context: Context
    style: TextStyle
    known: dict[str, float] = field(default_factory=dict)

    def width(self, text: str) -> float:
        """The width `text` is set with on one line, the space between Han and digits included."""
        if text not in self.known:
            self.known[text] = self._measured(text)
        return self.known[text]

    def asked(self, text: str) -> float:
        """The width that `text` asks for: a word processor sets it on the grid of 宋体.

        The sign in （%） is wider than that; in a number the point makes up for it.
        """
        signs = 0 if any(map(str.isdigit, text)) else text.count("%") + text.count("‰")
        return max(self.width(text), (ems(text) + signs / 2) * self.style.em.pt)

    def _measured(self, text: str) -> float:
        chain, em = self.context.library.chain(self.style.role), self.style.em.pt
        advances = even_advances(chain, text, self.style)
        total = sum(advances)
        if total and not text.isascii():
            glyphs = Glyphs(text, advances, em=round(em * 1000))
            lines = break_paragraph(glyphs, total * 2, 0, self.context.rules, "left")
            total = sum(line.width for line in lines)
        return total / 1000


def _offsets(ruler: _Ruler, block: Table, column: int, room: float) -> dict[str, float]:
    """How far each text of a right-set column stands off the right edge, by its shape.

    The integer parts end at one edge (K34): 537.6 and 20517 differ in what follows them. The
    numbers as a whole stand in the middle of the column, below its heading. A text that fills the
    column stands as it is.
    """
    if block.columns[column].align is not Align.RIGHT:
        return {}
    widths, tails = {}, {}
    for text in dict.fromkeys(aligned(row[column]) for row in block.rows):
        if (width := ruler.width(text)) <= room:
            integer, rest = number_parts(text)
            widths[text] = width
            tails[text] = width - ruler.width(integer) if rest else 0.0
    tail = max(tails.values(), default=0.0)
    lead = max((widths[text] - tails[text] for text in widths), default=0.0)
    middle = max(0.0, (room - lead - tail) / 2)
    return {
        text: min(middle + tail - tails[text], max(0.0, room - widths[text] - _SLACK / 2))
        for text in widths
    }
