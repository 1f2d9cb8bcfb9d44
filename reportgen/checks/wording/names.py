"""A body has one name throughout: in full first, then the short one that was announced."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportgen.checks.prose import Prose, Said
from reportgen.diagnostics import Sink, Span
from reportgen.patterns import late

_SHORT = late("（(?:以下)?[简统]称[为：:]?[“《]?(?P<short>[^“”《》（）]{2,20})[”》]?）")
# Bodies that are written in more than one way; a document keeps to one, but for what it announces.
_BODIES = tuple(line.split() for line in (
    "发展和改革委员会 发展改革委员会 发展和改革局 发展改革局 发展改革委 发改委 发改局",
    "农业农村局 农业农村委员会 农业农村委 农业局 农委",
    "卫生健康委员会 卫生健康局 卫生健康委 卫健委 卫健局 卫计局 卫计委",
    "人力资源和社会保障局 人力资源社会保障局 人力社保局 人社局",
    "市场监督管理局 市场监管局", "应急管理局 应急局", "文化和旅游局 文化旅游局 文旅局",
    "自然资源和规划局 自然资源局 自规局 资规局", "交通运输局 交通局", "医疗保障局 医保局",
    "住房和城乡建设局 住房城乡建设局 住建局", "生态环境局 环境保护局 环保局", "林业和草原局 林草局",
    "行政审批服务局 行政审批局 审批局", "退役军人事务局 退役军人局", "综合行政执法局 综合执法局",
    "教育和体育局 教育体育局 教体局", "科学技术局 科技局", "工业和信息化局 工信局",
    "民族宗教事务局 民宗局", "城市管理局 城管局", "机关事务管理局 机关事务局",
    "大数据管理局 大数据局", "经济和信息化局 经信局 经信委",
))
_OF = {name: at for at, names in enumerate(_BODIES) for name in names}
_ANY = late("(?P<place>[省市县区])(?P<name>" + "|".join(sorted(_OF, key=len, reverse=True)) + ")")


def check_names(said: Said, sink: Sink) -> None:
    """W0433: a body in two spellings, a short name announced twice, or used before it is."""
    texts = [each for each in said.prose if each.step.running]
    announced: dict[str, Span] = {}
    for each, found in _hits(_SHORT, texts):
        short, place = found["short"], each.place(*found.span("short"))
        if short in announced:
            _tell(f"简称“{short}”说明了两次", place, announced[short], "后一处直接用简称", sink)
        announced.setdefault(short, place)
    for short, place in announced.items():
        early = re.compile(f"(?:^|[，。；：、“])(?P<short>{re.escape(short)})")
        first = next((each.place(*found.span("short")) for each, found in _hits(early, texts)),
                     place)
        if first < place:
            _tell(f"“{short}”还没有说明是简称就用了", first, place,
                  "第一次写全称，注明以下简称", sink)
    _spelled(texts, announced, sink)


def _spelled(texts: list[Prose], announced: dict[str, Span], sink: Sink) -> None:
    first: dict[tuple[str, int], tuple[str, Span]] = {}
    for each, found in _hits(_ANY, texts):
        whole, span = found.group(), each.place(*found.span())
        key = (found["place"], _OF[found["name"]])
        other, place = first.setdefault(key, (whole, span))
        if whole != other and not any(found["name"] in short for short in announced):
            _tell(f"“{whole}”和前面的“{other}”是一个单位的两种写法", span, place,
                  "全文用一种写法；第一次写全称，注明以下简称", sink)
            first[key] = (whole, span)


def _hits(
    pattern: re.Pattern[str], texts: list[Prose]
) -> Iterator[tuple[Prose, re.Match[str]]]:
    return ((each, found) for each in texts for found in pattern.finditer(each.text))


def _tell(message: str, span: Span, other: Span, hint: str, sink: Sink) -> None:
    sink.warning("W0433", message, span, hint, related=((other, "另一处"),))
