"""What it costs to break a title at a place: nothing where an editor would, much inside a name.

Prices are squares of 1/1000 em, the measure of unlike lengths: two lines that differ by d ems cost
d² / 2 × 10⁶.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import chain, pairwise

from reportgen.typeset.lexicon import Lexicon, listed
from reportgen.typeset.title_offices import issuers, offices
from reportgen.typeset.title_words import SUFFIXES, Words, characters, words_of

Span = tuple[int, int]

_INSIDE_MARKS, _INSIDE_NAME, _INSIDE_WORD = 4e8, 2e8, 1e8
_FORBIDDEN, _OFFICE, _LONE = 8e7, 8e7, 4e7
_IN_OFFICE = 7e7        # between the place and what the office is, where nothing better is left
_TOO_LONG = 5e7         # inside what is too long for a line: seldom, but not nowhere
# Behind an adjective; between two words of two characters, often one term; between others;
# behind a place, a year, a verb.
_CLOSE, _PAIR, _PLAIN, _EASY = 3.4e7, 2e7, 5e6, 5e5
_UNSURE = 3.0           # doubt of a boundary: from one word for certain to two for certain

# What marks hold together; what must stand behind them on the line counts when it is to fit.
_KEPT = re.compile(
    r"(《[^《》]{1,80}》|“[^“”]{1,40}”|（[^（）]{1,16}）|‘[^‘’]{1,40}’)(?:的.{1,3}\Z|[的等、，）》”]+)?"
)
_LAST = re.compile(r"（[^（）]*）(?:》.*|——.*|的.*)?\Z")       # a bracket that may begin a line
_DOTTED = re.compile(r"\w{1,3}·\w{1,2}")                     # 买买提·某某
_SHORT_QUOTE = re.compile(r"“[^“”]{1,2}”(?![和与及暨的等])\w")     # “七五”普法
_PLACE = re.compile(r"\w{1,3}?[省市县区镇乡]")
_ROUTES = re.compile(r"\w{2}至\w{2,3}(?:段|公路|高速公路|高速|铁路|线)")

_NEVER_FIRST = listed(
    "的 了 等 们 地 得 之 者 等等 及以上 及以下 以上 以下 以内 以来 左右 同志 等人 先生 女士 "
    "一期 二期 三期 四期 有限公司 有限责任公司 股份有限公司 "
    "领导小组 领导小组办公室 指挥部 指挥部办公室 委员会 管委会 大队 中队 支队 总队 分局"
)
_OPENING = listed(
    "和 与 及 暨 以及 或 并 或者 在 对 向 为 从 以 按 由 被 将 把 让 给 因 据 于 至 到 赴 就 "
    "经 关于 有关 根据 为了 对于 通过"
)
_FIRST = _OPENING - listed("至 于")
_CLOSING = frozenset("的了等、上中下后前内外时间")
_NEVER_LAST = _OPENING | frozenset("第各全新大副总原本该每再更不未无非双多最")
_HAN_NUMERALS = frozenset("一二三四五六七八九十")
_NUMERALS = _HAN_NUMERALS | frozenset("0123456789")
_COUNTED = ("季度", "产业", "批", "期")      # what an ordinal that may end a line counts
# What governs the rest behind 关于, so that a line may well end with it; what begins a phrase, so
# that a line may well begin with it; and what belongs to the word behind it.
_VERBS = listed(
    "印发 转发 公布 发布 开展 召开 举办 组织 做好 抓好 加强 加快 推进 推动 促进 提升 提高 完善 "
    "规范 深化 落实 调整 成立 设立 同意 批准 申请 解决 表彰 授予 给予 下达 拨付 征求 商请 邀请 "
    "报送 上报 打造 建设 实施 启动 完成"
)
_ADVERBS = listed(
    "进一步 切实 扎实 深入 全面 全力 持续 积极 认真 严格 坚决 牢牢 大力 着力 奋力 努力 稳步 有序 "
    "依法 尽快 及时 不断 率先 共同 协同 统筹 严厉 充分 主动 精准 用心 用情 联合 集中"
)
_BEGINNING = _ADVERBS | listed(
    "加强 加快 推动 促进 打造 激活 助力 助推 确保 严防 守牢 守住 守护 带动 赋能 护航 破解 解决 "
    "召开 举办 开展 推行 探索 实现 建立 健全 提升 筑牢 让 "
    "工作 情况 问题 活动 方案 办法 意见 任务 事项 事宜 总结 报告 通报"
)
_CLOSELY = _ADVERBS | listed(
    "行政 公共 社会 国有 集体 民营 虚拟 专业 职业 最低 最高 基本 特种 特殊 非法 违法 违规 危险 "
    "电子 数字 智能 智慧 绿色 红色 现代 传统 新型 高等 优秀 国际 国家 国内 城乡 农村 农业 工业 "
    "市场 生产 环境 先进 重大 重要 突出 主要 优质 优势 特色 临时 综合 专项 专题 内部 一般 普通 "
    "高级 中级 初级 特别 严重 常见 日常 长期 定期 大型 中型 小型 大宗 小小 高效 民办 公办 个体 "
    "跨省 跨境 跨区域 模范 文明 和谐 美丽 幸福 平安 清廉 便民 惠民 失信 高新 安全 卫生 保护"
)
# What seldom begins a line: the end of a term, or what is named by the quotation before it.
_TIED = listed(
    "期间 时期 阶段 以来 并举 并重 联动 行动 发展 成果 单位 考试 计划 会议 人员 机构 企业 系统 "
    "对象 机关 主体 队伍 力量 群体 秩序 权益"
)
_NAMED_AFTER = listed("工程 行动 计划 活动 项目 战略 机制 工作 称号 有关 方面 有关事项 有关问题")
_DATED = ("年", "年度", "半年", "季度", "月", "日", "月份")
_PLACED = ("省", "市", "县", "区", "镇", "乡", "村", "街道", "社区")
_CLOSE_ENDS = ("性", "级", "型", "式", "化")


def prices(
    text: str, at: list[int], names: Iterable[Span], fits: Callable[[Span], bool],
    lexicon: Lexicon | None,
) -> list[float]:
    """The price at each of the places `at`; `names` are spans that are not to be broken."""
    words, known = characters(text), list(names)
    if lexicon:
        words = words_of(text, lexicon, filter(fits, known))
        known += offices(text, words.edges)
        words = words_of(text, lexicon, filter(fits, known))
    inside = _inside(text, known, fits)
    for p, price in _between_words(text, words, _LONE if lexicon else 0.0):
        inside[p] += price
    for start, stop in known:
        place = _PLACE.match(text, start, stop - 1)
        if place and inside[place.end()] > _IN_OFFICE:
            inside[place.end()] = _IN_OFFICE
    return [0.0, *(inside[p] for p in at[1:-1]), 0.0]


def _inside(text: str, names: list[Span], fits: Callable[[Span], bool]) -> list[float]:
    """The price at every place inside what belongs together."""
    inside = [0.0] * (len(text) + 1)
    kept = chain(
        ((span, span, _OFFICE) for span in issuers(text)),
        ((found.span(), found.span(), _OFFICE) for found in _ROUTES.finditer(text)),
        ((span, span, _INSIDE_NAME) for span in names),
        ((found.span(), found.span(), _INSIDE_NAME) for found in _DOTTED.finditer(text)),
        ((found.span(), found.span(), _CLOSE) for found in _SHORT_QUOTE.finditer(text)),
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
    beside = dict(zip(edges[1:], zip(
        ["", *parts], parts, parts[1:], [*parts[2:], ""], strict=False), strict=False))
    for p in range(1, len(text)):
        doubt = (words.doubt[p] + _UNSURE) / (2 * _UNSURE)
        price = _INSIDE_WORD * min(1.0, max(0.0, doubt))
        if p in beside:
            price += _beside(*beside[p], lone)
            if text[p] == "（" and not _LAST.search(text, p):
                price += _LONE
        yield p, price


def _beside(before: str, left: str, right: str, after: str, lone: float) -> float:
    """The price between `left` and `right`; `lone` beside a word of a single character."""
    if right in _NEVER_FIRST or left == "关于" or right == "\u3000":
        return _FORBIDDEN
    if left in _OPENING and lone:       # a break in a long quotation is better
        return _FORBIDDEN
    if left in _NEVER_LAST or left[-1] == "—" or (left == "等" and right[0] in _NUMERALS):
        return _LONE
    if len(right) == 1 and right.isalnum() and right not in _FIRST:
        return lone
    if left in "”等" and right in _NAMED_AFTER:
        return _LONE
    if left in _CLOSING or right in _FIRST or not (left[-1].isalnum() and right[0].isalnum()):
        return 0.0
    if left[-1].isascii() or (left[0] == "第" and not left.endswith(_COUNTED)):
        return _LONE                    # PPP项目, 12345热线, 第三次会议
    if len(left) == 1:
        return lone
    return _two(before, left, right, after)


def _two(before: str, left: str, right: str, after: str) -> float:
    """The price between two words of several characters."""
    if before == "以" or _one_term(left, right):
        return _CLOSE
    if right.endswith(_DATED) or left.endswith(_DATED) \
            or (len(left) > 2 and left.endswith(_PLACED)) \
            or (left in _VERBS and before in {"关于", ""}) \
            or (right in _BEGINNING and after not in _NAMED_AFTER):
        return _EASY
    return _PAIR if len(left + right) < 6 else _PLAIN


def _one_term(left: str, right: str) -> bool:
    """Whether two words are likely one term: 重大|活动, 三年|行动, 有力|有效, 石门|水库."""
    return (
        left in _CLOSELY or left.endswith(_CLOSE_ENDS) or right in _TIED or right[-1] == "奖"
        or (left[0] in _HAN_NUMERALS and left[-1] == "年")
        or (right[0].isdigit() and "年" not in right)
        or (len(left) < 4 and right in SUFFIXES)
        or (len(left) == len(right) == 2 and (left[0] == right[0] or left[1] == right[1]))
    )
