"""Labels beside bars."""

from __future__ import annotations

import pytest
from support.charts.samples import datum

from reportgen.charts.parts.row_labels import bare, caption, unit_line


@pytest.mark.parametrize(("text", "expected"), [
    ("9052", True), ("超9052", True), ("110余", True), ("1万多", True), ("十余", True),
    ("一", True),
    ("9052万元", False), ("2亿元", False), ("36户52人", False), ("—", False), ("90%", False),
])
def test_bare(text: str, expected: bool) -> None:
    assert bare(datum("f", "甲", "1", text)) is expected
    assert unit_line("万元", (datum("f", "甲", "1", text),)) == ("单位：万元" if expected else "")


@pytest.mark.parametrize(("note", "derived", "text", "expected"), [
    ("", False, "1家", "甲"),
    ("累计", False, "1家", "甲（累计）"),
    ("", True, "1家", "甲（测算）"),
    ("测算", True, "1家", "甲（测算）"),
    ("由增幅倒推", True, "1家", "甲（由增幅倒推，测算）"),
    ("", True, "1家（测算）", "甲"),
])
def test_caption(note: str, derived: bool, text: str, expected: str) -> None:
    assert caption(datum("f", "甲", "1", text, derived=derived, note=note)) == expected
