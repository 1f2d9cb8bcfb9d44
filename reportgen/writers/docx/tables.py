"""Tables: caption and unit above, head repeated on each page, notes below."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from reportgen.document.printed import unit
from reportgen.document.tree import Align, Column, Table
from reportgen.style.profile import Profile
from reportgen.style.rows import row_held
from reportgen.units import Length
from reportgen.writers.docx.bookmarks import Marks
from reportgen.writers.docx.captions import Captions
from reportgen.writers.docx.columns import shifts, widths
from reportgen.writers.docx.inline import passage_runs, runs
from reportgen.writers.docx.measure import chars, ems, type_width
from reportgen.writers.docx.notes import notes
from reportgen.writers.docx.paragraph import paragraph, paragraph_properties, run
from reportgen.writers.docx.xml import Element, copied, w

_STYLES = {Align.LEFT: "TableCell", Align.CENTER: "TableMiddle", Align.RIGHT: "TableNumber"}


def table(
    block: Table, profile: Profile, marks: Marks, captions: Captions
) -> Iterator[Element]:
    """All elements of a table, in reading order."""
    yield captions.caption(block, marks)
    yield from (paragraph("TableUnit", passage_runs(each, marks)) for each in unit(block))
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
    """The body rows. Some stay together, the last with the notes."""
    last = len(block.rows) - 1
    em, step = profile.style("table_cell").size, profile.number("table.indent")
    sides = 2 * profile.length("table.padding_x").twips
    offsets = [shifts(block, column, (span - sides) / em.twips)
               for column, span in enumerate(spans)]
    for number, row in enumerate(block.rows):
        keep = bool(block.notes) if number == last else row_held(number, last + 1, profile)
        cells = (
            _cell(span, w("p", copied(_look_of(
                column.align, keep, step * cell.indent, offset[number], em
            )), *runs(cell.children, marks)))
            for cell, column, span, offset in zip(row, block.columns, spans, offsets, strict=True)
        )
        yield w("tr", w("trPr", w("cantSplit")), *cells)


@lru_cache(maxsize=512)
def _look_of(align: Align, keep: bool, step: float, shift: float, em: Length) -> Element:
    """The properties of a cell's paragraph, to be copied: a large table has few kinds of cells.

    `step` and `shift` are the ems that it keeps off the left and the right edge.
    """
    indent = w("ind", leftChars=chars(step), left=ems(step, em), rightChars=chars(shift),
               right=ems(shift, em)) if step or shift else None
    return paragraph_properties(
        w("pStyle", val=_STYLES[align]), w("keepNext") if keep else None, indent,
    )


def _cell(width: int, content: Element) -> Element:
    return w("tc", copied(_place_of(width)), content)


@lru_cache(maxsize=512)
def _place_of(width: int) -> Element:
    """The properties of a cell, to be copied."""
    return w("tcPr", w("tcW", w=width, type="dxa"), w("vAlign", val="center"))
