"""The keys of a 简报."""

from __future__ import annotations

from datetime import date

import pytest

from reportgen.diagnostics import Sink
from reportgen.document import tree
from reportgen.narrative.read import read_narrative
from reportgen.narrative.syntax import Front

GOOD = {
    "报头": "测试简报", "期号": "1", "编发单位": "测试镇", "日期": "2024-02-22", "标题": "测试",
}


def read(**changes: str | None) -> tuple[Front, Sink]:
    keys = {**GOOD, **changes}
    text = "---\n" + "".join(f"{k}: {v}\n" for k, v in keys.items() if v is not None) + "---\n"
    sink = Sink()
    return read_narrative(text, "b.md", sink).front, sink


def test_all_keys() -> None:
    front, sink = read(
        总期号="第156期", 标题="[上行, 下行]", 报="[甲, 乙]", 送="丙", 发="[丁]", 份数="80",
        编辑="戊", 审核="己", 签发="庚", 提示语="内部资料 注意保存", 密级="内部",
        关键词="[a, b]", 主题="辛", 版式="简报",
    )
    assert not sink.items
    assert front == Front(
        genre="简报", kinds=("简报",), profile="简报", title=("上行", "下行"), issuer="测试镇",
        head=tree.Masthead("测试简报", "第1期（总第156期）", "测试镇", "2024年2月22日",
                           "内部　内部资料 注意保存"),
        date=date(2024, 2, 22), issue="测试简报第1期", persons=("戊", "己", "庚"),
        foot=tree.Colophon((("报", "甲、乙。"), ("送", "丙。"), ("发", "丁。")),
                           "编辑：戊　审核：己　签发：庚", "共印80份"),
        keywords=("a", "b"), subject="辛",
    )


def test_what_is_not_written_leaves_no_trace() -> None:
    front, _ = read()
    assert front.foot is None
    assert front.ending.organs == ()
    assert front.head == tree.Masthead("测试简报", "第1期", "测试镇", "2024年2月22日")


def test_an_editor_alone_has_a_foot() -> None:
    front, _ = read(编辑="甲某、乙某")
    assert front.foot == tree.Colophon((), "编辑：甲某、乙某")
    assert front.persons[:2] == ("甲某", "乙某")


@pytest.mark.parametrize(("text", "day"), [
    ("2024-02-22", date(2024, 2, 22)), ("2024年2月22日", date(2024, 2, 22)),
    ("2024.2.22", date(2024, 2, 22)), ("2024/2/22", date(2024, 2, 22)),
    ("20240222", date(2024, 2, 22)),
    ("2024-2-22", date(2024, 2, 22)),
    ("2024年12月1日", date(2024, 12, 1)),
])
def test_dates(text: str, day: date) -> None:
    front, sink = read(日期=text)
    assert (front.date, sink.items) == (day, [])


@pytest.mark.parametrize(("text", "code"), [
    ("二〇二四年二月二十二日", "I0350"), ("2024年2月22号", "I0350"), ("2024．02．22", "I0352"),
])
def test_dates_that_are_read_and_told(text: str, code: str) -> None:
    front, sink = read(日期=text)
    assert front.date == date(2024, 2, 22)
    assert {each.code for each in sink} == {code}


@pytest.mark.parametrize(("key", "value", "code"), [
    ("标题", '"甲\\n乙"', "E0361"), ("提示语", "|\n  甲\n  乙", "E0361"),
    ("日期", "2024-02-30", "E0314"), ("日期", "2024.2-22", "E0314"), ("日期", "2024年2月", "E0314"),
    ("日期", "2024.2.30", "E0314"), ("日期", "22/2/2024", "E0314"), ("日期", "2024222", "E0314"),
    ("日期", "24-02-22", "E0314"),
    ("期号", "零", "E0314"), ("期号", "0", "E0314"), ("份数", "很多", "E0314"),
    ("报头", None, "E0120"), ("期号", None, "E0120"), ("编发单位", None, "E0120"),
    ("日期", None, "E0120"), ("标题", None, "E0120"),
])
def test_bad_values(key: str, value: str | None, code: str) -> None:
    _, sink = read(**{key: value})
    assert [d.code for d in sink] == [code]
    assert all(d.hints for d in sink)


def test_an_unknown_key_names_the_nearest() -> None:
    _, sink = read(编发单伟="x")
    (found,) = sink
    assert found.code == "E0121"
    assert (found.span.line, found.span.column) == (7, 1)
