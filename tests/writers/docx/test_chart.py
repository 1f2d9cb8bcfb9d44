from __future__ import annotations

import io
import re
import shutil
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.docx.charts import CHARTS, datum, series, shares
from support.docx.readback import PROFILE, File, find, written
from support.papers import META

from reportgen.document.chart import (
    Category,
    Coord,
    Datum,
    Interval,
    Position,
    Series,
    SeriesChart,
    ValueAxis,
)
from reportgen.document.tree import Document, Figure
from reportgen.style.profile import load_profile
from reportgen.writers.docx.chart.labels import GENERAL, number_format
from reportgen.writers.docx.chart.series import MOST_LABELS
from reportgen.writers.docx.chart.workbook import reference, workbook
from reportgen.writers.docx.picture import Picture
from reportgen.writers.docx.write import write_docx
from reportgen.writers.docx.xml import Element

SIZE = Picture(b"", b"", 442.0, 200.0)
POINTS = "./c:pt"


def document(*specs: SeriesChart) -> Document:
    return Document(META, tuple(
        Figure(n, spec.title, spec, f"替代文字{n}", editable=True)
        for n, spec in enumerate(specs, 1)
    ))


def file_of(spec: SeriesChart) -> File:
    return written(document(spec), {1: SIZE})


def cells(file: File) -> dict[str, object]:
    book = openpyxl.load_workbook(io.BytesIO(file.parts["word/embeddings/chart1.xlsx"]))
    return {
        f"{sheet.title}!${cell.column_letter}${cell.row}": cell.value
        for sheet in book for row in sheet.iter_rows() for cell in row
    }


def cell_names(formula: str) -> list[str]:
    """The cells of `Sheet1!$B$2:$B$4`."""
    found = re.fullmatch(r"(\w+)!\$([A-Z]+)\$(\d+)(?::\$([A-Z]+)\$(\d+))?", formula)
    assert found is not None
    sheet, column, first, last_column, last = found.groups()
    assert last_column in (None, column)
    return [f"{sheet}!${column}${n}" for n in range(int(first), int(last or first) + 1)]


def cached(reference: Element) -> tuple[list[str], dict[int, str]]:
    """The cells a reference names, and the values it keeps for readers without Excel."""
    formula = find(reference, "./c:f")[0].text or ""
    points = find(reference, ".//c:pt")
    return cell_names(formula), {
        int(point.get("idx") or 0): find(point, "./c:v")[0].text or "" for point in points
    }


@pytest.mark.parametrize("name", CHARTS)
def test_the_numbers_are_those_of_the_facts_and_of_the_workbook(name: str) -> None:
    spec, file = CHARTS[name], file_of(CHARTS[name])
    sheet, chart = cells(file), file.xml("word/charts/chart1.xml")
    drawn = find(chart, ".//c:ser")
    assert len(drawn) == len(spec.series)
    for element, each in zip(drawn, spec.series, strict=True):
        places, values = cached(find(element, "./c:val/c:numRef")[0])
        assert {n: Decimal(text) for n, text in values.items()} == {
            n: one.value for n, one in enumerate(each.data) if one is not None
        }
        for n, place in enumerate(places):
            one = each.data[n]
            assert sheet[place] == (None if one is None else pytest.approx(float(one.value)))
        for path in ("./c:tx/c:strRef", "./c:cat/c:strRef"):
            places, texts = cached(find(element, path)[0])
            assert [sheet[place] for place in places] == list(texts.values())
        assert list(texts.values()) == [category.label for category in spec.categories]


@pytest.mark.parametrize("name", CHARTS)
def test_every_label_says_what_the_fact_says(name: str) -> None:
    spec, chart = CHARTS[name], file_of(CHARTS[name]).xml("word/charts/chart1.xml")
    for element, each in zip(find(chart, ".//c:ser"), spec.series, strict=True):
        told = {
            int(find(label, "./c:idx")[0].get("val") or 0): label
            for label in find(element, "./c:dLbls/c:dLbl")
        }
        for n, one in enumerate(each.data):
            if one is None:
                assert n not in told
                continue
            texts = [text.text for text in find(told[n], ".//a:t")]
            codes = [code.get("formatCode") for code in find(told[n], "./c:numFmt")]
            assert texts == [one.quantity.text] or printed(str(codes[0]), one) == one.quantity.text


def printed(code: str, one: Datum) -> str:
    """What a spreadsheet shows of a value in a format made of literals, 0 and #,##0."""
    positive, _, negative = code.partition(";")
    code = negative if one.value < 0 else positive
    digits = "".join(re.findall(r'(?:"[^"]*")|([0#,.]+)', code))
    places = len(digits.partition(".")[2])
    number = f"{abs(one.value):{',' if ',' in digits else ''}.{places}f}"
    return re.sub(r'"([^"]*)"|[0#,.]+', lambda found: found[1] if found[1] else number, code)


@given(st.decimals("-999999", "999999", places=2), st.sampled_from(["", "超", "约"]),
       st.sampled_from(["", "余", "%", "余万元", "个百分点"]), st.booleans())
def test_formats_print_the_fact(value: Decimal, before: str, after: str, grouped: bool) -> None:
    sign = "−" if value < 0 else ""
    text = f"{before}{sign}{abs(value):{',' if grouped else ''}}{after}"
    one = datum("甲", text, str(value))
    assert printed(number_format(one), one) == text


@pytest.mark.parametrize(("text", "value"), [("十余", "10"), ("2亿元", "20000"), ("36户52人", "36"),
                                              ])
def test_other_words_are_no_format(text: str, value: str) -> None:
    assert not number_format(datum("甲", text, value))


def test_words_stand_as_text() -> None:
    spec = SeriesChart("柱形", "数", (Category("甲"),), (series("人数", "十余=10"),),
                       (ValueAxis("人"),))
    chart = file_of(spec).xml("word/charts/chart1.xml")
    assert [text.text for text in find(chart, ".//c:dLbl//a:t")] == ["十余"]


def test_a_changed_number_is_noticed() -> None:
    """The test above would see one digit."""
    spec = CHARTS["柱形"]
    file = file_of(spec)
    name = "word/charts/chart1.xml"
    file.parts[name] = file.parts[name].replace(b"<c:v>80.5</c:v>", b"<c:v>80.6</c:v>")
    _, values = cached(find(file.xml(name), ".//c:ser/c:val/c:numRef")[1])
    assert Decimal(values[0]) != spec.series[1].reported[0].value


def test_a_missing_value_is_a_gap() -> None:
    chart = file_of(CHARTS["折线"]).xml("word/charts/chart1.xml")
    assert find(chart, "./c:chart/c:dispBlanksAs")[0].get("val") == "gap"
    _, values = cached(find(find(chart, ".//c:ser")[1], "./c:val/c:numRef")[0])
    assert sorted(values) == [0, 2]


@pytest.mark.parametrize(("name", "least"), [("柱形", ["0"]), ("折线", []), ("柱线", ["0", "0"])])
def test_scales_begin_at_zero(name: str, least: list[str]) -> None:
    chart = file_of(CHARTS[name]).xml("word/charts/chart1.xml")
    assert [each.get("val") for each in find(chart, ".//c:valAx/c:scaling/c:min")] == least


@pytest.mark.parametrize(("name", "runs"), [("柱形", "bar"), ("堆叠", "bar"), ("条形", "bar")])
def test_columns_that_the_drawing_laid_on_their_side_lie(name: str, runs: str) -> None:
    """Names too long to stand side by side Office would turn, and leave no room for the columns."""
    chart = written(document(CHARTS[name]), {1: SIZE._replace(across=True)}) \
        .xml("word/charts/chart1.xml")
    assert find(chart, ".//c:barDir")[0].get("val") == runs
    assert find(chart, ".//c:catAx/c:scaling/c:orientation")[0].get("val") == "maxMin"


def test_derived_values_are_hatched() -> None:
    chart = file_of(CHARTS["条形"]).xml("word/charts/chart1.xml")
    (point,) = find(chart, ".//c:dPt")
    assert find(point, "./c:idx")[0].get("val") == "2"
    assert find(point, ".//a:pattFill")


def test_derived_values_among_several_series_are_hatched_and_named() -> None:
    first, second = CHARTS["柱形"].series
    spec = replace(CHARTS["柱形"], series=(
        first, replace(second, data=(datum("乙项", "80", derived=True), None, None))))
    chart = file_of(spec).xml("word/charts/chart1.xml")
    (point,) = find(find(chart, ".//c:ser")[1], "./c:dPt")
    assert find(point, ".//a:pattFill")
    assert title(chart)[-1] == "单位：万元　斜线为测算　空着的没有数据"


def test_derived_points_are_hollow_and_named() -> None:
    first, second = CHARTS["折线"].series
    spec = replace(CHARTS["折线"], series=(
        replace(first, data=(datum("甲项", "2", derived=True), *first.data[1:])), second))
    chart = file_of(spec).xml("word/charts/chart1.xml")
    (point,) = find(chart, ".//c:dPt")
    assert find(point, "./c:marker/c:spPr/a:solidFill/a:srgbClr")[0].get("val") == "FFFFFF"
    assert title(chart)[-1] == "单位：%　空心点为测算　断开处没有数据"


def test_a_lone_derived_bar_says_so_in_its_name() -> None:
    data = (datum("甲", "5"), datum("乙", "6", derived=True))
    spec = SeriesChart("柱形", "数", (Category("甲"), Category("乙")), (Series("", data),),
                       (ValueAxis("户"),))
    file = file_of(spec)
    (texts,) = find(file.xml("word/charts/chart1.xml"), ".//c:cat/c:strRef")
    assert list(cached(texts)[1].values()) == ["甲", "乙（测算）"]
    assert cells(file)["Sheet1!$A$3"] == "乙（测算）"


def title(chart: Element) -> list[str]:
    """The lines of the title, without the blank ones between them."""
    return [text.text or "" for text in find(chart, "./c:chart/c:title//a:t")
            if (text.text or "").strip()]


def test_the_title_has_finding_period_unit_whole_and_source() -> None:
    assert title(file_of(CHARTS["条形"]).xml("word/charts/chart1.xml")) == [
        "投资居首", "2023年　单位：万元　来源：示例报表"]
    whole = replace(CHARTS["饼"], whole=datum("合计", "100"))
    assert title(file_of(whole).xml("word/charts/chart1.xml")) == ["单位：%　合计 100"]


def test_labels_of_lines_keep_apart() -> None:
    chart = file_of(CHARTS["折线"]).xml("word/charts/chart1.xml")
    found = [[each.get("val") for each in find(element, "./c:dLbls/c:dLbl/c:dLblPos")]
             for element in find(chart, ".//c:ser")]
    assert found == [["b", "t", "t"], ["t", "b"]], "the lower one's stand below"


@pytest.mark.parametrize(("count", "turns"), [(6, {"t"}), (24, {"t", "b"})])
def test_labels_of_a_lone_line_keep_apart(count: int, turns: set[str]) -> None:
    """Where they are wider than a step they stand above and below by turns."""
    spec = CHARTS["折线"]
    data = tuple(datum(f"甲{n}", str(1000 + 13 * n)) for n in range(count))
    lone = replace(spec, categories=tuple(Category(str(n)) for n in range(count)),
                   series=(replace(spec.series[0], data=data),))
    shown = data[:-2] + data[-1:]
    picture = SIZE._replace(printed=frozenset(d.quantity.fact for d in shown))
    chart = written(document(lone), {1: picture}).xml("word/charts/chart1.xml")
    marks = [mark for mark in find(chart, ".//c:dLbls/c:dLbl") if not find(mark, "./c:delete")]
    found = [find(mark, "./c:dLblPos")[0].get("val") for mark in marks]
    assert len(found) == count - 1
    assert found[-1] == "t"
    assert set(found) == turns
    assert all(a != b for a, b in pairwise(found)) == (len(turns) == 2)


def test_a_ring_has_a_legend_for_its_parts() -> None:
    chart = file_of(CHARTS["环"]).xml("word/charts/chart1.xml")
    assert find(chart, "./c:chart/c:legend")
    assert {e.get("val") for e in find(chart, ".//c:showCatName")} == {"0"}


def test_two_scales_both_say_what_they_are() -> None:
    chart = file_of(CHARTS["柱线"]).xml("word/charts/chart1.xml")
    titles = ["".join(t.text or "" for t in find(axis, "./c:title//a:t"))
              for axis in find(chart, ".//c:valAx")]
    assert titles == ["产值（万元）", "增速（%）"]
    assert [each.get("rot") for each in find(chart, ".//c:valAx/c:title//a:bodyPr")] == [
        "-5400000"] * 2


def test_the_name_of_an_axis_that_lies_is_not_turned() -> None:
    spec = CHARTS["条形"]
    assert isinstance(spec, SeriesChart) and spec.coord is Coord.ACROSS
    named = replace(spec, axes=(replace(spec.axes[0], title="产值"),))
    chart = file_of(named).xml("word/charts/chart1.xml")
    assert [each.get("rot") for each in find(chart, ".//c:valAx/c:title//a:bodyPr")] == ["0"]


def test_more_labels_than_can_be_read_are_left_to_the_axis() -> None:
    many = MOST_LABELS + 1
    one = series("甲", *["5"] * many)
    spec = SeriesChart("柱形", "数", tuple(Category(f"村{n}") for n in range(many)), (one,),
                       (ValueAxis("户"),))
    chart = file_of(spec).xml("word/charts/chart1.xml")
    assert not find(chart, ".//c:dLbls")
    assert find(chart, ".//c:valAx/c:delete")[0].get("val") == "0"


def test_faces_are_those_of_office_users() -> None:
    chart = file_of(CHARTS["条形"]).xml("word/charts/chart1.xml")
    assert find(chart, "./c:txPr//a:ea")[0].get("typeface") == "黑体"
    sizes = {int(each.get("sz") or 0) for each in find(chart, ".//*[@sz]")}
    assert min(sizes) >= 900


def test_a_label_stands_on_its_tint_or_on_paper_over_a_hatch() -> None:
    """White on dark, black on light; on the hatch of a derived value, on paper."""
    names = tuple(map(Category, "甲乙"))
    data = [Series(name, (datum(name, "30"), datum(name, "40", derived=name == "丑")))
            for name in ("子", "丑")]
    spec = SeriesChart("堆叠", "甲", names, tuple(data), (ValueAxis("户"),), Position.STACK)
    chart = file_of(spec).xml("word/charts/chart1.xml")
    grounds, inks = [], []
    for each in find(chart, ".//c:dLbl"):
        grounds.append(bool(find(each, "./c:spPr/a:solidFill")))
        inks.append([ink.get("val") for ink in find(each, "./c:txPr//a:srgbClr")])
    assert grounds == [False, False, False, True]
    assert inks == [["FFFFFF"], ["FFFFFF"], ["000000"], []]


def test_a_rare_character_names_the_face_that_has_it() -> None:
    spec = CHARTS["条形"]
    rare = replace(spec, categories=(Category("𡌴村"), *spec.categories[1:]))
    for chart, face in ((rare, "Hana B"), (spec, "黑体")):
        file = File(write_docx(document(chart), PROFILE, {1: SIZE}, families={"𡌴": "Hana B"}))
        (ea,) = find(file.xml("word/charts/chart1.xml"), "./c:txPr//a:ea")
        assert ea.get("typeface") == face


@pytest.mark.parametrize(("count", "name", "size", "every"), [
    (6, "20{:02}年", 0, 1), (11, "20{:02}年", 0, 1), (12, "20{:02}年", 900, 1),
    (12, "20{:02}年12月", 900, 1), (20, "20{:02}年", 900, 2), (30, "20{:02}年1—12月", 900, 3),
])
def test_years_are_not_broken_behind_their_number(
    count: int, name: str, size: int, every: int
) -> None:
    """Small where they would be, and fewer where they still would."""
    places = tuple(Category(name.format(n), Interval(24000 + 12 * n, 24000 + 12 * n + 11))
                   for n in range(count))
    data = tuple(datum("甲", str(100 + n)) for n in range(count))
    spec = SeriesChart("柱形", "甲", places, (Series("", data),), (ValueAxis("户"),))
    (axis,) = find(file_of(spec).xml("word/charts/chart1.xml"), ".//c:catAx")
    assert [int(each.get("sz") or 0) for each in find(axis, "./c:txPr//a:defRPr")] == [size] * (
        size > 0)
    assert [each.get("val") for each in find(axis, "./c:tickLblSkip")] == [str(every)] * (every > 1)


def test_no_picture_is_kept_beside_the_chart() -> None:
    file = file_of(CHARTS["饼"])
    assert not [name for name in file.parts if name.startswith("word/media/")]
    (alt,) = [each.get("descr") for each in find(file.body, ".//wp:docPr")]
    assert alt == "替代文字1"


def test_the_same_chart_gives_the_same_bytes() -> None:
    pages = document(*CHARTS.values())
    pictures = dict.fromkeys(range(1, len(CHARTS) + 1), SIZE)
    first = write_docx(pages, load_profile(), pictures)
    assert write_docx(pages, load_profile(), pictures) == first


@pytest.mark.parametrize(("column", "name"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"),
                                              (702, "AAA")])
def test_columns_have_names(column: int, name: str) -> None:
    assert reference(column, 1, 1) == f"Sheet1!${name}$2"


def test_the_workbook_keeps_decimals_and_texts() -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook([["单位：万元", "甲&乙"], ["<丙>", None],
                                                       ["丁", Decimal("12.60")]])))
    assert [[cell.value for cell in row] for row in book.active.iter_rows()] == [
        ["单位：万元", "甲&乙"], ["<丙>", None], ["丁", 12.6]]


@pytest.mark.slow
@pytest.mark.system("soffice")
def test_libreoffice_draws_every_label(tmp_path: Path) -> None:
    if shutil.which("soffice") is None:
        pytest.skip("skipped: 缺少 soffice（LibreOffice）")
    from support.validate import office, said

    specs = {name: spec for name, spec in CHARTS.items() if name != "饼"}
    source = tmp_path / "charts.docx"
    source.write_bytes(write_docx(document(*specs.values()), load_profile(),
                                  dict.fromkeys(range(1, len(specs) + 1), SIZE)))
    text = said.pdfium_text(office.docx_to_pdf(source, tmp_path))
    for spec in specs.values():
        for wanted in (*(c.label for c in spec.categories), *(d.quantity.text for d in spec.data)):
            assert said.squeeze(wanted) in text, wanted
    assert GENERAL not in text


def test_shares_have_a_name_at_each_slice() -> None:
    categories, slices = shares("60", "40")
    spec = SeriesChart("饼", "构成", categories, slices, (ValueAxis("%"),),
                       coord=CHARTS["饼"].coord)
    chart = file_of(spec).xml("word/charts/chart1.xml")
    shown = {each.get("val") for each in find(chart, ".//c:dLbl/c:showCatName")}
    assert shown == {"1"}
    assert len(find(chart, ".//c:dPt")) == 2
