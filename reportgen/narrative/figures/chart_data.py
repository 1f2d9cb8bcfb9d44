"""From the names in a 图 fence to drawn values: a Decimal and its printed text from one fact.

Refused: unlike units on one scale, unassigned rates, facts without a number. A chart never adds,
and never converts what cannot be converted.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from reportgen.diagnostics import ReportError, Span
from reportgen.document.chart import Datum
from reportgen.document.quantity import NUMBER
from reportgen.facts.amount_text import factor
from reportgen.facts.forms import VALUE
from reportgen.facts.model import Fact, UnassignedRates
from reportgen.facts.scale import read_scale
from reportgen.facts.text import number
from reportgen.frozen import frozen
from reportgen.narrative.fill.lookup import Lookup, Scope
from reportgen.narrative.syntax import Named

DERIVED = "测算"
RATES = ("%", "‰")
Found = tuple[Named, Fact]
_TIMES = re.compile(r"(?:20|19)\d\d年度?|(?<![\d—－–~-])[\d—－–~-]+月份?|第?[一二三四1-4]季度"
                    "|[上下]半年|全年|[上前去本今当][年月期]|同期|累计")


@frozen
class DataMaker:
    """Makes the data of one document's charts."""

    lookup: Lookup
    scale: str = ""     # of the labels, where the fence tells it: 亿元：2

    def facts(self, names: Sequence[Named], scope: Scope) -> list[Found]:
        """The facts of some names; those that are not there are reported and left out."""
        found = []
        for named in names:
            fact = self.fact(named, scope)
            if fact is not None:
                found.append((named, fact))
        return found

    def fact(self, named: Named, scope: Scope) -> Fact | None:
        """The fact of a name, if it may be drawn."""
        if not named.name:
            self.error(named.span, "这里要写一条事实，不能空着", "写事实的名称")
            return None
        fact = self.lookup.fact(named.name, named.span, scope)
        return fact if fact is not None and self.drawable(fact, named.span) else None

    def drawable(self, fact: Fact, place: Span) -> bool:
        """Whether a fact says for itself what it is; rates nobody can assign do not (E0319)."""
        if not isinstance(fact.value, UnassignedRates):
            return True
        self.lookup.sink.error(
            "E0319", f"“{fact.name}”是没有归属的增速，不能画进图里", place,
            "从图里去掉；只在文中按原列表写一次", related=fact.here)
        return False

    def error(self, place: Span, message: str, hint: str) -> None:
        """E0317: a chart cannot be made of what the fence says."""
        self.lookup.sink.error("E0317", message, place, hint)

    def common_unit(self, facts: Sequence[Found]) -> str:
        """The unit of all facts; the first one's where they differ (then reported by each)."""
        return next((fact.amounts[0].full_unit for _, fact in facts if fact.amounts), "")

    def data(self, facts: Sequence[Found], unit: str) -> tuple[Datum, ...]:
        """The values of facts in one unit; what cannot be drawn is reported and left out."""
        data = (self.datum(named, fact, unit) for named, fact in facts)
        return tuple(datum for datum in data if datum is not None)

    def datum(self, named: Named, fact: Fact, unit: str) -> Datum | None:
        """One value in `unit`; None after E0317 (no number) or E0318 (another unit)."""
        if not fact.amounts:
            self.lookup.sink.error("E0317", f"“{fact.name}”没有数值，画不了", named.span,
                                   f"照空缺画，写成 {{事实: —, 标签: {fact.name}}}",
                                   "或从图里拿掉它，改用阶段图", related=fact.here)
            return None
        value = self._value(fact, unit, named.span)
        scale = self.scale if value is not None and read_scale(self.scale).unit == unit else ""
        several = len(fact.amounts) > 1
        form = VALUE if unit in RATES else NUMBER      # 94.7% keeps its sign
        shown = self.lookup.quantity(fact, form, named.span, scale or (unit if several else ""))
        if value is None or shown is None:
            return None
        if not scale and all(each.full_unit != unit for each in fact.amounts):
            shown = self.lookup.quantity(fact, VALUE, named.span) or shown      # its own unit
        return Datum(named.label or fact.name, value, shown, DERIVED if fact.derived else "")

    def _value(self, fact: Fact, unit: str, place: Span) -> Decimal | None:
        try:
            return number(fact, unit, place)
        except ReportError:
            self.lookup.sink.error(
                "E0318", f"“{fact.name}”和图的单位“{unit}”不同，不能画在一个坐标上", place,
                "改用“类型: 小倍数”，每个单位一栏", related=fact.here)
            return None


def one_measure(facts: Sequence[Fact]) -> bool:
    """Whether names differ only by the time they tell: 2022年产值, 上年产值, 产值（一季度）."""
    return len({_TIMES.sub("", fact.name) for fact in facts}) == 1


def converts(fact: Fact, unit: str) -> bool:
    """Whether a fact can be drawn in a unit: its own, or another multiple of it (亿元, 万元)."""
    return any(each.full_unit == unit or factor(each, unit) is not None for each in fact.amounts)

