"""An archive that is open: records go in, records and their contents come out."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import field
from pathlib import Path
from typing import Any, NamedTuple

from reportgen.archive import catalogue as cat
from reportgen.archive.catalogue import Catalogue
from reportgen.archive.disk import Disk
from reportgen.archive.objects import FOLDER, Objects, digest_of
from reportgen.archive.problems import lockless, telling
from reportgen.archive.record import (
    ALONG,
    FILED,
    FOUNDED,
    PDF,
    SIGNATURE,
    SOURCES,
    TEXT,
    Class,
    Entry,
    Holding,
    Number,
    Record,
    canonical,
)
from reportgen.diagnostics import NOWHERE, ReportError, Span, failure
from reportgen.frozen import frozen

FORMAT = 1


class Content(NamedTuple):
    """What is to be held: its role, the name of its file, its bytes."""

    role: str
    name: str
    data: bytes


@frozen
class Filing:
    """An issue that is to be filed. Its 件号 is given when it is."""

    number: Number
    kind: Class
    title: str
    issuer: str
    date: str
    secrecy: str
    pages: int
    genre: str
    contents: tuple[Content, ...]
    correction: str = ""
    reason: str = ""
    extra: Mapping[str, Any] = field(default_factory=dict)

    def holdings(self) -> tuple[Holding, ...]:
        """Its contents as its record will tell them."""
        return tuple(Holding(each.role, each.name, digest_of(each.data), len(each.data))
                     for each in self.contents)


class Filed(NamedTuple):
    """What became of a filing: its record; `new` is False where it had been filed before."""

    record: Record
    new: bool


@frozen
class Archive:
    """An archive's catalogue and objects, open for reading or for writing."""

    folder: Path
    disk: Disk
    catalogue: Catalogue
    objects: Objects

    def read(self, holding: Holding) -> bytes:
        """A content, proved by its digest. Raises `ReportError` (PROOF) E1110, E1111."""
        try:
            return self.objects.read(holding.digest, holding.size)
        except (OSError, ValueError) as error:
            raise lost(holding, self.objects.check(holding.digest, holding.size)) from error

    def note(self, kind: str, who: str, told: Mapping[str, object]) -> Entry:
        """Journal an act that files nothing."""
        with self.catalogue.writing():
            return self.catalogue.append(stamp(self.disk), who, kind, canonical(told))


def lost(holding: Holding, how: str) -> ReportError:
    """E1110 an object is not there (or is a link), E1111 it is not what it was."""
    place = Span(f"{FOLDER}/{holding.digest[:2]}/{holding.digest}")
    hint = "从副本取回：reportgen archive restore 副本"
    if how == "altered":
        return failure("E1111", f"“{holding.name}”被改动过", place, hint)
    what = "换成了链接" if how == "link" else "不见了"
    return failure("E1110", f"“{holding.name}”{what}", place, hint)


def destroyed(name: str) -> ReportError:
    """E1106: of a record there is nothing but its entries."""
    return failure("E1106", f"“{name}”已经销毁，只留着目录", NOWHERE,
                   f"看它的目录：reportgen archive show {name}")


def stamp(disk: Disk) -> str:
    """The time of an entry."""
    return disk.now().isoformat()


def create(folder: Path, told: Mapping[str, str], who: str, disk: Disk) -> Entry:
    """A new, empty archive; its first entry, which keeps what is `told` of it.

    Raises `ReportError` E1109 where there is one or anything else, E1103, E1105, E1140 where locks
    keep nobody out. One that was cut off before its first entry is gone on with.
    """
    begun = {FOLDER, cat.FILE, cat.JOURNAL}
    with telling(folder):
        if "link" in (disk.kind(folder), disk.kind(folder / FOLDER)):
            raise _link(folder)
        if set(disk.names(folder)) - begun or disk.names(folder / FOLDER):
            raise _taken(folder)
        disk.make_folders([folder, folder / FOLDER])
    if not disk.kind(folder / cat.FILE):
        Catalogue.create(folder)
    with opened(folder, disk, write=True) as archive, archive.catalogue.writing():
        if any(archive.catalogue.entries()):
            raise _taken(folder)
        if not cat.lock_holds(folder):
            raise lockless(folder)
        entry = archive.catalogue.append(stamp(disk), who, FOUNDED,
                                         canonical({"格式": FORMAT, **told}))
    with telling(folder):
        disk.flush([folder])
    return entry


def _taken(folder: Path) -> ReportError:
    return failure("E1109", f"“{folder}”里已有东西，没有动它", Span(str(folder)),
                   "已经建好的不必再建；别的文件先移走")


@contextmanager
def opened(folder: Path, disk: Disk, *, write: bool = False) -> Iterator[Archive]:
    """The archive of a folder. Raises `ReportError`.

    E1100 there is none, E1101 it is broken, E1102 too new, E1103 a link where none may be; E1141 to
    write: two machines have written already, each its own.
    """
    with telling(folder):
        kind, inner, *others = map(disk.kind, (
            folder, folder / cat.FILE, folder / cat.JOURNAL, folder / FOLDER))
    if "link" in (kind, inner, *others):
        raise _link(folder)
    if kind != "folder" or inner != "file":
        raise failure("E1100", f"没有档案“{folder}”", Span(str(folder)),
                      "在别的盘上的先接上；还没有建的：reportgen archive init",
                      "丢了的从副本恢复：reportgen archive restore 副本")
    if write and (twins := cat.conflicts(disk.names(folder))):
        raise failure("E1141", f"目录库有两份，还有一份是“{twins[0]}”", Span(str(folder)),
                      "看两份哪里不同：reportgen archive verify")
    objects = Objects(folder, disk)
    catalogue = Catalogue(folder, write=write, texts=lambda record: full_text(objects, record))
    try:
        yield Archive(folder, disk, catalogue, objects)
    finally:
        catalogue.close()


def full_text(objects: Objects, record: Record) -> str:
    """What a record is found by, its text as far as it is at hand."""
    return findable(record, [objects.read(each.digest, each.size) for each in record.held(TEXT)
                             if not objects.check(each.digest, each.size)])


def findable(record: Record, texts: Sequence[bytes]) -> str:
    """What a record is found by: what is said of it, and its text."""
    told = (record.name, str(record.number), record.title, record.issuer, record.genre)
    return "\n".join((*told, *(text.decode("utf-8", errors="replace") for text in texts)))


def file(
    archive: Archive, filings: Sequence[Filing], who: str,
    agreed: Callable[[Sequence[Filed]], None] = lambda _: None,
) -> list[Filed]:
    """File a group: all of it is on the disk when this returns, or nothing of it is filed.

    `agreed` is given what becomes of each, and raises if that is not what was looked at. Raises
    `ReportError`: as `foreseen`; E1104 another writes for too long, E1105 the disk refuses.
    """
    with archive.catalogue.writing(), telling(archive.folder):
        done = foreseen(archive, filings)
        agreed(done)
        new = [(filing, each.record) for filing, each in zip(filings, done, strict=True)
               if each.new]
        for filing, record in new:
            texts = [each.data for each in filing.contents if each.role == TEXT]
            archive.catalogue.append(stamp(archive.disk), who, FILED, record.body(),
                                     findable(record, texts))
        archive.objects.place({
            holding.digest: each.data for filing, record in new
            for holding, each in zip(record.holdings, filing.contents, strict=True)})
    return done


def foreseen(archive: Archive, filings: Sequence[Filing]) -> list[Filed]:
    """What becomes of each of a group that is filed now; nothing is written.

    Raises `ReportError`: E1106 it was destroyed, E1120 other content stands under the same number,
    E1132 a correction of nothing.
    """
    done: list[Filed] = []
    for filing in filings:
        done.append(_foreseen(archive, filing, [each.record for each in done if each.new]))
    return done


def _foreseen(archive: Archive, filing: Filing, before: Sequence[Record]) -> Filed:
    """What becomes of one, once those `before` it in its group are filed."""
    catalogue, holdings = archive.catalogue, filing.holdings()
    known = [record for _, record in catalogue.records(
        "document = ?", (canonical(filing.number),), alive=False)]
    known += [record for record in before if record.number == filing.number]
    content = made_of(holdings)
    same = next((record for record in known if record.content == content
                 and not _issued_otherwise(record, filing, holdings)), None)
    if same is not None:
        if same not in before and not catalogue.records("name = ?", (same.name,)):
            raise destroyed(same.name)
        return Filed(same, False)
    _allow(known, filing, holdings)
    item = catalogue.next_item(canonical(filing.kind)) + sum(
        record.kind == filing.kind for record in before)
    return Filed(Record(
        filing.number, len(known) + 1, filing.kind, item,
        filing.title, filing.issuer, filing.date, filing.secrecy, filing.pages, filing.genre,
        content, holdings, filing.correction, filing.reason, filing.extra), True)


def made_of(holdings: Sequence[Holding]) -> str:
    """The digest of what an issue was made of: the same sources are the same issue."""
    sources = sorted(each[:3] for each in holdings if each.role in SOURCES)
    return digest_of(canonical(sources).encode())


def _issued_otherwise(
    known: Record, filing: Filing, holdings: Sequence[Holding],
) -> bool:
    """Whether a PDF that is signed, or carries its sources, is not the one that is held."""
    held = {each.digest for each in known.held(PDF)}
    special = filing.extra.get(SIGNATURE) or filing.extra.get(ALONG)
    return bool(special) and any(each.role == PDF and each.digest not in held
                                 for each in holdings)


def _allow(known: Sequence[Record], filing: Filing, holdings: Sequence[Holding]) -> None:
    """Refuse other content under the same number, and a correction of nothing."""
    if known and not filing.correction:
        raise _other(known[-1], filing, holdings)
    if filing.correction and not known:
        raise failure("E1132", f"还没有归档“{filing.number}”，无从{filing.correction}", NOWHERE,
                      "第一次归档不写 --correction")


def _other(known: Record, filing: Filing, holdings: Sequence[Holding]) -> ReportError:
    old = {(each.role, each.name): each.digest for each in known.holdings}
    new = {(each.role, each.name): each.digest for each in holdings}
    differ = [name for (role, name), digest in new.items()
              if role in SOURCES and old.get((role, name)) != digest]
    differ += [name for role, name in old if role in SOURCES and (role, name) not in new]
    return failure("E1120", f"“{filing.number}”已归档（{known.name}），内容不一样："
                   + ("、".join(dict.fromkeys(differ)) or PDF), NOWHERE,
                   "要更正或增刊：--correction 更正 --reason 理由",
                   "另一期的，改期号")


def founded(archive: Archive) -> dict[str, Any]:
    """What the first entry tells: 全宗号, 单位; nothing where it cannot be read any more."""
    first = next(archive.catalogue.entries("seq = 1"), None)
    try:
        return dict(json.loads(first.body)) if first is not None else {}
    except (ValueError, TypeError):
        return {}


def _link(folder: Path) -> ReportError:
    return failure("E1103", f"“{folder}”是链接，或里面有链接", Span(str(folder)),
                   "在 office.yaml 的“档案”里写它真正的绝对路径")
