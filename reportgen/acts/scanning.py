"""The signed sheet enters the record: a scan is judged, laid over what was filed, and filed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from reportgen.acts.archive import Desk, newest
from reportgen.acts.register import Register, Run, read_register
from reportgen.archive.record import PDF, Record, Scan, canonical
from reportgen.archive.scans import Scanned, enter
from reportgen.archive.store import Archive
from reportgen.copies.aligning import Matrix, View, aligned, views
from reportgen.copies.archival import Side, searchable
from reportgen.copies.leaves import Leaf, leaves
from reportgen.copies.payload import Sheet
from reportgen.copies.scans import is_pdf, seen, suffix
from reportgen.copies.verdict import verdicts, whole
from reportgen.diagnostics import Diagnostic, ReportError, Sink, Span, failure
from reportgen.edition import Progress
from reportgen.frozen import frozen
from reportgen.proof.pdf.about import about_pdf
from reportgen.writers.pdf.icc import srgb_profile

_ALIKE = 0.5        # two pages of one document come to 0.46 at most, a sealed scan to 0.64 at least
_TURNS = (0, 180, 90, 270)
_PARTS = re.compile("[,，、]")


@frozen
class Told:
    """What a clerk says of the paper: what is on it (签字,盖章), where it lies.

    `copy` is its 份号 where codes cannot be read; `arrange`: pages may be turned and put in order.
    """

    marks: str = ""
    box: str = ""
    shelf: str = ""
    copy: int = 0
    reason: str = ""
    arrange: bool = False


class _Judged(NamedTuple):
    """Of which record a scan is, and which sheet is on each page; `by_hand` are those without code.

    `turns` are what the codes say, clockwise.
    """

    record: Record
    sheets: list[Sheet]
    turns: list[int]
    by_hand: frozenset[int]


def add_scan(
    at: Desk, name: str, path: Path, told: Told, progress: Progress
) -> tuple[Scanned, tuple[Diagnostic, ...]]:
    """File the scan of a copy with its record; what was found on the way comes with it.

    Raises `ReportError`: E1210 to E1216 as `verify` does, E1228 a page is no scan, E1229 it is too
    coarse, E1230 pages lie turned or out of order, E1231 it is of another issue, E1232 what was
    printed is not what was filed, E1233 another scan of this copy is there, E1234 and E1235 what
    is told by hand does not fit.
    """
    data, sink = at.world.read(path), Sink()
    if is_pdf(data):
        for text in about_pdf(data, path.name).active:
            sink.error("E1228", text, Span(path.name), "扫描件里只要图，再扫描一次")
    with at.archive() as archive:
        record = newest(archive, name)
        progress("读扫描件")
        scan, found = leaves(data, path.name, archive.read(record.held(PDF)[0]))
        if len(found) > 2 * record.pages:
            raise _many(len(found), record, path)
        judged = _judged(archive, record, data, path, told, sink)
        printed = archive.read(judged.record.held(PDF)[0])
    for number, leaf in enumerate(found, 1):
        if leaf.dpi < (least := at.office.scan_dpi):
            sink.error("E1229", f"第{number}面只有 {leaf.dpi} dpi，至少要 {least}",
                       Span(f"{path.name}，第{number}面"), f"用 {least} dpi 以上再扫描一次")
    sink.raise_errors()
    sides = _laid(scan, printed, judged, path, told, sink, progress)
    sink.raise_errors()
    chief = judged.sheets[0]
    made = Scan(
        chief.copy, chief.revision, len(found), min(leaf.dpi for leaf in found),
        tuple(sorted(judged.by_hand)), tuple(filter(None, map(str.strip, _PARTS.split(told.marks)))),
        told.box, told.shelf, told.reason, ())
    progress("写 PDF/A")
    text = searchable(scan, sides, printed, judged.record.title, srgb_profile())
    with at.archive(write=True) as archive:
        done = enter(archive, judged.record.name, made, (suffix(data), data), text, at.who)
    return done, tuple(sink)


def _many(pages: int, record: Record, path: Path) -> ReportError:
    return failure("E1234", f"扫描件有{pages}面，“{record.number}”有{record.pages}页",
                   Span(path.name), "一份一份地扫描，一份一个文件")


def _judged(
    archive: Archive, record: Record, data: bytes, path: Path, told: Told, sink: Sink
) -> _Judged:
    """What the codes say, and where there are none the clerk."""
    register = read_register(archive)
    pages = seen(data, path.name)
    found, _ = verdicts(pages, register.printings(), path.name)
    forgiven = ("W1217", "E1211") if told.copy else ("W1217",)      # turned pages: told later
    sink.extend(each for page in found for each in page.problems if each.code not in forgiven)
    sink.raise_errors()
    said = [page.sheet for page in found if page.sheet is not None]
    if len(said) < len(found) != record.pages:
        raise _many(len(found), record, path)
    run = _run_said(register, said, record, path, told) if said else _run_told(
        register, record, told)
    by_hand = Sheet(run.document, run.revision, told.copy, 0, record.pages)
    sheets = [page.sheet or by_hand._replace(page=page.number) for page in found]
    sink.extend(each for each in whole(sheets, path.name) if each.code != "W1217")
    sink.raise_errors()
    return _Judged(_printed_from(archive, record, run), sheets, [page.turn for page in pages],
                   frozenset(page.number for page in found if page.sheet is None))


def _run_said(
    register: Register, said: Sequence[Sheet], record: Record, path: Path, told: Told
) -> Run:
    """The run that most codes name."""
    (chief, _), = Counter(each._replace(page=0) for each in said).most_common(1)
    run = register.run(chief)
    if run is None or run.number != record.number:
        other = run.number if run is not None else chief.document
        raise failure("E1231", f"代码说这是“{other}”，不是“{record.number}”", Span(path.name),
                      f"收进那一件：reportgen archive add-scan {other} {path}")
    if told.copy not in (0, chief.copy):
        raise failure("E1234", f"代码说这是第{chief.copy}份，写的是第{told.copy}份",
                      Span(path.name), f"写成 --copy {chief.copy}")
    return run


def _run_told(register: Register, record: Record, told: Told) -> Run:
    """The run that a clerk's word fits; a copy that was printed elsewhere has one without a name.

    Raises E1224 where the register knows of copies, and not of this one.
    """
    runs = [run for run in register.of(record.number) if run.made(record)]
    fitting = [run for run in runs if run.first <= told.copy <= run.last]
    if runs and not fitting:
        raise failure("E1224", f"“{record.number}”没有印过第{told.copy}份", Span(""),
                      f"印过的：reportgen copies list {record.number}")
    return fitting[-1] if fitting else Run("", record.number, 0, record.title, (), 0, 0)


def _printed_from(archive: Archive, record: Record, run: Run) -> Record:
    """The record whose pages were printed: of several revisions the last one that has them."""
    known = [each for _, each in archive.catalogue.records(
        "document = ?", (canonical(record.number),)) if run.made(each)]
    if not known:
        raise failure("E1232", f"印的第{run.revision}版和归档的“{record.number}”不是一样的版面",
                      Span(record.name), "印的那一版另行归档：reportgen archive add --correction 更正")
    return known[-1]


def _laid(
    scan: bytes, printed: bytes, judged: _Judged, path: Path, told: Told, sink: Sink,
    progress: Progress,
) -> list[Side]:
    """How each page lies, in the order of the printed ones."""
    pages, sides = list(views(printed)), []
    for number, (view, sheet) in enumerate(zip(views(scan), judged.sheets, strict=True), 1):
        progress(f"对照第{number}面")
        by_hand, span = number in judged.by_hand, Span(f"{path.name}，第{number}面")
        side, alike = _best(view, pages[sheet.page - 1],
                            _TURNS if by_hand else (judged.turns[number - 1],))
        sides.append(Side(number - 1, sheet.page - 1, *side))
        if alike < _ALIKE:
            unlike = f"第{number}面不像归档的第{sheet.page}页"
            if by_hand and not told.reason:
                sink.error("E1235", unlike, span, "确是这一页的，写上理由：--reason 理由")
            else:
                sink.warning("W1236", unlike, span, "看是不是拿错了纸，有没有遮住、撕去的")
        elif side[0] and not told.arrange:
            sink.error("E1230", f"第{number}面{'上下颠倒' if side[0] == 180 else '横着'}", span,
                       "要程序转正，加 --arrange；原样的一份不动")
    order = sorted(sides, key=lambda side: side.page)
    if order != sides and not (told.arrange and len(judged.by_hand) < 2):
        numbers = "、".join(str(side.page + 1) for side in sides)
        hint = "没有代码的不止一面，照页码理顺，再扫描一次" if len(judged.by_hand) > 1 else \
            "要程序照代码理顺，加 --arrange；原样的一份不动"
        sink.error("E1230", f"页的次序不对：{numbers}", Span(path.name), hint)
    return order


def _best(view: View, page: View, turns: Sequence[int]) -> tuple[tuple[int, Matrix], float]:
    """The first turn at which a scan is like a page, and how it lies then; else the first."""
    tried = []
    for turn in turns:
        pose, alike = aligned(view.turned(turn), page)
        tried.append(((turn, pose), alike))
        if alike >= _ALIKE:
            return tried[-1]
    return tried[0]
