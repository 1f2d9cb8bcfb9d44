"""Offices in a title: names, though only the place before and the last word say so (K32)."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise

from reportgen.typeset.lexicon import listed

_BODIES = listed(
    "人民政府 政府 委员会 管委会 常委会 居委会 村委会 人民代表大会 代表大会 人大 政协 法院 "
    "检察院 办公室 指挥部 领导小组 党委 党组 党工委 纪委监委 纪委 监委 分局 局 厅 中心 公司 "
    "集团 银行 医院 卫生院 学校 中学 小学 幼儿园 大学 学院 协会 大队 支队 总队 中队 街道办事处 "
    "办事处 街道办 联合会 总工会 合作社 联合社 图书馆 文化馆 博物馆 污水处理厂 水厂 电厂 "
    "变电站 服务站 工作站 派出所 司法所 突击队 党支部"
)
_PLACES = ("省", "市", "县", "区", "镇", "乡", "村", "州", "旗", "街道")
_COMMITTEES = tuple(place + "委" for place in _PLACES)     # 示例县委, which is one word
_NO_PLACE = frozenset("全各本我该城片社灾山")      # 全县, 山区
_NO_BODY = ("域", "级", "内")                      # 县域, 县级
_NO_OFFICE = listed("与 及 暨 并 等 为 在 将 设立 成立 撤销 更名")     # in no office's name
_FURTHER = ("常务委员会", "办公室")
# How many characters may stand between a place, or an office, and what it is; how long that is.
_FAR, _NEAR, _LONGEST = 12, 4, 6
_PARTY = "中共"
_ENDS = frozenset("委府办室部组处科站所院校会团社局厅") | {"公司", "中心", "集团", "银行"}

Span = tuple[int, int]


def offices(text: str, edges: Sequence[int]) -> Iterator[Span]:
    """Offices of places: 示例县 and 第一人民医院; `edges` are those of the words."""
    done = 0
    for start, end in pairwise(edges):
        place = text[start:end]
        of_party = place.endswith(_COMMITTEES)
        if start >= done and (of_party or place.endswith(_PLACES)) \
                and place[0] not in _NO_PLACE \
                and (stop := _office_end(text, end - of_party, edges)):
            done = stop
            party = text.startswith(_PARTY, max(0, start - 2))
            yield start - 2 * party, stop


def _office_end(text: str, place: int, edges: Sequence[int]) -> int:
    """Where the office ends whose place ends here; 0 where none begins."""
    if text.startswith("委", place) and not text.startswith("委员", place):
        stop = place + 1                           # 县委
    elif text.startswith(_NO_BODY, place) or not (stop := _body_end(text, place, edges, _FAR)):
        return 0
    stop = _body_end(text, stop, edges, _NEAR) or stop    # 公安局交警大队
    return next((stop + len(more) for more in _FURTHER if text.startswith(more, stop)), stop)


def _body_end(text: str, start: int, edges: Sequence[int], most: int) -> int:
    """Where the first word ends that says what an office is, after so many characters at most."""
    before = start
    for stop in edges[bisect_right(edges, start):]:
        word, before = text[before:stop], stop
        if not word.isalpha() or word in _NO_OFFICE or stop - start > most + _LONGEST:
            break
        ends = range(max(start, stop - _LONGEST), min(stop, start + most + 1))
        if any(text[first:stop] in _BODIES for first in ends):
            return stop
    return 0


def issuers(text: str) -> Iterator[Span]:
    """Who writes: what stands before 关于, between 、."""
    head, found, _ = text.partition("关于")
    start = 0
    for part in head.replace("，", "、").split("、") if found else ():
        if part[-1:] in _ENDS or part[-2:] in _ENDS:
            yield start, start + len(part)
        start += len(part) + 1
