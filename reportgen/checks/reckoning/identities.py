"""What must be equal in a sentence: a sum and its parts, an end and what was added and taken."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from reportgen.checks.reckoning.amounts import Reading, small
from reportgen.checks.reckoning.roles import Role, Told
from reportgen.checks.reckoning.ties import AREAS, Sentence
from reportgen.diagnostics import Sink
from reportgen.facts import numerals
from reportgen.facts.amount_text import decimal_text, told_like
from reportgen.facts.bounds import Bounds, slipped, total
from reportgen.facts.model import EXACT
from reportgen.facts.numerals import LETTERS
from reportgen.facts.unit_table import RATES
from reportgen.patterns import late

# An end, what is added up to it, what is taken off; all that a sentence tells of the unit.
_BALANCES = tuple(tuple(map(late, row)) for row in (
    (r"(?:期末|年末|月末|尚|当前|目前)?(?:未结|在办|结存|余额|存量|未办结|库存|(?:滚存)?结余)",
     r"(?:上年|上期|上月|期初|年初|月初)(?:结转|旧存|余额|结存|结余|存量|库存)?",
     r"(?:本年|本期|本月|当年|当月|全年)?(?:新收|新增|增加|收入|入库|购入|受理)",
     r"(?:本年|本期|本月|当年|当月|全年)?(?:办结|减少|支出|出库|审结|已结|销售)"),
    ("(?:收支|当年|本年|当期|本期|年度)?结余", "(?:总|全年|当年|本年|本期)?收入", "",
     "(?:总|全年|当年|本年|本期)?支出"),
    ("请假|缺席|缺勤|未到|未到会", "(?:会议)?应到(?:会)?(?:代表|人员|委员|人数)?", "",
     "实到(?:会)?(?:代表|人员|委员|人数)?|实际到会"),
))
_REST = late("(?:其余|剩余|余下|还剩|剩下|尚余|(?P<some>尚有|还有))(?![^，]*[较比])")
_LOOKED_AT = 8          # amounts before one
_TAKEN = late("(?!受理|新收|收到|接[到收])")
_FILLED = late("已|共|为|是|约|达到?|了|累计|实现|完成|[：:]")
_SUM = late("(?P<all>全[县市区镇乡村])?(?:(?P<many>[两二三四五六七八九十])"
            "(?:镇|村|者|项|地|县|乡))?(?:合计|共计|总计|总共|一共|共|(?P<so_far>累计)"
            "|总(?:人口|数|量|额|户数|人数))(?P<verb>[^，。；：、（）\\d]{0,8})\\Z")
_PAIRS = (("男", "女"), ("城镇", "农村"), ("城镇", "乡村"), ("公办", "民办"), ("进口", "出口"))
_NO_LIST = late("其中|等|分别|同时|另|累计|上年|去年|同期|计划|目标|平均|人均|每|[比较]")
_TIMED = frozenset(("天", "小时", "分钟"))      # nobody rounds the few of a list
_SINCE = late("[\\d年月日季周今本当]")      # 累计 may be of more than what is listed
_MONTHS = late(r"(?P<all>(?P<a>\d{1,2})(?:[—–~～\-至](?P<b>\d{1,2}))?月份?"
               r"|前(?P<n>\d{1,2}|[两三四五六七八九十])个月"
               r"|第?(?P<name>上半年|下半年|全年|[一二三四]季度|前三季度))(?:共|合计|累计)?")
_NAMES = {"上半年": (1, 6), "下半年": (7, 12), "全年": (1, 12), "一季度": (1, 3), "二季度": (4, 6),
          "三季度": (7, 9), "四季度": (10, 12), "前三季度": (1, 9)}
_LEVELS = late("率|均|余额|存量|户数|人口|上年|去年|同期|\\d年|其中|末|底|[比较]|计划|目标")
_RANKS = late(r"由第(?P<a>\d{1,3})[位名](?:升|上升|前移|提升|降|下降|后退|退)?[至到为]"
              r"第(?P<b>\d{1,3})[位名]，?"
              r"(?:前移|上升|提升|前进|下降|后退|后移|下滑)了?(?P<by>\d{1,3})(?:个?位次?|名)")
_RATIO = late(r"城乡(?:居民)?(?:人均)?(?:可支配)?收入(?:之)?比(?:值)?(?:为|是|达到?)?"
              r"(?P<by>\d(?:\.\d{1,3})?)\s?[:：∶]\s?1(?!\d)")
_LESS = Decimal("0.9")         # areas are told roughly
_AGAIN = late("[，（](?:折|约)?合(?:为|计)?约?|[，（]即|，也就是|（")
_HALVES = (Decimal(1), Decimal(2), Decimal("0.5"))
_SIZES = (AREAS, {"斤": Decimal("0.5"), "公斤": Decimal(1), "吨": Decimal(1000)},
          {"米": Decimal(1), "公里": Decimal(1000), "千米": Decimal(1000)})


def written(parts: Sequence[Reading]) -> str:
    """The sum of the printed numbers, in the unit of the first."""
    return told_like(sum((each.amount.value for each in parts), Decimal(0)), parts[0].amount)


def identities(sentence: Sentence, sink: Sink) -> None:
    """E0455 sums and balances, E0440 ranks, E0454 a ratio, E0451 one area told twice."""
    passage, readings, text = sentence.passage, sentence.readings, sentence.text
    for whole, plus, minus in (*_sums(readings), *_balances(readings), *_times(readings),
                               *_rests(sentence.all)):
        right = total(each.bounds for each in plus) - total(each.bounds for each in minus)
        exact = whole.unit in _TIMED and all(small(one.amount) for one in (whole, *plus, *minus))
        if not right.meets(whole.bounds) or (exact and right.middle != whole.bounds.middle):
            value = sum((one.amount.value for one in plus), Decimal(0)) - sum(
                (one.amount.value for one in minus), Decimal(0))
            added = told_like(value, whole.amount)
            sink.error("E0455", f"照前后各数算是{added}，不是“{whole.text}”", sentence.place(whole),
                       "核对各数和合计", related=sentence.here((*plus, *minus)))
    for start, end, told, reckoned, code in (*_ranks(text), *_ratios(readings, text)):
        sink.error(code, f"“{told}”和句里的数对不上，算出来是{reckoned}",
                   passage.place(sentence.start + start, sentence.start + end), "核对这几个数")
    for whole, each in pairwise(readings):
        factor = _factor(whole, each) if _AGAIN.fullmatch(each.lead) \
            and passage.text[each.end : each.end + 1] in (
                "）" if each.lead == "（" else "，。；、）") else None
        if factor is not None and _twice(whole.bounds.times(factor), each):
            again = told_like(EXACT.multiply(whole.amount.value, factor), each.amount)
            sink.error("E0451", f"“{whole.text}”折合{again}，不是“{each.text}”",
                       sentence.place(each), "核对单位", related=sentence.here([whole]))


def _factor(whole: Reading, each: Reading) -> Decimal | None:
    """How much of the second unit one of the first is; None where both are told in one unit."""
    if whole.amount.full_unit == each.amount.full_unit:
        return None
    if whole.unit == each.unit:
        return Decimal(1)
    sizes = next((sizes for sizes in _SIZES if {whole.unit, each.unit} <= sizes.keys()), None)
    return EXACT.divide(sizes[whole.unit], sizes[each.unit]) if sizes else None


def _twice(right: Bounds, each: Reading) -> bool:
    """Whether what is told again is certainly not the same: by a unit, or 斤 taken for 公斤."""
    if each.unit in AREAS:
        wide = Bounds(each.bounds.low * _LESS, EXACT.divide(each.bounds.high, _LESS))
        return not right.meets(wide) and ("合" in each.lead or slipped(right, wide, 0))
    return not right.meets(each.bounds) and any(
        slipped(right.times(times), each.bounds, 0) or right.times(times).meets(each.bounds)
        for times in _HALVES)


_Equal = tuple[Reading, Sequence[Reading], Sequence[Reading]]      # a whole, what is added, taken


def _sums(readings: Sequence[Reading]) -> Iterator[_Equal]:
    """甲6家、乙7家，合计13家: all that stands before it, of its unit."""
    for at, whole in enumerate(readings):
        found = _SUM.search(whole.near)
        if found is None or found.start() or whole.lead[:1] != "，" \
                or not whole.unit or whole.unit in RATES:
            continue
        parts = [each for each in readings[:at]
                 if each.unit == whole.unit or each.text[0] not in LETTERS]      # 三个村
        if len(parts) < 2 or any(each.unit != whole.unit for each in parts) \
                or any(_NO_LIST.search(each.lead.replace("分别", "")) for each in parts) \
                or any(each.lead.count("，") > 1 or len(each.lead) > 24 for each in parts[1:]):
            continue
        names = [each.near for each in parts]
        pair = len(names) == 2 and any(
            one in names[a] and other in names[1 - a] for one, other in _PAIRS for a in (0, 1))
        verb = found["verb"]
        many = numerals.value(found["many"]) if found["many"] else len(parts)
        if (pair and (not verb or verb[0] == "有")) or (
                many == len(parts) and not found["all"] and not found[0].startswith("总")
                and all(each.lead[:1] in {"、", "和"} for each in parts[1:])
                and (not verb or found[0].startswith("合计") or verb in names[0])
                and (not found["so_far"] or ("分别" in parts[0].lead and not _SINCE.search(
                    readings[0].lead + parts[0].lead)))):
            yield whole, parts, ()


def _balances(readings: Sequence[Reading]) -> Iterator[_Equal]:
    """上年结转32件，新收410件，办结398件，未结44件; 收入, 支出, 结余."""
    for result, *operands in _BALANCES:
        ends = [at for at, each in enumerate(readings) if _named(result, each)]
        if len(ends) != 1:
            continue
        whole = readings[ends[0]]
        of = [each for each in readings if each.unit == whole.unit]
        found = [[each for each in of if pattern.pattern and _named(pattern, each)]
                 for pattern in operands]
        wanted = [1 if pattern.pattern else 0 for pattern in operands]
        if [len(each) for each in found] == wanted and len(of) == sum(wanted) + 1 \
                and of[-1] is whole and not any("其中" in each.lead for each in of):
            yield whole, found[0] + found[1], found[2]


def _rests(told: Sequence[Told]) -> Iterator[_Equal]:
    """规划1200套，已竣工780套，其余420套: what is left; 尚有310套 may be less than that."""
    for at, each in enumerate(told):
        if (found := _REST.match(each.reading.near)) is None:
            continue
        of = [one for one in told[max(at - _LOOKED_AT, 0) : at]
              if one.reading.unit == each.reading.unit]
        if len(of) < 2 or any(one.role is not Role.VALUE for one in of[1:]) \
                or of[0].role not in {Role.VALUE, Role.PLAN} or (len(of) > 2 and not all(
                    one.reading.lead[:1] in "、和" for one in of[2:])):
            continue
        whole, *taken = (one.reading for one in of)
        left = whole.bounds - total(one.bounds for one in taken)
        if not found["some"] or (left.high < each.reading.bounds.low and _TAKEN.match(whole.near)):
            yield each.reading, (whole,), taken


def _named(pattern: re.Pattern[str], each: Reading) -> bool:
    return pattern.fullmatch(_FILLED.sub("", each.near)) is not None


def _times(readings: Sequence[Reading]) -> Iterator[_Equal]:
    """1—9月1.8万亩，10月0.3万亩，1—10月2.1万亩: two times that make up the third."""
    dated = [(when, each, noun) for each in readings if each.unit and each.unit not in RATES
             for when, noun in _when(each)]
    of = [each for each in readings if each.unit not in RATES]
    nouns = {noun for _, _, noun in dated} - {""}
    if len(dated) != 3 or len(of) != 3 or len({each.unit for each in of}) > 1 or len(nouns) > 1 \
            or any(_LEVELS.search(each.near) for each in of):
        return
    for whole in dated:
        first, second = sorted((one for one in dated if one is not whole), key=lambda one: one[0])
        if first[0][1] + 1 == second[0][0] and (first[0][0], second[0][1]) == whole[0]:
            yield whole[1], (first[1], second[1]), ()


def _when(each: Reading) -> Iterator[tuple[tuple[int, int], str]]:
    found = _MONTHS.match(each.near)
    if found is None:
        return
    noun = _FILLED.sub("", each.near[found.end() :])
    if found["name"]:
        yield _NAMES[found["name"]], noun
    elif many := found["n"]:
        yield (1, numerals.count(many)), noun
    else:
        yield (int(found["a"]), int(found["b"] or found["a"])), noun


_Wrong = Iterator[tuple[int, int, str, str, str]]


def _ranks(text: str) -> _Wrong:
    """由第8位升至第4位，前移5位."""
    for found in _RANKS.finditer(text):
        right = abs(int(found["a"]) - int(found["b"]))
        if right != int(found["by"]):
            yield *found.span("by"), found["by"], str(right), "E0440"


def _ratios(readings: Sequence[Reading], text: str) -> _Wrong:
    """城镇居民收入…，农村居民收入…，城乡收入比为1.78：1."""
    found = _RATIO.search(text)
    of = {word: [each for each in readings if each.unit == "元" and word in each.near
                 and "收入" in each.near] for word in ("城镇", "农村")}
    if found is None or any(len(each) != 1 for each in of.values()):
        return
    right = of["城镇"][0].bounds.over(of["农村"][0].bounds)
    told = Decimal(found["by"])
    if right is not None and not right.meets(Bounds.printed(told)):
        yield *found.span("by"), found["by"], decimal_text(right.low.quantize(told)), "E0454"
