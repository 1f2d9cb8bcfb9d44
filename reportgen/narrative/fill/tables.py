"""Tables: rows of facts or of written cells become the cells of the document."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reportgen.diagnostics import ReportError, Span
from reportgen.document import tree
from reportgen.document.columns import COUNT, RANKS
from reportgen.document.plan import CORNER, corner
from reportgen.document.quantity import NUMBER
from reportgen.document.tidy import unit_name
from reportgen.document.tree import Align, Cell, Column
from reportgen.facts.amount_text import factor
from reportgen.facts.forms import FORMS, NAME, VALUE, Shows, has
from reportgen.facts.model import Fact, Quantities, Statement, UnassignedRates
from reportgen.facts.scale import read_scale
from reportgen.narrative import syntax
from reportgen.narrative.fill.expand import Expander, doubled
from reportgen.narrative.fill.footnotes import noted
from reportgen.narrative.fill.joins import joined
from reportgen.narrative.fill.lookup import Lookup, Scope
from reportgen.narrative.fill.pivot import crossed
from reportgen.narrative.fill.sums import NOTE, needs_note

EMPTY = "—"
DECIMALS = 2        # that a table is offered
_TYPED = re.compile(r"([表图][0-9]{1,2}(?:-[0-9]{1,2})?)(?![0-9年月个])[ ：:.．、\u3000]*")
# A number with what stands before and behind it, as 超9052万元; no date and no time.
_NUMBER = re.compile(r"[^\W\d]{0,3}[+−-]?\d[\d,]*(?:\.\d+)?(?:%|‰|[余多]?[^\W\d年月日时分第]{0,6})")
_ALIGNS = {"左": Align.LEFT, "中": Align.CENTER, "右": Align.RIGHT}
_ALIGNED = {Shows.AMOUNT: Align.RIGHT, Shows.NUMBER: Align.RIGHT, Shows.RATE: Align.RIGHT,
            Shows.UNIT: Align.CENTER, Shows.PERIOD: Align.CENTER}


@dataclass(slots=True)
class TableBuilder:
    """Builds the tables of one document."""

    expander: Expander
    lookup: Lookup

    def build(
        self, source: syntax.TableSource, number: int, anchor: str, scope: Scope
    ) -> tree.Table:
        """The table; E0316 where a value would stand without its unit, or under another's."""
        source, scope = crossed(source, self.lookup, scope)
        footnotes = self.expander.footnotes
        if footnotes is not None:
            footnotes.apart = len(source.notes)
        rows = joined([row for each in source.rows for row in self._rows(each, source, scope)],
                      source.joined, self.lookup.sink)
        if footnotes is not None:
            footnotes.apart = -1
        texts = [self.expander.inline(note, scope) for note in source.notes]
        made = tree.Table(
            number, caption_text(source.caption, self.expander, scope), _columns(source, rows),
            rows, source.unit, tuple(texts), anchor, span=source.span,
        )
        return noted(made, [NOTE] if needs_note(made, self.lookup.dataset) else ())

    def _rows(
        self, row: syntax.RowSource, source: syntax.TableSource, scope: Scope
    ) -> Iterator[tuple[Cell, ...]]:
        match row:
            case syntax.CellRow():
                yield tuple(
                    self._cell(cell, scope, row.span, first=index == 0,
                               indent=int(index == row.part))
                    for index, cell in enumerate(row.cells)
                )
            case syntax.FactRow():
                fact = self.lookup.fact(row.name, row.span, scope)
                if fact is not None:
                    yield self._fact_row(fact, row, source, scope)
            case syntax.GroupRows():
                for fact in self.lookup.several(row.source, row.span, scope):
                    one = syntax.FactRow(fact.name, span=row.span)
                    yield self._fact_row(fact, one, source, scope)

    def _cell(
        self, content: syntax.Inlines | syntax.Join, scope: Scope, place: Span, *, first: bool,
        indent: int = 0,
    ) -> Cell:
        if isinstance(content, syntax.Join):
            return Cell((), first, columns=int(content is not syntax.Join.LEFT),
                        rows=int(content is not syntax.Join.ABOVE), span=place)
        children = self.expander.inline(content, scope) or (tree.Text(EMPTY),)
        doubled(children, self.lookup)
        return Cell(children, header=first, indent=indent, span=place)

    def _fact_row(
        self, fact: Fact, row: syntax.FactRow, source: syntax.TableSource, scope: Scope
    ) -> tuple[Cell, ...]:
        self._check_unit(fact, row, source)
        cells = []
        for index, column in enumerate(source.columns):
            named = column.form == NAME
            children = self._shown(fact, column, row, scope, _scale(fact, column, source))
            cells.append(Cell(children, header=index == 0,
                              indent=1 if named and row.part else 0, span=row.span))
        if isinstance(fact.value, Statement) \
                and not any(fact.value.text in tree.plain(cell.children) for cell in cells):
            self.lookup.sink.warning(
                "W0363", f"“{fact.name}”没有数，它的状态“{fact.value.text}”这张表不印", row.span,
                "在“列”里写上“状态”；数和状态排在一列的，写“值”")
        return tuple(cells)

    def _shown(
        self, fact: Fact, column: syntax.ColumnSource, row: syntax.FactRow, scope: Scope,
        scale: str,
    ) -> tuple[tree.Inline, ...]:
        lead: tuple[tree.Inline, ...] = ()
        if column.form == NAME and row.part:
            lead = (tree.Text("其中：", span=row.span),)
        if column.form == NAME and row.label:
            return (*lead, *self.expander.inline(row.label, scope))
        if not has(fact, column.form):
            return (tree.Text(EMPTY, span=row.span),)
        if not self.lookup.known_form(column.form, column.span):
            return (tree.Text(EMPTY, span=row.span),)
        shown = self.lookup.quantity(fact, column.form, row.span, scale)
        return (*lead, shown if shown is not None else tree.Text(EMPTY, span=row.span))

    def _check_unit(self, fact: Fact, row: syntax.FactRow, source: syntax.TableSource) -> None:
        if not fact.amounts:
            return
        beside = [_units(fact, each, source) for each in source.columns
                  if _shows(each) is Shows.UNIT]
        for column in source.columns:
            units = _units(fact, column, source)
            if _shows(column) is not Shows.NUMBER or units in beside \
                    or units == {unit_name(source.unit)} \
                    or any(f"（{unit}）" in column.heading for unit in units if len(units) == 1):
                continue
            message = f"“{fact.name}”的单位是{'、'.join(sorted(units))}，表的单位是{source.unit}"
            if not source.unit:
                message = f"“{fact.name}”的数值没有单位可看"
            scaled = f"单位: {source.unit}：{DECIMALS}"
            self.lookup.sink.error(
                "E0316", message, row.span,
                *([f"换算成{source.unit}，写成“{scaled}”"] * _converts(fact, source.unit)),
                f"“列”里的“{NUMBER}”换成“{VALUE}”，连单位一起印；或加一列“单位”",
                related=fact.here)
            return


def caption_text(caption: syntax.Inlines, expander: Expander, scope: Scope) -> str:
    """A caption as plain text, without a final full stop (K34)."""
    text = tree.plain(expander.inline(caption, scope))
    if (typed := _TYPED.match(text)) is not None:
        expander.lookup.sink.error("E0312", f"题注里手写了序号“{typed[1]}”", caption[0].span,
                                   f"删去“{typed.group().strip()}”，序号由程序编")
    if not text.endswith("。"):
        return text
    place = caption[-1].span
    end = Span(place.file, place.line, place.column + max(0, place.length - 1))
    expander.lookup.sink.info("I0353", "去掉了题注末尾的句号", end, "删去句号")
    return text.rstrip("。")


def _shows(column: syntax.ColumnSource) -> Shows:
    form = FORMS.get(column.form)
    return form.shows if form is not None else Shows.WORDS


def _scale(fact: Fact, column: syntax.ColumnSource, source: syntax.TableSource) -> str:
    """What a column asks of a fact's number, or else the table; nothing of a fact without one."""
    shows = _shows(column)
    if shows is not Shows.RATE and not isinstance(fact.value, Quantities | UnassignedRates):
        return ""
    if column.scale or shows not in {Shows.NUMBER, Shows.UNIT}:
        return column.scale
    scale = source.scale if _converts(fact, source.unit) else ""
    if shows is Shows.NUMBER:
        return scale
    numbers = [each.scale for each in source.columns if _shows(each) is Shows.NUMBER and each.scale]
    return _unit((*numbers, scale)[0])


def _unit(scale: str) -> str:
    """The unit of a scale; what is wrong with it is told where it is used."""
    try:
        return read_scale(scale).unit
    except ReportError:
        return ""


def _units(fact: Fact, column: syntax.ColumnSource, source: syntax.TableSource) -> set[str]:
    """The units that a fact's numbers stand in, in a column."""
    unit = _unit(_scale(fact, column, source))
    return {unit} if unit else {amount.full_unit for amount in fact.amounts}


def _converts(fact: Fact, unit: str) -> bool:
    """Whether a fact's number can be shown in a unit."""
    return bool(unit) and fact.amount is not None \
        and factor(fact.amount, unit_name(unit)) is not None


def _columns(
    source: syntax.TableSource, rows: Sequence[Sequence[Cell]]
) -> tuple[Column, ...]:
    return tuple(
        Column(
            CORNER.join((not i and corner(column.heading)) or (column.heading,)),
            _ALIGNS.get(column.align) or _ALIGNED.get(_shows(column))
            or _by_content(column.heading, [row[i] for row in rows if len(row) > i]),
            column.weight, column.groups,
        )
        for i, column in enumerate(source.columns)
    )


def _by_content(heading: str, cells: Sequence[Cell]) -> Align:
    """Numbers, bound or typed, stand to the right; ranks in the middle."""
    if heading in RANKS or heading == COUNT:
        return Align.CENTER
    texts = {tree.plain(cell.children) for cell in cells if cell.columns == 1} - {EMPTY, ""}
    return Align.RIGHT if texts and all(map(_NUMBER.fullmatch, texts)) else Align.LEFT
