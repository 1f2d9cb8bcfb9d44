"""Rows put aside stand in the file as if they had never been."""

from __future__ import annotations

import pytest
from support.docx.readback import written
from support.docx.samples import document, table

from reportgen.writers.docx import folds
from reportgen.writers.docx.folds import Folds
from reportgen.writers.docx.xml import Element, w


def rows(count: int) -> list[Element]:
    return [w("tr") for _ in range(count)]


@pytest.mark.parametrize("many", [1, 2, 7])
def test_the_file_is_the_same(many: int, monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = written(document(table(rows=9), table(2, "乙", rows=5))).parts
    monkeypatch.setattr(folds, "MANY", many)
    assert written(document(table(rows=9), table(2, "乙", rows=5))).parts == wanted


def test_most_rows_of_a_long_table_are_put_aside() -> None:
    made = list(Folds().folded(rows(10 * folds.MANY + 1)))
    assert len(made) == 10 + 1


def test_the_last_rows_can_still_be_changed() -> None:
    made = list(Folds().folded(rows(3 * folds.MANY)))
    assert [each.tag for each in made[-folds.MANY :]] == [w("tr").tag] * folds.MANY
