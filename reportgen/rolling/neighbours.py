"""Earlier issues: what lies beside a folder, or was taken out of an archive."""

from __future__ import annotations

import re
from pathlib import Path

from reportgen.diagnostics import ReportError, Sink
from reportgen.facts.model import Dataset, Period
from reportgen.facts.period import year_before
from reportgen.narrative.read import dataset_of
from reportgen.rolling.turning import Turn, issue_of, own_form
from reportgen.rolling.values import Issue, same_days
from reportgen.sources.text import decode
from reportgen.world import World

_STORY = "briefing.md"
_YEAR = re.compile(r"(?:19|20|21)\d\d")
_DIGITS, _NAMED = re.compile("[0-9]+"), re.compile("[一二三四](?=季度)|[上下](?=半年)")
_ORDER = "一二三四上下"
_MOST = 60      # folders that are looked into


def last_year(folder: Path, turn: Turn, world: World) -> Issue | None:
    """The issue of the next period a year before, in a folder beside; None for none."""
    wanted = year_before(turn.new)
    near = [each for each in _beside(folder, world)
            if not (years := _YEAR.findall(each.name)) or str(wanted.year) in years
            or str(wanted.year + 1) in years]
    return next((found for each in near[:_MOST]
                 if (found := issue_in(each, each.name, wanted, world)) is not None), None)


def previous_folder(folder: Path, world: World) -> Path | None:
    """The folder beside that is named as the one before: 2024年第4期 of 2024年第5期; or None."""
    shape, own = numbers_in(folder.name)
    earlier = ((numbers, each) for each in _beside(folder, world)
               for like, numbers in [numbers_in(each.name)] if like == shape and numbers < own)
    return max(earlier, default=(own, None))[1]


def numbers_in(name: str) -> tuple[str, tuple[int, ...]]:
    """A folder's name without the numbers that tell its period and issue; and these."""
    plain = _NAMED.sub(lambda found: str(_ORDER.index(found[0]) % 4 + 1), name)
    return _DIGITS.sub("0", plain), tuple(map(int, _DIGITS.findall(plain)))


def issue_in(folder: Path, name: str, wanted: Period, world: World) -> Issue | None:
    """The issue in a folder, if its facts read and it is that of a period."""
    dataset = _facts(folder, world)
    same = dataset is not None and same_days(dataset.period, wanted)
    return Issue(name, dataset, world) if dataset is not None and same else None


def folder_held(names: dict[str, bytes]) -> Path | None:
    """The folder of the narrative among files by name."""
    return next((Path("/") / Path(name).parent for name in names if Path(name).name == _STORY),
                None)


def step_from(folder: Path, old: Period, world: World) -> int:
    """How many months an issue is after the one before it; 0 where nothing tells."""
    number, month = issue_of(folder.name), old.end.month if old.end else 0
    named = {"quarter": 3, "month": 1, "half": 6, "quarters": 3}.get(own_form(Period(folder.name)))
    if named:
        return named
    before = previous_folder(folder, world)
    if before is not None and number and issue_of(before.name) == number - 1:
        dataset = _facts(before, world)
        end = dataset.period.end if dataset is not None else None
        if end is not None and end.year == old.year:
            return month - end.month
    return next((step for step in (1, 3, 6) if number and number * step == month), 0)


def _beside(folder: Path, world: World) -> list[Path]:
    parent = folder.parent
    return [parent / name for name in world.names_in(parent)
            if name != folder.name and world.is_file(parent / name / _STORY)]


def _facts(folder: Path, world: World) -> Dataset | None:
    """The facts of a folder; None where they do not read."""
    path, sink = folder / _STORY, Sink()
    try:
        text = decode(world.read(path), str(path), sink)
        return dataset_of(text, path, world, sink)
    except ReportError:
        return None
