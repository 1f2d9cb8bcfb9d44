"""Texts of an editable chart: its face and sizes, titles of several lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reportgen.charts.drawing import Colour
from reportgen.charts.theme import Look, Theme
from reportgen.style.profile import Profile
from reportgen.writers.docx.xml import Element, leaf, node

_LEADING = 125_000     # thousandths of a per cent of the line


@dataclass(frozen=True, slots=True)
class Type:
    """The face and the sizes of a chart's texts (points), and the colours of its lines."""

    face: str
    latin: str
    size: float
    small: float
    ink: Colour
    axis: Colour
    hairline: Colour
    axis_width: float
    hair_width: float
    line_width: float
    looks: tuple[Look, ...]
    derived: Look


def type_of(theme: Theme, profile: Profile) -> Type:
    """The theme's look, in the names of faces that Office users have."""
    face = profile.face(theme.role)
    return Type(
        face.word, face.latin, theme.label_size, theme.small_size, theme.ink, theme.axis,
        theme.hairline, theme.axis_width, theme.hair_width, theme.line_width,
        (theme.solid, theme.hatched, theme.pale), theme.hatched,
    )


def rich(lines: Sequence[tuple[str, float]]) -> Element:
    """`c:tx` with a paragraph for each text and its size."""
    return node("c:tx", node("c:rich", node("a:bodyPr", rot=0, vert="horz"), *(
        node("a:p",
             node("a:pPr", node("a:lnSpc", node("a:spcPct", val=_LEADING)),
                  node("a:defRPr", sz=hundredths(size), b=0)),
             node("a:r", node("a:rPr", lang="zh-CN", sz=hundredths(size), b=0),
                  leaf("a:t", text)))
        for text, size in lines
    )))


def properties(kind: Type) -> Element:
    """`c:txPr` of the whole chart."""
    return node("c:txPr", node("a:bodyPr"), node(
        "a:p",
        node("a:pPr", node(
            "a:defRPr", node("a:latin", typeface=kind.latin), node("a:ea", typeface=kind.face),
            node("a:cs", typeface=kind.latin), sz=hundredths(kind.size),
        )),
        node("a:endParaRPr", lang="zh-CN"),
    ))


def hundredths(size: float) -> int:
    """Points as DrawingML counts them."""
    return round(size * 100)
