"""What a check gives as values: to the command line, a page, the cells of the workbook."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.books import book, saved
from support.briefings import facts_text, make, narrative_text

from reportgen.acts.checking import Checked, CheckWish, check, mark
from reportgen.acts.codes import Wanted
from reportgen.checks.reckoning.recompute import Redone
from reportgen.diagnostics import Family, ReportError
from reportgen.edition import silent
from reportgen.world import DiskWorld

ROWS = [["某县2024年1—6月各镇情况"], ["镇", "产值（万元）"], ["甲镇", 100], ["乙镇", 200],
        ["合计", 290]]
STORY = ("---\n报头: 某县简报\n标题: 六月\n编发单位: 某县统计局\n日期: 2024-07-05\n期号: 1\n---\n\n"
         "全县产值{{ 产值合计 }}，甲镇{{ 甲镇产值 }}，乙镇{{ 乙镇产值 }}。\n")


def looked(folder: Path, **wish: object) -> Checked:
    return check(folder, DiskWorld(), CheckWish(**wish), silent)  # type: ignore[arg-type]


@pytest.fixture
def wrong(tmp_path: Path) -> Path:
    """An issue whose workbook has a wrong sum."""
    folder = make(tmp_path / "六月", narrative=STORY)
    (folder / "facts.yaml").unlink()
    (folder / "台账.xlsx").write_bytes(saved(book(ROWS, title="各镇")))
    return folder


def test_what_can_be_built_is_counted(tmp_path: Path) -> None:
    folder = make(tmp_path / "月报")
    found = looked(folder, recompute=True)
    assert (found.family, found.pages) == (None, 2)
    assert found.facts == len(facts_text().split("编号: ")) - 1
    assert {path.name for path in found.read} >= {"briefing.md", "facts.yaml"}
    assert {each.redone for each in found.results} <= set(Redone)
    assert looked(folder).results == ()


def test_what_cannot_is_found_not_raised(tmp_path: Path, wrong: Path) -> None:
    found = looked(wrong)
    assert (found.family, found.facts, found.pages) == (Family.CONTENT, 0, 0)
    assert [each.code for each in found.found if each.is_error] == ["E0404"]
    assert [path.name for path in found.read] == ["briefing.md", "台账.xlsx"]
    assert looked(tmp_path / "没有").family is Family.INPUT


def test_what_nobody_wants_to_see_stops_nothing(tmp_path: Path) -> None:
    folder = make(tmp_path / "月报", narrative=narrative_text() + "\n好的，，好。\n")
    assert "W0332" in [each.code for each in looked(folder).found]
    assert looked(folder, strict=True).family is Family.CONTENT
    assert looked(folder, strict=True, wanted=Wanted((), ("W",))) == looked(
        folder, wanted=Wanted((), ("W",)))
    assert [each.waived is not None for each in looked(folder, allow=("W0332",)).found
            if each.code == "W0332"] == [True]


def test_what_was_found_is_told_with_why_it_could_not_be_marked(wrong: Path) -> None:
    found = looked(wrong)
    marked = mark(found, found.found, wrong / "台账（核对）.xlsx", DiskWorld())
    assert marked.found[0].message == \
        f"已在“{wrong / '台账（核对）.xlsx'}”里标出 1 格，共 {len(found.found)} 条，" \
        "都列在工作表“核对结果”里"
    with pytest.raises(ReportError) as caught:
        mark(found, found.found, wrong / "台账.csv", DiskWorld())
    assert {each.code for each in caught.value.diagnostics} >= {"E0148", "E0404"}
