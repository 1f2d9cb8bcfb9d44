"""Charts that Word draws itself: their numbers are compared with those drawn in the PDF."""

from __future__ import annotations

import re
from functools import cache

import pytest
from papers import META
from proof.twins import Twins, parts, replaced, said
from writers.docx.charts import CHARTS
from writers.docx.readback import PROFILE

from reportgen.charts.drawing import Drawing, TextMark
from reportgen.diagnostics import Sink
from reportgen.document.chart import SeriesChart
from reportgen.document.tree import Document, Figure
from reportgen.fonts import FontLibrary
from reportgen.layout import layout
from reportgen.proof import parity
from reportgen.proof.charts import formatted
from reportgen.writers.docx import Picture, write_docx
from reportgen.writers.pdf import write_pdf


def drawn_by_hand(spec: SeriesChart) -> Drawing:
    """What any drawing of a chart shows: names, each in two lines, and labels; and an axis."""
    texts = ["0", "10000"]
    for name in (*(c.label for c in spec.categories), *(s.name for s in spec.series)):
        texts += [name[:2], name[2:]]
    texts += [d.quantity.text for s in spec.series for d in s.data if d is not None]
    marks = tuple(TextMark(10, 10 * n, text, 9, "hei") for n, text in enumerate(texts) if text)
    return Drawing(400, 300, marks)


@cache
def charted(name: str) -> Twins:
    """Both files of a document that holds one chart, which Word draws itself."""
    figure = Figure(1, "某图", CHARTS[name], "替代文字", editable=True)
    document, library = Document(META, (figure,)), FontLibrary.bundled()
    drawn = drawn_by_hand(CHARTS[name])
    pages = layout(document, PROFILE, library, {1: drawn}, Sink())
    picture = Picture(b"", b"", drawn.width, drawn.height)
    return Twins(write_pdf(pages, document, library), write_docx(document, PROFILE, {1: picture}))


@pytest.mark.parametrize("name", CHARTS)
def test_every_kind_agrees(name: str) -> None:
    both = charted(name)
    assert said(parity(both.pdf, both.word)) == ""


@pytest.mark.parametrize("name", CHARTS)
def test_another_number_is_found(name: str) -> None:
    both = charted(name)
    chart = parts(both.word)["word/charts/chart1.xml"].decode()
    value = re.findall(r"<c:numCache>.*?<c:v>([^<]+)</c:v>", chart, re.DOTALL)[0]
    spoiled = replaced(both.word, f"<c:v>{value}</c:v></c:pt>", "<c:v>987654</c:v></c:pt>",
                       "word/charts/chart1.xml")
    assert "E1001" in said(parity(both.pdf, spoiled))


@pytest.mark.parametrize(("value", "code", "text"), [
    ("9052", '"超"0', "超9052"), ("1405.5", '0.0"万元"', "1405.5万元"),
    ("20517", "#,##0", "20,517"),
    ("-3.2", '0.0;"−"0.0', "−3.2"), ("3.2", '0.0;"−"0.0', "3.2"), ("8", '0"%"', "8%"),
    ("9052", "\\超0", "超9052"), ("-3.2", '0.0;\\−0.0\\;', "−3.2;"),
    ("12", '"第0批"0', "第0批12"), ("甲", "0", "甲"), ("7", '"无"', "7"),
])
def test_formats(value: str, code: str, text: str) -> None:
    assert formatted(value, code) == text
