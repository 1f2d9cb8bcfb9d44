"""鉴定 and 销毁: what has come of age, and what is destroyed with a list and an approver.

The entry comes first, and stays; the contents go after it, under the writers' lock, so that
nobody files the same content in between. Run again, it deletes what a cut-off run left.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from reportgen.archive.catalogue import holdings
from reportgen.archive.objects import digest_of
from reportgen.archive.problems import telling
from reportgen.archive.record import DESTROYED, Record, canonical
from reportgen.archive.store import Archive, full_text, stamp
from reportgen.diagnostics import NOWHERE, Sink
from reportgen.office.retention import PERIODS

YEARS = {row.code: row.years for row in PERIODS.values()}


class Destruction(NamedTuple):
    """Records that are to be destroyed, on whose word and why; `digest` is what is approved."""

    records: tuple[Record, ...]
    approver: str
    reason: str

    @property
    def digest(self) -> str:
        """The digest of all that the plan says."""
        told = ([text for each in self.records for text in (
            each.body(), *(scan.body(each.name) for scan in each.scans))],
            self.approver, self.reason)
        return digest_of(canonical(told).encode())


def due(record: Record) -> int:
    """The year in which a record comes up for 鉴定; 0 for never.

    A period is counted from the year after the one it belongs to.
    """
    years = YEARS[record.kind.retention]
    return record.kind.year + years + 1 if years else 0


def due_by(archive: Archive, year: int) -> list[Record]:
    """What has come up for 鉴定 by a year, in the order of the catalogue."""
    return [record for _, record in archive.catalogue.records() if 0 < due(record) <= year]


def planned(archive: Archive, names: Sequence[str], approver: str, reason: str) -> Destruction:
    """The plan of a list of 档号: those of them that have not gone yet.

    Raises `ReportError` E1130 with each that may not go.
    """
    records = archive.catalogue.records
    alive = {record.name: record for name in names for _, record in records("name = ?", (name,))}
    sink, year = Sink(), archive.disk.now().year
    for name in dict.fromkeys(names):
        if name not in alive:
            if not records("name = ?", (name,), alive=False):
                sink.error("E1130", f"没有“{name}”", NOWHERE, "照 reportgen archive list 写档号")
        elif not due(alive[name]):
            sink.error("E1130", f"“{name}”永久保管，不能销毁", NOWHERE, "从清单里删去")
        elif due(alive[name]) > year:
            sink.error("E1130", f"“{name}”到 {due(alive[name])} 年才到期", NOWHERE, "从清单里删去")
    sink.raise_errors()
    return Destruction(tuple(alive.values()), approver, reason)


def destroy(archive: Archive, plan: Destruction, who: str) -> int:
    """Journal the destruction, take the records out of the index, delete their contents.

    Gives the number of objects deleted, those of earlier runs that were cut off among them.
    """
    with archive.catalogue.writing():
        _journal(archive, plan, who)
    return sweep(archive)


def _journal(archive: Archive, plan: Destruction, who: str) -> None:
    catalogue = archive.catalogue
    left = [found for record in plan.records
            for found in catalogue.records("name = ?", (record.name,))]     # by now
    if not left:
        return
    for seq, record in left:
        catalogue.forget(seq, full_text(archive.objects, record))
    catalogue.append(stamp(archive.disk), who, DESTROYED, canonical({
        "件": [record.name for _, record in left], "批准人": plan.approver,
        "理由": plan.reason, "清单": plan.digest}))


def sweep(archive: Archive) -> int:
    """Delete the objects that only destroyed records had; how many there were."""
    catalogue = archive.catalogue
    with catalogue.writing(), telling(archive.folder):
        alive = {each.digest for each in holdings(catalogue)}
        gone = {each.digest for each in holdings(catalogue, alive=False)} - alive
        there = [digest for digest in sorted(gone)
                 if archive.disk.kind(archive.objects.path(digest))]
        for digest in there:
            archive.disk.remove(archive.objects.path(digest))
    return len(there)
