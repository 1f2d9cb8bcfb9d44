"""Series over categories: from facts, timelines and written series to a `SeriesChart`.

Categories come from what the author wrote (类目), from the periods of the facts, from the projects
they belong to, or from their names, in this order; where several series do not agree, the author
is asked.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import pairwise

from reportgen.charts.parts.kind import ChartKind
from reportgen.document import chart
from reportgen.facts.model import Period, Timeline
from reportgen.facts.period import interval
from reportgen.frozen import frozen
from reportgen.narrative.figures.chart_data import DataMaker, Found, converts, one_measure
from reportgen.narrative.figures.chart_order import in_order
from reportgen.narrative.figures.chart_shares import with_shares
from reportgen.narrative.fill.lookup import Scope
from reportgen.narrative.syntax import FigureSource, Named, SeriesSource

_YEAR = re.compile(r"^[0-9]{4}年(?=.)")
_MARKS = {"柱": chart.Mark.BAR, "线": chart.Mark.LINE}
_LINE_KINDS = ("折线",)
_MIXED = "柱线"
_PAIRED = "哑铃"
Slot = Found | None


@dataclass(slots=True)
class Draft:
    """A series before its unit is known: its facts by place, its periods if it is a timeline."""

    name: str
    slots: tuple[Slot, ...]
    source: SeriesSource
    periods: tuple[Period, ...] = ()

    @property
    def found(self) -> list[Found]:
        """The facts there are."""
        return [slot for slot in self.slots if slot is not None]


@frozen
class SeriesMaker:
    """Makes the series charts of one document."""

    data: DataMaker
    scope: Scope = field(default_factory=dict)

    def make(
        self, source: FigureSource, kind: ChartKind[chart.SeriesChart], title: str
    ) -> chart.SeriesChart | None:
        """The chart; None when it cannot be made (reported)."""
        drafts = self._aligned(source, self._drafts(source))
        if not drafts:
            return None
        categories = self._categories(source, drafts)
        if categories is None:
            return None
        axes = self._axes(source, drafts)
        made = [self._series(draft, categories, axes, source) for draft in drafts]
        if None in made:
            return None
        series = tuple(each for each in made if each is not None)
        whole = self._whole(source, axes[0].unit)
        if source.whole is not None and whole is None:
            return None
        spec = chart.SeriesChart(source.kind, title, categories, series, axes, kind.position,
                                 kind.coord, whole, span=source.span)
        return in_order(with_shares(spec, self.data.lookup), source.order, self.data.lookup.sink)

    # ------------------------------------------------------------------------------- series

    def _drafts(self, source: FigureSource) -> list[Draft]:
        if source.series:
            return [draft for each in source.series if (draft := self._written(each))]
        if source.kind == _PAIRED:
            return self._pairs(source)
        lines = [(named, line) for named in source.facts
                 if (line := self.data.lookup.dataset.timeline(named.name))]
        if not lines:
            draft = self._listed(SeriesSource("", source.facts, span=source.span))
            return [draft] if draft else []
        if len(lines) < len(source.facts):
            self.data.error(source.span, "“事实”里有的是各期数据，有的不是",
                            "分开写成“系列”，或只写一种")
            return []
        return [self._timeline(line, SeriesSource(named.label or line.name, (named,),
                                                  span=named.span)) for named, line in lines]

    def _written(self, source: SeriesSource) -> Draft | None:
        line = None
        if len(source.facts) == 1:
            line = self.data.lookup.dataset.timeline(source.facts[0].name)
        if line is not None:
            return self._timeline(line, replace(source, name=source.name or line.name))
        return self._listed(source)

    def _listed(self, source: SeriesSource) -> Draft | None:
        slots: list[Slot] = []
        good = True
        for named in source.facts:
            fact = self.data.fact(named, self.scope) if named.name else None
            good = good and (fact is not None or not named.name)
            slots.append((named, fact) if fact is not None else None)
        if good and not any(slots):
            what = f"系列“{source.name}”" if source.name else "图"
            self.data.error(source.span, f"{what}里一个数也没有", "写上事实的名称，或删去这一项")
        return Draft(source.name, tuple(slots), source) if good and any(slots) else None

    def _timeline(self, line: Timeline, source: SeriesSource) -> Draft:
        facts = self.data.lookup.dataset.by_id
        slots = tuple(
            (replace(source.facts[0], label=""), facts[id_]) if id_ in facts else None
            for id_ in line.facts
        )
        return Draft(source.name, slots, source, line.periods)

    def _pairs(self, source: FigureSource) -> list[Draft]:
        """Two series, the earlier period first: each fact and its 基期."""
        now, before = [], []
        for named in source.facts:
            base = named.base or self._derived_base(named)
            if not base:
                self.data.error(named.span, f"“{named.name}”没有写基期",
                                f"写出上一期是哪条事实，如 {{事实: {named.name}, 基期: 上年数}}")
                return []
            now.append(named)
            before.append(Named(base, named.label or named.name, span=named.span))
        drafts = [self._listed(SeriesSource("", tuple(each), span=source.span))
                  for each in (before, now)]
        if None in drafts:
            return []
        pair = [draft for draft in drafts if draft is not None]
        for draft, default in zip(pair, ("基期", "本期"), strict=True):
            texts = {fact.period.text for _, fact in draft.found}
            draft.name = texts.pop() if len(texts) == 1 else default
        return pair

    def _derived_base(self, named: Named) -> str:
        """The 基期值 that was derived from a fact, if there is one."""
        fact = self.data.lookup.dataset.find(named.name)
        return next((each.name for each in self.data.lookup.dataset
                     if fact is not None and each.formula is not None
                     and each.formula.name == "基期值" and each.formula.operands == (fact.id,)), "")

    # --------------------------------------------------------------------------- categories

    def _aligned(self, source: FigureSource, drafts: list[Draft]) -> list[Draft]:
        """Timelines put on one row of periods; other series must be of one length (E0317)."""
        if not drafts or (source.series and len(drafts) < len(source.series)):
            return []
        if all(draft.periods for draft in drafts):
            return _merged(drafts)
        lengths = {len(draft.slots) for draft in drafts}
        if len(lengths) == 1:
            return drafts
        self.data.error(source.span, "各系列的项数不同：" + "、".join(
            f"“{draft.name}”{len(draft.slots)}项" for draft in drafts),
            "每个类目都写一项，没有数据的写 —")
        return []

    def _categories(
        self, source: FigureSource, drafts: list[Draft]
    ) -> tuple[chart.Category, ...] | None:
        count = len(drafts[0].slots)
        if source.categories:
            if len(source.categories) == count:
                return tuple(map(chart.Category, source.categories))
            self.data.error(source.span, f"“类目”有{len(source.categories)}项，数据有{count}项",
                            "一一对应地写")
            return None
        found = _periods(drafts)
        if found is None and self._nameless(drafts):
            return None
        found = found or _labels(drafts) or self._entities(drafts)
        if found is None and source.kind == _PAIRED and not source.series:
            found = _labels(drafts[-1:])        # each pair by the name of its fact
        if found is None:
            self.data.error(source.span, "看不出各系列对应的类目",
                            "写出各个类目，如 类目: [甲, 乙, 丙]")
        return found

    def _nameless(self, drafts: list[Draft]) -> bool:
        """Whether a place has neither value nor name (E0317): nobody knows what it stands for."""
        if len(drafts) > 1 or drafts[0].periods:
            return False
        bare = [named for named in drafts[0].source.facts if not (named.name or named.label)]
        for named in bare:
            self.data.error(named.span, "这一项没有数，也没有名称",
                            "写上名称，如 {事实: —, 标签: 某村}")
        return bool(bare)

    def _entities(self, drafts: list[Draft]) -> tuple[chart.Category, ...] | None:
        """The projects or villages the facts belong to, where every series has the same."""
        names = {entity.id: entity.name for entity in self.data.lookup.dataset.entities}
        rows = [tuple(slot[1].entity if slot else "" for slot in draft.slots) for draft in drafts]
        merged = [next(filter(None, column), "") for column in zip(*rows, strict=True)]
        agree = all(row[i] in ("", merged[i]) for row in rows for i in range(len(merged)))
        if not agree or "" in merged or len(set(merged)) < len(merged):
            return None
        return tuple(chart.Category(names.get(id_, id_)) for id_ in merged)

    # --------------------------------------------------------------------------------- axes

    def _axes(self, source: FigureSource, drafts: list[Draft]) -> tuple[chart.ValueAxis, ...]:
        floor = Decimal(source.floor) if source.floor else None
        units = [self.data.common_unit(draft.found) for draft in drafts]
        left = source.unit or units[0]
        if source.kind != _MIXED:
            return (chart.ValueAxis(left, floor=floor),)
        right = next((unit for draft, unit in zip(drafts, units, strict=True)
                      if self._at_right(draft, left)), None)
        if right is None:
            return (chart.ValueAxis(left, floor=floor),)
        names: dict[bool, list[str]] = {False: [], True: []}
        for draft in drafts:
            names[self._at_right(draft, left)].append(draft.name)
        first, second = ("、".join(filter(None, names[side])) for side in (False, True))
        return chart.ValueAxis(left, first, floor), chart.ValueAxis(right, second)

    def _at_right(self, draft: Draft, left: str) -> bool:
        """Whether a series has the right axis: by 轴, or because the left one cannot hold it.

        万元 beside 亿元 stays on one: on two scales the smaller could stand above the larger.
        """
        return draft.source.right or not all(converts(fact, left) for _, fact in draft.found)

    def _series(
        self, draft: Draft, categories: tuple[chart.Category, ...],
        axes: tuple[chart.ValueAxis, ...], source: FigureSource,
    ) -> chart.Series | None:
        axis = int(len(axes) > 1 and self._at_right(draft, axes[0].unit))
        made: list[chart.Datum | None] = []
        for slot, category in zip(draft.slots, categories, strict=True):
            if slot is None:
                made.append(None)
                continue
            named = replace(slot[0], label=category.label)
            datum = self.data.datum(named, slot[1], axes[axis].unit)
            if datum is None:
                return None
            made.append(datum)
        mark = _mark(source.kind, draft.source.mark, axis)
        return chart.Series(draft.name, tuple(made), mark, axis)

    def _whole(self, source: FigureSource, unit: str) -> chart.Datum | None:
        if source.whole is None:
            return None
        fact = self.data.fact(source.whole, self.scope)
        return self.data.datum(source.whole, fact, unit) if fact is not None else None


def _mark(kind: str, written: str, axis: int) -> chart.Mark:
    if kind == _PAIRED:
        return chart.Mark.POINT
    if kind in _LINE_KINDS or (kind == _MIXED and not written and axis):
        return chart.Mark.LINE
    return _MARKS.get(written, chart.Mark.BAR) if kind == _MIXED else chart.Mark.BAR


def _merged(drafts: list[Draft]) -> list[Draft]:
    """Timelines on the union of their periods, in the order of time."""
    periods = {period: _order(period) for draft in drafts for period in draft.periods}
    row = tuple(sorted(periods, key=periods.__getitem__))
    return [
        replace(draft, periods=row, slots=tuple(
            dict(zip(draft.periods, draft.slots, strict=True)).get(period) for period in row
        ))
        for draft in drafts
    ]


def _order(period: Period) -> tuple[int, int]:
    found = interval(period)
    return (found.last, found.first) if found is not None else (0, 0)


def _periods(drafts: list[Draft]) -> tuple[chart.Category, ...] | None:
    """The periods of the facts, where they follow each other and are the same in every series."""
    if drafts[0].periods:
        periods: Sequence[Period | None] = drafts[0].periods
    else:
        if any(slot and slot[0].label for draft in drafts for slot in draft.slots):
            return None
        if not drafts[0].name and not one_measure([fact for _, fact in drafts[0].found]):
            return None         # 税收 of one year and 产值 of the next keep their names
        columns = zip(*(draft.slots for draft in drafts), strict=True)
        told = ({slot[1].period for slot in column if slot} for column in columns)
        periods = [each.pop() if len(each) == 1 else None for each in told]
    found = [(period, interval(period)) for period in periods if period is not None]
    spans = [span for _, span in found if span is not None]
    rising = all((a.last, a.first) < (b.last, b.first)
                 for a, b in pairwise(spans))
    if len(spans) < len(periods) or not rising or len(spans) < 2:
        return None
    texts = _short([period.text for period, _ in found], spans)
    return tuple(chart.Category(text, span) for text, span in zip(texts, spans, strict=True))


def _short(texts: list[str], spans: list[chart.Interval]) -> list[str]:
    """Periods without their year, where all are of one year and are more than it."""
    if len({year for span in spans for year in (span.first // 12, span.last // 12)}) > 1:
        return texts
    return [_YEAR.sub("", text) for text in texts]


def _labels(drafts: list[Draft]) -> tuple[chart.Category, ...] | None:
    """The labels of the facts: of a single series, or where every series has the same."""
    columns = list(zip(*(draft.slots for draft in drafts), strict=True))
    if len(drafts) == 1:
        written = drafts[0].source.facts
        return tuple(chart.Category(slot[0].label or slot[1].name if slot else written[n].label)
                     for n, (slot,) in enumerate(columns))
    found = [{slot[0].label for slot in column if slot} for column in columns]
    if any(len(each) != 1 or "" in each for each in found):
        return None
    return tuple(chart.Category(each.pop()) for each in found)
