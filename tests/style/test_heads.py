"""The size of the name at the head of page 1."""

from __future__ import annotations

import pytest

from reportgen.style.heads import letterhead_size, masthead_size
from reportgen.style.profile import load_profile
from reportgen.units import Mm

BRIEFING, DOCUMENT = load_profile("jianbao"), load_profile("wenjian")


@pytest.mark.parametrize(("name", "size"), [
    ("简报", 60), ("示例县工作简报", Mm(140).pt / 7), ("国" * 30, 36), ("", 60),
])
def test_a_masthead(name: str, size: float) -> None:
    assert masthead_size(BRIEFING, name).pt == pytest.approx(size)


@pytest.mark.parametrize(("organs", "suffix", "size"), [
    (("甲县",), "文件", 48), (("示例县人民政府办公室",), "文件", Mm(150).pt / 12),
    (("国" * 40,), "", 22),
    (("示例县人民政府", "示例县财政局"), "文件", Mm(150).pt / 9.5),
    (("示例县人民政府", "示例县财政局"), "", 48),
    (("甲局",) * 6, "文件", Mm(60).pt / 7.25),      # the depth decides
])
def test_a_letterhead(organs: tuple[str, ...], suffix: str, size: float) -> None:
    assert letterhead_size(DOCUMENT, organs, suffix).pt == pytest.approx(size)
