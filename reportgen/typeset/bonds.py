"""Pieces that stay on one line although a break inside would be lawful (K12-K14, K16, K31).

Number and unit, the parts of a date, 第12期, 表1, 附件1, a complete 发文字号, an ordinal with what
it counts. Such a piece is split only when it alone is wider than the measure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_UNIT_LINES = (
    "% ％ ‰ ℃ 个百分点 百分点 个基点 倍 成 折 番 位数 度 摄氏度",
    "元 角 分 美元 欧元 港元 日元 英镑",
    "千克 公斤 克 毫克 微克 吨 吨标准煤 千克标准煤 标准煤 斤 担 公担 千瓦 千瓦时 兆瓦 升 毫升",
    "亩 公顷 平方米 平方公里 平方千米 立方米 立方 平方 平米 方",
    "米 公里 千米 厘米 毫米 里 海里",
    "人 人次 人份 名 位 户 户次 家 家次 口",
    "个 件 件次 份 次 起 场 场次 期 批 批次 项 条 类 种 处 座 所 栋 幢 间 套 台 辆 艘 架 部 支",
    "只 头 匹 羽 尾 株 棵 颗 粒 根 块 片 张 幅 本 册 篇 页 字 段 句 级 等 层 排 行 列 组 队 班",
    "对 双 盒 箱 袋 包 瓶 桶 车 车次 班次 趟 班列 标箱 单 笔 宗 例 门 盏 眼 道 面 枚 轮",
    "村 镇 乡 县 市 区 省 社区 街道 号 章 节 款",
    "年 年度 年代 世纪 季度 季 个月 月 月份 个季度 个工作日 日 天 周 周年 岁 届",
    "小时 个小时 时 点 分钟 秒 学时",
)
UNITS = tuple(unit for line in _UNIT_LINES for unit in line.split())

_LONGEST = max(map(len, UNITS))
_KNOWN = frozenset(UNITS)      # looked up: as a pattern they would take 10 ms to compile
_NUMBER = re.compile(r"\d[\d,.]*")
_MANY = re.compile("[余多来几]?((?:[十百千]?[万亿])*)[余多来]?")
_SIGN = r"(?:[kcmμµn]?[mgsLlJ]|mol|ha|[kMGT]?(?:[WV]h?|Hz|Pa|B)|dB|t|h|d|a)(?:⁻?[¹²³])?"
_SYMBOL = re.compile(rf"[ \u00a0]{_SIGN}(?:[/·]{_SIGN})*(?![0-9A-Za-z])")
_CONNECTORS = "～~—–-"
_STROKES = frozenset("/／·")
_RATES = frozenset("%％‰")
_MULTIPLIERS = frozenset("十百千万亿")
_BEFORE = re.compile(r"(?:附件|附表|附图|附录|[第表图例式])\Z")
_ORDINAL = re.compile(
    r"第[一二三四五六七八九十百千〇零]{1,5}(?:季度|产业|[期条号章节款项届次轮批])"
)
# GB/T 9704—2012, DB33/T 2136, ISO 9001: no line ends at the blank of a code (K38).
_CODE = re.compile(
    r"(?<![A-Za-z0-9])[A-Z]{1,6}\d{0,3}(?:/[A-Z]{1,4}\d{0,3})?[ \u00a0]"
    r"\d[\d.]*(?:[—–-]\d{4})?(?!\d)"
)
_YEAR_NUMBER = re.compile(r"〔\d{4}〕第?\d+号")
# How long the issuer's short name is nobody says: 国办发 has three characters, 浙政办发 four.
_ISSUER = re.compile(r"(?:[\u4e00-\u9fff][政委党府]办|[\u4e00-\u9fff]{0,2})[发函字令办电]\Z")
# An ordinal at the head of a sentence or clause does not end a line: it goes with what it counts.
_ITEM = (
    r"(?:[一二三四五六七八九十]{1,3}、|\d{1,2}[.．]"
    r"|[（(][一二三四五六七八九十\d]{1,3}[）)]|[\u2460-\u2473])[\u4e00-\u9fff“《]"
)
_FIRST_ITEM, _ITEMS = re.compile(_ITEM), re.compile(f"[。；：，！？…]({_ITEM})")
_PADDED_NAME = re.compile(r"(?<![\u4e00-\u9fff])[\u4e00-\u9fff]\u3000[\u4e00-\u9fff]")


def bonds(text: str) -> Iterator[tuple[int, int]]:
    """Spans of `text` that should not be split."""
    for number, end, parts in _amounts(text):
        yield from parts      # too wide together, each end of a range still is one
        before = _BEFORE.search(text, max(0, number - 2), number)
        start = before.start() if before else number
        if end - start > 1:
            yield start, end
    if first := _FIRST_ITEM.match(text):
        yield first.span()
    yield from (found.span(1) for found in _ITEMS.finditer(text))
    yield from (found.span() for found in _CODE.finditer(text))
    if "第" in text:
        yield from (found.span() for found in _ORDINAL.finditer(text))
    if "\u3000" in text:
        yield from (found.span() for found in _PADDED_NAME.finditer(text))
    if "〔" in text:
        yield from _document_numbers(text)


Span = tuple[int, int]


def _amounts(text: str) -> Iterator[tuple[int, int, tuple[Span, ...]]]:
    """Amounts, and ranges of two of them with the spans of both."""
    position = 0
    while (found := _NUMBER.search(text, position)) is not None:
        start, end = found.start(), _amount_end(found, text)
        connected = end < len(text) and text[end] in _CONNECTORS
        other = _NUMBER.match(text, end + 1) if connected else None
        if other is None:
            yield start, end, ()
            position = end
        else:
            position = _amount_end(other, text)
            yield start, position, ((start, end), (end + 1, position))


def _amount_end(number: re.Match[str], text: str) -> int:
    """Where an amount ends that begins with this number: 2263余吨, 1万多, 元/人·月, 3 km."""
    end = number.end()
    many = _MANY.match(text, end)
    after = many.end() if many else end
    if unit := _unit_end(text, after):
        # 元/吨, 微克/立方米, 吨标准煤/万元, 张/千人: what stands below is kept with it
        while text[unit - 1] not in _RATES and text[unit : unit + 1] in _STROKES:
            if not (below := _below_end(text, unit + 1)):
                break
            unit = below
        return unit
    if many and many[1]:
        return after
    symbol = _SYMBOL.match(text, end)
    return symbol.end() if symbol else end


def _below_end(text: str, start: int) -> int:
    """Where a unit below a stroke ends, with a multiplier of up to two characters; 0 for none."""
    for skipped in range(3):
        if end := _unit_end(text, start + skipped):
            return end
        if text[start + skipped : start + skipped + 1] not in _MULTIPLIERS:
            return 0
    return 0


def _unit_end(text: str, start: int) -> int:
    """Where the longest unit that begins here ends; 0 for none."""
    longest = min(_LONGEST, len(text) - start)
    return next((start + length for length in range(longest, 0, -1)
                 if text[start : start + length] in _KNOWN), 0)


def _document_numbers(text: str) -> Iterator[tuple[int, int]]:
    """国办发〔2024〕1号 in one piece; longer than the line, broken only before 〔 (K13)."""
    for found in _YEAR_NUMBER.finditer(text):
        bracket, end = found.span()
        yield bracket, end
        issuer = _ISSUER.search(text, max(0, bracket - 4), bracket)
        if issuer:
            yield from ((issuer.start(), bracket), (issuer.start(), end))
