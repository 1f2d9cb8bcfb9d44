"""A record as a bag for another archive: a tree like DA/T 93, metadata, digests; proved at once."""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import ExitStack
from html import escape
from pathlib import Path, PurePosixPath

from reportgen.acts.archive import Desk, history, named, newest
from reportgen.archive import bag
from reportgen.archive.disk import TEMPORARY
from reportgen.archive.listing import HEADS, number, rows
from reportgen.archive.metadata import RETENTION, as_xml
from reportgen.archive.problems import telling
from reportgen.archive.record import EXPORTED, PDF, WORD, Entry, Holding, Record
from reportgen.archive.store import Archive, founded
from reportgen.diagnostics import Span, failure
from reportgen.frozen import frozen
from reportgen.version import __version__

LONGEST = 260       # characters of a path that every Windows program opens
NOT_COMPUTED = "未计算"


@frozen
class Exported:
    """A bag that was written: where it is, how many files, whether it has SM3 digests."""

    folder: Path
    files: int
    sm3: bool


def export(at: Desk, name: str, out: Path) -> Exported:
    """Write the bag of a record, named as `archive` names them, whole or not at all; prove it.

    Raises E1106, E1107 for the name, E1134 when `out`/档号 is there already, E1124 for a path too
    long, E1133 for a bag that does not prove itself, E1110, E1111 for a content that is lost,
    E1105.
    """
    with at.archive(write=True) as archive:
        record = newest(archive, name)
        seq = next(seq for seq, _ in named(archive, record.name))
        return _export(archive, record, history(archive, record, seq), out, at.who)


def _export(
    archive: Archive, record: Record, acts: list[Entry], out: Path, who: str,
) -> Exported:
    target, disk = out / record.name, archive.disk
    if disk.kind(target):
        raise failure("E1134", f"“{target}”已经有了，没有动它", Span(str(target)), "换一个文件夹")
    made = _packed(archive, record, acts)
    for path in made:
        if len(full := os.fspath((target / path).absolute())) > LONGEST:
            raise failure("E1124", f"路径有 {len(full)} 个字，超过 {LONGEST}：{path}",
                          Span(str(target)), "换一个路径短的文件夹")
    staged = out / f"{TEMPORARY}{record.name}"
    with telling(out), ExitStack() as undo:
        disk.make_folders([*reversed(out.parents), out])
        undo.callback(disk.remove, staged)
        disk.remove(staged)
        disk.make_folders(sorted({staged / parent for path in made
                                  for parent in PurePosixPath(path).parents}))
        disk.place({staged / path: data for path, data in made.items()})
        if wrong := bag.problems(staged, disk):
            raise failure("E1133", f"写出的包核对不符：{wrong[0]}", Span(str(staged)),
                          "换一个盘再导出")
        disk.rename(staged, target)
    archive.note(EXPORTED, who, {"档号": record.name, "到": str(target)})
    return Exported(target, len(made), "manifest-sm3.txt" in made)


def _packed(archive: Archive, record: Record, acts: list[Entry]) -> Mapping[str, bytes]:
    unit = {key: str(value) for key, value in founded(archive).items()}
    paths = {holding: f"{holding.role}/{_name(record, holding)}" for holding in record.holdings}
    files = {path: archive.read(holding) for holding, path in paths.items()}
    named = {holding: bag.PAYLOAD + path for holding, path in paths.items()}
    tags = {
        "说明.txt": _notes(record, unit).encode(),
        "目录.xml": _contents(record, named).encode(),
        "元数据.xml": as_xml(record, unit, named, acts),
    }
    return bag.packed(files, tags, {
        "Source-Organization": unit.get("单位", ""), "External-Identifier": record.name,
        "Bagging-Date": archive.disk.now().date().isoformat(),
        "Bag-Software-Agent": f"reportgen {__version__}",
    })


def _name(record: Record, holding: Holding) -> str:
    """The two that people open are called by their 档号; the others as they were."""
    if holding.role in (PDF, WORD):
        return record.name + PurePosixPath(holding.name).suffix
    return holding.name


def _notes(record: Record, unit: Mapping[str, str]) -> str:
    sm3 = "manifest-sm3.txt" if bag.digest("sm3", b"") else NOT_COMPUTED
    lines = (
        f"档号：{record.name}", f"题名：{record.title}", f"文号：{number(record)}",
        f"责任者：{record.issuer}", f"日期：{record.date}",
        f"保管期限：{RETENTION[record.kind.retention]}", f"立档单位：{unit.get('单位', '')}",
        "data/ 里是文件，一类一个文件夹；元数据在 元数据.xml，目录在 目录.xml。",
        "SHA-256：manifest-sha256.txt", f"SM3：{sm3}",
    )
    return "\n".join(lines) + "\n"


def _contents(record: Record, paths: Mapping[Holding, str]) -> str:
    (line,) = rows([record])
    told = "".join(f"  <{head}>{escape(text)}</{head}>\n"
                   for head, text in zip(HEADS, line, strict=True) if head != "序号")
    files = "".join(f'  <文件 类别="{each.role}" 字节数="{each.size}">{escape(path)}</文件>\n'
                    for each, path in paths.items())
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<件>\n{told}{files}</件>\n'
