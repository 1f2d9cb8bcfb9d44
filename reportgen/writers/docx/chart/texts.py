"""Texts of an editable chart: its face and sizes, titles of several lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reportgen.charts.theme import Theme, theme_of
from reportgen.style.profile import Profile
from reportgen.writers.docx.xml import Element, leaf, node

_LEADING = 125_000     # thousandths of a per cent of the line


@dataclass(frozen=True, slots=True)
class Type:
    """The theme's look, in the names of the faces that Office users have."""

    face: str
    latin: str
    theme: Theme


def type_of(profile: Profile) -> Type:
    """The look of the profile's charts."""
    theme = theme_of(profile)
    face = profile.face(theme.role)
    return Type(face.word, face.latin, theme)


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
            node("a:cs", typeface=kind.latin), sz=hundredths(kind.theme.label_size),
        )),
        node("a:endParaRPr", lang="zh-CN"),
    ))


def text_size(size: float) -> Element:
    """`c:txPr` that changes the size alone."""
    return node("c:txPr", node("a:bodyPr"), node(
        "a:p", node("a:pPr", node("a:defRPr", sz=hundredths(size))),
        node("a:endParaRPr", lang="zh-CN"),
    ))


def hundredths(size: float) -> int:
    """Points as DrawingML counts them."""
    return round(size * 100)
