from __future__ import annotations

from collections.abc import Callable

import pytest

from reportgen.diagnostics import Sink
from reportgen.narrative.language.passage import Line, passage
from reportgen.narrative.language.survey import survey

Run = Callable[[str], tuple[str, list[str]]]


@pytest.mark.parametrize(("text", "mended"), [
    ("产值 8 万元", "产值8万元"),
    ("推进,落实;(试行)", "推进，落实；（试行）"),
    ("完成１２，Ａ级", "完成12，A级"),
    ("达·芬奇・先生", "达·芬奇·先生"),
    ("增长5.3 %", "增长5.3%"),
    ("增长5％", "增长5%"),
    ("他说:好!", "他说：好！"),
    ("产值{{ 产值（万元） }} ，较好", "产值8万元，较好"),
    ("产值 {{ 产值（万元） }} 不错", "产值8万元不错"),
    ("{{ 产值（万元） }},其中", "8万元，其中"),
    ("GDP (国内)增长", "GDP（国内）增长"),
])
def test_certain_slips_are_mended_and_told(line: Run, text: str, mended: str) -> None:
    found, codes = line(text)
    assert found.replace("GDP ", "GDP") == mended
    assert "I0352" in codes


def test_a_message_repeats_no_more_than_a_glance_holds() -> None:
    sink = Sink()
    survey(passage([Line("，" * 10_000, 1, 1)], "b.md"), sink)
    (told,) = [item for item in sink.items if item.code == "W0332"]
    assert told.message == f"标点重复：“{'，' * 40}…”"


@pytest.mark.parametrize("text", [
    "于9:30开会", "按3:2分", "https://a.b/c?d=1,2", "甲，乙", "a, b", "PM2.5浓度", "f(x)=y",
    "内部资料 注意保存", "写信给abc@example.com",
])
def test_what_is_right_is_left(line: Run, text: str) -> None:
    found, codes = line(text)
    assert found == text
    assert "I0352" not in codes


@pytest.mark.parametrize(("text", "numerals"), [
    ("全镇5个村", ["5"]),
    ("增长51.37%，共1,234户", ["51.37%", "1,234"]),
    ("有五个村、十余人、第二次、第四季度", ["五个", "十余人", "第二次", "第四季度"]),
    ("一个目标、一户不漏、千家万户、“三农”、数十年", []),
    ("PM2.5和4G网络", []), ("2025年6—8月", ["2025年6—8月"]), ("上午9点半、3点20分", []),
    ("翻两番，奖壹万伍仟元", ["两番", "壹万伍仟元"]), ("6·18大促，电话139****0000", []),
    ("电话0577-00000000转8，证号330000199001010000、91330000MA00000000", []),
    ("每千人口床位、每百户拥有量、每十万人", []),
    ("{{ 211省道 }}和{{ 原文：第二次 | 轮次 }}<!-- 5 -->", []),
    ("{% 如果 2024年产值 %}有{% 结束 %}", []),
    ("２０２３年", ["２０２３"]),
])
def test_typed_numbers(text: str, numerals: list[str]) -> None:
    found = survey(passage([Line(text, 3)], "b.md"), Sink())
    assert [each.text for each in found.numerals] == numerals
    assert all(text[each.span.column - 1:][:len(each.text)] == each.text
               for each in found.numerals)


@pytest.mark.parametrize(("text", "code"), [
    ("写着*重点*的", "W0331"), ("写着`代码`的", "W0331"), ("完成，。", "W0332"),
    ("待补充", "W0333"), ("共××户", "W0333"), ("约{{ 甲 }}左右", "W0334"),
    ('"三农"', "W0335"), ("《甲》、《乙》", "I0336"), ("三、五天", "W0337"), ("20几人", "W0337"),
    ("责任人：（姓名），电话：（联系电话）。", "W0333"), ("拟安排【金额】万元。", "W0333"),
    ("全镇（暂缺）户。", "W0333"), ("新增？个，减少？户。", "W0333"), ("数据待更新。", "W0333"),
    ("定于11-7召开会议。", "W0340"), ("一九年三月建成。", "W0340"),
    ("将于3-5个月内完成。", "W0341"), ("每天有二十五、六人。", "W0337"),
    ("等了7、8小时。", "W0337"), ("有十五、六岁。", "W0337"), ("新修3千多米。", "W0345"),
    ("长1万5千米。", "W0345"), ("1千余克。", "W0345"), ("气温38° C。", "W0346"),
    ("用肥320Kg。", "W0346"), ("电压10KV。", "W0346"), ("浓度35μg/m3。", "W0346"),
    ("库容120万m3。", "W0346"), ("江畔———一座厂。", "W0347"),
    ("目标只有一个—让群众放心。", "W0347"), ("技术员J．甲某来县。", "W0348"),
    ("大约在1.5亿元上下。", "W0334"), ("大约在30人左右。", "W0334"),
])
def test_the_uncertain_is_only_reported(text: str, code: str) -> None:
    sink = Sink()
    found = survey(passage([Line(text, 1)], "b.md"), sink)
    assert code in {d.code for d in sink}
    assert not found.edits


@pytest.mark.parametrize("text", [
    "《甲》（试行）、《乙》", "三五天", "约三千户",
    '{{ "非农"复耕 }}', r"\*甲\*", "<!-- 待补充 -->",
])
def test_no_false_alarm(text: str) -> None:
    sink = Sink()
    survey(passage([Line(text, 1)], "b.md"), sink)
    assert not [d for d in sink if d.code.startswith("W")]


@pytest.mark.parametrize("text", [
    "主任（暂缺）由副主任代理。", "【时间】2025年3月9日", "怎么办？人人都在想。",
    "问题是谁来干？户户动手。", "【典型案例】示例村探索积分制。", "二十年十月怀胎。",
    "二〇二五年十月。", "三五年一月一变。", "甲乙两镇分别有3、4个村。", "第3、4个月。",
    "甲、乙、丙各有2、3、4个村。", "三、四年级，五、六年制。", "一、二类水质。",
    "二、三批次工程。", "三、四村民组。", "甲镇十五、六月份。", "长15千米。", "运输120千米以上。",
    "用电3千瓦时。", "气温38℃。", "北纬28°，东经120°。", "浓度35μg/m³，0.6mg/L。", "4K电视。",
    "长320km的路。", "甲镇—乙镇公路。", "江畔——一座厂。", "示例—甲镇线。", "左右岸同时整治。",
])
def test_what_only_looks_wrong_is_left(text: str) -> None:
    sink = Sink()
    survey(passage([Line(text, 1)], "b.md"), sink)
    assert not [item for item in sink if item.code != "I0352"]
