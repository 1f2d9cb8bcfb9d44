"""The bounds of the Word writer: beside python-docx alone, a large table, many paragraphs."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest


@pytest.fixture(scope="module")
def bench() -> ModuleType:
    path = Path(__file__).resolve().parents[2] / "benchmarks" / "word.py"
    spec = importlib.util.spec_from_file_location("bench_word", path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["bench_word"] = module
    spec.loader.exec_module(module)
    return module


@pytest.mark.slow
def test_beside_python_docx_alone(bench: ModuleType) -> None:
    ours, other = bench.sample()
    rows = bench.measured({"ours": ours, "alone": other}, 7)
    assert rows[0].fastest <= bench.MOST_TIMES * rows[1].fastest


@pytest.mark.slow
def test_a_large_table(bench: ModuleType) -> None:
    (row,) = bench.measured({"table": bench.large_table()}, 3)
    assert row.fastest <= bench.MOST_SECONDS


@pytest.mark.slow
def test_time_grows_with_the_text(bench: ModuleType) -> None:
    few, many = bench.measured(
        {str(count): bench.paragraphs(count) for count in (1_000, 10_000)}, 3)
    assert many.fastest / few.fastest <= 10 * bench.MOST_GROWTH
