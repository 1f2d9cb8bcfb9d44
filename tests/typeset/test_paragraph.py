"""A paragraph: alignment, the author's breaks, Latin words, spans kept whole, bad input."""

from __future__ import annotations

from dataclasses import replace
from itertools import accumulate

import pytest
from support.typeset.rtm import RTM, advances, glyphs, lines, right_edge, shown

from reportgen.typeset import Glyphs, Report, break_paragraph
from reportgen.typeset.boxes import hard_breaks
from reportgen.typeset.classes import classify
from reportgen.typeset.model import PARTED, RAGGED
from reportgen.typeset.paragraph import segments


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


def test_spans_belong_to_the_stretches_they_are_in() -> None:
    bound = ((0, 2), (3, 6), (4, 5), (6, 8), (-2, 1), (7, 99))
    parts = segments(Glyphs("国" * 8, [1000] * 8, bound, breaks=(5, 2)))
    assert [(list(part.bound), offset) for part, offset in parts] == [
        ([(0, 2), (-2, 1)], 0), ([(1, 4), (2, 3)], 2), ([(-2, 1), (1, 3), (2, 94)], 5),
    ]


def test_newline_breaks() -> None:
    found = lines("甲乙\n丙丁", 10)
    assert [(line.start, line.end) for line in found] == [(0, 3), (3, 5)]
    assert found[0].width == 2000


def test_bound_pieces_stay_whole_unless_too_wide() -> None:
    text = "甲乙丙丁戊己庚辛"
    kept = break_paragraph(Glyphs(text, [1000] * 8, ((3, 6),)), 3600)
    assert shown(text, kept) == "甲乙丙|丁戊己|庚辛"
    split = break_paragraph(Glyphs(text, [1000] * 8, ((1, 7),)), 4000)
    assert shown(text, split) == "甲乙丙丁|戊己庚辛"
    assert [line.faults for line in split] == [(), (PARTED,)]


def test_between_two_bound_pieces_nothing_is_parted() -> None:
    text = "甲乙丙丁戊己庚辛"
    found = break_paragraph(Glyphs(text, [1000] * 8, ((0, 8), (0, 3), (3, 8))), 5000)
    assert shown(text, found) == "甲乙丙|丁戊己庚辛"
    assert not any(PARTED in line.faults for line in found)


def test_a_piece_that_the_marks_behind_it_make_too_wide_is_parted_at_a_joint() -> None:
    text = "文号国办发〔2024〕15号》。甲乙丙"
    assert shown(text, lines(text, 9)) == "文号国办发|〔2024〕15号》。甲|乙丙"


@pytest.mark.parametrize("bound", [((2, 2),), ((2, 1),), ((7, 9),), ((-3, -1),), ((-5, 50),)])
def test_spans_of_nothing_bind_nothing(bound: tuple[tuple[int, int], ...]) -> None:
    found = break_paragraph(Glyphs("甲乙丙", [1000] * 3, bound), 1000, 3000)
    assert sum(line.end - line.start for line in found) == 3


def test_half_width_marks_have_nothing_to_give() -> None:
    text = "甲，乙，丙"
    (line,) = break_paragraph(Glyphs(text, [1000, 500, 1000, 500, 1000]), 4000)
    assert (line.natural, line.squeezed) == (4000, 0)


def test_two_faces_with_marks_of_two_widths() -> None:
    text = "甲“乙”丙“丁”戊"
    widths = [1000, 1000, 1000, 1000, 1000, 400, 1000, 400, 1000]
    (line,) = break_paragraph(Glyphs(text, widths), 9000)
    assert line.natural == sum(widths)


@pytest.mark.parametrize(("back", "front", "left"), [
    (1000, 1000, 500), (400, 1000, 500), (1000, 400, 500), (400, 400, 0), (900, 1000, 500),
])
def test_of_two_blanks_between_marks_the_wider_one_is_left(
    back: int, front: int, left: int
) -> None:
    """A mark half an em wide has no blank: beside it there is nothing to trim (K06)."""
    (line,) = break_paragraph(Glyphs("甲”（乙", [1000, back, front, 1000]), 9000)
    assert line.natural - 2000 - min(back, 500) - min(front, 500) == left


def test_apostrophe_inside_a_word() -> None:
    text = "一二三don’t"
    assert shown(text, break_paragraph(Glyphs(text, [1000] * 3 + [500] * 5), 5000)) == (
        "一二三|don’t"
    )


def test_an_address_fills_the_line_it_begins_on() -> None:
    """Though it would fit on the next one."""
    text = "一二三四五六七八https://example.cn/gk/index.html网页"
    assert shown(text, lines(text, 17)) == "一二三四五六七八https://example.|cn/gk/index.html网页"


def test_address_breaks_at_its_separators() -> None:
    text = "详见https://example.gov.cn/zwgk/2026/index.html网页"
    found = lines(text, 12)
    assert all("no-lawful-break" not in line.faults for line in found)
    assert all(text[line.end - 1] in "/.-" for line in found[:-2])


def test_an_address_of_dates_breaks_beside_them_but_not_inside() -> None:
    text = "详见https://e.cn/202401/t20240105_67890123.html"
    found = lines(text, 9.5)
    assert shown(text, found) == "详见https://e.cn/|202401/|t20240105_67890123.|html"
    assert all("no-lawful-break" not in line.faults for line in found)


@pytest.mark.parametrize(("address", "cuts"), [
    ("songwan-office@example.gov.cn", "songwan-|office@|example.|gov.|cn"),
    ("www.example.cn/a?type=enterprise&page=2", "www.|example.|cn/|a?|type=|enterprise&|page=|2"),
    ("songwan.example.gov.cn/2025/06/03/", "songwan.|example.|gov.|cn/|2025/|06/|03/"),
    (r"D:\report\2025\songwan.docx", r"D:\|report\|2025\|songwan.|docx"),
    ("https://a.cn/%E4%B8%AD.html", "https://|a.|cn/|%E4|%B8|%AD.|html"),
    ("annual-summary_2025.docx", "annual-|summary_|2025.|docx"),
    ("GB/T19001-2016/ISO9001:2015", ""), ("SongwanServiceCenter", ""), ("12,345.67/98.5", ""),
])
def test_where_an_address_may_be_broken(address: str, cuts: str) -> None:
    text = f"见{address}。"
    start, ends = text.index(address), accumulate(map(len, cuts.split("|")))
    places = {start + end for end in ends if 3 < end < len(address)}
    found = hard_breaks(text, classify(text))
    assert {place for place in found if start < place < start + len(address)} == places


def test_a_line_before_a_long_word_is_left_ragged() -> None:
    text = "微信小程序名称为SongwanServiceCenterForEnterpriseAndPeople，安卓用户都用它"
    found = lines(text, 26, indent=2)
    assert shown(text, found).startswith("微信小程序名称为|Songwan")
    assert (found[0].stretched, found[0].width, found[0].faults) == (0, 10000, (RAGGED,))


def test_lines_before_an_address_are_as_full_as_can_be() -> None:
    text = "材料请发至songwan-office@example.gov.cn，办事入口为" \
        "https://www.songwan.example.gov.cn/service/list?type=enterprise&page=index，请查看。"
    found = lines(text, 26, indent=2)
    assert [line.faults for line in found] == [(), (RAGGED,), ()]
    assert [line.width for line in found[:-1]] == [26000, 23750]  # one of an address alone


def test_word_spaces_end_outside_and_stretch_first() -> None:
    text = "the quick brown fox"
    found = lines(text, 4.8, replace(RTM, orphan=0))
    assert shown(text, found) == "the quick |brown fox"
    assert right_edge(text, found[0]) == found[0].width == 4800


def test_report_counts_the_faults() -> None:
    found = lines("一二三四五六七八123456人参加", 10)
    report = Report.of(found)
    assert (report.lines, report.widest_stretch, report.faults) == (2, 285, ((0, "loose"),))


def test_wrong_advances_are_refused() -> None:
    with pytest.raises(ValueError, match="advances"):
        Glyphs("甲乙", [1000])
    with pytest.raises(ValueError, match="negative"):
        Glyphs("甲", [-1])
    with pytest.raises(ValueError, match="measure"):
        break_paragraph(glyphs("甲"), 0)
    assert advances("甲a") == [1000, 500]
