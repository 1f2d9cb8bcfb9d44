"""A paragraph of several runs: mixed sizes and faces, and roles that keep a run whole."""

from __future__ import annotations

from itertools import accumulate, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.typeset.rtm import MARKS, RTM, advances, shown

from reportgen.typeset import Glyphs, Line, Role, Run, break_paragraph
from reportgen.typeset import classes as k
from reportgen.typeset.bonds import bonds
from reportgen.typeset.model import LOOSE, NO_LAWFUL_BREAK, OVERFULL, PARTED, RAGGED

OPENING = "“‘（《〈【〖〔［｛「『"
ROLES: tuple[Role, ...] = ("", "number", "amount", "document-number", "name")
SIZES = (1000, 700, 1500, 2200)


def run(text: str, em: int = 1000, role: Role = "") -> Run:
    return Run(text, [advance * em // 1000 for advance in advances(text)], em, role)


def paragraph(runs: list[Run], measure: int) -> tuple[Glyphs, list[Line]]:
    glyphs = Glyphs.of(runs)
    return glyphs, break_paragraph(glyphs, measure, 0, RTM)


# ------------------------------------------------------------------------------- what a run is


def test_runs_are_one_text() -> None:
    """—— and a number are read across runs of any face and size."""
    for first, second in (("甲—", "—乙丙丁"), ("甲12", "34万元乙")):
        found = Glyphs.of([run(first), run(second)])
        whole = break_paragraph(found, 4300, 0, RTM)
        assert shown(found.text, whole) == shown(found.text, break_paragraph(
            Glyphs(found.text, advances(found.text)), 4300, 0, RTM
        ))
        assert all(line.start != len(first) for line in whole)


def test_a_dash_of_two_sizes_stays_whole() -> None:
    glyphs, found = paragraph([run("甲乙—"), run("—丙", 2000), run("丁")], 4000)
    assert shown(glyphs.text, found) == "甲|乙——|丙丁"


def test_no_runs_and_empty_runs() -> None:
    assert break_paragraph(Glyphs.of([]), 1000) == []
    glyphs, found = paragraph([run("", 1000, "name"), run("甲"), run("", 700, "name")], 500)
    assert [(line.start, line.end) for line in found] == [(0, 1)]
    assert glyphs.ems == [1000]


def test_a_run_is_checked_by_itself() -> None:
    """Two wrongs that cancel out in the sum are found."""
    with pytest.raises(ValueError, match="2 characters, but 3 advances"):
        Run("甲乙", [1000] * 3)
    with pytest.raises(ValueError, match="size"):
        Glyphs.of([run("甲"), Run("乙", [1], 0)])


# --------------------------------------------------------------------------------- mixed sizes

WIDTHS = [
    ([("甲", 2000), ("ab", 1000), ("乙", 2000)], 6000),  # 中西间距 is a share of the Han beside it
    ([("甲", 1000), ("ab", 2000), ("乙", 1000)], 4500),
    ([("甲）", 1000), ("（乙", 2000)], 5500),  # the wider blank is left, on whichever side
    ([("甲）", 2000), ("（乙", 1000)], 5500),
    ([("甲”", 2000), ("，乙", 1000)], 5000),  # ” loses its own half
    ([("甲？", 2000), ("！", 1000)], 3500),
    ([("甲乙，", 2000)], 5000),  # half of its own size at the line end
]


@pytest.mark.parametrize(("parts", "natural"), WIDTHS)
def test_gaps_go_by_the_sizes_beside_them(parts: list[tuple[str, int]], natural: int) -> None:
    _, (line,) = paragraph([run(*part) for part in parts], 100_000)
    assert line.natural == natural


def test_squeezing_goes_by_size() -> None:
    """Marks of twice the size give twice as much."""
    _, found = paragraph([run("甲，"), run("乙，", 2000), run("丙丁戊己")], 7250)
    first = found[0]
    assert first.squeezed == 750
    assert [b - a for a, b in pairwise(first.xs)] == [1000, 750, 2000, 1500, 1000]


def test_stretching_is_alike_at_every_gap() -> None:
    _, found = paragraph([run("甲乙"), run("丙丁", 2000), run("戊己庚")], 7500)
    assert found[0].stretched == 125
    assert [b - a for a, b in pairwise(found[0].xs)] == [1125, 1125, 2125, 2125]


# --------------------------------------------------------------------------------------- roles


@pytest.mark.parametrize("role", ROLES[1:])
def test_a_run_with_a_role_stays_whole(role: Role) -> None:
    glyphs, found = paragraph([run("甲乙丙"), run("丁戊己", role=role), run("庚辛")], 5000)
    assert shown(glyphs.text, found) == "甲乙丙|丁戊己庚辛"


@pytest.mark.parametrize("role", ROLES[1:])
def test_wider_than_the_measure_it_is_parted_and_told(role: Role) -> None:
    glyphs, found = paragraph([run("甲"), run("乙丙丁戊己", role=role), run("庚辛")], 4000)
    assert shown(glyphs.text, found) == "甲乙丙丁|戊己庚辛"
    assert [PARTED in line.faults for line in found] == [False, True]


def test_a_document_number_is_parted_before_its_bracket() -> None:
    number = run("国务院办公厅国办发〔2024〕15号", role="document-number")
    glyphs, found = paragraph([run("甲"), number, run("乙")], 10000)
    assert shown(glyphs.text, found) == "甲国务院办公厅国办发|〔2024〕15号乙"
    assert not any(line.faults for line in found)


# ------------------------------------------------------------------------- whatever the runs are

PIECES = st.sampled_from([
    "国", "办", "农业", "王小明", "，", "。", "、", "？", "！", "（", "）", "《", "》", "“", "”",
    "—", "——", "……", "·", "1200户", "5.3%", "12,345.67万元", "GDP", "／", " ", "-", "𠮷",
    "〔2024〕1号",
])
RUNS = st.lists(
    st.builds(run, st.lists(PIECES, max_size=6).map("".join), st.sampled_from(SIZES),
              st.sampled_from(ROLES)),
    max_size=12,
)


def blanks(glyphs: Glyphs, at: int) -> tuple[int, int]:
    """What a mark has of blank before and behind its ink: all beyond half its size."""
    char, em = glyphs.text[at], glyphs.ems[at] if glyphs.ems else glyphs.em
    if char == " ":
        return 0, glyphs.advances[at]
    blank = max(0, glyphs.advances[at] - em // 2)
    return blank * (char in OPENING), blank * (char in MARKS)


@pytest.mark.slow
@given(RUNS, st.integers(1, 30))
def test_nothing_is_lost_and_nothing_overlaps(runs: list[Run], ems: int) -> None:
    """But for the blanks of marks: ink stands behind ink."""
    glyphs, found = paragraph(runs, ems * 1000)
    assert "".join(glyphs.text[line.start : line.end] for line in found) == glyphs.text
    for line in found:
        assert len(line.xs) == line.end - line.start > 0
        inks = [
            (x + blanks(glyphs, at)[0], x + glyphs.advances[at] - blanks(glyphs, at)[1])
            for at, x in enumerate(line.xs, line.start)
        ]
        assert all(left[1] <= right[0] for left, right in pairwise(inks))


@given(RUNS, st.integers(1, 30))
def test_justified_lines_end_at_the_measure(runs: list[Run], ems: int) -> None:
    glyphs, found = paragraph(runs, ems * 1000)
    for line in found:
        last = line.end - 1
        if glyphs.text[last] != " ":
            edge = line.xs[-1] + glyphs.advances[last] - blanks(glyphs, last)[1]
            assert edge == line.width
        assert (line.width > ems * 1000) == (OVERFULL in line.faults)
        if not line.last and not {RAGGED, OVERFULL} & set(line.faults):
            assert line.width == ems * 1000
        assert line.stretched <= RTM.loose * glyphs.em // 1000 or LOOSE in line.faults


@given(RUNS, st.integers(1, 30))
def test_a_role_is_broken_only_where_it_is_said(runs: list[Run], ems: int) -> None:
    glyphs, found = paragraph(runs, ems * 1000)
    spans = list(bonds(glyphs.text))
    joints = {start for start, _ in spans} & {end for _, end in spans}  # 36户|52人
    ends = list(accumulate(len(each.text) for each in runs))
    inside = {
        at for each, end in zip(runs, ends, strict=True) if each.role
        for at in range(end - len(each.text) + 1, end)
        if at not in joints and not (each.role == "document-number" and glyphs.text[at] == "〔")
    }
    for line in found[1:]:
        assert line.start not in inside or {PARTED, NO_LAWFUL_BREAK} & set(line.faults)


@pytest.mark.slow
@given(RUNS, st.sampled_from(ROLES[1:]), st.sampled_from(SIZES), st.integers(1, 12), RUNS)
def test_a_role_that_fits_is_whole(
    before: list[Run], role: Role, em: int, ems: int, after: list[Run]
) -> None:
    kept = run("王小明12户", em, role)
    (alone,) = break_paragraph(Glyphs.of([kept]), 100_000, 0, RTM)
    glyphs, found = paragraph([*before, run("国"), kept, run("国"), *after], ems * 1000)
    start = sum(len(each.text) for each in before) + 1
    broken = any(start < line.start < start + len(kept.text) for line in found)
    if alone.natural <= ems * 1000:
        assert not broken
    assert k.classify(glyphs.text)[start] == k.HAN
