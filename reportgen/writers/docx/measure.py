"""Word's units, and the small elements made of a profile's values."""

from __future__ import annotations

import math
from typing import NamedTuple

from reportgen.document.printed import Passage
from reportgen.document.tree import in_lines
from reportgen.style.heads import masthead_pitch, masthead_size
from reportgen.style.profile import Profile, TextStyle
from reportgen.style.schema import OUTER
from reportgen.units import TWIPS_PER_PT, Length, Pt
from reportgen.writers.docx.xml import Element, w

NOTHING = Pt(0)
ALIGN = {"justify": "both", "left": "left", "center": "center", "right": "right",
         OUTER: "left"}


class Margins(NamedTuple):
    """From the edges of the paper to the text area as Word sees it."""

    top: Length
    bottom: Length
    left: Length
    right: Length


def margins(profile: Profile) -> Margins:
    """Word's margins, for the type area of the profile.

    A word processor counts the leading into its lines, half of it above the first and half below
    the last (GB/T 33476.2-2016 6.2): 34.58 and 32.58 mm make a type area from 37 to 35 mm.
    """
    length = profile.length
    top, left, lead = length("page.top"), length("page.left"), length("word.half_lead")
    return Margins(
        top - lead, length("page.height") - top - length("page.type_height") - lead,
        left, length("page.width") - left - length("page.type_width"),
    )


def lying_margins(profile: Profile) -> Margins:
    """Of a page on its side: what is its top is the paper's left edge."""
    length, lead = profile.length, profile.length("word.half_lead")
    top, left, edges = length("page.top"), length("page.left"), margins(profile)
    return Margins(left - lead, edges.right - lead,
                   length("page.height") - top - length("page.type_height"), top)


def tracking(style: TextStyle) -> int:
    """What goes to every character beyond its size, in twips; down, so that 28 fit (not 27)."""
    return math.floor((style.em.pt - style.size.pt) * TWIPS_PER_PT)


def type_width(profile: Profile) -> int:
    """The width between the margins, in twips."""
    edges = margins(profile)
    return profile.length("page.width").twips - edges.left.twips - edges.right.twips


def name_size(profile: Profile, name: str) -> Length:
    """The type size of a masthead's name: as large as its line takes, within the profile's limits.

    Word knows half points only, so it is rounded down to one.
    """
    return half_point(masthead_size(profile, name))


def half_point(size: Length) -> Length:
    """The size as Word knows it."""
    return Pt(int(size.pt * 2) / 2)


def name_excess(profile: Profile, name: str) -> Length:
    """By how much the line of a masthead's name is higher than its glyphs."""
    return name_size(profile, name) * (masthead_pitch(profile) - 1)


def name_gap(profile: Profile, name: str) -> Length:
    """From Word's upper margin to the line of the masthead's name.

    The profile's offset counts from the type area, which begins lower than the margin, to the
    glyphs, which begin lower than their line.
    """
    drop = profile.length("page.top") - margins(profile).top
    return profile.length("masthead.name_top") + drop - 0.5 * name_excess(profile, name)


def issue_gap(profile: Profile, name: str) -> Length:
    """Between the line of the name and that of the issue, for a gap from glyph to glyph."""
    above = above_text(profile.style("masthead_issue"))
    gap = profile.length("masthead.issue_gap") - 0.5 * name_excess(profile, name) - above
    return Pt(max(gap.pt, 0))


def head_distance(profile: Profile, *, draft: bool) -> Length:
    """From the upper edge of the paper to the header's first line: 草稿, or the running head."""
    return profile.length("word.header" if draft or not profile.text("header.text")
                          else "header.top")


def above_running(profile: Profile) -> Length:
    """From the word 草稿 to the running head, which stands where it does without that word."""
    used = profile.length("word.header") + profile.style("draft").pitch
    return Pt(max((profile.length("header.top") - used).pt, 0))


def foot_distance(profile: Profile) -> Length:
    """From the lower edge of the paper to the last line of the footer."""
    return profile.length("footer.foot") if profile.text("footer.text") else footer_foot(profile)


def below_folio(profile: Profile) -> Length:
    """From the page number to the running foot below it."""
    if not profile.text("footer.text"):
        return NOTHING
    used = profile.length("footer.foot") + profile.style("footer").pitch
    return Pt(max((footer_foot(profile) - used).pt, 0))


def footer_gap(profile: Profile) -> Length:
    """From the lower margin to the line of the page number.

    The footer fills what the margin leaves it: where a section opens an even page, LibreOffice
    would let the text area reach down to it.
    """
    room = margins(profile).bottom - footer_foot(profile) - profile.style("folio").pitch
    return Pt(max(room.pt, 0))


def footer_foot(profile: Profile) -> Length:
    """From the lower edge of the paper to the line of the page number, whose middle is the dash."""
    foot = profile.length("folio.dash") - 0.5 * profile.style("folio").pitch
    return Pt(max(foot.pt, 0))


def fonts(profile: Profile, role: str) -> Element:
    """`w:rFonts` with all four faces of a role."""
    face = profile.face(role)
    return w("rFonts", ascii=face.latin, hAnsi=face.latin, eastAsia=face.word, cs=face.latin)


def spacing(pitch: Length, before: Length = NOTHING, after: Length = NOTHING) -> Element:
    """Exact line pitch, with the space before and after."""
    return w("spacing", before=before.twips, after=after.twips, line=pitch.twips,
             lineRule="exact")


def below_text(style: TextStyle) -> Length:
    """How far a line of exact pitch reaches below its glyphs.

    A word processor puts about three quarters of the leading above the text (measured in
    LibreOffice), where the PDF centres it.
    """
    return 0.25 * (style.pitch - style.size)


def above_text(style: TextStyle) -> Length:
    """How far a line of exact pitch reaches above its glyphs."""
    return 0.75 * (style.pitch - style.size)


def chars(number: float) -> int | None:
    """Characters as Word counts them, in hundredths; None for none."""
    return round(number * 100) or None


def ems(number: float, em: Length) -> int | None:
    """Ems in twips; None for none."""
    return (number * em).twips or None


def lined(passage: Passage, profile: Profile, shift: float = 0.0) -> Element | None:
    """Where the author ended lines, all begin where the first does; None where he ended none.

    `shift` is how far the passage is set in beyond its style, in ems.
    """
    if not in_lines(passage.children):
        return None
    look = profile.style(passage.style)
    left = look.side + look.indent + shift
    return w("ind", leftChars=chars(left) or 0, left=ems(left, look.em) or 0, firstLineChars=0,
             firstLine=0)


def half_points(size: Length) -> int:
    """A type size in Word's unit."""
    return round(size.pt * 2)


def border(name: str, width: Length, colour: str, space: int = 0) -> Element:
    """A single line; Word's unit of width is an eighth of a point, and two is the thinnest."""
    return w(name, val="single", sz=max(round(width.pt * 8), 2), space=space, color=colour)


def rule_below(profile: Profile, head: str, style: str) -> Element:
    """The red rule below the last line, in `style`, of a `head` as its profile has it."""
    gap = profile.length(f"{head}.rule_gap") - below_text(profile.style(style))
    return w("pBdr", border("bottom", profile.length(f"{head}.rule_width"), rgb(profile, "red"),
                            max(round(gap.pt), 0)))    # Word counts this room in whole points


def rgb(profile: Profile, name: str) -> str:
    """A colour of the profile as Word writes it."""
    return profile.text(f"colours.{name}").lstrip("#").upper()
