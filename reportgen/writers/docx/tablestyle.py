"""Table styles: Word's plain table, and ours with three strong rules."""

from __future__ import annotations

from collections.abc import Sequence

from reportgen.document.plan import TablePlan
from reportgen.style.profile import Profile
from reportgen.writers.docx.measure import border, half_points, rgb
from reportgen.writers.docx.xml import Element, w


def plain_table() -> Element:
    """Word's default table style, without its theme."""
    return w(
        "style", w("name", val="Normal Table"), w("uiPriority", val=99), w("semiHidden"),
        w("unhideWhenUsed"),
        w("tblPr", w("tblInd", w=0, type="dxa"), cell_margins(0, 0)),
        type="table", default=1, styleId="TableNormal",
    )


def ruled_table(profile: Profile) -> Element:
    """三线表: heavy rules above and below, one under the head, hairlines between the rows."""
    black, grey = rgb(profile, "black"), rgb(profile, "hairline")
    outer, inner = profile.length("table.rule_outer"), profile.length("table.rule_inner")
    head = border("bottom", profile.length("table.rule_head"), black)
    borders = w("tblBorders", border("top", outer, black), border("bottom", outer, black),
                border("insideH", inner, grey))
    margins = cell_margins(profile.length("table.padding_x").twips,
                           profile.length("table.padding_y").twips)
    return w(
        "style", w("name", val=f"{profile.kind}三线表"), w("basedOn", val="TableNormal"),
        w("uiPriority", val=1), w("qFormat"),
        w("tblPr", borders, margins),
        w("tblStylePr", w("tcPr", w("tcBorders", head)), type="firstRow"),
        type="table", styleId="Ruled", customStyle=1,
    )


def side_by_side(widths: Sequence[int], cells: Sequence[Element]) -> Element:
    """Cells beside each other in the middle: a table of one row, without rules or margins."""
    return w(
        "tbl",
        w("tblPr", w("tblW", w=sum(widths), type="dxa"), w("jc", val="center"),
          w("tblLayout", type="fixed"), cell_margins(0, 0)),
        w("tblGrid", *(w("gridCol", w=width) for width in widths)),
        w("tr", w("trPr", w("cantSplit")), *cells),
    )


def scaled(style: str, plan: TablePlan, profile: Profile) -> str:
    """The id of a cell's style in a table whose text is set smaller: TableCell19 at 9.5 pt."""
    size = plan.scale * profile.style("table_cell").size
    return style if plan.scale == 1 else f"{style}{half_points(size)}"


def cell_margins(sides: int, ends: int) -> Element:
    """The space inside all cells, in twips: left and right, above and below."""
    return w("tblCellMar", *(
        w(name, w=value, type="dxa")
        for name, value in (("top", ends), ("left", sides), ("bottom", ends), ("right", sides))
    ))
