"""The heads of an office's table: what a column holds, in which unit, of which period.

A head of two or three rows is read from the top down: 工业 | 产值（万元） | 1—10月 | 同比（%）.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

from reportgen.document.tidy import is_full
from reportgen.excel.cells import TO_FILL
from reportgen.facts.amount import NOTHING, Units, parse_amounts
from reportgen.facts.amount_errors import AmountError
from reportgen.facts.model import Period
from reportgen.facts.period import parse_period
from reportgen.facts.unit_table import RATES
from reportgen.frozen import frozen
from reportgen.patterns import late
from reportgen.sources.table import Cell

# What a column may hold of a thing, by what its head says; 同比 and 环比 are keys of a fact.
VALUE, CHANGES = "数值", ("同比", "环比")
LAST_YEAR, PLAN, DONE = "上年同期", "计划", "完成率"
_MEASURES = {
    VALUE: "数值 总量 绝对数 绝对值 绝对额 绝对量 实绩 实际 实际数 完成 完成数 完成额 实际完成 本期"
           " 本期数 数量 总额 指标值 执行 执行数 实际执行 决算 决算数",
    LAST_YEAR: "同期 同期数 上年同期 去年同期 上年同期数 去年同期数 上年同期值",
    PLAN: "计划 全年计划 年度计划 计划数 目标 目标数 年度目标 全年目标 目标任务 任务 任务数"
          " 预算 预算数 年初预算 年初预算数 全年预算 年度任务 全年任务",
    DONE: "完成率 完成计划 占计划 完成比例 完成进度 完成年计划 占全年计划 完成全年计划"
          " 完成年度计划 为预算 为年初预算 占年初预算"
          " 占全年预算 完成年初预算 完成预算 占预算 完成预算比例 预算执行率"
          " 完成目标 完成年度目标 完成全年目标"
          " 占年度计划 完成任务",
}
_GROWN = ("", "增长", "增速", "增减", "增幅", "增长率", "升降", "变化", "变动", "增减率", "变化率",
          "变动率", "增减幅度", "增长速度")
_EARLIER = {
    CHANGES[0]: "上年 去年 同期 上年同期 去年同期 上年同月 去年同月",
    CHANGES[1]: "上月 上期 上季 上季度",
}
MEASURES = {word: kind for kind, words in _MEASURES.items() for word in words.split()} | {
    start + grown: kind for kind, words in _EARLIER.items() for grown in _GROWN
    for start in (kind, *(than + word for word in words.split() for than in "比较"))}
UNCLEAR = frozenset(["增长", "增速", "增幅", "增长率", "增减", "增长速度", "增减幅度"])
INDEX, UNIT = ("序号", "行次", "编码", "代码"), frozenset(["单位", "计量单位"])
NOTE = frozenset(["备注", "说明"])
INDICATORS = frozenset(["指标", "指标名称", "主要指标", "经济指标", "统计指标", "项目", "名称",
                        "内容"])
TOTALS = frozenset(["合计", "总计", "总数", *(f"全{place}" for place in "国省州市县区旗镇乡村")])
RANK = late("名次|位次|排名|排位|位序")
BESIDE = late("位次|占比|(?:占.{0,4})?比[重例]")     # of what is to its left
_PERIODS = {
    **{f"{word}月{more}": f"{at}月" for more in ("", "份") for at, word in enumerate(
        (*"一二三四五六七八九十", "十一", "十二"), 1)},
    **dict.fromkeys(["本月数", "当月数", "本月值", "本月完成"], "本月"),
    **dict.fromkeys(["累计数", "累计值", "本月止累计", "自年初累计", "累计完成", "年初至今累计",
                     "本年累计数", "本年累计", "今年累计"], "累计"),
}
_BEFORE = {"上年同期累计": "累计", "去年同期累计": "累计", "上年累计": "累计", "去年累计": "累计",
           "上年同月": "本月", "去年同月": "本月"}      # 上年同期, and of which period
# A part of something, a mark of it, a change of it: no unit in the corner is meant for these, and
# no growth for the last.
RATE = late("(?:率|比重|占比|比例|增速|增幅|增长|同比|环比)$")
MARK = late("指数$|位次$|名次$|排名$|系数$|=100")
MEAN = late("平均|均价|单价|单产|[人户亩地]均|密度|浓度")      # no sum of its parts
BEFORE = late("上[期月季年]|去年|前期|[期年]初")
CHANGE = late("同比|环比|比|较|占|增减")
# a period that begins with the year
SUM = late("累计|今年以来|前[^前]*月|[-—–－~～至到]")
BLANK = NOTHING | {""}
_BRACKETS = late(r"[（(]([^（）()]*)[）)]$")
_PERCENT = late(r"[±+＋\-−－、/增减]*[%％]")
_SIGNED = late(r"[（(]?[±+＋\-−－、/]+[%％][）)]?")     # alone it is 增减
_POINTS = "个百分点"
_SO_FAR = late("(上年|去年|)1月?[-—–－~～至到](?:本月|当月)(?:止|累计)*")
_SIGNS = "*＊※¹⁴⁵⁶⁷⁸⁹" + "".join(map(chr, range(0x2460, 0x2474)))   # of notes: ① to ⑳ too
_NOTE_NUMBER = late(r"(?:[\[［]\d{1,4}[\]］]|[（(]注\d{0,2}[）)])\Z")   # the mark of a note: [1]
_MONTH = late(r"((?:19|20)\d\d)(0[1-9]|1[0-2])")
_ANY = Period("2000年12月", 2000, 12, date(2000, 12, 1), date(2000, 12, 31))
_YEAR = late(r"(?:19|20)\d\d年")
_SPACE = late(r"\s+")
_NUMBERED = late(r"^(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十\d]+[）)]"
                 r"|\d{1,2}[.．、](?!\d))\s*")
_PART = late(r"^(?:其中[:：]?|[#＃])\s*")


@frozen
class Head:
    """What the head of a column says: measure, indicator, unit, period, as written."""

    at: int
    measure: str
    name: str
    unit: str
    period: str
    cell: Cell

    @property
    def plain(self) -> bool:
        """Whether it names no indicator: a period, a measure."""
        return not self.name

    @property
    def is_value(self) -> bool:
        """Whether it holds values themselves, no growth and no plan of them."""
        return self.measure == VALUE

    @property
    def is_growth(self) -> bool:
        """Whether it holds a growth, 同比 or 环比."""
        return self.measure in CHANGES

    @property
    def is_sum(self) -> bool:
        """Whether its period begins with the year: 累计, 1—5月."""
        return SUM.search(self.period) is not None


def folded(text: str) -> str:
    """A name or head on one line: 粮食\\n产量 is 粮食产量, 合　计 is 合计."""
    def gap(found: re.Match[str]) -> str:
        before, after = text[found.start() - 1 : found.start()], text[found.end() : found.end() + 1]
        return "" if is_full(before) or is_full(after) or "\n" in found[0] else " "

    return _SPACE.sub(gap, text.strip())


def numbered(text: str) -> str:
    """The number before the name of a row: 一、, （二）, 1.; "" for none."""
    found = _NUMBERED.match(text)
    return found[0] if found else ""


def label(text: str) -> tuple[str, bool]:
    """The name of a row without its number (一、, 1.), and whether it is a part (其中：)."""
    name = _NUMBERED.sub("", folded(text))
    name = unmarked(name)
    rest = _PART.sub("", name)
    return (rest or name), rest != name and bool(rest)


def unmarked(name: str) -> str:
    """A name without the marks of notes behind it; one that is nothing else stays."""
    bare = name.rstrip(_SIGNS)
    while found := _NOTE_NUMBER.search(bare[-6:]):
        bare = bare[: len(bare) - len(found.group())].rstrip(_SIGNS)
    return bare or name


def is_part(text: str) -> bool:
    """Whether a head says that its column is part of another: 其中：轻工业, or 其中 above it."""
    return bool(_PART.match(folded(text)))


def unit_of(text: str, units: Units) -> str:
    """The unit a text names: 万元, %, 元/吨; "" for none."""
    if _PERCENT.fullmatch(text):
        return "%"
    if text == _POINTS[1:]:
        return _POINTS
    try:
        amounts = parse_amounts("1" + text, units)
    except AmountError:
        return ""
    amount = amounts[0]
    plain = amount.full_unit if amount.digits == "1" and not amount.approximation else ""
    return plain if len(amounts) == 1 else ""


def in_brackets(text: str, units: Units) -> tuple[str, str]:
    """A head without the unit in its brackets, and the unit: 产值（万元）; 同比（±%）."""
    if (found := _BRACKETS.search(text)) and (unit := unit_of(
            folded(found[1]).removeprefix("单位：").removeprefix("单位:"), units)):
        return text[: found.start()].rstrip(), unit
    for sign in ("%", "％", _POINTS, _POINTS[1:]):
        if text.endswith(sign) and len(text) > len(sign):
            return text.removesuffix(sign).rstrip("±+-/"), unit_of(sign, units)
    return text, ""


def corner_units(text: str, units: Units) -> list[str]:
    """The units a corner or a title names: 万元、% ; none where a word of it is no unit."""
    found = [unit_of(folded(each), units) for each in re.split(r"[、，,；;]", text)]
    return found if all(found) else []


def period_of(text: str, base: Period | None) -> str:
    """The period a head names, as written; "" for none. 本月 is one even where `base` has none."""
    if month := _MONTH.fullmatch(text):      # 202401
        return f"{month[1]}年{int(month[2])}月"
    text = _PERIODS.get(text, text)
    if MEASURES.get(text) is None and text not in UNIT and (
            parse_period(text, base) or parse_period(text, _ANY)):
        return text
    return ""


def read_head(at: int, cells: Sequence[Cell], units: Units, base: Period | None) -> Head:
    """The head of a column from its cells, top down."""
    measure, unit, period = VALUE, "", ""
    names: list[str] = []
    for cell in cells:
        text, found = in_brackets(unmarked(folded(cell.text)), units)
        text, unit = unmarked(text), found or unit
        if when := _bracketed_period(text, base):
            text, period = when
        if not text:
            continue
        if so_far := _SO_FAR.fullmatch(text):      # 1—本月
            text = "上年累计" * bool(so_far[1]) or "累计"
        text = _usual(text, base)
        apart, text = _apart(text, base)
        period = apart or period
        if text in _BEFORE:
            measure, period = LAST_YEAR, _BEFORE[text]
        elif text in MEASURES and MEASURES[text] in CHANGES and found and found not in RATES:
            names.append(text)      # 比上年同期增减（万元）: an amount, no growth
        elif text in MEASURES:
            measure = MEASURES[text] if MEASURES[text] != VALUE else \
                DONE if text.startswith("完成") and found in RATES else measure
        elif when_read := period_of(text, base):
            period, before = _together(period, when_read, base)
            measure = LAST_YEAR if before and measure == VALUE else measure
        elif alone := unit_of(text, units) if names or period or len(cells) > 1 else "":
            unit = alone
        else:
            names.append(_PART.sub("", _NUMBERED.sub("", text)))
    if measure in {*CHANGES, DONE} and unit not in RATES:      # of what stands above it
        unit = ""
    if RANK.search(cells[-1].text):      # 产值（万元） | 排名
        unit = ""
    if not names and measure == VALUE and _SIGNED.fullmatch(folded(cells[-1].text)):
        names = ["增减"]
    name = "".join(dict.fromkeys(names))
    return Head(at, measure, name, unit, period or _begins(name, base), cells[-1])


def _usual(text: str, base: Period | None) -> str:
    """A growth that names both periods, in the usual words: 2024年比2023年增长 is 比上年增长."""
    if base is None or not base.year:
        return text
    text = re.sub(rf"^(?:{base.year}年)?(?:{base.month}月)?[比较](?:{base.year - 1}年|[上去]年)"
                  rf"(?:{base.month}月)?", "比上年", text)
    return re.sub(rf"^[比较]{base.month - 1}月", "比上月", text) if base.month > 1 else text


def _together(first: str, then: str, base: Period | None) -> tuple[str, bool]:
    """2023年 above 6月 is 2023年6月; above 累计 it is 上年同期 of that, where 2024 is this year."""
    if base is not None and first:
        ago = {"本年": 0, "今年": 0, "上年": 1, "去年": 1}
        first, then = (f"{base.year - ago[each]}年" if each in ago else each
                       for each in (first, then))
    year, when = (first, then) if _YEAR.fullmatch(first) else (then, first)
    if not _YEAR.fullmatch(year) or not when or _YEAR.match(when):
        return then, False
    if parse_period(year + when, base):
        return year + when, False
    this = base.year if base is not None else 0
    return when if int(year[:4]) in {this, this - 1} else year + when, int(year[:4]) == this - 1


def _begins(name: str, base: Period | None) -> str:
    """The period with which a name begins: 5月产值 is of 5月, whatever the table is of."""
    return next((when for cut in range(len(name) - 1, 1, -1)
                 if (when := LAST_YEAR if MEASURES.get(name[:cut]) == LAST_YEAR
                     else period_of(name[:cut], base))), "")


def _apart(text: str, base: Period | None) -> tuple[str, str]:
    """A period before a measure, and the measure: 累计同比, 1—5月完成; "" and `text` for others."""
    if text not in MEASURES and not period_of(text, base):
        for cut in range(1, len(text)):
            if (text[cut:] in MEASURES or text[cut:] in UNCLEAR) \
                    and (when := period_of(text[:cut], base)):
                return when, text[cut:]
    return "", text


def _bracketed_period(text: str, base: Period | None) -> tuple[str, str] | None:
    """产值（1—10月）: name and period."""
    found = _BRACKETS.search(text)
    when = period_of(folded(found[1]), base) if found else ""
    return (text[: found.start()], when) if found and when else None


def is_value(text: str, units: Units) -> bool:
    """Whether a cell of a table holds a value, a growth, or a mark for none; no head does."""
    if text in BLANK:
        return False
    if text.startswith(TO_FILL):
        return True
    if re.fullmatch(r"-?[\d,]+(?:\.\d+)?%?", text):
        return True
    if re.match(r"[↑↓▲▼△▽+＋增降升]?[增减下上提]?[长升降少高]?\s*-?[\d.,]+", text) is None:
        return False
    if period_of(text, None):
        return False
    try:
        parse_amounts(re.sub(r"^[^\d-]+", "", text), units)
    except AmountError:
        return False
    return True


def distinct(cells: Iterable[Cell]) -> list[Cell]:
    """The cells of a row that hold something, a merged one once."""
    return list({id(cell): cell for cell in cells if cell.text}.values())
