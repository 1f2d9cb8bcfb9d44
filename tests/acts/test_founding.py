"""An office is begun from what the package brings along, and nothing that is there is touched."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.filings import StillDisk

from reportgen.acts.founding import found, number, retain, settle
from reportgen.acts.rolling import planned
from reportgen.acts.standing import issues
from reportgen.diagnostics import ReportError
from reportgen.memory_world import MemoryWorld
from reportgen.office.read import read_office
from reportgen.office.retention import read_retention
from reportgen.pipeline import load
from reportgen.recording_world import RecordingWorld
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


TABLE = HOME / "表.csv"
UNIT = {HOME / "office.yaml": "单位: 甲镇 # 全称\n保管期限表: 表.csv\n".encode()}


@pytest.mark.parametrize(("before", "row"), [
    ("序号,类别,保管期限,依据\n", "1,简报,10年,第1条\n"),
    ("\ufeff类别\t依据\t保管期限\r\n\"文件\"\t第 2 条\t永久", "\r\n简报\t第1条\t10年\r\n")])
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_category_is_added_and_nothing_else_changes(
    before: str, row: str, encoding: str,
) -> None:
    text = before if encoding == "utf-8" else before.removeprefix("\ufeff")
    world = MemoryWorld({**UNIT, TABLE: text.encode(encoding)})
    assert retain(read_office(HOME, world), " 简报 ", "10年", "第1条", world) == TABLE
    assert world.read(TABLE) == (text + row).encode(encoding)
    assert read_retention(read_office(HOME, world), world).periods["简报"].years == 10
    assert world.read(HOME / "office.yaml") == UNIT[HOME / "office.yaml"]


@pytest.mark.parametrize("named", ["# 保管期限表:\n", ""])
def test_a_table_is_begun_where_the_office_names_none(named: str) -> None:
    world = MemoryWorld({HOME / "office.yaml": f"单位: 甲镇 # 全称\n{named}档案: 别处\n".encode()})
    path = retain(read_office(HOME, world), '简"报, 一', "永久", "", world)
    assert path.name == "保管期限表.csv"
    office = read_office(HOME, world)
    assert (office.retention, office.archive) == (path.name, "别处")
    assert [*read_retention(office, world).periods] == ['简"报, 一']
    assert "# 全称" in world.read(HOME / "office.yaml").decode()


@pytest.mark.parametrize(("table", "told", "code"), [
    ("类别,保管期限\n简报,10年\n", ("简报", "永久", ""), "E0186"),
    ("类别,保管期限\n", ("", "永久", ""), "E0185"), ("类别,保管期限\n", ("报", "", ""), "E0185"),
    ("类别,保管期限\n", ("报", "百年", ""), "E0185"),
    ("类别,保管期限\n", ("报", "永久", "第1条"), "E0185"),
    ("类别,期限\n", ("报", "永久", ""), "E0185"),
    ("类,保管期限\n甲,永久\n", ("报", "永久", ""), "E0120"),
    ("类别,保管期限\n\"报,永久\n", ("文", "永久", ""), "E0140")])
def test_what_cannot_be_added_changes_nothing(
    table: str, told: tuple[str, str, str], code: str,
) -> None:
    world = RecordingWorld(MemoryWorld({**UNIT, TABLE: table.encode()}))
    with pytest.raises(ReportError) as caught:
        retain(read_office(HOME, world), *told, world)
    assert code in [each.code for each in caught.value.diagnostics]
    assert not world.written


def test_a_workbook_is_left_to_excel() -> None:
    world = MemoryWorld({HOME / "office.yaml": "单位: 甲镇\n保管期限表: 表.xlsx\n".encode()})
    with pytest.raises(ReportError, match="E0185"):
        retain(read_office(HOME, world), "简报", "永久", "", world)
