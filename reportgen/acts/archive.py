"""The archive of an office: begin it, file issues, find them, copy it, destroy what is of age."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from reportgen.archive import copying, destroying, store
from reportgen.archive.destroying import Destruction
from reportgen.archive.disk import Disk, login_name
from reportgen.archive.objects import digest_of
from reportgen.archive.record import Entry, Record, canonical
from reportgen.archive.store import Archive, Filed, Filing
from reportgen.diagnostics import NOWHERE, Diagnostic, Sink, Span, failure
from reportgen.frozen import frozen
from reportgen.office.model import FILE, Office
from reportgen.office.read import find_office, required_fonds, required_office
from reportgen.sources.nearest import asked
from reportgen.sources.table import read_csv
from reportgen.sources.text import decode
from reportgen.world import World

_NUMBER = re.compile(r"(?P<label>.*?)(?P<year>[12][0-9]{3})-(?P<serial>[0-9]{1,6})")
_MOST = 50      # records that are shown of those found
_SHORTEST, SHOWN = 8, 12     # of a digest: what is taken for an approval, what is shown to type


@frozen
class Desk:
    """Who acts, where: the office, the worlds of briefings and of the archive."""

    office: Office
    world: World
    disk: Disk
    who: str

    @property
    def folder(self) -> Path:
        """Where the archive lies."""
        return self.office.path(self.office.archive)

    @contextmanager
    def archive(self, *, write: bool = False) -> Iterator[Archive]:
        """The office's archive, open."""
        with store.opened(self.folder, self.disk, write=write) as archive:
            yield archive


def desk(start: Path, world: World, disk: Disk | None = None, by: str = "") -> Desk:
    """The desk of whoever stands in a folder. Raises E0180 without an office, E1131 nameless."""
    who = by.strip() or login_name()
    if not who:
        raise failure("E1131", "不知道是谁在操作", NOWHERE, "写上 --by 姓名")
    return Desk(required_office(start, world), world, disk or Disk(), who)


def office_with_archive(folder: Path, world: World, disk: Disk) -> Office | None:
    """The office that a folder lies in, if its archive has been begun."""
    office = find_office(folder, world)
    return office if office is not None and disk.kind(office.path(office.archive)) else None


def begin(at: Desk) -> Entry:
    """A new archive. Raises E1127 for an office without 全宗号."""
    told = {"全宗号": required_fonds(at.office), "全宗名称": at.office.fonds_name,
            "单位": at.office.unit}
    return store.create(at.folder, told, at.who, at.disk)


@frozen
class FilingPlan:
    """What is to be filed as one group: its contents, the record of each, what was found.

    `missing`: what each could have besides, in words.
    """

    filings: tuple[Filing, ...]
    foreseen: tuple[Filed, ...]
    missing: tuple[tuple[str, ...], ...]
    found: tuple[Diagnostic, ...]

    @property
    def digest(self) -> str:
        """What is approved: the records, with their 档号 and the digests of their files."""
        return _digest(self.foreseen)


def _digest(filed: Sequence[Filed]) -> str:
    return digest_of(canonical([each.record.body() for each in filed]).encode())


def add(at: Desk, plan: FilingPlan, approved: str | None = None) -> list[Filed]:
    """File what is planned: all of it, or nothing. `approved`: the digest that was looked at.

    Raises what `store.file` does; E1131 when another plan was approved, or what it comes to has
    changed since.
    """
    def agreed(filed: Sequence[Filed]) -> None:
        if approved is not None:
            require_approval(approved, _digest(filed), "这一次归档")

    with at.archive(write=True) as archive:
        return store.file(archive, plan.filings, at.who, agreed)


def require_own(at: Desk, archive: Archive) -> None:
    """Raise E1127 where an archive is of another 全宗 than the office."""
    own = store.founded(archive).get("全宗号")
    if at.office.fonds and own != at.office.fonds:
        raise failure("E1127", f"全宗号写的是 {at.office.fonds}，档案是全宗 {own} 的",
                      Span(str(at.office.folder / FILE)), f"照档案的写 全宗号: {own}",
                      "确是另一个全宗：在“档案”里写另一个文件夹，再 reportgen archive init")


def find(archive: Archive, text: str) -> tuple[list[Record], int]:
    """The newest records that have all of it in their text, and how many there are."""
    return archive.catalogue.find(text, _MOST)


def listed(archive: Archive, year: int = 0, due: int = 0) -> list[Record]:
    """Live records by year and number: all, of a year, or what has come up for 鉴定 by one."""
    if due:
        return destroying.due_by(archive, due)
    where, values = ("year = ?", (year,)) if year else ("1", ())
    return [record for _, record in archive.catalogue.records(where, values)]


def named(archive: Archive, text: str) -> list[tuple[int, Record]]:
    """The records of a 档号, or of a number: 2024-5, 示例镇工作简报2024-5; destroyed ones, too.

    Raises E1106 for none, E1107 where a number stands in several series.
    """
    catalogue = archive.catalogue
    found = catalogue.records("name = ?", (text,), alive=False)
    number = _NUMBER.fullmatch(text)
    if not found and number:
        found = [(seq, record) for seq, record in catalogue.records(
            "year = ? AND serial = ?", (int(number["year"]), int(number["serial"])), alive=False)
            if number["label"] in ("", record.number.label)]
    labels = list(dict.fromkeys(str(record.number) for _, record in found))
    if len(labels) > 1:
        raise failure("E1107", f"叫“{text}”的有几种", NOWHERE, "写全：" + "、".join(labels))
    if not found:
        known = [name for _, record in catalogue.records(alive=False)
                 for name in (record.name, str(record.number))]
        raise failure("E1106", f"档案里没有“{text}”", NOWHERE, *asked(text, known[-2000:]),
                      "全部的：reportgen archive list")
    return found


def of_folder(at: Desk, archive: Archive, folder: Path) -> list[Record]:
    """What was filed of an issue's folder and is not destroyed, the newest last."""
    top, here = at.world.resolve(at.office.folder), at.world.resolve(folder)
    inside = here.relative_to(top).as_posix() if here.is_relative_to(top) else ""
    return [record for _, record in archive.catalogue.records()
            if record.extra.get("期") == inside]


def newest(archive: Archive, text: str) -> Record:
    """The last revision of what `named` finds that is not destroyed; E1106 when none is left."""
    left = [record for _, record in named(archive, text)
            if archive.catalogue.records("name = ?", (record.name,))]
    if not left:
        raise store.destroyed(text)
    return left[-1]


def history(archive: Archive, record: Record, seq: int) -> list[Entry]:
    """The entry that filed a record, and those that name it."""
    own = archive.catalogue.entries("seq = ?", (seq,))
    later = archive.catalogue.entries(
        "kind != '归档' AND seq > ? AND instr(body, ?)", (seq, canonical(record.name)))
    return [*own, *later]


def copy(at: Desk, target: Path) -> copying.Copied:
    """Bring the second copy up to date."""
    with at.archive(write=True) as archive:
        return copying.copy(archive, target, at.who)


def restore(at: Desk, source: Path) -> copying.Copied:
    """Come back from a copy."""
    with store.opened(source, at.disk) as other:
        return copying.restore(other, at.folder, at.who)


def destruction(at: Desk, data: bytes, file: str, approver: str, reason: str) -> Destruction:
    """The plan of a list: its first column, or that headed 档号, names what is to go."""
    sink = Sink()
    rows = read_csv(decode(data, file, sink), file, sink) or ()
    sink.raise_errors()
    heads = [cell.text for cell in rows[0].cells]
    column = heads.index("档号") if "档号" in heads else 0
    names = [row.cells[column].text for row in rows[int("档号" in heads):]
             if len(row.cells) > column and row.cells[column].text]
    with at.archive() as archive:
        return destroying.planned(archive, names, approver, reason)


def require_approval(approved: str, digest: str, what: str) -> None:
    """Nothing is done but what was looked at: raises E1131 for another digest, or none."""
    if len(approved) < _SHORTEST or not digest.startswith(approved):
        raise failure("E1131", f"批准的不是{what}", NOWHERE,
                      f"看过了，同意就写 --approve {digest[:SHOWN]}")


def destroy(at: Desk, plan: Destruction, approved: str) -> int:
    """Do what was planned; the number of contents deleted.

    Raises E1131 when another plan was approved, or none. Where all has gone already, nothing is
    left to approve: what a run that was cut off did not delete is deleted.
    """
    if plan.records:
        require_approval(approved, plan.digest, "这份清单")
    with at.archive(write=True) as archive:
        if not plan.records:
            return destroying.sweep(archive)
        return destroying.destroy(archive, plan, at.who)
