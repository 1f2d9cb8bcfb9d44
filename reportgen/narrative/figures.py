"""Figures: a 图 fence becomes a chart specification whose numbers all come from facts.

Refused: unlike units on one scale, unassigned rates, facts without a number. A chart never adds,
never converts what cannot be converted, never stacks unlike things.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from reportgen.diagnostics import ReportError, Span
from reportgen.document import chart, tree
from reportgen.document.quantity import Quantity
from reportgen.facts.model import Entity, Fact, Modality, Quantities, UnassignedRates
from reportgen.facts.text import number
from reportgen.narrative.alt import alt_text
from reportgen.narrative.expand import Expander
from reportgen.narrative.lookup import Lookup, Scope
from reportgen.narrative.syntax import FigureSource, Named, PanelSource
from reportgen.narrative.tables import caption_text

DERIVED = "测算"


@dataclass(slots=True)
class FigureBuilder:
    """Builds the figures of one document."""

    expander: Expander
    lookup: Lookup

    def build(
        self, source: FigureSource, number_: int, anchor: str, scope: Scope
    ) -> tree.Figure | None:
        """The figure; None when its chart cannot be made (reported as E0317–E0319)."""
        caption = caption_text(source.caption, self.expander, scope)
        makers: dict[str, Callable[[FigureSource, str, Scope], chart.ChartSpec | None]] = {
            "条形": self._bars, "其中": self._parts, "阶段": self._stages,
            "小倍数": self._panels, "同比": self._change,
        }
        if not self._complete(source):
            return None
        spec = makers[source.kind](source, caption, scope)
        if spec is None:
            return None
        notes = tuple(self.expander.inline(note, scope) for note in source.notes)
        return tree.Figure(number_, caption, spec, alt_text(spec, caption), notes, anchor,
                           source.span)

    def _complete(self, source: FigureSource) -> bool:
        if source.facts or (source.kind == "小倍数" and source.panels):
            return True
        self.lookup.sink.error("E0317", "图里没有事实", source.span, "写上“事实: [名称, 名称]”")
        return False

    # ------------------------------------------------------------------------- the five kinds

    def _bars(self, source: FigureSource, title: str, scope: Scope) -> chart.Bars | None:
        facts = self._facts(source.facts, scope)
        unit = source.unit or self._common_unit(facts)
        data = self._data(facts, unit)
        return chart.Bars(title, unit, data, source.span) if data else None

    def _parts(self, source: FigureSource, title: str, scope: Scope) -> chart.PartBars | None:
        facts = self._facts(source.facts, scope)
        unit = source.unit or self._common_unit(facts)
        listed = {fact.id for _, fact in facts}
        items = []
        for named, fact in facts:
            if fact.part_of in listed and not named.part:
                continue      # drawn within its whole
            whole, part = self._datum(named, fact, unit), self._part_of(named, fact, unit, scope)
            if whole is not None:
                items.append(chart.Part(whole, part))
        return chart.PartBars(title, unit, tuple(items), source.span) if items else None

    def _part_of(
        self, named: Named, whole: Fact, unit: str, scope: Scope
    ) -> chart.Datum | None:
        if named.part:
            part = self.lookup.fact(named.part, named.span, scope)
            if part is not None and part.part_of != whole.id:
                self.lookup.sink.error(
                    "E0317", f"事实表里没有说“{part.name}”计在“{whole.name}”之中", named.span,
                    "在事实表里给它写上“其中于”，或去掉这里的“其中”",
                    related=((part.span, "事实在这里"),))
                return None
        else:
            parts = [fact for fact in self.lookup.dataset if fact.part_of == whole.id]
            if len(parts) > 1:
                names = "、".join(part.name for part in parts)
                self.lookup.sink.error("E0317", f"“{whole.name}”有几个其中项：{names}", named.span,
                                       f"写明一个：{{事实: {whole.name}, 其中: {parts[0].name}}}")
                return None
            part = parts[0] if parts else None
        return self._datum(Named(part.name, span=named.span), part, unit) if part else None

    def _stages(self, source: FigureSource, title: str, scope: Scope) -> chart.StageChart | None:
        stages = self.lookup.dataset.stages
        if not stages:
            self.lookup.sink.error("E0317", "事实表里没有列出阶段", source.span,
                                   "在事实表开头写“阶段: [规划, 前期, …]”")
            return None
        rows = [row for named in source.facts if (row := self._stage_row(named, stages, scope))]
        return chart.StageChart(title, stages, tuple(rows), source.span) if rows else None

    def _stage_row(
        self, named: Named, stages: Sequence[str], scope: Scope
    ) -> chart.StageRow | None:
        known = named.name in scope or self.lookup.dataset.find(named.name) is not None
        entity = None if known else self.lookup.entity(named.name)
        if entity is not None:
            facts = tuple(f for f in self.lookup.of_entity(entity)
                          if not f.same_as and f.modality is not Modality.PLANNED)
        else:
            fact = self.lookup.fact(named.name, named.span, scope)
            facts = (fact,) if fact is not None else ()
        facts = tuple(fact for fact in facts if self._drawable(fact, named.span))
        if not facts:
            return None
        staged = [fact for fact in facts if fact.stage in stages]
        last = max(staged, key=lambda fact: stages.index(fact.stage), default=None)
        shown = (self.lookup.quantity(fact, "状态" if fact.status else "值", named.span)
                 for fact in facts)
        return chart.StageRow(
            named.label or _row_name(entity, facts[0]),
            stages.index(last.stage) if last is not None else None,
            tuple(each for each in shown if each is not None),
            last is not None and last.stage_complete,
        )

    def _panels(self, source: FigureSource, title: str, scope: Scope) -> chart.Panels | None:
        panels = [self._panel(panel, scope) for panel in source.panels]
        facts = self._facts(source.facts, scope)
        units = dict.fromkeys(
            amount.full_unit for _, fact in facts if isinstance(fact.value, Quantities)
            for amount in fact.value.amounts
        )
        for unit in units:
            chosen = [(named, fact) for named, fact in facts if _has_unit(fact, unit)]
            panels.append(chart.Panel(unit, unit, self._data(chosen, unit)))
        good = tuple(panel for panel in panels if panel is not None and panel.data)
        return chart.Panels(title, good, source.columns or min(3, len(good)), source.span) \
            if good else None

    def _panel(self, source: PanelSource, scope: Scope) -> chart.Panel | None:
        facts = self._facts(source.facts, scope)
        unit = self._common_unit(facts)
        return chart.Panel(source.title, unit, self._data(facts, unit)) if facts else None

    def _change(self, source: FigureSource, title: str, scope: Scope) -> chart.Change | None:
        if len(source.facts) != 1 or source.base is None:
            self.lookup.sink.error("E0317", "同比图要一个事实和一个基期", source.span,
                                   "写“事实: 名称”和“基期: 名称”")
            return None
        facts = self._facts((*source.facts, source.base), scope)
        if len(facts) != 2:
            return None
        unit = source.unit or self._common_unit(facts)
        (after_name, after), (before_name, before) = facts
        rate = self.lookup.quantity(after, "同比句", source.facts[0].span)
        first = self._datum(_by_period(before_name, before, "基期"), before, unit)
        second = self._datum(_by_period(after_name, after, "本期"), after, unit)
        if rate is None or first is None or second is None:
            return None
        return chart.Change(title, unit, first, second, rate, source.span)

    # ------------------------------------------------------------------------------- helpers

    def _facts(self, names: Sequence[Named], scope: Scope) -> list[tuple[Named, Fact]]:
        found = []
        for named in names:
            fact = self.lookup.fact(named.name, named.span, scope)
            if fact is not None and self._drawable(fact, named.span):
                found.append((named, fact))
        return found

    def _drawable(self, fact: Fact, place: Span) -> bool:
        if not isinstance(fact.value, UnassignedRates):
            return True
        self.lookup.sink.error(
            "E0319", f"“{fact.name}”是没有归属的增速，不能画进图里", place,
            "从图里去掉；只在文中按原列表写一次", related=((fact.span, "事实在这里"),))
        return False

    def _common_unit(self, facts: Sequence[tuple[Named, Fact]]) -> str:
        """The unit of all facts; the first one's where they differ (then reported by each)."""
        return next((fact.value.amounts[0].full_unit for _, fact in facts
                     if isinstance(fact.value, Quantities)), "")

    def _data(
        self, facts: Sequence[tuple[Named, Fact]], unit: str
    ) -> tuple[chart.Datum, ...]:
        data = (self._datum(named, fact, unit) for named, fact in facts)
        return tuple(datum for datum in data if datum is not None)

    def _datum(self, named: Named, fact: Fact, unit: str) -> chart.Datum | None:
        if not isinstance(fact.value, Quantities):
            self.lookup.sink.error("E0317", f"“{fact.name}”没有数值，画不了", named.span,
                                   "从图里去掉，或改用阶段图",
                                   related=((fact.span, "事实在这里"),))
            return None
        value = self._value(fact, unit, named.span)
        several = len(fact.value.amounts) > 1
        shown = self.lookup.quantity(fact, "数值", named.span, unit if several else "")
        if value is None or shown is None:
            return None
        return chart.Datum(named.label or fact.name, value, self._in_unit(shown, fact, unit, named),
                           DERIVED if fact.derived else "")

    def _in_unit(self, shown: Quantity, fact: Fact, unit: str, named: Named) -> Quantity:
        """The label shows its own unit when that is not the unit of the scale."""
        if _has_unit(fact, unit):
            return shown
        return self.lookup.quantity(fact, "值", named.span) or shown

    def _value(self, fact: Fact, unit: str, place: Span) -> Decimal | None:
        try:
            return number(fact, unit, place)
        except ReportError:
            self.lookup.sink.error(
                "E0318", f"“{fact.name}”和图的单位“{unit}”不同，不能画在一个坐标上", place,
                "单位不同的事实改用“类型: 小倍数”，每个单位一栏",
                related=((fact.span, "事实在这里"),))
            return None


def _has_unit(fact: Fact, unit: str) -> bool:
    return isinstance(fact.value, Quantities) and any(
        amount.full_unit == unit for amount in fact.value.amounts
    )


def _row_name(entity: Entity | None, fact: Fact) -> str:
    return entity.name if entity is not None else fact.name


def _by_period(named: Named, fact: Fact, default: str) -> Named:
    return Named(named.name, named.label or fact.period.text or default, span=named.span)
