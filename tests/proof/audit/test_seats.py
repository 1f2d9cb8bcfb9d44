"""Figures in the seats of others: exchanged, carried elsewhere; moved and reworded ones are not."""

from __future__ import annotations

import pytest

from reportgen.proof.audit.seats import Strayed, seats, strayed
from reportgen.proof.word.provenance import Line

Cells = list[list[str]]
NAMES = list("ABCDEF")


def prose(text: str) -> Line:
    """产值〔A〕万元: a bookmark A that holds a number of its own; of 〔甲镇〕 it holds the name."""
    plain, marks = "", []
    for n, piece in enumerate(text.replace("〕", "〔").split("〔")):
        shown = str(ord(piece)) if piece in NAMES else piece
        if n % 2:
            marks.append((piece, len(plain), len(plain) + len(shown)))
        plain += shown
    return Line(plain, tuple(marks))


def table(rows: Cells) -> list[Line]:
    return [Line(spot.text, spot.marks, cell=(1, row, column))
            for row, cells in enumerate(rows, 1) for column, text in enumerate(cells, 1)
            for spot in (prose(text),)]


def told(old: list[Line], new: list[Line]) -> list[Strayed]:
    return list(strayed(seats(old), seats(new), {name: name for name in "ABCDEF"}))


SENTENCE = [prose("产量〔A〕吨，产值〔B〕万元。电商〔C〕万元。")]
ROWS = [["镇", "产量", "产值"], ["甲镇", "〔A〕", "〔B〕"], ["乙镇", "〔C〕", "〔D〕"]]


@pytest.mark.parametrize(("new", "found"), [
    ("产量〔A〕吨，产值〔B〕万元。电商〔C〕万元。", []),
    ("产量〔B〕吨，产值〔A〕万元。电商〔C〕万元。", [("B", "A"), ("A", "B")]),
    ("产量〔A〕吨，产值〔C〕万元。电商〔B〕万元。", [("C", "B"), ("B", "C")]),
    ("电商〔C〕万元。产量〔A〕吨，产值〔B〕万元。", []),          # a sentence moved
    ("今年产量〔A〕吨，产值已达〔B〕万元。电商〔C〕万元。", []),      # reworded
    ("产量〔A〕吨，产值万元。电商〔C〕万元。下一步〔B〕。", []),       # words that are new
])
def test_prose(new: str, found: list[tuple[str, str]]) -> None:
    assert [(each.mark, each.other) for each in told(SENTENCE, [prose(new)])] == found


def test_alike_figures_may_change_places() -> None:
    old, new = seats(SENTENCE), seats([prose("产量〔B〕吨，产值〔A〕万元。电商〔C〕万元。")])
    assert list(strayed(old, new, {"A": "5", "B": "5"})) == []


@pytest.mark.parametrize(("rows", "found"), [
    (ROWS, []),
    ([ROWS[0], ["甲镇", "〔C〕", "〔B〕"], ["乙镇", "〔A〕", "〔D〕"]], [("C", "A"), ("A", "C")]),
    ([ROWS[0], ["甲镇", "〔B〕", "〔A〕"], ROWS[2]], [("B", "A"), ("A", "B")]),
    ([ROWS[0], ROWS[2], ROWS[1]], []),                                       # a row moved
    ([["镇", "产值", "产量"], ["甲镇", "〔B〕", "〔A〕"], ["乙镇", "〔D〕", "〔C〕"]], []),
    ([["镇", "新", "产量", "产值"], ["甲镇", "", "〔A〕", "〔B〕"],
      ["乙镇", "", "〔C〕", "〔D〕"]], []),
    ([ROWS[0], ["甲镇", "", "〔B〕"], ["乙镇", "〔A〕", "〔D〕"]], [("A", "C")]),
])
def test_tables(rows: Cells, found: list[tuple[str, str]]) -> None:
    assert [(each.mark, each.other) for each in told(table(ROWS), table(rows))] == found


@pytest.mark.parametrize(("rows", "found"), [
    ([["〔甲镇〕", "〔B〕"], ["〔乙镇〕", "〔A〕"]], [("B", "A"), ("A", "B")]),
    ([["〔乙镇〕", "〔A〕"], ["〔甲镇〕", "〔B〕"]], [("A", "B"), ("B", "A")]),   # the names
    ([["〔乙镇〕", "〔B〕"], ["〔甲镇〕", "〔A〕"]], []),                           # a row moved
    ([["〔丙镇〕", "〔A〕"], ["〔乙镇〕", "〔B〕"]], []),                           # another name
])
def test_names_of_rows_may_be_facts(rows: Cells, found: list[tuple[str, str]]) -> None:
    old = table([["〔甲镇〕", "〔A〕"], ["〔乙镇〕", "〔B〕"]])
    assert [(each.mark, each.other) for each in told(old, table(rows))
            if each.mark in NAMES] == found


def test_a_merged_name_is_of_all_its_rows() -> None:
    old = table([["镇", "期", "数"], ["甲镇", "本月", "〔A〕"], ["", "累计", "〔B〕"],
                 ["乙镇", "本月", "〔C〕"], ["", "累计", "〔D〕"]])
    new = table([["镇", "期", "数"], ["甲镇", "本月", "〔C〕"], ["", "累计", "〔B〕"],
                 ["乙镇", "本月", "〔A〕"], ["", "累计", "〔D〕"]])
    assert [(each.mark, each.other, each.back) for each in told(old, new)] == [
        ("C", "A", True), ("A", "C", True)]


def test_a_figure_alone_has_no_seat() -> None:
    assert not seats([prose("〔A〕")]).of
