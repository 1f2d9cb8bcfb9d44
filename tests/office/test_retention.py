"""保管期限表: told by the unit, or refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.diagnostics import ReportError
from reportgen.memory_world import MemoryWorld
from reportgen.office.model import Office
from reportgen.office.read import required_office
from reportgen.office.retention import PERIODS, Retention, read_retention
from reportgen.world import DiskWorld


def read(text: str) -> Retention:
    office = Office(Path("/镇"), "示例镇", retention="表.csv")
    return read_retention(office, MemoryWorld({"/镇/表.csv": text.encode()}))


def refused(text: str) -> list[str]:
    with pytest.raises(ReportError) as caught:
        read(text)
    return [each.code for each in caught.value.diagnostics]


def test_the_sample(root: Path) -> None:
    world = DiskWorld()
    table = read_retention(required_office(root / "data/office", world), world)
    assert table.period(("示例镇工作简报", "简报")) == PERIODS["10年"]
    assert table.period(("没有的", "年度工作总结")).years == 0


def test_what_the_table_does_not_tell_is_refused() -> None:
    table = read("类别,保管期限\n工作简报,10年\n")
    with pytest.raises(ReportError) as caught:
        table.period(("工作筒报",))
    (found,) = caught.value.diagnostics
    assert found.code == "E0185"
    assert "工作简报" in found.hints[1]
    with pytest.raises(ReportError, match="E0185"):
        read("类别,保管期限\n").period(("简报",))


@pytest.mark.parametrize(("text", "codes"), [
    ("类别,保管期限\n简报,15年\n", ["E0124"]), ("类别,保管期限\n简报,\n", ["E0120"]),
    ("类别,保管期限\n,10年\n", ["E0120"]), ("类别,期限\n简报,10年\n", ["E0120", "E0121"]),
    ("类别,保管期限\n简报,10年\n简报,永久\n", ["E0186"]),
    ('类别,保管期限\n"简报,10年\n', ["E0140"]), ("类别,保管期限\n简报,10年,又一格\n", ["E0143"]),
])
def test_a_table_that_is_wrong(text: str, codes: list[str]) -> None:
    assert sorted(refused(text)) == codes


def test_an_office_without_one() -> None:
    with pytest.raises(ReportError, match="E0184"):
        read_retention(Office(Path("/镇"), "示例镇"), MemoryWorld({}))
