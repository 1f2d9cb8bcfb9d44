"""Tables: caption and unit above, head repeated on each page, notes below."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.document.tree import Align, Cell, Column, Table
from reportgen.style.profile import Profile
from reportgen.writers.docx.captions import Captions
from reportgen.writers.docx.columns import shifts, widths
from reportgen.writers.docx.inline import runs
from reportgen.writers.docx.marks import Marks
from reportgen.writers.docx.measure import chars, ems, type_width
from reportgen.writers.docx.notes import notes
from reportgen.writers.docx.paragraph import paragraph, run
from reportgen.writers.docx.xml import Element, w

_ALIGN = {Align.LEFT: "left", Align.CENTER: "center", Align.RIGHT: "right"}


def table(
    block: Table, profile: Profile, marks: Marks, captions: Captions
) -> Iterator[Element]:
    """All elements of a table, in reading order."""
    yield captions.caption(block, marks)
    if block.unit:
        yield paragraph("TableUnit", [run(f"单位：{block.unit}")])
    yield _grid(block, profile, marks)
    yield from notes(block.notes, marks)


def _grid(block: Table, profile: Profile, marks: Marks) -> Element:
    total = type_width(profile)
    spans = widths(block, total, profile)
    return w(
        "tbl",
        w(
            "tblPr", w("tblStyle", val="Ruled"), w("tblW", w=total, type="dxa"),
            w("jc", val="center"), w("tblLayout", type="fixed"),
            _look(block),
            w("tblCaption", val=f"{block.label} {block.caption}"),
        ),
        w("tblGrid", *(w("gridCol", w=span) for span in spans)),
        _head(block.columns, spans),
        *_rows(block, spans, profile, marks),
    )


def _look(block: Table) -> Element:
    """Which rows and columns head others; screen readers go by this."""
    column = all(row[0].header for row in block.rows if row)
    return w("tblLook", val="06A0" if column else "0620", firstRow=1, lastRow=0,
             firstColumn=column, lastColumn=0, noHBand=1, noVBand=1)


def _head(columns: tuple[Column, ...], spans: list[int]) -> Element:
    cells = (
        _cell(span, paragraph("TableHead", [run(column.heading)]))
        for column, span in zip(columns, spans, strict=True)
    )
    return w("tr", w("trPr", w("cantSplit"), w("tblHeader")), *cells)


def _rows(
    block: Table, spans: list[int], profile: Profile, marks: Marks
) -> Iterator[Element]:
    """The body rows. The first stays with the head, the last with its neighbour and the notes."""
    last = len(block.rows) - 1
    offsets = [shifts(block, column) for column in range(len(block.columns))]
    for number, row in enumerate(block.rows):
        keep = bool(block.notes) if number == last else number in (0, last - 1)
        cells = (
            _cell(span, _content(
                cell, (column.align, offset[number]), keep, profile, marks
            ))
            for cell, column, span, offset in zip(row, block.columns, spans, offsets, strict=True)
        )
        yield w("tr", w("trPr", w("cantSplit")), *cells)


def _content(
    cell: Cell, place: tuple[Align, float], keep: bool, profile: Profile, marks: Marks
) -> Element:
    """A cell's paragraph at its place: alignment, and how many ems it keeps off the right edge."""
    align, shift = place
    step = profile.number("table.indent") * cell.indent
    size = profile.style("table_cell").size
    indent = w("ind", leftChars=chars(step), left=ems(step, size), rightChars=chars(shift),
               right=ems(shift, size)) if step or shift else None
    return paragraph(
        "TableCell", runs(cell.children, marks),
        w("keepNext") if keep else None, indent, w("jc", val=_ALIGN[align]),
    )


def _cell(width: int, content: Element) -> Element:
    properties = w("tcPr", w("tcW", w=width, type="dxa"), w("vAlign", val="center"))
    return w("tc", properties, content)
