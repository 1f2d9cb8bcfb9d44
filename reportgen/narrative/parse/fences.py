"""The fence 表, and what 图 shares: their YAML, checked key by key. Facts come later."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from reportgen.diagnostics import ReportError, Sink, Span
from reportgen.facts.forms import FORMS, NAME
from reportgen.facts.scale import read_scale
from reportgen.narrative import syntax
from reportgen.narrative.language.plain import passage_of, plain
from reportgen.narrative.parse.cells import read_cell
from reportgen.narrative.parse.inline import Ends, InlineParser
from reportgen.narrative.parse.pivot_keys import matching, read_pivot
from reportgen.sources.fields import Fields, as_mapping
from reportgen.sources.nodes import ListNode, MapNode, Node, Scalar
from reportgen.sources.yaml import read_yaml

_GROUPS = 2      # headings above a column's own
ALIGNS = {"左": "左", "中": "中", "右": "右"}
_COLON = re.compile("[：:]")
_FORMS_BY_HEADING = dict.fromkeys(("指标", "项目", "内容"), NAME)     # what heads the names


def read_table(text: str, place: Span, inlines: InlineParser) -> syntax.TableSource | None:
    """The table of a fence whose opening line is at `place`; None when its YAML is broken."""
    fields = fence_fields(text, place, inlines.sink)
    if fields is None:
        return None
    anchor = fields.optional("编号")
    caption = inline(fields.scalar("题注"), inlines) if "题注" in fields else None
    if caption is None:
        fields.missing("题注")
    columns = tuple(_columns(fields.items("列"), inlines.sink))
    rows = tuple(
        row for node in fields.items("行") if (row := _row(node, columns, inlines)) is not None
    )
    unit, written = plain(fields.scalar("单位"), inlines.sink, table=True), notes(fields, inlines)
    pivot = read_pivot(fields, columns, inlines.sink, written=bool(rows))
    for key, found in (("列", columns), ("行", rows or pivot)):
        if key not in fields and not found:
            fields.missing(key)
        elif not found:
            inlines.sink.error("E0315", f"“{key}”里什么也没有", fields.span(key), "至少写一项")
    joined = tuple(_named(scalar, columns, inlines.sink) for scalar in fields.scalars("合并"))
    fields.done()
    unit, scale = with_scale(unit)
    return syntax.TableSource(
        anchor, caption or (), columns, rows, unit, written, scale, pivot,
        tuple(at for at in joined if at is not None), span=place)


def fence_fields(text: str, place: Span, sink: Sink) -> Fields | None:
    """The mapping of a fence; the text starts on the line below `place`."""
    if not text.strip():
        sink.error("E0315", "围栏里什么也没有", place, "写上“题注: …”等键")
        return None
    node = read_yaml(text, place.file, sink, line=place.line + 1)
    mapping = as_mapping(node, sink, "围栏里的内容") if node is not None else None
    return Fields(mapping, sink) if mapping is not None else None


def inline(
    scalar: Scalar | None, inlines: InlineParser, *, table: bool = False
) -> syntax.Inlines | None:
    """The inlines of a value of one line; None when there is none."""
    if scalar is None:
        return None
    return inlines.parse(passage_of(scalar), table=table, ends=Ends.NONE)


def notes(fields: Fields, inlines: InlineParser) -> tuple[syntax.Inlines, ...]:
    """The notes: one, or a list."""
    return tuple(
        inlines.parse(passage_of(scalar), ends=Ends.HARD) for scalar in fields.scalars("注")
    )


def _columns(
    nodes: Iterable[Node], sink: Sink, groups: tuple[str, ...] = ()
) -> Iterator[syntax.ColumnSource]:
    """Columns, and groups of them under one heading: {名称: 工业产值, 列: [总量, 增速]}."""
    for node in nodes:
        fields = Fields(node, sink) if isinstance(node, MapNode) else None
        if fields is None or "列" not in fields:
            yield replace(_column(node, sink), groups=groups)
            continue
        name, inner = plain(fields.scalar("名称"), sink, table=True), fields.items("列")
        if not name:
            fields.missing("名称")
        if not inner or len(groups) == _GROUPS:
            sink.error("E0315", "表头最多三行" if inner else "“列”里什么也没有",
                       fields.span("列"), "少分一层" if inner else "至少写一项")
        fields.done()
        yield from _columns(inner if len(groups) < _GROUPS else (), sink, (*groups, name))


def _named(scalar: Scalar, columns: tuple[syntax.ColumnSource, ...], sink: Sink) -> int | None:
    """The column of a heading, alone or with those above it (工业产值：总量); E0315 unless one."""
    name = scalar.text.strip()
    paths = ["：".join((*column.groups, column.heading)) for column in columns]
    found = [at for at, column in enumerate(columns) if name in (column.heading, paths[at])]
    if len(found) == 1:
        return found[0]
    choice = [paths[at] for at in found] or paths
    sink.error("E0315", f"“{name}”{'不止一列' if found else '不是这张表的列'}", scalar.span,
               f"可以写：{'、'.join(choice)}")
    return None


def _column(node: Node, sink: Sink) -> syntax.ColumnSource:
    """`指标` alone, or {名称: 数值, 形式: 数值, 对齐: 右, 宽: 2}."""
    if isinstance(node, Scalar):
        form, scale = _form(node.text.strip())
        heading = form if scale else plain(node, sink, table=True)
        return syntax.ColumnSource(heading, form, scale=scale, span=node.span)
    mapping = as_mapping(node, sink, "列")
    if mapping is None:
        return syntax.ColumnSource("", span=node.span)
    fields = Fields(mapping, sink)
    name = fields.text("名称")
    indicator = fields.optional("指标")
    form, scale = _form(fields.optional("形式", "" if indicator else name))
    align = fields.choice("对齐", ALIGNS, "")
    weight = matching(fields, "宽", "[0-9]{1,2}", "写 1 到 99 的整数，是各列宽的比")
    fields.done()
    heading = plain(fields.scalar("名称"), sink, table=True)
    place = fields.span("指标") if indicator else node.span
    return syntax.ColumnSource(heading, form, align, int(weight or 0), scale, indicator,
                               span=place)


def _form(text: str) -> tuple[str, str]:
    """A form, and what stands behind its colon: 数值：亿元：2."""
    form, *scale = map(str.strip, _COLON.split(text, maxsplit=1))
    if form not in FORMS:
        form, scale = text, []
    return _FORMS_BY_HEADING.get(form, form), "".join(scale)


def with_scale(text: str) -> tuple[str, str]:
    """A unit, and the scale that is written with it, if one is: 亿元, 亿元：2."""
    try:
        scale = read_scale(text)
    except ReportError:
        return text, ""
    return (scale.unit, text) if len(scale.asked) > 1 else (text, "")


def _row(
    node: Node, columns: tuple[syntax.ColumnSource, ...], inlines: InlineParser
) -> syntax.RowSource | None:
    """A fact's name, a list of cells, or {其中: …}, {事实: …, 名称: …}, {每个: …}."""
    if isinstance(node, Scalar):
        return syntax.FactRow(node.text.strip(), span=node.span)
    if isinstance(node, ListNode):
        return _cells(node, len(columns), inlines)
    fields = Fields(node, inlines.sink)
    if "每个" in fields:
        row: syntax.RowSource = syntax.GroupRows(fields.text("每个"), span=fields.span("每个"))
    else:
        key = "其中" if "其中" in fields else "事实"
        label = inline(fields.scalar("名称"), inlines, table=True) or ()
        row = syntax.FactRow(fields.text(key), label, key == "其中", span=fields.span(key))
    fields.done()
    return row


def _cells(node: ListNode, width: int, inlines: InlineParser) -> syntax.CellRow:
    if len(node.items) != width:
        inlines.sink.error("E0315", f"这一行有{len(node.items)}格，共有{width}列", node.span,
                           "补上或删去单元格；没有数据的写 —")
    cells = []
    for item in node.items[:width]:
        if isinstance(item, Scalar):
            cells.append(read_cell(passage_of(item), inlines))
        else:
            inlines.sink.error("E0315", "单元格只能是文字", item.span,
                               '给整格加引号，如 "{{ 名称 }}"')
            cells.append(())
    return syntax.CellRow(tuple(cells) + ((),) * (width - len(cells)), span=node.span)
