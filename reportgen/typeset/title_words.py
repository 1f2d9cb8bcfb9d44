"""The words of a title, and how sure it is that one ends at a place (K32).

A title is cut into the likeliest sequence of words (each by its own frequency). How much likelier
it is with a boundary at a place than without one says how sure that boundary is: a break is made
where nobody doubts it, rather than where the list is of two minds.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import NamedTuple

from reportgen.typeset.bonds import bonds
from reportgen.typeset.lexicon import Lexicon, listed

_LONGEST = 10               # characters of a word in the list
_NEVER = -1e9
_GIVEN, _PATTERN, _OTHER = -1.0, 0.0, -3.0
# A word nobody knows, by its length; and a place or road, by the length of what stands before 县.
_UNKNOWN = {1: -18.0, 2: -21.0, 3: -28.0, 4: -36.0}
_PLACE = {1: -18.0, 2: -18.5, 3: -23.0, 4: -31.0}
# What such names end with; a river or a road, dearer behind three characters (解决柳河).
SUFFIXES = dict.fromkeys(listed(
    "省 市 县 区 旗 州 镇 乡 村 屯 街道 社区 开发区 新区 高新区 园区 工业园 工业园区 产业园 "
    "景区 灌区 省委 市委 县委 区委 镇委 公路 大道 大街 高速 高速公路 铁路 大桥 隧道 "
    "水库 电站 泵站 林场 农场 码头 机场 广场 公园 小区 花园 家园 "
    "新村 小学 中学 医院 学校 公司 集团 合作社 敬老院 福利院 幼儿园 卫生院 水厂 车站 纪念馆"
), 0.0) | dict.fromkeys(listed("路 街 桥 河 江 溪 湖 港 渠 山 岭 岛 湾 组"), -5.0)
_USUAL = -11.5          # of a word that is met so often that no name begins with it
_PLACE_IN_NAME = frozenset("省市县区镇乡村")      # 乡大坪村 is not the name of a village
_NO_NAME = frozenset("的和与及暨于等在对将为以从至由并了中向把被")     # in no word nobody knows
_ONE = str.maketrans(dict.fromkeys("零〇二三四五六七八九十百", "一"))    # all alike to the pattern
# What is one word whatever it is made of: a year and what part of it, an ordinal, the number of a
# road, a meeting, 张某某, a few things, what is written in Latin letters and digits.
_FIXED = re.compile(
    "[0-9]{4}(?:[—–至~～-][0-9]{2,4})?年(?:度|第?[1-4一]季度|[上下]半年|前?一季度"
    "|(?:[0-9]{1,2}[—–至-])?[0-9]{1,2}月(?:份|[0-9]{1,2}日)?)?"
    "|一{4}年|第(?:一{1,4}|[0-9]+)(?:季度|产业|[次届批期号轮个条章])"
    "|“?一{1,8}[·、]一{1,8}”?|一届一(?:次(?:会议|全会)?|中全会)|一{1,3}[件项名起家类份批]"
    "|[国省县乡村]道[0-9]+线?|[0-9]+(?:[国省县]道|线)"
    "|[省市县区镇乡]委第一+..组|.某某?|[0-9A-Za-z][0-9A-Za-z.,-]*"
)

Span = tuple[int, int]


class Words(NamedTuple):
    """The words of a text: where each begins, and the end; and the doubt at every place.

    The doubt is the logarithm of how much likelier the text is without a boundary there; it is
    below zero where a word ends.
    """

    edges: list[int]
    doubt: list[float]


def characters(text: str) -> Words:
    """Every character for a word, where there is no list of words."""
    edges = [0, *(found.end() for found in re.finditer("关于|.", text, re.DOTALL))]
    return Words(edges, [_NEVER if p in edges else -_NEVER for p in range(len(text) + 1)])


def words_of(text: str, lexicon: Lexicon, names: Iterable[Span] = ()) -> Words:
    """Cut a text into words; `names` are spans known to be one."""
    paths = _paths(text, lexicon, names)
    size = len(text)
    ahead = [0.0] + [_NEVER] * size
    origin = [0] * (size + 1)
    for start, stop, score in paths:
        if ahead[start] + score > ahead[stop]:
            ahead[stop], origin[stop] = ahead[start] + score, start
    behind = [_NEVER] * size + [0.0]
    for start, stop, score in reversed(paths):
        behind[start] = max(behind[start], score + behind[stop])
    across = [_NEVER] * (size + 1)
    for start, stop, score in paths:
        whole = ahead[start] + score + behind[stop]
        for p in range(start + 1, stop):
            across[p] = max(across[p], whole)
    edges = [size]
    while edges[-1]:
        edges.append(origin[edges[-1]])
    return Words(edges[::-1], [
        over - (before + after)
        for over, before, after in zip(across, ahead, behind, strict=True)
    ])


def _is_han(char: str) -> bool:
    return "\u4e00" <= char <= "\u9fff" or char >= "\U00020000"


def _paths(
    text: str, lexicon: Lexicon, names: Iterable[Span]
) -> list[tuple[int, int, float]]:
    """Every word that may stand somewhere, with its score, by where it begins."""
    fixed = {found.start(): found.end() for found in _FIXED.finditer(text.translate(_ONE))}
    found = [(start, stop, _GIVEN) for start, stop in chain(names, bonds(text)) if start < stop]
    for start, char in enumerate(text):
        if start in fixed:
            found.append((start, fixed[start], _PATTERN))
        elif _is_han(char):
            found += _han(text, start, lexicon)
        else:
            found.append((start, start + 1, _OTHER))
    return sorted(found)


def _han(text: str, start: int, lexicon: Lexicon) -> Iterator[tuple[int, int, float]]:
    known = lexicon.after(text[start])
    begun = known.get(text[start + 1:start + 2], _NEVER) > _USUAL     # 团队|进村 is no village
    for size in range(1, _LONGEST + 1):
        stop = start + size
        if stop > len(text) or not _is_han(text[stop - 1]):
            return
        word = text[start:stop]
        score = known.get(word[1:], _NEVER)
        if size == 1 or _NO_NAME.isdisjoint(word):
            score = max(score, _UNKNOWN.get(size, _NEVER), _place(word, begun=begun))
        if score > _NEVER:
            yield start, stop, score


def _place(word: str, *, begun: bool) -> float:
    """The score of a word for the name of a place or road nobody knows.

    Such a name of three characters and more is less likely where it begins with a usual word.
    """
    best = _NEVER
    for n in range(1, min(len(word), 5)):
        if word[-n:] in SUFFIXES and len(word) - n in _PLACE:
            stem = word[:-n]
            inner = 0.0 if _PLACE_IN_NAME.isdisjoint(stem) else -6.0
            long = SUFFIXES[word[-n:]] - 4.0 * begun if len(stem) > 2 else 0.0
            best = max(best, _PLACE[len(stem)] + inner + long)
    return best
