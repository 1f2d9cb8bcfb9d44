"""What has come of age goes with a list and an approver; its entry stays."""

from __future__ import annotations

import pytest
from support.filings import StillDisk, filing

from reportgen.archive import destroying
from reportgen.archive.checking import check
from reportgen.archive.destroying import destroy, due, due_by, planned, sweep
from reportgen.archive.disk import Disk
from reportgen.archive.store import Archive, file
from reportgen.diagnostics import ReportError


@pytest.fixture
def aged(archive: Archive) -> Archive:
    """Three records, in the year when one of them comes up."""
    kind = filing(1).kind
    file(archive, [filing(1), filing(2, kind=kind._replace(retention="D30")),
                   filing(3, kind=kind._replace(retention="Y"))], "甲某")
    disk = archive.disk
    assert isinstance(disk, StillDisk)
    disk.time = disk.time.replace(year=2035)
    return archive


def test_periods_are_counted_from_the_next_year(aged: Archive) -> None:
    assert [due(record) for _, record in aged.catalogue.records()] == [2035, 2055, 0]
    assert [len(due_by(aged, year)) for year in (2034, 2035, 2054, 2055)] == [0, 1, 1, 2]


def test_what_may_not_go_is_told(aged: Archive) -> None:
    names = [record.name for _, record in aged.catalogue.records()]
    with pytest.raises(ReportError) as caught:
        planned(aged, [*names, "J012-WS·2024-D10-BGS-0009"], "丙某", "期满")
    told = [each.message for each in caught.value.diagnostics]
    assert {each.code for each in caught.value.diagnostics} == {"E1130"}
    assert [word in text for word, text in zip(("2055", "永久", "没有"), told, strict=True)] \
        == [True] * 3


def test_contents_go_and_the_entry_stays(aged: Archive) -> None:
    ((seq, record), *rest) = aged.catalogue.records()
    plan = planned(aged, [record.name], "丙某", "期满")
    count = destroy(aged, plan, "甲某")
    shared = {each.digest for _, other in rest for each in other.holdings}
    gone = [each for each in record.holdings if each.digest not in shared]
    assert count == len(gone) == 3, "the data and the Word file are in use elsewhere"
    assert all(aged.objects.check(each.digest) == "missing" for each in gone)
    assert [other.name for _, other in aged.catalogue.records()] == [o.name for _, o in rest]
    assert aged.catalogue.find("第1期", 5)[1] == 0
    assert aged.catalogue.records("seq = ?", (seq,), alive=False)[0][1] == record
    *_, last = aged.catalogue.entries()
    assert (last.kind, plan.digest in last.body, "丙某" in last.body) == ("销毁", True, True)
    found = check(aged, "", str)
    assert not found.sink.has_errors
    assert list(found.gone) == [record.name]
    assert destroy(aged, planned(aged, [], "丙某", ""), "甲某") == 0
    again = planned(aged, [record.name], "丙某", "期满")
    assert again.records == (), "it has gone already"
    before = len(list(aged.catalogue.entries()))
    assert destroy(aged, plan, "甲某") == 0
    assert len(list(aged.catalogue.entries())) == before
    assert not check(aged, "", str).sink.has_errors


def test_its_number_is_not_given_again(aged: Archive) -> None:
    ((_, record), *_) = aged.catalogue.records()
    destroy(aged, planned(aged, [record.name], "丙某", "期满"), "甲某")
    assert file(aged, [filing(7)], "甲某")[0].record.item == 2
    with pytest.raises(ReportError, match="E1106"):
        file(aged, [filing(1)], "甲某")


def test_one_that_was_cut_off_goes_on(
    aged: Archive, monkeypatch: pytest.MonkeyPatch,
) -> None:
    ((_, record), *_) = aged.catalogue.records()
    plan = planned(aged, [record.name], "丙某", "期满")

    def refusing(*_: object) -> None:
        raise OSError(5, "input/output error")

    monkeypatch.setattr(Disk, "remove", refusing)
    with pytest.raises(ReportError, match="E1105"):
        destroy(aged, plan, "甲某")
    monkeypatch.undo()
    found = check(aged, "", str)
    assert {each.code for each in found.sink} == {"W1116", "W1118"}
    assert sweep(aged) == 3
    assert "W1118" not in {each.code for each in check(aged, "", str).sink}


def test_the_approval_is_of_this_list(aged: Archive) -> None:
    ((_, record), *_) = aged.catalogue.records()
    plan = planned(aged, [record.name], "丙某", "期满")
    others = (planned(aged, [record.name], "丁某", "期满"), planned(aged, [], "丙某", "期满"),
              planned(aged, [record.name], "丙某", "别的理由"))
    assert plan.digest not in {other.digest for other in others}
    assert destroying.YEARS == {"Y": 0, "D30": 30, "D10": 10}
