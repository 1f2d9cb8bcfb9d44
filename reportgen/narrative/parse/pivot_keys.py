"""The keys of a table whose rows are entities: 各行, 排序, 前, 合计, 平均."""

from __future__ import annotations

import re
from collections.abc import Sequence

from reportgen.diagnostics import Sink, Span
from reportgen.narrative import syntax
from reportgen.sources.fields import Fields

TOTALS = ("合计", "平均")
HEAD, TAIL = "首行", "末行"
_PLACES = {"是": TAIL, "否": "", TAIL: TAIL, HEAD: HEAD}


def read_pivot(
    fields: Fields, columns: Sequence[syntax.ColumnSource], sink: Sink, *, written: bool
) -> syntax.PivotSource | None:
    """What the rows are; None where they are `written` out one by one. Reports E0315."""
    if "各行" not in fields:
        for column in columns:
            if column.indicator:
                sink.error("E0315", "“指标”要和“各行”一起写", column.span,
                           "写上各行是什么，如 各行: 镇；一条事实一行的，写“形式”")
        return None
    if written:
        sink.error("E0315", "“行”和“各行”只能写一个", fields.span("行"), "两个留一个")
    of, order, rising = fields.text("各行"), None, False
    if (node := fields.scalar("排序")) is not None:
        text, place = node.text.strip(), node.span
        rising = text.endswith(syntax.RISING)
        text = text.removesuffix(syntax.RISING).removesuffix(syntax.FALLING).strip()
        order = syntax.Named(text, span=Span(place.file, place.line, place.column + node.quoted,
                                             len(text)))
    first = count(fields, "前")
    if first and order is None:
        sink.error("E0315", "写了“前”，没有写按哪一列排", fields.span("前"),
                   f"写上“排序”，如 排序: 产值 {syntax.FALLING}")
    totals = {key: where for key in TOTALS if (where := fields.choice(key, _PLACES, ""))}
    return syntax.PivotSource(of, order, not rising, first, totals, span=fields.span("各行"))


def count(fields: Fields, key: str) -> int:
    """How many; 0 when left out, and after E0315."""
    return int(matching(fields, key, "[1-9][0-9]{0,3}", "写一个整数，如 10") or 0)


def matching(fields: Fields, key: str, pattern: str, hint: str) -> str:
    """A text of this form; "" when left out, and after E0315 for another."""
    text = fields.optional(key)
    if not text or re.fullmatch(pattern, text):
        return text
    fields.sink.error("E0315", f"“{key}”不能是“{text}”", fields.span(key), hint)
    return ""
