"""What a break in a title costs (K32)."""

from __future__ import annotations

import pytest

from reportgen.layout.lexicon import lexicon
from reportgen.typeset.title_prices import prices
from reportgen.typeset.titles import TORN


def price(shape: str, names: tuple[tuple[int, int], ...] = (), *, fits: bool = True) -> float:
    """Of the break at |."""
    at, text = shape.index("|"), shape.replace("|", "")
    return prices(text, list(range(len(text) + 1)), names, lambda _: fits, lexicon())[at]


@pytest.mark.parametrize("shape", [
    "青|岚县农业计划", "农业计|划", "提高强|度的通知",                # in a word
    "加强防汛工作|的通知", "示例县关于|防汛的通知",                   # before 的, after 关于
    "青岚县|人民政府关于防汛", "甲地|至乙地公路改造",                  # in an office, in a route
    "印发《防汛|办法》的通知", "开展“回头|看”活动", "防汛办法（试|行）",
    "买买提|·某某同志", "学习买|买提·某某",
    "表彰甲某等|7名同志", "表彰7|名同志", "甲某某|同志的事迹",
    "建设110kV|变电站", "第十二届|人民代表大会", "全体|　第一节",
    "《防汛办法》|中的规定", "白石家园|二期工程", "公报——|人口",
])
def test_a_title_rather_takes_another_line(shape: str) -> None:
    assert price(shape) >= TORN


@pytest.mark.parametrize("shape", [
    "示例县人民政府办公室|关于防汛的通知", "关于做好防汛|和抗旱工作", "关于印发|《防汛办法》的通知",
    "防汛、|抗旱工作", "示例县|2024年工作总结", "防汛工作|情况", "开展|防汛工作",
    "示例县教育局|示例县财政局", "水利　|抗旱", "防汛办法|（试行）",
])
def test_where_an_editor_breaks_it_is_cheap(shape: str) -> None:
    assert price(shape) < TORN


def test_the_order_of_evils() -> None:
    behind_verb = price("开展|防汛工作")
    between = price("职工|家属座谈")
    behind_adjective = price("综合性|防汛工作")
    assert behind_verb < between < TORN <= behind_adjective < price("防|汛工作")


@pytest.mark.parametrize("term", [
    "重大|灾害", "三年|行动方案", "有力|有效", "施工|期间", "石门|水库", "网格化|服务",
    "甲示范|有限公司", "防汛|指挥部", "年产|5万吨", "进一步|规范",
])
def test_what_is_likely_one_term_is_rather_set_on_another_line(term: str) -> None:
    assert price(term) >= TORN


def test_a_line_does_not_end_with_a_word_that_opens_what_follows() -> None:
    for word in ("和", "与", "对", "以", "将", "向", "为"):
        assert price(f"防汛{word}|抗旱工作") > price("防|汛工作") / 2
        assert price(f"关于加快《防汛{word}|抗旱》的通知", fits=False) > price(
            "关于加快《防汛|和抗旱》的通知", fits=False)


def test_a_short_quotation_keeps_what_it_names() -> None:
    assert price("“三农”|工作") >= TORN > price("“三农”|和防汛")


def test_a_name_costs_more_than_a_word_and_marks_more_than_a_name() -> None:
    word, name = price("加快红叶|工程"), price("加快红叶|工程", ((2, 6),))
    assert name > word
    assert price("加快“红叶|工程”建设") > price("加快红叶|工程建设", ((2, 6),)) - 1e8


def test_what_fits_no_line_may_be_broken() -> None:
    shape, names = "加快红叶|工程", ((2, 6),)
    assert price(shape, names, fits=False) < price(shape, names)
    assert price("印发《防汛|办法》", fits=False) < price("印发《防汛|办法》")
