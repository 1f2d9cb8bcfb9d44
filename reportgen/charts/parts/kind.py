"""What a kind of chart says of itself. A kind draws one of the shapes of data in
`reportgen.document.chart`; shapes are a closed sum.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Generic, TypeVar

from reportgen.document.chart import Coord, Position
from reportgen.frozen import frozen

if TYPE_CHECKING:
    from reportgen.charts.record.drawing import Drawing
    from reportgen.charts.record.text_measure import Ruler

Shape = TypeVar("Shape")
SERIES_KEYS = ("事实", "系列", "类目", "单位")
SORTED_KEYS = (*SERIES_KEYS, "排序")


@frozen
class ChartKind(Generic[Shape]):
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
