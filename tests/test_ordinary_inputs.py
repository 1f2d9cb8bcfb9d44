"""Ordinary values in places nobody thought of: the build succeeds, or refuses with a place.

Never a traceback, never a build that refuses its own output, never “this is the program's fault”.
"""

from __future__ import annotations

import contextlib
import io
import re
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support import briefings

from reportgen.charts.registry import kinds
from reportgen.cli import main

LONG = "示例县人民政府防汛抗旱和农村饮用水安全保障工程办公室"
FACTS = """标题: 示例镇2023年
期间: 2023年
事实:
  - {编号: A1, 名称: 甲项, 数值: 36户52人}
  - {编号: A2, 名称: 乙项, 数值: 5人}
  - {编号: A3, 名称: 丙项, 数值: -12.5万元, 同比: -8.6%}
  - {编号: A4, 名称: 丁项, 数值: 2263余吨}
  - {编号: A5, 名称: 戊项, 数值: 0}
  - {编号: A6, 名称: 己项, 数值: 12.60%}
  - {编号: A7, 名称: 庚项, 数值: 7, 单位: 万元, 总项: A9}
  - {编号: A8, 名称: 辛项, 数值: 3万元, 总项: A9}
  - {编号: A9, 名称: 壬项, 数值: 10万元}
  - {编号: B1, 名称: 癸项, 状态: 正式通车}
"""
BRIEFING = {
    "报头": "示例镇简报", "期号": "1", "编发单位": "示例镇办公室", "日期": "2024-02-22",
    "标题": "例",
}
OFFICIAL = {
    "版式": "文件", "发文机关": "示例县人民政府", "文号": "示政发〔2024〕8号", "标题": "例",
    "成文日期": "2024-03-09",
}
OPTIONAL = {
    "briefing": (
        "总期号", "报", "送", "发", "份数", "编辑", "审核", "签发", "提示语", "密级", "供稿",
        "作者", "来源", "目录", "目录标题", "附件", "署名", "印章", "成文日期", "附注", "关键词",
        "主题", "Word图",
    ),
    "official": (
        "文件二字", "签发人", "份号", "紧急程度", "密级", "主送", "抄送", "印发机关", "印发日期",
        "附件", "署名", "印章", "附注", "关键词", "主题",
    ),
}
VALUES = (
    "[]", "{}", '""', "[甲, 甲]", f"[{LONG}, 示例县民政局]", LONG, f"[{LONG}, {LONG}乙]",
    "“三农”简报", "[甲某, 乙某某, 丙某, 丁某某]", "0", "1", "是", "无", "2024-02-30",
    "2024年2月22日", "A/B·C（试行）", "“甲”：乙、丙", "{甲: 乙}", "[[甲]]", "2024年度总结",
    "《关于甲的通知》的通知", "甲 乙", "—", "1—10月", "Windows 10", "特急", "机密★1年", "null",
    "'3'", "- 甲",
)
CODE = re.compile(r"错误\[E[0-9]{4}\]")


def front(keys: dict[str, str]) -> str:
    """Front matter and a paragraph."""
    lines = "".join(f"{key}: {value}\n" for key, value in keys.items())
    return f"---\n{lines}---\n\n本镇甲项{{{{ 乙项 }}}}。\n"


def run(narrative: str, *command: str) -> tuple[int, str]:
    """What the command says of a briefing with these words."""
    shown = io.StringIO()
    with tempfile.TemporaryDirectory() as name:
        folder = briefings.make(Path(name) / "例", facts=FACTS, narrative=narrative)
        out = ["-o", str(Path(name) / "out")] if command[0] == "build" else []
        with contextlib.redirect_stdout(shown), contextlib.redirect_stderr(shown):
            code = main([*command, str(folder), *out])
    return code, shown.getvalue()


def accounted(code: int, shown: str) -> bool:
    """Whether it was built, or refused with a code, and not for a fault of the program's own."""
    ours = "这是程序的错" in shown or "Traceback" in shown or code in (6, 70)
    return not ours and (code == 0 or CODE.search(shown) is not None)


def test_what_is_not_accounted_for_is_seen() -> None:
    assert not accounted(0, "这是程序的错，请把简报文件夹发给维护者")
    assert not accounted(6, "错误[E1002]：段落文字不同")
    assert not accounted(1, "没有完成")


@pytest.mark.slow
@pytest.mark.parametrize("value", VALUES)
@pytest.mark.parametrize("kind", ["briefing", "official"])
def test_any_value_of_any_key_is_read_or_refused_in_its_place(kind: str, value: str) -> None:
    base = BRIEFING if kind == "briefing" else OFFICIAL
    for key in (*base, *OPTIONAL[kind]):
        code, shown = run(front({**base, key: value}), "check")
        assert accounted(code, shown), f"{key}: {value}\n{shown}"
        if code:
            assert "briefing.md:" in shown, f"{key}: {value} is refused without a place\n{shown}"


@pytest.mark.slow
@settings(max_examples=40)
@given(data=st.data(), kind=st.sampled_from(["briefing", "official"]))
def test_what_the_check_lets_pass_is_built(data: st.DataObject, kind: str) -> None:
    base = BRIEFING if kind == "briefing" else OFFICIAL
    keys = st.sampled_from((*base, *OPTIONAL[kind]))
    drawn = data.draw(st.dictionaries(keys, st.sampled_from(VALUES), min_size=1, max_size=4))
    code, shown = run(front({**base, **drawn}), "build")
    assert accounted(code, shown), f"{drawn}\n{shown}"


NAMES = st.lists(st.sampled_from([f"{name}项" for name in "甲乙丙丁戊己庚辛壬癸"]), min_size=1,
                 max_size=5)


@pytest.mark.slow
@settings(max_examples=6)
@pytest.mark.parametrize("kind", sorted(kinds()))
@given(names=NAMES, target=st.sampled_from(["壬项", "乙项", "癸项"]))
def test_any_facts_in_any_chart_are_drawn_or_refused_in_their_place(
    kind: str, names: list[str], target: str,
) -> None:
    keys = kinds()[kind].keys
    lines = [f"事实: [{', '.join(names)}]"] if "事实" in keys else []
    lines += [f"{key}: {target}" for key in ("总项", "基期") if key in keys]
    fence = "\n".join(["```图", "编号: 图", f"类型: {kind}", "题注: 例", *lines, "```"])
    code, shown = run(front(BRIEFING) + "\n见{{ 图：图 }}。\n\n" + fence + "\n", "build")
    assert accounted(code, shown), f"{fence}\n{shown}"
    if code:
        assert "briefing.md:" in shown or "facts.yaml:" in shown


@pytest.mark.parametrize("case", [
    {**OFFICIAL, "发文机关": f"[示例县人民政府, {LONG}]"},
    {**OFFICIAL, "发文机关": f"[{LONG}, {LONG}乙]", "文件二字": "无"},
])
def test_a_long_name_of_a_joint_issuer_is_one_paragraph(case: dict[str, str]) -> None:
    assert run(front(case), "build")[0] == 0


def test_a_fact_of_two_units_stands_in_a_small_chart_of_either() -> None:
    fence = "见{{ 图：图 }}。\n\n```图\n编号: 图\n类型: 小倍数\n题注: 例\n事实: [甲项, 乙项]\n```\n"
    assert run(front(BRIEFING) + fence, "build")[0] == 0


def test_a_fact_listed_twice_is_told() -> None:
    fence = "见{{ 图：图 }}。\n\n```图\n编号: 图\n类型: 甘特\n题注: 例\n事实: [甲项, A1]\n```\n"
    code, shown = run(front(BRIEFING) + fence, "build")
    assert code == 1
    assert "“A1”在这里列了两次" in shown


@pytest.mark.parametrize("key", ["标题", "报", "送"])
def test_an_empty_list_is_told_as_an_empty_value(key: str) -> None:
    code, shown = run(front({**BRIEFING, key: "[]"}), "check")
    assert code == 3
    assert f"错误[E0123]：“{key}”后面是空的" in shown
