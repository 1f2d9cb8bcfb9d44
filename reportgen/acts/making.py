"""An issue made for the record: its files as `build` writes them, and all that it was made of."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from reportgen import pipeline
from reportgen.acts.approving import agreement
from reportgen.acts.installing import LOCK, Lock, installed
from reportgen.archive.metadata import role_of
from reportgen.archive.objects import digest_of
from reportgen.archive.record import MADE, OFD, PDF, REPORT, TEXT, WAIVED, WORD
from reportgen.archive.store import Content
from reportgen.briefing import Briefing
from reportgen.bundled import making
from reportgen.copies.sheets import digest
from reportgen.diagnostics import Diagnostic, Span, failure
from reportgen.edition import Progress
from reportgen.formats import format_named
from reportgen.frozen import frozen
from reportgen.office.model import Office
from reportgen.recording_world import RecordingWorld
from reportgen.version import __version__
from reportgen.world import World

FORMATS = {"pdf": PDF, "docx": WORD, "ofd": OFD, "text": TEXT}


@frozen
class Made:
    """An issue that was made: as read, its files by format, its pages, its sources by path."""

    briefing: Briefing
    files: Mapping[str, bytes]
    pages: int
    sources: Mapping[str, bytes]
    faces: Mapping[str, str]        # of the user's own: path (from the office's folder), digest
    found: tuple[Diagnostic, ...]
    report: Mapping[str, object]
    printed: tuple[str, ...]        # of each page, the digest that its printed code is made with
    title: str                      # what its files call themselves


def made(
    folder: Path, office: Office, world: World, progress: Progress, *, attach_sources: bool = False,
    allow: Sequence[str] = (), approved: str = "",
) -> Made:
    """Build an issue in memory. Raises `ReportError`: what a build raises, and E1128.

    `allow` as for a build; `approved` as in `agreement`. E1128: it needs a file that lies outside
    the office's folder, and would not be whole in a record.
    """
    recording = RecordingWorld(world)
    built = pipeline.build(folder, None, recording, tuple(FORMATS),
                           attach_sources=attach_sources, digest=digest, progress=progress,
                           allow=allow, agreed=agreement(approved, "归档"))
    top = world.resolve(office.folder)
    outside = [path for path in recording.seen if not path.is_relative_to(top)]
    if outside:
        raise failure("E1128", f"用到了单位文件夹外面的“{outside[0]}”，归档后就不全了",
                      Span(str(outside[0])), f"把它移到“{office.folder}”里面")
    told = [{"code": each.code, "message": each.message, "place": str(each.span)}
            for each in built.diagnostics]
    parity = built.parity
    report: dict[str, object] = {
        "提示": told, "两种文件一致": parity is not None and not parity.differences}
    if passed := waived(built.diagnostics):
        report[WAIVED] = passed
    return Made(
        built.briefing, {name: recording.written[path] for name, path in built.files.items()},
        built.pages, {_below(path, top): data for path, data in sorted(recording.seen.items())
                      if path.is_relative_to(top)},
        {_below(path, top): digest_of(world.read(path)) for path in sorted(recording.faces)},
        built.diagnostics, report, built.digests, built.title,
    )


def waived(found: Iterable[Diagnostic]) -> list[dict[str, str]]:
    """What was let pass, as a record tells it."""
    return [{"代码": each.code, "理由": each.waived.reason, "姓名": each.waived.by,
             "位置": str(each.span)} for each in found if each.waived]


def _below(path: Path, top: Path) -> str:
    return path.relative_to(top).as_posix() if path.is_relative_to(top) else str(path)


def contents(issue: Made) -> tuple[Content, ...]:
    """Everything that a record of it holds."""
    name, lock = issue.briefing.name, installed()
    return (
        *(Content(FORMATS[kind], name + format_named(kind).suffix, data)
          for kind, data in issue.files.items()),
        *(Content(role_of(path), path, data) for path, data in issue.sources.items()),
        Content(REPORT, "检查.json", _json(issue.report)),
        Content(MADE, "环境.json", _json(environment(issue.faces, lock))),
        Content(MADE, LOCK, lock.text.encode()),
    )


def environment(faces: Mapping[str, str], lock: Lock) -> dict[str, object]:
    """With what an issue is made: versions, the command that installs them, the faces' digests."""
    from reportgen.fonts.library import FontLibrary

    bundle = making()
    return {
        **({"自带Python的程序": bundle} if bundle else {}),
        "reportgen": __version__, "Python": ".".join(map(str, sys.version_info[:3])),
        "系统": sys.platform, "程序包": lock.versions, "程序包摘要": lock.digests,
        "没有安装包摘要": lock.unknown, "安装": lock.command,
        "字体": {face.key: face.file.digest for face in FontLibrary.bundled().faces()},
        "本单位的字体": dict(faces),
    }


def _json(told: Mapping[str, object]) -> bytes:
    return (json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()
