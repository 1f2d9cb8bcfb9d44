"""The gallery: a chart of every kind, in both formats, clean."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportgen import pipeline
from reportgen.charts.kind import kinds
from reportgen.diagnostics import Severity
from reportgen.document.chart import kind_of
from reportgen.document.tree import Figure

FOLDER = Path(__file__).parents[1] / "data" / "gallery"     # of the checkout, installed or not


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> pipeline.Built:
    """Both formats."""
    return pipeline.build(FOLDER, tmp_path_factory.mktemp("gallery"))


def test_every_kind_is_in_it() -> None:
    document = pipeline.compose(pipeline.load(FOLDER))
    shown = {kind_of(block.chart) for block in document.blocks if isinstance(block, Figure)}
    assert shown == set(kinds())


def test_nothing_is_wrong_with_it(built: pipeline.Built) -> None:
    assert [d.message for d in built.diagnostics if d.severity is not Severity.INFO] == []


def test_both_formats_are_there(built: pipeline.Built) -> None:
    assert {name: path.stat().st_size > 50_000 for name, path in built.files.items()} == {
        "pdf": True, "docx": True}
    assert built.pages >= 6
