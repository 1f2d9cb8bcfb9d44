"""Titles: few lines, of like length, words whole (K32)."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.typeset.rtm import glyphs, shown

from reportgen.layout.lexicon import lexicon
from reportgen.typeset import Glyphs, Role, Run, break_title

REPORT = "金溪镇2026年上半年经济社会发展情况和下半年重点工作安排的报告稿"


def broken(text: str, ems: int) -> str:
    return shown(text, break_title(glyphs(text), ems * 1000, lexicon=lexicon))


def test_a_short_title_is_one_centred_line() -> None:
    (line,) = break_title(glyphs("工作简报"), 20000)
    assert line.xs == (8000, 9000, 10000, 11000)


def test_words_stay_whole() -> None:
    assert broken(REPORT, 20) == "金溪镇2026年上半年经济社会发展|情况和下半年重点工作安排的报告稿"


@pytest.mark.parametrize(
    ("text", "ems"),
    [("关于印发《金溪镇农村人居环境整治提升行动实施方案》的通知", 22),
     ("关于进一步加强防汛抗旱工作切实保障人民群众安全的通知", 14),
     ("关于召开全镇乡村振兴工作推进会议的通知", 11)],
)
def test_shape(text: str, ems: int) -> None:
    found = break_title(glyphs(text), ems * 1000, lexicon=lexicon)
    widths = [line.width for line in found]
    assert len(found) >= 2
    assert min(widths) >= 2500
    assert all(text[line.start] != "的" for line in found)
    middles = zip(widths, widths[1:], widths[2:], strict=False)
    assert all(b >= min(a, c) - 250 for a, b, c in middles)


@pytest.mark.parametrize("shape", [
    "甲乙丙丁戊己的|庚辛壬癸子丑",         # not before 的
    "甲乙丙丁戊了|己庚辛壬癸",
    "甲乙丙丁戊|在己庚辛壬癸子",           # not behind 在, where that can be helped
    "甲乙丙丁|关于戊己庚辛壬",             # not behind 关于
])
def test_particles_stand_where_an_editor_leaves_them(shape: str) -> None:
    text = shape.replace("|", "")
    assert shown(text, break_title(glyphs(text), 10000)) == shape


def test_title_marks_are_not_split_when_they_fit() -> None:
    text = "关于印发《人居环境整治方案》的通知"
    assert "《人居环境整治方案》" in broken(text, 13)


@pytest.mark.parametrize("shape", [
    "关于印发|《示例县农村公路建设养护管理办法》的通知",
    "示例县人民政府关于进一步加强|农村人居环境整治工作的实施意见",
    "示例镇2024年上半年经济社会发展|情况和下半年工作安排",
    "示例县人民政府办公室关于做好|2024年汛期地质灾害防治工作的通知",
    "示例县持续推进“千万工程”|建设宜居宜业和美乡村",
    "示例县卫生健康局关于示例县第一人民医院|异地新建项目可行性研究报告的批复",
    "示例县2023年国民经济和社会发展计划|执行情况与2024年计划草案的报告",
    "示例县人民政府关于示例县|2023年度法治政府建设情况的报告",
    "示例县人民代表大会常务委员会|关于批准示例县2023年财政决算的决议",
    "示例县自然资源和规划局关于公布|示例县城镇基准地价更新成果的公告",
    "示例县农业农村局、示例县财政局关于印发|2024年耕地地力保护补贴实施方案的通知",
])
def test_titles_as_an_editor_breaks_them(shape: str) -> None:
    assert broken(shape.replace("|", ""), 20) == shape


def test_one_line_more_rather_than_a_break_in_a_title_mark() -> None:
    shape = "示例县人民政府关于印发|《示例县农村公路建设养护管理办法》|和张示例同志讲话的通知"
    assert broken(shape.replace("|", ""), 20) == shape


def test_what_stands_in_a_title_mark_and_fits_no_line_is_broken_once() -> None:
    shape = ("示例县人民政府、示例县财政局、|示例县农业农村局关于印发|"
             "《示例县2024年农村公路管护和防汛|物资储备资金管理办法（试行）》的通知")
    text = shape.replace("|", "")
    names = ((0, 7), (8, 14), (15, 23))
    assert shown(text, break_title(glyphs(text), 20000, lexicon=lexicon, words=names)) == shape


@pytest.mark.parametrize(
    "text", ["国" * 120, "《" + "国" * 70 + "》", "《甲乙丙》" * 24, "甲a" * 60]
)
def test_long_titles_take_no_long_search(text: str) -> None:
    began = time.process_time()
    for ems in range(16, 45):
        assert broken(text, ems).replace("|", "") == text
    assert time.process_time() - began < 3


def test_one_line_more_rather_than_a_broken_name() -> None:
    text = "甲乙丙丁戊己庚辛丑寅卯辰巳午未申酉甲乙丙丁戊己庚辛"
    two = break_title(glyphs(text), 14000)
    kept = break_title(glyphs(text), 14000, words=((8, 17),))
    assert len(two) == 2
    assert shown(text, kept) == "甲乙丙丁戊己庚辛|丑寅卯辰巳午未申酉|甲乙丙丁戊己庚辛"
    hourglass = "甲乙丙丁戊己庚辛壬癸子丑县医院甲乙丙丁戊己庚辛壬癸子丑"
    spans = ((0, 12), (12, 15), (15, 27))
    assert len(break_title(glyphs(hourglass), 14000, lexicon=lexicon, words=spans)) == 2


SPEAKER: tuple[tuple[str, Role], ...] = (
    ("关于学习", ""), ("欧阳示例", "name"), ("同志的决定", ""),
)
NAMES = "金溪镇加快推进金茗公路提升工程和农业产业园项目"


def test_names_are_not_broken_where_that_can_be_helped() -> None:
    """A name costs more than a word: lines may be less alike for it (K32)."""
    name = (NAMES.index("金茗"), NAMES.index("和"))
    assert broken(NAMES, 16) == "金溪镇加快推进金茗公路|提升工程和农业产业园项目"
    kept = break_title(glyphs(NAMES), 16000, lexicon=lexicon, words=(name,))
    assert shown(NAMES, kept) == "金溪镇加快推进金茗公路提升工程|和农业产业园项目"
    long = break_title(glyphs(NAMES), 16000, lexicon=lexicon, words=((3, 22),))
    assert len(long) == 2


def test_a_run_told_to_be_a_name_is_whole() -> None:
    runs = [Run(part, [1000] * len(part), role=role) for part, role in SPEAKER]
    for ems in range(6, 12):
        found = break_title(Glyphs.of(runs), ems * 1000)
        assert all(not 4 < line.start < 8 for line in found)


def test_authors_breaks_stand() -> None:
    text = "金溪镇人民政府关于防汛工作的通知"
    found = break_title(Glyphs(text, [1000] * len(text), breaks=(7,)), 20000)
    assert shown(text, found) == "金溪镇人民政府|关于防汛工作的通知"
    assert [line.forced for line in found] == [True, False]


@given(st.text("关于的农业工作通知《》，2a", max_size=150), st.integers(1, 20))
def test_nothing_is_lost(text: str, ems: int) -> None:
    assert broken(text, ems).replace("|", "") == text
