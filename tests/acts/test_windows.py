"""All acts of the archive where the system refuses what Windows refuses."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from support.filings import StillDisk, add, filing, founded
from support.windows import like_windows

from reportgen.acts import archive as acts
from reportgen.acts.archive import Desk
from reportgen.acts.exporting import export
from reportgen.acts.filing import FilingWish
from reportgen.acts.papers import catalogue_file
from reportgen.acts.proving import bag_proof, prove, reindex, verify
from reportgen.acts.reproducing import Grade, reproduce
from reportgen.archive.catalogue import FILE
from reportgen.archive.record import PDF
from reportgen.archive.store import file, opened
from reportgen.diagnostics import ReportError

pytestmark = pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="asks /proc for handles")


@pytest.fixture
def refused(bare: Desk, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the system has refused by now."""
    return like_windows(monkeypatch)


def added(at: Desk) -> None:
    folders = [at.office.folder / name for name in ("2024年第4期", "2024年第5期")]
    add(at, folders, FilingWish(out=at.office.folder / "out"), str)


def test_what_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The pretended system refuses: else the tests below would prove nothing."""
    told = like_windows(monkeypatch)
    (tmp_path / "甲").write_bytes(b"")
    (tmp_path / "乙").write_bytes(b"")
    with (tmp_path / "甲").open("rb") as held:
        for act in (lambda: (tmp_path / "乙").replace(tmp_path / "甲"),
                    (tmp_path / "甲").unlink, lambda: os.fsync(held.fileno()),
                    lambda: os.open(tmp_path, os.O_RDONLY), (tmp_path / "CON").mkdir,
                    (tmp_path / "a:b").mkdir, (tmp_path / ("a" * 250)).mkdir,
                    lambda: tmp_path.rename(tmp_path.with_name("b"))):
            with pytest.raises(PermissionError):
                act()
    (tmp_path / "乙").chmod(0o444)
    with pytest.raises(PermissionError):
        (tmp_path / "乙").unlink()
    assert len(told) == 9


def test_a_month(bare: Desk, refused: list[str], tmp_path: Path) -> None:
    added(bare)
    added(bare)
    with bare.archive(write=True) as archive:
        assert len(acts.find(archive, "油菜")[0]) == 1
        for name in ("目录.xlsx", "目录.pdf"):
            catalogue_file(bare, acts.listed(archive), tmp_path / name)
        assert not prove(archive, (), "", str, properties=True).sink.has_errors
        record = acts.newest(archive, "2024-5")
        again = reproduce(archive, record, bare.office.folder, bare.world, str)
    assert again.grade is Grade.BYTES
    bag = export(bare, "2024-5", tmp_path / "移")
    sink = bag_proof(bag.folder, bare)
    assert sink is not None
    assert not list(sink)
    reindex(bare)
    for _ in range(2):
        acts.copy(bare, tmp_path / "盘")
    assert not list(verify(bare, (), "", str, properties=False, copy=tmp_path / "盘").sink)
    assert refused == []


def test_loss_and_destruction(bare: Desk, refused: list[str], tmp_path: Path) -> None:
    added(bare)
    acts.copy(bare, tmp_path / "盘")
    with bare.archive() as archive:
        held = acts.newest(archive, "2024-5").held(PDF)[0]
        archive.objects.path(held.digest).write_bytes(b"x")
    assert acts.restore(bare, tmp_path / "盘").brought == 1
    for _ in range(2):
        (bare.folder / FILE).write_bytes(b"\0" * 4096)
        acts.restore(bare, tmp_path / "盘")
    shutil.rmtree(bare.folder)
    acts.restore(bare, tmp_path / "盘")
    disk = bare.disk
    assert isinstance(disk, StillDisk)
    disk.time = disk.time.replace(year=2035)
    told = "档号\nJ012-WS·2024-D10-BGS-0002\n".encode()
    plan = acts.destruction(bare, told, "清单.csv", "丙某", "期满")
    assert acts.destroy(bare, plan, plan.digest) > 0
    acts.copy(bare, tmp_path / "盘")
    assert not verify(bare, (), "", str, properties=False).sink.has_errors
    assert refused == []


def test_a_file_that_another_program_holds_is_told(
    bare: Desk, refused: list[str], tmp_path: Path,
) -> None:
    """A scanner of viruses, a viewer: the act fails with a code, and goes through afterwards."""
    added(bare)
    acts.copy(bare, tmp_path / "盘")
    with opened(bare.folder, bare.disk, write=True) as archive:
        file(archive, [filing(9)], "甲某")
    with (tmp_path / "盘" / FILE).open("rb"), pytest.raises(ReportError, match="E1105"):
        acts.copy(bare, tmp_path / "盘")
    assert refused
    acts.copy(bare, tmp_path / "盘")


def test_a_path_that_is_too_long(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    like_windows(monkeypatch)
    room = 259 - len(str(tmp_path))
    with pytest.raises(ReportError, match="E1105"):
        founded(tmp_path / ("a" * (room - 5)))
    folder = founded(tmp_path / ("a" * (room - 60)))
    with opened(folder, StillDisk(), write=True) as archive:
        with pytest.raises(ReportError, match="E1105"):
            file(archive, [filing(1)], "甲某")
        assert not archive.catalogue.records()
