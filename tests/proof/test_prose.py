"""More than 5,200 lines of prose, printed and read back: not one fault, not one lost character."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from support.proof.judge import counted, faults
from support.proof.pressroom import Printed, by_pdfium, by_poppler, printed, profile, unbroken
from support.proof.prose import paragraphs
from support.proof.spacing import Summary, spacing

MEASURES = (156, 110, 76)    # mm
SIZES = (16, 12)             # pt
LINES = 5200
SET = [(width, size) for width in MEASURES for size in SIZES]

pytestmark = pytest.mark.slow


@cache
def proof(width: int, size: int) -> Printed:
    # a narrow or small line takes less text: as many paragraphs as give a sixth of the lines
    count = round(LINES / len(SET) * 1.1 * width / size / 84)
    return printed(paragraphs(count, seed=width + size), profile(width, size))


def test_there_are_enough_lines() -> None:
    assert sum(len(proof(*each).lines) for each in SET) >= LINES


@pytest.mark.parametrize(("width", "size"), SET)
def test_no_line_has_a_fault(width: int, size: int) -> None:
    found = proof(width, size)
    assert not faults(found.lines, found.source, found.measure, found.reported)


@pytest.mark.parametrize(("width", "size"), SET)
def test_few_lines_are_reported(width: int, size: int) -> None:
    found = proof(width, size)
    # a line of an address alone has nothing to stretch
    assert len(found.reported) <= len(found.lines) * (0.003 if width > 100 else 0.02)
    # what is reported is loose or short of the edge; nothing worse hides behind a report
    assert set(counted(faults(found.lines, found.source, found.measure))) <= {"loose", "short"}


def test_marks_keep_their_width_and_gaps_stay_small() -> None:
    found = proof(156, 16)
    all_ = Summary.of([spacing(line.row, found.measure.em) for line in found.lines])
    assert all_.squeezed.mean < 0.3     # ems of a line; 0.54 when squeezing cost next to nothing
    assert all_.squeezed.p95 < 1.2
    assert all_.halved < 0.1
    assert all_.opened.p95 < 0.05
    assert all_.opened.p99 < 0.1


@pytest.mark.parametrize(("width", "size"), SET)
def test_pdfium_reads_the_source(width: int, size: int) -> None:
    found = proof(width, size)
    assert unbroken(by_pdfium(found.pdf)) == "".join(found.source)


@pytest.mark.system("pdftotext")
@pytest.mark.parametrize(("width", "size"), SET)
def test_poppler_reads_the_source(width: int, size: int, tmp_path: Path) -> None:
    found = proof(width, size)
    assert unbroken(by_poppler(found.pdf, tmp_path)) == "".join(found.source)
