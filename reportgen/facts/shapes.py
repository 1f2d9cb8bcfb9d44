"""Tables brought into the one shape that is read: a line in each row, what is said of it across.

    blocks side by side ─▶ below each other; places across, or periods down ─▶ turned
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from reportgen.diagnostics import Sink
from reportgen.facts.amount import Units
from reportgen.facts.columns import Described
from reportgen.facts.heads import (
    CHANGES,
    INDICATORS,
    MEASURES,
    TOTALS,
    UNIT,
    distinct,
    folded,
    in_brackets,
    period_of,
)
from reportgen.facts.model import Period
from reportgen.facts.rows import head_rows, is_note, note
from reportgen.sources.table import Row

_PLACE = re.compile(r"[^（）()]+(?:镇|乡|街道|村|社区|县|区|市|旗)")
_SEVERAL = "地区"       # what places of several kinds are called


def shaped(
    rows: Sequence[Row], said: Described, units: Units, base: Period | None, sink: Sink,
) -> tuple[Sequence[Row], Described] | None:
    """The rows as they are read, and what is said of them; None after E0234."""
    rows = _stacked(rows, head_rows(rows, units))
    if head_rows(rows, units) != 1 or len(rows) < 2:
        return rows, said
    body = [row for row in rows[1:] if not is_note(row)]
    totals = [row for row in body if folded(row.cells[0].text) in TOTALS]
    dated = [row for row in body if period_of(folded(row.cells[0].text), base)]
    months = dated and len(dated) + len(totals) == len(body)
    kind = "" if months else _places(rows[0], body)
    if not months and not kind:
        return rows, said
    for row in rows[1:]:
        if is_note(row):
            note(row, sink)
    if kind:
        return _by_place(rows[0], body, said.kind or kind), replace(
            said, rows="主体", kind=said.kind or kind)
    if any(period_of(in_brackets(folded(cell.text), units)[0], base)
           for cell in rows[0].cells[1:]):
        sink.error("E0234", "行是期间，列也是期间：是哪个指标的？", rows[0].span,
                   "一行写一期，列名写指标：期间 | 用电量（万千瓦时）")
        return None
    for row in totals:
        sink.info("I0235", f"“{folded(row.cells[0].text)}”这一行没有读", row.span,
                  "要用的，写成一期，如“1—6月”")
    return _growth_named(_turned([rows[0], *dated])), replace(said, rows="指标")


def _turned(rows: Sequence[Row]) -> list[Row]:
    return [Row(cells, cells[0].span) for cells in zip(*(row.cells for row in rows), strict=True)]


def _stacked(rows: Sequence[Row], count: int) -> Sequence[Row]:
    """镇 | 产值 | 镇 | 产值: the blocks that stand side by side, below each other."""
    heads = [tuple(row.cells[at].text for row in rows[:count])
             for at in range(len(rows[0].cells))]
    wide = next((wide for wide in range(2, len(heads) // 2 + 1) if len(heads) % wide == 0
                 and heads == heads[:wide] * (len(heads) // wide)), 0)
    if not wide or not any(heads[0]):
        return rows
    blocks = [row.cells[first : first + wide] for first in range(0, len(heads), wide)
              for row in rows[count:]]
    return [*(replace(row, cells=row.cells[:wide]) for row in rows[:count]),
            *(Row(cells, cells[0].span) for cells in blocks if any(cell.text for cell in cells))]


def _places(head: Row, body: Sequence[Row]) -> str:
    """What the columns are of where they are places, and the rows indicators: 镇; else ""."""
    first, *rest = (folded(cell.text) for cell in head.cells)
    rest = rest[rest[:1] != [] and rest[0] in UNIT :]
    named = [text for text in rest if text not in TOTALS]
    if first not in INDICATORS | {""} or len(named) < 2 or not all(map(_PLACE.fullmatch, named)) \
            or any(len(distinct(row.cells)) < 2 for row in body):
        return ""
    kinds = {"街道" if text.endswith("街道") else text[-1] for text in named}
    return kinds.pop() if len(kinds) == 1 else _SEVERAL


def _by_place(head: Row, body: Sequence[Row], kind: str) -> list[Row]:
    """The table with a place in each row; the unit of a row goes into its head."""
    united = folded(head.cells[1].text) in UNIT
    lines = [replace(head, cells=(replace(head.cells[0], text=kind), *head.cells[1 + united :]))]
    for row in body:
        name, told = row.cells[0], row.cells[1].text if united else ""
        named = replace(name, text=f"{name.text}（{told}）" if told else name.text)
        lines.append(replace(row, cells=(named, *row.cells[1 + united :])))
    return _turned(lines)


def _growth_named(rows: Sequence[Row]) -> list[Row]:
    """Rows with 同比 below 用电量 named in full: 用电量同比."""
    made, above = [], ""
    for row in rows:
        first, *rest = row.cells
        name = folded(first.text)
        bare, _ = in_brackets(name, Units.known())
        growth = MEASURES.get(bare) in CHANGES
        above = above if growth else bare
        made.append(replace(row, cells=(replace(first, text=above + name), *rest))
                    if growth else row)
    return made
