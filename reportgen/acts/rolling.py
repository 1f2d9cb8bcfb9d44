"""The next period: an issue's folder made anew from the last one, with the figures left to type.

    folder ─read─▶ facts, cells, front matter ─turn─▶ changes ─▶ files ─read back─▶ folder, at once
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import field
from pathlib import Path

from reportgen import pipeline
from reportgen.acts.archive import Desk
from reportgen.acts.earlier import last_year, step_from
from reportgen.acts.rolled_files import Rolls
from reportgen.acts.rolled_story import Numbers, front_changes, looks, moved_points
from reportgen.acts.rolled_values import CARRIED, Change, Issue, Pool, same_days, value_text
from reportgen.archive.disk import Disk, login_name
from reportgen.archive.objects import digest_of
from reportgen.archive.record import canonical
from reportgen.diagnostics import Diagnostic, ReportError, Sink, Span, collecting, failure, typed
from reportgen.facts.model import Dataset, Period
from reportgen.facts.period import parse_period
from reportgen.facts.read import facts_beside
from reportgen.facts.survey import Survey
from reportgen.facts.turning import Turn, following, issue_of, next_day, next_name, steps
from reportgen.frozen import frozen
from reportgen.memory_world import MemoryWorld
from reportgen.narrative.front.values import day_of
from reportgen.narrative.read import front_node, tables_named
from reportgen.office.read import find_office
from reportgen.refusals import unwritable
from reportgen.sources.nodes import Mapping as Fields
from reportgen.sources.nodes import Scalar
from reportgen.sources.text import decode
from reportgen.world import World, name_problem

_TEXTS = (".md", ".yaml", ".yml")
ROLLED = "续期"     # in the journal


@frozen
class Wish:
    """What a clerk says beside the folder: the next folder's name, the next period."""

    name: str = ""
    period: str = ""


@frozen
class Rolled:
    """The next issue: where it is to lie, its files, what became of what, what was left behind.

    `there`: it has been made before. `found` names what its author must look at.
    """

    folder: Path
    turn: Turn
    numbers: Numbers
    files: Mapping[str, bytes] = field(default_factory=dict)
    changes: tuple[Change, ...] = ()
    left: tuple[str, ...] = ()
    earlier: str = ""
    found: tuple[Diagnostic, ...] = ()
    there: bool = False


@frozen
class _Source:
    """The issue that is rolled, as read; `typed` is the folder as it was called."""

    typed: Path
    folder: Path
    path: Path
    text: str
    front: Fields | None
    dataset: Dataset
    survey: Survey


def planned(folder: Path, world: World, disk: Disk, wish: Wish) -> Rolled:
    """The next issue, not written yet. Raises `ReportError`.

    What reading the folder raises; E0187 what comes next is not plain, E0188 something else is
    there, E0189 a workbook cannot be patched, or what was made does not read back.
    """
    source = _read(folder, world)
    turn = _turn(source, world, wish)
    numbers = _numbers(source, turn)
    target = _target(source, turn, numbers, wish, world)
    if world.names_in(target) or world.is_file(target):
        _same(target, source, numbers, world)
        return Rolled(target, turn, numbers, there=True)
    issue = Issue(source.folder.name, source.dataset, world)
    before = last_year(source.folder, turn, world, disk)
    pool = Pool((issue, before) if before is not None else (issue,))
    sink = Sink()
    rolls = Rolls(turn, pool, source.survey, world, sink)
    rolls.facts(source.dataset)
    if source.front is not None:
        rolls.take(source.path, front_changes(source.front, turn, numbers))
    rolls.take(source.path, moved_points(source.text, str(source.path), rolls.points))
    files, left = rolls.files(source.folder, source.path)
    for path in rolls.by_file:
        if path.suffix in _TEXTS:
            looks(decode(files[path.name], path.name, Sink()), str(target / path.name), turn,
                  rolls.points, sink)
    _proved(target, rolls.made(source.path, proof=True), rolls.changes, turn)
    return Rolled(target, turn, numbers, files, tuple(rolls.changes), left,
                  before.name if before is not None else "", tuple(sink))


def place(made: Rolled, world: World, disk: Disk) -> None:
    """Write the next issue's folder, whole or not at all. Raises `ReportError` E0102."""
    staged = made.folder.with_name(f".{made.folder.name}.tmp")
    with ExitStack() as undo:
        undo.callback(disk.remove, staged)
        disk.remove(staged)
        world.write_all({staged / name: data for name, data in made.files.items()})
        try:
            disk.rename(staged, made.folder)
        except OSError as error:
            raise unwritable(made.folder, error) from error


def journal(made: Rolled, source: Path, world: World, disk: Disk, by: str) -> None:
    """A row in the journal of the office's archive, where there is one."""
    office = find_office(source, world)
    if office is None or not disk.kind(office.path(office.archive)):
        return
    digest = digest_of(canonical({
        name: digest_of(data) for name, data in made.files.items()}).encode())
    at = Desk(office, world, disk, by.strip() or login_name() or "—")
    with at.archive(write=True) as archive:
        archive.note(ROLLED, at.who, {
            "从": world.resolve(source).name, "到": made.folder.name,
            "期间": made.turn.new.text, "摘要": digest})


def _read(folder: Path, world: World) -> _Source:
    path = pipeline.narrative_of(folder, world)
    sink, survey = Sink(), Survey()
    with collecting(sink):
        text = decode(world.read(path), str(path), sink)
        dataset = facts_beside(folder, world, sink, needed=False, survey=survey,
                               tables=tables_named(text, str(path)))
    sink.raise_errors()
    return _Source(folder, world.resolve(folder), path, text, front_node(text, str(path)),
                   dataset, survey)


def _turn(source: _Source, world: World, wish: Wish) -> Turn:
    """From the period of the facts, or of the folder's name, to the next. Raises E0187."""
    old = source.dataset.period
    if not old.text:
        old = next((found for found in map(parse_period, _named(source.folder.name))
                    if found is not None), old)
    if wish.period:
        new = parse_period(wish.period)
        if new is None or new.end is None or not old.end or new.end <= old.end:
            raise failure("E0187", f"“{wish.period}”不是“{old.text}”之后的一期", Span(""),
                          "照这样写：--period 2024年6月")
        return Turn(old, new)
    open_ = steps(old)
    months = open_[0] if len(open_) == 1 else step_from(source.folder, old, world) if open_ else 0
    made = following(old, months) if old.end else None
    if made is None or (len(open_) > 1 and not months):
        ways = [found.text for step in open_ if (found := following(old, step)) is not None]
        command = f"reportgen roll {typed(source.typed)} --period"
        raise failure("E0187", f"“{old.text or source.folder.name}”的下一期是哪一期？",
                      Span(str(source.typed)),
                      *(f"{command} {way}" for way in ways or ["2024年6月"]))
    return Turn(old, made)


def _named(name: str) -> Iterator[str]:
    yield from (found[0] for found in Turn(Period(""), Period("")).mentions(name))


def _numbers(source: _Source, turn: Turn) -> Numbers:
    """The next 期号: it restarts with the year that it is counted in, of the period or the day."""
    told = _value(source, "期号") or _value(source, "编号")
    digits = "".join(ch for ch in told.rpartition("〕")[2] if ch.isdecimal())
    number = int(digits or issue_of(source.folder.name))
    day = day_of(_value(source, "日期"))
    end = turn.old.end
    by_day = day is not None and end is not None and (
        source.folder.name.startswith(f"{day.year}") if day.year != end.year
        else number == day.month != end.month)
    restarts = next_day(day, turn).year != day.year if by_day and day is not None \
        else turn.new_year
    return Numbers(1 if restarts else number + 1, restarts)


def _value(source: _Source, key: str) -> str:
    node = source.front.get(key) if source.front is not None else None
    return node.text.strip() if isinstance(node, Scalar) else ""


def _target(
    source: _Source, turn: Turn, numbers: Numbers, wish: Wish, world: World,
) -> Path:
    name = wish.name or next_name(source.folder.name, turn, numbers.number, numbers.restarts)
    if problem := name_problem(name):
        raise failure("E0187", f"不能用“{name[:80]}”作文件夹名：{problem}", Span(""), "换一个 --to")
    if name == source.folder.name:
        raise failure("E0187", f"“{name}”的下一期叫什么？名称里没有期间，也没有期号", Span(name),
                      f"reportgen roll {typed(source.typed)} --to 名称")
    current = world.resolve(Path())
    parent = source.folder.parent
    return (parent.relative_to(current) if parent.is_relative_to(current) else parent) / name


def _same(target: Path, source: _Source, numbers: Numbers, world: World) -> None:
    """E0188 unless what is there is the next issue."""
    path = target / pipeline.NARRATIVE
    front = front_node(decode(world.read(path), str(path), Sink()), str(path)) \
        if world.is_file(path) else None
    node = front.get("期号") if front is not None else None
    told = node.text if isinstance(node, Scalar) else ""
    if "".join(filter(str.isdecimal, told)) != str(numbers.number) and _value(source, "期号"):
        raise failure("E0188", f"“{target}”已经有了，不是下一期（第{numbers.number}期），没有动它",
                      Span(str(target)), "移走它，或用 --to 写另一个名称")


def _proved(
    target: Path, files: Mapping[str, bytes], changes: list[Change], turn: Turn,
) -> None:
    """Read the facts of the next issue back, with the old figures where new ones are to be typed.

    Raises E0189 for what is wrong with them, and for a value taken over that reads otherwise.
    """
    world = MemoryWorld({target / name: data for name, data in files.items()})
    text = decode(files[pipeline.NARRATIVE], pipeline.NARRATIVE, Sink())
    sink = Sink()
    try:
        made = facts_beside(target, world, sink, needed=False, tables=tables_named(
            text, str(target / pipeline.NARRATIVE)))
    except ReportError as error:
        sink.extend(error.diagnostics)
        made = None
    wrong = next((each for each in sink if each.is_error), None)
    if wrong is not None:
        raise failure("E0189", f"做出来的下一期读不回来：{wrong.message}", wrong.span, *wrong.hints)
    if made is not None and made.period.text and not same_days(made.period, turn.new):
        raise failure("E0189", f"做出来的下一期，期间读成了“{made.period.text}”，不是"
                      f"“{turn.new.text}”", Span(str(target)), "标题、说明里的期间写法要一样")
    cells = {(Path(fact.span.file).name, fact.span.sheet, fact.span.cell): fact
             for fact in (made or ()) if fact.span.cell}
    for change in changes:
        fact = cells.get((Path(change.span.file).name, change.span.sheet, change.span.cell))
        if change.kind == CARRIED and fact is not None and change.span.cell \
                and not value_text(fact).startswith(change.new):
            raise failure("E0189", f"“{change.what}”承上的 {change.new}，在新表里读成了"
                          f" {value_text(fact)}", change.span, "两处的数字格式要一样")
