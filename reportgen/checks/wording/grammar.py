"""Parts of patterns: how Chinese says that a number rose or fell, by how much, against what.

Every part is bounded, so that what is made of them is linear.
"""

from __future__ import annotations

import re
from decimal import Decimal

NUMBER = r"[0-9][0-9,]{0,14}(?:\.[0-9]{1,8})?"
MINUS = "[-−－]"
HAN = "[\u3400-\u9fff]"

# A change up and its opposite, as one says it of a number.
OPPOSITE = {
    "增长": "下降", "上升": "下降", "提高": "降低", "提升": "下降", "增加": "减少", "上涨": "下跌",
    "加快": "回落", "扩大": "缩小", "攀升": "下降", "回升": "回落", "增收": "减收", "上调": "下调",
    "调高": "调低", "走高": "走低", "增产": "减产", "增支": "减支", "升高": "降低", "增多": "减少",
}
UP = "|".join(OPPOSITE)
DOWN = ("下降|降低|减少|回落|下滑|下跌|收窄|缩小|放缓|减缓|下调|调低|走低|缩减|缩短|压缩|压减|压降|"
        "减收|减产|减亏|减支|下行|跌落|萎缩|衰减|削减|滑落|递减|负增长|锐减|骤降|骤减|剧减|猛降|大降")
CHANGE = f"(?:{UP}|{DOWN})"
# What is said of a rate rather than of the amount beside it.
RISEN = ("提高|提升|上升|升高|回升|攀升|加快|扩大|收窄|回落|放缓|降低|下滑|走低|走高|下调|上调"
         "|调低|调高|高|低")
ABOUT = "(?:约|近|大约|将近|逾|超|超过|不到|不足)?"

# What may stand between what changed and its verb; one comparison at most.
_BETWEEN = ("(?:同比|环比|也|还|又|再|均|都|分别|各|明显|显著|大幅|小幅|略有?|稍|有所|继续|持续"
            "|已|累计|平均|年均|将|共|首次|稳步|逐[年月季步]|每[年月]|进一步|总体|整体|预计|合计|直接|实际|却|仅|只|相应|同步|随之"
            "|一次性|比上年|比上月|短短|(?:[一两二三四五六七八九十0-9]{1,2}(?:年|个月)|半年)[间来内里]?"
            "){0,3}")
_AGAINST = ("(?:(?:比|较(?![高低快慢大小多少好差强弱为早晚]))[^，。；：、（）比较的]{1,14}"
            "|[与和同][^，。；：、（）]{1,12}相?比，?)?")
LINK = f"{_BETWEEN}{_AGAINST}{_BETWEEN}"

# What is measured in per cent, so that its change is told in points. 率 is much else as well:
# 汇率, 功率, 效率, 劳动生产率; and what is reckoned per 100,000.
RATE = ("(?:(?<![汇功频效速心倍辨曲斜产费病亡草表统])(?<!产出|发案|事故|犯罪|出生|周转|容积)"
        "(?<!故障|差错|投诉|复发|信访)率|(?:满意|知晓|认可|认同|饱和|依存)度|占比|比重|市场份额|(?<![按同等定])比例|增速|增幅|降幅|涨幅|跌幅)")


PER_CENT = f"{NUMBER}(?:[～—~至到]{NUMBER})?[%％]"
_PERIOD = "(?:前[一二三]季度|[一二三四]季度|[上下]半年|[0-9]{1,2}(?:[—-][0-9]{1,2})?月份?)"
ENDS = "(?=左右|以上|以下|[，。；、）]|$)"
# How a rate changed, told behind a comma, and no more in the clause: it is of nothing else.
THEN = (f"，(?:{_PERIOD}(?=[比较]))?{LINK}(?P<bad>(?:{RISEN})了?{ABOUT}{PER_CENT}){ENDS}")


def points(text: str) -> str:
    """What is told in per cent, told in points."""
    return re.sub("[%％](?:个?百分点)?", "个百分点", text)


def number(text: str) -> Decimal:
    """A number as the patterns find it."""
    return Decimal(text.replace(",", "").translate(str.maketrans("−－", "--")))
