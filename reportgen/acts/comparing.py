"""Scanned pages against the archived ones, which their codes name: what was changed on paper."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple

from reportgen.acts.register import PrintRun, read_register, records_of
from reportgen.archive.record import PDF
from reportgen.archive.store import Archive
from reportgen.copies.comparing import RED, PaperDifference
from reportgen.copies.originals import Original, original
from reportgen.copies.payload import PrintedSheet, claim
from reportgen.copies.scans import pages
from reportgen.copies.verdict import Key, PageVerdict, Truth, described
from reportgen.diagnostics import Diagnostic, ReportError, Span, failure
from reportgen.edition import Progress
from reportgen.world import World

_OURS = frozenset((Truth.GENUINE, Truth.WITHDRAWN))


class WordedDifference(NamedTuple):
    """A place that differs, and the words that are printed there."""

    difference: PaperDifference
    words: str


class Compared(NamedTuple):
    """A page of the scan, and its places; the file with a picture of them, where there are any."""

    number: int
    sheet: PrintedSheet
    places: tuple[WordedDifference, ...] = ()
    picture: Path | None = None
    found: tuple[Diagnostic, ...] = ()


def compared(  # noqa: PLR0917 - which scan, how it was judged, where its pictures go
    archive: Archive, data: bytes, name: str, verdicts: Sequence[PageVerdict], world: World,
    out: Path, progress: Progress,
) -> list[Compared]:
    """Where each page of ours differs from the archived one; pictures of it are written to `out`.

    A page that cannot be compared has a diagnostic: E1240 its issue is not in the archive, E1243
    the page is not found on the scan.
    """
    register, originals = read_register(archive), dict[Key, Original]()
    done, pictures = list[Compared](), dict[Path, bytes]()
    with ExitStack() as files:
        for verdict, scan in zip(verdicts, pages(data, name), strict=True):
            sheet, run = verdict.sheet, verdict.sheet and register.run(verdict.sheet)
            if not sheet or not run or verdict.truth not in _OURS:
                continue
            progress(f"比对第{verdict.number}面")
            key = run.document, run.revision
            try:
                if key not in originals:
                    filed = _filed(archive, sheet, run)
                    originals[key] = files.enter_context(original(filed))
                found = originals[key].compared(
                    sheet.page, run.spots[sheet.page - 1], scan, _is_of(sheet))
                if found is None:
                    raise failure("E1243", f"纸面和归档的叠不到一起：{described(sheet)}",
                                  Span(f"{name}，第{verdict.number}面"),
                                  "压平，用平板扫描仪以 200 到 300 dpi 再扫描一次")
            except ReportError as error:
                done.append(Compared(verdict.number, sheet, found=error.diagnostics))
                continue
            file = out / f"{Path(name).stem}（比对第{verdict.number}面）.jpg"
            places = tuple(WordedDifference(each, originals[key].words(sheet.page, each.frame))
                           for each in found[0])
            if places:
                pictures[file] = found[1]
            done.append(Compared(verdict.number, sheet, places, file if places else None,
                                 tuple(_told(places, sheet, file))))
    world.write_all(pictures)
    return done


def _is_of(sheet: PrintedSheet) -> Callable[[str], bool]:
    """Whether the text of a code names a sheet."""
    def named(text: str) -> bool:
        said = claim(text)
        return said is not None and said.sheet == sheet

    return named


def _filed(archive: Archive, sheet: PrintedSheet, run: PrintRun) -> bytes:
    """The archived PDF of what was printed."""
    records = records_of(archive, [sheet])
    if not records:
        raise failure("E1240", f"没有归档，比不了：{described(sheet)}", Span(str(run.number)),
                      "先归档：reportgen archive add 文件夹")
    if not run.spots:
        raise failure("E1240", f"登记里没有代码的位置，比不了：{described(sheet)}",
                      Span(str(run.number)), "这是较早的程序印的，拿归档的 PDF 和纸逐字比对")
    return archive.read(records[-1].held(PDF)[0])


def _told(
    places: Sequence[WordedDifference], sheet: PrintedSheet, file: Path,
) -> Iterator[Diagnostic]:
    for number, ((frame, kind), words) in enumerate(places, 1):
        x, y = frame.mm
        code, how = ("I1242", f"有{kind}") if kind == RED else ("W1241", kind)
        yield Diagnostic(
            code, f"第{sheet.page}页第{number}处（{x:.0f} × {y:.0f} 毫米）{how}：" +
            (f"归档的是“{words}”" if words else "归档的这里没有字"), Span(str(file)),
            ("对着图看：左边是纸面，右边是归档的",))
