"""Words for paper bring the type area; a size of text brings its pitch; what is told stays."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.diagnostics import ReportError, Sink
from reportgen.style.bounds import check_bounds
from reportgen.style.deviations import deviations, report_fill
from reportgen.style.profile import Profile, load_profile, packaged, read_profile
from reportgen.world import DiskWorld

PAGE = ("width", "height", "top", "left", "type_width", "type_height", "lines", "characters")


def own(folder: Path, text: str, base: str = "简报", name: str = "own.yaml") -> Profile:
    path = folder / name
    path.write_text(f"继承: {base}\n{text}", encoding="utf-8")
    return read_profile(path, DiskWorld())


def page(profile: Profile) -> tuple[float, ...]:
    return tuple(profile.number(f"page.{key}") for key in PAGE)


@pytest.mark.parametrize(("words", "wanted"), [
    ("纸张: A3", (297, 420, 50, 38, 223, 320, 31, 40)),
    ("纸张: A5", (148, 210, 25, 19, 112, 160, 16, 20)),
    ("纸张: 16K", (185, 260, 32, 25, 136, 196, 19, 24)),
    ("纸张: 16开", (185, 260, 32, 25, 136, 196, 19, 24)),
    ("size: a4", (210, 297, 37, 28, 156, 225, 22, 28)),
    ("方向: 横向", (297, 210, 28, 37, 225, 156, 15, 40)),
    ("size: A3\n  orientation: landscape", (420, 297, 38, 50, 320, 223, 22, 57)),
    ("纸张: A5\n  方向: 横向", (210, 148, 19, 25, 160, 112, 11, 28)),
    ("纸张: 16K\n  方向: 横向", (260, 185, 25, 32, 196, 136, 13, 35)),
])
def test_a_word_for_paper(tmp_path: Path, words: str, wanted: tuple[float, ...]) -> None:
    assert page(own(tmp_path, f"页面:\n  {words}\n")) == wanted


@pytest.mark.parametrize("base", packaged())
@pytest.mark.parametrize("paper", ["A3", "A4", "A5", "16K"])
@pytest.mark.parametrize("way", ["纵向", "横向"])
def test_each_fills_its_page_and_keeps_its_bounds(
    tmp_path: Path, base: str, paper: str, way: str
) -> None:
    profile, sink = own(tmp_path, f"页面: {{纸张: {paper}, 方向: {way}}}\n", base), Sink()
    check_bounds(profile, sink)
    report_fill(profile, sink)
    assert not list(sink)
    em, size = (profile.length(f"styles.body.{key}").pt for key in ("em", "size"))
    assert 0.98 < em / size < 1.02
    assert [found.key for found in deviations(profile)] == \
        ["page.size"] * (paper != "A4") + ["page.orientation"] * (way == "横向")


def test_what_is_told_stays(tmp_path: Path) -> None:
    told = own(tmp_path, "页面: {纸张: A5, 左边距: 15, 版心宽: 118}\n页码: {距页底: 12}\n")
    assert (told.number("page.left"), told.number("page.type_width")) == (15, 118)
    assert told.number("folio.dash") == 12
    assert told.number("page.characters") == 21      # 118 mm are 20.9 characters
    assert told.number("page.top") == 25


def test_a_paper_over_a_paper(tmp_path: Path) -> None:
    own(tmp_path, "页面: {纸张: A5}\n", name="county.yaml")
    assert page(own(tmp_path, "页面: {纸张: A4}\n", "county.yaml")) == page(load_profile())


@pytest.mark.parametrize(("text", "size", "count"), [
    ("样式: {正文: {字号: 四号}}", 14, 32), ("样式: {正文: {字号: 小四}}", 12, 37),
    ("样式: {正文: {字号: 小三}}", 15, 29), ("样式: {正文: {字号: 小二}}", 18, 25),
    ("页面: {版心宽: 120}", 16, 21),
])
def test_a_size_brings_its_pitch(tmp_path: Path, text: str, size: float, count: int) -> None:
    profile = own(tmp_path, text + "\n")
    body, heading = profile.style("body"), profile.style("heading1")
    assert body.size.pt == size
    assert abs(body.em.pt / size - 1) < 0.025
    assert heading.em == body.em
    assert profile.number("page.characters") == count
    assert int(profile.length("page.type_width").pt / body.em.pt + 0.001) == count


def test_a_heading_of_its_own_size_has_a_pitch_of_its_own(tmp_path: Path) -> None:
    profile = own(tmp_path, "样式: {标题1: {字号: 小二}}\n")
    assert profile.style("heading1").em.pt == pytest.approx(442.2 / 25, abs=0.01)
    assert profile.style("body").em == load_profile().style("body").em


def test_a_pitch_that_is_told_stays(tmp_path: Path) -> None:
    profile = own(tmp_path, "样式: {正文: {字号: 四号, 字距: {值: 15.793, 单位: pt}}}\n")
    assert profile.style("body").em.pt == 15.793
    assert profile.number("page.characters") == 28


def test_word_leaves_half_of_what_is_between_the_lines(tmp_path: Path) -> None:
    assert own(tmp_path, "页面: {行距: {值: 28, 单位: pt}}\n").length("word.half_lead").pt == 6
    told = own(tmp_path, "页面: {行距: {值: 28, 单位: pt}}\nWord文件: {半行空: 2}\n")
    assert told.length("word.half_lead").mm == pytest.approx(2)


@pytest.mark.parametrize(("text", "hint"), [
    ("页面: {纸张: B5}", "写 A3、A4、A5 或 16K"), ("页面: {方向: 横}", "写 纵向 或 横向"),
])
def test_another_word_is_refused(tmp_path: Path, text: str, hint: str) -> None:
    with pytest.raises(ReportError) as caught:
        own(tmp_path, text + "\n")
    (told,) = caught.value.diagnostics
    assert (told.code, told.span.line) == ("E0170", 2)
    assert hint in told.hints[0]
