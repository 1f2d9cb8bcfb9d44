"""Turns of phrase that tell a number wrongly, a row each.

The group `bad` of a pattern is what is told, else the whole match. `new` makes the right words of
it; "" where only the writer knows them.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from reportgen.checks.prose import UNITS
from reportgen.checks.wording.grammar import (
    ABOUT,
    CHANGE,
    DOWN,
    ENDS,
    LINK,
    MINUS,
    NUMBER,
    OPPOSITE,
    PER_CENT,
    RATE,
    THEN,
    UP,
    number,
    points,
)
from reportgen.frozen import frozen
from reportgen.patterns import late

New = Callable[[re.Match[str]], str]


def _unknown(_hit: re.Match[str]) -> str:
    return ""


@frozen
class Phrase:
    """One wrong turn of phrase; nowhere without one of the words `signs`.

    `advice` is said where there is no `new`, or where a fact's number stands in it. `certain`:
    `new` is what was meant, whoever wrote it. `wrong` looks at what a pattern cannot.
    """

    code: str
    signs: tuple[str, ...]
    pattern: re.Pattern[str]
    message: str
    advice: str
    new: New = _unknown
    certain: bool = False
    wrong: Callable[[re.Match[str]], bool] = lambda _hit: True


def _row(
    code: str, signs: str, pattern: str, message: str, advice: str, *, new: New = _unknown,
    certain: bool = False, wrong: Callable[[re.Match[str]], bool] = lambda _hit: True,
) -> Phrase:
    return Phrase(code, tuple(signs.split()), late(pattern), message, advice, new, certain, wrong)


def bad(hit: re.Match[str]) -> str:
    """What of a match is told."""
    return hit[_group(hit)]


def place(hit: re.Match[str]) -> tuple[int, int]:
    """Where it stands."""
    return hit.span(_group(hit))


def _group(hit: re.Match[str]) -> str | int:
    return "bad" if "bad" in hit.re.groupindex else 0


def _points(hit: re.Match[str]) -> str:
    return points(bad(hit))


def _fallen(hit: re.Match[str]) -> str:
    """增长-3.2% is 下降3.2%; what 下降-1% means only the writer knows."""
    verb = hit["verb"]
    return bad(hit).replace(verb, OPPOSITE[verb]).replace(hit["minus"], "") \
        if verb in OPPOSITE else ""


def _against_its_verb(hit: re.Match[str]) -> bool:
    """由5.2%上升到3.1%: units alike, and a verb that can be said of the two numbers."""
    low, high, unit = number(hit["low"]), number(hit["high"]), hit["unit"]
    clause, rest = _clause(hit), hit["rest"]
    if not rest.startswith(unit) or (not unit and rest and rest[0] not in "%％‰"):
        return False
    if _RANKED.search(clause) or ("标准" in clause and "元" not in unit):
        return False
    if min(low, high) < 0 and hit["verb"] in _SIZES:      # 由-3%扩大到-5%
        return False
    return high < low if hit["up"] else high > low


def _of_a_quantity(hit: re.Match[str]) -> bool:
    """拉动投资增长2.1个百分点 is right: what is told is a part of a rate."""
    return not any(word in _clause(hit) for word in _PART)


def _signed(hit: re.Match[str]) -> bool:
    """Not 能力提升-3项举措, where the dash is none of the number."""
    return hit["verb"] != "提升" or hit.group()[-1] in "%％‰"


def _not_a_measure(hit: re.Match[str]) -> bool:
    """市盈率下降2倍 is right: it is measured in 倍."""
    return not _IN_TIMES.search(_clause(hit))


def _fell(hit: re.Match[str]) -> bool:
    """Not 以较快增速增长12%, which says how; nor 基准利率下调10%, a tenth of it."""
    before = hit.string[max(0, hit.start() - 16) : hit.start()]
    if hit.group()[0] in "增涨降跌" and _MANNER.search(before):
        return False
    return not (before[-1:] in ("利", "税") and number(hit["first"]) >= _SHARE)


def _clause(hit: re.Match[str]) -> str:
    """What is matched, from the beginning of its clause."""
    before = hit.string[max(0, hit.start() - 40) : hit.start()]
    return re.split("[，。；：]", before)[-1] + hit.group()


_SIZES = frozenset(["扩大", "收窄", "缩小", "缩减"])
_RANKED = late("排[名位]|名次|位[次列]|精度|误差")
_IN_TIMES = late("市[盈净]率|杠杆|倍[数率]|保障倍|流动比|速动比")
_MANNER = late("(?:以(?![上下内外来])|按(?!可比|不变|现价)|保持|呈)[^，。；：]{0,12}$")
_SHARE = 5          # % of a rate of interest, from which on a part of it may be meant
_PART = ("拉动", "带动", "贡献", "推动", "占", "率", "速", "幅", "比重")
_POINT_VERB = f"(?:{CHANGE}|(?<=[^最不])(?:高|低)出?|快|慢)"
_LIST = f"(?P<first>{NUMBER})(?:[～—~至到]{NUMBER})?[%％](?:[、和，]{PER_CENT}){{0,9}}"
_REACHED = f"(?:{CHANGE}|[升降增减])[到至]"
_FROM = f"(?:[由从][^，。；：、]{{0,8}}?{NUMBER}[%％])?"
# What a rate may do before the comma behind which it is told how it changed.
_STANDS = (f"(?:(?:[已约仅]?(?:为|达到?|是)|约|仅|超过?)?{NUMBER}[%％]"
           f"|{LINK}(?:{_FROM}{_REACHED}{NUMBER}[%％]|{CHANGE}))")
# Behind a comma it may be another thing that rose: 提高利用率，降低5%的能耗.
# Rates beside which nothing else may have fallen, as the taxes may have beside 税收完成率.
_SURELY = ("(?:失业|就业|合格|入学|覆盖|普及|化|参保|利用|达标|优良|满意|及格|办结|入住|空置|负债"
           "|不良|不良贷款)率")
_TIMES = "(?:[0-9][0-9.,]{0,9}|[一二两三四五六七八九十几数百]{1,3})(?:多|余)?倍(?!数|率)"
_SEVERAL = "(?:[1-9][0-9.]{0,5}|[二两三四五六七八九十])倍(?!数|率)"
_AMOUNTS = ("(?:收入|产值|总值|增加值|投资|总额|产量|销量|销售额|零售额|人数|户数|面积|利润|税收"
            "|(?:出口|进口|成交|交易|营业)额|支出|存款|贷款|[用发]电量|[客货][流运]量|人次)")
_TIME = ("(?:目前|当前|现在|今[年日]|昨[日天]|[上本]月|上年|去年|年底|月底|[上下]半年"
         "|[一二三四]季度|[0-9一二三四五六七八九十]{1,4}[年月日]|[上中下]旬|发稿|记者)")
_OURS = "|".join(f"{every}{place}" for every in "全我" for place in "省市县区乡镇村")
_START = f"(?:^|(?<=[，。；：、（“\n])|(?<=数据|统计|资料|{_OURS}))"
_OF_A_PLAN = "(?!的?(?:目标|任务|计划|预算|指标|预期|控制|考核|工作|预计|总目标))"
_NOT_ABOUT = "(?<![节公条制签合违预婚集简履特践])"
_DIFFER = "率、占比、增速的升降不说百分之几，说几个百分点"
ASK = "核对来源：事实里写“个百分点”；印升降用形式 同比句，测算的用 点差句"
_LESS = "写成减少百分之几，或减少到几分之几"

PHRASES: tuple[Phrase, ...] = (
    _row("E0420", "% ％",
         f"{RATE}(?:（[^（）]{{1,15}}）)?[”》]?{LINK}{_FROM}"
         f"(?P<bad>{_POINT_VERB}了?{ABOUT}{_LIST}(?!个?百分点))", _DIFFER, ASK, new=_points,
         wrong=_fell),
    _row("E0420", "% ％",
         f"{RATE}{_STANDS}{THEN}", _DIFFER, ASK, new=_points),
    _row("E0420", "% ％",
         f"(?:{RATE}{LINK}{_FROM}{_REACHED}{NUMBER}[%％]|{_SURELY}{_STANDS})，{LINK}"
         f"(?P<bad>(?:下降|增加|减少)了?{ABOUT}{PER_CENT}){ENDS}", _DIFFER, ASK, new=_points),
    _row("E0420", "% ％", f"{NUMBER}[%％]个?百分点", "百分号和“个百分点”只要一个",
         "事实的单位只写一个", new=_points),
    _row("E0421", "- − －",
         f"(?P<bad>(?P<verb>{UP}|{DOWN})了?{ABOUT}(?P<minus>[ \u3000]?{MINUS}){NUMBER}"
         "(?:[%％‰]|[万亿]?(?:元|吨|亩|户|家|人|[起件个项处次宗辆台套天头斤]|公[里顷斤])|[万亿倍]|百分点|位))(?![～—~至到])",
         "动词和负号说的不是一回事",
         "负号和“下降”一类的动词只要一个：核对是升是降；事实的增幅用形式 同比句，动词由数据定",
         new=_fallen, certain=True, wrong=_signed),
    _row("E0421", "- − －", f"(?:(?<![涨升增])[降跌减]幅|(?:{DOWN})幅度)"
         f"(?:为|是|达到?|约){{0,2}}(?P<bad>{MINUS}(?={NUMBER}[%％]))",
         "降幅前面又写了负号", "降幅写正数，核对是升是降"),
    _row("E0421", "由 从",
         rf"[由从][^，。；：由从]{{0,16}}?(?<![0-9A-Za-z.,第:：∶/])(?P<low>{MINUS}?{NUMBER})"
         r"(?P<unit>[%％‰]|(?![位名级等档年月日类星线期阶段:：∶/])[^，。；：、0-9]{0,6}?)"
         f"(?P<verb>(?P<up>{UP}|升|增|涨)|{DOWN}|降|减|缩|跌)(?:到|至|为)[^，。；：0-9第]{{0,8}}?"
         rf"(?P<high>{MINUS}?{NUMBER})(?![0-9.,]*[:：∶/])(?=(?P<rest>[^，。；：、0-9]{{0,6}}))",
         "动词和前后两个数说的不是一回事", "核对两个数和它们的次序，再改动词",
         wrong=_against_its_verb),
    _row("E0422", "倍", rf"(?:{DOWN}|便宜|减轻|缩水)(?:了近?|近|约|超过?|将近)?{_TIMES}",
         "减少的不说倍", _LESS, wrong=_not_a_measure),
    _row("E0422", "倍",
         f"(?:{DOWN}|[降减缩])(?:到|至|为)(?:原[来先有]?|上年|去年|以前|年初|之前)"
         f"[^，。；：、0-9]{{0,4}}{_SEVERAL}",
         "减少以后不会是原来的几倍", "核对是多了还是少了"),
    _row("E0422", "倍", f"比[^，。；：、]{{1,16}}(?<![降减缩])[少低小](?:了|近|约)?{_TIMES}",
         "减少的不说倍", _LESS),
    _row("W0423", "百分点", "(?:[0-9]|[一二两三四五六七八九十几半])百分点", "百分点前面少了“个”",
         "事实的单位写“个百分点”", new=lambda hit: f"{hit.group()[0]}个百分点", certain=True),
    _row("W0423", "百分比", "(?<=[0-9几])个百分比", "说的是百分点",
         "事实的单位写“个百分点”", new=lambda _hit: "个百分点", certain=True),
    _row("W0424", "同比",
         "(?:(?:[0-9]{4}年全年|(?:[0-9]{4}|(?<![比较])[上去]|上一)年度|(?:^|[，。；：、（]|上年|去年|今年|本年)全年)"
         f"{_OF_A_PLAN}[^。；月季半日]{{0,60}}?|(?:^|(?<=[。；]))(?:[0-9]{{4}}年"
         "(?:，|(?=[全我本][省市县区乡镇村]))[^，。；：月季半日节期周]{0,25}?"
         "|[去上]年(?:，|(?=全))[^。；：月季半日节期周今本]{0,40}?))(?P<bad>同比)",
         "全年的数和上年比，不说同比", "改用形式：同比句，全年的印比上年",
         new=lambda _hit: "比上年", certain=True),
    _row("W0427", "同比", "(?:比|较)(?:上年|去年)同?期?同比|同比(?:比|较)(?:上年|去年)同?期?",
         "比较的话说了两遍", "只留一处",
         new=lambda hit: hit.group().replace("同比", ""), certain=True),
    _row("W0425", "增长",
         rf"(?<!自然|机械)(?<![率负])(?P<bad>增长)了?{ABOUT}{NUMBER}[多余]?{UNITS}",
         "增长说的是百分之几，数量说增加", "数量说“增加”", new=lambda _hit: "增加", certain=True),
    _row("W0425", "增加",
         rf"(?<!每)(?P<bad>增加)了?{ABOUT}{PER_CENT}(?!(?:左右|以上|以内)?的|个?百分)",
         "百分之几说增长，增加说的是数量", "百分之几说“增长”",
         new=lambda _hit: "增长", certain=True),
    _row("W0426", "百分点",
         rf"{_AMOUNTS}{LINK}(?P<bad>(?:{UP}|{DOWN})了?{ABOUT}{NUMBER}个百分点)",
         "数量的增减说百分之几，不说百分点", "核对：是增速差几个百分点，写明增速",
         new=lambda hit: bad(hit).replace("个百分点", "%"), wrong=_of_a_quantity),
    _row("W0428", "截止", rf"{_START}(?P<bad>截止[到至]?)(?={_TIME})",
         "截止是到此为止，统计到某时用截至", "统计到某一时间说“截至”",
         new=lambda _hit: "截至", certain=True),
    _row("W0428", "截至", "(?<=[日底前时年])(?P<bad>截至)(?=[，。；）]|$)", "到此为止用截止",
         "到此为止说“截止”", new=lambda _hit: "截止", certain=True),
    _row("W0429", "约", rf"{_NOT_ABOUT}约(?P<bad>[0-9]{{3,15}}\.[0-9]{{2,8}})(?=[万亿元吨])",
         "写到了小数点后两位，不是约数", "删去“约”，或只写整数"),
)
