"""What the facts of two issues say otherwise: moved on, revised, mended, added, removed."""

from __future__ import annotations

import pytest
from support.months import APRIL, FIRST, MAY, OFFICE, SECOND, Month, world

from reportgen import pipeline
from reportgen.rolling.differing import Became, FactChange, fact_changes


def changes(month: Month, before: Month = FIRST, **text: str) -> dict[str, FactChange]:
    """By name; `text`: what stands in the second facts file instead of what."""
    there = world((APRIL, before), (MAY, month))
    path = next(each for each in there.files if each.match(f"*/{MAY}/facts.yaml"))
    for old, new in text.items():
        there.files[path] = there.files[path].replace(old.encode(), new.encode())
    old, new = (pipeline.load(f"{OFFICE}/{name}", there).dataset for name in (APRIL, MAY))
    found, same = fact_changes(old, new, there)
    assert same + sum(each.new is not None for each in found) == len(new.facts)
    return {each.name: each for each in found}


def test_the_next_month_is_held_against_the_last_one() -> None:
    found = changes(SECOND)
    power = found["用电"]
    assert (power.kind, power.texts, power.difference, power.ways) == (
        Became.CHANGED, ("1250.6万千瓦时", "1311.2万千瓦时"), "+60.6万千瓦时", ("数值", "增幅"))
    assert found["产值（2024年5月）"].texts == ("3861.5万元", "3920.4万元")
    assert found["产值（2024年1月）"].kind is Became.REMOVED
    assert "行政村" not in found and "产值（2024年4月）" not in found


def test_another_value_of_an_earlier_month_is_a_revision() -> None:
    found = changes({**SECOND, "三月": "3860.9"})
    april = found["产值（2024年4月）"]
    assert (april.kind, april.difference) == (Became.REVISED, "-0.6万元")
    line = "{编号: A2,"
    more = "{编号: B1, 名称: 上月用电, 期间: 2024年4月, 数值: 1249.9万千瓦时}\n- "
    last = changes(SECOND, **{line: more + line})["上月用电"]
    assert (last.kind, last.texts[0]) == (Became.REVISED, "1250.6万千瓦时")


@pytest.mark.parametrize(("old", "new", "name", "ways"), [
    ("数值: 12345户", "数值: 12345人", "住户", ("数值", "单位")),
    ("名称: 行政村", "名称: 村", "村", ("名称",)),
    ("名称: 存款余额,", "名称: 存款余额, 口径: 全口径,", "存款余额", ("口径",)),
    ("名称: 存款余额,", "名称: 存款余额, 来源: 银行月报,", "存款余额", ("来源",)),
    ("进度: 计划", "进度: 力争", "全年投资", ("进度",)),
])
def test_two_states_of_one_issue(old: str, new: str, name: str, ways: tuple[str, ...]) -> None:
    found = changes(FIRST, **{old: new})
    assert set(found) == {name}
    assert (found[name].kind, found[name].ways) == (Became.CHANGED, ways)


def test_added_and_removed() -> None:
    found = changes(FIRST, **{"编号: A4, 名称: 行政村, 数值: 38": "编号: C1, 名称: 街道, 数值: 3"})
    assert (found["街道"].kind, found["街道"].texts) == (Became.ADDED, ("", "3个"))
    assert found["行政村"].kind is Became.REMOVED and found["行政村"].difference == ""
