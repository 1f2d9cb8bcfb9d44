"""Tables with heads of several rows and cells that are one: samples, random ones, their files."""

from __future__ import annotations

from itertools import count

from hypothesis import strategies as st
from support.docx.readback import PROFILE
from support.papers import META
from support.proof.twins import Twins

from reportgen.diagnostics import Sink
from reportgen.document.tree import Align, Cell, Column, Document, Table, Text
from reportgen.fonts import FontLibrary
from reportgen.layout.copyfit import copyfitted
from reportgen.narrative.fill.joins import joined
from reportgen.writers.docx.write import write_docx
from reportgen.writers.pdf.write import write_pdf

LEFT, ABOVE = Cell((), columns=0), Cell((), rows=0)
COLUMNS = (
    Column("镇＼指标"), Column("总量", Align.RIGHT, groups=("工业产值",)),
    Column("增速", Align.RIGHT, groups=("工业产值",)),
    Column("本月", groups=("项目", "新开工")), Column("累计", groups=("项目", "新开工")),
    Column("竣工", groups=("项目",)), Column("备注"),
)


def cells(*texts: str) -> tuple[Cell, ...]:
    """A row as it is written: < and ^ join."""
    marks = {"<": LEFT, "^": ABOVE}
    return tuple(marks.get(text) or Cell((Text(text),), header=at == 0)
                 for at, text in enumerate(texts))


def table(*rows: tuple[Cell, ...], columns: tuple[Column, ...] = COLUMNS, number: int = 1) -> Table:
    """A table of these rows, its marks resolved."""
    sink = Sink()
    made = Table(number, "示例", columns, joined(rows, (), sink), anchor=f"joined{number}")
    assert not sink.items, sink.items
    return made


SMALL = table(
    cells("甲镇", "1205.5", "−8.6%", "1", "2", "3", "完成"),
    cells("乙镇", "—", "—", "停产检修", "<", "<", "^"),
    cells("丙镇", "—", "—", "^", "^", "^", "未报"),
    cells("合计", "<", "12%", "1", "2", "3", "—"),
)
# One cell goes down more rows than a page holds, others down six of them.
LONG = table(
    *(cells("甲县" if at == 0 else "^", f"{at // 6 + 1}镇" if at % 6 == 0 else "^", f"{at}号路")
      for at in range(54)),
    columns=(Column("县"), Column("镇"), Column("项目")), number=2,
)


def files(*tables: Table) -> Twins:
    """Both files of some tables, laid out."""
    library = FontLibrary.bundled()
    made = copyfitted(Document(META, tables), PROFILE, library, {}, Sink())
    return Twins(write_pdf(made.pages, made.document, library),
                 write_docx(made.document, made.profile, {}))


@st.composite
def tables(draw: st.DrawFn) -> Table:
    """Heads like trees of up to three levels, with rectangles of cells joined below them."""
    names, columns = count(1), list[Column]()

    def grow(groups: tuple[str, ...]) -> None:
        if len(groups) < 2 and draw(st.integers(0, 2)) == 0:
            within = (*groups, f"组{next(names)}")
            for _ in range(draw(st.integers(1, 3))):
                grow(within)
        else:
            columns.append(Column(f"列{next(names)}", groups=groups))

    for _ in range(draw(st.integers(1, 4))):
        grow(())
    high, wide = draw(st.integers(1, 6)), len(columns)
    grid = [[Cell((Text(f"{r}行{c}"),), header=c == 0) for c in range(wide)] for r in range(high)]
    for _ in range(draw(st.integers(0, 3))):
        top, left = draw(st.integers(0, high - 1)), draw(st.integers(0, wide - 1))
        bottom, right = draw(st.integers(top, high - 1)), draw(st.integers(left, wide - 1))
        area = [(r, c) for r in range(top, bottom + 1) for c in range(left, right + 1)]
        edge = [(bottom + 1, c) for c in range(left, right + 1) if bottom + 1 < high]
        edge += [(r, right + 1) for r in range(top, bottom + 1) if right + 1 < wide]
        if any(grid[r][c].covered for r, c in (*area, *edge)):
            continue        # what is joined already would be torn
        for r, c in area:
            if (r, c) != (top, left):
                grid[r][c] = ABOVE if c == left else LEFT
    return table(*map(tuple, grid), columns=tuple(columns))
