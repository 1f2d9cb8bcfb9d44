"""Charts that Word draws itself: their numbers are compared with those drawn in the PDF."""

from __future__ import annotations

import re
from functools import cache

import pytest
from charts.test_any_chart import series_charts
from hypothesis import given, settings
from support.charts.kinds import EVERY
from support.charts.stub import THEME
from support.docx.charts import CHARTS
from support.docx.readback import PROFILE
from support.papers import META
from support.proof.twins import Twins, packed, parts, replaced, said

from reportgen.charts.compile import drawing
from reportgen.charts.paint.editable import office_has
from reportgen.charts.record.drawing import Drawing, TextMark
from reportgen.diagnostics import ReportError, Sink
from reportgen.document.chart import ChartSpec, SeriesChart
from reportgen.document.tree import Document, Figure
from reportgen.fonts import FontLibrary
from reportgen.layout import layout
from reportgen.narrative.figures.build import alt_text
from reportgen.proof.content import Kind, Piece, Place
from reportgen.proof.parity import parity
from reportgen.proof.parity.charts import without_charts
from reportgen.proof.word.charts import formatted
from reportgen.writers.docx.picture import Picture
from reportgen.writers.docx.write import write_docx
from reportgen.writers.pdf.write import write_pdf


def drawn_by_hand(spec: SeriesChart) -> Drawing:
    """What any drawing of a chart shows: head, names, each in two lines, and labels; an axis."""
    texts = ["0", "10000", spec.frame.finding, spec.frame.period, f"来源：{spec.frame.source}",
             "空着的没有数据", "断开处没有数据"]
    for axis in spec.axes:
        texts += [axis.title, f"单位：{axis.unit}"]
    for name in (*(c.label for c in spec.categories), *(s.name for s in spec.series)):
        texts += [name[:2], name[2:]]
    texts += [d.quantity.text for s in spec.series for d in s.data if d is not None]
    marks = tuple(TextMark(10, 10 * n, text, 9, "hei") for n, text in enumerate(texts) if text)
    return Drawing(400, 300, marks)


@cache
def charted(name: str, alt: str = "替代文字") -> Twins:
    """Both files of a document that holds one chart, which Word draws itself."""
    figure = Figure(1, "某图", CHARTS[name], alt, editable=True)
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


def test_two_values_of_a_chart_swapped() -> None:
    """The same numbers at other categories: what is said of the drawing tells."""
    both = charted("堆叠", "甲项：示例镇120万元，甲乡60万元，乙街道98万元；"
                   "乙项：示例镇80万元，甲乡70万元，乙街道110万元。")
    assert said(parity(both.pdf, both.word)) == ""
    chart = parts(both.word)["word/charts/chart1.xml"].decode()
    swapped = chart.replace(">80<", ">#<").replace(">70<", ">80<").replace(">#<", ">70<")
    files = {**parts(both.word), "word/charts/chart1.xml": swapped.encode()}
    found = parity(both.pdf, packed(files))
    assert [each.code for each in found.differences] == ["E1004", "E1004", "E1008", "E1008"]
    assert found.differences[0].message == "Word 图表里“示例镇”是“70”，PDF 的替代文字里不是"
    assert all(each.pdf and each.other for each in found.differences)


def test_a_word_that_a_label_lost() -> None:
    """9052 is found in 超9052, and yet is not what it says."""
    both = charted("条形")
    other = replaced(both.word, 'formatCode="&quot;超&quot;0"', 'formatCode="0"',
                     "word/charts/chart1.xml")
    assert "E1001 Word 图表里的“9052”，PDF 的图里没有" in said(parity(both.pdf, other))


@pytest.mark.parametrize(("drawn", "told"), [
    ("超950", True), ("约950", True), ("950余", True), ("950左右", True), ("−950", True),
    ("1950", True), ("950.5", True), ("950万元", True), ("950", False), ("950元", False),
    ("东山村950", False),
])
def test_a_number_within_another_label(drawn: str, told: bool) -> None:
    place = (Place("正文", ""),)
    differences = without_charts(
        [Piece(Kind.FIGURE, "图", place), Piece(Kind.LABEL, drawn, place)],
        [Piece(Kind.FIGURE, "图", place), Piece(Kind.CHART, "950", place)])[2]
    assert bool(differences) is told


@pytest.mark.parametrize("part", ["投资居首", "2023年", "单位：万元", "来源：示例报表"])
def test_the_title_of_a_chart(part: str) -> None:
    both = charted("条形")
    spoiled = replaced(both.word, part, part[:-1] + "口", "word/charts/chart1.xml")
    assert f"“{part[:-1]}口”，PDF 的图里没有" in said(parity(both.pdf, spoiled))


def test_a_category_that_stands_twice() -> None:
    both = charted("柱形")
    spoiled = replaced(both.word, ">2021年<", ">2022年<", "word/charts/chart1.xml")
    assert "“2022年”，PDF 的图里没有" in said(parity(both.pdf, spoiled))


def test_a_workbook_that_holds_another_number() -> None:
    both = charted("条形")
    files = parts(both.word)
    book, sheet = "word/embeddings/chart1.xlsx", "xl/worksheets/sheet1.xml"
    files[book] = replaced(files[book], ">9052<", ">9025<", sheet)
    (found,) = parity(both.pdf, packed(files)).differences
    assert (found.code, found.message) == (
        "E1008", "“枇杷产值”在 Word 图表里显示“9052”，内嵌的工作簿里是“9025”")
    assert found.pdf is not None


@pytest.mark.parametrize(("value", "code", "text"), [
    ("9052", '"超"0', "超9052"), ("1405.5", '0.0"万元"', "1405.5万元"),
    ("20517", "#,##0", "20,517"),
    ("-3.2", '0.0;"−"0.0', "−3.2"), ("3.2", '0.0;"−"0.0', "3.2"), ("8", '0"%"', "8%"),
    ("9052", "\\超0", "超9052"), ("-3.2", '0.0;\\−0.0\\;', "−3.2;"),
    ("1e999999999", "0.0", "1e999999999"), ("NaN", "0", "NaN"), ("1e6", "#,##0", "1,000,000"),
    ("12", '"第0批"0', "第0批12"), ("甲", "0", "甲"), ("7", '"无"', "无"), ("0.25", "0%", "25%"),
    ("-3.25", '"超"0.0', "-超3.3"),
])
def test_formats(value: str, code: str, text: str) -> None:
    assert formatted(value, code) == text


@pytest.mark.slow
@settings(max_examples=40)
@given(series_charts())
def test_any_editable_chart_agrees(spec: ChartSpec) -> None:
    """With numbers and names left out where they do not fit, values missing, derived, approximate:
    the Word file says what the PDF says."""
    library = FontLibrary.bundled()
    assert isinstance(spec, SeriesChart)
    try:
        drawn = drawing(spec, THEME, library.chain(THEME.role))
    except ReportError:
        return
    if not office_has(spec):
        return
    figure = Figure(1, "某图", spec, alt_text(spec, "某图"), editable=True)
    document = Document(META, (figure,))
    pages = layout(document, PROFILE, library, {1: drawn}, Sink())
    picture = Picture(b"", b"", drawn.width, drawn.height, drawn.printed)
    both = write_pdf(pages, document, library), write_docx(document, PROFILE, {1: picture})
    assert said(parity(*both)) == ""


def test_labels_that_the_drawing_leaves_out_are_left_out_in_word() -> None:
    spec = EVERY["long line"]
    assert isinstance(spec, SeriesChart)
    drawn = drawing(spec, THEME, FontLibrary.bundled().chain(THEME.role))
    printed = drawn.printed
    assert 5 < len(printed) < len(spec.data)
    document = Document(META, (Figure(1, "某图", spec, "替代文字", editable=True),))
    word = write_docx(document, PROFILE, {1: Picture(b"", b"", 400, 300, printed)})
    chart = parts(word)["word/charts/chart1.xml"].decode()
    assert chart.count("<c:delete val=\"1\"/></c:dLbl>") == len(spec.data) - len(printed)
    assert "<c:tickLblSkip val=" in chart
