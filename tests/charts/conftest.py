"""Compiled charts for all tests of this room, made once."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from support.charts.stress import ALL
from support.charts.stub import CHAIN, THEME

from reportgen.charts.compile import drawing
from reportgen.charts.record.drawing import Drawing
from reportgen.fonts import FontLibrary


@pytest.fixture(scope="session")
def library() -> FontLibrary:
    """The bundled faces."""
    return FontLibrary.bundled()


@pytest.fixture(scope="session")
def drawings() -> dict[str, Drawing]:
    """Every sample and stress chart, measured by the stub chain."""
    return {name: drawing(spec, THEME, CHAIN) for name, spec in ALL.items()}


@pytest.fixture(scope="session")
def chart(drawings: dict[str, Drawing]) -> Callable[[str], Drawing]:
    """A compiled chart by its name."""
    return drawings.__getitem__
