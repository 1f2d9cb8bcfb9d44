"""What it costs to break a title at a place: nothing where an editor would, much inside a name.

Prices are squares of 1/1000 em, the measure of unlike lengths: two lines that differ by d ems cost
d² / 2 × 10⁶.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import chain, pairwise
from string import ascii_letters, digits

from reportgen.typeset.lexicon import Lexicon
from reportgen.typeset.title_words import Words, characters, words_of

Span = tuple[int, int]

_INSIDE_MARKS, _INSIDE_NAME, _INSIDE_WORD = 4e8, 2e8, 1e8
_FORBIDDEN, _LONE, _OFFICE = 8e7, 4e7, 8e7
TORN = 1.5e7            # from here on a title rather takes another line
_TOO_LONG = 2e7         # inside what is too long for a line: seldom, but not nowhere
_PLAIN = 1e6            # between two words, where no clause begins

# What marks hold together; what must stand behind them on the line counts when it is to fit.
_KEPT = re.compile(
    r"(《[^《》]{1,80}》|“[^“”]{1,40}”|（[^（）]{1,16}）|‘[^‘’]{1,40}’)(?:的.{1,3}\Z|[的等、，）》”]+)?"
)
_NEVER_FIRST = frozenset(
    "一期 二期 三期 四期 的 了 等 们 地 得 之 者 等等 及以上 及以下 以上 以下 以内 以来 左右 同志 等人 先生 女士".split())
_JOINING = frozenset("和 与 及 暨 以及 或 并 或者".split())
_OPENING = _JOINING | frozenset(
    "在 对 向 为 从 以 按 由 被 将 把 让 给 因 据 于 至 到 赴 就 经 关于 有关 根据 为了 对于 通过".split())
_CLOSING = frozenset("的 了 等 、 上 中 下 后 前 内 外 时 间".split())
_NEVER_LAST = _OPENING | frozenset("第 各 全 新 大 副 总 原 本 该 每 再 更 不 未 无 非 双 多 最".split())
_ENDING = ("季度", "产业", "号", "批", "期")      # of an ordinal that may end a line
_DIGITS = frozenset(ascii_letters + digits)        # PPP项目, 12345热线
_LAST = re.compile(r"（[^（）]*）(?:》.*|——.*|的.*)?\Z")     # a bracket that may begin a line
_DOTTED = re.compile(r"[\u4e00-\u9fff]{1,3}·[\u4e00-\u9fff]{1,2}")    # 买买提·某某
_ROUTES = re.compile(         # 甲地至乙地段
    r"[\u4e00-\u9fff]{2}至[\u4e00-\u9fff]{2,3}(?:段|高速公路|公路|高速|铁路|线)"
)
# An office: what follows a place up to the word that says what it is; or all before 关于.
_BODY = (
    "人民政府|政府|委员会|管委会|常委会|居委会|村委会|人民代表大会|代表大会|人大|政协|法院|检察院|办公室|"
    "指挥部|领导小组|党委|党组|党工委|纪委监委|纪委|监委|分局|局|厅|中心|公司|集团|银行|医院|卫生院|学校|"
    "中学|小学|幼儿园|大学|学院|协会|大队|支队|总队|街道办事处|办事处|街道办|联合会|总工会|合作社|联合社|"
    "图书馆|文化馆|博物馆|污水处理厂|水厂|电厂|变电站|服务站|派出所|司法所|突击队|中队|党支部|工作站"
)
_PLACE = re.compile(r"[\u4e00-\u9fff]*(?:[省市县区镇乡村州旗]|街道)")
_NO_PLACE = frozenset("全 各 本 我 该 城 片 社 灾 山".split())
_OFFICE_OF = re.compile(
    rf"(?:委(?!员)|(?!域|级|内)[\u4e00-\u9fff]{{0,12}}?(?:{_BODY}))"
    rf"(?:[\u4e00-\u9fff]{{0,4}}(?:{_BODY}))?(?:常务委员会|办公室)?"
)
_ISSUERS = re.compile(
    rf"(?:\A|(?<=[》、，]))[\u4e00-\u9fff]{{2,24}}(?:{_BODY}|[委府办室部组处科站所院校会团社])"
    r"(?=(?:[、，][\u4e00-\u9fff、，]{2,60})?关于)"
)


def prices(
    text: str, at: list[int], names: Iterable[Span], fits: Callable[[Span], bool],
    lexicon: Lexicon | None,
) -> list[float]:
    """The price at each of the places `at`; `names` are spans that are not to be broken."""
    words, known = characters(text), list(names)
    if lexicon:
        words = words_of(text, lexicon, filter(fits, known))
        known += _offices(text, words)
        words = words_of(text, lexicon, filter(fits, known))
    inside = _inside(text, known, fits)
    for p, price in _between_words(text, words, _LONE if lexicon else 0.0):
        inside[p] += price
    return [0.0, *(inside[p] for p in at[1:-1]), 0.0]


def _offices(text: str, words: Words) -> Iterator[Span]:
    """Offices of places: 示例县 and 第一人民医院."""
    stop = 0
    for start, end in pairwise(words.edges):
        place = text[start:end]
        if start >= stop and place[0] not in _NO_PLACE and _PLACE.fullmatch(place) \
                and (found := _OFFICE_OF.match(text, end)):
            stop = found.end()
            yield start, stop


def _inside(text: str, names: list[Span], fits: Callable[[Span], bool]) -> list[float]:
    """The price at every place inside what belongs together."""
    inside = [0.0] * (len(text) + 1)
    kept = chain(
        ((found.span(), found.span(), _OFFICE) for some in (_ISSUERS, _ROUTES)
         for found in some.finditer(text)),
        ((span, span, _INSIDE_NAME) for span in names),
        ((found.span(), found.span(), _INSIDE_NAME) for found in _DOTTED.finditer(text)),
        ((found.span(1), found.span(), _INSIDE_MARKS) for found in _KEPT.finditer(text)),
    )
    for span, line, price in kept:
        whole = price if fits(line) else min(price, _TOO_LONG)
        for p in range(span[0] + 1, span[1]):
            inside[p] = max(inside[p], whole)
    for before, after in pairwise(names):
        if before[1] == after[0]:       # two offices, with nothing between
            inside[after[0]] = 0.0
    return inside


def _between_words(text: str, words: Words, lone: float) -> Iterator[tuple[int, float]]:
    """The price of every place by the words beside it, and by the doubt that they are words."""
    edges = words.edges
    parts = [text[a:b] for a, b in pairwise(edges)]
    beside = {p: pair for p, pair in zip(edges[1:], pairwise(parts), strict=False)}
    for p in range(1, len(text)):
        doubt = min(1.0, max(0.0, (words.doubt[p] + 3) / 6))
        price = _INSIDE_WORD * doubt
        if p in beside:
            price += _beside(*beside[p], lone)
            if text[p] == "（" and not _LAST.search(text, p):
                price += _LONE
        yield p, price


def _beside(left: str, right: str, lone: float) -> float:
    """The price between two words; `lone` beside one of a single character."""
    if right in _NEVER_FIRST or left == "关于" or right == "　":
        return _FORBIDDEN
    if left in _NEVER_LAST or left[-1] == "—" or (left == "等" and right[0].isdigit()):
        return _LONE
    if len(right) == 1 and right.isalnum() and right not in _OPENING:
        return lone
    if left in _CLOSING or right in _OPENING or not (left[-1].isalnum() and right[0].isalnum()):
        return 0.0
    if left[-1] in _DIGITS or (left[0] == "第" and not left.endswith(_ENDING)):
        return _LONE
    return lone if len(left) == 1 else _PLAIN
