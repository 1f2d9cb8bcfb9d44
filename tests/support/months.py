"""Two months of an office's bulletin: well edited, or with some of the first left in the second."""

from __future__ import annotations

from collections.abc import Mapping

from reportgen import pipeline
from reportgen.checks.registry import Given, Need
from reportgen.diagnostics import Diagnostic
from reportgen.memory_world import MemoryWorld
from reportgen.rolling.stale import Previous

OFFICE = "示例镇"
APRIL, MAY = "2024年第4期", "2024年第5期"
Month = Mapping[str, str]

FIRST: Month = {
    "月": "4", "期号": "4", "总期号": "104", "日期": "2024-05-08", "上期": "3", "用电": "1250.6",
    "用电同比": "5.2", "产值": "3861.5", "存款": "12063.5", "户": "12345", "户同比": "0.3",
    "标题": "示例镇2024年4月经济运行情况", "句": "修好3.52公里水渠", "期间": "2024年4月",
    "图": "产值（2024年2月）, 产值（2024年3月）, 产值（2024年4月）",
    "一月": "3012.5", "二月": "3541.2", "三月": "3705.8",
    "说": "4月，全镇工业平稳。", "题注": "2024年2—4月产值",
}
SECOND: Month = {
    **FIRST, "月": "5", "期号": "5", "总期号": "105", "日期": "2024-06-07", "上期": "4",
    "用电": "1311.2", "用电同比": "6.1", "产值": "3920.4", "户": "12398", "户同比": "0.5",
    "标题": "示例镇2024年5月经济运行情况", "句": "修好4.10公里水渠", "期间": "2024年5月",
    "图": "产值（2024年3月）, 产值（2024年4月）, 产值（2024年5月）",
    "一月": "3541.2", "二月": "3705.8", "三月": "3861.5",
    "说": "5月，全镇工业平稳，用电比4月多。", "题注": "2024年3—5月产值",
}

_FACTS = """标题: 示例镇{期间}主要数据
期间: {期间}
来源: 示例镇月报
事实:
- {{编号: A1, 名称: 用电, 数值: {用电}万千瓦时, 同比: {用电同比}%}}
- {{编号: A2, 名称: 存款余额, 数值: {存款}万元}}
- {{编号: A3, 名称: 住户, 数值: {户}户, 同比: {户同比}%}}
- {{编号: A4, 名称: 行政村, 数值: 38个}}
- {{编号: A5, 名称: 全年投资, 数值: 5432.1万元, 进度: 计划, 期间: 2024年}}
- 编号: A6
  名称: 产值
  各期: {{{各期}}}
"""
_STORY = """---
报头: 示例镇工作简报
期号: {期号}
总期号: {总期号}
编发单位: 示例镇办公室
日期: {日期}
标题: {标题}
---

{说}全镇用电{{{{ 用电 }}}}，{{{{ 用电 | 同比句 }}}}（见{{{{ 图：产值 }}}}）。
存款余额{{{{ 存款余额 }}}}。{句}，三个村受益。

全镇共有{{{{ 行政村 }}}}行政村、{{{{ 住户 }}}}。办事请打12345热线，五分钟内有人接听。

全年计划投资{{{{ 全年投资 }}}}。

```图
编号: 产值
题注: {题注}
类型: 折线
事实: [{图}]
```
"""


def files(month: Month) -> dict[str, str]:
    """What lies in a month's folder."""
    end = int(month["期间"][:4]) * 12 + int(month["期间"][5:-1]) - 1
    values = (month["一月"], month["二月"], month["三月"], month["产值"])
    line = ", ".join(f"{(end - 3 + at) // 12}年{(end - 3 + at) % 12 + 1}月: {value}万元"
                     for at, value in enumerate(values))
    return {"facts.yaml": _FACTS.format(**month, 各期=line), "briefing.md": _STORY.format(**month)}


def world(*months: tuple[str, Month]) -> MemoryWorld:
    """An office with these folders."""
    return MemoryWorld({f"{OFFICE}/office.yaml": "单位: 示例镇办公室\n".encode()} | {
        f"{OFFICE}/{name}/{file}": text.encode() for name, month in months
        for file, text in files(month).items()})


def told(
    month: Month, name: str = MAY, before: Month = FIRST, earlier: str = APRIL,
) -> list[Diagnostic]:
    """What a check of the second says of the first."""
    briefing = pipeline.load(f"{OFFICE}/{name}", world((earlier, before), (name, month)))
    return [each for each in pipeline.check(briefing)
            if each.code.startswith("W049") or each.code == "I0195"]


def given(month: Month, name: str = MAY) -> Given:
    """What the check is handed of the second month."""
    there = world((APRIL, FIRST), (name, month))
    first, second = (pipeline.load(f"{OFFICE}/{each}", there) for each in (APRIL, name))
    before = "2024年4月" if name == "2024年5月" else APRIL
    previous = Previous(before, name, first.dataset, pipeline.compose(first),
                        second.narrative.front.places)
    return {Need.DATASET: second.dataset, Need.DOCUMENT: pipeline.compose(second),
            Need.PREVIOUS: previous}
