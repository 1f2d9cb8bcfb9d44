"""A briefing as long as one likes: villages that there are not, twenty facts of each.

Nine of a village's facts stand in its paragraph, with their growth; the others in the tables of
its chapter. 250 villages are 5,000 facts on about a hundred pages.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice, product

_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸天地玄黄宇宙洪荒", "子丑寅卯辰巳午未申酉戌亥"
_CHAPTER = 25       # villages
_PROSE = 9          # indicators that are told in words
_INDICATORS = (
    ("粮食产量", "吨"), ("茶叶产量", "吨"), ("水果产量", "吨"), ("蔬菜面积", "亩"),
    ("造林面积", "亩"), ("农业产值", "万元"), ("村集体收入", "万元"),
    ("道路硬化", "公里"), ("河道整治", "公里"),
    ("新增就业", "人"), ("培训农民", "人次"), ("走访老人", "户"), ("危房改造", "户"),
    ("改厕", "座"), ("路灯", "盏"), ("健身设施", "处"), ("文化活动", "场"),
    ("纠纷调解", "件"), ("巡河", "次"),
    ("义务植树", "株"),
)


def villages(many: int) -> list[str]:
    """So many names."""
    return [f"{a}{b}{c}村" for a, b, c in islice(product(_STEMS, _BRANCHES, _STEMS), many)]


def long_briefing(many: int = 250) -> dict[str, str]:
    """The files of a briefing on so many villages, by name."""
    names = villages(many)
    facts = ["标题: 示例县2025年各村工作", "期间: 2025年", "来源: 示例县各村年报", "主体:",
             *(f"- {{编号: V{at}, 名称: {name}, 类别: {(_STEMS + _BRANCHES)[at // _CHAPTER]}片}}"
               for at, name in enumerate(names)), "事实:"]
    for at, name in enumerate(names):
        facts += [
            f"- {{编号: F{at}-{number}, 名称: {name}{what}, 主体: {name}, 指标: {what}, "
            f"数值: {(at * 37 + number * 91) % 900 + 100}{unit}, "
            f"同比: {(at * 7 + number * 13) % 190 / 10 + 0.1:.1f}%}}"
            for number, (what, unit) in enumerate(_INDICATORS)]
    text = ["---", "报头: 示例县简报", "期号: 1", "编发单位: 示例县办公室", "日期: 2026-01-08",
            "标题: 示例县各村工作情况", "---", *_chapters(names)]
    return {"facts.yaml": "\n".join(facts) + "\n", "briefing.md": "\n".join(text) + "\n"}


def _chapters(names: list[str]) -> Iterator[str]:
    for start in range(0, len(names), _CHAPTER):
        part = f"{(_STEMS + _BRANCHES)[start // _CHAPTER]}片"
        yield from ("", f"# {part}各村", "")
        halves = (_INDICATORS[_PROSE : _PROSE + 6], _INDICATORS[_PROSE + 6 :])
        for half, which in zip("上下", halves, strict=True):
            yield from (f"见{{{{ 表：{part}{half} }}}}。", "", "```表", f"编号: {part}{half}",
                        f"题注: {part}主要数据（{half}）", f"各行: {part}",
                        f"列: [名称, {', '.join(what for what, _ in which)}]", "```", "")
        for name in names[start : start + _CHAPTER]:
            told = (f"{what}{{{{ {name}{what} }}}}，{{{{ {name}{what} | 同比句 }}}}"
                    for what, _ in _INDICATORS[:_PROSE])
            yield from (f"**{name}稳步推进各项工作。**{'；'.join(told)}。", "")
