"""Text runs past figures and tables that find no room on a page: it fills what they leave empty.

A figure or table goes behind whole paragraphs, never into one: so the Word file, which makes its
own pages, can say the same in the same order. It stays behind the paragraph that refers to it,
within its section, and behind those numbered before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from reportgen.document import tree
from reportgen.document.printed import passages
from reportgen.layout.stack import Part
from reportgen.layout.text import Context
from reportgen.layout.turns import Place, Turn, turned

LEAST = 3       # lines left empty that are a hole to a reader
_MOST = 12      # paragraphs that run past at once
_FULL = 1.5     # lines left empty on a page that is full
_FLOATING = tree.Figure | tree.PhotoFigure | tree.Table
_TEXT = (tree.Paragraph | tree.Heading | tree.Title | tree.Attachment | tree.PageBreak
         | _FLOATING)     # above any of these a figure may stand
# What ties text to what stands right below it, and right above it.
_DOWN = re.compile(r"下[列述面]?[图表]|如下|[：:]\s*$")
_UP = re.compile(r"[上前该此][列述面]?[图表]")


def passed(context: Context, parts: Sequence[Part], at: Place, page: Turn) -> list[Part] | None:
    """The parts with text drawn up into the hole at the foot of `page`; None where none may be."""
    pitch = context.frame.pitch
    group = waiting(parts, page)
    if page.over or page.room < LEAST * pitch or not group or _tied(parts, group):
        return None
    best, least = None, page.room - pitch / 2
    for end in _ends(parts, group.stop):
        trial = [*parts[: group.start], *parts[group.stop : end],
                 *parts[group.start : group.stop], *parts[end:]]
        shift = end - group.stop
        if not _referred(trial, range(group.start + shift, end)):
            continue
        made = turned(context, trial, at)
        if not made.over \
                and turned(context, trial, made.next).next <= Place(group.start + shift):
            break      # it would begin on neither this page nor the next
        if made.room < least:
            best, least = trial, made.room
        if made.room < _FULL * pitch:
            break
    return best


def waiting(parts: Sequence[Part], page: Turn) -> range:
    """The figures and tables, one behind the other, that the page had no room for."""
    if page.over:
        return range(0)
    part = page.next.part
    while part < len(parts) and page.start(part) <= page.chain:
        if isinstance(parts[part].block, _FLOATING) and page.start(part) >= page.end:
            return range(part, _end(parts, part))
        part += 1
    return range(0)


def label_of(block: tree.Block) -> str:
    """What a figure or table is called; "" for other blocks."""
    match block:
        case tree.Figure() | tree.Table():
            return block.label
        case tree.PhotoFigure():
            return block.label if block.number else "照片"
        case _:
            return ""


def _end(parts: Sequence[Part], part: int) -> int:
    while part < len(parts) and isinstance(parts[part].block, _FLOATING | tree.Note):
        part += 1
    return part


def _tied(parts: Sequence[Part], group: range) -> bool:
    """Whether they must stand where they are: nothing leads to them, or what leads says 下图."""
    before = parts[group.start - 1].block if group.start else None
    if isinstance(before, tree.Paragraph | tree.ListBlock) and _DOWN.search(_text(before)):
        return True
    return any(strip.notes for i in group for strip in parts[i].strips)


def _ends(parts: Sequence[Part], start: int) -> Iterator[int]:
    """Behind which of the paragraphs that follow they may stand."""
    for index in range(start, min(start + _MOST, len(parts))):
        block = parts[index].block
        if not isinstance(block, tree.Paragraph | tree.ListBlock) or _UP.search(_text(block)):
            return
        below = parts[index + 1].block if index + 1 < len(parts) else None
        free = below is None or isinstance(below, _TEXT)
        if free and not _DOWN.search(_text(block)):
            yield index + 1


def _referred(parts: Sequence[Part], group: range) -> bool:
    """Whether the text above refers to each of them by its number."""
    wanted = {block.anchor for i in group if isinstance(block := parts[i].block, _FLOATING)}
    for part in reversed(parts[: group.start]):
        if isinstance(part.block, tree.Paragraph | tree.ListBlock):
            wanted -= {leaf.target for passage in passages(part.block)
                       for leaf in tree.inlines(passage.children)
                       if isinstance(leaf, tree.Reference)}
        if not wanted:
            return True
    return False


def _text(block: tree.Block) -> str:
    return "\n".join(tree.plain(passage.children) for passage in passages(block))
