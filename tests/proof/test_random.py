"""Random texts, printed and read back: what the page did not report has no fault."""

from __future__ import annotations

from functools import lru_cache

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from support.proof.judge import NO_BREAK, NO_END, NO_START, PAIRS, faults, unbreakable
from support.proof.pressroom import printed, profile

from reportgen.fonts import FontLibrary
from reportgen.typeset import Glyphs, Rules, break_paragraph
from reportgen.typeset.model import NO_LAWFUL_BREAK, OVERFULL
from reportgen.units import Pt

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


# ------------------------------------------------------------- the oracle of the short strings

SIZE = 12
SHORT = st.text("国办，（）—1…", min_size=1, max_size=9)


@pytest.mark.slow
@settings(max_examples=150, deadline=None)
@given(SHORT, st.integers(2, 5))
@example("11—1", 2)      # a range wider than the line is parted behind its connector (K15)
def test_no_lawful_break_is_said_only_where_there_is_none(text: str, ems: int) -> None:
    look = profile(ems * Pt(SIZE).mm, SIZE, styles__body__indent="0", typeset__orphan="0")
    found = printed([text], look)
    said = {why for reasons in found.reported.values() for why in reasons}
    assert (NO_BREAK in said or "超出版心" in said) == (not lawful(text, ems * 1000))
    left = faults(found.lines, found.source, found.measure, found.reported)
    assert not left


def lawful(text: str, measure: int) -> bool:
    """By brute force: is there any way to set the text without breaking a rule or the measure?

    Where lines may break is asked of the judge; whether a piece fits a line, of the engine.
    """
    chain, size = FontLibrary.bundled().chain("fangsong"), len(text)

    def may(at: int) -> bool:
        return text[at] not in NO_START and text[at - 1] not in NO_END \
            and at not in unbreakable(text) and text[at - 1 : at + 1] not in PAIRS

    def fits(start: int, end: int) -> bool:
        part = text[start:end]
        rules = Rules(orphan=0, first_line_topline_trim=start > 0)
        lines = break_paragraph(Glyphs(part, chain.advances(part)), measure, 0, rules)
        return len(lines) == 1 and not {OVERFULL, NO_LAWFUL_BREAK} & set(lines[0].faults)

    @lru_cache(None)
    def reach(start: int) -> bool:
        return start == size or any(
            (end == size or may(end)) and fits(start, end) and reach(end)
            for end in range(start + 1, size + 1)
        )

    return reach(0)


def test_the_oracle_knows_both_answers() -> None:
    assert lawful("国办，国办", 2500)
    assert not lawful("，" * 9, 2000)
    assert not lawful("国办……", 2500)
