"""The sample office with its two issues filed, made once; tests that change it work on a copy."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from support.filings import StillDisk, office_filed
from support.issues import office, roll

from reportgen.acts.archive import Desk, begin, desk
from reportgen.world import DiskWorld

__all__ = ["office", "roll"]
ISSUES = ("2024年第4期", "2024年第5期")


@pytest.fixture(scope="session")
def filed(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The office, with an archive of both issues."""
    return office_filed(root, tmp_path_factory.mktemp("office") / "示例镇", *ISSUES)


@pytest.fixture
def at(filed: Path, tmp_path: Path) -> Desk:
    """A desk in a copy of the office."""
    shutil.copytree(filed, tmp_path / "示例镇")
    return desk(tmp_path / "示例镇", DiskWorld(), StillDisk(), "甲某")


@pytest.fixture
def bare(root: Path, tmp_path: Path) -> Desk:
    """A desk in a copy of the sample office, with an archive that is still empty."""
    shutil.copytree(root / "data" / "office", tmp_path / "示例镇")
    found = desk(tmp_path / "示例镇", DiskWorld(), StillDisk(), "甲某")
    begin(found)
    return found
