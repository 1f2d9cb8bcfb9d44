"""The units of a table, of folders, of values in memory: who they are, what is theirs."""

from __future__ import annotations

from pathlib import Path

import pytest
from support import batches

from reportgen.batching.units import Unit, held, plain, units_of
from reportgen.diagnostics import ReportError, Sink
from reportgen.world import DiskWorld

FLAT = ("单位,编号,名称,数值,同比\n甲镇,A1,产值,120万元,3.1%\n甲镇,A2,投资,12万元,\n"
        "乙镇,A1,产值,130万元,\n")


def read(path: Path, text: str, sink: Sink | None = None) -> dict[str, Unit]:
    path.write_text(text, encoding="utf-8")
    return {unit.name: unit for unit in units_of(path, DiskWorld(), sink or Sink())}


def values(unit: Unit) -> dict[str, str]:
    facts = dict(plain(unit.said))["事实"]
    return {dict(fact)["名称"]: dict(fact).get("数值") or dict(fact)["状态"] for fact in facts}


def test_a_row_a_unit(tmp_path: Path) -> None:
    found = read(tmp_path / "数据.csv", batches.HEAD + "甲镇,120,3.1,50\n乙镇,130,-3.1,\n")
    assert values(found["甲镇"]) == {"单位": "甲镇", "产值": "120万元", "投资": "50万元"}
    assert values(found["乙镇"]) == {"单位": "乙镇", "产值": "130万元"}
    assert found["甲镇"].indicators == {"产值", "投资"}


def test_several_rows_a_unit(tmp_path: Path) -> None:
    found = read(tmp_path / "数据.csv", FLAT)
    assert values(found["甲镇"]) == {"单位": "甲镇", "产值": "120万元", "投资": "12万元"}
    assert values(found["乙镇"]) == {"单位": "乙镇", "产值": "130万元"}


def test_the_place_of_a_fact_is_its_cell(tmp_path: Path) -> None:
    found = read(tmp_path / "数据.csv", FLAT)
    facts = found["乙镇"].said.get("事实")
    assert facts.items[1].get("数值").span.line == 4


def test_a_total_is_for_all(tmp_path: Path) -> None:
    rows = "甲镇,120,3.1,50\n乙镇,130,1,2\n合计,250,2,52\n"
    found = read(tmp_path / "数据.csv", batches.HEAD + rows)
    assert values(found["乙镇"])["产值合计"] == "250万元"


def test_no_unit_gets_the_whole_countys_figure_for_its_own(
    root: Path,
) -> None:
    sink = Sink()
    book = root / "data" / "county-2024" / "台账.xlsx"
    found = units_of(book, DiskWorld(), sink)
    assert len(found) == 20
    assert "固定资产投资" in {name for unit in found for name in unit.indicators}
    for unit in found:
        names = [dict(fact)["名称"] for fact in dict(plain(unit.said))["事实"]]
        assert len(names) == len(set(names))
    assert [each.code for each in sink].count("I1409") == 1


def test_a_folder_a_unit(tmp_path: Path) -> None:
    (tmp_path / "甲镇").mkdir()
    (tmp_path / "甲镇" / "facts.yaml").write_text(batches.FACTS, encoding="utf-8")
    (unit,) = units_of(tmp_path, DiskWorld(), Sink())
    said = unit.facts(DiskWorld(), Sink())
    assert values(Unit("甲镇", said)) == {"单位": "甲镇", "全县人口": "9000人"}


def test_values_in_memory() -> None:
    given = {"甲镇": {"产值": "12万元", "镇长": "甲某", "投资": "-"}}
    (unit,) = units_of(given, DiskWorld(), Sink())
    facts = {dict(fact)["名称"]: dict(fact) for fact in dict(plain(unit.said))["事实"]}
    assert facts["产值"]["数值"] == "12万元"
    assert facts["镇长"]["状态"] == "甲某"
    assert facts["投资"]["数值"] == "-"


@pytest.mark.parametrize("name", ["../甲镇", "CON", "甲/乙", "", "a镇"])
def test_a_name_that_names_no_file_is_that_units_alone(name: str) -> None:
    good, bad = units_of({"A镇": {"产值": "1万元"}, name: {"产值": "1万元"}}, DiskWorld(), Sink())
    assert not good.found
    assert [each.code for each in bad.found] == ["E1402"]


@pytest.mark.parametrize("text", ["编号,名称,数值\nA1,产值,1万元\n", None])
def test_where_there_are_no_units(tmp_path: Path, text: str | None) -> None:
    path = tmp_path / "数据.csv"
    if text is not None:
        path.write_text(text, encoding="utf-8")
    with pytest.raises(ReportError) as error:
        units_of(path if text else tmp_path, DiskWorld(), Sink())
    assert error.value.diagnostics[-1].code == "E1401"


@pytest.mark.parametrize("head", ["乡镇名称", "单位", "单位名称", "街道名称"])
def test_the_first_column_says_whose_it_is(tmp_path: Path, head: str) -> None:
    found = read(tmp_path / "数据.csv", FLAT.replace("单位", head, 1).replace("甲镇", "甲　镇", 1))
    assert list(found) == ["甲镇", "乙镇"]


def test_what_is_wrong_with_the_whole_is_told_at_the_top_of_the_table(tmp_path: Path) -> None:
    unit = read(tmp_path / "数据.csv", batches.HEAD + "甲镇,120,3.1,50\n")["甲镇"]
    assert (unit.said.span.line, unit.place.line) == (1, 2)


def test_pairs_may_come_one_by_one_but_not_twice() -> None:
    told = held((name, {"产值": "1万元"}) for name in ("甲镇", "乙镇"))
    assert [unit.name for unit in units_of(told, DiskWorld(), Sink())] == ["甲镇", "乙镇"]
    with pytest.raises(ReportError, match="E1402"):
        held([("甲镇", {}), ("甲镇", {})])


def test_a_value_that_is_no_text_is_that_units_alone() -> None:
    told = {"甲镇": {"产值": 1.5, "投资": "2万元"}, "乙镇": {"产值": "1万元"}}
    wrong, good = units_of(told, DiskWorld(), Sink())   # type: ignore[arg-type]
    assert [each.code for each in wrong.found] == ["E0122"]
    assert not good.found
