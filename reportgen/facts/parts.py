"""Which rows of an office's table are parts of others, and which of them add up to a total.

其中：出口 is a part of the row above, and so is 进口 below it, set in as far, or as far as the name
behind 其中：, or just what is left of the whole in every column. A 其中 that is set in further than
the part above it is of that part. To a total add up the rows that stand furthest out: 一、 without
its （一）, or what is set in least.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from reportgen.patterns import late
from reportgen.sources.nodes import Entry, text_entry
from reportgen.sources.table import Cell

_OFFSET = 6      # the width of 其中： in spaces
_ALONE = -1      # 其中： stands in a row of its own, and what is set in below it are the parts
_NUMBERINGS = tuple(map(late, (
    r"[一二三四五六七八九十]+", r"[（(][一二三四五六七八九十]+[）)]", r"\d+", r"\d+(?:[.-]\d+)+",
    r"[（(]\d+[）)]")))


@dataclass(slots=True)
class _Row:
    """A row, and what is known of its parts."""

    indent: int = 0
    rest: dict[int, Decimal] = field(default_factory=dict)     # without its parts so far
    unit: str = ""                    # in its name
    first: int | None = None          # how far its first part is set in
    ids: dict[str, str] = field(default_factory=dict)          # its facts, by column
    deeper: list[tuple[list[Entry], Entry]] = field(default_factory=list)

    def has(self, indent: int, numbers: dict[int, Decimal]) -> bool:
        """Whether a row that does not say so is a part of this one."""
        first = self.first
        if first is None:
            return False
        stands = indent > self.indent and (
            first in {_ALONE, indent} or abs(indent - first - _OFFSET) <= 1)
        return stands or (first == indent and bool(self.rest) and numbers == self.rest)


@dataclass(slots=True)
class Parts:
    """The last row of a table, behind those that it is a part of."""

    path: list[_Row] = field(default_factory=lambda: [_Row()])

    def alone(self) -> None:
        """A row that only says 其中：."""
        self.path[-1].first = _ALONE

    def unset(self, indent: int) -> bool:
        """Whether a row stands below a lone 其中： without being set in: of which nobody knows."""
        return self.path[-1].first == _ALONE and indent <= self.path[-1].indent

    def row(self, indent: int, told: bool, numbers: dict[int, Decimal]) -> bool:
        """Take a row; whether it is a part. `told`: it says 其中."""
        whole = self._told(indent) if told else next(
            (each for each in reversed(self.path) if each.has(indent, numbers)), None)
        kept = self.path[: self.path.index(whole) + 1] if whole is not None else []
        self.path = [*kept, _Row(indent, numbers)]
        if whole is None:
            return False
        whole.rest = {at: whole.rest[at] - number for at, number in numbers.items()
                      if at in whole.rest}
        if whole.first in {None, _ALONE}:
            whole.first = indent
        elif not told and indent == whole.first:      # what was set in further is of its parts
            for entries, entry in whole.deeper:
                entries.remove(entry)
            whole.deeper.clear()
        return True

    def _told(self, indent: int) -> _Row:
        last = self.path[-1]
        if len(self.path) == 1 or indent > last.indent or last.first == _ALONE:
            return last
        return next((each for each in reversed(self.path[:-1])
                     if each.first is not None and indent >= each.first), self.path[0])

    def unit(self, own: str, *, lends: bool) -> str:
        """The unit in the name of the row taken last, or in that of what it is a part of."""
        whole = self.path[-2] if len(self.path) > 1 and lends else None
        self.path[-1].unit = own or (whole.unit if whole else "")
        return self.path[-1].unit

    def fact(self, entries: list[Entry], key: str, id_: str) -> None:
        """A fact of the row taken last, of a column whose values add up: 总项 if it is a part."""
        row, whole = self.path[-1], self.path[-2] if len(self.path) > 1 else None
        row.ids[key] = id_
        if whole is not None and key in whole.ids:
            entry = text_entry("总项", whole.ids[key], entries[0].key.span)
            entries.append(entry)
            if whole.first is not None and row.indent > whole.first:
                whole.deeper.append((entries, entry))


def depth(name: Cell, number: str) -> tuple[int, int]:
    """How far from the margin a row stands: by its number (一、), else by how far it is set in.

    `number`: what stands before its name, or in the index column.
    """
    bare = number.strip("、.． ")
    for level, pattern in enumerate(_NUMBERINGS):
        if pattern.fullmatch(bare):
            return level, 0
    return len(_NUMBERINGS), name.indent
