"""One entry that gives an indicator at several periods (各期): a fact for each, and their order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

from reportgen.diagnostics import Span
from reportgen.facts.amount import DASHES
from reportgen.facts.entry import Context, read_fact
from reportgen.facts.model import Fact, Period, Timeline
from reportgen.facts.period import interval, parse_period
from reportgen.sources.fields import Fields, as_mapping
from reportgen.sources.nodes import Entry, MapNode, Node, Scalar, text_entry

KEY = "各期"
_OWN = frozenset({"数值", "期间", "名称", "编号", KEY})
_REFUSED = ("数值", "名单", "序次", "未定增幅", "别名", "同比", "环比")


def read_entry(
    node: Node, group: str, context: Context, period: Period
) -> tuple[tuple[Fact, ...], Timeline | None]:
    """The facts of one entry; and the timeline, where it has 各期."""
    if not isinstance(node, MapNode) or node.get(KEY) is None:
        fact = read_fact(node, group, context)
        return ((fact,) if fact is not None else ()), None
    fields = Fields(node, context.sink)
    id_, name = fields.text("编号"), fields.text("名称")
    for key in _REFUSED:
        if key in fields:
            context.sink.error("E0233", f"写了“{KEY}”，就不能再写“{key}”", fields.span(key),
                               "把这一键删去；个别一期要写的，另立一条事实")
    value = fields.node(KEY)
    inner = as_mapping(value, context.sink, KEY) if value is not None else None
    if inner is None or not (id_ and name):
        return (), None
    base = parse_period(fields.optional("期间"), period) or period
    return _expand(node, inner, Timeline(id_, name, (), (), node.span), base,
                   lambda made: read_fact(made, group, context), context)


def _expand(  # noqa: PLR0917 - all it takes
    node: MapNode, values: MapNode, line: Timeline, base: Period,
    read: Callable[[MapNode], Fact | None], context: Context,
) -> tuple[tuple[Fact, ...], Timeline]:
    """A fact for every period that has a value."""
    shared = tuple(entry for entry in node.entries if entry.key.text not in (*_OWN, *_REFUSED))
    facts: list[Fact] = []
    periods: list[Period] = []
    ids: list[str] = []
    for entry in values.entries:
        period = _period(entry.key, base, context)
        if period is None or not isinstance(entry.value, Scalar):
            if period is not None:
                context.sink.error("E0122", f"“{entry.key.text}”应当是一个数值", entry.value.span,
                                   "一期一个数，如 2023年1月: 1200万元；没有报的写 -")
            continue
        periods.append(period)
        if entry.value.text.strip() in DASHES:
            ids.append("")
            continue
        id_ = f"{line.id}/{period.text}"
        ids.append(id_)
        made = _entry(entry, id_, f"{line.name}（{period.text}）", period)
        fact = read(MapNode((*made, *shared), entry.key.span))
        if fact is not None:
            facts.append(replace(fact, period=period))
    _ordered(periods, node.span, context)
    return tuple(facts), replace(line, periods=tuple(periods), facts=tuple(ids))


def _entry(entry: Entry, id_: str, name: str, period: Period) -> tuple[Entry, ...]:
    """The keys of one period's fact, at the place of the period."""
    place = entry.key.span
    told = {"编号": id_, "名称": name, "期间": period.text}
    return (*(text_entry(*each, place) for each in told.items()),
            Entry(Scalar("数值", place), entry.value))


def _period(key: Scalar, base: Period, context: Context) -> Period | None:
    """The period of a key; 1月 or 第一季度 take the year of the entry or the issue."""
    found = parse_period(key.text) or parse_period(f"{base.year}年{key.text.strip()}") \
        or parse_period(key.text, base)
    if found is None:
        context.sink.error("E0210", f"读不懂期间“{key.text[:24]}”", key.span,
                           "照这样写：2023年1月、2023年第一季度，或只写 1月")
    return found


def _ordered(periods: list[Period], place: Span, context: Context) -> None:
    """E0233 unless the periods follow each other in time."""
    months = [found for period in periods if (found := interval(period)) is not None]
    for (before, after), late in zip(pairwise(months), periods[1:], strict=False):
        if (after.last, after.first) <= (before.last, before.first):
            context.sink.error("E0233", f"“{KEY}”没有按时间先后写：“{late.text}”不在前一期之后",
                               place, "从早到晚写，每期一次")
            return
