"""Tables and charts from the data: a row for each entity of a kind, a column for each indicator.

What a fence says in four lines becomes the cells that an author would have written by hand, each
with the name of its fact; `TableBuilder` fills them in as it does any others.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from reportgen.diagnostics import ReportError
from reportgen.document import tree
from reportgen.document.tidy import unit_name
from reportgen.facts.amount_text import amount_unit
from reportgen.facts.derive import MAX_DECIMALS, derive
from reportgen.facts.forms import FORMS, NAME, NO_VALUE, NUMBER, VALUE, has
from reportgen.facts.model import Amount, Entity, Fact, Formula, Quantities
from reportgen.facts.unit_table import RATES, adds
from reportgen.frozen import frozen
from reportgen.narrative import syntax
from reportgen.narrative.fill.lookup import Lookup, Scope
from reportgen.narrative.fill.members import Members
from reportgen.narrative.parse.pivot_keys import HEAD
from reportgen.sources.nearest import asked

RANKS, COUNT = frozenset(("名次", "位次", "排名")), "序号"
_PARTS = re.compile(r"\s*[|｜]\s*")
Slots = tuple[Fact | None, ...]


@frozen
class _Column:
    """A column as written; the indicator it shows, and how, as a reference in the text says it."""

    source: syntax.ColumnSource
    indicator: str = ""      # empty for names, ranks and numbers of rows
    form: str = ""
    unit: str = ""

    @property
    def amounts(self) -> bool:
        """Whether it shows amounts, which can be added up."""
        return bool(self.indicator) and self.form in ("", VALUE, NUMBER)

    def size(self, fact: Fact | None) -> Decimal | None:
        """What a fact is sorted by in this column; None where it has nothing of the kind."""
        if fact is None:
            return None
        if not self.amounts:
            return next((each.rate.value for each in fact.changes if each.kind == self.form), None)
        return fact.value.amounts[0].value if isinstance(fact.value, Quantities) else None


@frozen
class _Line:
    """A row: an entity, a fact for each column, and its rank where the table is sorted."""

    entity: Entity
    facts: Slots
    rank: int = 0


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
    columns, members = _columns(source, lookup), Members(lookup)
    entities = members.of(pivot.of, pivot.span)
    slots = [members.facts(entities, each.indicator, each.source.span) if each.indicator
             else (None,) * len(entities) for each in columns]
    lines = [_Line(entity, facts) for entity, facts
             in zip(entities, zip(*slots, strict=True), strict=True)]
    lines = _sorted(lines, columns, pivot, lookup)
    whole = len({entity.kind for entity in entities}) == 1 and len(entities) == sum(
        each.kind == entities[0].kind for each in lookup.dataset.entities)
    totals = [_Total(name, place == HEAD, tuple(
        _total(name, column, facts, lookup, whole=whole)
        for column, facts in zip(columns, slots, strict=True)))
        for name, place in pivot.totals.items()]
    columns = [_with_unit(column, [*facts, *(total.facts[at] for total in totals)], source.unit)
               for at, (column, facts) in enumerate(zip(columns, slots, strict=True))]
    cut = f"（共{len(entities)}个）" if len(lines) < len(entities) else ""
    rows = [*(_row(columns, total.name + cut, total.facts) for total in totals if total.head),
            *(_row(columns, line.entity.name, line.facts, line.rank, at)
              for at, line in enumerate(lines, 1)),
            *(_row(columns, total.name + cut, total.facts) for total in totals if not total.head)]
    made = {fact.id: fact for total in totals for fact in total.facts
            if fact is not None and fact.derived and fact.id not in lookup.dataset.by_id}
    notes = tuple(_note(total, columns, slots, made) for total in totals)
    return replace(
        source, columns=tuple(column.source for column in columns),
        rows=tuple(syntax.CellRow(row, span=pivot.span) for row in rows),
        notes=(*source.notes, *((tree.Text(note, span=pivot.span),) for note in notes if note)),
    ), {**scope, **made}


def spread(
    named: Sequence[syntax.Named], lookup: Lookup, scope: Scope
) -> tuple[syntax.Named, ...]:
    """The names of a chart, each {每个: …} replaced by the facts it stands for."""
    return tuple(one for each in named for one in (
        _each(each, lookup, scope) if each.each else (each,)))


def _each(named: syntax.Named, lookup: Lookup, scope: Scope) -> Iterator[syntax.Named]:
    if not named.indicator:
        for fact in lookup.several(named.each, named.span, scope):
            yield syntax.Named(fact.id, span=named.span)
        return
    members = Members(lookup)
    entities = members.of(named.each, named.span)
    lines = [lookup.dataset.timeline(entity.name + named.indicator) for entity in entities]
    if any(lines):
        for entity, line in zip(entities, lines, strict=True):
            yield syntax.Named(line.name if line else "", entity.name, span=named.span)
        return
    column = _Column(syntax.ColumnSource(""), named.indicator)
    facts = members.facts(entities, named.indicator, named.span)
    found = [_Line(entity, (fact,)) for entity, fact in zip(entities, facts, strict=True)]
    for each in _ranked(found, column, 0, named.first) if named.first else found:
        fact = each.facts[0]
        yield syntax.Named(fact.id if fact else "", each.entity.name, span=named.span)


# ------------------------------------------------------------------------------------ columns


def _columns(source: syntax.TableSource, lookup: Lookup) -> list[_Column]:
    """What each column shows; E0315 where a form has no indicator, or no column the names."""
    columns: list[_Column] = []
    of = source.pivot.of if source.pivot else ""
    for each in source.columns:
        columns.append(_column(each, of, columns[-1].indicator if columns else ""))
        if columns[-1].form in FORMS and not columns[-1].indicator \
                and columns[-1].form != NAME:
            lookup.sink.error("E0315", f"“{each.heading}”左边没有指标", each.span,
                              f"写明是哪个指标的，如 产值 | {each.form}")
    if not any(each.form == NAME for each in columns):
        lookup.sink.error("E0315", "没有一列是名称", source.columns[0].span if source.columns
                          else source.span, f"在“列”里写上“{of}”")
    return columns


def _column(source: syntax.ColumnSource, of: str, before: str) -> _Column:
    text, form = source.indicator or source.form, source.form if source.indicator else ""
    if form == NAME or text in (NAME, of):
        return _Column(replace(source, form=""), form=NAME)
    if text in RANKS or text == COUNT:
        return _Column(replace(source, form=""), form=text)
    name, *rest = _PARTS.split(text, maxsplit=1)
    form, _, unit = (rest[0] if rest else form).replace("：", ":").partition(":")
    form = form.strip()
    if not rest and not source.indicator and name in FORMS:
        name, form = before, name
    heading = source.heading
    if rest and heading == text:
        heading = name + (form if form not in (VALUE, NUMBER) else "")
    return _Column(replace(source, heading=heading, form=form), name, form, unit_name(unit.strip()))


def _with_unit(column: _Column, facts: Sequence[Fact | None], table_unit: str) -> _Column:
    """The column with its unit in the head, where all cells have one; % stays in the cells."""
    if not column.amounts or column.form == VALUE:
        return column
    told = [fact.value for fact in facts if fact is not None]
    units = {column.unit or "、".join(map(amount_unit, value.amounts))
             for value in told if isinstance(value, Quantities)}
    unit = units.pop() if len(units) == 1 else ""
    bare = unit and "、" not in unit and unit not in RATES \
        and all(isinstance(value, Quantities) for value in told)
    form = column.form or (NUMBER if bare else VALUE)
    heading = column.source.heading
    if form == NUMBER and unit and unit != unit_name(table_unit) and f"（{unit}）" not in heading:
        heading = f"{heading}（{unit}）"
    return replace(column, form=form, source=replace(column.source, heading=heading, form=form))


# --------------------------------------------------------------------------------------- rows


def _sorted(
    lines: list[_Line], columns: Sequence[_Column], pivot: syntax.PivotSource, lookup: Lookup
) -> list[_Line]:
    """The rows as 排序 says, the first of them; E0315, E0327 where it names nothing to sort by."""
    if not pivot.order:
        if any(column.form in RANKS for column in columns):
            lookup.sink.error("E0315", "有名次，没有写按哪一列排", pivot.span,
                              f"写上“排序”，如 排序: 产值 {syntax.FALLING}")
        return lines
    order = _PARTS.sub("", pivot.order)
    called = [{each.source.heading, each.indicator + each.form,
               each.indicator if each.amounts else ""} for each in columns]
    at = next((at for at, names in enumerate(called) if order in names), None)
    if at is None:
        names = [each.source.heading for each in columns if each.indicator]
        lookup.sink.error("E0327", f"“排序”里的“{pivot.order}”不是这张表的列", pivot.span,
                          *asked(pivot.order, names), f"可以写：{'、'.join(names)}")
        return lines
    values = [line.facts[at].value for line in lines if line.facts[at] is not None]
    units = {value.amounts[0].unit for value in values if isinstance(value, Quantities)}
    if len(units) > 1 and columns[at].amounts:
        lookup.sink.error("E0315", f"“{pivot.order}”的单位不同，不能比大小：{'、'.join(units)}",
                          pivot.span, "换一列来排，或在事实表里改成一种单位")
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
    if not column.indicator:
        number = count if column.form == COUNT else rank
        return (tree.Text(name if column.form == NAME else str(number or NO_VALUE), span=place),)
    if fact is None or not has(fact, column.form or VALUE):
        return (tree.Text(NO_VALUE, span=place),)
    return (syntax.Insert(fact.id, column.form, column.unit, span=place),)


# ------------------------------------------------------------------------------------- totals


@frozen
class _Total:
    """合计 or 平均: its facts, a column each; whether it stands above the rows."""

    name: str
    head: bool
    facts: Slots


def _total(
    name: str, column: _Column, facts: Slots, lookup: Lookup, *, whole: bool
) -> Fact | None:
    """The total that the data has, else one worked out; None where the unit does not add up."""
    if not column.indicator:
        return None
    there = [fact for fact in facts if fact is not None]
    if name == "合计" and (told := _told(column, there, lookup, whole=whole)) is not None:
        return told
    amounts = [_amount(fact) for fact in there]
    if not column.amounts or not there or any(
            each is not None and not adds(each.unit) for each in amounts):
        return None
    places = max((-int(each.number.as_tuple().exponent) for each in amounts if each), default=0)
    if name != "合计":
        places = max(places, 1)
    title = f"{column.indicator}{name}"
    try:
        return derive(f"{'、'.join(fact.id for fact in there[:2])} {name}", title,
                      Formula(name, (), min(places, MAX_DECIMALS)), there, span=column.source.span)
    except ReportError as error:
        lookup.sink.extend(error.diagnostics)
        return None


def _told(
    column: _Column, facts: Sequence[Fact], lookup: Lookup, *, whole: bool
) -> Fact | None:
    """The total of the data: what all these and nothing else are parts of, or is called so."""
    dataset = lookup.dataset
    wholes = {fact.part_of for fact in facts}
    if len(wholes) == 1 and (total := dataset.by_id.get(wholes.pop())) is not None:
        parts = sum(fact.part_of == total.id for fact in dataset)
        return total if parts == len(facts) else None
    found = dataset.find(f"{column.indicator}合计") or dataset.find(f"合计{column.indicator}")
    return found if whole and found is not None and not found.entity else None


def _amount(fact: Fact) -> Amount | None:
    return fact.value.amounts[0] if isinstance(fact.value, Quantities) else None


def _note(
    total: _Total, columns: Sequence[_Column], slots: Sequence[Slots], made: Scope
) -> str:
    """What of a total was worked out, and of how many rows, where some have nothing."""
    said = []
    for column, fact, facts in zip(columns, total.facts, slots, strict=True):
        if fact is None or fact.id not in made:
            continue
        there = len(facts) - facts.count(None)
        some = f"（有数的{there}个）" if there < len(facts) else ""
        said.append(column.indicator + some)
    if not said:
        return ""
    every = len(said) == sum(fact is not None for fact in total.facts)
    plain = every and not any("（" in each for each in said)
    return f"{total.name}为测算。" if plain else f"{'、'.join(said)}的{total.name}为测算。"
