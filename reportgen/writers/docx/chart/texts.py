"""Texts of an editable chart: its face and sizes, titles of several lines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from reportgen.charts.record.drawing import Colour
from reportgen.charts.record.theme import Theme, theme_of
from reportgen.document.chart import SeriesChart
from reportgen.frozen import frozen
from reportgen.style.profile import Profile
from reportgen.writers.docx.chart.paint import solid
from reportgen.writers.docx.xml import Element, leaf, node

_LEADING = 125_000     # thousandths of a per cent of the line
_BETWEEN = 300         # hundredths of a point between the lines of a title
_UPWARDS = -5_400_000  # 60,000ths of a degree


@frozen
class Type:
    """The theme's look, in the names of the faces that Office users have."""

    face: str
    latin: str
    theme: Theme


def type_of(
    profile: Profile, spec: SeriesChart | None = None, families: Mapping[str, str] | None = None
) -> Type:
    """The look of the profile's charts.

    A chart that prints a character of `families` names the face that has it: names of categories
    and series are one text to Word, so no part of one can have a face of its own.
    """
    theme = theme_of(profile)
    face = profile.face(theme.role)
    rare = _rare(spec, families) if spec is not None and families else ""
    return Type(rare or face.word, face.latin, theme)


def _rare(spec: SeriesChart, families: Mapping[str, str]) -> str:
    texts = (*(each.label for each in spec.categories), *(each.name for each in spec.series),
             spec.title, spec.frame.finding, spec.frame.source,
             spec.whole.label if spec.whole is not None else "")
    return next((families[ch] for text in texts for ch in text if ch in families), "")


def rich(lines: Sequence[tuple[str, float]], *, upwards: bool = False) -> Element:
    """`c:tx` with a paragraph for each text and its size; `upwards` along a value axis.

    Between two lines stands a blank one: thin in Word; LibreOffice, which sets the lines of a
    title on each other, knows no leading and makes it a whole one.
    """
    turned = _UPWARDS if upwards else 0
    spaced = [each for text, size in lines
              for each in (_paragraph(" ", size, node("a:spcPts", val=_BETWEEN)),
                           _paragraph(text, size, node("a:spcPct", val=_LEADING)))]
    return node("c:tx", node("c:rich", node("a:bodyPr", rot=turned, vert="horz"), *spaced[1:]))


def _paragraph(text: str, size: float, leading: Element) -> Element:
    return node(
        "a:p",
        node("a:pPr", node("a:lnSpc", leading), node("a:defRPr", sz=hundredths(size), b=0)),
        node("a:r", node("a:rPr", lang="zh-CN", sz=hundredths(size), b=0), leaf("a:t", text)),
    )


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


def text_size(size: float, colour: Colour | None = None) -> Element:
    """`c:txPr` that changes the size, and the colour where one is told."""
    ink = solid(colour) if colour is not None else None
    return node("c:txPr", node("a:bodyPr"), node(
        "a:p", node("a:pPr", node("a:defRPr", ink, sz=hundredths(size))),
        node("a:endParaRPr", lang="zh-CN"),
    ))


def hundredths(size: float) -> int:
    """Points as DrawingML counts them."""
    return round(size * 100)
