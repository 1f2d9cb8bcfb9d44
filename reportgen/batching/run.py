"""A batch: planned, run unit by unit, told as it goes, and put down at the end."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field, replace
from pathlib import Path
from typing import Any

from reportgen.batching import results
from reportgen.batching.results import GOOD, Digests, Result, State
from reportgen.batching.supervise import End, Ended, Limits, supervise
from reportgen.batching.units import Unit, Values, units_of
from reportgen.batching.work import Task, work
from reportgen.diagnostics import Diagnostic, ReportError, Sink, Span, failure
from reportgen.formats import DEFAULT, format_named
from reportgen.frozen import frozen
from reportgen.pipeline import narrative_of
from reportgen.world import DiskWorld, World

_PLAN = "plan"      # of the records, that which holds for all
_A_UNIT = 0.6       # seconds, where no earlier run tells: the sample of the documents


@frozen
class Plan:
    """What is to be done: tasks; what is kept; rows of earlier units that nobody asks for now."""

    tasks: tuple[Task, ...]
    kept: tuple[Result, ...]
    missing: dict[str, tuple[str, ...]]
    estimate: float     # seconds
    out: Path
    earlier: tuple[dict[str, str], ...] = ()
    found: tuple[Diagnostic, ...] = ()      # of the table, whatever unit
    asked: Mapping[str, object] = field(default_factory=dict)       # how to plan it again
    units: tuple[Unit, ...] = ()            # all that were asked for

    @property
    def template(self) -> Path:
        """The folder that all units share."""
        return Path(str(self.asked["template"]))


def plan(
    template: Path | str, units: Path | str | Values, out: Path | str = "out", *,
    formats: Sequence[str] = DEFAULT, strict: bool = False, resume: bool = False,
    only_failed: bool = False, dry: bool = False, workers: int = 0, world: World | None = None,
) -> Plan:
    """Who is to be done, what is missing of whom, how long it may take. Nothing is written.

    Raises what stops all: no template, no units (E1401), no earlier results (E1407).
    """
    world = world or DiskWorld()
    template, out = Path(template), Path(out)
    narrative = world.read(narrative_of(template, world)).decode("utf-8", "replace")
    for name in formats:
        format_named(name)
    sink = Sink()
    found = units_of(units, world, sink)
    before = results.earlier(out, world)
    if only_failed:
        found = _failed(found, before, out)
    tasks = [Task(unit, template, out, tuple(formats), strict, dry, dict(world.env))
             for unit in found]
    digests = Digests(world)
    kept = [done for task in tasks if resume and not dry and (done := results.kept(
        task.unit, template, out, task.options, digests))]
    names = {each.unit for each in kept}
    todo = tuple(task for task in tasks if task.unit.name not in names)
    asked = {unit.name for unit in found}
    took = [float(text) for row in before if row.get("结果") == State.DONE.value
            and (text := row.get("秒", "")).replace(".", "", 1).isdecimal()]
    each = sum(took) / len(took) if took else _A_UNIT
    rest = tuple(row for row in before if only_failed and row.get("单位") not in asked)
    asked_for = {
        "template": str(world.resolve(template)), "formats": list(formats), "strict": strict,
        "units": units if isinstance(units, Mapping) else str(world.resolve(Path(units)))}
    return Plan(todo, tuple(kept), _missing(found, narrative),
                each * len(todo) / (workers or processes()), out, rest, tuple(sink), asked_for,
                found)


def planned_again(out: Path, world: World) -> Plan:
    """The plan of a batch that was built there: what is kept is done, and holds.

    Raises E1441 where none was, and as `plan`.
    """
    try:
        told = json.loads(world.read(out / results.RECORDS / _PLAN))
        source, how = told["units"], {key: told[key] for key in ("formats", "strict")}
        template = Path(told["template"])
    except (ReportError, ValueError, KeyError, TypeError) as error:
        raise failure("E1441", f"“{out}”里没有做过一批", Span(str(out)),
                      "写做好的一批的输出文件夹；还没有做的先做：reportgen batch 模板 数据.xlsx"
                      ) from error
    return plan(template, source, out, resume=True, world=world, **how)


def processes() -> int:
    """How many at once, where nobody says: as many as there are processors for us."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _failed(units: tuple[Unit, ...], before: list[dict[str, str]], out: Path) -> tuple[Unit, ...]:
    """The units that an earlier run did not do."""
    if not before:
        raise failure("E1407", f"“{out}”里没有 {results.TABLE}，不知道上次哪些没有做成",
                      Span(str(out)), "用 --resume：做好了的跳过，其余的都做")
    good = {row.get("单位") for row in before
            if row.get("结果") in {state.value for state in GOOD}}
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

    结果.csv is written at the end, and when whoever asks stops asking. A dry run writes nothing.
    """
    limits = limits or Limits(processes())
    made: dict[str, Result] = {}
    world, dry = DiskWorld(), any(task.dry for task in planned.tasks)
    if not dry:
        told = json.dumps(planned.asked, ensure_ascii=False, indent=1)
        world.write_all({planned.out / results.RECORDS / _PLAN: told.encode()})
    try:
        for result in _results(planned, limits):
            made[result.unit] = result
            yield result
    finally:
        if not dry:
            undone = [_undone(task) for task in planned.tasks if task.unit.name not in made]
            rows = sorted((*made.values(), *undone), key=lambda each: each.unit)
            world.write_all({planned.out / results.TABLE: results.table(rows, planned.earlier)})


def _results(planned: Plan, limits: Limits) -> Iterator[Result]:
    yield from planned.kept
    for task in planned.tasks:
        if task.unit.found:
            yield Result(task.unit.name, State.WRONG, findings=task.unit.found)
    if not (jobs := [task for task in planned.tasks if not task.unit.found]):
        return
    if not jobs[0].dry:
        DiskWorld().settle(planned.out)
    for ended in supervise(jobs, work, limits):
        yield result_of(ended, limits)


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
        End.UNDONE: (State.UNDONE, "E1408", "整批的时间到了，没有做完",
                     "再运行一次，加上 --resume"),
    }[ended.end]
    found = failure(code, f"“{name}”{words}", ended.job.unit.said.span, hint).diagnostics
    return Result(name, state, ended.seconds, findings=found, tries=ended.tries)


def _undone(task: Task) -> Result:
    found = failure("E1408", f"“{task.unit.name}”整批停下时没有做完", task.unit.said.span,
                    "再运行一次，加上 --resume")
    return Result(task.unit.name, State.UNDONE, findings=found.diagnostics)


def _exit(code: object) -> str:
    if isinstance(code, int) and code < 0:
        return f"信号 {-code}"
    return f"退出码 {code}"


def _last(traceback: object) -> str:
    """The last line of a traceback."""
    return str(traceback).strip().rpartition("\n")[2][:200]


def batch(
    template: Path | str, units: Path | str | Values, out: Path | str = "out", *,
    formats: Sequence[str] = DEFAULT, strict: bool = False, resume: bool = False,
    limits: Limits | None = None,
) -> Iterator[Result]:
    """Build every unit of a table, a folder of folders, or values in memory by one template.

    Yields a `Result` for each as they come: none stops another. Raises `ReportError` for what
    concerns all: no template, no units. See `Limits` for processes, time and memory.
    """
    planned = plan(template, units, out, formats=formats, strict=strict, resume=resume)
    yield from run(planned, limits)
