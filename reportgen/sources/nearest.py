"""The name that was probably meant. Used for hints only: nothing is ever replaced silently."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable
from functools import lru_cache

_QUOTES = str.maketrans({"“": '"', "”": '"', "„": '"', "‘": "'", "’": "'", " ": None})


# Words of the trade: who writes one of them means it, and has not mistyped another.
TERMS = frozenset((
    "报头", "报送", "抄报", "抄送", "主送", "印发", "签发", "签批", "拟稿", "核稿", "校对",
    "审核", "审签", "期数", "期刊", "刊号", "文号", "字号", "编号", "密级", "缓急", "紧急",
    "时间", "地点", "题目", "单位", "部门", "出席", "列席", "缺席", "请假", "记录", "主持",
    "产量", "产值", "同比", "环比", "数量", "数值", "金额", "总量", "总额", "增量", "增速",
    "增幅", "占比", "比重", "均值", "人均", "户均", "计划", "目标", "完成", "进展", "状态",
    "报告", "报道", "印数", "完工", "已完工", "竣工", "已竣工", "开工", "已开工", "未开工",
    "在建", "停工",
))

# What other offices and programs call a key → what it is called here, where that is a key.
_CALLED_HERE = {
    other: ours for ours, others in {
        "版式": "文种 模板 样式 template", "编发单位": "单位 主办 主办单位 编印单位 印发单位",
        "报头": "刊头 刊名", "期号": "期数 期次", "标题": "题目 title", "日期": "印发日期 date",
        "份数": "印数", "审核": "核稿", "签发": "签发人 签批", "作者": "author", "目录": "toc",
        "发": "抄送 分送", "报": "抄报 上报", "附件": "附", "关键词": "主题词 keywords",
        "数值": "数量 值", "单位": "计量单位", "期间": "时间 时期", "来源": "数据来源 出处",
    }.items() for other in others.split()
}


def called_here(name: str) -> str:
    """What a key that others use is called here; "" for none."""
    return _CALLED_HERE.get(name.lower(), "")


def asked(
    name: str, candidates: Iterable[str], value: Callable[[str], str] = lambda _: "",
    most: int = 3,
) -> tuple[str, ...]:
    """The hint that asks for what was meant: 是不是：甲（3户），还是 乙（5户）？

    None where nothing is near.

    `value` tells two candidates apart that are spelled alike and mean different things.
    """
    told = [each + (f"（{text}）" if (text := value(each)) else "")
            for each in nearby(name, candidates)[:most]]
    return (question(told),) if told else ()


def question(ways: Iterable[str]) -> str:
    """The hint that asks which of several was meant."""
    return f"是不是：{'，还是 '.join(ways)}？"


def asked_key(name: str, keys: Iterable[str]) -> tuple[str, ...]:
    """The same for a word of a closed list: one letter is wrong, and it is no other word."""
    keys = tuple(keys)
    if (called := called_here(name)) in keys:
        return (question((called,)),)
    if name in TERMS:
        return ()
    alike = [key for key in nearby(name, keys) if abs(len(name) - len(key)) <= 1 < len(key)]
    return asked(name, alike, most=1)


def nearest(name: str, candidates: Iterable[str]) -> str | None:
    """The first of `nearby`; None when nothing is near."""
    return next(iter(nearby(name, candidates)), None)


def nearby(name: str, candidates: Iterable[str]) -> list[str]:
    """The candidates near to `name` by edit distance, the nearest first.

    Differences of width (（ and (), of quotation marks and of spaces count nothing. A third of the
    characters may differ (one at least); short of that, a name that contains the other is near.
    Among equals the one with the longer common beginning comes first, then the earlier one.
    """
    plain = _plain(name)
    limit = max(1, len(plain) // 3)
    found: list[tuple[int, int, int, str]] = []
    for order, candidate in enumerate(dict.fromkeys(candidates)):
        other = _plain(candidate)
        distance = _distance(plain, other, limit)
        if distance > limit or distance >= len(plain):
            if not _contains(plain, other):
                continue
            distance = limit + abs(len(plain) - len(other))
        found.append((distance, -_common(plain, other), order, candidate))
    return [candidate for *_, candidate in sorted(found)] if plain else []


@lru_cache(maxsize=1 << 16)     # many wrong names are held against the same twenty thousand
def _plain(name: str) -> str:
    return unicodedata.normalize("NFKC", name).translate(_QUOTES).casefold()


def _common(a: str, b: str) -> int:
    """How many characters two names begin with alike."""
    pairs = enumerate(zip(a, b, strict=False))
    return next((at for at, (x, y) in pairs if x != y), min(len(a), len(b)))


def _contains(a: str, b: str) -> bool:
    short, long = sorted((a, b), key=len)
    return len(short) >= 2 and short in long


def _distance(a: str, b: str, limit: int) -> int:
    """Edit distance (insert, delete, replace, swap of neighbours); `limit + 1` when beyond."""
    if abs(len(a) - len(b)) > limit or sum(ch not in b for ch in a) > limit:
        return limit + 1    # a character that the other lacks costs one at least
    before: list[int] = []
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        before, previous, row = row, before, [i]
        for j, y in enumerate(b, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (x != y))
            if i > 1 and j > 1 and x == b[j - 2] and a[i - 2] == y:
                cost = min(cost, previous[j - 2] + 1)
            row.append(cost)
        if min(row) > limit:
            return limit + 1
    return row[-1]
