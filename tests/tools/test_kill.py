"""The tool that kills builds: it sees damage where there is some, and finds none."""

from __future__ import annotations

import os
import sys
from collections import Counter
from pathlib import Path

import pytest

from reportgen import files

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tools"))

pytestmark = [pytest.mark.slow,
              pytest.mark.skipif(os.name == "nt", reason="skipped: kills by signal")]


def tried(root: Path, kills: int) -> Counter[str]:
    import kill

    return kill.trial(kills, 15, root / "data" / "letter-2024")


def test_nothing_is_torn_and_nothing_is_left(root: Path) -> None:
    found = tried(root, 60)
    assert found["kills"] == 60
    assert not found["torn"]
    assert not found["not of one edition after it"]
    assert not found["temporary files after it"]
    assert found["with temporary files until the next run"] > 3


def test_the_control_shows_damage(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a list, who is killed between two renames leaves files of two editions."""
    monkeypatch.setattr(files, "_write_lists", lambda *_: None)
    assert tried(root, 0)["not of one edition after it"]
