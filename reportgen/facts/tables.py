"""CSV and xlsx facts tables: a few lines about the issue, a header row, then one fact a row.

A table becomes the same nodes as YAML, with cells for places, and is read by the same code.
"""

from __future__ import annotations

from pathlib import Path

from reportgen.diagnostics import Sink, Span
from reportgen.excel.read import visible_rows
from reportgen.sources.nodes import Entry, Mapping, Node, Scalar, Sequence
from reportgen.sources.table import Record, Row, read_csv, records
from reportgen.sources.text import decode
from reportgen.world import World

HEADER = "名称"
_LISTS = frozenset({"别名", "名单", "序次"})
_ISSUE = ("标题", "期间", "来源", "单位", "阶段", "说明")


def read_table(path: Path, world: World, sink: Sink) -> Mapping | None:
    """The mapping a facts table stands for: what is said above the header row, and 事实.

    None after an error: E0222 when there is no header row; E0140–E0143 of the table itself.
    Raises ReportError when the file cannot be read at all.
    """
    data = world.read(path)
    if path.suffix.lower() == ".csv":
        rows = read_csv(decode(data, str(path), sink), str(path), sink)
    else:
        rows = visible_rows(data, str(path), sink)
    if rows is None:
        return None
    header = next((row for row in rows if any(c.text == HEADER for c in row.cells)), None)
    if header is None:
        sink.error("E0222", f"表里没有“{HEADER}”这一列", Span(str(path)),
                   "第一行写列名：编号,名称,数值,期间,…")
        return None
    at = rows.index(header)
    found = records(header, rows[at + 1 :], sink)
    if found is None:
        return None
    entries = [_about(row) for row in rows[:at] if row.cells and row.cells[0].text]
    places = {cell.text: cell.span for cell in header.cells}
    facts = Sequence(tuple(_fact(row, places) for row in found), header.span)
    entries.append(Entry(Scalar("事实", header.span), facts))
    return Mapping(tuple(entries), Span(str(path), 1, 1))


def _about(row: Row) -> Entry:
    """A line above the header: 标题 | 金溪镇2023年工作."""
    key, *rest = row.cells
    values = [cell for cell in rest if cell.text]
    nodes = tuple(Scalar(cell.text, cell.span) for cell in values)
    if len(nodes) == 1 and key.text not in {"单位", "阶段"}:
        return Entry(Scalar(key.text, key.span), nodes[0])
    return Entry(Scalar(key.text, key.span), Sequence(nodes, key.span))


def _fact(row: Record, places: dict[str, Span]) -> Mapping:
    """A row as an entry; a key is placed at its column's name, lists are split at 、 or ；."""
    entries = []
    for column, cell in row:
        value: Node = Scalar(cell.text, cell.span)
        if column in _LISTS:
            parts = (part.strip() for part in cell.text.replace("；", "、").split("、"))
            value = Sequence(tuple(Scalar(p, cell.span) for p in parts if p), cell.span)
        entries.append(Entry(Scalar(column, places[column]), value))
    return Mapping(tuple(entries), row[0][1].span)
