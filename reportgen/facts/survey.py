"""What was read from where, for who changes it: the nodes of files, the cells of tables."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from reportgen.frozen import frozen

if TYPE_CHECKING:
    from reportgen.facts.heads import Head
    from reportgen.facts.model import Period
    from reportgen.sources.nodes import MapNode
    from reportgen.sources.table import Cell


@frozen
class Slot:
    """A cell of a statistics table for a value or a growth, and what it is of.

    `name` is without period and measure: 甲镇产值; `base` the period of the table; `line`: it is a
    point of a line over time.
    """

    name: str
    head: Head
    cell: Cell
    base: Period
    line: bool = False


@dataclass(slots=True)
class Survey:
    """Filled while facts are read."""

    files: dict[Path, MapNode] = field(default_factory=dict)
    slots: list[Slot] = field(default_factory=list)
