"""How tight and how loose a line is, on lines whose glyphs stand at known places."""

from __future__ import annotations

import pytest
from support.proof.reader import Char, Row
from support.proof.spacing import Spread, Summary, spacing


def row(*placed: tuple[str, float]) -> Row:
    """A line of 10-point glyphs, each at its place in ems."""
    return Row(1, 0.0, tuple(Char(char, 10 * x, 0.0, 10.0, 1.0) for char, x in placed))


def test_what_marks_lost_and_han_gained() -> None:
    found = spacing(row(("甲", 0), ("，", 1), ("乙", 1.5), ("丙", 2.7), ("《", 3.5)), 10)
    assert found.squeezed == pytest.approx(0.7)
    assert found.tightest == pytest.approx(0.5)
    assert found.opened == pytest.approx(0.2)


def test_a_mark_beside_a_mark_is_not_counted() -> None:
    assert spacing(row(("甲", 0), ("，", 1), ("“", 1.5), ("乙", 2.5)), 10).squeezed == 0


def test_of_many_lines() -> None:
    tight = spacing(row(("甲", 0), ("，", 1), ("乙", 1.5)), 10)
    plain = spacing(row(("甲", 0), ("，", 1), ("乙", 2)), 10)
    found = Summary.of([plain] * 90 + [tight] * 10)
    assert found.halved == pytest.approx(0.1)
    assert found.squeezed == Spread(pytest.approx(0.05), 0.5, 0.5)
