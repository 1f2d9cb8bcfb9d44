"""Pictures, charts, headers and footers of edited copies: what became of each."""

from __future__ import annotations

import io
from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from PIL import Image
from support import photographs as ph
from support.docx.charts import CHARTS
from support.docx.readback import PROFILE
from support.docx.samples import png
from support.papers import DRAWING, META, bars, paragraph
from support.proof.edits import drop, run
from support.proof.twins import Element, W, packed, paragraphs, parts, replaced, rewritten
from support.validate import office

from reportgen.charts.paint.svg import to_svg
from reportgen.diagnostics import ReportError
from reportgen.document.quantity import Quantity
from reportgen.document.tree import Document, Figure
from reportgen.fonts import FontLibrary
from reportgen.proof.audit import audit
from reportgen.proof.audit.diagnostics import diagnostics, summary
from reportgen.proof.audit.review import Audit
from reportgen.writers.docx.picture import Picture
from reportgen.writers.docx.write import write_docx

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
BARS, COLUMNS = "word/charts/chart2.xml", "word/charts/chart3.xml"
BOOK, SHEET = "word/embeddings/chart2.xlsx", "xl/worksheets/sheet1.xml"


@cache
def made(name: str = "改稿.docx") -> bytes:
    """A draft with a drawing, two charts of Word's own, and photographs."""
    drawn = Figure(1, "某图", bars("", "", ()), "条形图：投资20517万元，产值超9052万元。")
    content = Document(replace(META, draft=True), (
        paragraph("产值", Quantity("产值", "9052万元"), "。"), drawn,
        *(Figure(n, "某图", CHARTS[kind], f"第{n}幅图", editable=True)
          for n, kind in ((2, "条形"), (3, "柱形"))),
        ph.figure(ph.photo("a"), number=4),
        ph.figure(ph.photo("a", title="整治前"), ph.photo("b", title="整治后"), number=5),
    ))
    pictures = {
        1: Picture(to_svg(DRAWING, FontLibrary.bundled()), png(40, 12), 400, 120),
        **{n: Picture(b"", b"", 400, 200) for n in (2, 3)},
    }
    return write_docx(content, PROFILE, pictures, prints=ph.prints("a", "b"))


def found(data: bytes, original: bytes | None = None) -> Audit:
    return audit(data, "改稿.docx", original, "原稿.docx")


def told(data: bytes, original: bytes | None = None) -> list[tuple[str, ...]]:
    pictures = found(data, original).pictures
    assert pictures is not None
    return [(each.what, each.name, each.item, each.old, each.new) for each in pictures]


def messages(data: bytes, original: bytes | None = None) -> list[str]:
    return [f"{each.code} {each.message}" for each in diagnostics(found(data, original))]


def frame(root: Element, number: int) -> Element:
    return list(root.iter(WP + "inline"))[number - 1]


def holder(root: Element, number: int) -> Element:
    return next(frame(root, number).iterancestors(W + "p"))


def image(data: bytes, number: int) -> str:
    """The name of a picture's part."""
    files = parts(data)
    blip = next(frame(etree.fromstring(files["word/document.xml"]), number).iter(A + "blip"))
    rels = etree.fromstring(files["word/_rels/document.xml.rels"])
    return "word/" + next(
        str(each.get("Target")) for each in rels if each.get("Id") == blip.get(R + "embed"))


def with_part(name: str, data: bytes) -> bytes:
    files = parts(made())
    assert name in files
    assert files[name] != data
    return packed({**files, name: data})


def with_book(old: str, new: str) -> bytes:
    """A chart's workbook with another text."""
    inner = parts(made())[BOOK]
    return with_part(BOOK, replaced(inner, old, new, SHEET))


def changed(change: Callable[[Element], None], part: str = "word/document.xml") -> bytes:
    return rewritten(made(), change, part)


def test_a_file_nobody_touched() -> None:
    as_it_is = found(made())
    assert (as_it_is.pictures, as_it_is.edges, as_it_is.residues) == ((), (), ())
    assert summary(as_it_is) == "1 处事实，都没有变，字句改动 0 处"
    assert diagnostics(found(made(), made())) == []


# ---------------------------------------------------------------------------------------- pictures


def test_another_picture() -> None:
    other = with_part(image(made(), 1), png(40, 12, 90))
    assert [each[:2] for each in told(other)] == [("换了", "图1")]
    assert messages(other)[0] == "W1034 “图1”的画面不是生成时的：换了图，或被重新压缩过"
    assert len(found(other).changed) == 1       # numbers in it can't be told


def test_another_photograph_changes_no_number() -> None:
    other = with_part(image(made(), 4), ph.jpeg())
    assert {each[0] for each in told(other)} == {"换了"}
    assert found(other).changed == ()


def test_the_drawing_that_word_shows_before_the_picture() -> None:
    svg = parts(made())["word/media/figure1.svg"].replace(b"20517", b"20571")
    assert [each[:2] for each in told(with_part("word/media/figure1.svg", svg))] \
        == [("换了", "图1")]


def recompressed() -> bytes:
    out = io.BytesIO()
    Image.open(io.BytesIO(parts(made())[image(made(), 1)])).save(out, "PNG", compress_level=0)
    return with_part(image(made(), 1), out.getvalue())


def test_a_picture_encoded_anew_is_known_by_its_pixels() -> None:
    assert [each[0] for each in told(recompressed())] == ["换了"]
    assert told(recompressed(), made()) == []
    assert [each[0] for each in told(with_part(image(made(), 1), png(40, 12, 90)), made())] \
        == ["换了"]
    assert [each[0] for each in told(with_part(image(made(), 1), b"no picture"), made())] \
        == ["换了"]


def test_a_picture_taken_out() -> None:
    gone = changed(lambda root: drop(holder(root, 1)))
    assert [each[:2] for each in told(gone)] == [("删去", "图1")]
    assert len(found(gone).changed) == 1
    assert "W1035 “图1”删去了" in messages(gone)


def test_a_picture_taken_out_with_tracking_or_hidden() -> None:
    def struck(root: Element) -> None:
        inner = next(frame(root, 1).iterancestors(W + "r"))
        mark = etree.Element(W + "del", {W + "author": "李某某", W + "id": "1"})
        inner.addprevious(mark)
        mark.append(inner)

    def hidden(root: Element) -> None:
        inner = next(frame(root, 1).iterancestors(W + "r"))
        look = etree.Element(W + "rPr")
        etree.SubElement(look, W + "vanish")
        inner.insert(0, look)

    for change in (struck, hidden):
        assert [each[:2] for each in told(changed(change))] == [("删去", "图1")]


def test_a_picture_put_in_twice() -> None:
    copied = changed(lambda root: holder(root, 4).addnext(deepcopy(holder(root, 1))))
    assert [(each[0], each[3]) for each in told(copied)] == [("增加", "图1")]
    assert "W1035 多了一张图“图1”，和“图1”一样" in messages(copied)


def test_two_pictures_swapped() -> None:
    def swap(root: Element) -> None:
        first, second = holder(root, 1), holder(root, 4)
        first.addprevious(deepcopy(second))
        second.addprevious(deepcopy(first))
        drop(first)
        drop(second)

    assert "移动" in {each[0] for each in told(changed(swap))}
    assert {each[0] for each in told(changed(swap))} == {"移动"}


@pytest.mark.parametrize(("factor", "told_of"), [(2.0, True), (1.02, True), (1.001, False)])
def test_another_size(factor: float, told_of: bool) -> None:
    def stretch(root: Element) -> None:
        size = next(frame(root, 1).iter(WP + "extent"))
        size.set("cx", str(round(int(size.get("cx", "0")) * factor)))

    assert bool(told(changed(stretch))) == told_of
    if factor == 2:
        assert messages(changed(stretch)) == [
            "I1036 “图1”由 141.1×42.3 毫米 改成了 282.2×42.3 毫米"]


@pytest.mark.parametrize(("left", "cut"), [("12000", True), ("-40", False), ("20", False)])
def test_a_part_cut_away(left: str, cut: bool) -> None:
    def crop(root: Element) -> None:
        blip = next(frame(root, 4).iter(A + "blip"))
        blip.addnext(etree.Element(A + "srcRect", {"l": left}))

    assert [each[:2] for each in told(changed(crop))] == [("裁剪", "图4")] * cut


def test_another_alternative_text() -> None:
    def digit(root: Element) -> None:
        about = next(frame(root, 1).iter(WP + "docPr"))
        about.set("descr", str(about.get("descr")).replace("9052", "9025"))

    other = changed(digit)
    assert [(each[0], each[3], each[4]) for each in told(other)] == [("替代文字", "9052", "9025")]
    assert "W1039 “图1”的替代文字“9052”改成了“9025”" in messages(other)


def test_alternative_texts_that_are_gone_are_told_at_once() -> None:
    def mute(root: Element) -> None:
        for number in (1, 2):
            next(frame(root, number).iter(WP + "docPr")).set("descr", "")

    assert messages(changed(mute)) == ["I1040 图1、图2的替代文字没有了"]


# ------------------------------------------------------------------------------------------ charts


def test_a_value_that_the_chart_shows() -> None:
    other = replaced(made(), ">9052<", ">9025<", BARS)
    assert told(other) == [("数据", "图2", "枇杷产值", "9052", "9025"),
                           ("工作簿", "图2", "枇杷产值", "9025", "9052")]
    assert messages(other) == ["W1037 “图2”里“枇杷产值”由“9052”改成了“9025”",
                               "W1038 “图2”里“枇杷产值”显示“9025”，内嵌的工作簿里是“9052”"]
    assert len(found(other).changed) == 2


def test_a_value_in_the_workbook_alone() -> None:
    other = with_book(">9052<", ">9025<")
    assert told(other) == [("工作簿", "图2", "枇杷产值", "9052", "9025")]


def test_a_value_in_both() -> None:
    both = packed({**parts(replaced(made(), ">9052<", ">9025<", BARS)),
                   BOOK: parts(with_book(">9052<", ">9025<"))[BOOK]})
    assert [each[0] for each in told(both)] == ["数据"]


def test_a_value_written_otherwise_is_the_same() -> None:
    """Excel writes its binary numbers in full, into the workbook and into the chart."""
    assert told(with_book(">9052<", ">9052.0<")) == []
    assert told(with_book(">928.50<", ">928.5<")) == []
    shown = replaced(made(), ">12.60<", ">12.6<", COLUMNS)
    assert told(replaced(shown, ">80.5<", ">80.499999999999999<", COLUMNS)) == []
    assert [each[4] for each in told(with_book(">928.50<", ">928.51<"))] == ["928.51"]


def test_a_workbook_that_cannot_be_read_holds_nothing() -> None:
    assert ("工作簿", "图2", "枇杷产值", "9052", "") in told(with_part(BOOK, b"PK\3\4 broken"))


def test_a_label() -> None:
    other = replaced(made(), "&quot;超&quot;0", "&quot;近&quot;0", BARS) \
        if b"&quot;" in parts(made())[BARS] else replaced(made(), '"超"0', '"近"0', BARS)
    assert told(other) == [("标签", "图2", "枇杷产值", "超9052", "近9052")]


@pytest.mark.parametrize("gone", ['<c:delete val="1"/>', '<c:showVal val="0"/>'])
def test_a_label_that_is_gone_with_its_word(gone: str) -> None:
    """Without 超 the bar says an exact number; a label that says one may go."""
    marks = [f"<c:dLbl>{each}" for each in parts(made())[BARS].decode().split("<c:dLbl>")[1:]]
    (worded,) = [each for each in marks if "超" in each]
    plain = next(each for each in marks if "超" not in each)
    for mark, item in ((worded, [("标签", "图2", "枇杷产值", "超9052", "")]), (plain, [])):
        whole = mark.partition("</c:dLbl>")[0]
        index = whole.partition("<c:numFmt")[0]
        other = replaced(made(), whole, index + gone, BARS)
        assert told(other) == item
    assert messages(replaced(made(), worded.partition("</c:dLbl>")[0],
                             worded.partition("<c:numFmt")[0] + gone, BARS)) == [
        "W1037 “图2”里“枇杷产值”的标签“超9052”没有了，看不出是约数"]


def test_a_name() -> None:
    other = replaced(made(), ">枇杷产值<", ">柑橘产值<", BARS)
    assert ("标签", "图2", "名称", "枇杷产值", "柑橘产值") in told(other)


def test_what_stands_over_a_chart() -> None:
    """Another unit makes every number of it another."""
    other = replaced(made(), "单位：万元", "单位：亿元", BARS)
    assert [each[:2] for each in told(other)] == [("标题", "图2")]
    assert messages(other) == ["W1037 “图2”上面的字“万”改成了“亿”"]
    assert len(found(other).changed) == 1
    words = replaced(made(), "投资居首", "投资第一", BARS)
    assert [each[:2] for each in told(words)] == [("标题", "图2")]
    assert found(words).changed == ()


@pytest.mark.parametrize(("scale", "cut"), [
    ('<c:min val="900"/>', "从900起"), ('<c:max val="9000"/><c:min val="0"/>', "到9000为止"),
    ('<c:max val="90000"/><c:min val="0"/>', ""), ('<c:min val="-9"/>', ""), ("", ""),
])
def test_a_scale_that_was_cut(scale: str, cut: str) -> None:
    other = replaced(made(), '<c:min val="0"/>', scale, BARS)
    assert told(other) == ([("坐标", "图2", "", "从零起", cut)] if cut else [])
    if cut:
        assert messages(other) == [f"W1037 “图2”的坐标从零起改成了{cut}，长短不再是数的大小"]


def test_a_logarithmic_scale() -> None:
    other = replaced(made(), '<c:min val="0"/>', '<c:logBase val="10"/>', BARS)
    assert [each[4] for each in told(other)] == ["对数刻度"]


def test_a_scale_turned_round() -> None:
    upright = '<c:orientation val="minMax"/><c:min val="0"/>'
    other = replaced(made(), upright, upright.replace("minMax", "maxMin"), BARS)
    assert [each[4] for each in told(other)] == ["倒着数"]


def test_a_value_of_one_of_several_series() -> None:
    other = replaced(made(), ">80.5<", ">85.0<", COLUMNS)
    assert told(other)[0] == ("数据", "图3", "乙项 2021年", "80.5", "85.0")


def test_a_value_that_is_gone() -> None:
    def emptied(root: Element) -> None:
        c = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
        drop(next(root.iter(c + "numCache")).findall(c + "pt")[1])

    assert ("数据", "图2", "枇杷产值", "9052", "") in told(changed(emptied, BARS))


def test_a_chart_turned_into_a_picture() -> None:
    def turned(root: Element) -> None:
        shown, flat = (next(frame(root, number).iter(A + "graphicData")) for number in (2, 1))
        shown.addprevious(deepcopy(flat))
        drop(shown)

    assert ("换了", "图2") in [each[:2] for each in told(changed(turned))]


# ---------------------------------------------------------------------------- headers and footers


def edges(data: bytes) -> list[tuple[str, str, str]]:
    made_of = found(data).edges
    assert made_of is not None
    return [(f"{e.place.part} {e.place.spot}" if e.place else "", e.old, e.new) for e in made_of]


def test_words_of_headers_and_footers() -> None:
    page = "word/footer-even.xml"
    assert edges(replaced(made(), "草\u3000稿", "送审稿", "word/header-default.xml")) \
        == [("页眉 奇数页", "草\u3000", "送审")]
    assert edges(replaced(made(), "— <", "第 <", page)) == [("页脚 偶数页", "—", "第")]
    numbered = parts(made())[page].decode()
    assert edges(replaced(made(), "PAGE", "NUMPAGES", page)) \
        == [("页脚 偶数页", "〔页码〕", "〔页数〕")], numbered


def test_a_field_whose_result_was_updated_is_the_same() -> None:
    assert edges(replaced(made(), ">1<", ">12<", "word/footer-default.xml")) == []


def test_a_number_typed_over_the_field() -> None:
    def typed(root: Element) -> None:
        line = next(root.iter(W + "p"))
        for each in line.findall(W + "r"):
            drop(each)
        line.append(run("— 7 —"))

    assert edges(changed(typed, "word/footer-default.xml")) \
        == [("页脚 奇数页", "〔页码〕", "7")]


def test_a_header_taken_away_and_one_put_in() -> None:
    gone = changed(lambda root: drop(next(
        e for e in root.iter(W + "headerReference") if e.get(W + "type") == "default")))
    assert edges(gone) == [("页眉 奇数页", "草\u3000稿", "")]
    more = rewritten(made(), lambda root: next(root.iter(W + "p")).append(run("内部")),
                     "word/header-even.xml")
    assert edges(more) == [("页眉 偶数页", "", "内部")]


def test_pages_that_are_treated_otherwise_now() -> None:
    """First pages of their own print nothing, until somebody writes their footer."""
    def first(root: Element) -> None:
        section = next(root.iter(W + "sectPr"))
        section.append(section.makeelement(W + "titlePg"))

    assert edges(changed(first)) == [
        ("页眉 首页", "草\u3000稿", ""), ("页脚 首页", "— 〔页码〕 —", "")]
    alike = replaced(made(), "<w:evenAndOddHeaders/>", "", "word/settings.xml")
    assert edges(alike) == []


# --------------------------------------------------------------------------------- without a record


def bare() -> bytes:
    """The file as it was before there was a record of pictures."""
    files = parts(made())
    custom = etree.fromstring(files["docProps/custom.xml"])
    for each in list(custom):
        if str(each.get("name")).startswith("图和页眉"):
            drop(each)
    return packed({**files, "docProps/custom.xml": etree.tostring(custom)})


def test_without_a_record_the_original_tells() -> None:
    older = bare()
    assert (found(older).pictures, found(older).edges) == (None, None)
    assert "I1041" in messages(older)[-1]
    assert "图没有对照" in summary(found(older))
    other = rewritten(older, lambda root: drop(holder(root, 1)))
    assert [each[:2] for each in told(other, bare())] == [("删去", "图1")]
    assert told(older, bare()) == []


def test_a_briefing_without_facts_is_audited_too() -> None:
    plain = write_docx(Document(META, (paragraph("没有数。"),)), PROFILE, {})
    assert summary(found(plain)) == "没有绑定的事实，字句改动 0 处"
    other = rewritten(plain, lambda root: paragraphs(root, "没有数")[0].append(run("有了。")))
    assert found(other).words is not None
    assert len(found(other).words or ()) == 1


def test_a_picture_that_is_not_in_the_file() -> None:
    outside = replaced(made(), 'Target="media/figure1.png"',
                       'TargetMode="External" Target="http://127.0.0.1:9/a.png"',
                       "word/_rels/document.xml.rels")
    assert "W1034 “图1”的画面不在文件里了：丢了，或连着文件以外的图" in messages(outside)


@pytest.mark.slow
def test_more_pictures_than_any_office_has() -> None:
    def flood(root: Element) -> None:
        inner = next(frame(root, 1).iterancestors(W + "r"))
        for _ in range(2_001):
            inner.addnext(deepcopy(inner))

    with pytest.raises(ReportError) as caught:
        found(changed(flood))
    assert caught.value.diagnostics[0].code == "E1016"


@pytest.mark.slow
@settings(max_examples=100)
@given(st.data())
def test_any_damage_is_told(data: st.DataObject) -> None:
    """A byte changed in any part, or in the workbook: findings, or a refusal with a diagnostic."""
    files = dict(parts(made()))
    name = data.draw(st.sampled_from(sorted(files)))
    content = bytearray(files[name])
    for _ in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    try:
        diagnostics(found(packed({**files, name: bytes(content)}), made()))
    except ReportError as error:
        assert error.diagnostics


@pytest.mark.slow
@pytest.mark.system("soffice")
@pytest.mark.parametrize("kind", ["docx", "odt", "doc"])
def test_another_program_changes_nothing_but_alternative_texts(kind: str, tmp_path: Path) -> None:
    source = tmp_path / "本期.docx"
    source.write_bytes(made())
    away = office.converted(source, tmp_path / "away", kind)
    back = office.converted(away, tmp_path / "back", "docx") if kind != "docx" else away
    again = found(back.read_bytes())
    assert again.pictures is not None
    assert [(e.what, e.new) for e in again.pictures if e.what != "替代文字"] == []
    assert all(each.new == "" for each in again.pictures)
    assert again.edges == ()
    assert [each for each in again.residues if each.kind == "活动内容"] == []
    edited = rewritten(back.read_bytes(), lambda root: drop(holder(root, 1)))
    assert ("删去", "图1") in [each[:2] for each in told(edited)]


def test_a_picture_in_vml_as_old_files_hold_it_is_seen() -> None:
    def old(root: Element) -> None:
        drawing = frame(root, 6).getparent()
        key, drawing.tag = next(drawing.iter(A + "blip")).get(R + "embed", ""), W + "pict"
        drawing[:] = [etree.fromstring(
            f'<v:shape xmlns:v="urn:schemas-microsoft-com:vml" xmlns:r="{R[1:-1]}" alt="旧图"'
            f' style="width:72pt;height:1in"><v:imagedata r:id="{key}"/></v:shape>')]
    assert messages(changed(old)) == ["I1036 “图5”由 76.6×57.4 毫米 改成了 25.4×25.4 毫米",
                                      "W1039 “图5”的替代文字“b的画面”改成了“旧图”"]
