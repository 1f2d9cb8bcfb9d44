from __future__ import annotations

import pytest

from reportgen.diagnostics import ReportError, Span
from reportgen.document.quantity import Quantity
from reportgen.facts.amount import parse_amounts
from reportgen.facts.change import SENTENCES
from reportgen.facts.forms import FORMS
from reportgen.facts.model import Dataset, Fact, Growth, Period, Quantities
from reportgen.facts.ranking import LISTS
from reportgen.facts.scale import Notation
from reportgen.facts.text import number, quantity

SHOWN = [
    ("枇杷产量", "值", "2263余吨"), ("枇杷产量", "数值", "2263余"), ("枇杷产量", "单位", "吨"),
    ("枇杷产量", "名称", "枇杷产量"), ("枇杷产量", "期间", "2023年"),
    ("枇杷产值", "值", "超9052万元"), ("枇杷产值", "数值", "超9052"), ("枇杷产值", "单位", "万元"),
    ("急难救助", "值", "1万多元"), ("急难救助", "数值", "1万多"), ("急难救助", "单位", "元"),
    ("发放救助金", "值", "100余万元"), ("发放救助金", "全值", "每月100余万元"),
    ("清理河道垃圾", "全值", "累计31吨"), ("“非农”复耕面积", "值", "585.6亩"),
    ("困难对象", "值", "36户52人"), ("困难对象", "数值", "36/52"), ("困难对象", "单位", "户/人"),
    ("未成年人保护站", "值", "一处"), ("受灾害天气影响困难群众", "值", "十余人"),
    ("限上零售额", "同比", "51.37%"), ("限上零售额", "同比句", "比上年增长51.37%"),
    ("限上零售额", "比上年句", "比上年增长51.37%"), ("限上零售额", "名称", "限上消费品零售额"),
    ("四项指标同比增幅", "值", "8%、44%、25.9%"), ("四项指标同比增幅", "数值", "8、44、25.9"),
    ("四项指标同比增幅", "单位", "%"),
    ("农村污水治理初步设计", "值", "5个村"), ("农村污水治理初步设计", "个数", "5个村"),
    ("农村污水治理初步设计", "数值", "5"), ("农村污水治理初步设计", "单位", "个村"),
    ("农村污水治理初步设计", "列举", "瓯渠、前山、振瓯、岭一、金园"),
    ("211省道", "值", "正式通车"), ("211省道", "状态", "正式通车"),
    ("金茗公路", "状态", "工程量完成90%"), ("金茗公路", "值", "90%"),
    ("生态搬迁项目", "状态", "方案公示与征地签约完成，搬迁农户人口签约率94.7%"),
    ("和美乡村优胜镇", "值", "第二次、第三次"), ("农业产业园", "值", "2亿元"),
    ("本年", "值", "2023年"), ("上年", "值", "2022年"), ("明年", "值", "2024年"),
    ("上年", "期间", "2022年"),
    ("限上消费品零售额上年值", "值", "928.5万元"), ("个转企占新增企业比重", "值", "13.0%"),
]


@pytest.mark.parametrize(("name", "form", "text"), SHOWN)
def test_forms(jinxi: Dataset, name: str, form: str, text: str) -> None:
    fact = jinxi.find(name)
    assert fact is not None
    span = Span("b.md", 3, 4)
    made = quantity(jinxi, fact, form, span=span)
    assert made == Quantity(fact.id, text, form, fact.derived)
    assert made.span == span


def test_every_form_is_shown() -> None:
    assert set(FORMS) - {form for _, form, _ in SHOWN} == {
        "环比", "环比句", "千分位", "排名句", *SENTENCES,      # tests/facts/test_change.py
        *(each.name for each in LISTS)}                        # tests/facts/test_ranking.py


@pytest.mark.parametrize(("name", "form", "unit", "text"), [
    ("农业产业园", "值", "万元", "20000万元"), ("农业产业园", "数值", "万元", "20000"),
    ("农业产业园", "单位", "万元", "万元"), ("困难对象", "值", "户", "36户"),
    ("困难对象", "数值", "人", "52"), ("农村污水治理初步设计", "个数", "个", "5个"),
])
def test_units(jinxi: Dataset, name: str, form: str, unit: str, text: str) -> None:
    fact = jinxi.find(name)
    assert fact is not None
    assert quantity(jinxi, fact, form, unit=unit).text == text


@pytest.mark.parametrize(("name", "form", "unit", "code"), [
    ("枇杷产量", "直", "", "E0230"), ("枇杷产量", "同比", "", "E0231"),
    ("枇杷产量", "环比句", "", "E0231"),
    ("211省道", "数值", "", "E0231"), ("211省道", "单位", "", "E0231"),
    ("枇杷产量", "列举", "", "E0231"),
    ("枇杷产量", "个数", "", "E0231"), ("枇杷产量", "状态", "", "E0231"),
    ("枇杷产量", "值", "公斤", "E0232"), ("发放救助金", "值", "元", "E0232"),
    ("困难对象", "数值", "次", "E0232"),
])
def test_refused(jinxi: Dataset, name: str, form: str, unit: str, code: str) -> None:
    fact = jinxi.find(name)
    assert fact is not None
    with pytest.raises(ReportError) as caught:
        quantity(jinxi, fact, form, unit=unit, span=Span("b.md", 1, 2))
    (found,) = caught.value.diagnostics
    assert (found.code, str(found.span)) == (code, "b.md:1:2")
    assert found.hints


def test_every_value_reads_back(jinxi: Dataset) -> None:
    amounts = [fact for fact in jinxi if isinstance(fact.value, Quantities)]
    assert len(amounts) > 40
    for fact in amounts:
        assert Quantities(parse_amounts(quantity(jinxi, fact).text)) == fact.value


def test_numbers_for_drawing(jinxi: Dataset) -> None:
    names = ("农业产业园", "困难对象", "急难救助", "研发费用", "211省道")
    found = {name: jinxi.find(name) for name in names}
    assert number(found["农业产业园"], "万元") == 20000  # type: ignore[arg-type]
    assert number(found["困难对象"], "人") == 52  # type: ignore[arg-type]
    assert number(found["急难救助"], "元") == 10000  # type: ignore[arg-type]
    assert str(number(found["研发费用"])) == "537.6"  # type: ignore[arg-type]
    with pytest.raises(ReportError):
        number(found["211省道"])  # type: ignore[arg-type]


@pytest.mark.parametrize(("form", "text"), [
    ("值", "−120.5万元"), ("数值", "−120.5"), ("全值", "累计−120.5万元"), ("同比", "−8.6%"),
    ("状态", "差额−120.5万元"),
])
def test_a_negative_number_has_a_real_minus_sign(form: str, text: str) -> None:
    (amount,), (rate,) = map(parse_amounts, ("-120.5万元", "-8.6%"))
    fact = Fact("a", "财政收入", Quantities((amount,)), status="差额{值}", cumulative=True,
                changes=(Growth("同比", rate),))
    data = Dataset("题", Period("2025年"), (fact,))
    assert quantity(data, fact, form).text == text
    assert quantity(data, fact, form, notation=Notation("-")).text == text.replace("−", "-")
