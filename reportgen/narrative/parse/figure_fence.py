"""The fence 图: its YAML, checked key by key; which keys it may have is told by its kind."""

from __future__ import annotations

from reportgen.charts.registry import kinds, names
from reportgen.diagnostics import Sink, Span
from reportgen.document.tidy import unit_name
from reportgen.narrative import syntax
from reportgen.narrative.language.plain import plain
from reportgen.narrative.parse.fences import fence_fields, inline, notes, with_scale
from reportgen.narrative.parse.inline import InlineParser
from reportgen.narrative.parse.pivot_keys import count, matching
from reportgen.sources.fields import Fields, as_mapping
from reportgen.sources.nodes import MapNode, Node, Scalar

MISSING = ("—", "－", "-", "无")
MARKS = {"柱": "柱", "线": "线"}
_SIDES = {"左": False, "右": True}


def read_figure(text: str, place: Span, inlines: InlineParser) -> syntax.FigureSource | None:
    """The chart of a fence whose opening line is at `place`; None when its YAML is broken."""
    found, sink = fence_fields(text, place, inlines.sink), inlines.sink
    if found is None:
        return None
    fields = _ChartFields(found.mapping, sink)
    if "题注" not in fields:
        fields.missing("题注")
    kind, anchor = fields.choice("类型", names(), ""), fields.optional("编号")
    caption = inline(fields.scalar("题注"), inlines) or ()
    finding = inline(fields.scalar("结论"), inlines) or ()
    origin = inline(fields.scalar("来源"), inlines) or ()
    written = notes(fields, inlines)
    if not kind and "类型" in fields:
        return None
    fields.taken = kinds()[kind].keys if kind else fields.taken
    base, whole = _one(fields, "基期"), _one(fields, "总项")
    unit, scale = with_scale(fields.optional("单位"))
    made = syntax.FigureSource(
        anchor, kind, caption, tuple(_named(node, sink) for node in _items(fields, "事实")),
        tuple(_series(node, sink) for node in _items(fields, "系列")), fields.texts("类目"),
        tuple(_panel(node, sink) for node in _items(fields, "面板")), base, whole,
        unit_name(unit), matching(fields, "起点", r"[-−]?\d+(?:\.\d+)?", "写一个数，如 80")
        .replace("−", "-"), int(matching(fields, "栏数", "[1-6]", "写 1 到 6") or 0),
        fields.choice("排序", syntax.ORDERS, ""),
        fields.choice("Word图", syntax.EDITABLE, None), finding, origin, written, scale,
        span=place,
    )
    fields.done()
    return made


class _ChartFields(Fields):
    """The keys of a fence; one that its kind does not take stays unread, and `done` reports it."""

    taken: tuple[str, ...] = tuple(syntax.KEYS.values())

    def node(self, key: str) -> Node | None:
        """The node of `key`; None when it is left out, too."""
        foreign = key in syntax.KEYS.values() and key not in self.taken
        return None if foreign else super().node(key)


def _one(fields: Fields, key: str) -> syntax.Named | None:
    node = fields.node(key)
    return _named(node, fields.sink) if node is not None else None


def _items(fields: Fields, key: str) -> tuple[Node, ...]:
    """The nodes of a list; a single text or mapping is a list of one."""
    node = fields.node(key)
    if isinstance(node, Scalar | MapNode):
        return (node,)
    return node.items if node is not None else ()


def _named(node: Node, sink: Sink) -> syntax.Named:
    """A name alone, or {事实: 名称, 标签: 短名, 其中: 名称, 基期: 名称, 目标: 名称}; — for none.

    {每个: 镇, 指标: 产值, 前: 10} stands for a fact of each.
    """
    if isinstance(node, Scalar):
        text = node.text.strip()
        return syntax.Named("" if text in MISSING else text, span=node.span)
    mapping = as_mapping(node, sink, "事实")
    if mapping is None:
        return syntax.Named("", span=node.span)
    fields = Fields(mapping, sink)
    if "每个" in fields:
        named = syntax.Named("", each=fields.text("每个"), indicator=fields.optional("指标"),
                             first=count(fields, "前"), span=fields.span("每个"))
        if named.first and not named.indicator:
            sink.error("E0315", "写了“前”，没有写“指标”", fields.span("前"),
                       "写明是哪个指标的前几个")
        fields.done()
        return named
    name = fields.text("事实")
    named = syntax.Named("" if name in MISSING else name, plain(fields.scalar("标签"), sink),
                         fields.optional("其中"), fields.optional("基期"), fields.optional("目标"),
                         span=fields.span("事实"))
    fields.done()
    return named


def _panel(node: Node, sink: Sink) -> syntax.PanelSource:
    mapping = as_mapping(node, sink, "面板")
    if mapping is None:
        return syntax.PanelSource("", (), span=node.span)
    fields = Fields(mapping, sink)
    fields.text("标题")      # it must be there
    facts = tuple(_named(each, sink) for each in _items(fields, "事实"))
    panel = syntax.PanelSource(plain(fields.scalar("标题"), sink), facts, span=node.span)
    fields.done()
    return panel


def _series(node: Node, sink: Sink) -> syntax.SeriesSource:
    """{名称: 2022年, 事实: [甲, 乙, —], 画法: 线, 轴: 右}."""
    mapping = as_mapping(node, sink, "系列")
    if mapping is None:
        return syntax.SeriesSource("", (), span=node.span)
    fields = Fields(mapping, sink)
    series = syntax.SeriesSource(
        plain(fields.scalar("名称"), sink),
        tuple(_named(each, sink) for each in _items(fields, "事实")),
        fields.choice("画法", MARKS, ""), fields.choice("轴", _SIDES, False), span=node.span,
    )
    if "事实" not in fields:
        fields.missing("事实")
    fields.done()
    return series
