from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.diagnostics import Sink
from reportgen.document import tree
from reportgen.document.quantity import Quantity
from reportgen.facts.model import Dataset, Fact, Period, Statement, dataset
from reportgen.narrative.compose import compose
from reportgen.narrative.fill import expand
from reportgen.narrative.read import read_narrative

Run = Callable[[str], tuple[str, list[str]]]
Composer = Callable[..., tuple[tuple[tree.Block, ...], Sink]]


@pytest.mark.parametrize(("body", "text"), [
    ("产量{{ 枇杷产量 }}。", "产量2263余吨。"),
    ("{{ 枇杷产量 | 数值 }}", "2263余"),
    ("{{ 枇杷产量 | 名称 }}", "枇杷产量"),
    ("{{ 限上零售额 | 同比句 }}", "比上年增长51.37%"),
    ("{{ 未定增幅 }}", "8%、44%"),
    ("{{ 初步设计 | 列举 }}等{{ 初步设计 | 个数 }}", "瓯渠、前山等2个村"),
    ("{{ 困难对象 }}", "36户52人"),
    ("{{ 2024年产值 }}、{{ 产值（万元） }}、{{ 面积㎡ }}", "7元、8万元、9平方米"),
    ("{{ 明年 }}", "2024年"),
    ("{{ 省道 }}", "211省道工程"),
    ("{% 如果 枇杷产量 %}有{% 否则 %}无{% 结束 %}", "有"),
    ("{% 如果 没有 枇杷产量 %}有{% 否则 %}无{% 结束 %}", "无"),
    ("{% 如果 限上零售额 | 同比 %}有{% 结束 %}", "有"),
    ("{% 如果 枇杷产量 | 同比 %}有{% 否则 %}无{% 结束 %}", "无"),
    ("{% 对每个 x 于 经济 %}{{ x | 名称 }}{{ x }}；{% 结束 %}",
     "固定资产投资20517万元；枇杷产量2263余吨；"),
    ("{% 对每个 x 于 新增个体户，新增企业 %}{{ x }}{% 结束 %}", "236家192家"),
    ("{% 对每个 x 于 新增个体户、新增企业 %}{{ x }}{% 结束 %}", "236家192家"),
    ("{% 对每个 x 于 农业产业园 %}{{ x }}{% 结束 %}", "稳步推进"),
    ("{% 对每个 x 于 经济 %}{% 对每个 y 于 经济 %}{{ y | 单位 }}{% 结束 %}{% 结束 %}",
     "万元吨万元吨"),
])
def test_values(line: Run, body: str, text: str) -> None:
    assert line(body) == (text, [])


@pytest.mark.parametrize(("body", "codes", "hint"), [
    ("{{ 枇杷产两 }}", ["E0301"], "是不是：枇杷产量（2263余吨）？"),
    ("{{ 不相干的名字 }}", ["E0301"], "在事实表里加上这一条，或改用表里的名称"),
    ("{{ 枇杷产量 | 数植 }}", ["E0303"], "把“数植”改成“数值”"),
    ("{{ 枇杷产量 | 同比 }}", ["E0231"], ""),
    ("{{ \"非农\"复耕面积 }}", ["I0351"], "改成：“非农”复耕面积"),
    ("{{ 产值(万元) }}", ["I0351"], "改成：产值（万元）"),
    ("{% 如果 没听说过 %}甲{% 结束 %}", ["I0354"], ""),
    ("{% 如果 枇杷产量 | 颜色 %}甲{% 结束 %}", ["E0303"], ""),
    ("约{{ 枇杷产量 }}", ["W0338"], "删去“约”"),
    ("见{{ 表：甲 }}", ["E0307"], "给要引用的那一处写上编号"),
    ("{% 对每个 枇杷产量 于 经济 %}甲{% 结束 %}", ["W0302"], "换一个变量名"),
])
def test_problems(composed: Composer, body: str, codes: list[str], hint: str) -> None:
    _, sink = composed(body)
    assert [d.code for d in sink] == codes
    assert hint in (*sink.items[0].hints, "")


def test_values_are_never_markup(composed: Composer) -> None:
    (paragraph,), sink = composed("**甲{{ 怪名 }}**乙")
    assert not sink.items
    assert tree.plain(paragraph.children) == "甲金*溪*|镇 **{{ 枇杷产量 }}** {% 结束 %}乙"
    (leaf,) = [each for each in tree.inlines(paragraph.children) if isinstance(each, Quantity)]
    assert leaf.fact == "怪"


def test_the_place_of_an_unknown_name(composed: Composer) -> None:
    _, sink = composed("甲。\n\n乙{{ 枇杷产两 | 值 }}")
    (found,) = sink
    assert (found.span.line, found.span.column, found.span.length) == (10, 5, 4)


def test_one_mistake_in_a_loop_is_told_once(composed: Composer) -> None:
    _, sink = composed("{% 对每个 x 于 经济 %}{{ 枇杷产两 }}{{ x | 数植 }}{% 结束 %}")
    assert sorted(d.code for d in sink) == ["E0301", "E0303"]


def test_a_draft_shows_what_is_missing(composed: Composer) -> None:
    (paragraph,), sink = composed("产量{{ 枇杷产两 }}。", draft=True)
    assert tree.plain(paragraph.children) == "产量〔缺：枇杷产两〕。"
    assert [d.code for d in sink] == ["W0301"]


def test_loops_are_limited(
    composed: Composer, data: Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(expand, "MAX_ROUNDS", 5)
    body = "{% 对每个 x 于 经济 %}" * 4 + "甲" + "{% 结束 %}" * 4
    _, sink = composed(body)
    assert [d.code for d in sink] == ["E0310"]


@given(st.text(alphabet=st.characters(blacklist_categories=("Cs", "Cc", "Cf", "Zl", "Zp")),
               min_size=1, max_size=30))
def test_any_value_arrives_literally(value: str) -> None:
    facts = dataset("t", Period("2023年", 2023), (Fact("a", "甲", Statement(value)),))
    head = "---\n报头: 甲\n期号: 1\n编发单位: 乙\n日期: 2024-02-22\n标题: 丙\n---\n"
    sink = Sink()
    document = compose(read_narrative(head + "前{{ 甲 }}后", "b.md", sink), facts, sink)
    paragraph = document.blocks[2]
    assert isinstance(paragraph, tree.Paragraph)
    assert tree.plain(paragraph.children) == f"前{value}后"
