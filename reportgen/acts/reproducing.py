"""Making a record's files again, from what it holds: how like the filed ones they come out.

Three grades, each said: the same bytes; the same pages (every glyph, line and picture at its
place); the same text and numbers. Less is told with what differs.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from difflib import unified_diff
from enum import Enum
from pathlib import Path
from typing import Any

from reportgen import pipeline
from reportgen.acts.installing import LOCK, installed
from reportgen.acts.making import FORMATS
from reportgen.archive.objects import digest_of
from reportgen.archive.record import (
    ALONG,
    MADE,
    OFD,
    PDF,
    SOURCES,
    TEXT,
    UNIT,
    WAIVED,
    WORD,
    Record,
)
from reportgen.archive.store import Archive
from reportgen.diagnostics import ReportError, failure
from reportgen.edition import Progress
from reportgen.fonts.library import FontLibrary
from reportgen.frozen import frozen
from reportgen.memory_world import MemoryWorld
from reportgen.version import __version__
from reportgen.world import World

_TOP = Path("/单位")
_SHOWN = 12     # differences that are told


class Grade(Enum):
    """How like the new files are to the filed ones."""

    BYTES = "同字节"
    PAGES = "同版面"
    WORDS = "同文字"
    OTHER = "不同"


@frozen
class Again:
    """What came of it; `made` are the new files by role, `lacking` what is not as it was."""

    grade: Grade
    made: Mapping[str, bytes]
    differences: tuple[str, ...]
    lacking: tuple[str, ...]
    install: str        # the command that installs what it was made with
    lock: bytes         # the file that it reads


def reproduce(
    archive: Archive, record: Record, office: Path, world: World, progress: Progress,
) -> Again:
    """Make the files of a record again. Raises `ReportError`: a lost content, a failed build.

    Nothing is read of the office's folder but the typefaces that the record names.
    """
    sources = sources_of(archive, record)
    told = json.loads(archive.read(record.held(MADE)[0]))
    own, gone = faces(told.get("本单位的字体", {}), office, world)
    lacking = (*_lacking(told), *gone)
    try:
        made = _made({**sources, **own}, record, progress)
    except ReportError as error:
        if not lacking:
            raise
        raise failure("E1135", f"“{record.name}”重新生成不了：{error.diagnostics[0].message}",
                      error.diagnostics[0].span, *lacking) from error
    old = {role: archive.read(each) for role in FORMATS.values() for each in record.held(role)}
    grade, differences = _compared(old, made)
    lock = [archive.read(each) for each in record.held(MADE) if each.name == LOCK]
    return Again(grade, made, differences, lacking, str(told.get("安装", "")), b"".join(lock))


def sources_of(archive: Archive, record: Record) -> dict[str, bytes]:
    """What a record was made of, by the names under which it lay in the office's folder."""
    return {each.name: archive.read(each) for each in record.holdings
            if each.role in SOURCES | {UNIT}}


def filed_folder(archive: Archive, record: Record) -> tuple[MemoryWorld, Path]:
    """The folder that a record was made of, in a world that has nothing else."""
    sources = sources_of(archive, record)
    world = MemoryWorld({_TOP / name: data for name, data in sources.items()})
    return world, _TOP / str(record.extra.get("期", ""))


def _made(
    sources: Mapping[str, bytes], record: Record, progress: Progress,
) -> dict[str, bytes]:
    """The files, made in a world that has nothing but the sources (and the user's faces)."""
    world = MemoryWorld({_TOP / name: data for name, data in sources.items()})
    built = pipeline.build(
        _TOP / str(record.extra.get("期", "")), _TOP / "out", world, tuple(FORMATS),
        attach_sources=bool(record.extra.get(ALONG)), progress=progress,
        allow=[each["代码"] for each in record.extra.get(WAIVED, ()) if not each["姓名"]])
    return {FORMATS[name]: world.read(path) for name, path in built.files.items()}


def faces(
    told: Mapping[str, str], office: Path, world: World,
) -> tuple[dict[str, bytes], list[str]]:
    """The user's faces that are at hand, by their paths; and what is to be said of the others."""
    found, gone = {}, []
    for name, digest in told.items():
        path = office / name
        if not world.is_file(path):
            gone.append(f"没有字体 {name}")
            continue
        found[name] = world.read(path)
        if digest_of(found[name]) != digest:
            gone.append(f"字体 {name} 和原来的不一样")
    return found, gone


def _lacking(told: Mapping[str, Any]) -> Iterator[str]:
    """What here is not what the record was made with: the version, and the bundled faces."""
    lock = installed()
    now = {**lock.versions, "reportgen": __version__}
    for name, version in {**told.get("程序包", {}), "reportgen": told.get("reportgen")}.items():
        if now.get(name.lower()) != version:
            yield f"原来用 {name} {version}，这里是 {now.get(name.lower(), '没有')}"
        elif told.get("程序包摘要", {}).get(name) != lock.digests.get(name.lower()):
            yield f"{name} {version} 的文件和原来装的不一样：别的系统的安装包，或被改动过"
    here = {face.key: face.file.digest for face in FontLibrary.bundled().faces()}
    for key, digest in told.get("字体", {}).items():
        if here.get(key) != digest:
            yield f"随程序的字体 {key} 和原来的不一样"


def _compared(
    old: Mapping[str, bytes], new: Mapping[str, bytes],
) -> tuple[Grade, tuple[str, ...]]:
    issued = [role for role in (PDF, WORD, OFD) if role in old]      # the oldest hold no OFD
    if all(old[role] == new[role] for role in issued):
        return Grade.BYTES, ()
    from reportgen.proof.pdf.read import read_pdf
    from reportgen.proof.pdf.signed import more_than_a_signature

    if not more_than_a_signature(new[PDF], old[PDF]) \
            and all(old[role] == new[role] for role in issued if role != PDF):
        return Grade.BYTES, ("正本另有电子签名，附在同样的字节后面",)
    told = [f"{role}的字节不同" for role in issued if old[role] != new[role]]
    moved = _moved(old[PDF], new[PDF])
    if not moved and old[TEXT] == new[TEXT]:
        return Grade.PAGES, tuple(told)
    before, after = ([each.text for each in read_pdf(files[PDF], "PDF").pieces]
                     for files in (old, new))
    if before == after and old[TEXT] == new[TEXT]:
        return Grade.WORDS, (*told, *moved[:_SHOWN])
    if before == after:
        told.append("全文不同")
        before, after = (files[TEXT].decode("utf-8", "replace").splitlines()
                         for files in (old, new))
    return Grade.OTHER, (*told, *_differing(before, after))


def _moved(old: bytes, new: bytes) -> list[str]:
    """What the pages show otherwise: glyphs by place, size, outline and colour, lines, pictures."""
    from reportgen.proof.parity.sheets import compare_sheets
    from reportgen.proof.pdf.sheets import pdf_sheets

    try:
        found = compare_sheets(pdf_sheets(old, "PDF"), pdf_sheets(new, "PDF"),
                               ("原来", "现在")).differences
    except ReportError as error:        # made by a version that painted in other ways
        return [error.diagnostics[0].message]
    return [f"{each.pdf.part if each.pdf else ''} {each.message}" for each in found]


def _differing(old: list[str], new: list[str]) -> list[str]:
    lines = [line for line in unified_diff(old, new, lineterm="", n=0)
             if not line.startswith(("---", "+++", "@@"))]
    return lines[:_SHOWN]
