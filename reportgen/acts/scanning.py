"""The signed sheet enters the record: a scan is judged, laid over what was filed, and filed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from reportgen.acts.archive import Desk, newest
from reportgen.acts.register import PrintRun, Register, read_register
from reportgen.archive.record import PDF, SCAN, SEARCHABLE, Record, Scan, canonical
from reportgen.archive.scans import Scanned, enter
from reportgen.archive.store import Archive, Content
from reportgen.copies.aligning import Match, View, aligned, views
from reportgen.copies.archival import Side, searchable
from reportgen.copies.leaves import Leaf, leaves, miscounted
from reportgen.copies.payload import PrintedSheet
from reportgen.copies.scans import installed, is_pdf, seen, suffix
from reportgen.copies.verdict import verdicts, whole
from reportgen.diagnostics import Diagnostic, Sink, Span, failure, typed
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


@frozen
class _Case:
    """What was brought: a scan, for a record, and what is found of it."""

    data: bytes
    path: Path
    told: Told
    record: Record
    sink: Sink

    @property
    def pages(self) -> int:
        """How many were printed."""
        return self.record.pages - self.record.own_pages

    def place(self, page: int = 0) -> Span:
        """A page of the scan, or all of it."""
        return Span(f"{self.path.name}，第{page}面" if page else self.path.name)


class _Judged(NamedTuple):
    """Of which record a scan is, and which sheet is on each page; `by_hand` are those without code.

    `turns` are what the codes say, clockwise.
    """

    record: Record
    sheets: list[PrintedSheet]
    turns: list[int]
    by_hand: list[int]


def add_scan(
    at: Desk, name: str, path: Path, told: Told, progress: Progress
) -> tuple[Scanned, tuple[Diagnostic, ...]]:
    """File the scan of a copy with its record; what was found on the way comes with it.

    Raises `ReportError`: E1210 to E1218 as `verify` does, E1228 a page is no scan, E1229 it is too
    coarse, E1230 pages lie turned or out of order, E1231 it is of another issue, E1232 what was
    printed is not what was filed, E1233 another scan of this copy is there, E1234 and E1235 what
    is told by hand does not fit.
    """
    with installed(), at.archive() as archive:
        case = _Case(at.world.read(path), path, told, newest(archive, name), Sink())
        progress("读扫描件")
        scan, found = leaves(case.data, path.name, archive.read(case.record.held(PDF)[0]))
        _look(case, found, at.office.scan_dpi)
        judged = _judged(archive, case)
        printed = archive.read(judged.record.held(PDF)[0])
    sides = _laid(case, judged, views(scan), list(views(printed)), progress)
    case.sink.raise_errors()
    chief, marks = judged.sheets[0], map(str.strip, _PARTS.split(told.marks))
    made = Scan(chief.copy, chief.revision, len(found), min(leaf.dpi for leaf in found),
                tuple(judged.by_hand), tuple(filter(None, marks)), told.box, told.shelf,
                told.reason, ())
    progress("写 PDF/A")
    text = searchable(scan, sides, printed, judged.record.title, srgb_profile())
    contents = (Content(SCAN, suffix(case.data), case.data), Content(SEARCHABLE, ".pdf", text))
    with at.archive(write=True) as archive:
        done = enter(archive, judged.record.name, made, contents, at.who)
    return done, tuple(case.sink)


def _look(case: _Case, found: Sequence[Leaf], least: int) -> None:
    """Refuse what is not the scan of one copy, whatever its codes say."""
    sink = case.sink
    if is_pdf(case.data):
        for text in about_pdf(case.data, case.path.name).active:
            sink.error("E1228", text, case.place(), "扫描件里只要图，再扫描一次")
    for number, leaf in enumerate(found, 1):
        if leaf.dpi < least:
            sink.error("E1229", f"第{number}面只有 {leaf.dpi} dpi，至少要 {least}",
                       case.place(number), f"用 {least} dpi 以上再扫描一次")
    sink.raise_errors()


def _judged(archive: Archive, case: _Case) -> _Judged:
    """What the codes say, and where there are none the clerk."""
    register, record, copy, sink = read_register(archive), case.record, case.told.copy, case.sink
    pages = seen(case.data, case.path.name)
    found, _ = verdicts(pages, register.printings(), case.path.name)
    forgiven = ("W1217", "E1211") if copy else ("W1217",)      # turned pages: told later
    sink.extend(each for page in found for each in page.problems if each.code not in forgiven)
    sink.raise_errors()
    said = [page.sheet for page in found if page.sheet is not None]
    if len(said) < len(found) != case.pages:
        raise miscounted(len(found), case.pages, case.path.name)
    run = _run_said(register, said, case) if said else _run_told(register, case)
    by_hand = PrintedSheet(run.document, run.revision, copy, 0, case.pages)
    sheets = [page.sheet or by_hand._replace(page=page.number) for page in found]
    sink.extend(each for each in whole(sheets, case.path.name) if each.code != "W1217")
    sink.raise_errors()
    return _Judged(_printed_from(archive, record, run), sheets, [page.turn for page in pages],
                   [page.number for page in found if page.sheet is None])


def _run_said(register: Register, said: Sequence[PrintedSheet], case: _Case) -> PrintRun:
    """The run that most codes name."""
    (chief, _), = Counter(each._replace(page=0) for each in said).most_common(1)
    run, number, copy = register.run(chief), case.record.number, case.told.copy
    if run is None or run.number != number:
        other = run.number if run is not None else chief.document
        raise failure("E1231", f"代码说这是“{other}”，不是“{number}”", case.place(),
                      f"收进那一件：reportgen archive add-scan {other} {typed(case.path)}")
    if copy not in (0, chief.copy):
        raise failure("E1234", f"代码说这是第{chief.copy}份，写的是第{copy}份", case.place(),
                      f"照代码写：--copy {chief.copy}")
    return run


def _run_told(register: Register, case: _Case) -> PrintRun:
    """The run that a clerk's word fits; a copy that was printed elsewhere has one without a name.

    Raises E1224 where the register knows of copies, and not of this one.
    """
    record, copy = case.record, case.told.copy
    runs = [run for run in register.of(record.number) if run.made(record)]
    fitting = [run for run in runs if run.first <= copy <= run.last]
    if runs and not fitting:
        raise failure("E1224", f"“{record.number}”没有印过第{copy}份", case.place(),
                      f"印过的：reportgen copies list {record.number}")
    return fitting[-1] if fitting else PrintRun("", record.number, 0, record.title, (), 0, 0)


def _printed_from(archive: Archive, record: Record, run: PrintRun) -> Record:
    """The record whose pages were printed: of several revisions the last one that has them."""
    known = archive.catalogue.records("document = ?", (canonical(record.number),))
    found = [each for _, each in known if run.made(each)]
    if run.revision and not found:
        raise failure("E1232", f"印的第{run.revision}版和归档的“{record.number}”不是一样的版面",
                      Span(record.name), "印的那一版另行归档：archive add --correction 更正")
    return found[-1] if found else record


def _laid(
    case: _Case, judged: _Judged, scans: Iterable[View], pages: Sequence[View], progress: Progress
) -> list[Side]:
    """How each page lies, in the order of the printed ones."""
    sides, sink, told = [], case.sink, case.told
    for number, (scan, sheet) in enumerate(zip(scans, judged.sheets, strict=True), 1):
        progress(f"对照第{number}面")
        by_hand = number in judged.by_hand
        turn, match = _best(scan, pages[sheet.page - 1],
                            _TURNS if by_hand else (judged.turns[number - 1],))
        sides.append(Side(number - 1, sheet.page - 1, turn, match.pose))
        unlike = f"第{number}面不像归档的第{sheet.page}页"
        if match.alike < _ALIKE and by_hand and not told.reason:
            sink.error("E1235", unlike, case.place(number), "确是这一页的，写上理由：--reason 理由")
        elif match.alike < _ALIKE:
            sink.warning("W1236", unlike, case.place(number), "看看纸有没有拿错、遮住、撕去")
        if turn and not told.arrange:
            sink.error("E1230", f"第{number}面{'上下颠倒' if turn == 180 else '横着'}",
                       case.place(number), "要程序转正，加 --arrange；原样的一份不动")
    order = sorted(sides, key=lambda side: side.page)
    certain = len(judged.by_hand) < 2       # else the order in which they lie is all that is known
    if order != sides and not (told.arrange and certain):
        sink.error("E1230", "页的次序不对：" + "、".join(str(side.page + 1) for side in sides),
                   case.place(), "要程序照代码理顺，加 --arrange；原样的一份不动" if certain else
                   "没有代码的不止一面，照页码理顺，再扫描一次")
    return order


def _best(scan: View, page: View, turns: Sequence[int]) -> tuple[int, Match]:
    """The first turn at which a scan is like a page, and how it lies then; else the first."""
    tried = []
    for turn in turns:
        view = scan.turned(turn)
        if len(turns) == 1 or (view.width < view.height) == (page.width < page.height):
            tried.append((turn, aligned(view, page)))
            if tried[-1][1].alike >= _ALIKE:
                return tried[-1]
    return tried[0]
