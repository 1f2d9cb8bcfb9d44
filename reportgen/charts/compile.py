"""From a chart's specification to a drawing: out of the cache, or drawn by matplotlib."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from reportgen.cache import NONE, Cache
from reportgen.charts.parts import header_footer, row_labels
from reportgen.charts.record import cache as drawing_cache
from reportgen.charts.record.drawing import Drawing
from reportgen.charts.record.text_measure import Advances, Ruler
from reportgen.charts.record.theme import Theme
from reportgen.charts.registry import kind
from reportgen.diagnostics import failure
from reportgen.document.chart import ChartSpec

# Every text that charts of any kind print of themselves.
OWN_TEXTS = (
    row_labels.DERIVED, row_labels.HATCHED, row_labels.HOLLOW, row_labels.GAP, row_labels.BLANK,
    row_labels.UNIT,
    "（，）", header_footer.SOURCE, header_footer.SPACE, "—−.%0123456789万亿",
)


def drawing(
    spec: ChartSpec, theme: Theme, chain: Advances, cache: Cache = NONE
) -> Drawing:
    """The chart as a drawing of the theme's width, as high as it needs to be.

    `chain` is the chain of the theme's face role: its advances decide where lines break. `cache`
    keeps compiled charts; a hit imports neither matplotlib nor numpy. What cannot be
    drawn is a `ReportError` E0701 to E0705 at the chart's place in the source.
    """
    plain = drawing_cache.canonical(spec)
    advances = _advances(_texts(plain), kind(spec).texts, chain)
    name = drawing_cache.key("drawing", theme, advances, plain=plain)
    return cache.entry(name, lambda: _draw(spec, Ruler(chain, theme)),
                       drawing_cache.encode, drawing_cache.decode)


def _advances(texts: Iterable[str], own: Iterable[str], chain: Advances) -> list[Any]:
    """All that a drawing takes from a face: the advances of the characters it may print."""
    characters = sorted(set("".join((*texts, *own, *OWN_TEXTS))))
    return ["".join(characters), [chain.advance(ch) for ch in characters]]


def _texts(value: Any) -> Iterator[str]:
    """The texts of a plain value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item)


def _draw(spec: ChartSpec, ruler: Ruler) -> Drawing:
    """The chart; set closer where it would be higher than a page; E0708 where even that is."""
    from reportgen.charts.record import backend

    backend.load()
    draw = kind(spec).draw
    with backend.plain():
        made: Drawing = draw(spec, ruler)
        if made.height > ruler.theme.tallest:
            size = ruler.theme.small_size      # small rows: no text below the smallest size
            made = draw(spec, Ruler(ruler.chain, replace(
                ruler.theme, label_size=size, bar_height=size, row_gap=2.0)))
    if made.height > ruler.theme.tallest:
        raise failure("E0708", f"图有{made.height / 28.35:.0f}厘米高，一页放不下", spec.span,
                      "减少项目：只画最要紧的，其余并作“其他”，或改成表")
    return made
