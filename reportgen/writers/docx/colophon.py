"""报尾: the block between black rules at the foot of the last page's type area.

It is a table positioned at the bottom, so that text added later does not move it. Word's lower
margin lies a little below the type area; a row without rules makes up for that.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil

from reportgen.document.columns import ems as ems_of
from reportgen.document.printed import Passage, colophon_rows
from reportgen.document.tree import Colophon
from reportgen.style.profile import Profile
from reportgen.units import Length, Pt
from reportgen.writers.docx.measure import (
    below_text,
    border,
    chars,
    margins,
    rgb,
    spacing,
    type_width,
)
from reportgen.writers.docx.paragraph import paragraph, run
from reportgen.writers.docx.tablestyle import cell_margins
from reportgen.writers.docx.xml import Element, w

_ANCHOR_PITCH = Pt(1)   # of the empty paragraph that holds the table on the last page


def colophon(block: Colophon, profile: Profile) -> Iterator[Element]:
    """The table and the tiny paragraph it is anchored to."""
    yield _table(block, profile)
    yield paragraph("Normal", (), spacing(_ANCHOR_PITCH))


def colophon_height(block: Colophon, profile: Profile) -> Length:
    """About how high it is, with a line above it."""
    look = profile.style("colophon")
    texts = [f"{label}：{names}" for label, names in block.rows]
    texts += [block.left + block.right] if block.left or block.right else []
    lines = sum(_lines(profile, text) for text in texts)
    return lines * look.pitch + profile.length("page.pitch")


def _table(block: Colophon, profile: Profile) -> Element:
    width = type_width(profile)
    return w(
        "tbl",
        w(
            "tblPr",
            w("tblpPr", leftFromText=0, rightFromText=0, horzAnchor="page", vertAnchor="margin",
              tblpX=margins(profile).left.twips, tblpYSpec="bottom"),
            w("tblOverlap", val="never"),
            w("tblW", w=width, type="dxa"), w("tblLayout", type="fixed"), cell_margins(0, 0),
        ),
        w("tblGrid", w("gridCol", w=width)),
        *_rows(block, profile, width),
    )


def _rows(block: Colophon, profile: Profile, width: int) -> Iterator[Element]:
    """报, 送, 发 without rules between them; a thin rule; editors and copies."""
    outer, inner = profile.length("colophon.rule_outer"), profile.length("colophon.rule_inner")
    rows = list(colophon_rows(block))
    paragraphs = [[_circulation(row, profile, first=not number)
                   for number, row in enumerate(rows)]]
    if block.left or block.right:
        paragraphs.append([_imprint(block, profile, width)])
    groups = [group for group in paragraphs if group]
    for number, group in enumerate(groups):
        top = inner if number else outer
        bottom = outer if number == len(groups) - 1 else inner
        yield _row(width, group, profile, top, bottom)
    yield _foot(profile, width)


def _row(
    width: int, content: list[Element], profile: Profile, top: Length, bottom: Length
) -> Element:
    black = rgb(profile, "black")
    rules = w("tcBorders", border("top", top, black), border("bottom", bottom, black)) \
        if profile.flag("colophon.ruled") else None
    low = below_text(profile.style("colophon"))    # keeps the text off the rule below
    room = w("tcMar", w("bottom", w=low.twips, type="dxa"))
    cell = w("tc", w("tcPr", w("tcW", w=width, type="dxa"), rules, room), *content)
    return w("tr", w("trPr", w("cantSplit")), cell)


def _circulation(row: Passage, profile: Profile, *, first: bool) -> Element:
    """`报：` and the names, which align after the colon where they wrap."""
    side, hang = profile.number("colophon.side"), len(row.label)
    size = profile.style("colophon").size
    return paragraph(
        "Colophon", [run(row.text)], _under_rule(profile, row.text) if first else None,
        w("ind", leftChars=chars(side + hang), left=((side + hang) * size).twips,
          rightChars=chars(side), right=(side * size).twips,
          hangingChars=chars(hang), hanging=(hang * size).twips),
    )


def _under_rule(profile: Profile, text: str) -> Element:
    """The pitch of the lines below a rule: so much lower as the row is higher than its lines.

    What keeps a row's text off the rule below it, and the rule itself, add to its height.
    """
    look = profile.style("colophon")
    spare = below_text(look)
    if profile.flag("colophon.ruled"):
        spare += 0.5 * (profile.length("colophon.rule_outer")
                        + profile.length("colophon.rule_inner"))
    return spacing(look.pitch - (1 / _lines(profile, text)) * spare)


def _lines(profile: Profile, text: str) -> int:
    """About how many lines a text takes in the colophon."""
    look, side = profile.style("colophon"), profile.number("colophon.side")
    return max(1, ceil(ems_of(text) / (type_width(profile) / look.size.twips - 2 * side)))


def _imprint(block: Colophon, profile: Profile, width: int) -> Element:
    side = profile.number("colophon.side")
    inset = (side * profile.style("colophon").size).twips
    tab = w("tab", val="right", pos=width - inset)
    return paragraph(
        "Colophon", [run(f"{block.left}\t{block.right}")],
        _under_rule(profile, block.left + block.right), w("tabs", tab), w("jc", val="left"),
        w("ind", leftChars=chars(side), left=inset, rightChars=chars(side), right=inset),
    )


def _foot(profile: Profile, width: int) -> Element:
    """A row from the type area's lower edge to Word's margin."""
    lower = profile.length("page.top") + profile.length("page.type_height")
    height = profile.length("page.height") - margins(profile).bottom - lower
    cell = w("tc", w("tcPr", w("tcW", w=width, type="dxa")),
             paragraph("Normal", (), spacing(_ANCHOR_PITCH)))
    rows = w("trHeight", val=max(height.twips, 0), hRule="exact")
    return w("tr", w("trPr", w("cantSplit"), rows), cell)
