"""Random texts, printed and read back: what the page did not report has no fault."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from proof.judge import faults
from proof.pressroom import printed, profile

PIECES = (
    *"国办农业镇村", *"，。；、：？！“”（）《》〔〕·—～％%￥№℃／-𬱖", "——", "……", "3487.9吨",
    "94.7%", "12,345万元", "2024年", "第12期", "表3", "GDP", "Wi-Fi", "https://example.org/a/b",
)
TEXTS = st.lists(st.sampled_from(PIECES), min_size=1, max_size=120).map("".join)


@pytest.mark.slow
@settings(max_examples=100, deadline=None)
@given(TEXTS, st.sampled_from((156, 76)), st.sampled_from((16, 12)))
def test_a_random_text_has_no_fault_that_is_not_reported(
    text: str, width: int, size: int
) -> None:
    found = printed([text], profile(width, size))
    assert not faults(found.lines, found.source, found.measure, found.reported)
