"""The columns of a table: their widths, the size of their text, where their numbers stand."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import field, replace
from itertools import accumulate
from math import floor

from reportgen.document.columns import (
    ems,
    longest_shape,
    most_ems,
    number_parts,
    shape,
)
from reportgen.document.plan import TablePlan, headed
from reportgen.document.tree import Align, Cell, Table, plain
from reportgen.frozen import frozen
from reportgen.layout.columns import (
    Wish,
    aligned,
    column_texts,
    eased,
    evened,
    firm,
    shared,
    shares,
    spread,
    squared,
    whole,
    wishes,
)
from reportgen.layout.headings import in_lines, parted
from reportgen.layout.splitting import split
from reportgen.layout.text import Context, even_advances
from reportgen.layout.type_area import EPSILON
from reportgen.style.keys import chinese
from reportgen.style.profile import TextStyle
from reportgen.style.schema import REFUSED, TURNED, WIDE
from reportgen.typeset import Glyphs, break_paragraph
from reportgen.units import Pt

_SLACK = 0.15   # points a text of just the width of its column may be out by in either program
_TWIPS = 20     # to the point: Word rounds the blank in its cells to them
_STEP = 2      # sizes go down by half points
_PERCENT = 100
_LONG = 24     # characters of a cell; a longer one is broken, and aligned with nothing
_FEWER = "减少列数，把数改用较大的单位，或分成两张表"


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
        return self.offsets[column].get(longest_shape(cell), 0.0) if self.offsets[column] else 0.0


@frozen
class _Fit:
    """How a table finds room on a page: the size of its text, the blank in its cells, what of a
    head stays on one line if it gives way, what a column `needs` to have its points below each
    other. `fits`: no number and no short content must break."""

    context: Context
    block: Table
    rulers: Mapping[bool, _Ruler]       # of the head, of the body
    heads: Callable[[str], str] | None
    needs: Sequence[float]
    scale: float
    padding: float
    fits: bool


def planned(context: Context, block: Table) -> list[Table]:
    """The table with its plan; as several where it is too wide for a page.

    It is as large as the profile says, smaller where contents need it, down to the least size
    (I0609). If numbers and short contents would break even so, it lies on pages of its own
    (I0625), and if they break there, too, it goes in parts by columns (I0626): what the profile
    lets it do. E0610 where nothing helps.
    """
    rulers = {head: _Ruler(context, context.style(f"table_{'head' if head else 'cell'}"))
              for head in (True, False)}
    upright = _fit(context, block, rulers)
    mode, frame = context.profile.text(WIDE), context.frame
    if upright.fits:
        _tell(upright, lying=False)
        return [_made(upright)]
    if mode == TURNED and frame.lying.width > frame.width:
        lying = _fit(replace(context, frame=frame.lying), block, rulers)
        if lying.fits:
            _tell(lying, lying=True)
            return [_made(lying, lying=True)]
    parts = split(block, lambda part: _fit(context, part, rulers).fits) if mode != REFUSED else []
    if len(parts) < 2:
        _refuse(upright, mode)
        return [_made(upright)]
    _tell_split(context, block, parts)
    found = [_fit(context, part, rulers) for part in parts]
    scale = min(fit.scale for fit in found)
    return [_made(fit if fit.scale == scale else _fit(context, fit.block, rulers, scale), part=at)
            for at, fit in enumerate(found)]


def _fit(
    context: Context, block: Table, rulers: Mapping[bool, _Ruler], most: float = 1.0
) -> _Fit:
    """How a table fits the type area, its text at `most` so large."""
    profile, texts, wide = context.profile, [*column_texts(block)], [*shared(block)]
    count, width = len(texts), context.frame.width

    def summed(size: Callable[[str, bool], float], least: Sequence[float] = ()) -> float:
        widest = [max(size(text, first) for text, first in each) for each in texts]
        return sum(spread([*map(max, widest, least or widest)], wide, size))

    padding = profile.length("table.padding_x").pt
    longest = summed(lambda text, first: rulers[first].asked(text))
    heads = None if longest + 2 * count * padding <= width else parted
    needs = [rulers[False].aligned([row[at] for row in block.rows])
             if column.align is Align.RIGHT else 0.0 for at, column in enumerate(block.columns)]

    def asking(cells: Callable[[str], str]) -> Callable[[str, bool], float]:
        return lambda text, first: rulers[first].asked((heads or whole if first else cells)(text))

    firmest, pointed, longest = (
        summed(asking(cells), least)
        for cells, least in ((firm, ()), (firm, needs), (str, needs)))
    size, room = context.style("table_cell").size.pt, width - count * _SLACK
    tight = profile.length("table.padding_min").pt
    smallest = min(profile.length("table.size_min").pt, size)
    if pointed * smallest / size + 2 * count * tight <= room:
        firmest = pointed

    def scaled(asked: float, pad: float) -> float:
        return min(most, floor(size * room / (asked + 2 * count * pad) * _STEP) / _STEP / size)

    asked, scale = longest, scaled(longest, (padding + tight) / 2)      # nothing is broken
    if scale < min(most, profile.length("table.size_whole").pt / size):
        asked, scale = firmest, max(scaled(firmest, padding), smallest / size)
    if asked * scale + 2 * count * padding > room:
        padding = max(tight, (room - asked * scale) / (2 * count))
        padding = floor(padding * _TWIPS) / _TWIPS
    fits = firmest * scale + 2 * count * padding <= room + EPSILON
    return _Fit(context, block, rulers, heads, needs, scale, padding, fits)


def _made(fit: _Fit, *, lying: bool = False, part: int = 0) -> Table:
    """The table with its plan.

    It is as wide as its contents ask, with some air; where that is most of the type area, where
    the author shares the width or the profile wants it, as wide as that.
    """
    context, block, rulers, scale, padding = (
        fit.context, fit.block, fit.rulers, fit.scale, fit.padding)
    profile, room = context.profile, context.frame.width
    wanted, firmest = (
        wishes(block, lambda text, first: rulers[first].asked(text) * scale,
               2 * padding + _SLACK, fit.heads, cells) for cells in (whole, firm))
    needs = [need and need * scale + 2 * padding + _SLACK for need in fit.needs]
    wanted = eased(wanted, aligned(firmest, needs, room), room)
    wanted = evened(block, wanted, room)
    spare = max(0.0, room - sum(wish.natural for wish in wanted)) / len(wanted)
    air = min(profile.number("table.air") * context.style("table_cell").em.pt * scale, spare)
    wanted = [Wish(wish.natural + air, wish.least + air) for wish in wanted]
    asked = sum(wish.natural for wish in wanted)
    full = profile.flag("table.full") \
        or asked > profile.number("table.full_from") / _PERCENT * room \
        or any(column.weight for column in block.columns)
    made = squared(block, shares(block, wanted, room if full else asked), wanted,
                   context.style("table_cell").em.pt * scale, 2 * padding + _SLACK)
    columns = headed(block.columns, lambda cell: cell.text if cell.corner else in_lines(
        cell.text, (sum(made[cell.first : cell.last]) - 2 * padding) / scale, rulers[True].asked))
    notes = _Ruler(context, context.style("note"))
    wider = any(notes.asked(f"注1：{plain(note)}") > sum(made) for note in block.notes)
    return replace(block, columns=columns, plan=TablePlan(
        tuple(made), padding, scale, wider, lying, part))


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


def _tell(fit: _Fit, *, lying: bool) -> None:
    size = fit.context.style("table_cell").size.pt
    smaller = f"字号由{size:g}磅缩到{size * fit.scale:g}磅" if fit.scale < 1 else ""
    label, span = fit.block.label, fit.block.span
    if lying:
        fit.context.sink.info(
            "I0625", f"{label}太宽，横排在单独的页上{'，' * bool(smaller)}{smaller}", span,
            f"{_FEWER}；不要横排，版式写 {chinese(WIDE)}: 拆分")
    elif smaller:
        fit.context.sink.info("I0609", f"{label}的列多，{smaller}", span,
                              f"{_FEWER}；容许如此也可以不管")


def _tell_split(context: Context, block: Table, parts: Sequence[Table]) -> None:
    own = "、".join(str(len(part.columns)) for part in parts)
    context.sink.info(
        "I0626", f"{block.label}有{len(block.columns)}列，一页放不下，按列拆成了{len(parts)}段，"
        f"各{own}列", block.span, f"{_FEWER}；不要拆开，版式写 {chinese(WIDE)}: 报错")


def _refuse(fit: _Fit, mode: str) -> None:
    profile, block = fit.context.profile, fit.block
    least = min(profile.length("table.size_min").pt, fit.context.style("table_cell").size.pt)
    ways = f"版式写 {chinese(WIDE)}: 横排，或" if mode == REFUSED else ""
    fit.context.sink.error(
        "E0610", f"{block.label}有{len(block.columns)}列，字号缩到{least:g}磅，"
        f"{'' if mode == REFUSED else '按列拆开，'}数和短词还是放不下", block.span,
        f"{ways}{_FEWER}")


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
        text = shape(text)
        if text not in self.known:
            self.known[text] = self._measured(text)
        return self.known[text]

    def asked(self, text: str) -> float:
        """The width that `text` asks for: a word processor sets it on the grid of 宋体.

        The sign in （%） is wider than that; in a number the point makes up for it.
        """
        signs = 0 if any(map(str.isdigit, text)) else text.count("%") + text.count("‰")
        return max(self.width(text), (ems(text) + signs / 2) * self.style.em.pt)

    def aligned(self, cells: Sequence[Cell]) -> float:
        """The width of a column whose integer parts end at one edge, in either program."""
        parts = {number_parts(text) for text in set(map(longest_shape, cells))
                 if len(text) <= _LONG}
        here = max((self.width(head + tail) - self.width(head) for head, tail in parts), default=0)
        there = max((ems(tail) for _, tail in parts), default=0)
        return max((max(self.width(head) + here, (most_ems(head + tail) + there - ems(tail))
                        * self.style.em.pt * (ems(tail) < there))
                    for head, tail in parts), default=0)

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
    for text in dict.fromkeys(longest_shape(row[column]) for row in block.rows):
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
