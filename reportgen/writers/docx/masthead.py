"""报头 and 标题: the red name, issue, issuer and date over the red rule; then the title."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.document.tree import Masthead, Title
from reportgen.style.profile import Profile
from reportgen.units import Length
from reportgen.writers.docx.bookmarks import Marks
from reportgen.writers.docx.measure import (
    above_text,
    below_text,
    chars,
    name_gap,
    rule_below,
    type_width,
)
from reportgen.writers.docx.paragraph import paragraph, run
from reportgen.writers.docx.xml import Element, w


def masthead(head: Masthead, profile: Profile) -> Iterator[Element]:
    """The paragraphs above the red rule; the rule is the border of the last one."""
    if head.notice:
        yield paragraph("Notice", [run(head.notice)])
        yield paragraph("MastheadName", [run(head.name)], _name_after_notice(head, profile))
    else:
        yield paragraph("MastheadName", [run(head.name)])
    yield paragraph("MastheadIssue", [run(head.issue)])
    yield paragraph("MastheadLine", [run(f"{head.issuer}\t{head.date}")])


def title(block: Title, marks: Marks, style: str) -> Element:
    """One paragraph, however many lines the author made of it."""
    return paragraph(style, marks.target(block.anchor, [run("\n".join(block.lines))]))


def title_gaps(profile: Profile) -> tuple[Length, Length]:
    """The space above and below a title.

    The profile counts from glyph to glyph, Word from line to line.
    """
    look, body = profile.style("title"), profile.style("body")
    gap, after = profile.length("title.gap"), profile.length("title.after")
    return gap - above_text(look), after - below_text(look) - above_text(body)


def _name_after_notice(head: Masthead, profile: Profile) -> Element:
    """The name stands where it would without the notice, which takes up a line above it."""
    gap = name_gap(profile, head.name) - profile.style("notice").pitch
    return w("spacing", before=max(gap.twips, 0))


def line_properties(profile: Profile) -> tuple[Element, ...]:
    """What the style of the last line has of its own.

    Issuer one character in from the left, date as far from the right, the rule below. The first
    line is indented, not the paragraph: the rule is as wide as the type area.
    """
    inset = profile.length("masthead.side_indent")
    indent = chars(profile.number("masthead.side_indent"))
    tab = w("tab", val="right", pos=type_width(profile) - inset.twips)
    return (
        rule_below(profile, "masthead", "masthead_line"), w("tabs", tab),
        w("ind", firstLineChars=indent, firstLine=inset.twips),
    )

