"""The catalogue: only added to, of one version, searched by one character and more."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from dataclasses import replace
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath

import pytest
from support.filings import StillDisk, filing, founded

from reportgen.archive import catalogue
from reportgen.archive.catalogue import FILE, STEPS, VERSION, uri
from reportgen.archive.checking import check
from reportgen.archive.copying import copy
from reportgen.archive.store import Archive, file, full_text, opened
from reportgen.diagnostics import ReportError


@pytest.mark.parametrize("change", [
    "UPDATE entry SET who = '乙某'", "DELETE FROM entry WHERE seq = 1",
    "UPDATE entry SET body = '{}' WHERE seq = 2",
])
def test_entries_are_only_added(archive: Archive, change: str) -> None:
    file(archive, [filing(5)], "甲某")
    with closing(sqlite3.connect(archive.folder / FILE)) as db, \
            pytest.raises(sqlite3.IntegrityError, match="only added"):
        db.execute(change)


@pytest.mark.parametrize(("asked", "found"), [
    ("油菜收割", [5]), ("油菜", [5]), ("菜", [5]), ("割", [5]), ("枇", [6]), ("枇杷", [6]),
    ("示例镇", [6, 5]), ("镇", [6, 5]), ("油菜 示例", [5]), ("油菜 枇杷", []), ("12.6", [6, 5]),
    ("第5期", [5]), ("2024", [6, 5]), ("０００２", [6]), ("WS·2024", [6, 5]), ("ws", [6, 5]),
    ("没有的", []), ("“”", []), ("", []), ('" OR text:*', []), ("*", []), ("\x00", []),
    ("收 割", [5]), ("收获", [6]),
])
def test_found_by_one_character_and_more(
    archive: Archive, asked: str, found: list[int],
) -> None:
    fruit = filing(6)
    text = fruit.contents[-1]._replace(data="示例镇枇杷收获，增长12.6%".encode())
    file(archive, [filing(5), filing(6, contents=(*fruit.contents[:-1], text))], "甲某")
    records, count = archive.catalogue.find(asked, 50)
    assert [record.number.serial for record in records] == found
    assert count == len(found)


def test_the_newest_come_first_and_all_are_counted(archive: Archive) -> None:
    file(archive, [filing(serial) for serial in range(1, 9)], "甲某")
    records, count = archive.catalogue.find("油菜", 3)
    assert [record.number.serial for record in records] == [8, 7, 6]
    assert count == 8


def older(folder: Path) -> None:
    """Make of an archive one that version 1 has written: it had no indexes."""
    with closing(sqlite3.connect(folder / FILE)) as db:
        db.execute("DROP INDEX scanned")
        db.execute("DROP TABLE words")
        db.execute("PRAGMA user_version = 1")
        db.commit()


def test_an_older_catalogue_migrates(tmp_path: Path) -> None:
    folder, disk = founded(tmp_path / "档案"), StillDisk()
    with opened(folder, disk, write=True) as archive:
        file(archive, [filing(5), filing(6)], "甲某")
        head = check(archive, "", str).head
    older(folder)
    with opened(folder, disk) as reading:     # who may only read gets on without
        assert reading.catalogue.find("油菜", 5) == ([], 0)
        assert not check(reading, head, str).sink.has_errors
    with opened(folder, disk, write=True) as archive:
        assert archive.catalogue.find("油菜", 5)[1] == 2
        found = check(archive, head, str)
        assert (found.head, found.sink.has_errors) == (head, False)
        assert file(archive, [filing(7)], "甲某")[0].record.item == 3


def test_a_migration_that_is_cut_off_has_not_been(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    folder, disk = founded(tmp_path / "档案"), StillDisk()
    older(folder)
    broken = (*STEPS[:-1], ((*STEPS[-1][0], "CREATE TABLE words (twice)"), None))
    monkeypatch.setattr(catalogue, "STEPS", broken)
    with pytest.raises(ReportError, match="E1101"), opened(folder, disk, write=True):
        pass
    monkeypatch.undo()
    with opened(folder, disk, write=True) as archive:
        file(archive, [filing(5)], "甲某")


def test_a_newer_catalogue_is_left_alone(tmp_path: Path) -> None:
    folder = founded(tmp_path / "档案")
    with closing(sqlite3.connect(folder / FILE)) as db:
        db.execute(f"PRAGMA user_version = {VERSION + 1}")
    for write in (False, True):
        with pytest.raises(ReportError, match="E1102"), opened(folder, StillDisk(), write=write):
            pass


@pytest.mark.skipif(os.name == "nt", reason="mode bits")
def test_what_cannot_be_written_can_be_read(tmp_path: Path) -> None:
    folder, disk = founded(tmp_path / "档案"), StillDisk()
    with opened(folder, disk, write=True) as archive:
        file(archive, [filing(5)], "甲某")
    with opened(folder, disk) as reading:
        assert reading.catalogue.find("油菜", 5)[1] == 1
        with pytest.raises(ReportError) as caught, reading.catalogue.writing():
            reading.catalogue.append("", "", "", "{}")
        assert caught.value.diagnostics[0].code == "E1105"


def test_a_read_only_archive_is_read_and_not_written(
    archive: Archive, monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A disk that takes no writes opens for reading, whatever is asked for."""
    file(archive, [filing(5)], "甲某")
    real = catalogue._connect
    monkeypatch.setattr(catalogue, "_connect", lambda path, write: real(path, False))
    with opened(archive.folder, archive.disk, write=True) as reading:
        with pytest.raises(ReportError) as caught:
            file(reading, [filing(6)], "甲某")
        assert caught.value.diagnostics[0].code == "E1105"
        assert reading.catalogue.find("油菜", 5)[1] == 1


def test_names_that_lead_out_are_not_followed(archive: Archive) -> None:
    """Whoever wrote the catalogue: it says where files go when a record is exported."""
    ((record, _),) = file(archive, [filing(5)], "甲某")
    for name in ("../../甲.pdf", "/etc/甲.pdf", "C:甲.pdf", "甲\\..\\..\\乙.pdf"):
        bad = replace(record, item=record.item + 1, revision=9, filed=(
            record.holdings[0]._replace(name=name),))
        with archive.catalogue.writing():
            archive.catalogue.append("2024-06-07T09:00:00+08:00", "甲某", "归档", bad.body())
            with pytest.raises(ReportError, match="E1101"):
                archive.catalogue.records()
            archive.catalogue._db.execute("ROLLBACK")
            archive.catalogue._db.execute("BEGIN")
    with archive.catalogue.writing():
        bad = replace(record, item=2, revision=9, filed=(
            record.holdings[0]._replace(digest="../" * 21 + "x"),))
        archive.catalogue.append("2024-06-07T09:00:00+08:00", "甲某", "归档", bad.body())
    assert "E1112" in {each.code for each in check(archive, "", str).sink}


@pytest.mark.parametrize("kind", ["归档", "销毁", "核对", "没有这种"])
@pytest.mark.parametrize("body", [
    "[" * 5000 + "]" * 5000, "[" * 900 + "]" * 900, "{}", "[]", "null", "不是", "", '{"件": 7}',
    '{"件": ["没有"]}', '{"类": [[], {}, "D10"], "其他": {}}',
])
def test_odd_entries_are_told(archive: Archive, kind: str, body: str) -> None:
    """Whoever writes past the program: every act ends with a code or is right."""
    file(archive, [filing(5)], "甲某")
    with closing(sqlite3.connect(archive.folder / FILE)) as db:
        try:
            db.execute("INSERT INTO entry VALUES (3, '', '', ?, ?, '', '')", (kind, body))
        except sqlite3.DatabaseError:       # its own indexes cannot hold that
            return
        db.commit()
    assert any(each.is_error for each in check(archive, "", str).sink)
    for act in (lambda: archive.catalogue.find("油菜", 5), archive.catalogue.records,
                lambda: file(archive, [filing(6)], "甲某"),
                lambda: copy(archive, archive.folder.parent / "副本", "甲某")):
        try:
            act()
        except ReportError as error:
            assert error.diagnostics[0].code in ("E1101", "E1105"), error


def test_the_index_can_be_made_anew(archive: Archive) -> None:
    file(archive, [filing(5)], "甲某")
    with archive.catalogue.writing():
        archive.catalogue._db.execute("INSERT INTO words (words) VALUES ('delete-all')")
    assert archive.catalogue.find("油菜", 5)[1] == 0
    archive.catalogue.reindex(lambda record: full_text(archive.objects, record))
    assert archive.catalogue.find("油菜", 5)[1] == 1


HALF = """
import os, sqlite3, sys
db = sqlite3.connect(sys.argv[1], isolation_level=None)
db.execute("PRAGMA cache_size = 1")
db.execute("BEGIN IMMEDIATE")
db.execute("DROP TRIGGER kept")
db.execute("UPDATE entry SET body = body || zeroblob(9000)")
os._exit(9)
"""


def test_what_a_killed_writer_left_half_done_is_undone_by_who_only_reads(
    archive: Archive,
) -> None:
    file(archive, [filing(serial) for serial in range(1, 30)], "甲某")
    head = check(archive, "", str).head
    archive.catalogue.close()
    done = subprocess.run([sys.executable, "-c", HALF, str(archive.folder / FILE)], check=False)
    assert done.returncode == 9
    assert (archive.folder / f"{FILE}-journal").stat().st_size > 512, "a hot journal"
    with opened(archive.folder, archive.disk) as reading:
        found = check(reading, "", str)
    assert (found.head, found.sink.has_errors) == (head, False)


@pytest.mark.parametrize(("path", "told"), [
    (PurePosixPath("/档 案/a?b#c.sqlite"), "file:///%E6%A1%A3%20%E6%A1%88/a%3Fb%23c.sqlite"),
    (PureWindowsPath(r"D:\a\c.sqlite"), "file:///D:/a/c.sqlite"),
    (PureWindowsPath(r"\\server\share\c.sqlite"), "file:////server/share/c.sqlite"),
])
def test_a_path_as_sqlite_takes_it(path: PurePath, told: str) -> None:
    assert uri(path) == told


WRITER = """
import sys
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath
from support.filings import StillDisk, filing
from reportgen.archive.store import file, opened
first = int(sys.argv[2])
with opened(Path(sys.argv[1]), StillDisk(), write=True) as archive:
    for serial in range(first, first + 400):
        (filed,) = file(archive, [filing(serial, "字" * 500)], "甲某")
        print(filed.record.name, flush=True)
"""


@pytest.mark.slow
def test_nothing_acknowledged_is_lost_when_writers_are_killed(tmp_path: Path) -> None:
    """Two writers, each killed at a moment of its own, again and again."""
    folder = founded(tmp_path / "档案")
    path = os.pathsep.join([str(Path(__file__).parents[1]), *sys.path])
    told: set[str] = set()
    for turn in range(6):
        outputs = [tmp_path / f"{turn}-{own}" for own in range(2)]
        writers = []
        for own, output in enumerate(outputs):
            with output.open("wb") as out:
                writers.append(subprocess.Popen(
                    [sys.executable, "-c", WRITER, str(folder), str(1000 * (2 * turn + own))],
                    stdout=out, env={**os.environ, "PYTHONPATH": path, "PYTHONUTF8": "1"}))
        while sum(output.stat().st_size for output in outputs) < 100 * (turn + 1):
            assert all(writer.poll() is None for writer in writers)
            time.sleep(0.01)        # until either has written so much
        time.sleep(0.007 * turn)    # not always right after a commit
        for writer in writers:
            writer.kill()
            writer.wait()
        for output in outputs:
            told.update(output.read_text(encoding="utf-8").split("\n")[:-1])
    with opened(folder, StillDisk(), write=True) as archive:
        found = check(archive, "", str)
        assert not found.sink.has_errors, list(found.sink)
        assert told <= found.records.keys()
        items = sorted(record.item for record in found.records.values())
        assert items == list(range(1, len(items) + 1))
    assert len(told) > 15, "the writers wrote"
