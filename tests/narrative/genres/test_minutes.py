"""The keys of a 纪要."""

from __future__ import annotations

import pytest

from reportgen.diagnostics import Sink
from reportgen.document import tree
from reportgen.narrative.read import read_narrative
from reportgen.narrative.syntax import Front

GOOD = {
    "版式": "纪要", "标志": "示例县人民政府常务会议纪要", "编号": "〔2024〕5号", "标题": "研究工作",
    "编发单位": "示例县人民政府办公室", "日期": "2024-05-17",
}


def read(**changes: str | None) -> tuple[Front, Sink]:
    keys = {**GOOD, **changes}
    text = "---\n" + "".join(f"{k}: {v}\n" for k, v in keys.items() if v is not None) + "---\n"
    sink = Sink()
    return read_narrative(text, "b.md", sink).front, sink


def test_all_keys() -> None:
    front, sink = read(
        出席="[甲示例, 乙示例]", 请假="丙示例", 列席="[县财政局丁示例]", 密级="秘密", 附件="分工",
        附注="此件公开", 抄送="县委办", 印发机关="示例县人民政府办公室", 印发日期="2024-05-20",
    )
    assert not sink.items
    assert front.head == tree.Masthead(
        "示例县人民政府常务会议纪要", "〔2024〕5号", "示例县人民政府办公室", "2024年5月17日",
        "秘密")
    assert front.closing == (tree.Attendance((
        ("出席", "甲示例、乙示例。"), ("请假", "丙示例。"), ("列席", "县财政局丁示例。"))),)
    assert front.closing[0].span.line == 8
    assert front.foot == tree.Colophon(
        (("抄送", "县委办。"),), "示例县人民政府办公室", "2024年5月20日印发")
    assert (front.genre, front.ending.remark, front.ending.organs) == ("纪要", "此件公开", ())
    assert front.persons == ("甲示例", "乙示例", "丙示例", "县财政局丁示例")


def test_nobody_is_listed_who_is_not_named() -> None:
    front, _ = read(列席="丁示例")
    assert front.closing == (tree.Attendance((("列席", "丁示例。"),)),)
    assert read()[0].closing == ()


@pytest.mark.parametrize("number", ["〔2024〕5号", "第5期", "第12次"])
def test_numbers(number: str) -> None:
    front, sink = read(编号=number)
    assert not sink.items
    assert isinstance(front.head, tree.Masthead)
    assert front.head.issue == number


@pytest.mark.parametrize(("text", "right"), [
    ("[2024]5号", "〔2024〕5号"), ("（2024）第05号", "〔2024〕5号"), ("5", "第5期"),
    ("第05期", "第5期"), ("12次", "第12次"), ("五", "〔年份〕几号"),
])
def test_numbers_of_another_form(text: str, right: str) -> None:
    _, sink = read(编号=f'"{text}"')
    (found,) = [item for item in sink if item.code == "E0330"]
    assert right in found.hints[0]
    assert found.span.line == 4


@pytest.mark.parametrize(("changes", "code"), [
    ({"标志": None}, "E0120"), ({"编号": None}, "E0120"), ({"日期": None}, "E0120"),
    ({"编发单位": None}, "E0120"), ({"标题": None}, "E0120"),
    ({"标志": "示例县常务会议"}, "E0314"), ({"密级": "内部"}, "E0314"),
    ({"印发机关": "某办"}, "E0120"), ({"主送": "某局"}, "E0121"), ({"署名": "某办"}, "E0121"),
    ({"出度": "甲示例"}, "E0121"),
    ({"印发机关": "某办", "印发日期": "2024-05-16"}, "E0332"),
])
def test_what_is_missing_or_wrong(changes: dict[str, str | None], code: str) -> None:
    """A 纪要 has no 主送 and is not signed."""
    _, sink = read(**changes)
    assert [item.code for item in sink if item.is_error] == [code]
    assert all(item.hints for item in sink)


def test_a_slip_of_the_pen_is_told_with_the_nearest_key() -> None:
    _, sink = read(出度="甲示例")
    assert "出席" in sink.items[0].hints[0]


def test_a_number_of_another_year_is_a_warning() -> None:
    _, sink = read(编号="〔2023〕5号")
    assert [(item.code, item.span.line) for item in sink] == [("W0324", 4)]
    assert not read(编号="第5期")[1].items
