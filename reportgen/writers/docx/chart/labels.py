"""Data labels of an editable chart: live numbers in the words they are printed by.

超9052 is the number 9052 in the format `"超"0`: whoever edits the data keeps the qualifier and
the unit, and the label follows the number. A label that is no such number (十余, or 2亿元 on a
scale of 万元) stands as text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from reportgen.charts.record.drawing import Colour
from reportgen.document.chart import Datum
from reportgen.patterns import late
from reportgen.writers.docx.chart.paint import solid
from reportgen.writers.docx.chart.texts import text_size
from reportgen.writers.docx.xml import Element, leaf, node

GENERAL = "General"
_NUMBER = late(r"(?P<before>[^\d−-]*)(?P<sign>[−-]?)(?P<digits>\d[\d,]*)(?P<rest>\.\d+)?"
               r"(?P<after>\D*)")


class Place(NamedTuple):
    """Where labels stand (ST_DLblPos; "" where Office knows one place only)."""

    position: str
    on_marks: bool      # paper behind the label keeps it legible
    ink: Colour | None = None       # of a label on a plain tint, which needs no paper


BESIDE_BAR = Place("outEnd", on_marks=False)
OVER_POINT, UNDER_POINT = Place("t", on_marks=False), Place("b", on_marks=False)
ON_BAR, AT_FOOT = Place("ctr", on_marks=True), Place("inBase", on_marks=True)
OVER_BAR, ON_RING = Place("t", on_marks=True), Place("", on_marks=True)


def number_format(datum: Datum) -> str:
    """The format in which Office prints the value as the fact prints it; "" where none does."""
    found = _NUMBER.fullmatch(datum.quantity.text)
    if found is None:
        return ""
    digits, rest = found["digits"], found["rest"] or ""
    shown = Decimal(digits.replace(",", "") + rest)
    if (-shown if found["sign"] else shown) != datum.value:
        return ""
    body = ("#,##0" if "," in digits else "0") + rest[:1] + "0" * len(rest[1:])
    before, after = _literal(found["before"]), _literal(found["after"])
    positive = f"{before}{body}{after}"
    return f'{positive};{before}"{found["sign"]}"{body}{after}' if found["sign"] else positive


def _ground(place: Place) -> Element:
    """What a label stands on: paper, where it lies on a mark."""
    paper = solid((1.0, 1.0, 1.0)) if place.on_marks else node("a:noFill")
    return node("c:spPr", paper, node("a:ln", node("a:noFill")))


def _literal(text: str) -> str:
    return '"' + text.replace('"', "”") + '"' if text else ""


def labels(
    data: tuple[Datum | None, ...], places: Sequence[Place], size: float, told: frozenset[str], *,
    names: bool = False,
) -> Element:
    """The labels of one series, each at its place; those of facts that are not `told` left out.

    `names` shows the category's name before the value.
    """
    return node(
        "c:dLbls",
        *(_label(index, datum, place, size, names) if datum.quantity.fact in told else
          node("c:dLbl", node("c:idx", val=index), node("c:delete", val=1))
          for index, (datum, place) in enumerate(zip(data, places, strict=True)) if datum),
        node("c:numFmt", formatCode=GENERAL, sourceLinked=0),
        *_shown(places[0], size, names),
    )


def _label(index: int, datum: Datum, place: Place, size: float, names: bool) -> Element:
    if code := number_format(datum):
        said, named = node("c:numFmt", formatCode=code, sourceLinked=0), names
    else:
        said, named = _text(datum, names), False      # the text says the name itself
    return node("c:dLbl", node("c:idx", val=index), said, *_shown(place, size, named))


def _text(datum: Datum, names: bool) -> Element:
    text = f"{datum.label} {datum.quantity.text}" if names else datum.quantity.text
    return node("c:tx", node(
        "c:rich", node("a:bodyPr"),
        node("a:p", node("a:r", node("a:rPr", lang="zh-CN"), leaf("a:t", text))),
    ))


def _shown(place: Place, size: float, names: bool) -> Iterator[Element]:
    """How labels look, where they stand and what of the datum they show."""
    yield _ground(place)
    yield text_size(size, place.ink)
    if place.position:
        yield node("c:dLblPos", val=place.position)
    for what, on in (("LegendKey", False), ("Val", True), ("CatName", names), ("SerName", False),
                     ("Percent", False), ("BubbleSize", False)):
        yield node(f"c:show{what}", val=on)
    if names:
        yield leaf("c:separator", " ")
