"""The finished page in grey: faults planted in the file are found, and stop the build."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from support import briefings
from support.charts.kinds import EVERY
from support.charts.page import pdf_of
from support.charts.stub import THEME

import reportgen
from reportgen.charts.compile import drawing
from reportgen.charts.record.drawing import Drawing, PathMark, TextMark
from reportgen.diagnostics import Family, ReportError
from reportgen.fonts import FontLibrary
from reportgen.proof.greyscale import meant, unclear
from reportgen.writers.pdf import write_pdf

RED, YELLOW = "0.639 0.137 0.169", "0.957 0.812 0.557"
TEN_ABOVE = "0.425 0.425 0.425"      # of L* 45.9; the red is of 31.5 in print, 36.3 on a screen
INK, PALE = "0 g BT", "0.7 g BT"


def drawn(name: str) -> Drawing:
    """A chart in the real face."""
    return drawing(EVERY[name], THEME, FontLibrary.bundled().chain(THEME.role))


@pytest.fixture(scope="module")
def bars() -> Drawing:
    """Bars of two years."""
    return drawn("条形")


def spoiled(pdf: bytes, change: Callable[[str], str]) -> bytes:
    """A file with the content of its pages changed; something must change."""
    made = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        changed = 0
        for page in document.pages:
            before = page.obj.Contents.read_bytes().decode()
            changed += (after := change(before)) != before
            page.obj.Contents.write(after.encode())
        assert changed, "nothing was changed"
        document.save(made)
    return made.getvalue()


def alike(content: str) -> str:
    """The second series in the red of the first."""
    return content.replace(f"{YELLOW} rg", f"{RED} rg")


def pale(content: str) -> str:
    """The first label of a bar in a pale grey."""
    return content.replace(f"{INK} 1 0 0 1 361.26", f"{PALE} 1 0 0 1 361.26")


@pytest.mark.slow
@pytest.mark.parametrize("name", EVERY)
def test_every_chart_passes(name: str) -> None:
    made = drawn(name)
    assert unclear(pdf_of(made), [made]) == ()


@pytest.mark.parametrize(("change", "code", "words"), [
    (alike, "E0731", "“2022年”和“2023年”黑白印出来分不清"),
    (lambda text: text.replace(f"{YELLOW} rg", f"{TEN_ABOVE} rg"), "E0731",
     "“2022年”和“2023年”黑白印出来分不清"),
    (pale, "E0732", "“100”黑白印出来看不清（反差 2.1）"),
    (lambda text: text.replace("0.271 0.271 0.271 rg", "0.9 g", 1), "E0732",
     "“2023年　单位：万元”黑白印出来看不清（反差 1.3）"),
    (lambda text: text.replace("/Figure<</MCID 0>>BDC", "/Figure<</MCID 0>>BDC 3 Tr"), "E0732",
     "“东村增长最快”黑白印出来看不清（反差 1.0）"),
    (lambda text: text.replace(" B Q", " Q", 1), "E0733", "印在页上的和画的不一样"),
    (lambda text: text.replace("356.26 149.52", "350.26 149.52"), "E0733", "不一样"),
    (lambda text: text.replace("<000200010001>", "<000200030001>"), "E0733", "不一样"),
    (lambda text: text.replace("Q\nEMC", "Q q 0 0 300 300 re f Q\nEMC"), "E0733", "不一样"),
    (lambda text: text.replace("/Figure<<", "/P<<"), "E0733", "页面上有0张图，应有1张"),
    (lambda text: text.replace("RG", "SCN", 1), "E0733", "页面读不懂"),
])
def test_planted_faults(
    bars: Drawing, change: Callable[[str], str], code: str, words: str
) -> None:
    found = unclear(spoiled(pdf_of(bars), change), [bars])
    assert found[0].code == code
    assert words in found[0].words


def test_a_hatch_that_is_not_seen_does_not_tell_them_apart() -> None:
    """The sixth part has nearly the tint of the second, and a hatch: here one of its own tint."""
    made = drawn("six parts")
    hatch, fill = "0.2 0.2 0.2 RG", "0.796 0.847 0.886 RG"
    (found,) = unclear(spoiled(pdf_of(made), lambda text: text.replace(hatch, fill)), [made])
    assert (found.code, found.words) == ("E0731", "“乙”和“己”黑白印出来分不清")


def test_a_number_on_a_hatch_is_found() -> None:
    """Without the plate, in the file as in the record."""
    made = drawn("six parts")
    bare = replace(made, marks=tuple(m for m in made.marks if m.tag.part != "plate"))
    found = unclear(pdf_of(bare), [bare])
    assert {each.words for each in found} == {
        f"“{n}”黑白印出来看不清（压在花纹上）" for n in (35,)}


def test_an_opacity_makes_pale(bars: Drawing) -> None:
    """The whole picture at a tenth: both series are nearly paper."""
    made = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf_of(bars))) as document:
        page = document.pages[0].obj
        page.Resources.ExtGState = pikepdf.Dictionary(
            {"/Pale": pikepdf.Dictionary(ca=0.1, CA=0.1)})
        page.Contents.write(b"/Pale gs\n" + page.Contents.read_bytes())
        document.save(made)
    found = {each.code for each in unclear(made.getvalue(), [bars])}
    assert found == {"E0731", "E0732"}


def test_the_meaning_is_of_the_record_and_the_look_of_the_file(bars: Drawing) -> None:
    other = replace(bars.marks[1], fill=(0.0, 0.0, 0.0))
    assert isinstance(other, PathMark)
    found = meant([other], replace(bars, marks=bars.marks[1:2]))
    assert found is not None
    (mark,) = found.marks
    assert isinstance(mark, PathMark)
    assert mark.fill == (0.0, 0.0, 0.0) and mark.tag == bars.marks[1].tag
    assert meant([TextMark(1, 1, "字", 9, "")], replace(bars, marks=bars.marks[1:2])) is None


NARRATIVE = """
```图
类型: 条形
题注: 两年
类目: [甲, 乙]
系列:
  - {名称: 上年, 事实: [甲上年, 乙上年]}
  - {名称: 本年, 事实: [甲, 乙]}
```
"""
FACTS = """标题: 示例
期间: 2025年
来源: {标题: 示例, 日期: 2026-01-06}
事实:
  - {编号: A1, 名称: 甲, 数值: 120万元}
  - {编号: A2, 名称: 乙, 数值: 95万元}
  - {编号: A3, 名称: 甲上年, 数值: 100万元, 期间: 2024年}
  - {编号: A4, 名称: 乙上年, 数值: 90万元, 期间: 2024年}
"""


@pytest.mark.parametrize(("change", "code"), [(alike, "E0731"), (None, "")])
def test_the_build_stops(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: Callable[[str], str] | None,
    code: str,
) -> None:
    front = briefings.narrative_text().split("\n---\n")[0]
    folder = briefings.make(tmp_path / "图", narrative=f"{front}\n---\n{NARRATIVE}", facts=FACTS)
    if change is not None:
        fault = change
        monkeypatch.setattr("reportgen.writers.pdf.write_pdf",
                            lambda *args: spoiled(write_pdf(*args), fault))
    if not code:
        assert reportgen.build(folder, tmp_path / "out", formats=("pdf",)).pages
        return
    with pytest.raises(ReportError) as caught:
        reportgen.build(folder, tmp_path / "out", formats=("pdf",))
    found = [d for d in caught.value.diagnostics if d.is_error]
    assert [d.code for d in found] == [code] and caught.value.family is Family.PROOF
    assert found[0].message.startswith("PDF 第1页的图1：“上年”和“本年”")
    assert not (tmp_path / "out").exists(), "nothing was written"
