"""Disks of their own: one that is full, one that is read-only."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from support.filings import StillDisk, filing, founded

from reportgen.archive.catalogue import FILE
from reportgen.archive.checking import check
from reportgen.archive.copying import copy, restore
from reportgen.archive.store import file, opened
from reportgen.diagnostics import ReportError

Mount = Callable[..., Path]
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="mounts disks of Linux")


@pytest.fixture
def mount(tmp_path: Path) -> Iterator[Mount]:
    """Mounts a disk; needs root and a machine that lets it."""
    place = tmp_path / "盘"
    place.mkdir()

    def mounted(*words: str) -> Path:
        done = subprocess.run(["mount", *words, place], capture_output=True, text=True, check=False)
        if done.returncode:
            pytest.skip(f"nothing can be mounted here: {done.stderr.strip()}")
        return place

    if os.geteuid():
        pytest.skip("only root mounts disks")
    yield mounted
    subprocess.run(["umount", place], capture_output=True, check=False)


def code(error: pytest.ExceptionInfo[ReportError]) -> str:
    return error.value.diagnostics[0].code


def test_a_disk_that_is_full(mount: Mount, tmp_path: Path) -> None:
    place = mount("-t", "tmpfs", "-o", "size=600k", "tmpfs")
    folder = founded(place / "档案")
    done = 0
    with opened(folder, StillDisk(), write=True) as archive:
        with pytest.raises(ReportError) as caught:
            for done in range(60):
                file(archive, [filing(done + 1, "字" * 9000)], "甲某")
        assert (code(caught), "磁盘已满" in str(caught.value)) == ("E1105", True)
        assert done > 2
        found = check(archive, "", str)
        assert not found.sink.has_errors
        assert len(found.records) == done, "what was acknowledged, and nothing else"
        with pytest.raises(ReportError, match="E1105"):
            copy(archive, place / "副本", "甲某")
        copy(archive, tmp_path / "副本", "甲某")
    with opened(tmp_path / "副本", StillDisk(), write=True) as other:
        assert len(check(other, "", str).records) == done


def test_a_disk_that_is_read_only(mount: Mount, tmp_path: Path) -> None:
    folder, disk = founded(tmp_path / "档案"), StillDisk()
    with opened(folder, disk, write=True) as archive:
        file(archive, [filing(1)], "甲某")
    place = mount("--bind", str(folder))
    subprocess.run(["mount", "-o", "remount,bind,ro", place], check=True)
    with pytest.raises(ReportError) as caught, opened(place, disk, write=True) as archive:
        file(archive, [filing(2)], "甲某")
    assert code(caught) == "E1105"
    with opened(place, disk) as archive:
        assert archive.catalogue.find("油菜", 5)[1] == 1
        assert not check(archive, "", str).sink.has_errors
        assert not copy(archive, tmp_path / "副本", "甲某").noted
        digest = archive.catalogue.records()[0][1].holdings[0].digest
    (folder / "objects" / digest[:2] / digest).unlink()
    with opened(tmp_path / "副本", disk) as source, pytest.raises(ReportError, match="E1105"):
        restore(source, place, "甲某")
    (folder / f"{FILE}-journal").write_bytes(b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" + b"\0" * 504)
    try:
        with opened(place, disk) as archive:
            archive.catalogue.records()
    except ReportError as error:    # a writer was killed: it has to be undone before it is read
        assert error.diagnostics[0].code in ("E1101", "E1105")
