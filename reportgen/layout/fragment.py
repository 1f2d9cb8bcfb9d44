"""A strip that no page can hold, cut between its lines: nothing ever runs off the paper."""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

from reportgen.frozen import frozen
from reportgen.layout.pages import GlyphRun, Image, Item, Marked, Picture, Rule
from reportgen.layout.strips import Strip, shifted

_ABOVE, _BELOW = 0.9, 0.2      # how far glyphs reach from their baseline, in sizes


@frozen
class _Part:
    """One mark of a strip, and the heights it stands between."""

    top: float
    bottom: float
    marked: Marked


def cut(strip: Strip, room: float) -> list[Strip]:
    """`strip` in parts no higher than `room`, each mark whole; one part where it fits."""
    if strip.ink <= room:
        return [strip]
    parts = [_Part(*_extent(item), marked._replace(items=(item,)))
             for marked in strip.content for item in marked.items]
    found: list[Strip] = []
    start = 0.0
    while parts:
        beyond = [part for part in parts if part.bottom > start + room]
        end = min((part.top for part in beyond), default=strip.ink)
        end = max(end, min(part.top for part in parts) + 1)      # a mark higher than the room
        here = [part for part in parts if part.top < end]
        parts = [part for part in parts if part.top >= end]
        found.append(_band(strip, here, start, end))
        start = end
    found[-1] = found[-1]._replace(keep=strip.keep, closing=strip.closing)
    return [found[0], *(band._replace(before=0.0, new_page=False) for band in found[1:])]


def _band(strip: Strip, parts: Sequence[_Part], start: float, end: float) -> Strip:
    height = max(end - start, 1.0)
    content = tuple(shifted(part.marked, -start) for part in parts)
    return strip._replace(height=height, ink=height, content=content, keep=False, closing=())


def _extent(item: Item) -> tuple[float, float]:
    match item:
        case GlyphRun():
            return item.y - _ABOVE * item.size, item.y + _BELOW * item.size
        case Rule():
            return item.y, item.y2
        case Picture():
            return item.y, item.y + item.scale * item.drawing.height
        case Image():
            return item.y, item.y + item.height
        case _:
            assert_never(item)
