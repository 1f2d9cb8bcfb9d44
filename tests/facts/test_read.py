from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from reportgen.diagnostics import Family, ReportError, Sink
from reportgen.facts.model import Dataset, Quantities
from reportgen.facts.read import read_facts
from reportgen.world import DiskWorld

Reader = Callable[[str], tuple[Dataset, Sink]]
ONE = "事实:\n- {编号: A1, 名称: 甲, 数值: 3户}\n"


def write(folder: Path, name: str, text: str, encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


def refused(path: Path) -> ReportError:
    with pytest.raises(ReportError) as caught:
        read_facts(path, DiskWorld(), Sink())
    return caught.value


def test_the_issue(read: Reader) -> None:
    text = "来源: 报表\n阶段: [设计, 施工]\n单位: [人日]\n" + ONE.replace("3户", "3人日")
    found, sink = read(text)
    assert not sink.items
    assert (found.title, found.period.year, found.source.title) == ("测试", 2023, "报表")
    assert found.stages == ("设计", "施工")
    assert str(found.facts[0].span).endswith("facts.yaml:7:3")


def test_period_names_are_found_but_not_listed(read: Reader) -> None:
    found, _ = read(ONE)
    last = found.find("上年")
    assert last is not None
    assert last.period.text == "2022年"
    assert [fact.id for fact in found] == ["A1"]


def test_gb18030_and_byte_order_mark(tmp_path: Path) -> None:
    text = "标题: 坦头垟村\n期间: 2023年\n" + ONE
    plain = read_facts(write(tmp_path, "a.yaml", text), DiskWorld(), Sink())
    sink = Sink()
    assert read_facts(write(tmp_path, "b.yaml", text, "gb18030"), DiskWorld(), sink) == plain
    assert [d.code for d in sink] == ["I0106"]
    assert read_facts(write(tmp_path, "c.yml", text, "utf-8-sig"), DiskWorld(), Sink()) == plain


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    cases = [
        (tmp_path / "none.yaml", "E0101"), (tmp_path, "E0220"),
        (write(tmp_path, "a.txt", "x"), "E0220"), (write(tmp_path, "e.yaml", ""), "E0103"),
        (write(tmp_path, "u.yaml", "标题: 甲", "utf-16"), "E0104"),
        (write(tmp_path, "b.yaml", "标题: '甲"), "E0110"),
        (write(tmp_path, "l.yaml", "- 甲"), "E0122"),
        (write(tmp_path, "c.csv", "编号,数值\nA1,3户\n"), "E0222"),
        (write(tmp_path, "x.xlsx", "甲"), "E0141"),
    ]
    for path, code in cases:
        error = refused(path)
        assert (error.diagnostics[0].code, error.family) == (code, Family.INPUT)


@pytest.mark.parametrize(("text", "codes"), [
    ("事实: []\n", ["E0223"]), ("说明: 无\n", ["E0223"]),
    ("事实: 甲\n", ["E0122"]), ("事实: {一节: 甲}\n", ["E0122"]),
    ("数字: 1\n" + ONE, ["E0121"]), ("主体: [甲]\n" + ONE, ["E0122"]),
    ("单位: [万元]\n" + ONE, ["E0229"]),
    ("单位: [3天, 余, 人日/天, '(x', 元]\n" + ONE, ["E0229"] * 3),
    ("数据表: 甲.txt\n" + ONE, ["E0224"]),
    (ONE + "测算:\n- {编号: X, 名称: 乙, 公式: 占比, 取自: [甲, 丙], 小数: 1}\n", ["E0216"]),
    (ONE + "测算:\n- {编号: X, 名称: 乙, 公式: 占比, 小数: 1}\n", ["E0120"]),
    (ONE + "测算:\n- {编号: X, 名称: 乙, 公式: 占比, 取自: [甲, 甲], 小数: 一}\n", ["E0247"]),
    (ONE + "测算:\n- {编号: X, 名称: 乙, 公式: 比重, 取自: [甲, 甲], 小数: 1}\n", ["E0240"]),
])
def test_problems_of_the_whole(read: Reader, text: str, codes: list[str]) -> None:
    _, sink = read(text)
    assert [d.code for d in sink] == codes
    assert all(d.span.line for d in sink)


def test_title_and_period_are_required(tmp_path: Path) -> None:
    sink = Sink()
    read_facts(write(tmp_path, "facts.yaml", ONE), DiskWorld(), sink)
    assert [d.code for d in sink] == ["E0120", "E0120"]


def test_derived_facts_build_on_each_other(read: Reader) -> None:
    found, sink = read(
        "事实:\n- {编号: A1, 名称: 甲, 数值: 25家}\n- {编号: A2, 名称: 乙, 数值: 200家}\n测算:\n"
        "- {编号: X1, 名称: 占比, 别名: 比重, 公式: 占比, 取自: [甲, 乙], 小数: 1, 说明: 注}\n"
        "- {编号: X2, 名称: 差, 公式: 百分点差, 取自: [比重, X1], 小数: 1}\n"
    )
    assert not sink.items
    share, difference = found.find("比重"), found.find("差")
    assert share is not None
    assert difference is not None
    assert share.derived
    assert isinstance(difference.value, Quantities)
    assert difference.value.amounts[0].digits == "0.0"


def test_one_reading_reports_everything(read: Reader) -> None:
    _, sink = read(
        "事实:\n- {编号: A1, 名称: 甲, 数值: 3顿}\n- {编号: A2, 数值: 3户}\n"
        "- {编号: A3, 名称: 丙, 数值: 1e400}\n- {编号: A4, 名称: 丁, 数值: 3户, 总想: A1}\n"
    )
    assert [(d.code, d.span.line) for d in sink] == [
        ("E0205", 4), ("E0120", 5), ("E0203", 6), ("E0121", 7),
    ]


def test_an_unused_facts_file_is_named(tmp_path: Path) -> None:
    text = "标题: 测试\n期间: 2023年\n"
    write(tmp_path, "facts.csv", "编号,名称,数值\nA2,乙,1户\n")
    sink = Sink()
    write(tmp_path, "facts.yaml", text + ONE)
    assert len(read_facts(tmp_path, DiskWorld(), sink).facts) == 1
    assert [d.code for d in sink] == ["W0221"]
    sink = Sink()
    write(tmp_path, "facts.yaml", text + "数据表: facts.csv\n" + ONE)
    assert len(read_facts(tmp_path, DiskWorld(), sink).facts) == 2
    assert not sink.items


def many(count: int) -> str:
    return "标题: 测试\n期间: 2023年\n来源: 报表\n事实:\n" + "".join(
        f"- 编号: A{n}\n  名称: 指标{n}\n  数值: {n + 1}余吨\n  同比: 5.1%\n  说明: 一条\n"
        for n in range(count)
    )


@pytest.mark.slow
def test_twenty_thousand_facts(tmp_path: Path) -> None:
    def seconds(count: int) -> float:
        path = write(tmp_path, f"{count}.yaml", many(count))
        start = time.process_time()
        assert len(read_facts(path, DiskWorld(), Sink()).facts) == count
        return time.process_time() - start

    small = seconds(2000)
    assert seconds(20_000) < 25 * small
