"""The units this program knows. A data file may declare more (单位: […]); none is ever guessed.

Units are put together as offices write them: 元/吨, 张/千人, 吨标准煤/万元, 元/人·月, μg/m³. What
stands below may have a multiplier; what stands above has it as part of the amount (3万吨/年).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from reportgen.document.tidy import unit_name

MONEY = ("元", "美元", "欧元", "港元")
COUNTS = (
    "人", "人次", "名", "位", "户", "户次", "家", "家次", "人天", "车次", "架次", "课时",
    "个", "个村", "个村居", "个项目", "个点位", "村", "所", "班", "组", "对",
    "处", "件", "笔", "份", "项", "次", "场", "场次", "起", "宗", "例", "批", "批次", "期",
    "台", "辆", "辆次", "艘", "套", "台套", "间", "座", "栋", "幢", "条", "根", "张", "本", "册",
    "篇", "块", "面", "支", "只", "头", "羽", "株", "棵", "盏",
)
LENGTHS = ("米", "公里", "人公里", "吨公里", "千米", "厘米", "毫米", "微米", "纳米", "里", "海里")
AREAS = ("平方米", "㎡", "平方公里", "平方千米", "平方厘米", "平方毫米", "公顷", "亩")
VOLUMES = ("立方米", "㎥", "立方厘米", "升", "毫升", "千升")
WEIGHTS = ("吨", "公斤", "千克", "克", "毫克", "微克", "斤", "担", "公担",
           "吨标准煤", "千克标准煤", "克标准煤", "吨标煤")
ENERGY = ("千瓦", "千瓦时", "度", "兆瓦", "瓦", "千伏安", "瓦时", "兆瓦时", "吉瓦", "吉瓦时",
          "伏", "千伏", "兆伏安", "安", "焦耳", "千焦", "兆焦", "吉焦", "帕", "千帕", "兆帕",
          "赫兹", "兆赫", "流明", "勒克斯")
SYMBOLS = (
    "m", "km", "cm", "mm", "μm", "nm", "m²", "km²", "cm²", "mm²", "hm²", "m³", "cm³", "ha",
    "kg", "g", "mg", "μg", "ng", "t", "tce", "kgce", "L", "mL", "μL", "l", "ml",
    "s", "min", "h", "d", "a",
    "W", "kW", "MW", "GW", "Wh", "kWh", "MWh", "GWh", "V", "kV", "A", "J", "kJ", "MJ", "GJ",
    "Pa", "kPa", "MPa", "Hz", "kHz", "MHz", "GHz", "dB", "mol", "mmol", "ppm", "lm", "lx",
    "KB", "MB", "GB", "TB", "PB", "Mbps", "Gbps",
)
TIMES = ("年", "个月", "月", "天", "日", "小时", "分钟", "秒", "个工作日", "周", "季度")
RATIOS = ("%", "‰", "个百分点", "个千分点", "倍", "成", "分", "分贝", "℃", "摄氏度", "级")

RATES = frozenset({"%", "‰", "个百分点", "倍"})     # what growth is told in
KNOWN = frozenset(
    MONEY + COUNTS + LENGTHS + AREAS + VOLUMES + WEIGHTS + ENERGY + SYMBOLS + TIMES + RATIOS
)

PLAIN = str.maketrans("／⋅・•µ", "/···μ")     # what is written for the signs of a unit
_POWERS = {f"{unit}{digit}": unit + power for unit in ("m", "km", "cm", "mm", "hm")
           for digit, power in (("2", "²"), ("3", "³"))}
_SIGNS = {"㎡": "m²", "㎥": "m³", "ug": "μg", "um": "μm", **_POWERS}
_TYPED = (*_POWERS, "ug", "um")     # as they are typed where no keyboard has the sign
_MULTIPLIER = "[十百千万亿]{0,2}"
_SIGNED = re.compile("|".join(sorted(_SIGNS, key=len, reverse=True)))
_NAMED = frozenset(unit for unit in (*_SIGNS, *_SIGNS.values()) if unit_name(unit) != unit)
_PARTS = re.compile("[/·()]")
_LOOSE = re.compile(r"[/·](?:\Z|[/·])")
_NO_UNIT = re.compile(r"[\d\s.,|{}%+<>*#。，、；：〃″-]|"
                      r"^[千百万亿零〇一二两三四五六七八九十余多]|左右|以[上下内]")
_OF_DIMENSION = (     # what makes one unit another: a slip in one of these is not a slip
    "平", "立", "²", "³", "毫", "微", "纳", "厘", "公", "千", "兆", "吉", "百", "时", "次",
    "标", "美", "欧", "港", "个", "天", "月", "年", "/", "·",
)


def adds(unit: str) -> bool:
    """Whether amounts in a unit may be added up: 万元, not %, 元/吨, ℃."""
    plain = unit.translate(PLAIN).replace("％", "%")
    return "/" not in plain and plain not in RATIOS


def unit_pattern(names: Iterable[str]) -> str:
    """A regular expression for units made of `names`: simple ones and compound ones."""
    spelled = {*names, *_TYPED}
    simple = "|".join(map(re.escape, sorted(spelled, key=lambda name: (-len(name), name))))
    # A symbol ends where its letters end: 5m is no beginning of 5min.
    one = f"(?:{simple})(?![A-Za-z])"
    return rf"(?:{one}(?:(?:·|[ ]?/[ ]?\(?){_MULTIPLIER}{one}\)?)*)"


@lru_cache(maxsize=1024)
def canonical(unit: str) -> str:
    """A unit as it is kept: ㎡ is 平方米, 元/㎡ is 元/平方米; among symbols m³ stays: μg/m³."""
    unit = unit.replace(" ", "")
    parts = _PARTS.split(unit)
    if any(_is_symbol(part) for part in parts if part not in _NAMED):
        return _SIGNED.sub(lambda found: _SIGNS[found.group()], unit)
    return "".join(map(unit_name, re.split(r"([/·()])", unit)))


def unknown_part(unit: str, names: Iterable[str]) -> str:
    """The part of a compound unit that is not known: 床 of 张/千床; the whole of a simple one."""
    known = {*names, *_TYPED}
    for part in map(str.strip, _PARTS.split(unit)):
        if part and part not in known and (bare := _bare(part)) not in known:
            return bare or part
    return unit


def may_be_unit(unit: str) -> bool:
    """Whether a data file may declare it: no number, no multiplier above, no word like 左右."""
    above, *below = _PARTS.split(unit)
    bares = [above, *(_bare(part) for part in below if part)]
    return not _LOOSE.search(unit) and all(
        bare in KNOWN or (bare and not _NO_UNIT.search(bare)) for bare in bares)


def one_kind(unit: str, other: str) -> bool:
    """Whether one may be a slip for the other: they measure in the same dimension and size."""
    if _is_symbol(unit) or _is_symbol(other):
        return unit.casefold() == other.casefold()
    return all((mark in unit) == (mark in other) for mark in _OF_DIMENSION)


def _is_symbol(part: str) -> bool:
    """Whether it is of letters and signs: kg, μg, m³; not 千克, nor 元 of 元/㎡."""
    return part[:1].isalpha() and (part[0].isascii() or part[0] == "μ")


def _bare(part: str) -> str:
    """A part without the multiplier before it: 人 of 千人; 千瓦 is a unit as it stands."""
    if part in KNOWN:
        return part
    return re.sub(f"^{_MULTIPLIER}", "", part)
