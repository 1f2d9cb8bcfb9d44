"""Scans join their record: once, with a reason for another, and go wherever the record goes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from support.filings import filing

from reportgen.archive import copying, destroying
from reportgen.archive.checking import check
from reportgen.archive.destroying import Destruction
from reportgen.archive.record import SCAN, SCANNED, SEARCHABLE, Scan, canonical
from reportgen.archive.scans import Scanned, enter, last_of_each
from reportgen.archive.store import Archive, Content, file
from reportgen.diagnostics import ReportError

PAPER = Scan(7, 1, 2, 300, (), ("签字", "盖章"), "3", "2-1", "", ())


@pytest.fixture
def name(archive: Archive) -> str:
    """A record to which nothing is added yet; another one stands beside it."""
    return file(archive, [filing(5), filing(6)], "甲某")[0].record.name


def entered(archive: Archive, name: str, raw: bytes = b"%PDF-1", **told: object) -> Scanned:
    contents = (Content(SCAN, ".pdf", raw), Content(SEARCHABLE, ".pdf", b"%PDF-a" + raw))
    return enter(archive, name, replace(PAPER, **told), contents, "乙某")


def test_a_scan_is_held_by_its_record(archive: Archive, name: str) -> None:
    before = archive.catalogue.records()[0][1]
    record, scan, new = entered(archive, name)
    assert (new, scan.marks, scan.box, scan.shelf) == (True, ("签字", "盖章"), "3", "2-1")
    (_, found), (_, other) = archive.catalogue.records()
    assert (found, other.scans) == (record, ())
    assert found.holdings[:-2] == before.holdings == found.filed
    assert [(each.role, each.name) for each in found.holdings[-2:]] \
        == [(SCAN, "第7份.pdf"), (SEARCHABLE, "第7份.pdf")]
    assert archive.read(found.holdings[-1]) == b"%PDF-a%PDF-1"
    assert found.body() == before.body(), "the record itself is as it was filed"
    now, then = (Destruction((each,), "丙某", "").digest for each in (found, before))
    assert now != then, "it goes, too"
    assert archive.catalogue.find("油菜", 5)[0][-1].scans == (scan,)
    assert not check(archive, "", str).sink.has_errors


def test_again_says_so_and_another_needs_its_reason(archive: Archive, name: str) -> None:
    first = entered(archive, name)
    again = entered(archive, name, marks=(), box="", shelf="")
    assert (again.new, again.record) == (False, first.record)
    for told in ({"raw": b"%PDF-2"}, {"box": "4"}, {"marks": ("签字",)}):
        with pytest.raises(ReportError, match="E1233"):
            entered(archive, name, **told)  # type: ignore[arg-type]
    moved = entered(archive, name, box="4", reason="换了盒")
    assert (moved.new, moved.scan.shelf) == (True, "2-1")
    assert moved.scan.holdings[0].name == "第7份（2）.pdf"
    assert [scan.box for scan in last_of_each(moved.record.scans)] == ["4"]
    other = entered(archive, name, b"%PDF-8", copy=8)
    assert other.new
    assert [scan.copy for scan in last_of_each(other.record.scans)] == [7, 8]


def test_a_scan_goes_wherever_its_record_goes(
    archive: Archive, name: str, tmp_path: Path
) -> None:
    scan = entered(archive, name).scan
    copying.copy(archive, tmp_path / "盘", "甲某")
    path = archive.objects.path(scan.holdings[0].digest)
    path.unlink()
    assert [each.code for each in check(archive, "", str).sink if each.is_error] == ["E1110"]
    with pytest.raises(ReportError, match="E1110"):
        copying.copy(archive, tmp_path / "另一块盘", "甲某")
    (tmp_path / "盘" / "objects" / path.parent.name / path.name).rename(path)
    record = archive.catalogue.records("name = ?", (name,))[0][1]
    destroying.destroy(archive, destroying.Destruction((record,), "丙某", "期满"), "甲某")
    assert not path.exists()
    assert check(archive, "", str).gone[name].scans == (scan,)
    with pytest.raises(ReportError, match="E1106"):
        entered(archive, name)


@pytest.mark.parametrize("body", [
    PAPER.body("没有这一件"), "{}", PAPER.body("J012-WS·2024-D10-BGS-0001").replace("[]}", "7}"),
    replace(PAPER, holdings=(("扫描件", "../x", "0" * 64, 1),)).body("J012-WS·2024-D10-BGS-0001"),
])
def test_an_entry_that_tells_no_scan_is_found(archive: Archive, name: str, body: str) -> None:
    archive.note(SCANNED, "甲某", {})
    with archive.catalogue.writing():
        archive.catalogue.append("2024-06-07T09:00:00+08:00", "甲某", SCANNED, body)
    assert {each.code for each in check(archive, "", str).sink if each.is_error} == {"E1112"}
    assert canonical(name) in PAPER.body(name)
