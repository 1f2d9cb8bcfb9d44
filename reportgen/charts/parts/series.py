"""What the kinds of series charts share: values, looks, legends, and what they refuse."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from reportgen.charts.parts.header_footer import Item
from reportgen.charts.parts.row_labels import BLANK, DERIVED, GAP, HATCHED, HOLLOW, UNIT, bare, look
from reportgen.charts.parts.scale import drawn
from reportgen.charts.record.drawing import Tag
from reportgen.charts.record.theme import Look, Theme
from reportgen.diagnostics import ReportError, failure
from reportgen.document.chart import Datum, Mark, Position, Series, SeriesChart
from reportgen.facts.approximation import WORD

MISSING = "—"
SHARES, ROUNDED = "占比为测算", "因四舍五入，相加不等于100%"
_DIGITS = re.compile(r"[^\d.]")
_MANY = 24          # categories; of more it is their number, not their length, that is too much


def check(spec: SeriesChart, most: int) -> None:
    """E0703 without data, E0702 for what is no number, E0709 for more series than can differ."""
    drawn(spec.data, spec.span)
    for index, series in enumerate(spec.series):
        if not series.reported:
            raise failure("E0703", f"系列“{name_of(series, index)}”一个数也没有", spec.span,
                          "删去这个系列，或补上它的数")
    if len(spec.series) > most:
        raise failure("E0709", f"{len(spec.series)}个系列太多，黑白印出来分不清", spec.span,
                      f"只留最要紧的{most}个以内，或改用“类型: 小倍数”")


def crowded(spec: SeriesChart, what: str, hint: str) -> ReportError:
    """E0710: the categories of an upright chart do not fit beside each other."""
    count = len(spec.categories)
    why = f"有{count}个类目，太多了" if count > _MANY else "的类目名称太长"
    return failure("E0710", f"{what}{why}，排不下", spec.span, hint)


def approximate(datum: Datum) -> bool:
    """Whether the quantity says that it is not exact (约, 超, 余 …)."""
    return WORD.search(datum.quantity.text) is not None


def tag(part: str, datum: Datum, series: Series, name: str) -> Tag:
    """What a mark of a datum means."""
    return Tag(part, datum.quantity.fact, name, str(series.axis))


def name_of(series: Series, index: int) -> str:
    """The name a series goes by in tags."""
    return series.name or str(index)


def area(spec: SeriesChart, index: int, datum: Datum, theme: Theme) -> Look:
    """A single series is plain; of several, each has its own fill and hatch. Derived is hollow."""
    if len(spec.series) == 1:
        return look(datum, theme)
    return theme.derived(index) if datum.quantity.derived else theme.area(index)


def notes(spec: SeriesChart) -> Iterator[str]:
    """What marks mean that no legend and no name explains: derived values, gaps, blanks."""
    lines = [series for series in spec.series if series.mark is Mark.LINE]
    bars = [series for series in spec.series if series.mark is Mark.BAR]
    told = not lines and (len(bars) > 1 or spec.position is Position.DODGE)
    if any(datum.quantity.derived for series in bars for datum in series.reported) and not told:
        yield HATCHED + DERIVED
    if any(datum.quantity.derived for series in lines for datum in series.reported):
        yield HOLLOW + DERIVED
    if any(None in series.data for series in lines):
        yield GAP
    if any(None in series.data for series in bars) and (
            lines or spec.position is not Position.DODGE):
        yield BLANK


def share_note(spec: SeriesChart) -> str:
    """That shares are worked out; and that they do not add up to 100 %, where they do not."""
    shares = [[each.share for each in column if each is not None and each.share is not None]
              for column in _wholes(spec)]
    if not any(shares):
        return ""
    sums = {sum(Decimal(_DIGITS.sub("", each.text)) for each in column)
            for column in shares if column}
    return SHARES if sums == {Decimal(100)} else f"{SHARES}，{ROUNDED}"


def _wholes(spec: SeriesChart) -> Iterable[Sequence[Datum | None]]:
    """The parts of each whole: a series by itself, of several those of each category."""
    return [spec.series[0].data] if len(spec.series) == 1 else spec.columns


def legend(spec: SeriesChart, theme: Theme, indices: Sequence[int]) -> list[Item]:
    """The areas of several series, and what hollow means where some value is derived."""
    if len(spec.series) < 2:
        return []
    items = [Item(spec.series[i].name, theme.area(i)) for i in indices]
    derived = any(d.quantity.derived for i in indices for d in spec.series[i].reported)
    hollow = Look(theme.paper, theme.axis, "/")
    return [*items, Item(HATCHED + DERIVED, hollow, DERIVED)] if derived else items


def unit_of(spec: SeriesChart, *, ticks: bool) -> str:
    """单位：万元, to print over the chart: where a number or a tick does not say its own."""
    needed = ticks or any(map(bare, spec.data))
    return UNIT + spec.unit if needed and spec.unit not in {"", "%", "‰"} else ""
