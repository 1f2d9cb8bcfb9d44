"""The fences 表 and 图: their YAML, checked key by key. Facts are looked up later."""

from __future__ import annotations

import re

from reportgen.diagnostics import Sink, Span
from reportgen.narrative.inline import InlineParser
from reportgen.narrative.passage import Passage, passage_at
from reportgen.narrative.syntax import (
    CellRow,
    ColumnSource,
    FactRow,
    FigureSource,
    GroupRows,
    Inlines,
    Named,
    PanelSource,
    RowSource,
    TableSource,
)
from reportgen.sources.fields import Fields, as_mapping
from reportgen.sources.nodes import Mapping, Node, Scalar, Sequence
from reportgen.sources.yaml import read_yaml

ALIGNS = {"左": "左", "中": "中", "右": "右"}
CHART_KINDS = {"条形": "条形", "其中": "其中", "阶段": "阶段", "小倍数": "小倍数", "同比": "同比"}
_FORMS_BY_HEADING = {"指标": "名称", "项目": "名称", "名称": "名称", "内容": "名称"}


def read_table(text: str, place: Span, inlines: InlineParser) -> TableSource | None:
    """The table of a fence whose opening line is at `place`; None when its YAML is broken."""
    fields = _fields(text, place, inlines.sink)
    if fields is None:
        return None
    anchor = fields.optional("编号")
    caption = _inline(fields.scalar("题注"), inlines) if "题注" in fields else None
    if caption is None:
        fields.missing("题注")
    columns = tuple(_column(node, inlines.sink) for node in fields.items("列"))
    rows = tuple(
        row for node in fields.items("行") if (row := _row(node, columns, inlines)) is not None
    )
    unit, notes = fields.optional("单位"), _notes(fields, inlines)
    for key, found in (("列", columns), ("行", rows)):
        if key not in fields:
            fields.missing(key)
        elif not found:
            inlines.sink.error("E0315", f"“{key}”里什么也没有", fields.span(key), "至少写一项")
    fields.done()
    return TableSource(anchor, caption or (), columns, rows, unit, notes, place)


def read_figure(text: str, place: Span, inlines: InlineParser) -> FigureSource | None:
    """The chart of a fence whose opening line is at `place`; None when its YAML is broken."""
    fields, sink = _fields(text, place, inlines.sink), inlines.sink
    if fields is None:
        return None
    if "类型" not in fields:
        fields.missing("类型")
    kind, anchor = fields.choice("类型", CHART_KINDS, ""), fields.optional("编号")
    caption = _inline(fields.scalar("题注"), inlines) if "题注" in fields else None
    if caption is None:
        fields.missing("题注")
    facts = tuple(_named(node, sink) for node in _items(fields, "事实"))
    panels = tuple(_panel(node, sink) for node in fields.items("面板"))
    base = fields.node("基期")
    unit, columns = fields.optional("单位"), _columns(fields, sink)
    notes = _notes(fields, inlines)
    fields.done()
    if not kind:
        return None
    return FigureSource(anchor, kind, caption or (), facts, panels,
                        _named(base, sink) if base is not None else None,
                        unit, columns, notes, place)


def _fields(text: str, place: Span, sink: Sink) -> Fields | None:
    """The mapping of a fence; the text starts on the line below `place`."""
    if not text.strip():
        sink.error("E0315", "围栏里什么也没有", place, "写上“题注: …”等键")
        return None
    node = read_yaml(text, place.file, sink, line=place.line + 1)
    mapping = as_mapping(node, sink, "围栏里的内容") if node is not None else None
    return Fields(mapping, sink) if mapping is not None else None


def _passage(scalar: Scalar) -> Passage:
    return passage_at(scalar.text, scalar.span, 1 if scalar.quoted else 0)


def _inline(scalar: Scalar | None, inlines: InlineParser) -> Inlines | None:
    return inlines.parse(_passage(scalar)) if scalar is not None else None


def _notes(fields: Fields, inlines: InlineParser) -> tuple[Inlines, ...]:
    return tuple(inlines.parse(_passage(scalar)) for scalar in fields.scalars("注"))


def _items(fields: Fields, key: str) -> tuple[Node, ...]:
    """The nodes of a list; a single text is a list of one."""
    node = fields.node(key)
    if isinstance(node, Scalar | Mapping):
        return (node,)
    return node.items if node is not None else ()


def _columns(fields: Fields, sink: Sink) -> int:
    text = fields.optional("栏数")
    if not text:
        return 0
    if re.fullmatch("[1-6]", text):
        return int(text)
    sink.error("E0315", f"“栏数”不能是“{text}”", fields.span("栏数"), "写 1 到 6")
    return 0


def _column(node: Node, sink: Sink) -> ColumnSource:
    """`指标` alone, or {名称: 数值, 形式: 数值, 对齐: 右, 宽: 2}."""
    if isinstance(node, Scalar):
        name = node.text.strip()
        return ColumnSource(name, _FORMS_BY_HEADING.get(name, name), span=node.span)
    mapping = as_mapping(node, sink, "列")
    if mapping is None:
        return ColumnSource("", span=node.span)
    fields = Fields(mapping, sink)
    name = fields.text("名称")
    form = fields.optional("形式", _FORMS_BY_HEADING.get(name, name))
    align, weight = fields.choice("对齐", ALIGNS, ""), fields.optional("宽", "0")
    if not re.fullmatch("[0-9]{1,2}", weight):
        sink.error("E0315", f"“宽”不能是“{weight}”", fields.span("宽"),
                   "写 1 到 99 的整数，是各列宽的比")
        weight = "0"
    fields.done()
    return ColumnSource(name, form, align, int(weight), node.span)


def _row(
    node: Node, columns: tuple[ColumnSource, ...], inlines: InlineParser
) -> RowSource | None:
    """A fact's name, a list of cells, or {其中: …}, {事实: …, 名称: …}, {每个: …}."""
    if isinstance(node, Scalar):
        return FactRow(node.text.strip(), span=node.span)
    if isinstance(node, Sequence):
        return _cells(node, len(columns), inlines)
    fields = Fields(node, inlines.sink)
    if "每个" in fields:
        row: RowSource = GroupRows(fields.text("每个"), fields.span("每个"))
    else:
        key = "其中" if "其中" in fields else "事实"
        label = _inline(fields.scalar("名称"), inlines) or ()
        row = FactRow(fields.text(key), label, key == "其中", fields.span(key))
    fields.done()
    return row


def _cells(node: Sequence, width: int, inlines: InlineParser) -> CellRow:
    if len(node.items) != width:
        inlines.sink.error("E0315", f"这一行有{len(node.items)}格，共有{width}列", node.span,
                           "补上或删去单元格；没有数据的写 —")
    cells = []
    for item in node.items[:width]:
        if isinstance(item, Scalar):
            cells.append(inlines.parse(_passage(item)))
        else:
            inlines.sink.error("E0315", "单元格只能是文字", item.span,
                               '给整格加引号，如 "{{ 名称 }}"')
            cells.append(())
    return CellRow(tuple(cells) + ((),) * (width - len(cells)), node.span)


def _named(node: Node, sink: Sink) -> Named:
    """A name alone, or {事实: 名称, 标签: 短名, 其中: 名称}."""
    if isinstance(node, Scalar):
        return Named(node.text.strip(), span=node.span)
    mapping = as_mapping(node, sink, "事实")
    if mapping is None:
        return Named("", span=node.span)
    fields = Fields(mapping, sink)
    named = Named(fields.text("事实"), fields.optional("标签"), fields.optional("其中"),
                  fields.span("事实"))
    fields.done()
    return named


def _panel(node: Node, sink: Sink) -> PanelSource:
    mapping = as_mapping(node, sink, "面板")
    if mapping is None:
        return PanelSource("", (), node.span)
    fields = Fields(mapping, sink)
    panel = PanelSource(fields.text("标题"),
                        tuple(_named(each, sink) for each in _items(fields, "事实")), node.span)
    fields.done()
    return panel
