"""信函: the red mark in a frame on the page, the double rules, marks and number.

The mark begins above the text area, where no paragraph can stand but in a frame. The rules are
wider than the text area: they are drawn, in the header of page 1, where they are decoration.
"""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.document.tree import LetterOpening
from reportgen.style.heads import double_rule, letter_size
from reportgen.style.profile import Profile
from reportgen.units import Length, Pt
from reportgen.writers.docx.drawing import bar
from reportgen.writers.docx.measure import above_text, half_point, margins, rgb, type_width
from reportgen.writers.docx.paragraph import paragraph, run
from reportgen.writers.docx.xml import Element, w

_HEI = {"secrecy": "LetterMark", "urgency": "LetterMark"}
# The glyphs of 小标宋 in their body, in ems: where they begin below its upper edge in a line of
# Word's, and how high they are (measured in LibreOffice).
_ABOVE, _INK = 0.025, 0.945


def letter_opening(head: LetterOpening, profile: Profile) -> Iterator[Element]:
    """The mark, and the lines below the first rule."""
    pitch, size = name_pitch(profile, head), name_size(profile, head)
    top = profile.length("letter.name_top") - 0.5 * (pitch - size) - _ABOVE * size
    edges = margins(profile)
    yield paragraph("LetterName", [run(head.organ)], w(
        "framePr", w=type_width(profile), hSpace=0, wrap="around", vAnchor="page", hAnchor="page",
        x=edges.left.twips, y=top.twips,
    ))
    first, *others = [*head.marks, ("", "")]
    yield paragraph("LetterNumber", [
        *([run(first[0], _HEI.get(first[1], ""))] if first[0] else []), run(f"\t{head.number}"),
    ], w("spacing", before=_number_gap(head, profile).twips))
    for text, mark in others:
        if text:
            yield paragraph("LetterNumber", [run(text, _HEI.get(mark, ""))])


def name_size(profile: Profile, head: LetterOpening) -> Length:
    """The size of the mark in half points."""
    return half_point(letter_size(profile, head.organ))


def name_pitch(profile: Profile, head: LetterOpening) -> Length:
    """The pitch of its lines."""
    return name_size(profile, head) * profile.number("letter.name_pitch")


def number_properties(profile: Profile) -> tuple[Element, ...]:
    """What the style of the number has of its own: the place at the right."""
    return (w("tabs", w("tab", val="right", pos=type_width(profile))),)


def rules(head: LetterOpening, profile: Profile) -> Element:
    """A paragraph that holds both double rules, for the header of page 1."""
    length = profile.length("letter.rule_length")
    left = 0.5 * (profile.length("page.width") - length)
    shapes = [
        bar(number, (left, top), (length, width), rgb(profile, "red"))
        for number, (top, width) in enumerate(_lines(head, profile), 1)
    ]
    return paragraph("Header", shapes)


def _lines(head: LetterOpening, profile: Profile) -> Iterator[tuple[Length, Length]]:
    """The four lines: how far from the upper edge of the paper, and how thick."""
    thick, between, thin = map(Pt, double_rule(profile))
    upper = _rule_top(head, profile)
    yield upper, thick
    yield upper + thick + between, thin
    lower = profile.length("page.height") - profile.length("letter.rule_foot")
    yield lower - thick - between - thin, thin
    yield lower - thick, thick


def _rule_top(head: LetterOpening, profile: Profile) -> Length:
    """From the upper edge of the paper to the first rule."""
    name = _INK * name_size(profile, head)
    return profile.length("letter.name_top") + name + profile.length("letter.rule_gap")


def _number_gap(head: LetterOpening, profile: Profile) -> Length:
    """From Word's upper margin to the line of the number."""
    rule = Pt(sum(double_rule(profile)))
    top = _rule_top(head, profile) + rule + profile.length("letter.number_gap")
    return top - above_text(profile.style("letter_number")) - margins(profile).top
