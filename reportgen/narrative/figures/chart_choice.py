"""Which chart a fence gets that does not say its 类型: by its keys, units, how many, how long.

The choice is what a statistician would draw first: comparisons as bars from zero, time as a line,
parts as bars before circles, unlike units apart. Whatever is chosen can be written out instead.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportgen.facts.model import Dataset, Fact, Timeline
from reportgen.narrative.syntax import KEYS, FigureSource, Named, SeriesSource

_FEW, _SHORT = 8, 6         # bars stand upright when there are so many at most, named so briefly


def choose(source: FigureSource, dataset: Dataset) -> str:
    """The kind of chart for what a fence names."""
    if source.panels:
        return "小倍数"
    if source.series:
        return _series(source.series, source.categories, dataset)
    if source.base is not None:
        return "同比"
    if source.whole is not None:
        return "占比"
    return _told(source.facts) or _facts(source.facts, dataset)


def unused(source: FigureSource, keys: Sequence[str]) -> Iterator[str]:
    """The keys which the author wrote and a kind with these keys does not take."""
    return (key for field, key in KEYS.items() if getattr(source, field) and key not in keys)


def _told(facts: Sequence[Named]) -> str:
    """What the facts are beside: a target, an earlier period, a part."""
    pairs = (("完成率", "target"), ("哑铃", "base"), ("其中", "part"))
    return next((kind for kind, field in pairs if any(getattr(n, field) for n in facts)), "")


def _facts(named: Sequence[Named], dataset: Dataset) -> str:
    lines = list(_lines(named, dataset))
    if lines:
        return _timelines(lines, dataset)
    facts = list(_found(named, dataset))
    units = _units(facts)
    if facts and not units:
        return "阶段" if dataset.stages else "甘特"
    if len(units) > 1:
        return "小倍数"
    known = {fact.id for fact in facts}
    wholes = {fact.part_of for fact in facts if fact.part_of in known}
    if wholes and all(sum(each.part_of == whole for each in dataset) == 1 for whole in wholes):
        return "其中"       # of several parts the author says which
    return _bars([each.label or each.name for each in named])


def _series(series: Sequence[SeriesSource], categories: Sequence[str], dataset: Dataset) -> str:
    named = [each for one in series for each in one.facts]
    lines = list(_lines(named, dataset))
    if lines:
        return _timelines(lines, dataset)
    if len(_units(_found(named, dataset))) > 1:
        return "柱线"
    first = series[0].facts
    return _bars(categories or [each.label or each.name for each in first])


def _timelines(lines: Sequence[Timeline], dataset: Dataset) -> str:
    """A line; of what is counted since the beginning of the year, columns."""
    facts = [dataset.by_id[id_] for line in lines for id_ in line.facts if id_ in dataset.by_id]
    if len(_units(facts)) > 1:
        return "柱线"
    since = all("—" in period.text for line in lines for period in line.periods)
    return "柱形" if since and len(lines) == 1 else "折线"


def _bars(names: Sequence[str]) -> str:
    """Upright where few names are short; else across, where every name has room."""
    few = len(names) <= _FEW and all(len(name) <= _SHORT for name in names)
    return "柱形" if few else "条形"


def _lines(named: Sequence[Named], dataset: Dataset) -> Iterator[Timeline]:
    return (line for each in named if (line := dataset.timeline(each.name)) is not None)


def _found(named: Sequence[Named], dataset: Dataset) -> Iterator[Fact]:
    return (fact for each in named if (fact := dataset.find(each.name)) is not None)


def _units(facts: Iterator[Fact] | Sequence[Fact]) -> set[str]:
    """The units of what has a number; 万元 and 亿元 go on one scale."""
    return {fact.unit for fact in facts if fact.amounts}
