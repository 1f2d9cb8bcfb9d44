"""A batch: planned, run unit by unit, told as it goes, and put down at the end."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from reportgen.batching import results, tables
from reportgen.batching.across import CHECKS, Compared, Facts, Finding, find
from reportgen.batching.engines import engine_named, spread
from reportgen.batching.results import GOOD, Digests, Result, State
from reportgen.batching.supervise import End, Ended, Limits, processes
from reportgen.batching.tables import Line
from reportgen.batching.units import Unit, Values, held, units_of
from reportgen.batching.work import Task, work
from reportgen.diagnostics import Diagnostic, ReportError, Sink, Span, failure
from reportgen.formats import DEFAULT, format_named
from reportgen.frozen import frozen
from reportgen.pipeline import narrative_of
from reportgen.refusals import place_of
from reportgen.remote_world import reaching
from reportgen.sources.text import decode
from reportgen.world import DiskWorld, World

TABLE, LIST = "结果.csv", "单位.txt"
_PLAN = "plan"      # of the records, that which holds for all
_ALL = "（全部）"     # whose row what was found of no unit alone stands in
_A_UNIT = 0.6       # seconds, where no earlier run tells: the sample of the documents


@frozen
class Plan:
    """What is to be done: tasks; what is kept; lines of earlier units that nobody asks for now.

    `units` are all of the data; `wanted` the names that are listed or were there last time; `known`
    the facts of units that are not done now, `last` those of the last issue.
    """

    template: Path
    units: tuple[Unit, ...]
    tasks: tuple[Task, ...]
    kept: tuple[Result, ...]
    missing: dict[str, tuple[str, ...]]
    estimate: float     # seconds
    out: Path
    table: Path
    wanted: tuple[str, ...]
    known: dict[str, Facts]
    last: dict[str, Facts]
    again: Mapping[str, object]     # what a later command plans it by (`planned_again`)
    earlier: tuple[Line, ...] = ()
    found: tuple[Diagnostic, ...] = ()      # of the table, whatever unit, and of the engine
    engine: str = "local"
    scheduler: str = ""


def plan(
    template: Path | str, units: Path | str | Values, out: Path | str = "out", *,
    formats: Sequence[str] = DEFAULT, strict: bool = False, resume: bool = False,
    only_failed: bool = False, dry: bool = False, workers: int = 0, world: World | None = None,
    last: Path | str | None = None, table: Path | str | None = None,
    engine: str = "local", scheduler: str = "",
) -> Plan:
    """Who is to be done, what is missing of whom, how long it may take. Nothing is written.

    `last`: where the last issue was put, if not into `out`; `table`: where the results are put
    down, if not in 结果.csv there. Raises what stops all: no template, no units (E1401), no earlier
    results (E1407), a table of no kind we write (E1410), no engine (E1450), no batch where the
    last issue is said to be (E1441).
    """
    template, out = Path(template), Path(out)
    paths = [Path(units)] if isinstance(units, str | Path) else []
    world = reaching(world or DiskWorld(), template, out, *paths)
    told = engine_named(engine, scheduler)
    tables.allow(table := Path(table or out / TABLE))
    narrative = world.read(narrative_of(template, world)).decode("utf-8", "replace")
    for name in formats:
        format_named(name)
    sink = Sink()
    everyone = asked = units_of(units := held(units), world, sink)
    before = results.last_lines(out, world)
    if only_failed:
        asked = _failed(everyone, before, out)
    tasks = [Task(unit, template, out, tuple(formats), strict, dry, dict(world.env))
             for unit in asked]
    digests = Digests(world)
    kept = [done for task in tasks if resume and not dry and (done := results.kept(
        task.unit, template, out, task.options, digests))]
    holds, names = {each.unit for each in kept}, {unit.name for unit in asked}
    todo = tuple(task for task in tasks if task.unit.name not in holds)
    took = [float(line["seconds"]) for line in before if line["state"] == State.DONE.value]
    each = sum(took) / len(took) if took else _A_UNIT
    known = results.facts_of(out, world)
    issue = Path(last) if last else out
    if last and not world.is_file(issue / results.RECORDS / results.LAST):
        raise _no_batch(issue)
    again = {
        "template": str(world.resolve(template)), "formats": list(formats), "strict": strict,
        "units": units if isinstance(units, Mapping) else str(world.resolve(Path(units)))}
    return Plan(
        template, everyone, todo, tuple(kept), _missing(asked, narrative),
        each * len(todo) / (workers or processes()), out, table,
        _listed(template, world) or tuple(
            line["unit"] for line in (results.last_lines(issue, world) if last else before)),
        {unit.name: known[unit.name] for unit in everyone
         if unit.name in known and unit.name not in names},
        results.facts_of(issue, world) if last else known, again,
        tuple(_alone(line) for line in before if only_failed and line["unit"] not in names
              and line["state"] != State.ABSENT.value), (*told, *sink), engine, scheduler)


def _alone(line: Line) -> Line:
    """A line of the last run without what the units showed beside each other then."""
    codes = {code for code, _ in CHECKS}
    return {**line, "findings": [each for each in line["findings"] if each["code"] not in codes]}


def _listed(template: Path, world: World) -> tuple[str, ...]:
    """The units that the template's list asks for, a line each; none for none."""
    if not world.is_file(path := template / LIST):
        return ()
    lines = decode(world.read(path), str(path), Sink()).splitlines()
    return tuple(dict.fromkeys(name for line in lines if (name := line.strip())))


def planned_again(out: Path, world: World) -> Plan:
    """The plan of a batch that was built there: what is kept is done, and holds.

    Raises E1441 where none was, and as `plan`.
    """
    try:
        told = json.loads(world.read(out / results.RECORDS / _PLAN))
        source, how = told["units"], {key: told[key] for key in ("formats", "strict")}
        template = Path(told["template"])
    except (ReportError, ValueError, KeyError, TypeError) as error:
        raise _no_batch(out) from error
    return plan(template, source, out, resume=True, world=world, **how)


def _no_batch(out: Path) -> ReportError:
    return failure("E1441", f"“{place_of(out)}”里没有做过一批", Span(place_of(out)),
                   "写做好的一批的输出文件夹；还没有做的先做：reportgen batch 模板 数据.xlsx")


def _failed(units: tuple[Unit, ...], before: Sequence[Line], out: Path) -> tuple[Unit, ...]:
    """The units that an earlier run did not do."""
    if not before:
        raise failure("E1407", f"“{out}”里没有上次的记录，不知道哪些没有做成",
                      Span(str(out)), "用 --resume：做好了的跳过，其余的都做")
    good = {line["unit"] for line in before if line["state"] in {each.value for each in GOOD}}
    return tuple(unit for unit in units if unit.name not in good)


def _missing(units: Sequence[Unit], narrative: str) -> dict[str, tuple[str, ...]]:
    """By unit: the facts that others have, the narrative names, and this one has not."""
    named = sorted(name for name in frozenset[str]().union(*(unit.indicators for unit in units))
                   if name in narrative)
    lacks = {unit.name: tuple(name for name in named if name not in unit.indicators)
             for unit in units if unit.folder is None}
    return {name: lack for name, lack in lacks.items() if lack}


def run(planned: Plan, limits: Limits | None = None) -> Iterator[Result]:
    """Do what is planned; the results as they come, those that were kept first.

    The table is written at the end, and when whoever asks stops asking. A dry run writes nothing.
    """
    limits = limits or Limits()
    made: dict[str, Result] = {}
    dry = any(task.dry for task in planned.tasks)
    if not dry:
        told = json.dumps(planned.again, ensure_ascii=False, indent=1)
        reaching(DiskWorld(), planned.out).write_all(
            {planned.out / results.RECORDS / _PLAN: told.encode()})
    try:
        for result in _results(planned, limits):
            made[result.unit] = result
            yield result
    finally:
        if not dry:
            _put_down(planned, made)


def compared(planned: Plan, made: Iterable[Result]) -> tuple[Finding, ...]:
    """What the results show beside each other (`across`)."""
    now = planned.known | {each.unit: each.facts for each in made if each.facts}
    names = tuple(unit.name for unit in planned.units)
    return find(Compared(now, planned.last, names, planned.wanted))


def _put_down(planned: Plan, made: Mapping[str, Result]) -> None:
    """The table for people, and the lines that the next run reads; what was found is with its unit.
    """
    undone = (result_of(Ended(task, End.UNDONE, None, 0, 0), Limits())
              for task in planned.tasks if task.unit.name not in made)
    lines = {line["unit"]: line for line in planned.earlier}
    lines |= {each.unit: each.line() for each in (*made.values(), *undone)}
    for units, found in compared(planned, made.values()):
        for unit in units or (_ALL,):
            line = lines.get(unit) or Result(unit, State.ABSENT, tries=0).line()
            lines[unit] = {**line, "findings": [*line["findings"], found.data]}
    told = [lines[name] for name in sorted(lines)]
    reaching(DiskWorld(), planned.out, planned.table).write_all({
        planned.table: tables.table(planned.table, told),
        planned.out / results.RECORDS / results.LAST: results.json_lines(
            line for line in told if line["unit"] != _ALL)})


def _results(planned: Plan, limits: Limits) -> Iterator[Result]:
    yield from planned.kept
    for task in planned.tasks:
        if task.unit.found:
            yield Result(task.unit.name, State.WRONG, findings=task.unit.found)
    if not (jobs := [task for task in planned.tasks if not task.unit.found]):
        return
    if not jobs[0].dry:
        reaching(DiskWorld(), planned.out).settle(planned.out)
    for ended in spread(jobs, work, limits, planned.engine, planned.scheduler):
        yield _advised(result_of(ended, limits), planned.missing)


def _advised(result: Result, missing: Mapping[str, tuple[str, ...]]) -> Result:
    """A fact that others have is not to be taken from elsewhere: it is to be asked for."""
    def advised(found: Diagnostic) -> Diagnostic:
        name = next((each for each in missing.get(result.unit, ())
                     if found.code == "E0301" and f"“{each}”" in found.message), "")
        hint = f"补上它的“{name}”；本来就没有的，稿子里用 {{% 如果 {name} %}} … {{% 结束 %}} 括起来"
        return replace(found, hints=(hint,)) if name else found
    return replace(result, findings=tuple(map(advised, result.findings)))


def result_of(ended: Ended[Any], limits: Limits) -> Result:
    """What became of a unit, in words; only a process that ended well tells it itself."""
    name, value = ended.job.unit.name, ended.value
    if isinstance(value, Result):
        return replace(value, seconds=ended.seconds, tries=ended.tries)
    state, code, words, hint = {
        End.LATE: (State.LATE, "E1403", f"超过 {limits.seconds:g} 秒没有做完，已经停下",
                   "用 --seconds 给更多时间；单独生成它，看停在哪里"),
        End.MEMORY: (State.MEMORY, "E1404", f"要的内存超过 {limits.memory >> 20} MB",
                     "检查它的照片和数据是不是太大；用 --memory 给更多"),
        End.DIED: (State.DIED, "E1405", f"进程没有做完就没有了（{_exit(value)}），"
                   f"试了 {ended.tries} 次", "单独生成它，看是什么结束了它；内存不够也会这样"),
        End.RAISED: (State.BUG, "E1406", f"程序自己出了错：{_last(value)}",
                     "请把它的数据和这一行交给维护者；别的单位照常做完"),
        End.UNDONE: (State.UNDONE, "E1408", "整批停下时没有做完",
                     "再运行一次，加上 --resume"),
    }[ended.end]
    found = failure(code, words, ended.job.unit.place, hint).diagnostics
    return Result(name, state, ended.seconds, findings=found, tries=ended.tries)


def _exit(code: object) -> str:
    if isinstance(code, str):
        return code
    if isinstance(code, int) and code < 0:
        return f"信号 {-code}"
    return f"退出码 {code}"


def _last(traceback: object) -> str:
    """The last line of a traceback."""
    return str(traceback).strip().rpartition("\n")[2][:200]


def batch(
    template: Path | str, units: Path | str | Values, out: Path | str = "out", *,
    formats: Sequence[str] = DEFAULT, strict: bool = False, resume: bool = False,
    limits: Limits | None = None, engine: str = "local", scheduler: str = "",
) -> Iterator[Result]:
    """Build every unit of a table, a folder of folders, or values in memory by one template.

    Yields a `Result` for each as they come: none stops another. Raises `ReportError` for what
    concerns all: no template, no units. See `Limits` for processes, time and memory.
    """
    planned = plan(template, units, out, formats=formats, strict=strict, resume=resume,
                   engine=engine, scheduler=scheduler)
    yield from run(planned, limits)
