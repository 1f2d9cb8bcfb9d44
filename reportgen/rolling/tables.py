"""The statistics tables of the next issue: each cell by the head of its column."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from reportgen.diagnostics import Sink, Span
from reportgen.excel.cells import cell_span, place_of
from reportgen.facts.heads import BLANK, CHANGES, DONE, LAST_YEAR, PLAN, VALUE, Head, folded
from reportgen.facts.model import Fact, Period
from reportgen.facts.period import parse_period, year_before
from reportgen.facts.survey import Slot
from reportgen.rolling.lines import PeriodLine
from reportgen.rolling.story import behind, kept
from reportgen.rolling.turning import Turn
from reportgen.rolling.values import (
    CARRIED,
    FILLED,
    MOVED,
    Change,
    Point,
    Pool,
    plain_number,
    same_days,
    units,
    value_text,
)

_YEARLY = re.compile("全年|年初|年度|本年|预算")
SheetKey = tuple[str, str]


@dataclass(slots=True)
class Tables:
    """Tables on their way to the next issue.

    `facts`: those that were read, by file, sheet and cell; `formulas`: the cells that have one.
    """

    turn: Turn
    pool: Pool
    facts: Mapping[tuple[str, str, str], Fact]
    formulas: Mapping[SheetKey, Mapping[tuple[int, int], str]]
    sink: Sink
    points: list[Point] = field(default_factory=list)
    told: set[Span] = field(default_factory=set)

    def changes(self, slots: Sequence[Slot]) -> Iterator[Change]:
        """What becomes of the heads and the cells of all tables."""
        lines: dict[SheetKey, list[Slot]] = {}
        for slot in slots:
            if slot.line:
                lines.setdefault(_sheet(slot.cell.span), []).append(slot)
        for found in lines.values():
            yield from self.window(found)
        told: dict[Span, Change] = {}
        for slot in slots:
            if not slot.line:
                text = self.head(slot.head.cell.text, slot)
                if text != slot.head.cell.text:
                    told[slot.head.cell.span] = Change(
                        MOVED, slot.head.cell.span, "表头", slot.head.cell.text, text)
        yield from told.values()
        done: set[Span] = set()
        for slot in slots:
            if not slot.line and slot.cell.span not in done and not self.computed(slot.cell.span):
                done.add(slot.cell.span)
                yield from self.cell(slot)

    def computed(self, span: Span) -> bool:
        """Whether a formula stands in a cell."""
        return bool(span.cell) and place_of(span.cell) in self.formulas.get(_sheet(span), {})

    def head(self, text: str, slot: Slot) -> str:
        """The text of a head in the next issue."""
        before = parse_period(slot.head.period, slot.base) if slot.head.period else None
        return self.turn.moved(text, before)

    def cell(self, slot: Slot) -> Iterator[Change]:
        """What becomes of one cell."""
        head, text = slot.head, slot.cell.text
        what = slot.name + (head.measure if head.measure in {*CHANGES, DONE, PLAN} else "")
        before = parse_period(head.period, slot.base) if head.period else slot.base
        told = self.head(head.period, slot) if head.period else ""
        after = parse_period(told, self.turn.new) if told else self.turn.new
        if head.measure == LAST_YEAR:
            before, after = (year_before(each) if each else None for each in (before, after))
            what = f"{slot.name}（上年同期）"
        if head.measure == PLAN and _YEARLY.search(folded(head.cell.text)) \
                and not self.turn.new_year:
            return
        if head.measure in {VALUE, LAST_YEAR}:
            if before is not None and same_days(before, after):
                if head.cell.span not in self.told:
                    kept(what, before, head.cell.span, self.turn, self.sink)
                self.told.add(head.cell.span)
                return
            if after is not None and after.end != self.turn.new.end:
                yield from self.carried(slot, what, after)
                return
        if text:
            yield Change(FILLED, slot.cell.span, what, text, "")

    def carried(self, slot: Slot, what: str, after: Period) -> Iterator[Change]:
        """A cell takes over an earlier value, if there is one in its unit; else it is to be typed.
        """
        found = self.pool.find(slot.name, after) or self.pool.find(
            self.head(slot.name, slot), after)      # 9月产值 of 10月 is 10月产值 of 11月
        own = self.facts.get(_key(slot.cell.span)) or self.sibling(slot)
        span, old = slot.cell.span, slot.cell.text
        if found is not None and units(found[1]) == units(own):
            number = self.pool.number(*found)
            if number is None:
                number = plain_number(found[1])
            if number is not None or not span.cell:
                yield Change(CARRIED, span, what, old, value_text(found[1]), number,
                             self.pool.origin(found[0]))
                return
        if after.end and self.turn.new.end and after.end > self.turn.new.end:
            yield Change(MOVED, span, what, old, "")
        elif old or found is not None:
            yield Change(FILLED, span, what, old, "")

    def sibling(self, slot: Slot) -> Fact | None:
        """A fact of the same thing, where the cell itself is blank."""
        found = self.pool.find(slot.name, self.turn.old)
        return found[1] if found else None

    # ------------------------------------------------------------------------- over time

    def window(self, slots: Sequence[Slot]) -> Iterator[Change]:
        """A table of periods, one after the other: the new one is to be typed."""
        heads = list({slot.head.at: slot.head for slot in slots}.values())
        line = PeriodLine(self.turn, [head.period for head in heads], *(
            [parse_period(head.period, base) for head in heads]
            for base in (slots[0].base, self.turn.new)))
        rows: dict[str, list[Slot]] = {}
        for slot in slots:
            rows.setdefault(slot.name, []).append(slot)
        if line.there is not None:
            for row in rows.values():
                yield from self.refilled(row, line)
            return
        if line.new is None:
            behind(slots[0].name, slots[0].head.cell.span, self.turn, self.sink)
            for row in rows.values():      # 3月 of last year is no 3月 of this one
                yield from (Change(FILLED, slot.cell.span, f"{slot.name}（{slot.head.period}）",
                                   slot.cell.text, "") for at, slot in enumerate(row)
                            if slot.cell.text not in BLANK and line.cleared(at)
                            and not self.computed(slot.cell.span))
            return
        texts = replace(line, texts=[head.cell.text for head in heads]).moved()
        if line.grows:
            yield from self.grown(list(rows.values()), heads, texts[-1])
            return
        self.points += [Point(slot.name, slot.head.period, text) for row in rows.values()
                        for slot, text in zip(row, texts, strict=True)]
        for head, text in zip(heads, texts, strict=True):
            if head.cell.text != text:
                yield Change(MOVED, head.cell.span, "表头", head.cell.text, text)
        for row in rows.values():
            yield from self.moved_row(row, texts)

    def grown(
        self, rows: Sequence[Sequence[Slot]], heads: Sequence[Head], text: str,
    ) -> Iterator[Change]:
        """A table of the year so far gets a column more, or a row, where nothing is beside it."""
        cells = [(heads[-2].cell.span, heads[-1].cell.span),
                 *((row[-2].cell.span, row[-1].cell.span) for row in rows)]
        places = [_beside(*each) for each in cells]
        if not all(span.cell and place_of(span.cell) not in self.taken(span) for span in places):
            behind(rows[0][0].name, heads[0].cell.span, self.turn, self.sink)
            return
        yield Change(MOVED, places[0], "表头", "", text, like=place_of(cells[0][1].cell))
        for row, span, (_, like) in zip(rows, places[1:], cells[1:], strict=True):
            self.points.append(Point(row[0].name, row[-1].head.period, text, row[-2].head.period))
            yield Change(FILLED, span, f"{row[0].name}（{text}）", "", "",
                         like=place_of(like.cell))

    def taken(self, span: Span) -> Mapping[tuple[int, int], object]:
        """The cells of a sheet that hold something."""
        return {**self.pool.cells(self.pool.issues[0], span), **self.formulas.get(_sheet(span), {})}

    def refilled(self, row: Sequence[Slot], line: PeriodLine) -> Iterator[Change]:
        """A table with a column for every period of the year: the new one's is to be typed."""
        for at, slot in enumerate(row):
            if self.computed(slot.cell.span) or line.anew[at] is None:
                continue
            what = f"{slot.name}（{slot.head.period}）"
            if at == line.there:
                yield Change(FILLED, slot.cell.span, what, slot.cell.text, "")
            elif slot.cell.text not in BLANK and line.cleared(at):
                yield Change(MOVED, slot.cell.span, what, slot.cell.text, "")

    def moved_row(self, row: Sequence[Slot], texts: Sequence[str]) -> Iterator[Change]:
        """The values of a line move on by one."""
        for slot, source, text in zip(row, row[1:], texts, strict=False):
            if self.computed(slot.cell.span) or slot.cell.text == source.cell.text == "":
                continue
            fact = self.facts.get(_key(source.cell.span))
            number = self.pool.number(self.pool.issues[0], fact) if fact is not None else None
            yield Change(CARRIED, slot.cell.span, f"{slot.name}（{text}）", slot.cell.text,
                         source.cell.text, number)
        last = row[-1]
        if not self.computed(last.cell.span):
            yield Change(FILLED, last.cell.span, f"{last.name}（{texts[-1]}）", last.cell.text, "")


def _beside(one: Span, other: Span) -> Span:
    """The cell as far behind another as that is behind one."""
    if not other.cell:
        return other
    return cell_span(other.file, other.sheet, 2 * other.line - one.line,
                     2 * other.column - one.column)


def _sheet(span: Span) -> SheetKey:
    return span.file, span.sheet


def _key(span: Span) -> tuple[str, str, str]:
    """What tells a cell apart: of a workbook, or of CSV."""
    return span.file, span.sheet, span.cell or f"{span.line}:{span.column}"


def cell_key(fact: Fact) -> tuple[str, str, str]:
    """The cell that a fact was read from."""
    return _key(fact.span)

