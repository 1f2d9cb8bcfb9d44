"""The order of steps to the disk, and what is left when any one of them is refused."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from support.filings import StillDisk, filing, founded

from reportgen.archive import disk
from reportgen.archive.checking import check
from reportgen.archive.disk import Disk, login_name
from reportgen.archive.objects import digest_of
from reportgen.archive.record import Entry
from reportgen.archive.store import Archive, file, opened
from reportgen.diagnostics import ReportError

Refusal = Callable[[str], None]
STEPS = ("fsync", "replace", "mkstemp", "mkdir")


@pytest.fixture
def steps(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Refusal]]:
    """Called before every step, with its name; it may refuse."""
    told: list[Refusal] = []

    def watch(owner: object, name: str) -> None:
        real = getattr(owner, name)

        def step(*args: object, **options: object) -> object:
            for each in told:
                each(name)
            return real(*args, **options)

        monkeypatch.setattr(owner, name, step)

    monkeypatch.setattr(disk, "_AT_ONCE", 1)
    watch(disk.os, "fsync")
    watch(disk.tempfile, "mkstemp")
    watch(Path, "replace")
    watch(Path, "mkdir")
    yield told


def test_what_is_removed_is_gone_for_good(tmp_path: Path, steps: list[Refusal]) -> None:
    seen: list[str] = []
    (tmp_path / "件").mkdir()
    (tmp_path / "件" / "甲").touch()
    steps.append(seen.append)
    for name in ("件/甲", "件", "没有"):
        Disk().remove(tmp_path / name)
    assert seen == ["fsync", "fsync"], "of the folder, and only where something was there"
    assert not any(tmp_path.iterdir())


def test_whole_then_named_then_told(archive: Archive, steps: list[Refusal]) -> None:
    seen: list[str] = []
    steps.append(seen.append)
    file(archive, [filing(5)], "甲某")
    first = seen.index("replace")
    objects = len(filing(5).contents)
    made = seen[:first]
    assert made.count("mkstemp") == objects
    assert made[-1] == "fsync"
    assert made[made.index("mkstemp"):].count("fsync") == objects, "flushed before it has a name"
    last = len(seen) - 1 - seen[::-1].index("replace")
    assert seen[last + 1:], "the folders are flushed after"
    assert set(seen[last + 1:]) == {"fsync"}


def test_what_is_there_is_flushed_again(archive: Archive, steps: list[Refusal]) -> None:
    """An add that was killed between rename and flush leaves an object that may not last."""
    archive.objects.place({digest_of(b"one"): b"one"})
    seen: list[str] = []
    steps.append(seen.append)
    archive.objects.place({digest_of(b"one"): b"one"})
    assert seen == ["fsync", "fsync"]


@pytest.mark.parametrize("number", [errno.EIO, errno.ENOSPC, errno.EROFS])
def test_every_refusal_is_told_and_nothing_is_filed(
    archive: Archive, steps: list[Refusal], number: int,
) -> None:
    file(archive, [filing(1)], "甲某")
    count = 0

    def refuse(_: str) -> None:
        nonlocal count
        count -= 1
        if not count:
            raise OSError(number, os.strerror(number))

    steps.append(refuse)
    for at in range(1, 100):
        count = at
        try:
            file(archive, [filing(at + 1)], "甲某")
        except ReportError as error:
            assert [each.code for each in error.diagnostics] == ["E1105"]
            assert len(archive.catalogue.records()) == 1
            assert not list(archive.objects.folder.rglob("tmp-*"))
        else:
            break
    assert at > 10, "each of the steps was refused once"
    steps.clear()
    found = check(archive, "", str)
    assert not found.sink.has_errors
    assert {each.code for each in found.sink} <= {"W1116", "I1117"}
    assert file(archive, [filing(2)], "甲某")[0].new


def test_a_share_that_flushes_no_folders(
    archive: Archive, monkeypatch: pytest.MonkeyPatch,
) -> None:
    real, refused = os.fsync, 0

    def refusing(number: int, refuses: Callable[[int], bool]) -> None:
        def flush(handle: int) -> None:
            nonlocal refused
            if refuses(os.fstat(handle).st_mode):
                refused += 1
                raise OSError(number, "no such flush")
            real(handle)

        monkeypatch.setattr(disk.os, "fsync", flush)

    for serial, number in enumerate((errno.EINVAL, errno.ENOTSUP), 1):
        refusing(number, stat.S_ISDIR)
        assert file(archive, [filing(serial)], "甲某")[0].new
    assert refused
    for number, refuses in ((errno.EIO, stat.S_ISDIR), (errno.EINVAL, stat.S_ISREG)):
        refusing(number, refuses)
        with pytest.raises(ReportError, match="E1105"):
            file(archive, [filing(9)], "甲某")


def test_a_full_disk_under_the_catalogue(archive: Archive) -> None:
    file(archive, [filing(1)], "甲某")
    db = archive.catalogue._db
    pages, = db.execute("PRAGMA page_count").fetchone()
    db.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(ReportError) as caught:
        for serial in range(2, 60):
            file(archive, [filing(serial, "字" * 3000)], "甲某")
    assert caught.value.diagnostics[0].code == "E1105"
    assert "磁盘已满" in caught.value.diagnostics[0].message
    db.execute("PRAGMA max_page_count = 1000000")
    before = len(archive.catalogue.records())
    assert not check(archive, "", str).sink.has_errors
    file(archive, [filing(99)], "甲某")
    assert len(archive.catalogue.records()) == before + 1


def test_a_disk_like_that_of_windows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No flush of folders, flush only of what may be written to, no mode bits."""
    monkeypatch.setattr(disk, "WINDOWS", True)
    real = os.open

    def refusing(path: object, flags: int, *more: int) -> int:
        if Path(str(path)).is_dir():
            raise PermissionError(errno.EACCES, "a folder", str(path))
        return real(str(path), flags, *more)

    monkeypatch.setattr(disk.os, "open", refusing)
    with opened(founded(tmp_path / "档案"), StillDisk(), write=True) as archive:
        ((record, _),) = file(archive, [filing(5)], "甲某")
        archive.objects.place({record.holdings[0].digest: filing(5).contents[0].data})
        assert not check(archive, "", str).sink.has_errors
        assert archive.objects.path(record.holdings[0].digest).stat().st_mode & 0o200


def test_nobody_writes_to_an_object_by_mistake(archive: Archive) -> None:
    ((record, _),) = file(archive, [filing(5)], "甲某")
    mode = archive.objects.path(record.holdings[0].digest).stat().st_mode
    assert mode & 0o777 == 0o444


def test_kinds_and_names(tmp_path: Path) -> None:
    (tmp_path / "甲").write_bytes(b"1")
    (tmp_path / "乙").symlink_to(tmp_path / "甲")
    os.mkfifo(tmp_path / "丙")
    own = Disk()
    assert [own.kind(tmp_path / name) for name in "甲乙丙丁"] == ["file", "link", "other", ""]
    assert own.names(tmp_path / "甲") == []
    with pytest.raises(OSError, match=r"symbolic|links"):
        own.read(tmp_path / "乙")
    own.remove(tmp_path / "丁")


def test_the_clock_and_the_name(monkeypatch: pytest.MonkeyPatch) -> None:
    assert Disk().now().utcoffset() is not None
    monkeypatch.setenv("LOGNAME", "甲某")
    assert login_name() == "甲某"

    def nobody() -> str:
        raise OSError

    monkeypatch.setattr(disk.getpass, "getuser", nobody)
    assert login_name() == ""


def test_an_entry_tells_its_own_hash() -> None:
    entry = Entry(1, "2024-06-07T09:00:00+08:00", "甲某", "归档", "{}", "0" * 64, "")
    assert entry.expected() != entry._replace(who="乙某").expected()
    assert len(entry.expected()) == 64
