"""One entry of a facts file to one `Fact`. The keys are documented in docs/facts.md."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import TypeVar

from reportgen.diagnostics import Diagnostic, Sink
from reportgen.document.tidy import tidied
from reportgen.excel.cells import TO_FILL
from reportgen.facts.amount import NOTHING, Units, read_amounts
from reportgen.facts.amount_text import POINTS
from reportgen.facts.approximation import AFTER, LEADING, joined
from reportgen.facts.forms import VALUE_SLOT
from reportgen.facts.model import (
    Amount,
    Fact,
    Growth,
    Listing,
    Modality,
    Ordinals,
    Period,
    Quantities,
    Source,
    Statement,
    UnassignedRates,
    Value,
)
from reportgen.facts.period import read_period
from reportgen.facts.written import growth
from reportgen.sources.fields import YES_NO, Fields, as_mapping
from reportgen.sources.nearest import question
from reportgen.sources.nodes import ListNode, MapNode, Node, Scalar
from reportgen.sources.waivers import KEY as WAIVED
from reportgen.sources.waivers import waivers_of

T = TypeVar("T", bound=Node)
MODALITIES = {modality.value: modality for modality in Modality}
_LED = re.compile(rf"(?P<word>{LEADING})(?P<verb>增长|上升|提高|下降|减少)")
_WHOLE = {"%": -100, "‰": -1000, "倍": -1}      # nothing falls by more
_SIGNS = {"增长": "", "上升": "", "提高": "", "下降": "-", "减少": "-", "持平": ""}


@dataclass(slots=True)
class Context:
    """What reading an entry needs besides the entry: units, the issue's source and period, sink.

    A reference is checked when all facts are read: `reportgen.facts.links` finds the places here.
    """

    units: Units
    sink: Sink
    source: Source = field(default_factory=lambda: Source(""))
    period: Period = field(default_factory=lambda: Period(""))
    places: dict[tuple[str, str], Scalar] = field(default_factory=dict)


def read_fact(node: Node, group: str, context: Context) -> Fact | None:
    """The fact of an entry; None when it has no name or no value (reported)."""
    mapping = as_mapping(node, context.sink, "事实")
    if mapping is None:
        return None
    mapping = _filled(mapping, mapping, context.sink)
    fields = Fields(mapping, context.sink)
    id_, name = fields.text("编号"), fields.text("名称")
    value = _value(fields, context)
    fact = _fact(fields, id_, name, value or Statement(""), group=group,
                 context=context)
    fields.done()
    return fact if value is not None and id_ and name else None


def _filled(node: T, fact: MapNode, sink: Sink, key: str = "") -> T:
    """A node with 1 for each figure that is to be typed, which is an error (E0251) at its place.

    So the fact is there, and nothing else complains that it is not.
    """
    match node:
        case MapNode() if all(isinstance(each.value, Scalar) and TO_FILL not in each.value.text
                              for each in node.entries):
            return node
        case MapNode():
            values = [_filled(each.value, fact, sink, each.key.text) for each in node.entries]
            if all(new is each.value for new, each in zip(values, node.entries, strict=True)):
                return node
            return replace(node, entries=tuple(
                replace(each, value=new) for new, each in zip(values, node.entries, strict=True)))
        case ListNode():
            return replace(node, items=tuple(_filled(each, fact, sink) for each in node.items))
        case Scalar() if TO_FILL in node.text:
            sink.error("E0251", f"“{fact.text('名称')}”还没有填", node.span,
                       "填上，“待填”后面的单位留着；没有数的写 -")
            sign = "%" * (node.text.strip() == TO_FILL and key in {"同比", "环比"})
            return replace(node, text=node.text.replace(TO_FILL, "1") + sign)
    return node


def _fact(
    fields: Fields, id_: str, name: str, value: Value, *, group: str, context: Context
) -> Fact:
    sink = context.sink
    for entry in fields.mapping:
        if (key := entry.key.text) in _PLACED and isinstance(entry.value, Scalar):
            context.places[id_, key] = entry.value
    waivers_of(fields.mapping, fields.scalars(WAIVED), sink)
    aliases = fields.scalars("别名")
    period = read_period(fields.scalar("期间"), sink, context.period)
    context.places |= {(id_, f"名称:{node.text.strip()}"): node for node in aliases}
    return Fact(
        id=id_, name=name, value=value, aliases=tuple(node.text.strip() for node in aliases),
        period=period if period.text else context.period,
        modality=fields.choice("进度", MODALITIES, None),
        inferred=fields.optional("推断"), frequency=fields.optional("频次"),
        cumulative=fields.choice("累计", YES_NO, False), scope=fields.optional("口径"),
        denominator=fields.optional("分母"), part_of=fields.optional("总项"),
        same_as=fields.optional("等同"), status=_status(fields, value, sink),
        stage=fields.optional("阶段"),
        stage_complete=fields.choice("阶段完成", YES_NO, False),
        entity=fields.optional("主体"), indicator=fields.optional("指标"),
        reverse=fields.choice("方向", {"正向": False, "逆向": True}, False),
        group=fields.optional("分组", group),
        changes=_changes(fields, context, value), note=fields.optional("说明"),
        source=read_source(fields, sink) or context.source, span=fields.mapping.span,
    )


def read_source(fields: Fields, sink: Sink) -> Source | None:
    """The source a mapping names by `来源`: a text, or 标题, 日期, 位置."""
    node = fields.node("来源")
    if node is None:
        return None
    if isinstance(node, Scalar):
        return Source(node.text.strip())
    mapping = as_mapping(node, sink, "来源")
    if mapping is None:
        return None
    inner = Fields(mapping, sink)
    source = Source(inner.text("标题"), inner.optional("日期"), inner.optional("位置"))
    inner.done()
    return source


def _status(fields: Fields, value: Value, sink: Sink) -> str:
    """The status that goes with another value; a fact with a status only is a Statement."""
    text = _prose(fields.scalar("状态"), sink)
    rest = text.replace(VALUE_SLOT, "")
    if "\n" in text:
        sink.error("E0226", "“状态”要写成一行", fields.span("状态"), "把换行删去，写在一行里")
    if "{" in rest or "}" in rest:
        sink.error("E0226", f"“状态”里只能用 {VALUE_SLOT}", fields.span("状态"),
                   f"数值的位置写 {VALUE_SLOT}，别处不用花括号")
        return ""
    if isinstance(value, Statement):
        if rest != text:
            sink.error("E0226", f"“状态”里写了 {VALUE_SLOT}，可是没有数值", fields.span("状态"),
                       f"删去“{VALUE_SLOT}”，或在这条事实里写出数值")
        return ""
    return text


def _prose(node: Scalar | None, sink: Sink) -> str:
    """Words that are printed as they are, with their certain slips mended and told (I0250)."""
    if node is None:
        return ""
    text = node.text.strip()
    made = tidied(text)
    told = Diagnostic("I0250", f"“{text}”印成“{made}”", node.span,
                      (f"改成：{made}",))
    if made != text and told not in sink.items:      # 状态 is looked at twice
        sink.extend((told,))
    return made


_PLACED = frozenset(["编号", "名称", "总项", "等同", "主体", "阶段", "阶段完成"])
_Reader = Callable[[Fields, Context], Value | None]


def _value(fields: Fields, context: Context) -> Value | None:
    """The one value an entry states; E0201 when there is none or more than one."""
    fields.expect("数值", "各期", "单位", "近似", "名单", "计数单位", "序次", "未定增幅", "状态")
    node = fields.mapping.get("数值")
    dash = isinstance(node, Scalar) and node.text.strip() in NOTHING
    kinds = [key for key in _READERS if key in fields and not (dash and key == "数值")]
    if len(kinds) > 1:
        said = "、".join(f"“{key}”" for key in kinds)
        context.sink.error("E0201", f"一个事实只能有一种值，这里写了{said}", fields.span(kinds[1]),
                           "分成两个事实")
        return None
    if kinds:
        return _READERS[kinds[0]](fields, context)
    if text := _prose(fields.scalar("状态"), context.sink):
        return Statement(text)
    if "状态" not in fields:  # an empty one is reported already
        context.sink.error("E0201", "这个事实没有值", fields.mapping.span,
                           "有公式的写在“测算”下面，不写在“事实”下面" if "公式" in fields else
                           "写出数值，如 数值: 2263余吨；没有数值的写出状态")
    return None


def _quantities(fields: Fields, context: Context) -> Value | None:
    node = fields.scalar("数值")
    amounts = _amounts(fields, node, context) if node is not None else None
    return Quantities(amounts) if amounts else None


def _amounts(fields: Fields, node: Scalar, context: Context) -> tuple[Amount, ...] | None:
    """The amounts of 数值; in tables unit and approximation may stand in columns of their own."""
    unit, word = fields.optional("单位"), fields.optional("近似")
    text = node.text.strip()
    if unit or word:
        text = joined(text, "" if unit and text.endswith(unit) else unit, word)
    return read_amounts(Scalar(text, node.span, node.quoted), context.units, context.sink)


def _listing(fields: Fields, context: Context) -> Value | None:
    items = tuple(_prose(node, context.sink) for node in fields.scalars("名单"))
    unit = fields.optional("计数单位")
    doubled = next((item for order, item in enumerate(items) if item in items[:order]), "")
    if doubled:
        context.sink.error("E0212", f"名单里“{doubled}”写了两次", fields.span("名单"), "删去一个")
    return Listing(items, unit) if items else None


def _ordinals(fields: Fields, context: Context) -> Value | None:
    terms = tuple(_prose(node, context.sink) for node in fields.scalars("序次"))
    return Ordinals(terms) if terms else None


def _unassigned(fields: Fields, context: Context) -> Value | None:
    node = fields.node("未定增幅")
    mapping = as_mapping(node, context.sink, "未定增幅") if node is not None else None
    if mapping is None:
        return None
    inner = Fields(mapping, context.sink)
    rates, of = inner.scalars("增幅"), inner.scalars("指标")
    for key in ("增幅", "指标"):
        if key not in inner:
            inner.missing(key)
    id_ = fields.optional("编号")
    context.places |= {(id_, f"指标:{candidate.text.strip()}"): candidate for candidate in of}
    amounts = [rate for node in rates if (rate := _percentage(node, context)) is not None]
    inner.done()
    if not amounts or not of:
        return None
    return UnassignedRates(tuple(amounts), tuple(node.text.strip() for node in of))


_READERS: dict[str, _Reader] = {
    "数值": _quantities, "名单": _listing, "序次": _ordinals, "未定增幅": _unassigned,
}


def _changes(fields: Fields, context: Context, value: Value) -> tuple[Growth, ...]:
    is_rate = isinstance(value, Quantities) and all(
        amount.unit in {"%", "‰"} for amount in value.amounts)
    changes = []
    for kind in ("同比", "环比"):
        node = fields.scalar(kind)
        if node is None or node.text.strip() in NOTHING:
            continue
        rate = _percentage(node, context, points=is_rate)
        if rate is not None:
            changes.append(Growth(kind, rate, node.span))
    return tuple(changes)


def _meant(verb: str, amounts: tuple[Amount, ...]) -> tuple[str, ...]:
    """What a rate in 成, a bare one, or one with a sign and a word for it, is in per cent: asked.
    """
    first = amounts[0]
    word = first.approximation.word if first.approximation is not None else ""
    if len(amounts) > 1 or first.multiplier or first.unit not in {"%", "成", ""} \
            or word in AFTER:
        return ()
    number = (abs(first.number) if verb else first.number) * (10 if first.unit == "成" else 1)
    both = (number, number * 100) if not first.unit and 0 < abs(number) < 1 else (number,)
    return (question([verb + joined(f"{each.normalize():f}", "%", word) for each in both]),)


def _percentage(node: Scalar, context: Context, *, points: bool = False) -> Amount | None:
    """A rate: 51.37%, -3.2%, 增长51.37%, ↑5.1%, 约下降3.2%, 持平; E0213 for any other.

    `points`: 0.3个百分点 is one, too, as it is of a rate.
    """
    text = growth(node.text.strip())
    if led := _LED.match(text):      # 约下降5%, as 下降约5%
        text = led["verb"] + led["word"] + text[led.end():]
    verb = next((verb for verb in _SIGNS if text.startswith(verb)), "")
    rest = "0%" if text == "持平" else text.removeprefix(verb)
    amounts = read_amounts(Scalar(rest, node.span, node.quoted), context.units, context.sink)
    if amounts is None:
        return None
    first, less = amounts[0], bool(_SIGNS.get(verb))
    if len(amounts) != 1 or first.multiplier or first.unit not in {
            "%", "‰", "倍", *([POINTS] if points else ())} \
            or (less and first.number < 0):
        context.sink.error("E0213", f"“{node.text.strip()}”不是增幅", node.span,
                           *_meant(verb, amounts), "写增幅，如 51.37%、下降3.2%、下降约5%",
                           *(["整列都是百分数的，列名写“同比（%）”；是增减了多少的，列名写“增减额”"]
                             if node.span.cell and first.unit not in {"%", POINTS} else ()),
                           *["说的是率的，名称写上“率”或“比重”"] * (first.unit == POINTS))
        return None
    if less:      # 下降约5%: a word may stand between
        first = replace(first, digits=f"-{first.digits}", number=-first.number)
    if first.number < _WHOLE.get(first.unit, first.number):
        context.sink.error("E0249", f"“{node.text.strip()}”不可能：下降最多是100%", node.span,
                           "核对这个数；由正转负的不算增幅，写成上年同期的数")
        return None
    return first
