"""What is put on pages besides the blocks: which pages have it, and what it says."""

from __future__ import annotations

from dataclasses import replace
from math import cos, radians, sin
from pathlib import Path

import pytest
from support.papers import META, paragraph

from reportgen.diagnostics import ReportError, Sink
from reportgen.document.tree import Document, Letterhead, Masthead
from reportgen.style.bounds import check_bounds
from reportgen.style.furniture import (
    first_differs,
    is_numbered,
    is_running,
    page_number,
    running,
    side,
    unfilled,
    watermark_size,
)
from reportgen.style.profile import Profile, load_profile, read_profile
from reportgen.world import DiskWorld


def own(folder: Path, text: str, base: str = "简报") -> Profile:
    (folder / "own.yaml").write_text(f"继承: {base}\n{text}", encoding="utf-8")
    return read_profile(folder / "own.yaml", DiskWorld())


def test_page_numbers_are_outside_unless_told_otherwise() -> None:
    assert [side("outer", even=even) for even in (False, True)] == ["right", "left"]
    assert [side("center", even=even) for even in (False, True)] == ["center"] * 2


@pytest.mark.parametrize(("text", "numbers", "differs"), [
    ("", (1, 2, 3), False), ("页码: {首页编页码: 否}", (0, 2, 3), True),
    ("页码: {起始页: 2}", (0, 1, 2), True), ("页码: {起始数: 4}", (4, 5, 6), False),
    ("页码: {起始页: 2, 起始数: 4}", (0, 4, 5), True),
])
def test_numbers(tmp_path: Path, text: str, numbers: tuple[int, ...], differs: bool) -> None:
    profile = own(tmp_path, text + "\n")
    found = tuple(page_number(profile, page) if is_numbered(profile, page) else 0
                  for page in (1, 2, 3))
    assert found == numbers
    assert first_differs(profile) == differs


def test_running_lines_are_filled_from_the_document(tmp_path: Path) -> None:
    profile = own(tmp_path, "页眉: {写法: '{单位}{期号}{标题}'}\n页脚: {写法: '第{页码}页'}\n")
    head = Masthead("简报", "第7期", "某办", "2024年1月1日")
    briefing = Document(META, (head, paragraph("甲")))
    assert running(briefing, profile, "header") == f"{META.issuer}第7期{META.title}"
    official = replace(briefing, blocks=(Letterhead(("甲县",), "文件", "示发〔2024〕1号"),))
    assert "示发〔2024〕1号" in running(official, profile, "header")
    assert running(briefing, profile, "footer") == "第{页码}页"
    assert unfilled(briefing, profile, "header") == unfilled(briefing, profile, "footer") == ""
    assert unfilled(replace(briefing, blocks=()), profile, "header") == "{期号}"
    assert not is_running(profile, "header", 1)
    assert is_running(profile, "header", 2) and is_running(profile, "footer", 1)


@pytest.mark.parametrize(("text", "angle"), [("样稿", 45), ("内部资料注意保存", 45), ("国" * 30, 0),
                                             ("样", 90), ("国" * 30, 90)])
def test_a_watermark_stays_on_the_paper(tmp_path: Path, text: str, angle: int) -> None:
    profile = own(tmp_path, f"水印: {{写法: {text}, 角度: {angle}}}\n页面: {{纸张: A5}}\n")
    size, turn = watermark_size(profile, len(text)).pt, radians(angle)
    assert 0 < size <= 96
    wide, high = (profile.length(f"page.{key}").pt for key in ("width", "height"))
    assert size * (len(text) * cos(turn) + sin(turn)) < wide
    assert size * (len(text) * sin(turn) + cos(turn)) < high


@pytest.mark.parametrize(("text", "code", "words"), [
    ("页眉: {写法: '{文号}'}", "E0170", "{期号}"), ("页码: {起始页: 3}", "E0158", "最大 2"),
    ("页码: {起始页: 0}", "E0158", "最小 1"), ("页码: {起始数: 1.5}", "E0158", "整数"),
    ("水印: {角度: 100}", "E0158", "最大 90"), ("标志图: {对齐: 上}", "E0170", "居左"),
    ("水印: {写法: \"样\\n稿\"}", "E0170", "一行"),
    ("样式: {页脚: {对齐: 里}}", "E0170", "外侧"), ("页眉: {首页印: 要}", "E0155", "是 或 否"),
])
def test_wrong_values_are_refused(tmp_path: Path, text: str, code: str, words: str) -> None:
    with pytest.raises(ReportError) as caught:
        own(tmp_path, text + "\n")
    (told,) = caught.value.diagnostics
    assert (told.code, told.span.line) == (code, 2)
    assert words in told.hints[0]


@pytest.mark.parametrize(("text", "words"), [
    ("页眉: {写法: 甲, 距页顶: 35}", "页眉会压住正文"),
    ("页脚: {写法: 甲, 距页底: 24}", "页脚会压住页码"),
    ("水印: {写法: 样稿}\n颜色: {水印: '#808080'}", "水印太深"),
    ("页眉: {距页顶: 35}", ""), ("颜色: {水印: '#808080'}", ""),      # none of it is printed
    ("水印: {写法: 样稿}\n颜色: {水印: '#F2DCDC'}", ""),
])
def test_what_would_stand_on_something_else(tmp_path: Path, text: str, words: str) -> None:
    sink = Sink()
    check_bounds(own(tmp_path, text + "\n"), sink)
    assert [each.code for each in sink] == ["E0172"] * bool(words)
    assert all(words in each.message and each.span.line >= 2 for each in sink)


@pytest.mark.parametrize("base", ["简报", "文件", "信函", "纪要"])
@pytest.mark.parametrize("page", ["A3", "A5", "16K, 方向: 横向", "A5, 方向: 横向"])
def test_running_lines_have_room_on_each_paper(tmp_path: Path, base: str, page: str) -> None:
    sink, words = Sink(), "页眉: {写法: 甲}\n页脚: {写法: 乙}\n"
    check_bounds(own(tmp_path, f"页面: {{纸张: {page}}}\n{words}", base), sink)
    assert not list(sink)


def test_the_packaged_profiles_have_none_of_it() -> None:
    profile = load_profile()
    assert not any(profile.text(key) for key in (
        "header.text", "footer.text", "watermark.text", "logo.file"))
