"""Small facts files for the tests of this room."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from reportgen.diagnostics import Sink
from reportgen.facts.model import Dataset
from reportgen.facts.read import read_facts
from reportgen.world import DiskWorld

HEAD = "标题: 测试\n期间: 2023年\n"
Reader = Callable[[str], tuple[Dataset, Sink]]


@pytest.fixture
def read(tmp_path: Path) -> Reader:
    """Reads a facts file: the text after its title and period."""
    def reader(text: str) -> tuple[Dataset, Sink]:
        path = tmp_path / "facts.yaml"
        path.write_text(HEAD + text, encoding="utf-8")
        sink = Sink()
        return read_facts(path, DiskWorld(), sink), sink
    return reader


@pytest.fixture(scope="session")
def jinxi(root: Path) -> Dataset:
    """The sample's facts."""
    sink = Sink()
    found = read_facts(root / "data" / "jinxi-2023", DiskWorld(), sink)
    assert not sink.items
    return found
