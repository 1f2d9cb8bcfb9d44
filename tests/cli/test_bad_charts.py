"""Every kind of chart with bad input, through the command: told with a code, or drawn and proved.

What is drawn has been read back, and proved in grey on the finished page: the build does that.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from cli.test_charts import FRONT

from reportgen.charts.registry import kinds
from reportgen.cli import main

LONG = ("困境儿童低保家庭低保边缘家庭和特困供养人员走访慰问与一户一策帮扶项目"
        "全年累计投入资金和受益户数情况统计表明细")
BAD = {
    "one": ["5"], "zero": ["0"] * 4, "negative": ["-3", "-30", "-1.5", "-8"],
    "extreme": ["0.000000001", "1000000000000", "5"], "equal": ["7"] * 5,
    "long names": ["12", "35", "20"], "approximate": ["约12", "超35", "20余", "7"],
    "two hundred": [str(100 + n) for n in range(200)],
}
# What is refused, and as what; everything else is drawn.
REFUSED = {
    **{(kind, "two hundred"): "E0708" for kind in (
        "柱形", "条形", "占比", "哑铃", "完成率", "甘特", "阶段", "其中", "小倍数")},
    **{(kind, "two hundred"): "E0714" for kind in ("饼", "环")},
    **{(kind, case): "E0710" for kind in ("堆叠", "百分堆叠", "柱线")
       for case in ("two hundred", "long names")},
    **{(kind, "negative"): "E0712" for kind in ("堆叠", "百分堆叠")},
    **{(kind, case): "E0713" for kind in ("占比", "饼", "环") for case in ("zero", "negative")},
    **{("完成率", case): "E0317" for case in ("zero", "negative")},
    **{("同比", case): "E0252" for case in ("zero", "negative")},
}
UNIT = {"柱线": "%"}


def written(kind: str, case: str) -> tuple[str, str]:
    """The facts and the fence of a chart of this kind with these values."""
    values = BAD[case]
    names = [f"{LONG}{n}" if case == "long names" else f"第{n}村"
             for n, _ in enumerate(values, 1)]
    pairs = list(zip(names, values, strict=True))
    second = UNIT.get(kind, "万元")
    facts = [f"{{名称: {name}今, 数值: {value}万元}}" for name, value in pairs]
    other = [f"{{名称: {name}昔, 数值: {value}{second}}}" for name, value in pairs]
    now = [f"{{事实: {name}今, 标签: {name}}}" for name in names]
    shape = kinds()[kind].shape.__name__
    match kind:
        case "折线":
            periods = ", ".join(f"{2000 + n}年: {v}万元" for n, v in enumerate(values))
            return f"    - {{编号: T, 名称: 走势, 各期: {{{periods}}}}}\n", "事实: 走势"
        case "堆叠" | "百分堆叠" | "柱线":
            rows = "".join(
                f"  - {{名称: {each}, 事实: [{', '.join(name + each for name in names)}]}}\n"
                for each in "今昔")
            return listed([*facts, *other]), f"类目: [{', '.join(names)}]\n系列:\n{rows}"
        case "占比" | "饼" | "环":
            from decimal import Decimal

            total = sum(Decimal(re.sub(r"[^\d.-]", "", value)) for value in values)
            return (listed([*facts, f"{{名称: 总数, 数值: {total:f}万元}}"]),
                    f"总项: 总数\n事实: [{', '.join(now)}]")
        case "哑铃" | "完成率":
            key = "基期" if kind == "哑铃" else "目标"
            rows = ", ".join(f"{{事实: {n}今, {key}: {n}昔, 标签: {n}}}" for n in names)
            return listed([*facts, *other]), f"事实: [{rows}]"
        case "同比":
            one = facts[0].replace("}", ", 同比: 5%}")
            return listed([one, other[0]]), f"事实: {names[0]}今\n基期: {names[0]}昔"
        case "其中":
            parts = [f"{{名称: {n}昔, 数值: {v}万元, 总项: {n}今}}" for n, v in pairs]
            rows = ", ".join(f"{{事实: {n}今, 其中: {n}昔}}" for n in names)
            return listed([*facts, *parts]), f"事实: [{rows}]"
    if shape in ("StageChart", "Schedule"):
        facts = [f"{{名称: {name}今, 状态: 施工中, 进度: 进行中, 阶段: 施工, "
                 f"期间: 2023年{1 + n % 9}—{2 + n % 9}月}}" for n, name in enumerate(names)]
    return listed(facts), f"事实: [{', '.join(now)}]"


def listed(facts: list[str]) -> str:
    """Facts as the table lists them, numbered."""
    return "".join(f"    - {{编号: F{n}, {fact[1:]}\n" for n, fact in enumerate(facts))


@pytest.mark.slow
@pytest.mark.parametrize("case", BAD)
@pytest.mark.parametrize("kind", kinds())
def test_bad_input(
    kind: str, case: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    facts, fence = written(kind, case)
    (tmp_path / "facts.yaml").write_text(
        f"标题: 示例镇\n期间: 2023年\n来源: 虚构\n阶段: [规划, 施工]\n事实:\n  各项:\n{facts}",
        encoding="utf-8")
    late = FRONT.replace("2024-01-01", "2299-12-31")      # after all of two hundred years
    (tmp_path / "briefing.md").write_text(f"{late}类型: {kind}\n{fence}\n```\n", encoding="utf-8")
    code = main(["pdf", str(tmp_path), "-o", str(tmp_path / "out.pdf")])
    text = capsys.readouterr().err
    found = set(re.findall(r"^错误\[(\w+)\]", text, re.MULTILINE))
    expected = REFUSED.get((kind, case))
    assert found == ({expected} if expected else set()), text
    assert (code == 0) == (expected is None)
