"""Labels beside bars: what a datum's label says, and the column that labels stand in."""

from __future__ import annotations

from collections.abc import Sequence

from reportgen.charts.record.text_measure import Ruler
from reportgen.charts.record.theme import Look, Theme
from reportgen.document.chart import Datum
from reportgen.facts.approximation import FOLLOWING
from reportgen.frozen import frozen
from reportgen.patterns import late

DERIVED = "测算"
HATCHED, HOLLOW = "斜线为", "空心点为"
GAP, BLANK = "断开处没有数据", "空着的没有数据"
UNIT = "单位："
_BARE = late(rf"[\d〇零一二两三四五六七八九十百千万亿](?:{FOLLOWING}|几)?$")


def caption(datum: Datum) -> str:
    """The label with its note in brackets; a derived value always says that it is one."""
    notes = [datum.note] if datum.note else []
    shown = datum.label + datum.note + datum.quantity.text
    if datum.quantity.derived and DERIVED not in shown:
        notes.append(DERIVED)
    return f"{datum.label}（{'，'.join(notes)}）" if notes else datum.label


def look(datum: Datum, theme: Theme) -> Look:
    """Solid for what was reported, hatched for what was derived."""
    return theme.hatched if datum.quantity.derived else theme.solid


@frozen
class Column:
    """Wrapped labels, and the width of the widest."""

    lines: tuple[tuple[str, ...], ...]
    width: float


def column(texts: Sequence[str], ruler: Ruler, most: float) -> Column:
    """Labels set in a column of at most `most` points, wrapped where they must."""
    size = ruler.theme.label_size
    lines = tuple(ruler.wrap(text, size, most) for text in texts)
    return Column(lines, max((ruler.widest(block, size) for block in lines), default=0.0))


def bare(datum: Datum) -> bool:
    """Whether the quantity is printed without its unit: 9052, 110余, 十余; not 110余户 or 2亿元."""
    return _BARE.search(datum.quantity.text) is not None


def unit_line(unit: str, data: Sequence[Datum]) -> str:
    """单位：万元, where a quantity does not say its unit itself; else empty."""
    if unit and any(bare(datum) for datum in data):
        return UNIT + unit
    return ""
