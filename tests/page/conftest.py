"""Chromium, the checks of axe-core, a desk that is served."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from support.browser import chromium


@pytest.fixture
def browser() -> Iterator[Any]:
    """Chromium."""
    with chromium() as found:
        yield found


@pytest.fixture
def pictures(tmp_path: Path) -> Path:
    """Where pictures of each state go."""
    folder = Path(os.environ.get("REPORTGEN_PICTURES", tmp_path / "pictures"))
    folder.mkdir(exist_ok=True)
    return folder


@pytest.fixture
def axe() -> str:
    """The checks of axe-core, where npm has put them."""
    program = shutil.which("ooxml-validator")       # its neighbours came the same way
    found = Path(program).parents[1] / "axe-core" / "axe.min.js" if program else Path()
    if not found.is_file():
        if os.environ.get("REPORTGEN_REQUIRE_SYSTEM") == "1":
            pytest.fail("缺少 npm 包 axe-core", pytrace=False)
        pytest.skip("skipped: 缺少 npm 包 axe-core")
    return found.read_text("utf-8")
