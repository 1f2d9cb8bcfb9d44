"""The rule table's cases, in the metric of the tables."""

from __future__ import annotations

from dataclasses import replace

import pytest
from typeset.rtm import RTM, advances, glyphs, lines, right_edge, shown

from reportgen.typeset import Glyphs, Report, Rules, break_paragraph

BREAKS = [
    ("K01", 10, "一二三四五六七八九|十，甲乙丙"),
    ("K01", 8, "张三·李四一二三|四五·甲"),
    ("K02", 10, "一二三四五六七八九|（甲乙）丙"),
    ("K02", 10, "印发了一二三四五六|《方案》"),
    ("K03", 10, "一二三四五六七八|九——甲乙"),
    ("K03", 10, "一二三四五六七八|九……甲乙"),
    ("K03", 5, "一二三|甲…………|乙丙丁"),
    ("K04", 11, "一二三，四五六七八九十，|甲乙丙"),
    ("K05", 10, "一二三四五六七八九，"),
    ("K05", 10.5, "一二三四五六七八九十。"),
    ("K05 K18", 10, "一二三四五六七八|九十。"),
    ("K11", 10, "一二三四五六七|123456人参加"),
    ("K11", 8, "完成投资|12,345.67万元以|上了"),
    ("K11", 6, "气温下|降-12.5度"),
    ("K12", 10, "占比达到一二三四五|63.5%以上"),
    ("K12", 8, "同比增长|12.3个百分点"),
    ("K12", 8, "实现产值收入|2263余万元"),
    ("K13", 6, "具体内容见|附件1。"),
    ("K13", 9, "文号为|国办发〔2024〕1号"),
    ("K13", 8, "文号为|国办发〔2024〕1号"),  # squeezed
    ("K13", 7, "文号为国办发|〔2024〕1号"),
    ("K13", 5, "简报已出|第12期"),
    ("K13", 6, "各项数据如|表1所示"),
    ("K14", 5, "2026年|11月23日|召开会议"),
    ("K15", 7, "规划期为|2021—2025年"),
    ("K15", 7, "增长速度|15%～30%"),
    ("K18", 11, "全区新增就业三千二|百人。"),
    ("K18", 10, "一二三四五六七八九十|甲乙。"),
]


@pytest.mark.parametrize(("rule", "measure", "expected"), BREAKS)
def test_breaks(rule: str, measure: float, expected: str) -> None:
    text = expected.replace("|", "")
    assert shown(text, lines(text, measure)) == expected


WIDTHS = [
    ("K05", "一二三四五六七八九，", 10, 9500),
    ("K05", "一二三四五六七八九十。", 10.5, 10500),
    ("K06", "（一）《方案》（试行）。", 20, 10000),
    ("K06", "他说：“好。”（掌声）", 20, 9000),
    ("K06", "对（？）处", 20, 4500),
    ("K10", "共1200户受益，GDP增长5.3%。", 30, 14000),
    ("K36", "真的？！", 10, 3000),
    ("K36", "真的？！是", 10, 4000),
    ("K36", "真的！！！是", 10, 5000),
]


@pytest.mark.parametrize(("rule", "text", "measure", "width"), WIDTHS)
def test_natural_widths(rule: str, text: str, measure: float, width: int) -> None:
    (line,) = lines(text, measure)
    assert line.natural == width


def test_k06_trims_both_edges_on_request() -> None:
    text = "（一）《方案》（试行）。"
    (line,) = lines(text, 20, replace(RTM, first_line_topline_trim=True))
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
    first = lines("甲，乙，丙，" + "丁戊", 4.9, replace(RTM, orphan=0))[0]
    assert first.width == 4900
    assert first.squeezed == 600
    assert first.xs == (0, 1000, 1700, 2700, 3400, 4400)


def test_k08_autospace_is_squeezed_to_its_least() -> None:
    (line,) = lines("共1200户", 4.3)
    assert (line.width, line.squeezed) == (4300, 200)
    assert line.xs == (0, 1150, 1650, 2150, 2650, 3300)
    assert len(lines("共1200户", 4.2)) > 1


def test_k09_stretch_grows_autospace_first() -> None:
    text = "GDP增长5.3%一"
    first = lines(text + "二三四五", 6.2, replace(RTM, orphan=0, squeeze=False))[0]
    steps = [b - a for a, b in zip(first.xs, first.xs[1:], strict=False)]
    assert shown(text, [first]) == "GDP增长5.3%"
    assert steps == [500, 500, 850, 1000, 1350, 500, 500, 500]


def test_k09_not_inside_a_dash() -> None:
    text = "甲——乙丙丁戊己庚"
    first = lines(text, 5.3)[0]
    assert first.xs == (0, 1100, 2100, 3200, 4300)
    assert first.stretched == 100


def test_k10_zero_means_none() -> None:
    (line,) = lines("共1200户", 20, Rules(autospace=0))
    assert line.natural == 4000


def test_k35_hanging() -> None:
    text = "一二三四五六七八九十，甲乙丙"
    assert shown(text, lines(text, 10, replace(RTM, hanging=True))) == (
        "一二三四五六七八九十，|甲乙丙"
    )


@pytest.mark.parametrize(
    ("align", "x"), [("left", 0), ("center", 3500), ("right", 7000)]
)
def test_alignment_is_in_the_positions(align: str, x: int) -> None:
    (line,) = lines("甲乙丙", 10, align=align)  # type: ignore[arg-type]
    assert line.xs[0] == line.offset == x
    assert line.width == 3000


def test_authors_breaks_are_kept() -> None:
    found = break_paragraph(Glyphs("甲乙丙丁戊", [1000] * 5, breaks=(2,)), 10000)
    assert [(line.start, line.end, line.forced, line.last) for line in found] == [
        (0, 2, True, False), (2, 5, False, True),
    ]
    assert found[0].width == 2000


def test_newline_breaks() -> None:
    found = lines("甲乙\n丙丁", 10)
    assert [(line.start, line.end) for line in found] == [(0, 3), (3, 5)]
    assert found[0].width == 2000


def test_bound_pieces_stay_whole_unless_too_wide() -> None:
    text = "甲乙丙丁戊己庚辛"
    kept = break_paragraph(Glyphs(text, [1000] * 8, ((3, 6),)), 4000)
    assert shown(text, kept) == "甲乙丙|丁戊己|庚辛"
    split = break_paragraph(Glyphs(text, [1000] * 8, ((1, 7),)), 4000)
    assert shown(text, split) == "甲乙丙丁|戊己庚辛"


def test_half_width_marks_have_nothing_to_give() -> None:
    text = "甲，乙，丙"
    (line,) = break_paragraph(Glyphs(text, [1000, 500, 1000, 500, 1000]), 4000)
    assert (line.natural, line.squeezed) == (4000, 0)


def test_two_faces_with_marks_of_two_widths() -> None:
    text = "甲“乙”丙“丁”戊"
    widths = [1000, 1000, 1000, 1000, 1000, 400, 1000, 400, 1000]
    (line,) = break_paragraph(Glyphs(text, widths), 9000)
    assert line.natural == sum(widths)


def test_apostrophe_inside_a_word() -> None:
    text = "一二三don’t"
    assert shown(text, break_paragraph(Glyphs(text, [1000] * 3 + [500] * 5), 5000)) == (
        "一二三|don’t"
    )


def test_address_breaks_at_its_separators() -> None:
    text = "详见https://example.gov.cn/zwgk/2026/index.html网页"
    found = lines(text, 12)
    assert all("no-lawful-break" not in line.faults for line in found)
    assert all(text[line.end - 1] in "/.-" for line in found[:-2])


def test_word_spaces_end_outside_and_stretch_first() -> None:
    text = "the quick brown fox"
    found = lines(text, 6, replace(RTM, orphan=0))
    assert shown(text, found) == "the quick |brown fox"
    assert right_edge(text, found[0]) == found[0].width == 6000


def test_report_counts_the_faults() -> None:
    found = lines("一二三四五六七123456人参加", 10)
    report = Report.of(found)
    assert (report.lines, report.widest_stretch, report.faults) == (2, 500, ((0, "loose"),))


def test_k33_616_han_fill_22_lines_of_28() -> None:
    found = lines("国" * 616, 28, replace(RTM, orphan=0))
    assert len(found) == 22
    assert all(line.xs == tuple(range(0, 28000, 1000)) for line in found)
    assert len(lines("国" * 617, 28, replace(RTM, orphan=0))) == 23


def test_wrong_advances_are_refused() -> None:
    with pytest.raises(ValueError, match="advances"):
        Glyphs("甲乙", [1000])
    with pytest.raises(ValueError, match="negative"):
        Glyphs("甲", [-1])
    with pytest.raises(ValueError, match="measure"):
        break_paragraph(glyphs("甲"), 0)
    assert advances("甲a") == [1000, 500]
