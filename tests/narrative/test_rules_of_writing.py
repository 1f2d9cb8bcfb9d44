"""The rules of writing K10, K14–K17, K21–K30, K34, K36 case by case: mended, reported, or right."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from reportgen.diagnostics import Sink
from reportgen.document import tree
from reportgen.document.tidy import tidied
from reportgen.facts.model import Dataset
from reportgen.narrative.compose import compose
from reportgen.narrative.language.passage import Line, passage
from reportgen.narrative.language.survey import survey
from reportgen.narrative.read import read_narrative

Run = Callable[[str], tuple[str, list[str]]]
Composer = Callable[..., tuple[tuple[tree.Block, ...], Sink]]

MENDED = [
    ("K10", "增长 5.3 %", "增长5.3%"),
    ("K16", "(1)加快", "（1）加快"),
    ("K22", "减负――实干", "减负——实干"), ("K22", "减负⋯⋯", "减负……"),
    ("K23", "列奥纳多・达・芬奇", "列奥纳多·达·芬奇"), ("K23", "B. 盖茨", "B.盖茨"),
    ("K26", "推进,落实;(试行)１２", "推进，落实；（试行）12"),
    ("K26", "推进, 落实; 加快", "推进，落实；加快"), ("K26", "增长5.3%,其中", "增长5.3%，其中"),
    ("K26", "共5户,3人", "共5户，3人"), ("K26", "GDP,增长", "GDP，增长"),
    ("K26", "时间:9:30", "时间：9:30"), ("K26", "(试行);", "（试行）；"),
    ("K26", "增长5.3%;", "增长5.3%；"), ("K26", "比分是3:2,领先", "比分是3:2，领先"),
    ("K26", "网址https://a.b/c?d=1,2 见上", "网址https://a.b/c?d=1,2见上"),
    ("K26", "１．５吨", "1.5吨"), ("K15", "3〜5月", "3～5月"),
    ("K30", "12㎡", "12平方米"), ("K30", "每㎡", "每平方米"), ("K30", "3㎥水", "3立方米水"),
    ("K30", "5㎞", "5km"),
    ("minus", "-3.2%", "−3.2%"),
    ("minus", "增速为：-1,200万元（-5%）", "增速为：−1,200万元（−5%）"),
    ("minus", "增速为-1.5%", "增速为−1.5%"), ("minus", "由-5至-3℃", "由−5至−3℃"),
    ("minus", "气温 -5～-3℃", "气温 −5～−3℃"), ("minus", "甲－乙、－80.5", "甲－乙、−80.5"),
]
NO_MINUS = (
    "附件-1", "3-5月", "0915-8211110", "国道-312", "（-2024-1-2）", "-3-5", "A-3", "-3A", "-",
)
REPORTED = [
    ("K14", "2026年03月09日", "W0340", "2026年3月9日"), ("K14", "26年3月", "W0340", "2026年3月"),
    ("K14", "2026.3.9", "W0340", "2026年3月9日"), ("K14", "2026/3/9", "W0340", "2026年3月9日"),
    ("K14", "2026-8", "W0340", "2026年8月"), ("K14", "5月08日", "W0340", "5月8日"),
    ("K15", "9～16亿元", "W0341", "9亿～16亿"), ("K15", "15～30%", "W0341", "15%～30%"),
    ("K15", "9-16亿元", "W0341", "9亿～16亿"), ("K15", "15%~30%", "W0341", "15%～30%"),
    ("K15", "3-5月", "W0341", "3～5"), ("K15", "2021-2025年", "W0341", "2021—2025"),
    ("K16", "（一）、加快", "W0342", "（一）"), ("K16", "一.加快", "W0342", "一、"),
    ("K16", "任务：1、加快", "W0342", "1."), ("K16", "（1）、加快", "W0342", "（1）"),
    ("K21", '"三农"工作', "W0335", "“三农”"), ("K21", "「三农」工作", "W0335", "“三农”"),
    ("K21", "'三农'工作", "W0335", "“”"),
    ("K22", "减负--实干", "W0347", "——"), ("K22", "减负...", "W0347", "……"),
    ("K22", "减负。。。", "W0347", "……"), ("K22", "减负…加快", "W0347", "……"),
    ("K23", "列奥纳多．达", "W0348", "·"), ("K23", "B·盖茨", "W0348", "改成“B.”"),
    ("K24", "国办发[2024]01号", "W0343", "〔2024〕1号"),
    ("K24", "国办发【2024】1号", "W0343", "〔2024〕1号"),
    ("K24", "国办发（2024）1号", "W0343", "〔2024〕1号"),
    ("K24", "国办发(2024)1号", "W0343", "〔2024〕1号"),
    ("K24", "国办发﹝2024﹞1号", "W0343", "〔2024〕1号"),
    ("K24", "国办发〔2024〕第1号", "W0343", "〔2024〕1号"),
    ("K24", "国办发〔24〕1号", "W0343", "〔2024〕1号"),
    ("K25", "《甲》、《乙》", "I0336", "、"), ("K25", "“一”、“二”", "I0336", "、"),
    ("K26", "完成任务.", "W0349", "。"),
    ("K27", "增长.46%", "W0344", "0.46"), ("K27", "系数是.46", "W0344", "0.46"),
    ("K28", "4千户", "W0345", "4000"), ("K28", "1百零8", "W0345", "汉字"),
    ("K28", "4千多户", "W0345", "4000多"), ("K28", "1.2千万元", "W0345", "1200万"),
    ("K28", "5十个", "W0345", "50"),
    ("K29", "三、五天", "W0337", "三五"), ("K29", "四、五百人", "W0337", "四五百"),
    ("K29", "五、六万套", "W0337", "五六万"), ("K29", "20几人", "W0337", "二十几"),
    ("K30", "5m2", "W0346", "5平方米"), ("K30", "3 km2", "W0346", "平方公里"),
    ("K36", "真的？！", "I0355", "改成“？”"),
]
RIGHT = [
    "9:30", "3:2", "https://a.b", "2026年3月9日", "2026-11-23", "11月23日", "2026.8万元",
    "9亿～16亿元", "3—5月", "2021—2025年", "100～150千克", "15%～30%", "13万元～17万元",
    "（一）加快", "一、加快", "1.2万户", "3.4亿元", "三五天", "0.46", "100多件", "20余次",
    "“三农”", "《甲》（试行）、《乙》", "5千米", "30千瓦时", "5平方米", "C919", "PM2.5",
    "国办发〔2024〕1号", "减负——实干", "切实减负……", "B.盖茨", "北京—上海", "GB/T 9704-2012",
    "0571-88888888转", "2023年十大新闻", "第三、四季度", "it's", "一、二季度", "十二、三月份",
    "COVID-19疫情", "说：“好。”", "1-3号楼", "共3户，其中",
]


@pytest.mark.parametrize("text", NO_MINUS)
def test_a_hyphen_that_may_be_one_stays(text: str) -> None:
    assert tidied(text) == text


@pytest.mark.parametrize(("rule", "text", "mended"), MENDED)
def test_what_is_certain_is_mended_and_told(line: Run, rule: str, text: str, mended: str) -> None:
    found, codes = line(text)
    assert found == mended
    assert "I0352" in codes


@pytest.mark.parametrize(("rule", "text", "code", "fix"), REPORTED)
def test_what_is_doubtful_is_reported(rule: str, text: str, code: str, fix: str) -> None:
    sink = Sink()
    found = survey(passage([Line(text, 1)], "b.md"), sink)
    hints = {hint for item in sink for hint in item.hints if item.code == code}
    assert any(fix in hint for hint in hints), [(d.code, d.hints) for d in sink]
    assert not found.edits


@pytest.mark.parametrize(("text", "mended"), [
    ("2026年03月09日", "2026年3月9日"), ("26年3月", ""),
    ("9～16亿元", "9亿～16亿元"),
    ("（一）、加快", "（一）加快"), ("①、加快", "①加快"), ('"三农"工作', "“三农”工作"),
    ("减负--实干", "减负——实干"), ("国办发[2024]01号", "国办发〔2024〕1号"),
    ("国办发〔24〕1号", ""),
    ("《甲》、《乙》", "《甲》《乙》"), ("完成任务.", "完成任务。"), ("增长.46%", "增长0.46%"),
    ("4千多户", "4000多户"), ("3万5千元", "3.5万元"), ("1百零8", ""),
    ("三、五天", "三五天"),
    ("20几人", ""), ("几10人", ""), ("5m2", ""), ("120平米", "120平方米"), ("12㎡", "12平方米"),
    ("约3000余人", "3000余人"), ("大约近300户", "近300户"), ("超过5000户以上", "超过5000户"),
    ("约300户左右", "约300户"), ("3000余人左右", "3000余人"), ("*重点*", ""), ("共××户", ""),
    ("完成，。", "完成。"), ("推进,落实", "推进，落实"),
])
def test_what_has_one_mend_carries_it(text: str, mended: str) -> None:
    sink = Sink()
    survey(passage([Line(text, 1)], "b.md"), sink)
    fixes = [item.fix for item in sink if item.fix is not None]
    for fix in fixes:
        start = fix.span.column - 1
        assert text[start : start + fix.span.length] == fix.old
        text = text[:start] + fix.new + text[start + fix.span.length :]
    assert len(fixes) == bool(mended)
    assert not mended or text == mended


@pytest.mark.parametrize("text", [
    "节约资金20余万元", "附近10余户", "近三十多年来", "条约30余条", "约100户，多年",
    "节约20万元左右",
    "21百货", "5千米", "几十人", "3×5户", "XXL号", "时间待定", "（）", "X光", "www.xx.com",
    "截至目前近300户", "至少5个", "不足5人", "高标准", "5千克以上", "超过一半",
])
def test_words_that_look_doubled_are_left(text: str) -> None:
    sink = Sink()
    survey(passage([Line(text, 1)], "b.md"), sink)
    assert not sink.items


@pytest.mark.parametrize("text", [
    "20XX年", "202X年", "X月X日", "（  ）户", "【 】", "【待填】", "xx村", "____户", "＿＿户",
    "此处插入图片", "国办发〔〕号", "待补。",
])
def test_what_stands_for_something_else_is_told(text: str) -> None:
    sink = Sink()
    survey(passage([Line(text, 1)], "b.md"), sink)
    assert "W0333" in {item.code for item in sink}


@pytest.mark.parametrize("text", RIGHT)
def test_what_is_right_is_left_alone(text: str) -> None:
    sink = Sink()
    found = survey(passage([Line(text, 1)], "b.md"), sink)
    assert not sink.items
    assert not found.edits


def test_a_sign_in_a_table_is_a_symbol(composed: Composer) -> None:
    blocks, sink = composed(
        "见{{ 表：甲 }}，共12㎡。\n\n表：甲（单位：㎡）\n| 项目 | 面积(㎡) |\n|--|--|\n"
        "| 甲 | 每户12㎡ |\n"
    )
    body, table = blocks
    assert isinstance(body, tree.Paragraph)
    assert isinstance(table, tree.Table)
    assert tree.plain(body.children).endswith("共12平方米。")
    assert (table.unit, table.columns[1].heading) == ("m²", "面积（m²）")
    assert tree.plain(table.rows[0][1].children) == "每户12m²"
    assert "I0352" in {d.code for d in sink}


@pytest.mark.parametrize("unit", ["㎡", "m²", "平方米"])
def test_the_sign_of_a_unit_is_the_unit(composed: Composer, unit: str) -> None:
    """A fact of 9平方米 stands below 单位：㎡, and on an axis of ㎡."""
    blocks, sink = composed(
        f"见{{{{ 表：甲 }}}}和{{{{ 图：乙 }}}}。\n\n```表\n编号: 甲\n题注: 甲\n单位: {unit}\n"
        "列: [指标, 数值]\n行: [面积㎡]\n```\n\n"
        f"```图\n编号: 乙\n类型: 条形\n题注: 乙\n单位: {unit}\n事实: [面积㎡]\n```\n")
    assert not any(d.is_error for d in sink), [d.message for d in sink]
    table = blocks[1]
    assert isinstance(table, tree.Table)
    assert table.unit == ("平方米" if unit == "平方米" else "m²")


def test_the_front_matter_is_tidied_too(data: Dataset) -> None:
    text = ("---\n报头: 金溪 2023工作简报\n期号: 3\n编发单位: 甲办(试行)\n日期: 2024-02-22\n"
            "标题: [关于１号工程, 及进展的通报。]\n报: [甲办,乙办]\n版式: 本镇 1.yaml\n---\n甲\n")
    sink = Sink()
    front = read_narrative(text, "b.md", sink).front
    assert front.issue == "金溪2023工作简报第3期"
    assert front.issuer == "甲办（试行）"
    assert front.title == ("关于1号工程", "及进展的通报")
    assert front.profile == "本镇 1.yaml"
    places = [(d.code, d.span.line, d.span.column) for d in sink]
    assert places == [("I0352", 2, 7), ("I0352", 4, 9), ("I0352", 4, 12), ("I0352", 6, 8),
                      ("I0353", 6, 20)]
    assert compose(read_narrative(text, "b.md", Sink()), data, Sink()).blocks


@pytest.mark.parametrize(("given", "heading"), [
    ("# 主要成效。", "主要成效"), ("# 甲,乙", "甲，乙"), ("# 一、主要成效。", "主要成效"),
])
def test_a_heading_that_stands_alone_ends_without_a_stop(
    composed: Composer, given: str, heading: str
) -> None:
    """Its ordinal is written by the layout (K16)."""
    blocks, _ = composed(given)
    assert isinstance(blocks[0], tree.Heading)
    assert tree.plain(blocks[0].children) == heading


def test_a_caption_ends_without_a_stop(composed: Composer) -> None:
    """Not even where it is cited with one (K34)."""
    blocks, sink = composed("见{{ 表：甲。 }}。\n\n表：甲。\n| 甲 |\n|--|\n| 乙 |\n")
    table = blocks[1]
    assert isinstance(table, tree.Table)
    assert table.caption == "甲"
    assert "I0353" in {d.code for d in sink}


@pytest.mark.parametrize("rule", [*MENDED])
def test_mending_once_is_enough(rule: tuple[str, str, str]) -> None:
    assert tidied(rule[2]) == rule[2]
