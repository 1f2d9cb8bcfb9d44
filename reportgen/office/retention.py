"""保管期限表: the unit's own table, as its archives authority approved it.

No national table fixes the period of a document (档案法实施条例 articles 19, 20): each unit writes
one. What it does not tell is refused, never guessed.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from reportgen.diagnostics import Family, Sink, Span, failure
from reportgen.excel.read import visible_rows
from reportgen.frozen import frozen
from reportgen.office.model import FILE, Office
from reportgen.sources.fields import Fields
from reportgen.sources.nodes import Entry, MapNode, Scalar
from reportgen.sources.table import Row, read_csv, records
from reportgen.sources.text import decode
from reportgen.world import World


@frozen
class RetentionPeriod:
    """A 保管期限: its name, its code in a 档号 (DA/T 22-2015 5.4.3), its years; 0 for ever."""

    name: str
    code: str
    years: int


# 国家档案局令第8号, article 6.
PERIODS = {row.name: row for row in (
    RetentionPeriod("永久", "Y", 0), RetentionPeriod("30年", "D30", 30),
    RetentionPeriod("10年", "D10", 10),
)}


@frozen
class Retention:
    """A table: the period of each 类别, in the order in which it is written."""

    file: str
    periods: dict[str, RetentionPeriod]

    def period(self, names: Sequence[str]) -> RetentionPeriod:
        """The period of the first of these 类别 that the table tells. Raises E0185 for none."""
        found = next((self.periods[name] for name in names if name in self.periods), None)
        if found is not None:
            return found
        told = "、".join(f"“{name}”" for name in names)
        raise failure("E0185", f"保管期限表里没有 {told}，期限不能代拟", Span(self.file),
                      "按批准的表加一行，或用 --category 写明是哪一类",
                      "表里有：" + ("、".join(self.periods) or "（空的）"))


def read_retention(office: Office, world: World) -> Retention:
    """The table of an office, CSV or xlsx. Raises `ReportError` (INPUT).

    E0184 the office names none, E0140 to E0143 as for any table, E0120 to E0124 for its cells,
    E0186 a 类别 that stands there twice.
    """
    if not office.retention:
        raise failure("E0184", "没有写保管期限表，期限不能代拟", Span(str(office.folder / FILE)),
                      "把表存成 CSV，文件名写在它的“保管期限表”后面")
    path, sink = office.path(office.retention), Sink()
    rows = _rows(path, world, sink)
    found = (records(rows[0], rows[1:], sink) if rows else None) or ()
    periods: dict[str, RetentionPeriod] = {}
    for row, record in zip((rows or ())[1:], found, strict=False):     # none, if the table is bad
        entries = tuple(Entry(Scalar(name, cell.span), Scalar(cell.text, cell.span))
                        for name, cell in record)
        fields = Fields(MapNode(entries, row.span), sink)
        name, period = fields.text("类别"), fields.choice("保管期限", PERIODS, None)
        if "保管期限" not in fields:
            fields.missing("保管期限")
        fields.expect("序号", "依据", "备注")
        fields.done()
        if name in periods:
            sink.error("E0186", f"类别“{name}”写了两次", fields.span("类别"), "删去一行")
        if name and period is not None:
            periods[name] = period
    sink.raise_errors(Family.INPUT)
    return Retention(str(path), periods)


def _rows(path: Path, world: World, sink: Sink) -> tuple[Row, ...] | None:
    data = world.read(path)
    if path.suffix.lower() == ".xlsx":
        return visible_rows(data, str(path), sink)
    return read_csv(decode(data, str(path), sink), str(path), sink)
