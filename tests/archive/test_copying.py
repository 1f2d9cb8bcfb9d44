"""A second copy: complete, proved, gone on with; and coming back from it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from support.filings import StillDisk, filing, founded

from reportgen.archive import catalogue, copying
from reportgen.archive.catalogue import FILE, JOURNAL
from reportgen.archive.checking import check
from reportgen.archive.copying import copy, restore
from reportgen.archive.destroying import destroy, planned
from reportgen.archive.disk import Disk
from reportgen.archive.store import Archive, file, opened
from reportgen.diagnostics import ReportError


@pytest.fixture
def target(archive: Archive, tmp_path: Path) -> Path:
    """A copy of an archive with two records."""
    file(archive, [filing(4), filing(5)], "甲某")
    copy(archive, tmp_path / "盘" , "甲某")
    return tmp_path / "盘"


def test_a_copy_is_an_archive(archive: Archive, target: Path) -> None:
    with opened(target, archive.disk) as other:
        found = check(other, "", str)
        assert not found.sink.has_errors
        assert found.records == check(archive, found.head, str).records
        assert other.catalogue.find("油菜", 5)[1] == 2
    assert not list(check(archive, "", str).sink)
    assert not list(target.glob("tmp-*"))


def test_it_is_brought_up_to_date(archive: Archive, target: Path) -> None:
    file(archive, [filing(6)], "甲某")
    done = copy(archive, target, "甲某")
    assert done.brought == 3
    assert copy(archive, target, "甲某").brought == 0
    with opened(target, archive.disk) as other:
        assert len(other.catalogue.records()) == 3


def test_one_that_was_cut_off_goes_on(
    archive: Archive, target: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    file(archive, [filing(serial) for serial in range(6, 12)], "甲某")
    real, left = Disk.copy_in, 3

    def stopping(*given: object) -> None:
        nonlocal left
        left -= 1
        if left < 0:
            raise OSError(28, "full")
        real(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(Disk, "copy_in", stopping)
    with pytest.raises(ReportError, match="E1105"):
        copy(archive, target, "甲某")
    with opened(target, archive.disk) as other:
        assert len(other.catalogue.records()) == 2, "until it is whole, it is the older copy"
        assert not check(other, "", str).sink.has_errors
    monkeypatch.undo()
    done = copy(archive, target, "甲某")
    assert done.brought == 18 - 3
    with opened(target, archive.disk) as other:
        assert not check(other, "", str).sink.has_errors


def test_one_that_is_read_only_is_copied_all_the_same(
    archive: Archive, target: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    file(archive, [filing(6)], "甲某")
    real = catalogue._connect
    monkeypatch.setattr(catalogue, "_connect", lambda path, write: real(path, False))
    with opened(archive.folder, archive.disk, write=True) as reading:
        done = copy(reading, target, "甲某")
    assert (done.brought, done.noted) == (3, False)


def test_a_damaged_object_is_mended_not_passed_on(archive: Archive, target: Path) -> None:
    digest = archive.catalogue.records()[0][1].holdings[0].digest
    path = target / "objects" / digest[:2] / digest
    path.chmod(0o644)
    path.write_bytes(b"x")
    assert copy(archive, target, "甲某").brought == 1
    own = archive.objects.path(digest)
    own.chmod(0o644)
    own.write_bytes(b"x")
    path.write_bytes(b"y")
    with pytest.raises(ReportError, match="E1111"):
        copy(archive, target, "甲某")


def test_what_else_lies_there_is_left_alone(archive: Archive, target: Path, tmp_path: Path) -> None:
    other = tmp_path / "照片"
    other.mkdir()
    (other / "甲.jpg").write_bytes(b"")
    with pytest.raises(ReportError, match="E1108"):
        copy(archive, other, "甲某")
    foreign = founded(tmp_path / "别家")
    with opened(foreign, StillDisk(), write=True) as strange:
        file(strange, [filing(9)], "乙某")
        with pytest.raises(ReportError, match="E1108"):
            copy(archive, foreign, "甲某")
        with pytest.raises(ReportError, match="E1108"):
            copy(strange, target, "乙某")
    for inside in (archive.folder, archive.folder / "副本"):
        with pytest.raises(ReportError, match="E1108"):
            copy(archive, inside, "甲某")
    (tmp_path / "链").symlink_to(target, target_is_directory=True)
    with pytest.raises(ReportError, match="E1103"):
        copy(archive, tmp_path / "链", "甲某")


def test_what_was_destroyed_goes_from_the_copy_too(archive: Archive, target: Path) -> None:
    disk = archive.disk
    assert isinstance(disk, StillDisk)
    gone = archive.catalogue.records()[0][1]
    disk.time = disk.time.replace(year=2036)
    destroy(archive, planned(archive, [gone.name], "丙某", "期满"), "甲某")
    copy(archive, target, "甲某")
    assert not (target / "objects" / gone.holdings[0].digest[:2] / gone.holdings[0].digest).exists()
    with opened(target, disk) as other:
        assert not check(other, "", str).sink.has_errors


def test_a_lost_archive_comes_back(archive: Archive, target: Path) -> None:
    wanted = check(archive, "", str).records
    archive.catalogue.close()
    shutil.rmtree(archive.folder)
    with opened(target, archive.disk) as source:
        done = restore(source, archive.folder, "乙某")
    with opened(archive.folder, archive.disk, write=True) as back:
        found = check(back, done.head, str)
        assert not found.sink.has_errors
        assert found.records == wanted
        assert [each.kind for each in back.catalogue.entries()][-1] == "恢复"
        assert file(back, [filing(6)], "甲某")[0].record.item == 3


def test_single_objects_come_back(archive: Archive, target: Path) -> None:
    file(archive, [filing(6)], "甲某")     # filed after the copy
    one, two = (record.holdings[0].digest for _, record in archive.catalogue.records()[:2])
    archive.objects.path(one).unlink()
    archive.objects.path(two).chmod(0o644)
    archive.objects.path(two).write_bytes(b"x")
    with opened(target, archive.disk) as source:
        assert restore(source, archive.folder, "乙某")[::4] == (2, "")
    assert not check(archive, "", str).sink.has_errors
    assert len(archive.catalogue.records()) == 3


def test_a_broken_catalogue_is_kept_beside_the_new(archive: Archive, target: Path) -> None:
    archive.catalogue.close()
    (archive.folder / FILE).write_bytes(b"\0" * 4096)
    with opened(target, archive.disk) as source:
        done = restore(source, archive.folder, "乙某")
    assert done.until.startswith("2024-06-07"), "what was filed later is to be filed again"
    assert (archive.folder / f"{FILE}.old").read_bytes() == b"\0" * 4096
    with opened(archive.folder, archive.disk) as back:
        assert not check(back, "", str).sink.has_errors


def test_what_a_killed_writer_left_is_not_played_back(archive: Archive, target: Path) -> None:
    file(archive, [filing(serial) for serial in range(6, 30)], "甲某")
    archive.catalogue.close()
    killed(archive.folder / FILE)
    (archive.folder / FILE).unlink()
    with opened(target, archive.disk) as source:
        restore(source, archive.folder, "乙某")
    assert (archive.folder / f"{JOURNAL}.old").exists()
    with opened(archive.folder, archive.disk, write=True) as back:
        assert not check(back, "", str).sink.has_errors
        assert len(back.catalogue.records()) == 2


def killed(path: Path) -> None:
    """A writer that dies with its journal on the disk."""
    lines = """import os, sqlite3, sys
db = sqlite3.connect(sys.argv[1], isolation_level=None)
db.executescript("PRAGMA synchronous = OFF; PRAGMA cache_size = 1; DROP TRIGGER kept; BEGIN;"
                 "UPDATE entry SET at = at || hex(zeroblob(400))")
os._exit(0)"""
    subprocess.run([sys.executable, "-c", lines, str(path)], check=True)
    assert path.with_name(JOURNAL).stat().st_size


def test_a_disk_that_is_not_there_is_told(archive: Archive, tmp_path: Path) -> None:
    with pytest.raises(ReportError) as caught:
        copy(archive, tmp_path / "拔了" / "盘", "甲某")
    assert caught.value.diagnostics[0].code == "E1105"
    assert "上级文件夹不在" in caught.value.diagnostics[0].message


def test_an_object_that_changes_while_it_is_copied(
    archive: Archive, target: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    file(archive, [filing(6)], "甲某")
    monkeypatch.setattr(copying.Objects, "check", lambda own, digest, size:
                        "missing" if target in own.folder.parents else "")
    for _, record in archive.catalogue.records():
        for holding in record.holdings:
            path = archive.objects.path(holding.digest)
            path.chmod(0o644)
            path.write_bytes(b"altered")
    with pytest.raises(ReportError, match="E1111"):
        copy(archive, target, "甲某")
