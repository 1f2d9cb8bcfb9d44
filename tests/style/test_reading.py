"""A unit's profile in Chinese, in English and in both; keys told twice; values that lack a part."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.diagnostics import Diagnostic, ReportError, Sink
from reportgen.style.bounds import check_bounds
from reportgen.style.deviations import report_deviations, report_fill
from reportgen.style.faces import wishes
from reportgen.style.profile import Profile, read_profile
from reportgen.style.reading import read_settings
from reportgen.world import DiskWorld

CHINESE = """\
继承: 简报
名称: 本镇简报
页面:
  上边距: {值: 36, 单位: 毫米, 依据: 本单位}
  左边距: 27
样式:
  正文: {字体角色: 宋体, 字号: 四号, 字距: 14}
  供稿: {继承: 注释, 对齐: 居左}
字体:
  宋体: {文件: 宋.ttf, 序号: 0}
版记.落在偶数页: 否
"""
ENGLISH = """\
extends: jianbao
name: 本镇简报
page:
  top: {value: 36, unit: mm, clause: 本单位}
  left: 27
styles:
  body: {role: song, size: 14, em: 14}
  credit: {extends: note, align: left}
faces:
  song: {file: 宋.ttf, index: 0}
colophon.even_page: false
"""


def own(folder: Path, text: str) -> Profile:
    path = folder / "own.yaml"
    path.write_text(text, encoding="utf-8")
    return read_profile(path, DiskWorld())


def refused(folder: Path, text: str) -> tuple[Diagnostic, ...]:
    with pytest.raises(ReportError) as caught:
        own(folder, text)
    return tuple(caught.value.diagnostics)


def test_both_languages_make_one_profile(tmp_path: Path) -> None:
    chinese, english = own(tmp_path, CHINESE), own(tmp_path, ENGLISH)
    assert chinese == english
    assert chinese.length("page.top").mm == pytest.approx(36)
    assert chinese.style("credit").role == "song"
    assert chinese.bases == english.bases
    assert own(tmp_path, CHINESE.replace("上边距", "top").replace("样式", "styles")) == chinese


@pytest.mark.parametrize(("text", "places"), [
    ("页面:\n  上边距: 36\n  top: 35\n", (4, 3)),
    ("page: {top: 35}\n页面: {左边距: 28}\n", (3, 2)),
    ("page.top: 35\n页面.上边距: 36\n", (3, 2)),
    ("页面:\n  上边距: 36\npage.top: 35\n", (4, 3)),
    ("页面:\n  上边距: {值: 36, value: 35}\n", (3, 3)),
    ("extends: 文件\n", (2, 1)),
])
def test_one_key_in_both_languages_is_told_with_both_places(
    tmp_path: Path, text: str, places: tuple[int, int]
) -> None:
    (found,) = refused(tmp_path, f"继承: 简报\n{text}")
    ((first, _),) = found.related
    assert (found.code, found.span.line, first.line) == ("E0111", *places)


@pytest.mark.parametrize(("text", "code", "words"), [
    ("页面:\n  上边具: 36\n", "E0151", "版式里没有“页面.上边具”这一项 是不是：上边距？"),
    ("页面:\n  topp: 36\n", "E0151", "“页面.topp” 是不是：top？"),
    ("晴雨: 36\n", "E0151", "reportgen docs 版式"),
    ("页面:\n  上边距: {值: 36, 单为: mm}\n", "E0151", "“页面.上边距”里没有“单为” 是不是：单位？"),
    ("页面:\n  上边距: {值: 36, 高: mm}\n", "E0151", "能写的有 值、单位、依据、允许误差"),
    ("页面:\n  上边距: {值: [36]}\n", "E0151", "“页面.上边距.值”不能是一串"),
    ("页面:\n  上边距: {单位: mm}\n", "E0120", "“页面.上边距”缺少“值” 写上 值"),
    ("page:\n  top: {unit: mm}\n", "E0120", "“page.top”缺少“value” 写上 value"),
    ("页面:\n  上边距: 高\n", "E0153", "“页面.上边距” 如 页面.上边距: 37mm"),
    ("页面: 30\n", "E0151", "“页面”下面要分项写 如 页面:"),
    ("文种: 信函\n", "E0151", "“文种” 删去这一行，写 继承: 信函"),
    ("kind: letter\n", "E0151", "“kind” 删去这一行"),
    ("页面:\n  上边距: {值: 3, 单位: 斤}\n", "E0171", "“页面.上边距”的单位"),
    ("页面:\n  行数: {值: 3, 单位: 斤}\n", "E0171", "“页面.行数” 写 单位: 行"),
    ("页面:\n  上边距: -1\n", "E0158", "“页面.上边距”不能是 -1"),
    ("样式:\n  正文: {对齐: 左}\n", "E0170", "“样式.正文.对齐”不能是“左”"),
    ("样式:\n  注释: {继承: 正闻}\n", "E0152", "没有“正闻”这个样式 是不是：正文？"),
])
def test_a_problem_is_told_in_the_words_of_the_file(
    tmp_path: Path, text: str, code: str, words: str
) -> None:
    (found,) = refused(tmp_path, f"继承: 简报\n{text}")
    assert found.code == code
    said = " ".join((found.message, *found.hints))
    assert all(word in said for word in words.split()), said
    assert found.span.line >= 2


@pytest.mark.parametrize(("text", "hint"), [
    ("", "在文件开头写明“继承: 简报”，或别的版式"),
    ("页面: {上边距: 3}\n", "在文件开头写明“继承: 简报”，或别的版式"),
    ("page: {top: 3}\n", "在文件开头写明“extends: 简报”，或别的版式"),
    ("继承: 简板\n", "是不是：简报？"), ("extends: 简板\n", "是不是：简报？"),
    ("继承: own.yaml\n", "写成“继承: 简报”，或别的不绕回来的版式"),
])
def test_what_it_extends_is_asked_for_in_its_language(
    tmp_path: Path, text: str, hint: str
) -> None:
    assert refused(tmp_path, f"名称: 甲\n{text}" if text else "{}")[0].hints[0] == hint


def test_what_is_judged_later_is_told_so_too(tmp_path: Path) -> None:
    made = own(tmp_path, "继承: 简报\n页面:\n  上边距: 40\n  行距: {值: 28, 单位: pt}\n"
                         "  左边距: 60\n字体:\n  来处: 电脑\n")
    sink = Sink()
    report_deviations(made, sink)
    report_fill(made, sink)
    check_bounds(made, sink)
    wishes(made, sink)
    said = [" ".join((each.message, *each.hints)) for each in sink.items]
    for words in ("版式与标准不一致：页面.上边距 是 40 mm", "要合标准，写成“值: 37”",
                  "页面.行数 写的是22行", "页面.行距: {值: 29.609, 单位: pt}",
                  "页面.行数: {值: 23, 单位: 行}", "页面.左边距 加 页面.版心宽 不能超过 页面.纸宽",
                  "字体.来处 不能是“电脑”", "写 来处: bundled"):
        assert any(words in each for each in said), words
    assert not [each for each in said if "page." in each or "faces." in each]


def test_a_file_that_is_no_table_sets_nothing(tmp_path: Path) -> None:
    path = tmp_path / "list.yaml"
    path.write_text("- 甲\n", encoding="utf-8")
    assert read_settings(path, DiskWorld(), Sink()) == {}


@pytest.mark.parametrize(("written", "mm"), [
    ("3cm", 30), ("28毫米", 28), ("2.5 厘米", 25), ("72pt", 25.4), ("'35'", 35),
])
def test_a_length_is_read_with_its_unit(tmp_path: Path, written: str, mm: float) -> None:
    made = own(tmp_path, f"继承: 简报\n页面.左边距: {written}\n页面.版心宽: 150\n")
    assert made.length("page.left").mm == pytest.approx(mm)
