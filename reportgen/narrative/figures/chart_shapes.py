"""Wholes with parts, small multiples, two periods, targets: from a fence to its chart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from reportgen.document import chart
from reportgen.facts.forms import VALUE
from reportgen.facts.model import Fact
from reportgen.frozen import frozen
from reportgen.narrative.figures.chart_data import DataMaker, Found, converts
from reportgen.narrative.fill.lookup import Scope
from reportgen.narrative.syntax import FigureSource, Named, PanelSource

RATE = "完成率"


@frozen
class ShapeMaker:
    """Makes the charts of one document that are no series."""

    data: DataMaker

    def parts(self, source: FigureSource, title: str, scope: Scope) -> chart.PartBars | None:
        facts = self.data.facts(source.facts, scope)
        unit = source.unit or self.data.common_unit(facts)
        listed = {fact.id for _, fact in facts}
        items = []
        for named, fact in facts:
            if fact.part_of in listed and not named.part:
                continue      # drawn within its whole
            whole = self.data.datum(named, fact, unit)
            part = self._part_of(named, fact, unit, scope)
            if whole is not None:
                items.append(chart.Part(whole, part))
        return chart.PartBars(title, unit, tuple(items), span=source.span) if items else None

    def _part_of(
        self, named: Named, whole: Fact, unit: str, scope: Scope
    ) -> chart.Datum | None:
        if named.part:
            part = self.data.lookup.fact(named.part, named.span, scope)
            if part is not None and part.part_of != whole.id:
                self.data.lookup.sink.error(
                    "E0317", f"事实表里没有说“{part.name}”计在“{whole.name}”之中", named.span,
                    "在事实表里给它写上“其中于”，或去掉这里的“其中”",
                    related=part.here)
                return None
        else:
            parts = [fact for fact in self.data.lookup.dataset if fact.part_of == whole.id]
            if len(parts) > 1:
                names = "、".join(part.name for part in parts)
                self.data.error(named.span, f"“{whole.name}”有几个其中项：{names}",
                                f"写明一个：{{事实: {whole.name}, 其中: {parts[0].name}}}")
                return None
            part = parts[0] if parts else None
        return self.data.datum(Named(part.name, span=named.span), part, unit) if part else None

    def panels(self, source: FigureSource, title: str, scope: Scope) -> chart.Panels | None:
        panels = [self._panel(panel, scope) for panel in source.panels]
        facts = self.data.facts(source.facts, scope)
        self.data.data([(named, fact) for named, fact in facts
                        if not fact.amounts], "")      # reported
        for unit in _measures(facts):
            chosen = [(named, fact) for named, fact in facts if converts(fact, unit)]
            panels.append(chart.Panel(unit, unit, self.data.data(chosen, unit)))
        good = tuple(panel for panel in panels if panel is not None and panel.data)
        return chart.Panels(title, good, source.columns or _side_by_side(len(good)),
                            span=source.span) if good else None

    def _panel(self, source: PanelSource, scope: Scope) -> chart.Panel | None:
        facts = self.data.facts(source.facts, scope)
        unit = self.data.common_unit(facts)
        return chart.Panel(source.title, unit, self.data.data(facts, unit)) if facts else None

    def change(self, source: FigureSource, title: str, scope: Scope) -> chart.Change | None:
        if len(source.facts) != 1 or source.base is None:
            self.data.lookup.sink.error("E0317", "同比图要一个事实和一个基期", source.span,
                                   "“事实”写本期的一个，“基期”写上期的一个")
            return None
        facts = self.data.facts((*source.facts, source.base), scope)
        if len(facts) != 2:
            return None
        unit = source.unit or self.data.common_unit(facts)
        (after_name, after), (before_name, before) = facts
        rate = self.data.lookup.quantity(after, "同比句", source.facts[0].span)
        first = self.data.datum(_by_period(before_name, before, "基期"), before, unit)
        second = self.data.datum(_by_period(after_name, after, "本期"), after, unit)
        if rate is None or first is None or second is None:
            return None
        return chart.Change(title, unit, first, second, rate, span=source.span)

    def targets(self, source: FigureSource, title: str, scope: Scope) -> chart.Targets | None:
        """Each row: what was done beside what was aimed at."""
        rows = [self._target(named, scope) for named in source.facts]
        good = tuple(row for row in rows if row is not None)
        return chart.Targets(title, good, span=source.span) if len(good) == len(rows) else None

    def _target(self, named: Named, scope: Scope) -> chart.Target | None:
        found = self.data.fact(named, scope)
        if found is None:
            return None
        rate, names = self._operands(found, named)
        if not names:
            self.data.error(named.span, f"“{named.name}”没有写目标",
                            f"写出目标是哪条事实，如 {{事实: {named.name}, 目标: 计划数}}，"
                            "或写一条完成率的测算")
            return None
        pair = self.data.facts(names, scope)
        if len(pair) < 2:
            return None
        unit = self.data.common_unit(pair[1:])
        actual, target = (self.data.datum(each, fact, unit) for each, fact in pair)
        if actual is None or target is None:
            return None
        if target.value <= 0:
            self.data.error(named.span, f"目标“{pair[1][1].name}”不是正数，完成多少无从说起",
                            "核对目标；或改用柱形图")
            return None
        label = named.label or pair[0][1].name
        shown = self.data.lookup.quantity(rate, VALUE, named.span) if rate is not None else None
        return chart.Target(label, unit, replace(actual, label="完成"),
                            replace(target, label="目标"), shown)

    def _operands(self, fact: Fact, named: Named) -> tuple[Fact | None, Sequence[Named]]:
        """The rate, if one was derived, and the two facts: done and aimed at."""
        if named.target:
            return None, (named, Named(named.target, span=named.span))
        if fact.formula is not None and fact.formula.name == RATE:
            return fact, [Named(id_, span=named.span) for id_ in fact.formula.operands]
        return None, ()


def _side_by_side(count: int) -> int:
    """Three panels or two in a row: as leaves the fewest places empty."""
    return min(count, min((3, 2), key=lambda columns: -count % columns))


def _measures(facts: Sequence[Found]) -> tuple[str, ...]:
    """A unit for each panel: the first of its measure; 亿元 goes with the 万元 before it."""
    units: dict[str, str] = {}
    for _, fact in facts:
        for amount in fact.amounts:
            units.setdefault(amount.unit, amount.full_unit)
    return tuple(units.values())


def _by_period(named: Named, fact: Fact, default: str) -> Named:
    return Named(named.name, named.label or fact.period.text or default, span=named.span)
