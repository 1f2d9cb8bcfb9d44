"""Opening a font file that is not ours: every way it may be of no use, before it is used."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from reportgen.diagnostics import ReportError, Span, failure
from reportgen.fonts.face import Face
from reportgen.fonts.problems import unusable
from reportgen.fonts.sfnt import BadFontError, Record, read_faces
from reportgen.fonts.subset import subset
from reportgen.style.keys import FACE, name_of
from reportgen.world import World

REGULAR = 400.0
_RESTRICTED, _NO_SUBSET, _PICTURES = 0x0002, 0x0100, 0x0200
_USAGE = 0x000E      # of several rights given, the widest counts
_PROBES = "国一永A0 "


def read_records(path: Path, world: World, span: Span) -> list[Record]:
    """The faces of a file. Raises `ReportError` E0503."""
    try:
        with world.open(path) as file:
            return read_faces(file)
    except BadFontError as error:
        raise ReportError(unusable(path, str(error), span)) from error
    except ReportError as error:
        reason = error.diagnostics[0].message.rpartition("：")[2]
        hint = "路径从版式文件所在的文件夹算起"
        raise ReportError(unusable(path, reason, span, hint)) from error


def chosen(path: Path, records: Sequence[Record], index: int | None, span: Span) -> Record:
    """The face of this index; of a collection one must be named. Raises `ReportError` E0505."""
    if index is None and len(records) == 1:
        return records[0]
    if index is not None and index < len(records):
        return records[index]
    there = "、".join(f"{each.index} {each.family}" for each in records)
    many = f"“{path.name}”里有 {len(records)} 个字体"
    what = many + "，没有写用哪一个" if index is None else f"{many}，没有第 {index} 号（从 0 数起）"
    raise failure("E0505", what, span, f"写 {name_of(FACE['index'])}，如 {there}")


def open_face(
    key: str, path: Path, record: Record, span: Span, weight: float | None = None, *,
    world: World,
) -> Face:
    """The face, tried out. Raises `ReportError`: E0503 of no use, E0504 not to be embedded."""
    if problem := _problem(record):
        raise ReportError(unusable(path, problem, span))
    if forbidden := why_forbidden(record.fs_type):
        raise failure("E0504", f"字体“{record.family}”不能嵌入 PDF：{forbidden}", span,
                      "换一个许可允许嵌入的字体，或去掉这一项，用随程序的字体")
    face = Face(key, path, record.index, weight=weight, own=True, label=record.family,
                world=world)
    _try(face, span)
    return face


def why_forbidden(fs_type: int) -> str:
    """Why the licence bits of OS/2 forbid what a PDF does; empty when they don't."""
    if fs_type & _USAGE == _RESTRICTED:
        return "它的许可不允许嵌入文件"
    if fs_type & _NO_SUBSET:
        return "它的许可不允许只嵌入用到的字"
    return "它的许可只允许嵌入点阵" if fs_type & _PICTURES else ""


def weight_of(path: Path, record: Record, wanted: float | None, span: Span) -> float | None:
    """Where on its axis of weight a variable face is used; None when it has no such axis.

    Never silently at the default, which is the lightest in the families people have. Raises
    `ReportError` E0506 for a weight that the face cannot have.
    """
    axis = next((each for each in record.axes if each.tag == "wght"), None)
    if wanted is None:
        return None if axis is None else min(max(REGULAR, axis.low), axis.high)
    named = name_of(FACE["weight"])
    if axis is None:
        message, hint = f"“{path.name}”不是可变粗细的字体", f"去掉 {named} 这一项"
    elif axis.low <= wanted <= axis.high:
        return wanted
    else:
        message, hint = f"“{path.name}”的粗细只能是 {axis.reach}", f"改写 {named}，或去掉这一项"
    raise failure("E0506", message, span, hint)


def _problem(record: Record) -> str:
    if record.outlines == "CFF2":
        return "这是可变的 CFF2 字体"
    return "" if record.outlines else "它没有轮廓，只有点阵"


def _try(face: Face, span: Span) -> None:
    """Take one character out of it: what a damaged file says of itself may still be false."""
    probe = next((ch for ch in _PROBES if face.has(ch)), "") or _any(face)
    if not probe:
        raise ReportError(unusable(face.path, "里面没有可用的字", span))
    try:
        subset(face, probe)
        face.outline(probe)
    except ReportError as error:
        raise ReportError(unusable(face.path, "字形数据损坏", span)) from error


def _any(face: Face) -> str:
    codes = (code for code in face.hb_face.unicodes if not 0xD800 <= code < 0xE000)
    return next((chr(code) for code in codes if face.has(chr(code))), "")
