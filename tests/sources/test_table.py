from __future__ import annotations

import pytest

from reportgen.diagnostics import Sink
from reportgen.sources.table import read_csv, records


def test_places_of_cells() -> None:
    rows = read_csv('编号,名称\nA1,"甲,""乙"""\n\n"A\n2",丙\n', "f.csv", Sink())
    assert rows is not None
    shown = [[(cell.text, str(cell.span)) for cell in row.cells] for row in rows]
    assert shown == [
        [("编号", "f.csv:1:1"), ("名称", "f.csv:1:4")],
        [("A1", "f.csv:2:1"), ('甲,"乙"', "f.csv:2:4")],
        [("A\n2", "f.csv:4:1"), ("丙", "f.csv:5:4")],
    ]


@pytest.mark.parametrize(("mark", "text"), [("\t", "甲，乙"), (";", "1,405万元"), (",", "甲;乙")])
def test_other_separators(mark: str, text: str) -> None:
    rows = read_csv(f"编号{mark}名称{mark}注\nA1{mark}{text}{mark}\n", "f.csv", Sink())
    assert rows is not None
    assert [cell.text for cell in rows[1].cells] == ["A1", text, ""]


@pytest.mark.parametrize("text", [
    '编号,名称\nA1,"甲\n', '编号,名称\nA1,"甲"乙\n', "编号，名称\nA1，甲\n",
])
def test_broken_csv(text: str) -> None:
    sink = Sink()
    assert read_csv(text, "f.csv", sink) is None
    assert [d.code for d in sink] == ["E0140"]


@pytest.mark.parametrize(("text", "place"), [
    ("编号,编号\nA1,甲\n", "f.csv:1:4"),
    ("编号,名称\nA1,1,234万元\n", "f.csv:2:6"),
    ("编号,,名称\nA1,甲,乙\n", "f.csv:2:4"),
])
def test_columns_that_do_not_fit(text: str, place: str) -> None:
    sink = Sink()
    rows = read_csv(text, "f.csv", sink)
    assert rows is not None
    assert records(rows[0], rows[1:], sink) is None
    assert [(d.code, str(d.span)) for d in sink] == [("E0143", place)]


def test_empty_cells_are_left_out() -> None:
    rows = read_csv("编号,名称,说明\nA1,甲,\nA2,乙\n", "f.csv", Sink())
    assert rows is not None
    found = records(rows[0], rows[1:], Sink())
    assert found is not None
    assert [[(name, cell.text) for name, cell in record] for record in found] == [
        [("编号", "A1"), ("名称", "甲")], [("编号", "A2"), ("名称", "乙")],
    ]
