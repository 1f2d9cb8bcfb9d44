"""Scans of printed, signed and sealed copies: they join the record that the paper was printed of.

A scan is one more entry, chained like all others; the record itself stays as it was filed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from reportgen.archive.objects import digest_of
from reportgen.archive.problems import telling
from reportgen.archive.record import SCANNED, Holding, Record, Scan
from reportgen.archive.store import Archive, Content, destroyed, stamp
from reportgen.diagnostics import NOWHERE, failure


class Scanned(NamedTuple):
    """What became of a scan: the record with it; `new` is False where it had been filed before."""

    record: Record
    scan: Scan
    new: bool


def enter(
    archive: Archive, name: str, scan: Scan, contents: Sequence[Content], who: str,
) -> Scanned:
    """File the scan of a copy with the record of a 档号.

    Of `contents`, named by suffixes alone, the first is the scan as it came. What is not told of
    the paper is as it was with the copy's last scan. Raises `ReportError` E1106 the record has
    gone, E1233 a scan of this copy is there and no reason told for another, E1104, E1105.
    """
    with archive.catalogue.writing(), telling(archive.folder):
        found = archive.catalogue.records("name = ?", (name,))
        if not found:
            raise destroyed(name)
        ((_, record),) = found
        known = [each for each in record.scans if each.copy == scan.copy]
        if known:
            last = known[-1]
            scan = replace(scan, marks=scan.marks or last.marks, box=scan.box or last.box,
                           shelf=scan.shelf or last.shelf)
            same = digest_of(contents[0].data) == last.holdings[0].digest
            if same and replace(last, reason="") == replace(
                    scan, reason="", holdings=last.holdings):
                return Scanned(record, last, False)
            if not scan.reason:
                what = "这份扫描件早已归档，写的不一样" if same else "另有一份扫描件"
                raise failure("E1233", f"“{name}”第{scan.copy}份：{what}", NOWHERE,
                              "再收一次，写上理由：--reason 理由",
                              f"收过的：reportgen archive show {name}")
        stem = f"第{scan.copy}份" + (f"（{len(known) + 1}）" if known else "")
        scan = replace(scan, holdings=tuple(
            Holding(each.role, stem + each.name, digest_of(each.data), len(each.data))
            for each in contents))
        archive.objects.place({each.digest: content.data for each, content in
                               zip(scan.holdings, contents, strict=True)})
        archive.catalogue.append(stamp(archive.disk), who, SCANNED, scan.body(name))
    return Scanned(replace(record, scans=(*record.scans, scan)), scan, True)


def last_of_each(scans: Sequence[Scan]) -> list[Scan]:
    """The last scan of each copy: where its paper is now."""
    return list({each.copy: each for each in scans}.values())
