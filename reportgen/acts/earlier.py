"""Earlier issues: that of the same period a year before, in the office's folder or its archive."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from reportgen.acts.archive import Desk
from reportgen.acts.rolled_values import Issue
from reportgen.archive.disk import Disk
from reportgen.archive.record import DATA, NARRATIVE
from reportgen.diagnostics import ReportError, Sink
from reportgen.facts.model import Dataset, Period
from reportgen.facts.period import year_before
from reportgen.facts.read import facts_beside
from reportgen.facts.turning import Turn, issue_of, own_form
from reportgen.memory_world import MemoryWorld
from reportgen.narrative.read import tables_named
from reportgen.office.model import Office
from reportgen.office.read import find_office
from reportgen.sources.text import decode
from reportgen.world import World

_STORY = "briefing.md"
_YEAR = re.compile(r"(?:19|20|21)\d\d")
_MOST = 60      # folders that are looked into


def last_year(folder: Path, turn: Turn, world: World, disk: Disk) -> Issue | None:
    """The issue of the next period a year before; None where neither folder nor archive has it."""
    wanted = year_before(turn.new)
    near = [each for each in _beside(folder, world)
            if (years := _YEAR.findall(each.name)) == [] or str(wanted.year) in years
            or str(wanted.year + 1) in years]
    for each in near[:_MOST]:
        dataset = _facts(each, world)
        if dataset is not None and _of(dataset, wanted):
            return Issue(each.name, dataset, world)
    office = find_office(folder, world)
    if office is None or not disk.kind(office.path(office.archive)):
        return None
    return _archived(office, wanted, world, disk)


def step_from(folder: Path, old: Period, world: World) -> int:
    """How many months an issue is after the one before it; 0 where nothing tells."""
    number, month = issue_of(folder.name), old.end.month if old.end else 0
    named = {"quarter": 3, "month": 1, "half": 6, "quarters": 3}.get(own_form(Period(folder.name)))
    if named:
        return named
    for each in _beside(folder, world):
        if number and issue_of(each.name) == number - 1:
            dataset = _facts(each, world)
            end = dataset.period.end if dataset is not None else None
            if end is not None and end.year == old.year:
                return month - end.month
    return next((step for step in (1, 3, 6) if number and number * step == month), 0)


def _beside(folder: Path, world: World) -> list[Path]:
    parent = folder.parent
    return [parent / name for name in world.names_in(parent)
            if name != folder.name and world.is_file(parent / name / _STORY)]


def _of(dataset: Dataset, wanted: Period) -> bool:
    period = dataset.period
    return period.end is not None and (period.start, period.end) == (wanted.start, wanted.end)


def _facts(folder: Path, world: World) -> Dataset | None:
    """The facts of a folder; None where they do not read."""
    path, sink = folder / _STORY, Sink()
    try:
        text = decode(world.read(path), str(path), sink)
        return facts_beside(folder, world, sink, needed=False,
                            tables=tables_named(text, str(path)))
    except ReportError:
        return None


def _archived(office: Office, wanted: Period, world: World, disk: Disk) -> Issue | None:
    """The issue of a period that the archive holds."""
    try:
        with Desk(office, world, disk, "").archive() as archive:
            records = archive.catalogue.records("year IN (?, ?)", (wanted.year, wanted.year + 1))
            for _, record in reversed(records):
                held = {each.name: archive.read(each) for role in (NARRATIVE, DATA)
                        for each in record.held(role)}
                found = list(_folders(held))
                if not found:
                    continue
                inside = MemoryWorld({Path("/") / name: data for name, data in held.items()})
                dataset = _facts(found[0], inside)
                if dataset is not None and _of(dataset, wanted):
                    return Issue(record.name, dataset, inside)
    except ReportError:
        return None     # what is wrong with an archive, its own commands tell
    return None


def _folders(held: dict[str, bytes]) -> Iterator[Path]:
    yield from (Path("/") / Path(name).parent for name in held if Path(name).name == _STORY)

