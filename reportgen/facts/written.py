"""Cells as an office writes them: a unit in the head, growth with arrows and short words."""

from __future__ import annotations

import re

from reportgen.diagnostics import Sink
from reportgen.facts.amount import Units, parse_amounts
from reportgen.facts.amount_errors import AmountError
from reportgen.facts.unit_table import RATES
from reportgen.sources.table import Cell

_GROWTH = re.compile(r"(?P<sign>[↑▲△+＋]|[↓▼▽]|增[长加]?|上升|提高|升|减少?|下降|降低?|回落)\s*"
                     r"(?P<rest>[\d.].*)")
_BEHIND = re.compile(r"^([\d.]+[%％]?)\s*([↑↓▲▼△▽])$")      # 5.1%↓
_DOWN = frozenset("↓▼▽减降下回")


def growth(text: str) -> str:
    """A growth in the words that are read: ↑5.1% and 增5.1% are 增长5.1%, 降3.2% is 下降3.2%."""
    found = _GROWTH.fullmatch(_BEHIND.sub(r"\2\1", text.strip()))
    if found is None:
        return text
    return ("下降" if found["sign"][0] in _DOWN else "增长") + found["rest"]


def with_unit(cell: Cell, unit: str, units: Units, sink: Sink) -> str:
    """The text of a cell with the unit of its head; E0234 where the cell names another one."""
    text = cell.text.strip()
    if not unit or text == "持平" or text.endswith(unit):
        return text
    try:
        own = parse_amounts(re.sub(r"^[^\d-]+(?=\d)", "", text), units)[-1]
    except AmountError:
        return text + unit
    if not own.unit:
        times = _multiplier(unit, units)
        if not own.multiplier or not times:
            return text + unit
        if own.multiplier == times:      # 3.2万 below 万元
            return text + unit.removeprefix(times)
    if own.full_unit != unit and not {own.full_unit, unit} <= RATES:
        sink.error("E0234", f"“{text}”的单位是“{own.full_unit}”，列名里是“{unit}”", cell.span,
                   "两处写成一样的单位；格式是货币的，改成数值格式")
    return text


def _multiplier(unit: str, units: Units) -> str:
    """万 of 万元; "" of 千瓦."""
    try:
        return parse_amounts("1" + unit, units)[-1].multiplier
    except AmountError:
        return ""
