"""Pagination: stack strips on pages of the line grid.

One pass; a page ends at the last place where a break is allowed (K19: no heading at the foot of a
page, no last line of a paragraph at the head of one).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reportgen.diagnostics import Sink
from reportgen.layout.frame import EPSILON, Frame
from reportgen.layout.pages import Marked
from reportgen.layout.strips import Strip, shifted

_HOLE = 1 / 3     # of the page, left empty at its foot: worth a word


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page's body: marks relative to the type area's top, and the height used."""

    content: tuple[Marked, ...]
    used: float


def paginate(strips: Sequence[Strip], frame: Frame, sink: Sink) -> list[Sheet]:
    """Stack `strips`. A strip taller than a page stands alone on one (the layout scales first).

    A page left with a hole by a figure or table that did not fit is reported (I0604).
    """
    sheets: list[Sheet] = []
    start = 0
    while start < len(strips):
        tops, end = _fill(strips, start, frame)
        sheets.append(_sheet(strips, start, end, tops, frame))
        start = _after_space(strips, end)
        if start < len(strips):
            _report_hole(strips[start], sheets, frame, sink)
    return sheets


def _report_hole(following: Strip, sheets: Sequence[Sheet], frame: Frame, sink: Sink) -> None:
    room = frame.height - sheets[-1].used
    if following.whole and not following.new_page and room > frame.height * _HOLE:
        left = f"第{len(sheets)}页下部空了约{int(room / frame.pitch)}行"
        sink.info(
            "I0604", f"{left}：{following.whole}放不下，移到了下一页",
            following.span, "把后面的一段文字移到它前面，或把图表改小",
        )


def _after_space(strips: Sequence[Strip], index: int) -> int:
    """The next strip with something on it: mere space does not open a page."""
    while index < len(strips) and not strips[index].content:
        index += 1
    return index


def _fill(strips: Sequence[Strip], start: int, frame: Frame) -> tuple[list[float], int]:
    """Tops of the strips from `start` that fit, and the index of the first that does not."""
    y = sum(strip.height for strip in strips[start].repeat)
    tops: list[float] = []
    allowed = start
    index = start
    while index < len(strips):
        strip = strips[index]
        if index > start:
            if strip.new_page:
                return tops, index
            y += strip.before
        if strip.snap:
            y = frame.snap(y)
        if y + strip.ink > frame.height + EPSILON and index > start:
            return tops, allowed if allowed > start else index
        tops.append(y)
        y += strip.height
        index += 1
        if not strip.keep:
            allowed = index
    return tops, index


def _sheet(
    strips: Sequence[Strip], start: int, end: int, tops: Sequence[float], frame: Frame
) -> Sheet:
    content: list[Marked] = []
    y = 0.0
    for strip in strips[start].repeat:
        content += [shifted(marked, y + frame.top) for marked in strip.content]
        y += strip.height
    for strip, top in zip(strips[start:end], tops, strict=False):
        content += [shifted(marked, top + frame.top) for marked in strip.content]
    last, top = strips[end - 1], tops[end - 1 - start]
    content += [shifted(marked, top + frame.top) for marked in last.closing]
    return Sheet(merged(content), top + last.ink)


def merged(content: Sequence[Marked]) -> tuple[Marked, ...]:
    """Neighbouring marks of one element as one."""
    result: list[list[Marked]] = []
    for marked in content:
        if result and _same(result[-1][0], marked):
            result[-1].append(marked)
        else:
            result.append([marked])
    return tuple(
        Marked(group[0].element, tuple(i for m in group for i in m.items), group[0].artifact)
        for group in result
    )


def _same(left: Marked, right: Marked) -> bool:
    return left.element is right.element and left.artifact == right.artifact
