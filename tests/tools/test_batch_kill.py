"""Batches that are broken in every way we know: each unit is told of, and nothing is lost."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

import pytest
from support import batches

from reportgen.files import OWN

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tools"))

pytestmark = [pytest.mark.slow,
              pytest.mark.skipif(not Path("/proc").is_dir(), reason="skipped: looks at processes")]


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder with a template, and we in it."""
    monkeypatch.chdir(tmp_path)
    batches.template(tmp_path / "模板")
    return tmp_path


def test_faults_kills_and_the_end_of_the_parent(place: Path) -> None:
    import batch_kill

    found = batch_kill.faults(36, ("text",), 16, seconds=6)
    assert (found["named rightly"], found["files"]) == (len(batches.EXPECTED), 24)
    assert not (place.parent / "外镇.txt").exists()
    words, names = ["模板", "倒.csv", "-o", "out", "--to", "text"], batches.names(24)
    killed = batch_kill.workers_killed(words, names, 8, 16)
    left = batch_kill.parents_killed(words, names, 2, 16)
    assert (killed["kills"], left["kills"]) == (8, 2)
    assert killed["begun again"] and left["processes below them then"]
    assert not [(bad, each) for each in (found, killed, left)
                for bad in batch_kill.BAD if each[bad]]


def test_what_is_wrong_is_seen(place: Path) -> None:
    """Without this, nothing above could fail."""
    import batch_kill

    for name in ("对", "out"):
        (place / name).mkdir()
        (place / name / "甲.txt").write_bytes(name.encode())
    (place / "out" / f"{OWN}1.tmp").touch()
    assert batch_kill.contents(Path("对")) != batch_kill.contents(Path("out"))
    assert batch_kill.temporary(Path("out")) == 1
    found = Counter[str]()
    lines = [{"unit": unit, "exit_code": 5, "findings": []} for unit in ("甲", "甲")]
    batch_kill._judge(lines, ["甲", "乙"], found)
    assert found == {"not told of": 1, "told of twice": 1, "unnamed": 2}
