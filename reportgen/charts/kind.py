"""Kinds of charts: what a briefing calls them, what they are made of, how they are drawn.

Every module in `reportgen.charts.kinds` lists its kinds in `KINDS`; a new kind is a new file there.
A kind draws one of the shapes of data in `reportgen.document.chart`; shapes are a closed sum.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from reportgen.document.chart import ChartSpec, Coord, Position, kind_of

if TYPE_CHECKING:
    from reportgen.charts.drawing import Drawing
    from reportgen.charts.words import Ruler

Shape = TypeVar("Shape")
SERIES_KEYS = ("事实", "系列", "类目", "单位")


@dataclass(frozen=True, slots=True)
class Kind(Generic[Shape]):
    """One kind of chart. `draw` imports matplotlib when it is called, not before."""

    name: str                          # 类型 in a briefing
    words: str                         # what the alternative text calls it
    shape: type[Shape]
    draw: Callable[[Shape, Ruler], Drawing]
    keys: tuple[str, ...] = ("事实",)   # of the fence, besides those of every figure
    aliases: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()        # what it prints of itself: looked up in the faces
    position: Position = Position.DODGE
    coord: Coord = Coord.UPRIGHT


@cache
def kinds() -> Mapping[str, Kind[Any]]:
    """All kinds by name."""
    import reportgen.charts.kinds as room

    modules = sorted(module.name for module in iter_modules(room.__path__))
    found = [
        kind for name in modules for kind in import_module(f"{room.__name__}.{name}").KINDS
    ]
    return {kind.name: kind for kind in found}


def names() -> Mapping[str, str]:
    """Every name a briefing may write, and the kind's own name."""
    return {
        name: kind.name for kind in kinds().values() for name in (kind.name, *kind.aliases)
    }


def kind(spec: ChartSpec) -> Kind[Any]:
    """The kind of a chart."""
    return kinds()[kind_of(spec)]
