"""An office is begun from what the package brings along, and nothing that is there is touched."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.filings import StillDisk

from reportgen.acts.founding import found, number, settle
from reportgen.acts.rolling import planned
from reportgen.acts.standing import issues
from reportgen.diagnostics import ReportError
from reportgen.memory_world import MemoryWorld
from reportgen.office.read import read_office
from reportgen.pipeline import load
from reportgen.rolling.issue import RollWish

HOME = Path("/家")


@pytest.mark.parametrize("unit", ["甲镇人民政府", "甲镇: #1 \"办\\公室\"", "'甲'"])
def test_an_office_is_of_the_unit_that_was_told(unit: str) -> None:
    world = MemoryWorld({})
    top = found(HOME, "简报", world, unit, "J012")
    office = read_office(top, world)
    assert (office.unit, office.fonds) == (unit, "J012")
    (issue,) = issues(top, world)
    assert load(issue, world).dataset.facts


@pytest.mark.parametrize(("name", "fonds", "code"), [
    ("..", "", "E0907"), ("a/b", "", "E0907"), ("有", "", "E0908"), ("简报", "J12", "E0182")])
def test_what_will_not_do_leaves_nothing(name: str, fonds: str, code: str) -> None:
    world = MemoryWorld({HOME / "有" / "a.txt": b""})
    with pytest.raises(ReportError) as told:
        found(HOME, name, world, "甲镇", fonds)
    assert [each.code for each in told.value.diagnostics] == [code]
    assert world.names_in(HOME) == ("有",)


def test_a_folder_of_issues_becomes_an_office_and_looks_as_before(root: Path) -> None:
    issue = {HOME / "第1期" / path.name: path.read_bytes()
             for path in (root / "data" / "letter-2024").iterdir() if path.is_file()}
    world = MemoryWorld({**issue, HOME / "通讯录.csv": b"x"})
    settle(HOME, "甲镇", "", world)
    office = read_office(HOME, world)
    assert (office.unit, office.fonds, office.profile) == ("甲镇", "", "")
    assert world.read(HOME / "通讯录.csv") == b"x"
    assert all(world.read(path) == data for path, data in issue.items())
    for unit, code in (("甲镇", "E0908"), (" ", "E0901")):
        with pytest.raises(ReportError) as told:
            settle(HOME, unit, "", world)
        assert told.value.diagnostics[0].code == code


def test_the_sample_is_issued_by_the_unit_and_has_a_next_one() -> None:
    world = MemoryWorld({})
    (issue,) = issues(found(HOME, "简报", world, "甲镇人民政府", "J012"), world)
    text = world.read(issue / "briefing.md").decode()
    assert "报头: 甲镇人民政府工作简报\n" in text
    assert "编发单位: 甲镇人民政府\n" in text
    load(issue, world)
    made = planned(issue, world, StillDisk(), RollWish())
    assert made.folder.name == "2027年第1期"


@pytest.mark.parametrize(("before", "after"), [
    ("单位: 甲镇\n# 全宗号: J0    # 空\n档案: 别处\n", "单位: 甲镇\n全宗号: J012\n档案: 别处\n"),
    ("\ufeff单位: 甲镇\r\n档案: 别处\r\n", "\ufeff单位: 甲镇\r\n档案: 别处\r\n全宗号: J012\r\n"),
    ("档案: 别处\n单位: 甲镇", "档案: 别处\n单位: 甲镇\n全宗号: J012\n")])
def test_a_number_is_added_and_nothing_else_changes(before: str, after: str) -> None:
    path = HOME / "office.yaml"
    world = MemoryWorld({path: before.encode()})
    with pytest.raises(ReportError, match="全宗号"):
        number(HOME, "J12", world)
    assert world.read(path) == before.encode()
    number(HOME, "J012", world)
    assert world.read(path) == after.encode()
    assert read_office(HOME, world).fonds == "J012"
