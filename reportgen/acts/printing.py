"""Printing an issue for paper: a plan that is shown, the print file, the register of copies."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from reportgen.acts.archive import Desk, require_approval
from reportgen.acts.building import edition_of
from reportgen.acts.filing import numbered
from reportgen.acts.register import PrintRun, entered, read_register
from reportgen.archive.objects import digest_of
from reportgen.archive.record import Number, canonical
from reportgen.copies.sheets import CodedIssue, coded
from reportgen.diagnostics import NOWHERE, Diagnostic, Span, failure
from reportgen.edition import Edition, Progress, Stopped
from reportgen.formats import FORMATS, Added, format_named, must_name
from reportgen.frozen import frozen
from reportgen.layout.type_area import frame_of
from reportgen.office.read import required_fonds
from reportgen.pipeline import check

WAYS = ("单面", "双面", "骑马订")
*_, _BOOKLET = WAYS
_MOST = 9_999       # copies at a time


@frozen
class PrintWish:
    """What a clerk asks for: how many copies, or how many more; how they are printed."""

    copies: int = 0
    more: int = 0
    way: str = "双面"
    printer: str = ""
    to: str = "pdf"


@frozen
class PrintPlan:
    """What will be printed. `new` is False where the very same copies are in the register."""

    edition: Edition
    issue: CodedIssue
    run: PrintRun
    new: bool
    wish: PrintWish
    found: tuple[Diagnostic, ...]

    @property
    def digest(self) -> str:
        """What is approved: the pages, the copies, the way, the printer, the format."""
        told = (self.run.told(), self.wish.printer, self.wish.to)
        return digest_of(canonical(told).encode())

    @property
    def name(self) -> str:
        """The print file's."""
        run, suffix = self.run, FORMATS[self.wish.to].suffix
        return f"{self.edition.briefing.name}（印第{run.first}—{run.last}份）{suffix}"


def printers(env: Mapping[str, str]) -> list[str]:
    """Where a print file can be sent; none where it can be sent nowhere."""
    from reportgen.copies import printer

    return printer.printers(env)


def planned(at: Desk, folder: Path, wish: PrintWish, progress: Progress) -> PrintPlan:
    """What a wish comes to. Raises `ReportError`.

    What a build raises; E0131 a name no file can have; E0135, E1237 the format is none, or cannot
    carry codes; E1127 the issue or the office has no number; E1222 nothing to print, E1223 some
    copies are printed already.
    """
    _carrier(wish)
    fonds = required_fonds(at.office)
    if wish.way not in WAYS or not 0 <= wish.copies + wish.more <= _MOST:
        raise failure("E1222", f"印不了：{wish.way}，{wish.copies + wish.more}份", NOWHERE,
                      f"{'、'.join(WAYS)}；一次最多印{_MOST}份")
    if (wish.copies > 0) == (wish.more > 0):
        raise failure("E1222", "没有写印几份", NOWHERE, "第一次印：--copies 80；加印：--more 5")
    edition = edition_of(folder, at.world, progress)
    briefing = edition.briefing
    check(briefing, edition.composed)
    edition.check()
    number, _ = numbered(briefing.narrative.front)
    frame = frame_of(briefing.profile)
    edges = frame.left, frame.left + frame.width
    with at.archive() as archive:
        runs = read_register(archive).runs
    document_name = _identity(fonds, number, runs)
    bare = CodedIssue(document_name, 1, edition.fitted.pages, *edges)
    contents = bare.contents()
    own = [run for run in runs if run.document == document_name]
    revision, new, first, last = _which(own, contents, wish, number)
    run = PrintRun(document_name, number, revision, "".join(briefing.narrative.front.title),
              contents, first, last, wish.way,
              tuple((round(spot.x, 2), round(spot.y, 2), spot.side)
                    for spot in bare.spots()))
    issue = CodedIssue(document_name, revision, edition.fitted.pages, *edges)
    found = list(briefing.sink)
    if own and revision > own[-1].revision:
        found.append(Diagnostic(
            "W1225", f"和印过的第{own[-1].revision}版不一样，作为第{revision}版印",
            Span(str(folder)), (
                "核对改了什么；旧的收回："
                f"reportgen copies recall {number} --revision {own[-1].revision} --number 份号",)))
    plan = PrintPlan(edition, issue, run, new, wish, tuple(found))
    must_name(plan.name, folder, "给简报文件夹改名")
    return plan


def _carrier(wish: PrintWish) -> Callable[[Edition, Added, bool], bytes]:
    """Who writes the copies. A file that other programs break into pages carries no codes: they
    might name a page they do not stand on."""
    row = format_named(wish.to)
    if row.copies is None:
        raise failure(
            "E1237", f"{row.suffix} 文件不能带印件代码", NOWHERE,
            "打开它的程序自己分页，代码说的页就会和纸上的不同；改用 --to pdf 或 --to ofd")
    if row.name != "pdf" and (wish.printer or wish.way == _BOOKLET):
        raise failure("E1237", f"{row.suffix} 文件不能送去打印，也不能做成骑马订", NOWHERE,
                      "改用 --to pdf")
    return row.copies


def _identity(fonds: str, number: Number, runs: Sequence[PrintRun]) -> str:
    """What the codes call an issue: 全宗号, year and serial, told apart where series share them."""
    known = {run.number: run.document for run in runs}
    if number in known:
        return known[number]
    name = f"{fonds}·{number.year}-{number.serial}"
    taken = set(known.values())
    names = (name, *(f"{name}-{turn}" for turn in range(2, len(taken) + 2)))
    return next(each for each in names if each not in taken)


def _which(
    own: Sequence[PrintRun], contents: tuple[str, ...], wish: PrintWish, number: Number
) -> tuple[int, bool, int, int]:
    """Revision, whether it is new, first and last copy."""
    if not own:
        return 1, True, 1, wish.copies or wish.more
    revision = own[-1].revision
    if own[-1].contents != contents:
        return revision + 1, True, 1, wish.copies or wish.more
    same = [run for run in own if run.revision == revision]
    done = max(run.last for run in same)
    if wish.more:
        return revision, True, done + 1, done + wish.more
    if any((run.first, run.last) == (1, wish.copies) for run in same):
        return revision, False, 1, wish.copies
    raise failure("E1223", f"“{number}”已经印过{done}份", NOWHERE, "加印：--more 份数",
                  f"把印过的再出一次文件：--copies {same[0].last}")


def printed(at: Desk, plan: PrintPlan, approved: str, out: Path, progress: Progress) -> Path:
    """Make the print file, enter its copies, send it to the printer of the plan and wait.

    Where the file is. The register comes first: a copy that is on paper is never missing there.
    Raises E1131 when another plan was approved, or none; E1223 when somebody printed such copies
    meanwhile; E1220, E1221 by the printer.
    """
    require_approval(approved, plan.digest, "这一次印制")
    data = _file(plan)
    if plan.new:
        with at.archive(write=True) as archive:
            entered(archive, plan.run, at.who)
    path = out / plan.name
    at.world.write_all({path: data})
    if plan.wish.printer:
        _send(at, plan, path, progress)
    return path


def _file(plan: PrintPlan) -> bytes:
    edition, run = plan.edition, plan.run
    edition.progress("写打印文件")
    copies = coded(plan.issue, range(run.first, run.last + 1), edition.library)
    added = ([sheet.items for sheet in copy] for copy in copies)
    write = _carrier(plan.wish)
    return write(edition, added, run.way == _BOOKLET)


def _send(at: Desk, plan: PrintPlan, file: Path, progress: Progress) -> None:
    from reportgen.copies import printer

    env = at.world.env
    job = printer.send(file, plan.wish.printer, plan.run.title, plan.run.way, env)
    try:
        printer.watch(job, env, progress)
    except Stopped:
        printer.cancel(job, env)
        raise
