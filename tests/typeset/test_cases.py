"""The rules K01 to K38 case by case, in the metric of `rtm`: Han 1 em, digits half, spacing ¼.

Here are the rules of layout; K21–K30, which are rules of writing, have theirs in
`tests/narrative/test_rules_of_writing.py`. `|` stands where a line ends.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from support.typeset.rtm import RTM, advances, glyphs, lines, right_edge, shown

from reportgen.typeset import Rules, break_paragraph, break_title
from reportgen.typeset.classes import HAN, classify
from reportgen.typeset.model import LOOSE, NO_LAWFUL_BREAK, ORPHAN, PARTED, RAGGED

FREE = replace(RTM, orphan=0)  # a text of few characters, with K18 out of the way

BREAKS = [
    ("K01", 10, "一二三四五六七八九|十，甲乙丙"),
    ("K01", 8, "张三·李四一二三|四五·甲"),
    ("K01", 6, "一二三四五|60%以上"),
    ("K01", 6, "一二三四五|六％以上甲乙"),
    ("K01", 4, "甲乙丙|丁／戊己"),
    ("K02", 10, "一二三四五六七八九|（甲乙）丙"),
    ("K02", 10, "印发了一二三四五六|《方案》"),
    ("K02", 6, "总投资为|￥12万元"),
    ("K03", 10, "一二三四五六七八|九——甲乙"),
    ("K03", 10, "一二三四五六七八|九……甲乙"),
    ("K03", 5, "一二三|甲…………|乙丙丁"),
    ("K04", 11, "一二三，四五六七八九十，|甲乙丙"),
    ("K05", 10, "一二三四五六七八九，"),
    ("K05", 10.5, "一二三四五六七八九十。"),
    ("K05", 10, "一二三四五六七八|九十。"),  # and K18
    ("K11", 10, "一二三四五六七|123456人参加"),
    ("K11", 8, "完成投资|12,345.67万元以|上了"),
    ("K11", 6, "气温下|降-12.5度"),
    ("K12", 10, "占比达到一二三四五|63.5%以上"),
    ("K12", 8, "同比增长|12.3个百分点"),
    ("K12", 8, "实现产值收入|2263余万元"),
    ("K12", 7, "房屋的面积|75 m²以上"),
    ("K13", 6, "具体内容见|附件1。"),
    ("K13", 9, "文号为|国办发〔2024〕1号"),
    ("K13", 8, "文号为|国办发〔2024〕1号"),  # squeezed
    ("K13", 7, "文号为国办发|〔2024〕1号"),
    ("K13", 6, "简报已出|第12期"),
    ("K13", 6, "各项数据如|表1所示"),
    ("K13", 6, "各项数据见|图12。"),
    ("K14", 5, "2026年|11月23日|召开会议"),
    ("K14", 4, "2026年|11月|23日"),
    ("K15", 7, "规划期为|2021—2025年"),
    ("K15", 7, "增长速度|15%～30%"),
    ("K15", 6, "时间定在|3—5月"),
    ("K16", 8, "任务是：甲乙。|（一）加快推进"),
    ("K16", 7, "甲乙丙丁戊；|1.加快推进"),
    ("K18", 11, "全区新增就业三千二|百人。"),
    ("K18", 10, "一二三四五六七八九十|甲乙。"),
    ("K31", 11, "签发人：王小明、李一、|张　三"),
    ("K37", 6, "甲乙丙丁|CO₂减排"),
    ("K37", 6, "甲乙丙丁|PM₂.₅浓度"),
    ("K37", 7, "甲乙丙丁戊|10⁻⁶甲乙"),
    ("K37", 5, "甲乙丙|H₂O甲乙"),
    ("K37", 6, "一二三四五|米³的水"),
    ("K37", 5, "衰减甲乙|2.5m⁻¹"),
    ("K37", 7, "甲乙丙丁|(NH₄)₂SO₄"),
    ("K37", 5, "甲乙丙丁|¹⁴C测年"),
    ("K38", 6, "甲乙丙丁|1∶500图"),
    ("K38", 5, "甲乙丙|长∶宽为"),
    ("K38", 6, "甲乙丙丁戊|7×24小时"),
    ("K38", 7, "甲乙丙丁|100×200毫米"),
    ("K38", 5, "甲乙丙丁|长×宽为甲"),
    ("K38", 7, "甲乙丙|GB/T 9704规定"),
    ("K38", 9, "甲乙丙丁|DB33/T 2136甲乙"),
    ("K38", 6, "甲乙丙丁|和/或甲乙"),
    ("K38", 6, "甲乙丙丁戊|≥95%的"),
    ("K38", 5, "甲乙丙丁|春®茶"),
    ("K12", 7, "每吨甲乙丙丁|910元/吨的"),
    ("K12", 8, "甲乙丙丁|25微克/立方米的"),
    ("K12", 7, "甲乙丙丁|8.5张/千人的"),
    ("K12", 7, "甲乙丙丁|5元/人·月的"),
    ("K12", 7, "甲乙丙丁戊|30 μg/m³的"),
    ("K31", 11, "签发人：王小明甲、|张　三、丁"),
]


@pytest.mark.parametrize(("rule", "measure", "expected"), BREAKS)
def test_breaks(rule: str, measure: float, expected: str) -> None:
    text = expected.replace("|", "")
    found = lines(text, measure)
    assert shown(text, found) == expected
    assert not [line.faults for line in found if {NO_LAWFUL_BREAK, ORPHAN} & set(line.faults)]


WIDTHS = [
    ("K05", "一二三四五六七八九，", 9.5),
    ("K05", "一二三四五六七八九十。", 10.5),
    ("K06", "（一）《方案》（试行）。", 10),  # 9.5 where the first line is trimmed too (K07)
    ("K06", "他说：“好。”（掌声）", 9),
    ("K06", "对（？）处", 4.5),
    ("K10", "共1200户受益，GDP增长5.3%。", 14),
    ("K10", "增长5.3%", 4.25),
    ("K23", "列奥纳多·达·芬奇", 8),
    ("K31", "张　三", 3),
    ("K31", "李四光", 3),
    ("K36", "真的？！", 3),
    ("K36", "真的？！是", 4),
    ("K36", "真的！！是", 4),
    ("K36", "真的！！！是", 5),
    ("K37", "全年CO₂减排", 6.5),  # ₂ is an em here; a gap before and behind the word alone
    ("K37", "深5米³的", 5),
    ("K38", "按1∶500绘", 5.5),
    ("K38", "共7×24小时", 6),
]


@pytest.mark.parametrize(("rule", "text", "ems"), WIDTHS)
def test_natural_widths(rule: str, text: str, ems: float) -> None:
    (line,) = lines(text, 20)
    assert line.natural == ems * 1000


WHOLE = [
    ("K11", "12,345.67", "投资12,345.67万元"),
    ("K12", "12.3个百分点", "同比增长12.3个百分点"),
    ("K13", "附件1", "具体内容见附件1。"),
    ("K13", "国办发〔2024〕1号", "按照国办发〔2024〕1号文件"),
    ("K13", "第12期", "这是简报第12期的正文"),
    ("K14", "11月", "2026年11月23日召开会议"),
    ("K31", "张　三", "签发人：张　三、李四光"),
    ("K37", "CO₂", "全年CO₂减排量"),
    ("K37", "10⁻⁶", "浓度为10⁻⁶以下"),
    ("K38", "1∶1.8", "坡比为1∶1.8的坝"),
    ("K38", "7×24小时", "实行7×24小时值守"),
    ("K38", "GB/T 9704", "按照GB/T 9704排印"),
    ("K12", "910元/吨", "收购价910元/吨左右"),
    ("K12", "25微克/立方米", "浓度为25微克/立方米左右"),
    ("K12", "5元/人·月", "每月补助5元/人·月左右"),
]


@pytest.mark.parametrize(("rule", "piece", "text"), WHOLE)
@pytest.mark.parametrize("tenths", range(10, 120, 5))
def test_whole_wherever_it_fits(rule: str, piece: str, text: str, tenths: int) -> None:
    """The table says it of any measure in which the piece fits."""
    (alone,) = lines(piece, 20)
    found = lines(text, tenths / 10)
    inside = range(text.index(piece) + 1, text.index(piece) + len(piece))
    broken = [line for line in found if line.start in inside]
    if tenths * 100 >= alone.natural + 1000:  # with a mark behind it, or the spacing before it
        assert not broken
    assert all({NO_LAWFUL_BREAK, PARTED} & set(line.faults) for line in broken) or rule == "K13"


def test_k04_stretch_where_nothing_can_be_squeezed() -> None:
    first = lines("一二三四五六七八九十，甲乙丙", 10)[0]
    assert (first.end, first.stretched, first.width) == (9, 125, 10000)


def test_k04_a_squeezed_line_before_a_much_stretched_one() -> None:
    """The commas give a little each; pushing 十 down would open every gap by more."""
    first = lines("一二，三四五，六七八九，十，甲乙丙丁", 12.5)[0]
    assert (first.end, first.squeezed, first.stretched) == (14, 1000, 0)


def test_k04_a_line_that_is_full_as_it_stands_is_not_squeezed() -> None:
    """Two commas of half an em cost more than gaps that open by a twentieth of one."""
    found = lines("一二，三四五六七八九，十甲乙丙丁", 11)
    assert [(line.end, line.squeezed) for line in found] == [(11, 0), (16, 0)]
    found = lines("会议在板凳会上，有车的嫌位置少，没车的嫌绕路远，大家说到了一起。", 14)
    assert [line.squeezed for line in found] == [0, 0, 0]


def test_k06_trims_both_edges_on_request() -> None:
    (line,) = lines("（一）《方案》（试行）。", 20, replace(RTM, first_line_topline_trim=True))
    assert (line.natural, line.xs[0]) == (9500, -500)


def test_k06_an_opening_mark_before_a_stop_is_not_trimmed() -> None:
    (line,) = lines("对（？）处", 20)
    assert line.xs == (0, 1000, 2000, 2500, 3500)


def test_k07_opening_mark_at_a_line_start_loses_its_blank() -> None:
    text = "一二三四五六七八九十《方案》已印发"
    second = lines(text, 10)[1]
    assert text[second.start] == "《"
    assert second.xs[:2] == (-500, 500)


def test_k07_not_on_the_first_line() -> None:
    (line,) = lines("（一）加快推进", 20, indent=2)
    assert line.xs[:2] == (2000, 3000)


def test_k08_commas_give_alike_and_han_keep_their_width() -> None:
    first = lines("甲，乙，丙，" + "丁戊", 4.9, FREE)[0]
    assert (first.width, first.squeezed) == (4900, 600)
    assert first.xs == (0, 1000, 1700, 2700, 3400, 4400)


def test_k08_autospace_is_squeezed_to_its_least() -> None:
    (line,) = lines("共1200户", 4.3)
    assert (line.width, line.squeezed) == (4300, 200)
    assert line.xs == (0, 1150, 1650, 2150, 2650, 3300)
    assert len(lines("共1200户", 4.2)) > 1


def test_k08_brackets_give_before_commas_and_stops_nothing() -> None:
    first = lines("甲，乙（丙）丁戊己庚", 6.4, FREE)[0]
    assert (first.end, first.squeezed) == (7, 600)
    assert [b - a for a, b in pairwise(first.xs)] == [1000, 1000, 700, 1000, 1000, 700]
    first = lines("甲：乙。丙丁戊己庚", 5.5, FREE)[0]
    assert (first.end, first.squeezed) == (5, 0)


def test_k09_stretch_grows_autospace_first() -> None:
    text = "GDP增长5.3%一二三四五"
    first = lines(text, 6.2, replace(FREE, squeeze=False))[0]
    assert shown(text, [first]) == "GDP增长5.3%"
    steps = [b - a for a, b in pairwise(first.xs)]
    assert steps == [500, 500, 850, 1000, 1350, 500, 500, 500]


def test_k09_not_inside_a_dash() -> None:
    first = lines("甲——乙丙丁戊己庚", 5.3)[0]
    assert first.xs == (0, 1100, 2100, 3200, 4300)
    assert first.stretched == 100


@pytest.mark.parametrize("connector", "～—–")
def test_k09_not_around_a_connector(connector: str) -> None:
    rules = replace(FREE, autospace=0, autospace_max=0)
    first = lines(f"甲乙3{connector}5丙丁戊己庚", 5.3, rules)[0]
    assert [b - a for a, b in pairwise(first.xs)] == [1300, 1000, 500, 1000, 500]


def test_k09_no_gap_beside_a_figure_opens_beyond_its_limit() -> None:
    text = "甲乙丙1200户，5.3%，丁戊己庚辛壬癸"
    first = lines(text, 12.4, replace(FREE, squeeze=False, autospace=100, autospace_max=100))[0]
    assert shown(text, [first]) == "甲乙丙1200户，5.3%，丁戊"
    steps = [b - a for a, b in pairwise(first.xs)]
    assert steps == [1040, 1040, 1100, 500, 500, 500, 600, 1040, 1000, 500, 500, 500, 500, 1040,
                     1040]


@pytest.mark.parametrize(("measure", "gaps"), [
    (3.95, (250, 450, 250)), (4.0, (250, 500, 250)), (4.1, (300, 500, 300)),
])
def test_k09_word_spaces_open_before_autospace(
    measure: float, gaps: tuple[int, int, int]
) -> None:
    """Word spaces to half an em, then the space between Han and Latin."""
    text = "甲AB CD乙丙丁戊"
    first = break_paragraph(glyphs(text, half=250), round(measure * 1000), 0, RTM)[0]
    before, space, after = gaps
    assert [b - a for a, b in pairwise(first.xs)] == [
        1000 + before, 250, 250, space, 250, 250 + after]


def test_k09_more_than_a_quarter_is_reported() -> None:
    first = lines("一二三四五六七八123456人参加", 10)[0]
    assert (first.stretched, first.faults) == (285, (LOOSE,))


def test_k09_more_than_a_third_is_not_made_but_left_ragged() -> None:
    first = lines("一二三四五六七123456人参加", 10)[0]
    assert (first.stretched, first.width, first.faults) == (0, 7000, (RAGGED,))


def test_k10_no_spacing_beside_a_mark_or_at_an_edge() -> None:
    (line,) = lines("共1200户受益，GDP增长5.3%。", 30)
    comma, latin, stop = (line.xs["共1200户受益，GDP增长5.3%。".index(c)] for c in "，G。")
    assert latin - comma == 1000
    assert stop - line.xs[-3] == 1000  # 3, %, 。
    found = lines("甲乙丙丁GDP增长", 4, FREE)
    assert [line.xs[0] for line in found] == [0, 0]
    assert found[0].natural == 4000


def test_k10_zero_means_none() -> None:
    (line,) = lines("共1200户", 20, Rules(autospace=0))
    assert line.natural == 4000


@pytest.mark.parametrize(("text", "width", "broken"), [
    ("9亿～16亿元", 5, "9亿～|16亿元"), ("15%～30%", 3, "15%～|30%"),
    ("2021—2025年", 4, "2021—|2025年"), ("1200～1300亿元", 4, "1200～|1300|亿元"),
])
def test_k15_a_range_too_wide_is_parted_behind_its_connector(
    text: str, width: int, broken: str
) -> None:
    found = lines(text, width)
    assert shown(text, found) == broken
    assert PARTED in found[1].faults


def test_k17_the_indent_is_of_the_first_line_alone() -> None:
    found = lines("国" * 30, 10, indent=2)
    assert [line.xs[0] for line in found] == [2000, 0, 0, 0]
    assert [len(line.xs) for line in found[:-1]] == [8, 10, 10]


def test_k18_one_han_is_left_alone_only_where_it_must() -> None:
    found = lines("国国", 1)
    assert found[-1].faults == (ORPHAN,)


def test_k20_the_last_line_has_natural_spacing() -> None:
    text = "一二三四五六七八九十至此完成。"
    first, last = lines(text, 10)
    assert (first.width, last.width) == (10000, 4500)
    assert last.xs == (0, 1000, 2000, 3000, 4000)
    (only,) = lines("至此完成。", 10)
    assert only.xs == last.xs


def test_k22_dashes_and_dots_are_two_ems_and_take_no_spacing() -> None:
    text = "减负——实干……GDP"
    (line,) = lines(text, 20)
    assert line.xs[:8] == tuple(range(0, 8000, 1000))
    assert line.xs[8] == 8000


@pytest.mark.parametrize("text", ["王××同志", "第×次会议", "×月×日会议", "××镇"])
def test_k38_a_sign_for_a_character_left_out_is_set_as_one(text: str) -> None:
    assert set(classify(text)) == {HAN}


def test_k32_a_title_of_33_han_takes_two_lines_of_like_length() -> None:
    text = "关于加快推进金溪镇农村人居环境整治提升三年行动重点项目建设工作的实施意见"[:33]
    found = break_title(glyphs(text), 20000)
    first, second = (line.end - line.start for line in found)
    assert (first + second, len(found)) == (33, 2)
    assert abs(first - second) <= 4


def test_k33_616_han_fill_22_lines_of_28() -> None:
    found = lines("国" * 616, 28, FREE)
    assert len(found) == 22
    assert all(line.xs == tuple(range(0, 28000, 1000)) for line in found)
    assert len(lines("国" * 617, 28, FREE)) == 23


@pytest.mark.parametrize(
    "text", ["一二三四五六七八九，", "一二三四五六七八九十。", "甲乙丙丁。”" * 9]
)
def test_k35_nothing_hangs_by_default(text: str) -> None:
    for line in lines(text, 10):
        assert right_edge(text, line) == line.width <= 10000


def test_k35_hanging_one_mark_and_never_two() -> None:
    hanging = replace(RTM, hanging=True)
    text = "一二三四五六七八九十，甲乙丙"
    assert shown(text, lines(text, 10, hanging)) == "一二三四五六七八九十，|甲乙丙"
    for row in ("一二三四五六七八九。”甲乙丙", "一二三四五六七八九！，甲乙丙"):
        first = lines(row, 10, hanging)[0]
        assert first.xs[-1] + advances(row[first.end - 1])[0] - 500 <= 10000


def test_every_rule_is_listed_and_has_a_case(root: Path) -> None:
    rules = {f"K{number:02}" for number in range(1, 41)}
    listed = (root / "docs" / "typography.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^\| (K\d\d) \|", listed, re.MULTILINE)) == rules
    tests = "".join(
        path.read_text(encoding="utf-8") for path in (root / "tests").rglob("test_*.py")
    )
    named = re.findall(r"\"(K\d\d)\"|def test_(k\d\d)_|\((K\d\d)\)", tests)
    assert {rule.upper() for names in named for rule in names if rule} >= rules
