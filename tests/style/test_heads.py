"""The name at the head of page 1."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.document.tree import Letterhead
from reportgen.style.heads import (
    letterhead_size,
    masthead_pitch,
    masthead_size,
    signer_rows,
)
from reportgen.style.profile import load_profile, read_profile
from reportgen.units import Mm
from reportgen.world import DiskWorld

BRIEFING, DOCUMENT = load_profile("jianbao"), load_profile("wenjian")


@pytest.mark.parametrize(("name", "size"), [
    ("简报", 60), ("示例县工作简报", Mm(140).pt / 7), ("国" * 30, Mm(140).pt / 30), ("", 60),
    ("G15沿线简报" * 2, Mm(140).pt / 14.3),      # the space beside Latin counts
])
def test_a_masthead(name: str, size: float) -> None:
    assert masthead_size(BRIEFING, name).pt == pytest.approx(size)


@pytest.mark.parametrize("paper", ["A5", "16K"])
def test_a_name_is_no_wider_than_the_type_area(tmp_path: Path, paper: str) -> None:
    (tmp_path / "own.yaml").write_text(f"继承: 文件\n页面: {{纸张: {paper}}}\n", encoding="utf-8")
    narrow = read_profile(tmp_path / "own.yaml", DiskWorld())
    width = narrow.length("page.type_width").pt
    for organs in (("示例县人民政府办公室",), ("示例县人民政府办公室", "示例县财政局")):
        ems = letterhead_size(narrow, organs, "文件").pt * (12 + 0.5 * (len(organs) > 1))
        assert ems == pytest.approx(width)


def test_the_pitch_of_a_name_is_that_of_its_style() -> None:
    assert masthead_pitch(BRIEFING) == pytest.approx(1.2)


@pytest.mark.parametrize(("organs", "suffix", "size"), [
    (("甲县",), "文件", 48), (("示例县人民政府办公室",), "文件", Mm(150).pt / 12),
    (("国" * 40,), "", Mm(150).pt / 40),      # never in two lines
    (("示例县人民政府", "示例县财政局"), "文件", Mm(150).pt / 9.5),
    (("示例县人民政府", "示例县财政局"), "", 48),
    (("甲局",) * 6, "文件", Mm(60).pt / 7.25),      # the depth decides
])
def test_a_letterhead(organs: tuple[str, ...], suffix: str, size: float) -> None:
    assert letterhead_size(DOCUMENT, organs, suffix).pt == pytest.approx(size)


@pytest.mark.parametrize(("names", "rows"), [
    (("甲示例",), [1]), (("甲示例", "乙示例", "丙示例"), [2, 1]),
    (("阿卜杜热合曼·买买提", "阿卜杜克里木·沙塔尔"), [1, 1]),     # two would meet the number
    (("阿卜杜热合曼·买买提",), [1]),
    (("国" * 16,), [1, 0]),                       # the number has a line of its own
    (("国" * 16, "甲示例"), [1, 1, 0]),
])
def test_signers_leave_room_for_the_number(names: tuple[str, ...], rows: list[int]) -> None:
    head = Letterhead(("甲县",), "文件", "示政发〔2024〕8号", names)
    found = signer_rows(DOCUMENT, head, lambda text: float(len(text)))
    assert [len(row) for row in found] == rows
    assert tuple(name for row in found for name in row) == names
