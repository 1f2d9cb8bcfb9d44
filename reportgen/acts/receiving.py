"""What a person brings: a file for an issue, or a folder that becomes a new one.

    names, bytes ─name, size, the real reader─▶ what they replace ─▶ placed, the old as .bak

Nothing is believed of a name: it is one that every system takes, and where it leads lies within
the folder that was opened, links followed. What cannot be read is not placed; where it is not
plain what it is to replace, nothing is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from reportgen import limits, pipeline
from reportgen.acts.folders import inside, placed
from reportgen.acts.marking import kept_as, replacing
from reportgen.acts.meant import meant, must_be_alike
from reportgen.archive.disk import Disk
from reportgen.archive.metadata import FORMATS
from reportgen.diagnostics import NOWHERE, Diagnostic, Sink, Span, failure
from reportgen.excel.cells import RESULTS, BookError
from reportgen.excel.cells import SUFFIXES as BOOKS
from reportgen.excel.marks import SUFFIXES as MARKED
from reportgen.excel.marks import unmarked
from reportgen.excel.read import opened, sheets
from reportgen.facts.folder import SUFFIXES
from reportgen.images.header import BadImage
from reportgen.images.read import examine
from reportgen.recording_world import RecordingWorld
from reportgen.sources.table import read_csv
from reportgen.sources.text import decode
from reportgen.sources.yaml import read_yaml
from reportgen.world import World, name_problem

_LEFT = (".", "~$")     # how the names begin of what systems and editors leave in a folder
_LOCK = re.compile(r"(?:~\$|\.~lock\.|\.~)(.+?)#?")
_APART = "附件"         # the folder of attachments, which nobody reads but who files them
_WHOLE = "要整个文件夹：里面是 briefing.md 和数据"


def _text(data: bytes, name: str, sink: Sink) -> None:
    decode(data, name, sink)


def _yaml(data: bytes, name: str, sink: Sink) -> None:
    read_yaml(decode(data, name, sink), name, sink)


def _csv(data: bytes, name: str, sink: Sink) -> None:
    read_csv(decode(data, name, sink, wide=True), name, sink)


def _book(data: bytes, name: str, sink: Sink) -> None:
    opened(data, name, sink)


def _picture(data: bytes, name: str, _sink: Sink) -> None:
    try:
        examine(data)
    except BadImage as error:
        raise failure(error.code, f"“{name}”：{error.message}", Span(name), error.hint) from error


Reader = Callable[[bytes, str, Sink], None]
_READERS: Mapping[str, Reader] = {
    ".md": _text, **dict.fromkeys((".yaml", ".yml"), _yaml),
    **dict.fromkeys((".csv", ".tsv"), _csv), **dict.fromkeys(BOOKS, _book),
    **dict.fromkeys(limits.PICTURE.ends, _picture),
}


class Received(NamedTuple):
    """Where it lies; what is told of it: I0139, W0139 for what was left out of a folder."""

    path: Path
    found: tuple[Diagnostic, ...]


def receive(
    top: Path, folder: Path, files: Mapping[str, bytes], world: World,
) -> tuple[Received, ...]:
    """Put files where an issue reads them, all or none; what lay there is kept beside, as .bak.

    `top` is the folder that was opened, an office's or the issue's own. The marks of a check are
    taken off a workbook. Raises `ReportError`: E0130 no issue, E0137 a name that will not do, or a
    link that leads out; E0138 no kind of file that an issue has, or not plain which it replaces;
    E0125 too large, E0147 open elsewhere; what its reader finds wrong.
    """
    if not world.is_file(folder / pipeline.NARRATIVE):
        raise failure("E0130", f"“{folder.name}”里没有 {pipeline.NARRATIVE}，不是一期",
                      Span(str(folder)), "新的一期：把整个文件夹拖进来，或用 reportgen roll")
    inside(top, folder, world)
    for name, data in files.items():
        _named(name)
        _read(name, data)
    tried, places = RecordingWorld(world), dict[Path, str]()
    written, told = dict[Path, bytes](), dict[str, Received]()
    for name in sorted(files, key=_turn):
        target = meant(folder, name, files[name], tried)
        path = inside(top, target, world)
        if path in places:
            raise failure("E0138", f"“{places[path]}”和“{name}”都要放作“{path.name}”，一个也没有收",
                          Span(str(folder)), "只放一个；是两张表的，改成不同的名称，写在“数据表”里")
        places[path] = name
        data, ours = _unmarked(name, files[name])
        if target.name != name and target.suffix.lower() in SUFFIXES and not ours:
            must_be_alike(name, data, target, tried)
        tried.write_all({target: data})
        made, told[name] = _placing(name, path, data, world, ours=ours)
        written |= made
    for path in written:
        inside(top, path, world)
    world.write_all(written)
    return tuple(told[name] for name in files)


def _turn(name: str) -> int:
    """The narrative first, then the facts: they say what the others are."""
    suffix = Path(name).suffix.lower()
    return 0 if suffix == ".md" else 1 if suffix in {".yaml", ".yml"} else 2


def _placing(
    name: str, path: Path, data: bytes, world: World, *, ours: bool,
) -> tuple[Mapping[Path, bytes], Received]:
    """What to write, and what is told of it."""
    shown = f"“{path.name}”" if path.name == name else f"“{name}”作为“{path.name}”"
    shown += "，取下了核对的标记" * ours
    if not world.is_file(path):
        return {path: data}, Received(path, (_told(f"已收下{shown}"),))
    old = world.read(path)
    if data == old:
        return {}, Received(path, (_told(f"“{path.name}”已经是这一份，没有改动"),))
    made = replacing(path, data, old, world, "保存并关闭，再放一次")
    backup = kept_as(path, old, world).name
    return made, Received(path, (_told(f"已收下{shown}，原来的留作 {backup}"),))


def _unmarked(name: str, data: bytes) -> tuple[bytes, bool]:
    """A workbook without the marks of a check; and whether it had any."""
    try:
        if Path(name).suffix.lower() in MARKED and any(each.first == RESULTS
                                                       for each in sheets(data)):
            return unmarked(data), True
    except BookError:       # signed, say: it stays as it is, and a check reads no marks
        pass
    return data, False


def receive_folder(top: Path, files: Mapping[str, bytes], world: World, disk: Disk) -> Received:
    """Make a new issue of a folder's files, by their paths: 2024年第6期/briefing.md.

    Raises as `receive` does; E0138 for no folder with a narrative, or where another is there.
    """
    if len(files) > limits.FOLDER:
        raise failure("E0125", f"文件夹里有 {len(files)} 个文件，最多 {limits.FOLDER} 个，没有收",
                      NOWHERE, "只留这一期要用的")
    kept, left = dict[str, bytes](), list[str]()
    names = {name.split("/")[0] for name in files}
    for name, data in files.items():
        parts = name.split("/")
        if any(part.startswith(_LEFT) and part not in {".", ".."} for part in parts[1:]):
            continue        # nobody knows that it is there
        for part in parts:
            _named(part)
        kind = FORMATS if parts[1:2] == [_APART] else _READERS
        if len(parts) > 3 or Path(name).suffix.lower() not in kind:
            left.append(name)
            continue
        _read(name, data, apart=kind is FORMATS)
        kept["/".join(parts[1:])] = data
    if len(names) != 1 or pipeline.NARRATIVE not in kept:
        raise failure("E0138", f"没有 {pipeline.NARRATIVE}，不是一期的文件夹", NOWHERE, _WHOLE)
    folder = top / names.pop()
    inside(top, folder, world)
    if world.is_dir(folder) or world.is_file(folder):
        return Received(folder, (_same(folder, kept, world),))
    placed(folder, kept, world, disk)
    told = [_told(f"已收下“{folder.name}”：{'、'.join(kept)}")]
    if left:
        told.append(Diagnostic("W0139", f"没有收：{'、'.join(left)}", Span(str(folder)), (
            f"一期里只有稿子、数据、版式、照片；附件放在 {_APART} 里",)))
    return Received(folder, tuple(told))


def _same(folder: Path, kept: Mapping[str, bytes], world: World) -> Diagnostic:
    other = [name for name, data in kept.items()
             if not world.is_file(folder / name) or world.read(folder / name) != data]
    if other:
        raise failure("E0138", f"已经有“{folder.name}”，不一样的：{'、'.join(other)}",
                      Span(str(folder)), "打开这一期，一个一个放进去换", "是另一期的，文件夹改名")
    return _told(f"“{folder.name}”已经是这一份，没有改动")


def _told(text: str) -> Diagnostic:
    return Diagnostic("I0139", text)


def _named(name: str) -> None:
    if locked := _LOCK.fullmatch(name):
        raise failure("E0138", f"“{name}”是打开着“{locked[1]}”的记号，里面没有数", NOWHERE,
                      f"关闭 Excel（WPS），放“{locked[1]}”本身")
    if problem := name_problem(name):
        raise failure("E0137", f"不收“{name[:80]}”：{problem}", NOWHERE, "改名，再放一次")


def _read(name: str, data: bytes, *, apart: bool = False) -> None:
    """Refuse what is too large, of no kind, or does not open."""
    limits.read(BytesIO(data), Path(name))
    reader = _READERS.get(Path(name).suffix.lower())
    if reader is None and not apart:
        raise failure("E0138", f"不知道“{name}”是什么：一期里没有这种文件", NOWHERE,
                      f"收这些：{'、'.join(_READERS)}")
    if reader is not None:
        sink = Sink()
        reader(data, name, sink)
        sink.raise_errors()
