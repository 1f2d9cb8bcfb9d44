from __future__ import annotations

import pytest

from reportgen.diagnostics import Sink
from reportgen.narrative.read import read_narrative


@pytest.mark.parametrize("text", ["正文\n", "---\n报头: 甲\n", ""])
def test_front_matter_must_be_there(text: str) -> None:
    sink = Sink()
    read_narrative(text, "b.md", sink)
    assert [d.code for d in sink] == ["E0314"]


def test_the_place_in_the_body_counts_the_front_matter() -> None:
    sink = Sink()
    narrative = read_narrative("---\n报头: 甲\n---\n正文\n", "b.md", sink)
    assert narrative.blocks[0].span.line == 4


def test_line_ends_of_windows() -> None:
    sink = Sink()
    narrative = read_narrative("---\r\n报头: 甲\r\n---\r\n甲\r\n\r\n乙\r\n", "b.md", sink)
    assert len(narrative.blocks) == 2


def test_invisible_characters_are_refused() -> None:
    sink = Sink()
    read_narrative("---\n报头: 甲\n---\n甲\u200b乙\n", "b.md", sink)
    assert "E0107" in {d.code for d in sink}


def test_typed_numbers_are_collected() -> None:
    narrative = read_narrative("---\n报头: 甲\n---\n5户\n\n- 6户\n", "b.md", Sink())
    assert [each.text for each in narrative.numerals] == ["5", "6"]
