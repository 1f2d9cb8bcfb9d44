"""版头 of a 公文: marks in the corner, the red name, the number over the red rule.

A joint issue's organs stand in a table without rules: only so does 文件 stay at their middle.
"""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.document.columns import ems as width_in_ems
from reportgen.document.printed import GAP, SIGNED
from reportgen.document.tree import Letterhead
from reportgen.style.heads import letterhead_size, signer_rows
from reportgen.style.profile import Profile
from reportgen.units import Length, Pt
from reportgen.writers.docx.measure import (
    above_text,
    chars,
    ems,
    half_point,
    margins,
    spacing,
    type_width,
)
from reportgen.writers.docx.paragraph import paragraph, run
from reportgen.writers.docx.tablestyle import side_by_side
from reportgen.writers.docx.xml import Element, w

_SLACK = 0.25     # of the em: a cell just as wide as its text would break it
_STYLES = {"copy_number": "CopyNumber", "secrecy": "Secrecy", "urgency": "Urgency"}


def letterhead(head: Letterhead, profile: Profile) -> Iterator[Element]:
    """The paragraphs above the red rule; the rule is the border of the last one."""
    marks = {line: (text, mark) for line, text, mark in head.corner}
    lines = max(marks, default=-1) + 1
    for line in range(lines):
        text, mark = marks.get(line, ("", "copy_number"))
        yield paragraph(_STYLES[mark], [run(text)] if text else ())
    gap = _above_name(head, profile) - lines * profile.length("page.pitch")
    if len(head.organs) > 1:
        yield paragraph("Normal", (), spacing(Pt(max(gap.pt, 1))))
        yield _joint(head, profile)
    else:
        before = w("spacing", before=max(gap.twips, 0))
        yield paragraph("LetterheadName", [run(head.organs[0] + head.suffix)], before)
    yield from _going_up(head, profile) if head.signers else (
        paragraph("LetterheadNumber", [run(head.number)]),)


def name_size(profile: Profile, head: Letterhead) -> Length:
    """The size of 发文机关标志 in half points."""
    return half_point(letterhead_size(profile, head.organs, head.suffix))


def name_pitch(profile: Profile, head: Letterhead) -> Length:
    """The pitch of its lines."""
    return name_size(profile, head) * profile.number("letterhead.name_pitch")


def _above_name(head: Letterhead, profile: Profile) -> Length:
    """From Word's upper margin to the line of the name."""
    drop = profile.length("page.top") - margins(profile).top
    leading = name_pitch(profile, head) - name_size(profile, head)
    return profile.length("letterhead.name_top") + drop - 0.5 * leading


def number_gap(profile: Profile, head: Letterhead) -> Length:
    """From the line of the name to that of the number."""
    leading = name_pitch(profile, head) - name_size(profile, head)
    line = profile.style("letterhead_line")
    return profile.length("letterhead.number_gap") - 0.5 * leading - above_text(line)


def _joint(head: Letterhead, profile: Profile) -> Element:
    """The organs, spread over the same width, and 文件 at their right."""
    size = name_size(profile, head)
    names = ((max(map(len, head.organs)) + _SLACK) * size).twips
    gap = (profile.number("letterhead.joint_gap") * size).twips if head.suffix else 0
    cells = [(names, [
        paragraph("LetterheadName", [run(organ)], w("jc", val="distribute"))
        for organ in head.organs
    ])]
    if head.suffix:
        room = gap + (len(head.suffix) * size).twips
        cells.append((room, [
            paragraph("LetterheadName", [run(head.suffix)], w("jc", val="right"))]))
    return side_by_side([width for width, _ in cells], [
        w("tc", w("tcPr", w("tcW", w=width, type="dxa"), w("noWrap"), w("vAlign", val="center")),
          *content)
        for width, content in cells
    ])


def _going_up(head: Letterhead, profile: Profile) -> Iterator[Element]:
    """上行文: the signers at the right, two a line; the number at the left of their last line."""
    rows = [GAP.join(row) for row in signer_rows(profile, head, width_in_ems)]
    line = profile.style("letterhead_line")
    inset = profile.length("letterhead.side_indent").twips
    names = ems(max(map(width_in_ems, rows)), line.em) or 0
    left = type_width(profile) - inset - names
    label = left - (ems(width_in_ems(SIGNED), line.em) or 0)
    for number, row in enumerate(rows):
        last = number == len(rows) - 1
        above = _above_row(number, len(rows), number_gap(profile, head))
        content = [run("\t\t" if number else f"\t{SIGNED}"), run(row, "Signer")] if row else []
        if last:
            content.insert(0, run(head.number))
        style = "LetterheadNumber" if last else "LetterheadLine"
        yield paragraph(
            style, content, above, w("jc", val="left"),
            w("tabs", w("tab", val="left", pos=label), w("tab", val="left", pos=left)),
            w("ind", firstLineChars=chars(profile.number("letterhead.side_indent")),
              firstLine=inset),
        )


def _above_row(number: int, count: int, gap: Length) -> Element | None:
    """The gap belongs to the style of the last row; of several rows it is above the first."""
    if count == 1 or 0 < number < count - 1:
        return None
    return w("spacing", before=0 if number else gap.twips)
