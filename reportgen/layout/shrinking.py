"""Pictures made smaller, within the profile's bounds, where that closes a hole in the pages."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from reportgen.diagnostics import Sink
from reportgen.document.tree import Block, Figure, PhotoFigure, Table
from reportgen.layout.build import part_of
from reportgen.layout.footnotes import separator
from reportgen.layout.pages import Image, Picture
from reportgen.layout.paginate import fill
from reportgen.layout.passing import label_of, waiting
from reportgen.layout.stack import Part
from reportgen.layout.strips import Strip
from reportgen.layout.text import Context
from reportgen.layout.turns import Place, Turn, turned
from reportgen.style.profile import Profile

_STEP = _PERCENT = 100     # sizes are whole percents
_TRIES = 4      # sizes tried beyond the one reckoned: the grid takes its part
_TALL = 4       # pages that are taken for one, to see how far what waits would reach


class Shrunk(NamedTuple):
    """The parts with smaller pictures, which these are, to what part of their size, and for what.
    """

    parts: list[Part]
    pictures: list[int]
    scale: float
    gained: str


def shrunk(context: Context, parts: Sequence[Part], at: Place, page: Turn) -> Shrunk | None:
    """The pictures of `page`, and what waits for the next, made so small that it finds room."""
    found = _target(context, parts, page)
    if found is None:
        return None
    target, name = found
    pictures = [i for i in range(at.part, page.first + len(page.starts))
                if isinstance(parts[i].block, Figure | PhotoFigure)
                and page.begin <= page.start(i) <= target]
    if not pictures:
        return None
    now, natural = (sum(heights) for heights in zip(
        *(_heights(context, parts[i]) for i in pictures), strict=True))
    wanted = (now - _beyond(context, page, target)) / natural
    least = max(least_scale(parts[i].block, context.profile) for i in pictures)
    first = math.floor(wanted * _STEP)
    for percent in range(first, max(first - _TRIES, math.ceil(least * _STEP - 1e-9) - 1), -1):
        trial = resized(context, parts, pictures, percent / _STEP)
        if turned(context, trial, at).following > target:
            return Shrunk(trial, pictures, percent / _STEP, name)
    return None


def resized(
    context: Context, parts: Sequence[Part], pictures: Sequence[int], scale: float
) -> list[Part]:
    """The parts with some pictures at this part of their natural size, within their bounds."""
    made = list(parts)
    for index in pictures:
        part = parts[index]
        if isinstance(part.block, Figure | PhotoFigure):
            bound = max(scale, least_scale(part.block, context.profile))
            made[index] = _resized(context, part, part.block, min(bound, part.block.scale))
    return made


def least_scale(block: Block, profile: Profile) -> float:
    """The part of its natural size below which a picture is not set.

    Of a chart the smallest text stays legible, too.
    """
    least = profile.number("figure.shrink") / _PERCENT
    if isinstance(block, Figure):
        small = profile.length("chart.small_size").pt
        least = max(least, profile.length("figure.text_min").pt / small)
    return min(least, 1.0)


def scale_of(block: Block) -> float:
    """The part of its natural size at which a picture is set."""
    return block.scale if isinstance(block, Figure | PhotoFigure) else 1.0


def _resized(context: Context, part: Part, block: Figure | PhotoFigure, scale: float) -> Part:
    """Its picture smaller; what is set below a single one stays as it is."""
    changed = replace(block, scale=scale)
    if isinstance(block, PhotoFigure) and len(block.photos) > 1:
        silent = replace(context, sink=Sink())      # what it says is known
        return part_of(silent, changed)
    picture, *below = part.strips
    return Part(changed, [_smaller(context, picture, scale / block.scale), *below])


def _smaller(context: Context, strip: Strip, factor: float) -> Strip:
    (marked,) = strip.content
    (item,) = marked.items
    frame, gap = context.frame, context.profile.length("figure.gap").pt
    match item:
        case Picture():
            width = item.drawing.width * item.scale * factor
            item = replace(item, scale=item.scale * factor)
        case Image():
            width = item.width * factor
            item = replace(item, width=width, height=item.height * factor)
        case _:
            raise AssertionError("a figure's first strip holds its picture")
    item = replace(item, x=frame.left + (frame.width - width) / 2)
    height = (strip.height - 2 * gap) * factor + 2 * gap
    return strip._replace(
        height=height, ink=height, content=(marked._replace(items=(item,)),))


def _target(context: Context, parts: Sequence[Part], page: Turn) -> tuple[int, str] | None:
    """What waits, where it leaves a hole; the end of a table, where few rows go over.

    The strip that should find room, and what it belongs to: 图5, 表2的末2行.
    """
    if page.over:
        return None
    profile = context.profile
    if (group := waiting(parts, page)) and page.room > profile.length("figure.hole").pt:
        return page.chain, label_of(parts[group.start].block)
    part = page.next.part
    if isinstance(parts[part].block, Table) and page.begin <= page.start(part) < page.end:
        last = page.start(part + 1) - 1
        while last > page.following and not page.strips[last].content:
            last -= 1
        rows = sum(1 for strip in page.strips[page.following : last + 1] if strip.repeat)
        if rows <= profile.number("table.rows_kept"):
            return last, f"{label_of(parts[part].block)}的末{rows}行"
    return None


def _heights(context: Context, part: Part) -> tuple[float, float]:
    """Of a part's picture: as it is, and at its natural size."""
    height = part.strips[0].height - 2 * context.profile.length("figure.gap").pt
    return height, height / scale_of(part.block)


def _beyond(context: Context, page: Turn, target: int) -> float:
    """How far the target reaches beyond the page, were the page endless."""
    frame = context.frame
    tall = replace(frame, height=_TALL * frame.height)
    made = fill(page.strips[: target + 1], page.begin, tall, separator(context).height)
    foot = made.tops[target - page.begin] + page.strips[target].ink if (
        target - page.begin < len(made.tops)) else math.inf
    return foot - frame.height
