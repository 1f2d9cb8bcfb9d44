"""Chart specifications: what a chart shows. Frozen data; `reportgen.charts` compiles them.

Every number is a `Quantity` (its printed text) beside the Decimal it is drawn with; both come from
one fact, so a bar and its label cannot disagree.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from reportgen.diagnostics import NOWHERE, Span
from reportgen.document.quantity import Quantity


@dataclass(frozen=True, slots=True)
class Datum:
    """One drawn value. `value` is in the unit of its scale; `label` names it (short)."""

    label: str
    value: Decimal
    quantity: Quantity
    note: str = ""       # shown in brackets behind the label, e.g. 测算


@dataclass(frozen=True, slots=True)
class Bars:
    """Amounts of one unit side by side, as horizontal bars with direct labels; never stacked."""

    title: str
    unit: str
    data: tuple[Datum, ...]
    span: Span = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Part:
    """A whole and the part counted within it (其中), or None."""

    whole: Datum
    part: Datum | None = None


@dataclass(frozen=True, slots=True)
class PartBars:
    """Bars of which some carry a part within them (其中), drawn inside the whole's bar."""

    title: str
    unit: str
    items: tuple[Part, ...]
    span: Span = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class StageRow:
    """One project: name, index of the stage reached (None: the source does not say), status."""

    label: str
    stage: int | None
    status: tuple[Quantity, ...]     # what is printed at the right, in order, joined by ；
    complete: bool = False           # whether that stage itself is complete


@dataclass(frozen=True, slots=True)
class StageChart:
    """How far each project has come on a scale of named stages; no percentage axis."""

    title: str
    stages: tuple[str, ...]
    rows: tuple[StageRow, ...]
    span: Span = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Panel:
    """One of the small multiples: its own unit, so its own scale."""

    title: str
    unit: str
    data: tuple[Datum, ...]


@dataclass(frozen=True, slots=True)
class Panels:
    """Small multiples of unlike units; panels share nothing but the page."""

    title: str
    panels: tuple[Panel, ...]
    columns: int = 3
    span: Span = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Change:
    """Two periods of one indicator; a derived period is hatched and labelled 测算."""

    title: str
    unit: str
    before: Datum
    after: Datum
    rate: Quantity       # 同比增长51.37%
    span: Span = field(default=NOWHERE, compare=False)


ChartSpec = Bars | PartBars | StageChart | Panels | Change


def quantities(spec: ChartSpec) -> tuple[Quantity, ...]:
    """Every quantity a chart prints, in reading order."""
    match spec:
        case Bars():
            return tuple(d.quantity for d in spec.data)
        case PartBars():
            return tuple(
                d.quantity for item in spec.items
                for d in (item.whole, item.part) if d is not None
            )
        case StageChart():
            return tuple(q for row in spec.rows for q in row.status)
        case Panels():
            return tuple(d.quantity for panel in spec.panels for d in panel.data)
        case Change():
            return (spec.before.quantity, spec.after.quantity, spec.rate)
