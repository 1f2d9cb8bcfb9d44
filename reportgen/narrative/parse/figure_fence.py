"""The fence 图: its YAML, checked key by key; which keys it may have is told by its kind."""

from __future__ import annotations

import re

from reportgen.charts.registry import kinds, names
from reportgen.diagnostics import Sink, Span
from reportgen.document.tidy import unit_name
from reportgen.narrative import syntax
from reportgen.narrative.language.plain import plain
from reportgen.narrative.parse.fences import fence_fields, inline, notes, with_scale
from reportgen.narrative.parse.inline import InlineParser
from reportgen.narrative.parse.pivot_keys import count
from reportgen.sources.fields import Fields, as_mapping
from reportgen.sources.nodes import MapNode, Node, Scalar

MISSING = ("—", "－", "-", "无")
MARKS = {"柱": "柱", "线": "线"}
_SIDES = {"左": False, "右": True}
_NUMBER = re.compile(r"[-−]?\d+(?:\.\d+)?")


def read_figure(text: str, place: Span, inlines: InlineParser) -> syntax.FigureSource | None:
    """The chart of a fence whose opening line is at `place`; None when its YAML is broken."""
    fields, sink = fence_fields(text, place, inlines.sink), inlines.sink
    if fields is None:
        return None
    if "题注" not in fields:
        fields.missing("题注")
    kind, anchor = fields.choice("类型", names(), ""), fields.optional("编号")
    caption = inline(fields.scalar("题注"), inlines) or ()
    finding = inline(fields.scalar("结论"), inlines) or ()
    origin = inline(fields.scalar("来源"), inlines) or ()
    written = notes(fields, inlines)
    if not kind and "类型" in fields:
        return None
    own = _Own(fields, sink, kinds()[kind].keys if kind else tuple(syntax.KEYS.values()))
    base, whole = own.one("基期"), own.one("总项")
    unit, scale = with_scale(own.text("单位"))
    made = syntax.FigureSource(
        anchor, kind, caption, own.named("事实"),
        tuple(_series(node, sink) for node in own.nodes("系列")), own.texts("类目"),
        tuple(_panel(node, sink) for node in own.nodes("面板")), base, whole,
        unit_name(unit), own.number("起点"), own.columns("栏数"), own.order("排序"),
        fields.choice("Word图", syntax.EDITABLE, None), finding, origin, written, scale,
        span=place,
    )
    fields.done()
    return made


class _Own:
    """The keys which a kind takes; any other stays unread, and `Fields.done` reports it."""

    def __init__(self, fields: Fields, sink: Sink, keys: tuple[str, ...]) -> None:
        self.fields, self.sink, self.keys = fields, sink, keys

    def nodes(self, key: str) -> tuple[Node, ...]:
        """The nodes of a list; a single one is a list of one."""
        return _items(self.fields, key) if key in self.keys else ()

    def named(self, key: str) -> tuple[syntax.Named, ...]:
        """The names of a list."""
        return tuple(_named(node, self.sink) for node in self.nodes(key))

    def one(self, key: str) -> syntax.Named | None:
        """A single name."""
        node = self.fields.node(key) if key in self.keys else None
        return _named(node, self.sink) if node is not None else None

    def text(self, key: str) -> str:
        """A text."""
        return self.fields.optional(key) if key in self.keys else ""

    def texts(self, key: str) -> tuple[str, ...]:
        """The texts of a list."""
        return self.fields.texts(key) if key in self.keys else ()

    def number(self, key: str) -> str:
        """A number, as text."""
        text = self.text(key)
        if not text or _NUMBER.fullmatch(text):
            return text.replace("−", "-")
        self.sink.error("E0315", f"“{key}”不能是“{text}”", self.fields.span(key), "写一个数，如 80")
        return ""

    def order(self, key: str) -> str:
        """One of the orders; empty when left out."""
        return self.fields.choice(key, syntax.ORDERS, "") if key in self.keys else ""

    def columns(self, key: str) -> int:
        """A number of columns; 0 when left out."""
        text = self.text(key)
        if not text or re.fullmatch("[1-6]", text):
            return int(text or 0)
        self.sink.error("E0315", f"“{key}”不能是“{text}”", self.fields.span(key), "写 1 到 6")
        return 0


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
                             first=count(fields, "前", sink), span=fields.span("每个"))
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
