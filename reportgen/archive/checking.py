"""Checking an archive: the file, the chain of its entries, every object; what is too much."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from reportgen.archive.catalogue import Catalogue, conflicts
from reportgen.archive.objects import FOLDER, is_leftover
from reportgen.archive.problems import ILLEGIBLE
from reportgen.archive.record import (
    COPIED,
    DESTROYED,
    FILED,
    FIRST,
    MAILED,
    SCANNED,
    Entry,
    Holding,
    Record,
    letters_of,
    record_of,
    scan_of,
)
from reportgen.archive.store import Archive, lost
from reportgen.diagnostics import ReportError, Sink, Span

COPY_DAYS = 31      # after which a second copy is called old
_SHORTEST = 8       # characters of a noted digest


@dataclass(slots=True)
class Checked:
    """What was looked at, and what was found; `head` is the hash of the last entry."""

    entries: int = 0
    head: str = FIRST
    objects: int = 0
    size: int = 0
    copied: str = ""        # when the last copy was made
    records: dict[str, Record] = field(default_factory=dict)     # live ones by 档号
    gone: dict[str, Record] = field(default_factory=dict)        # destroyed ones
    letters: dict[str, list[Holding]] = field(default_factory=dict)     # by 档号
    sink: Sink = field(default_factory=Sink)

    def held(self, records: dict[str, Record]) -> Iterator[tuple[str, Holding]]:
        """What these records hold, and the letters on them, each with its 档号."""
        for name, record in records.items():
            for each in (*record.holdings, *self.letters.get(name, ())):
                yield name, each


def check(archive: Archive, noted: str, progress: Callable[[str], None]) -> Checked:
    """Look at everything. What is wrong is told, not raised.

    `noted` is the beginning of a digest that was written down: it must be one of the chain, else
    the chain has been made anew since (E1114). Codes: E1110 an object is missing, E1111 altered;
    E1112 an entry altered; E1113 the file damaged; E1141 two of them; W1116 no copy, or an old
    one; I1117, W1118 what no entry names; W1119 a clock that went back.
    """
    found = Checked()
    try:
        _chain(archive, found, noted)
        for text in archive.catalogue.damage():
            found.sink.error("E1113", f"目录库：{text}", _place(archive, ""), _RESTORE)
    except ReportError as error:
        found.sink.extend(error.diagnostics)
        return found
    progress("核对文件")
    _conflicts(archive, found)
    _objects(archive, found)
    _strays(archive, found)
    _copies(archive, found)
    return found


_RESTORE = "核对副本：reportgen archive verify --at 副本；恢复：reportgen archive restore 副本"


def _place(archive: Archive, cell: str) -> Span:
    return Span(str(archive.folder), 0, 0, 1, "目录库", cell)


def _chain(archive: Archive, found: Checked, noted: str) -> None:
    seen, before = not noted, ""
    for entry in archive.catalogue.entries():
        found.entries += 1
        for problem in _wrong(entry, found):
            found.sink.error("E1112", f"第{entry.seq}条{problem}",
                             _place(archive, f"第{entry.seq}条"), _RESTORE)
        if before and _earlier(entry.at, before):
            found.sink.warning("W1119", f"第{entry.seq}条的时间比前一条早：{entry.at}",
                               _place(archive, f"第{entry.seq}条"), "校准这台电脑的时钟")
        found.head, before = entry.hash, entry.at
        seen = seen or (len(noted) >= _SHORTEST and entry.hash.startswith(noted.lower()))
    if not seen:
        found.sink.error("E1114", f"目录库里没有摘要是“{noted}”的一条", _place(archive, ""),
                         "抄录的摘要没有抄错，就是目录库整个被换过：和副本比对")


def _wrong(entry: Entry, found: Checked) -> Iterator[str]:
    """What is wrong with an entry; its record is taken note of."""
    if entry.seq != found.entries:
        yield f"之前缺了 {entry.seq - found.entries} 条"
        found.entries = entry.seq
    if entry.previous != found.head:
        yield "接不上前一条"
    if entry.hash != entry.expected():
        yield "被改动过"
    try:
        told: Any = json.loads(entry.body)
        if entry.kind == FILED:
            record = record_of(entry.body)
            found.records[record.name] = record
        elif entry.kind == SCANNED:
            name, scan = scan_of(entry.body)
            record = found.records[name]
            found.records[name] = replace(record, scans=(*record.scans, scan))
        elif entry.kind == DESTROYED:
            for name in told["件"]:
                found.gone[name] = found.records.pop(name)
        elif entry.kind == MAILED:
            name, held = letters_of(entry.body)
            found.letters.setdefault(name, []).extend(held)
        elif entry.kind == COPIED:
            found.copied = entry.at
    except ILLEGIBLE:
        yield "读不出来"


def _earlier(at: str, before: str) -> bool:
    try:
        return datetime.fromisoformat(at) < datetime.fromisoformat(before)
    except (ValueError, TypeError):     # an altered entry, which is told
        return False


def _conflicts(archive: Archive, found: Checked) -> None:
    """E1141: the catalogue that another machine wrote, and what only that one names."""
    known = {(record.number, record.content) for record in found.records.values()}
    for name in conflicts(archive.disk.names(archive.folder)):
        more: list[str] = []
        try:
            with closing(Catalogue(archive.folder, write=False, texts=str, file=name)) as other:
                more = [str(record.number) for _, record in other.records()
                        if (record.number, record.content) not in known]
            what = f"只有它有：{'、'.join(more)}" if more else "没有多的件"
        except ReportError:
            what = "读不出来"
        found.sink.error("E1141", f"目录库有两份：“{name}”，{what}", Span(str(archive.folder)),
                         f"把“{name}”移出档案" + ("，再归档这几件" if more else ""))


def _objects(archive: Archive, found: Checked) -> None:
    known: dict[str, Holding] = {}
    for _, holding in found.held(found.records):
        known.setdefault(holding.digest, holding)
    for digest, holding in known.items():
        found.objects, found.size = found.objects + 1, found.size + holding.size
        try:
            how = archive.objects.check(digest, holding.size)
        except OSError:     # a disk that cannot be read there
            how = "missing"
        if how:
            found.sink.extend(lost(holding, how).diagnostics)


def _strays(archive: Archive, found: Checked) -> None:
    named = frozenset(each.digest for _, each in found.held(found.records))
    gone = {each.digest: name for name, each in found.held(found.gone)}
    for path in archive.objects.strays(named):
        span = Span(str(path.relative_to(archive.folder)))
        if path.name in gone:
            found.sink.warning("W1118", f"{gone[path.name]} 已批准销毁，文件还在", span,
                               "再运行一次 reportgen archive destroy，删完为止")
        elif is_leftover(path):
            found.sink.info("I1117", "没有登记的文件：归档到一半留下的", span,
                            "可以删去；同样的内容再归档时会用上它")
        else:
            found.sink.warning("W1118", "不是归档放进来的文件", span, f"移出 {FOLDER} 文件夹")


def _copies(archive: Archive, found: Checked) -> None:
    hint = "做一份副本：reportgen archive copy 别的盘上的文件夹"
    if not found.records:
        return
    if not found.copied:
        found.sink.warning("W1116", "这份档案没有副本", Span(str(archive.folder)), hint)
        return
    days = age(archive, found.copied)
    if days > COPY_DAYS:
        found.sink.warning("W1116", f"副本是 {days} 天前做的", Span(str(archive.folder)), hint)


def age(archive: Archive, at: str) -> int:
    """How many days ago that was."""
    return (archive.disk.now() - datetime.fromisoformat(at)).days

