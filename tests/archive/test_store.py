"""What goes in stays as it was: once, under one number, all of a group or nothing."""

from __future__ import annotations

import os
import sqlite3
import threading
from pathlib import Path

import pytest
from support.filings import StillDisk, filing, founded

from reportgen.archive import catalogue
from reportgen.archive.catalogue import FILE
from reportgen.archive.problems import telling
from reportgen.archive.record import NARRATIVE
from reportgen.archive.store import Archive, Content, create, file, made_of, opened
from reportgen.archive.store import founded as told
from reportgen.diagnostics import ReportError


def code(error: pytest.ExceptionInfo[ReportError]) -> str:
    return error.value.diagnostics[0].code


def names(archive: Archive) -> list[str]:
    return [record.name for _, record in archive.catalogue.records()]


def test_a_record_is_what_was_filed(archive: Archive) -> None:
    ((record, new),) = file(archive, [filing(5)], "甲某")
    assert new
    assert record.name == "J012-WS·2024-D10-BGS-0001"
    assert [archive.read(each) for each in record.holdings] \
        == [each.data for each in filing(5).contents]
    assert told(archive)["全宗号"] == "J012"
    (founding, entry) = archive.catalogue.entries()
    assert (entry.who, entry.kind, entry.previous) == ("甲某", "归档", founding.hash)
    assert entry.at == "2024-06-07T09:00:00+08:00"


def test_the_same_again_is_the_same(archive: Archive) -> None:
    (first,) = file(archive, [filing(5)], "甲某")
    changed = filing(5, title="别的题名", pages=3)      # made by another version: the same sources
    (again,) = file(archive, [changed], "乙某")
    assert (again.record, again.new) == (first.record, False)
    assert len(list(archive.catalogue.entries())) == 2


def test_other_content_under_the_number_is_refused(archive: Archive) -> None:
    file(archive, [filing(5)], "甲某")
    with pytest.raises(ReportError) as caught:
        file(archive, [filing(6), filing(5, "改了")], "甲某")
    assert code(caught) == "E1120"
    assert "期/briefing.md" in caught.value.diagnostics[0].message
    assert names(archive) == ["J012-WS·2024-D10-BGS-0001"], "nothing of the group was filed"


def test_a_group_does_not_hold_two_of_a_number(archive: Archive) -> None:
    with pytest.raises(ReportError, match="E1120"):
        file(archive, [filing(5), filing(5, "改了")], "甲某")
    assert [each.new for each in file(archive, [filing(5), filing(5)], "甲某")] == [True, False]


def test_a_correction_is_one_more_record(archive: Archive) -> None:
    file(archive, [filing(5)], "甲某")
    wish = {"correction": "更正", "reason": "表2数据有误"}
    ((record, _),) = file(archive, [filing(5, "改了", **wish)], "甲某")
    assert (record.revision, record.item, record.reason) == (2, 2, "表2数据有误")
    assert len(names(archive)) == 2
    ((same, new),) = file(archive, [filing(5, "改了", **wish)], "甲某")
    assert (same.name, new) == (record.name, False)
    with pytest.raises(ReportError, match="E1132"):
        file(archive, [filing(7, **wish)], "甲某")


def test_items_are_counted_in_their_class(archive: Archive) -> None:
    other = filing(1, kind=filing(1).kind._replace(retention="Y"))
    found = file(archive, [filing(5), other, filing(6), filing(1, year=2023)], "甲某")
    assert [each.record.item for each in found] == [1, 1, 2, 1]


def test_records_stand_by_year_and_number_not_by_text(archive: Archive) -> None:
    file(archive, [filing(10), filing(9), filing(2, year=2023)], "甲某")
    order = [str(record.number) for _, record in archive.catalogue.records()]
    assert order == ["示例镇工作简报2023-2", "示例镇工作简报2024-9", "示例镇工作简报2024-10"]


def test_a_damaged_object_is_put_right_by_the_same_content(archive: Archive) -> None:
    ((record, _),) = file(archive, [filing(5)], "甲某")
    path = archive.objects.path(record.holdings[0].digest)
    path.chmod(0o644)
    path.write_bytes(b"x")
    with pytest.raises(ReportError, match="E1111"):
        archive.read(record.holdings[0])
    archive.objects.place({record.holdings[0].digest: filing(5).contents[0].data})
    assert archive.read(record.holdings[0]) == filing(5).contents[0].data
    path.unlink()
    with pytest.raises(ReportError, match="E1110"):
        archive.read(record.holdings[0])


def test_what_is_no_archive(tmp_path: Path) -> None:
    disk = StillDisk()
    with pytest.raises(ReportError, match="E1100"), opened(tmp_path / "没有", disk):
        pass
    (tmp_path / FILE).write_bytes(b"not a database, but long enough to be taken for one" * 9)
    with pytest.raises(ReportError, match="E1101"), opened(tmp_path, disk):
        pass


def test_links_are_not_followed(tmp_path: Path) -> None:
    disk, real = StillDisk(), founded(tmp_path / "真")
    (tmp_path / "链").symlink_to(real, target_is_directory=True)
    with pytest.raises(ReportError, match="E1103"), opened(tmp_path / "链", disk):
        pass
    with pytest.raises(ReportError, match="E1103"):
        create(tmp_path / "链", {}, "甲某", disk)
    (real / "objects").rmdir()
    (real / "objects").symlink_to(tmp_path, target_is_directory=True)
    with pytest.raises(ReportError, match="E1103"), opened(real, disk):
        pass


def test_an_archive_is_founded_once(tmp_path: Path) -> None:
    folder = founded(tmp_path / "档案")
    with pytest.raises(ReportError, match="E1109"):
        founded(folder)
    (tmp_path / "别的").mkdir()
    (tmp_path / "别的" / "甲.txt").write_text("甲", encoding="utf-8")
    with pytest.raises(ReportError, match="E1109"):
        founded(tmp_path / "别的")


def test_one_that_was_cut_off_is_gone_on_with(tmp_path: Path) -> None:
    folder = tmp_path / "档案"
    folder.mkdir()
    catalogue.Catalogue.create(folder)
    founded(folder)
    (folder / FILE).unlink()
    with opened(founded(tmp_path / "二"), StillDisk(), write=True) as archive:
        file(archive, [filing(5)], "甲某")
        lost = archive.folder
    (lost / FILE).unlink()
    with pytest.raises(ReportError, match="E1109"):     # its catalogue is lost, not unborn
        founded(lost)


def test_a_second_writer_waits(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catalogue, "_WAIT", 0.05)
    with opened(archive.folder, archive.disk, write=True) as other:
        with archive.catalogue.writing():
            with pytest.raises(ReportError) as caught:
                file(other, [filing(5)], "乙某")
            assert code(caught) == "E1104"
            assert not names(other), "who only reads is not in the way"
        file(other, [filing(5)], "乙某")


def test_two_at_once_get_two_numbers(archive: Archive) -> None:
    def work(first: int) -> None:
        with opened(archive.folder, StillDisk(), write=True) as own:
            for serial in range(first, first + 5):
                file(own, [filing(serial)], "甲某")

    workers = [threading.Thread(target=work, args=(first,)) for first in (1, 11, 21)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    items = sorted(record.item for _, record in archive.catalogue.records())
    assert items == list(range(1, 16))


def test_only_sources_decide_what_is_the_same() -> None:
    one = filing(5)
    more = filing(5, contents=(*one.contents, Content("检查", "检查.json", b"{}")))
    other = filing(5, contents=(*one.contents, Content(NARRATIVE, "又一份.md", b"x")))
    assert made_of(one.holdings()) == made_of(more.holdings()) != made_of(other.holdings())


def test_a_share_whose_locks_keep_nobody_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    real = catalogue.sqlite3.connect

    def lockless(name: str, **options: object) -> object:
        return real(f"{name}&vfs=unix-none", **options)  # type: ignore[call-overload]

    monkeypatch.setattr(catalogue.sqlite3, "connect", lockless)
    with pytest.raises(ReportError, match="E1140"):
        founded(tmp_path / "档案")
    monkeypatch.undo()
    founded(tmp_path / "档案")


def test_a_disk_that_takes_no_locks(tmp_path: Path) -> None:
    error = sqlite3.OperationalError("disk I/O error")
    error.sqlite_errorcode = sqlite3.SQLITE_IOERR_LOCK
    with pytest.raises(ReportError, match="E1140"), telling(tmp_path):
        raise error


@pytest.mark.skipif(os.name == "nt", reason="links")
def test_a_journal_that_is_a_link(tmp_path: Path) -> None:
    """SQLite would play it back into the catalogue, whoever put it there."""
    folder = founded(tmp_path / "档案")
    (tmp_path / "别处").write_bytes(b"")
    (folder / f"{FILE}-journal").symlink_to(tmp_path / "别处")
    with pytest.raises(ReportError, match="E1103"), opened(folder, StillDisk()):
        pass
