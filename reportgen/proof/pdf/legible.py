"""Whether what stands on a page of a PDF is seen: on the paper, large enough, in ink that stands
out from what lies under it, and with nothing over it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

import pikepdf

from reportgen.charts.record.drawing import Colour, points
from reportgen.charts.record.lightness import contrast
from reportgen.charts.record.measure import reach
from reportgen.proof.pdf.annotations import seen_annotations
from reportgen.proof.pdf.page import PageReader
from reportgen.proof.sheets import Glyph, Photo, Sheet, Trace

_LEAST = 1.5        # of contrast (WCAG 2.1); what pages are printed with has three times as much
_SMALLEST = 3.0     # points
_contrast = lru_cache(maxsize=256)(contrast)
_PAPER: Colour = (1.0, 1.0, 1.0)
_MM = 25.4 / 72


def doubtful(page: pikepdf.Page, read: PageReader) -> Iterator[tuple[str, str]]:
    """What of a page is not followed, is said otherwise than it is seen, or is not seen; where."""
    for each in dict.fromkeys((*read.strange, *seen_annotations(page))):
        yield f"这一页有不认得的内容（{each}），看上去怎样不知道", "版面"
    sheet = read.sheet
    if sheet.turned and not any(round(glyph.turn) == sheet.turned for glyph in sheet.glyphs):
        yield f"页面转了 {sheet.turned}°，上面的字没有横排", "版面"
    for words, y in dict.fromkeys((words, round(y, 1)) for words, y in read.untrue):
        yield words, _spot(sheet.height - y)
    for text, why, y in _unseen(sheet):
        yield f"“{text}”{why}", _spot(y)


def _spot(y: float) -> str:
    return f"距上边{y * _MM:.0f}毫米"


def _unseen(sheet: Sheet) -> Iterator[tuple[str, str, float]]:
    """Stretches of text that are not seen, why, and where."""
    areas = list(_areas(sheet))
    if not areas and all(_plain(glyph, sheet) for glyph in sheet.glyphs):
        return      # as nearly always
    for why, stretch in groupby(_reasons(sheet, areas), lambda each: each[1]):
        if why:
            glyphs = [glyph for glyph, _ in stretch]
            yield "".join(glyph.text for glyph in glyphs), why, glyphs[-1].y


class _Area(NamedTuple):
    """Something that covers: from which mark on, its box, its corners, its colour (of a photograph,
    none)."""

    at: int
    box: tuple[float, float, float, float]
    corners: Sequence[tuple[float, float]]
    colour: Colour | None


def _plain(glyph: Glyph, sheet: Sheet) -> bool:
    """Whether a glyph on bare paper is seen."""
    return -1 < glyph.x < sheet.width and 0 < glyph.y < sheet.height + glyph.size \
        and glyph.size >= _SMALLEST and _contrast(glyph.colour, _PAPER) >= _LEAST


def _reasons(sheet: Sheet, areas: Sequence[_Area]) -> Iterator[tuple[Glyph, str]]:
    for at, glyph in enumerate(sheet.marks):
        if isinstance(glyph, Glyph) and glyph.text.strip() and "Watermark" not in (
                glyph.artifact or ""):
            yield glyph, _reason(at, glyph, sheet, areas)


def _reason(at: int, glyph: Glyph, sheet: Sheet, areas: Sequence[_Area]) -> str:
    if not (-1 < glyph.x < sheet.width and 0 < glyph.y < sheet.height + glyph.size):
        return "在纸外，看不到"
    if glyph.size < _SMALLEST:
        return "太小，看不到"
    middle = glyph.x + glyph.size / 4, glyph.y - glyph.size / 3
    if glyph.turn:
        middle = glyph.x, glyph.y
    ground: Colour | None = _PAPER
    for area in areas:
        if _holds(area, *middle):
            if area.at > at:
                return "被盖住了"
            ground = area.colour
    if ground is not None and _contrast(glyph.colour, ground) < _LEAST:
        return "的颜色和底色差不多，看不出来"
    return ""


def _areas(sheet: Sheet) -> Iterator[_Area]:
    for at, mark in enumerate(sheet.marks):
        if isinstance(mark, Photo):
            x, y = mark.x + mark.width, mark.y + mark.height
            corners = [(mark.x, mark.y), (x, mark.y), (x, y), (mark.x, y)]
            yield _Area(at, (mark.x, mark.y, x, y), corners, None)
        elif isinstance(mark, Trace) and mark.fill:
            corners = [each for op in mark.ops for each in points(op)]     # near enough
            yield _Area(at, reach(corners), corners, mark.fill)


def _holds(area: _Area, x: float, y: float) -> bool:
    left, top, right, low = area.box
    if not (left < x < right and top < y < low):
        return False
    inside = False
    a = area.corners[-1]
    for b in area.corners:
        if (a[1] > y) != (b[1] > y) and x < (b[0] - a[0]) * (y - a[1]) / (b[1] - a[1]) + a[0]:
            inside = not inside
        a = b
    return inside
