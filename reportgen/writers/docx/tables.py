"""Tables: caption and unit above, head repeated on each page, notes below."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import accumulate, pairwise

from reportgen.document.columns import shape
from reportgen.document.plan import HeadCell, TablePlan, head_rows
from reportgen.document.printed import headline, unit
from reportgen.document.tree import Align, Cell, Column, Table, plain
from reportgen.style.profile import Profile
from reportgen.style.rows import joined_held, joined_whole, row_held
from reportgen.units import Length, Pt
from reportgen.writers.docx.bookmarks import Marks
from reportgen.writers.docx.captions import Captions, notes
from reportgen.writers.docx.columns import shifts
from reportgen.writers.docx.folds import Folds
from reportgen.writers.docx.inline import passage_runs, runs
from reportgen.writers.docx.measure import border, chars, ems, rgb, type_width
from reportgen.writers.docx.paragraph import paragraph, paragraph_properties, run
from reportgen.writers.docx.tablestyle import cell_margins, scaled
from reportgen.writers.docx.xml import Element, copied, w

_STYLES = {Align.LEFT: "TableCell", Align.CENTER: "TableMiddle", Align.RIGHT: "TableNumber"}


def table(
    block: Table, profile: Profile, marks: Marks, captions: Captions, folds: Folds
) -> Iterator[Element]:
    """All elements of a table, in reading order."""
    plan = block.plan
    if plan is None:
        raise ValueError(f"{block.label} has not been laid out")
    room = profile.length("page.type_height").twips if plan.lying else type_width(profile)
    sides = (room - Pt(plan.width).twips) // 2
    within = w("ind", left=sides, right=sides) if sides > 0 else None
    ending = w("ind", right=sides) if sides > 0 else None
    again = headline(profile.text("table.continued"), block).text if plan.part else ""
    yield captions.caption(block, marks, again)
    yield from (paragraph("TableUnit", passage_runs(each, marks), ending) for each in unit(block))
    yield _grid(block, plan, profile, marks, folds)
    yield from notes(block.notes, marks, None if plan.wider_notes else within)


def _grid(
    block: Table, plan: TablePlan, profile: Profile, marks: Marks, folds: Folds
) -> Element:
    edges = [Pt(edge).twips for edge in accumulate(plan.widths, initial=0.0)]
    spans = [right - left for left, right in pairwise(edges)]
    sides, ends = Pt(plan.padding), profile.length("table.padding_y")
    return w(
        "tbl",
        w(
            "tblPr", w("tblStyle", val="Ruled"), w("tblW", w=edges[-1], type="dxa"),
            w("jc", val="center"), w("tblLayout", type="fixed"),
            cell_margins(sides.twips, ends.twips)
            if sides != profile.length("table.padding_x") else None,
            _look(block),
            w("tblCaption", val=f"{block.label} {block.caption}"),
        ),
        w("tblGrid", *(w("gridCol", w=span) for span in spans)),
        *_head(block.columns, edges, scaled("TableHead", plan, profile), profile),
        *folds.folded(_rows(block, plan, spans, profile, marks)),
    )


def _look(block: Table) -> Element:
    """Which rows and columns head others; screen readers go by this."""
    column = all(row[0].header for row in block.rows if row)
    return w("tblLook", val="06A0" if column else "0620", firstRow=1, lastRow=0,
             firstColumn=column, lastColumn=0, noHBand=1, noVBand=1)


def _head(
    columns: tuple[Column, ...], edges: list[int], style: str, profile: Profile
) -> Iterator[Element]:
    """The rows of the head, all repeated. Where there are several, each has its own rule below."""
    rows = head_rows(columns)
    upper, lower = (profile.length(f"table.rule_{name}") for name in ("inner", "head"))
    black = rgb(profile, "black")
    for level, row in enumerate(rows):
        below = border("bottom", upper if level < len(rows) - 1 else lower, black)
        from_above = ((cell, "continue") for above in rows[:level] for cell in above
                      if cell.rows > 1)
        shown = sorted((*from_above, *((cell, "restart" * (cell.rows > 1)) for cell in row)),
                       key=lambda each: each[0].first)
        yield w("tr", w("trPr", w("cantSplit"), w("tblHeader")), *(
            w("tc", w(
                "tcPr", w("tcW", w=edges[cell.last] - edges[cell.first], type="dxa"),
                *_spans(cell.columns, merge),
                _edges(copied(below) if len(rows) > 1 else None,
                       border("tl2br", upper, black) if cell.corner else None),
                w("vAlign", val="center"),
            ), *_heading(cell, style, said=merge != "continue"))
            for cell, merge in shown
        ))


def _edges(*edges: Element | None) -> Element | None:
    return w("tcBorders", *edges) if any(edge is not None for edge in edges) else None


def _heading(cell: HeadCell, style: str, *, said: bool) -> Iterator[Element]:
    """What a cell of the head says; in a corner the columns' heading above, the rows' below."""
    if cell.corner and said:
        for text, side in zip(reversed(cell.corner), ("right", "left"), strict=True):
            yield paragraph(style, [run(text)], w("jc", val=side))
    else:
        yield paragraph(style, [run(cell.text)] if said else [])


def _rows(
    block: Table, plan: TablePlan, spans: list[int], profile: Profile, marks: Marks
) -> Iterator[Element]:
    """The body rows. Some stay together, the last with the notes."""
    last = len(block.rows) - 1
    em, step = plan.scale * profile.style("table_cell").size, profile.number("table.indent")
    sides = 2 * Pt(plan.padding).twips
    offsets = [shifts(block, column, (span - sides) / em.twips)
               for column, span in enumerate(spans)]
    styles = {align: scaled(name, plan, profile) for align, name in _STYLES.items()}
    held = joined_held(block.rows, profile)
    for number, row in enumerate(block.rows):
        keep = bool(block.notes) if number == last \
            else number in held or row_held(number, last + 1, profile)
        cells = (
            _cell(sum(spans[at : at + cell.columns]), cell, w("p", copied(_look_of(
                styles[column.align if cell.columns == 1 else Align.CENTER], keep,
                step * cell.indent, em,      # one over several columns has no part in it
                offset[shape(plain(cell.children))] if offset and cell.columns == 1 else 0.0,
            )), *runs(cell.children, marks)),
                whole=cell.rows < 2 or joined_whole(cell.rows, profile))
            for at, (cell, column, offset) in enumerate(
                zip(row, block.columns, offsets, strict=True))
            if cell.columns
        )
        yield w("tr", w("trPr", w("cantSplit")), *cells)


@lru_cache(maxsize=512)
def _look_of(style: str, keep: bool, step: float, em: Length, shift: float) -> Element:
    """The properties of a cell's paragraph, to be copied: a large table has few kinds of cells.

    It keeps `step` ems off the left edge, `shift` off the right one.
    """
    indent = w("ind", leftChars=chars(step), left=ems(step, em), rightChars=chars(shift),
               right=ems(shift, em)) if step or shift else None
    return paragraph_properties(
        w("pStyle", val=style), w("keepNext") if keep else None, indent,
    )


def _cell(width: int, cell: Cell, content: Element, *, whole: bool) -> Element:
    merge = "restart" if cell.rows > 1 else "" if cell.rows else "continue"
    return w("tc", copied(_place_of(width, cell.columns, merge, "center" if whole else "top")),
             content)


@lru_cache(maxsize=512)
def _place_of(width: int, columns: int, merge: str, stands: str) -> Element:
    """The properties of a cell, to be copied."""
    return w("tcPr", w("tcW", w=width, type="dxa"), *_spans(columns, merge),
             w("vAlign", val=stands))


def _spans(columns: int, merge: str) -> Iterator[Element]:
    """How many columns a cell goes over; whether it goes down: restart, continue or "" for not."""
    if columns > 1:
        yield w("gridSpan", val=columns)
    if merge:
        yield w("vMerge", val=merge)
