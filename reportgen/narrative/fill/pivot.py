"""Tables and charts from the data: a row for each entity of a kind, a column for each indicator.

What a fence says in four lines becomes the cells that an author would have written by hand, each
with the name of its fact; `TableBuilder` fills them in as it does any others.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from reportgen.document import tree
from reportgen.document.columns import COUNT, RANKS
from reportgen.document.plan import corner
from reportgen.document.quantity import NO_VALUE, NUMBER
from reportgen.document.tidy import unit_name
from reportgen.facts.amount_text import amount_unit
from reportgen.facts.forms import FORMS, NAME, VALUE, has
from reportgen.facts.model import Entity, Fact
from reportgen.facts.unit_table import RATES
from reportgen.frozen import frozen
from reportgen.narrative import syntax
from reportgen.narrative.fill.lookup import Lookup, Scope
from reportgen.narrative.fill.members import Members, Slots, is_line
from reportgen.narrative.fill.totals import Total, note, total
from reportgen.narrative.parse.pivot_keys import HEAD
from reportgen.sources.nearest import asked

GROUP, UNIT = "分组", "单位"
_PARTS = re.compile("[|｜]")


@frozen
class _Column:
    """A column as written; the indicator it shows, and how, as a reference in the text says it."""

    source: syntax.ColumnSource
    indicator: str = ""      # empty for names, ranks and numbers of rows
    form: str = ""
    unit: str = ""

    @property
    def called(self) -> tuple[str, ...]:
        """What 排序 may call it."""
        plain = (self.indicator,) if self.amounts else ()
        return (self.source.heading, self.indicator + self.form, *plain)

    @property
    def amounts(self) -> bool:
        """Whether it shows amounts, which can be added up."""
        return bool(self.indicator) and self.form in ("", VALUE, NUMBER)

    def size(self, fact: Fact | None) -> Decimal | None:
        """What a fact is sorted by in this column; None where it has nothing of the kind."""
        if fact is None:
            return None
        if not self.amounts:
            rate = fact.rate(self.form)
            return rate.value if rate is not None else None
        return fact.amounts[0].value if fact.amounts else None


@frozen
class _Line:
    """A row: an entity, a fact for each column, and its rank where the table is sorted."""

    entity: Entity
    facts: Slots
    rank: int = 0

    @property
    def belongs(self) -> bool:
        """Whether it has a place in the table: an indicator of which nothing is shown has none."""
        return not is_line(self.entity) or any(self.facts)

    @property
    def part(self) -> bool:
        """Whether it is an indicator that is part of another: 其中."""
        return is_line(self.entity) and any(fact and fact.part_of for fact in self.facts)

    @property
    def title(self) -> str:
        """What stands in the column of names."""
        return "其中：" * self.part + self.entity.name


def crossed(
    source: syntax.TableSource, lookup: Lookup, scope: Scope
) -> tuple[syntax.TableSource, Scope]:
    """The table with its cells, and the scope in which they find their facts.

    Reports E0315, E0327 for a kind or an indicator that there is not, E0328 where a cell could
    hold either of two facts, and what `derive` has against a total.
    """
    pivot = source.pivot
    if pivot is None:
        return source, scope
    columns, members = _columns(source, pivot, lookup), Members(lookup)
    entities = members.of(pivot.of, pivot.span)
    slots = [members.facts(entities, each.indicator, each.source.span) if each.indicator
             else (None,) * len(entities) for each in columns]
    first = tuple(next(filter(None, row), None) for row in zip(*slots, strict=True))
    slots = [first if each.form in (UNIT, GROUP) else facts
             for each, facts in zip(columns, slots, strict=True)]
    lines = _sorted([line for entity, facts in zip(entities, zip(*slots, strict=True), strict=True)
                     if (line := _Line(entity, facts)).belongs], columns, pivot, lookup)
    whole = members.whole(entities)
    totals = [Total(name, place == HEAD, tuple(
        total(name, each.indicator, facts, lookup, each.source.span, adding=each.amounts,
              whole=whole) for each, facts in zip(columns, slots, strict=True)))
        for name, place in pivot.totals.items()]
    columns = [_with_unit(each, (*facts, *(made.facts[at] for made in totals)), source, lookup)
               for at, (each, facts) in enumerate(zip(columns, slots, strict=True))]
    cut = f"（共{len(entities)}个）" if len(lines) < len(entities) else ""
    ends = [(each.head, _row(columns, each.name + cut, each.facts)) for each in totals]
    named = next((at for at, each in enumerate(columns) if each.form == NAME), -1)
    rows = (*((row, -1) for head, row in ends if head),
            *((_row(columns, each.title, each.facts, each.rank, at), named if each.part else -1)
              for at, each in enumerate(lines, 1)),
            *((row, -1) for head, row in ends if not head))
    said = note(totals, [each.indicator for each in columns], slots)
    return replace(
        source, columns=tuple(each.source for each in columns),
        rows=tuple(syntax.CellRow(row, part, span=pivot.span) for row, part in rows),
        notes=(*source.notes, *([(tree.Text(said, span=pivot.span),)] if said else ())),
    ), {**scope, **{fact.name: fact for each in totals for fact in each.facts if fact is not None}}


def spread(
    named: Sequence[syntax.Named], lookup: Lookup, scope: Scope
) -> tuple[syntax.Named, ...]:
    """The names of a chart, each {每个: …} replaced by the facts it stands for."""
    return tuple(one for each in named for one in (
        _each(each, lookup, scope) if each.each else (each,)))


def _each(named: syntax.Named, lookup: Lookup, scope: Scope) -> Iterator[syntax.Named]:
    if not named.indicator:
        for fact in lookup.several(named.each, named.span, scope):
            yield syntax.Named(fact.name, span=named.span)
        return
    members = Members(lookup)
    entities = members.of(named.each, named.span)
    over_time = [lookup.dataset.timeline(entity.name + named.indicator) for entity in entities]
    if any(over_time) and not named.first:
        for entity, line in zip(entities, over_time, strict=True):
            yield syntax.Named(line.name if line else "", entity.name, span=named.span)
        return
    facts = members.facts(entities, named.indicator, named.span)
    lines = [_Line(entity, (fact,)) for entity, fact in zip(entities, facts, strict=True)]
    if named.first:
        column = _Column(syntax.ColumnSource(""), named.indicator)
        lines = _ranked(lines, column, 0, named.first)
    for each in lines:
        found = each.facts[0]
        yield syntax.Named(found.name if found else "", each.entity.name, span=named.span)


# ------------------------------------------------------------------------------------ columns


def _columns(
    source: syntax.TableSource, pivot: syntax.PivotSource, lookup: Lookup
) -> list[_Column]:
    """What each column shows; E0315 where a form has no indicator, or no column the names."""
    columns: list[_Column] = []
    for each in source.columns:
        made = _column(each, pivot.of, columns[-1].indicator if columns else "")
        columns.append(made)
        if not made.indicator and made.form in FORMS and made.form not in (NAME, UNIT):
            lookup.sink.error("E0315", f"“{each.heading}”左边没有指标", each.span,
                              f"写明是哪个指标的，如 产值 | {made.form}")
    if not any(each.form == NAME for each in columns):
        lookup.sink.error("E0315", "没有一列是名称", pivot.span, f"在“列”里写上“{pivot.of}”")
    return columns


def _column(source: syntax.ColumnSource, of: str, before: str) -> _Column:
    """A column: 镇, 名次, 产值, 产值 | 同比, 产值 | 值：亿元; 同比 alone is of the one before."""
    two = corner(source.form)
    text = source.indicator or (two[0] if two and two[0] in {NAME, of} else source.form)
    if not source.indicator and (text in {NAME, of, COUNT, GROUP, UNIT} or text in RANKS):
        return _Column(replace(source, form=text if text == UNIT else ""),
                       form=NAME if text == of else text)
    name, *rest = map(str.strip, _PARTS.split(text, maxsplit=1))
    form, _, unit = "".join(rest or ["：".join(filter(None, (source.form, source.scale)))]
                             * bool(source.indicator)) \
        .replace("：", ":").partition(":")
    form = form.strip()
    if not rest and not source.indicator and name in FORMS:
        name, form = before, name
    heading = source.heading
    if _PARTS.search(heading):
        heading = name + (form if form not in (VALUE, NUMBER) else "")
    return _Column(replace(source, heading=heading, form=form), name, form, unit_name(unit.strip()))


def _with_unit(
    column: _Column, facts: Sequence[Fact | None], table: syntax.TableSource, lookup: Lookup
) -> _Column:
    """The column with its unit in the head, where all cells have one; % stays in the cells.

    E0316 where bare numbers are asked for and the units differ.
    """
    if not column.amounts or column.form == VALUE:
        return column
    if not column.form and any(each.form == UNIT for each in table.columns):
        return replace(column, form=NUMBER, source=replace(column.source, form=NUMBER))
    told = [fact for fact in facts if fact is not None]
    units = {column.unit.partition(":")[0] or "、".join(map(amount_unit, fact.amounts))
             for fact in told if fact.amounts}
    if column.form == NUMBER and len(units) > 1:
        told_units = "、".join(sorted(units))
        lookup.sink.error("E0316", f"“{column.source.heading}”的单位不同：{told_units}",
                          column.source.span, f"把“{NUMBER}”换成“{VALUE}”，连单位一起印")
    unit = units.pop() if len(units) == 1 else ""
    bare = unit and "、" not in unit and unit not in RATES and all(fact.amounts for fact in told)
    form = column.form or (NUMBER if bare else VALUE)
    heading = column.source.heading
    if form == NUMBER and unit and unit != unit_name(table.unit) and f"（{unit}）" not in heading:
        heading = f"{heading}（{unit}）"
    return replace(column, form=form, source=replace(column.source, heading=heading, form=form))


# --------------------------------------------------------------------------------------- rows


def _sorted(
    lines: list[_Line], columns: Sequence[_Column], pivot: syntax.PivotSource, lookup: Lookup
) -> list[_Line]:
    """The rows as 排序 says, the first of them; E0315, E0327 where it names nothing to sort by."""
    if pivot.order is None:
        for column in columns:
            if column.form in RANKS:
                lookup.sink.error("E0315", "有名次，没有写按哪一列排", column.source.span,
                                  f"写上“排序”，如 排序: 产值 {syntax.FALLING}")
        return lines
    order, place = "".join(map(str.strip, _PARTS.split(pivot.order.name))), pivot.order.span
    at = next((at for at, each in enumerate(columns) if each.indicator and order in each.called),
              None)
    if at is None:
        names = [each.source.heading for each in columns if each.indicator]
        lookup.sink.error("E0327", f"“{order}”不是这张表里有数的列", place,
                          *asked(order, names), f"可以写：{'、'.join(names)}")
        return lines
    facts = [fact for line in lines if (fact := line.facts[at]) is not None]
    units = {fact.unit for fact in facts if fact.amounts}
    if columns[at].amounts and len(units) > 1:
        lookup.sink.error("E0315", f"“{order}”的单位不同，不能比大小：{'、'.join(sorted(units))}",
                          place, "换一列来排，或在事实表里改成一种单位")
    elif facts and all(columns[at].size(fact) is None for fact in facts):
        lookup.sink.error("E0315", f"“{order}”这一列没有数可比", place, "换一列来排")
    return _ranked(lines, columns[at], at, pivot.first, falling=pivot.falling)


def _ranked(
    lines: Sequence[_Line], column: _Column, at: int, first: int, *, falling: bool = True
) -> list[_Line]:
    """In the order of a column, with ranks; equal ones share theirs, blanks stand last.

    Those that share the last rank that is wanted are all kept.
    """
    sizes = {line.entity.id: size for line in lines
             if (size := column.size(line.facts[at])) is not None}
    ordered = sorted(sizes.values(), reverse=falling)
    ranks = {size: rank for rank, size in reversed([*enumerate(ordered, 1)])}
    told = [replace(line, rank=ranks[sizes[line.entity.id]] if line.entity.id in sizes else 0)
            for line in lines]
    told.sort(key=lambda line: line.rank or len(lines) + 1)
    return [line for line in told if not first or 0 < line.rank <= first]


def _row(
    columns: Sequence[_Column], name: str, facts: Slots, rank: int = 0, count: int = 0
) -> tuple[syntax.Inlines, ...]:
    return tuple(_cell(column, fact, name, rank, count)
                 for column, fact in zip(columns, facts, strict=True))


def _cell(
    column: _Column, fact: Fact | None, name: str, rank: int, count: int
) -> syntax.Inlines:
    place = column.source.span
    if column.form == GROUP:
        return (tree.Text(fact.group if fact is not None else "", span=place),)
    if not column.indicator and column.form != UNIT:
        number = count if column.form == COUNT else rank
        return (tree.Text(name if column.form == NAME else str(number or NO_VALUE), span=place),)
    if fact is None or not has(fact, column.form or VALUE):
        return (tree.Text(NO_VALUE, span=place),)
    return (syntax.Insert(fact.name, column.form, column.unit, span=place),)
