"""A batch into the archive: a record a unit, many records at once, none lost for another's sake."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from reportgen.acts.archive import Desk, require_own
from reportgen.acts.filing import FilingWish, filing
from reportgen.archive.record import FILED, Record
from reportgen.archive.store import Archive, Filed, Filing, file
from reportgen.batching import run
from reportgen.batching.issue import UnitWorld
from reportgen.batching.results import Found, Result
from reportgen.batching.supervise import Ended, Limits, supervise
from reportgen.batching.units import Unit
from reportgen.diagnostics import Diagnostic, Family, ReportError
from reportgen.edition import silent
from reportgen.frozen import frozen
from reportgen.office.read import required_office

_DIGEST = re.compile("[0-9a-f]{64}")
GROUP = 64      # records that are on the disk together: as many as are held in memory, too


@frozen
class Job:
    """A unit whose issue is to be filed."""

    unit: Unit
    template: Path
    wish: FilingWish
    env: Mapping[str, str]


@frozen
class BatchFilingPlan:
    """What is to be filed of a batch, in the order of its units, and what has been."""

    jobs: tuple[Job, ...]
    filed: Mapping[str, Record]     # by unit
    left: tuple[Found, ...]         # who is not done, or not as it was (W1440)


@frozen
class Ready:
    """What a process made of a unit, to be filed; or why there is nothing."""

    unit: str
    filing: Filing | None
    found: tuple[Diagnostic, ...]


@frozen
class Done:
    """What became of one unit: its record, or why there is none."""

    unit: str
    filed: Filed | None
    found: tuple[Diagnostic, ...] = ()


def planned(at: Desk, out: Path, wish: FilingWish) -> BatchFilingPlan:
    """Who is to be filed. Their files are as the batch wrote them, from what lies there now.

    Raises E1441 for no batch, E1127 for the archive of another 全宗.
    """
    batch = run.planned_again(out, at.world)
    with at.archive() as archive:
        require_own(at, archive)
        filed = records_of(archive, batch.kept)
    kept = {each.unit for each in batch.kept} - filed.keys()
    wish = replace(wish, out=out, today=at.disk.now().date())
    return BatchFilingPlan(tuple(Job(unit, batch.template, wish, dict(at.world.env))
                      for unit in batch.units if unit.name in kept), filed, unfinished(batch))


def unfinished(batch: run.Plan) -> tuple[Found, ...]:
    """Which units of a batch are not done, or not as they were when they were (W1440)."""
    return tuple((task.unit.name, Diagnostic(
        "W1440", "没有做好，或者做好以后数据、稿子、文件改过", task.unit.place,
        ("改好，再做一次这一批，加上 --resume",))) for task in batch.tasks)


def records_of(archive: Archive, kept: Sequence[Result]) -> dict[str, Record]:
    """By unit, the record that holds one of the files that the batch wrote."""
    wanted = {digest: each.unit for each in kept for digest in each.digests.values()}
    found: dict[str, Record] = {}
    for entry in archive.catalogue.entries("kind = ?", (FILED,)):
        unit = next((wanted[each] for each in _DIGEST.findall(entry.body) if each in wanted), "")
        if unit and (alive := archive.catalogue.records("seq = ?", (entry.seq,))):
            found[unit] = alive[0][1]
    return found


def add(at: Desk, plan: BatchFilingPlan, limits: Limits) -> Iterator[Done]:
    """File what is planned, in groups: what became of each unit, as each group is on the disk.

    One that cannot be filed is told, the others of its group stand. Raises what concerns all: the
    disk refuses (E1105), another writes for too long (E1104); asked again, it goes on.
    """
    for first in range(0, len(plan.jobs), GROUP):
        jobs = plan.jobs[first : first + GROUP]
        made = {each.job.unit.name: _made(each, limits) for each in supervise(jobs, work, limits)}
        group = [made[job.unit.name] for job in jobs]
        yield from (Done(each.unit, None, each.found) for each in group if each.filing is None)
        yield from _filed(at, [each for each in group if each.filing is not None])


def work(job: Job) -> Ready:
    """In a process of its own: what is to be filed of a unit, or why it cannot be."""
    try:
        world = UnitWorld(job.unit, job.template, job.env)
        office = required_office(world.folder, world)
        return Ready(job.unit.name, *filing(world.folder, office, world, job.wish, silent))
    except ReportError as error:
        return Ready(job.unit.name, None, error.diagnostics)


def _made(ended: Ended[Job], limits: Limits) -> Ready:
    if isinstance(ended.value, Ready):
        return ended.value
    return Ready(ended.job.unit.name, None, run.result_of(ended, limits).findings)


def _filed(at: Desk, group: Sequence[Ready]) -> Iterator[Done]:
    """File a group as one; where a unit of it is refused, each half of it."""
    try:
        with at.archive(write=True) as archive:
            filed = file(archive, [each.filing for each in group if each.filing], at.who)
        yield from (Done(each.unit, one, each.found)
                    for each, one in zip(group, filed, strict=True))
    except ReportError as error:
        if error.family is Family.RENDER:       # the disk, another who writes: nobody's own fault
            raise
        if len(group) == 1:
            yield Done(group[0].unit, None, error.diagnostics)
        else:
            middle = len(group) // 2
            yield from _filed(at, group[:middle])
            yield from _filed(at, group[middle:])
