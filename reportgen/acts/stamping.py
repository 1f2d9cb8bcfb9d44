"""归档章: drawn on a copy of the archived PDF, where page 1 is free; what was sent stays as it is.

DA/T 22-2015 5.4.5: what its six cells say, and that they stand at the head of page 1.
"""

from __future__ import annotations

from pathlib import Path

from reportgen.acts.archive import Desk, newest
from reportgen.acts.placing import place
from reportgen.acts.press import Press, press
from reportgen.archive.metadata import RETENTION
from reportgen.archive.record import PDF, Record
from reportgen.layout.forms import Field, Form, Kind, Row
from reportgen.office.model import EMPTY

_ROWS = (("全宗号", "年度", "件号"), ("机构（问题）", "保管期限", "页数"))


def stamp(at: Desk, name: str, how: str, out: Path) -> tuple[Record, Path]:
    """A copy of a record's PDF with its stamp; the record, and where the copy is.

    `how`: 填写 or 空框, "" as the office says. Raises E1106, E1107 for the name, E1110, E1111 for
    a PDF that is lost, E1136 where page 1 has no room.
    """
    from reportgen.writers.pdf.stamping import stamped

    with at.archive() as archive:
        record = newest(archive, name)
        (held, *_) = record.held(PDF)
        data = archive.read(held)
    made = press(at)
    form = _form(made, record, filled=(how or at.office.stamp) != EMPTY)
    drawing = made.pdf(record.title, [form], tagged=False)
    x, y = place(data, record.name, made.context.profile, own_page=bool(record.own_pages))
    path = out / f"{record.name}（归档章）.pdf"
    half = form.rule / 2
    at.world.write_all({path: stamped(data, drawing, x - half, y - half,
                                      own_page=bool(record.own_pages))})
    return record, path


def _form(made: Press, record: Record, *, filled: bool) -> Form:
    kind, rule = record.kind, made.points("stamp.rule")
    values = ((kind.fonds, str(kind.year), f"{record.item:04}"),
              (kind.section, RETENTION[kind.retention], str(record.pages)))
    high, padding = made.points("stamp.height"), made.points("stamp.padding")
    return Form(
        made.points("stamp.width") + rule, high + rule, rule / 2,
        tuple(Row(Kind.BOXES, tuple(
            Field(value if filled else "", align="center", label=label)
            for label, value in zip(labels, line, strict=True)), high / len(_ROWS))
            for labels, line in zip(_ROWS, values, strict=True)),
        (padding, padding), rule, made.context.profile.colour("red"))
