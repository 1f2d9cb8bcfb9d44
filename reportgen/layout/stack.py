"""What stands next to each other: the strips of all blocks in one row, tied where they belong
together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from reportgen.document import tree
from reportgen.layout import end_matter
from reportgen.layout.strips import HEADING, NOTES, RULES, TOGETHER, Strip
from reportgen.layout.text import Context


class Part(NamedTuple):
    """A block and what it was set to; no strips: a page break, or a colophon."""

    block: tree.Block
    strips: list[Strip]

    @property
    def lying(self) -> bool:
        """Whether it stands on a page on its side."""
        return bool(self.strips) and self.strips[0].lying


class Row(NamedTuple):
    """The strips of some parts, and where in the row each of the parts begins."""

    strips: list[Strip]
    starts: list[int]


def joined(context: Context, parts: Sequence[Part]) -> Row:
    """The strips of `parts`, but for the colophon's: that stands at the foot of the last page."""
    strips: list[Strip] = []
    starts: list[int] = []
    lone = False
    for block, ready in parts:
        starts.append(len(strips))
        if isinstance(block, tree.Colophon):
            continue
        held = bool(strips) and strips[-1].keep
        strips = _tied(context, strips, block)
        strips += _held(strips, _apart(strips, _broken(strips, ready), block), lone)
        lone = held and len(ready) == 1 and not ready[0].keep
    return Row(strips, starts)


def _tied(context: Context, before: list[Strip], block: tree.Block) -> list[Strip]:
    """What stands above, held to a block that must not be parted from it."""
    match block:
        case tree.AttachmentList() | tree.Signature():
            return end_matter.tied(before, int(context.profile.number("signature.text_lines")))
        case tree.Credit() | tree.Remark():
            return end_matter.tied(before, 1)
        case tree.Note():
            return end_matter.tied(before, 1, NOTES)
        case _:
            return before


def _broken(before: list[Strip], strips: list[Strip]) -> list[Strip]:
    """An empty list of strips is a page break: whatever comes next opens a page."""
    if not strips and before:
        before[-1] = before[-1]._replace(keep=False)
        return [Strip(0.0, 0.0, new_page=True, keep=True, snap=False)]
    return strips


def _apart(before: list[Strip], strips: list[Strip], block: tree.Block) -> list[Strip]:
    """A table on its side stands on pages of its own, though it follows another."""
    if isinstance(block, tree.Table) and before and before[-1].lying and strips[0].lying:
        return [strips[0]._replace(new_page=True), *strips[1:]]
    return strips


def _held(before: list[Strip], strips: list[Strip], lone: bool) -> list[Strip]:
    """After a title or heading at least two lines follow on its page (K19).

    `lone`: a single line stands between it and these strips.
    """
    if not before or not strips:
        return strips
    if before[-1].keep and len(strips) > 1:
        # the rule that is given up later; none is given up first
        stronger = max(before[-1].rule or TOGETHER, strips[0].rule,
                       key=lambda rule: RULES.index(rule) if rule else -1)
        return [strips[0]._replace(keep=True, rule=stronger), *strips[1:]]
    if lone and not strips[0].whole and not strips[0].new_page:
        before[-1] = before[-1]._replace(keep=True, rule=HEADING)
    return strips
