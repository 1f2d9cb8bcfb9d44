"""Numbers that facts print are judged by the facts: typed beside them, stored, recomputed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from support import briefings
from support.check_cases import written
from support.reckoning import reckoned

from reportgen.checks.reckoning.recompute import Redone, recompute
from reportgen.checks.registry import Need
from reportgen.cli import main
from reportgen.document.tree import Document
from reportgen.facts.model import Dataset

TWO = ("- {编号: a, 名称: 规上工业总产值, 数值: 123560万元, 期间: 2023年, 指标: 产值, "
       "同比: 23.6%}\n"
       "- {编号: b, 名称: 上年规上产值, 数值: 10.00亿元, 期间: 2022年, 指标: 产值}\n")


def told(text: str, facts: str = TWO) -> list[str]:
    return reckoned(written(f"```yaml\n{facts}```\n{text}\n"))


def raw(words: str) -> str:
    return f"{{{{ 原文：{words} | 例 }}}}"


@pytest.mark.parametrize(("text", "codes"), [
    # 123560万元 is printed as 12.36亿元, and it is 123560万元 that grew
    (f"产值{{{{ a | 值：亿元：2 }}}}，上年{{{{ b }}}}，比上年增长{raw('23.6%')}。", []),
    (f"产值{{{{ a | 值：亿元：2 }}}}，上年{{{{ b }}}}，比上年增长{raw('23.7%')}。", ["E0440"]),
    (f"规上工业总产值{{{{ a }}}}，同比增长{raw('23.6%')}。", []),
    (f"规上工业总产值{{{{ a }}}}，同比增长{raw('26.3%')}。", ["E0450"]),
    (f"规上工业总产值{{{{ a }}}}，同比下降{raw('23.6%')}。", ["E0450"]),
    (f"全镇规上工业总产值{raw('12.36亿元')}。", []),
    (f"全镇规上工业总产值{raw('12.56亿元')}。", ["E0450"]),
    (f"甲村规上工业总产值{raw('12.56亿元')}。", []),
    (f"上年规上工业总产值{raw('12.56亿元')}。", []),
    (f"2021年规上工业总产值{raw('12.56亿元')}。", []),
    (f"2023年规上工业总产值{raw('12.56亿元')}。", ["E0450"]),
    (f"规上工业总产值计划达到{raw('12.56亿元')}。", []),
])
def test_typed_beside_facts(text: str, codes: list[str]) -> None:
    assert told(text) == codes


@pytest.mark.parametrize(("change", "codes"), [
    ("", []), ("23.6%|33.6%", ["E0440"]), ("2022年|2021年", []),
    ("23.6%|33.6%, 口径: 按可比价", []), ("规上工业总产值|生产总值", []),
])
def test_stored_growth(change: str, codes: list[str]) -> None:
    old, _, new = change.partition("|")
    assert told("甲。", TWO.replace(old, new) if old else TWO) == codes


TABLE = "表：主要指标\n\n| 指标 | 数值 | 单位 |\n|---|---|---|\n| 社会零售总额 | {} | 万元 |\n"


@pytest.mark.parametrize(("number", "codes"), [("123,560", []), ("125,600", ["E0450"])])
def test_text_and_table(number: str, codes: list[str]) -> None:
    table = TABLE.format(raw(number))
    assert told(f"社会零售总额{raw('12.36亿元')}，见{{{{ 表：主要指标 }}}}。\n\n{table}") == codes


@pytest.mark.parametrize(("text", "redone", "why"), [
    ("产值{{ a }}，{{ a | 同比句 }}。", Redone.NOT, "没有印：上年规上产值"),
    ("产值{{ a }}，{{ a | 同比句 }}；上年{{ b }}。", Redone.SAME, ""),
    (f"产值{{{{ a }}}}，同比增长{raw('23.6%')}；上年{{{{ b }}}}。", Redone.NOT, "句里没有可比的数"),
    (f"按可比价算，产值{{{{ a }}}}，同比增长{raw('8%')}。", Redone.NOT,
     "按可比价、可比口径算，不由印出来的数算"),
    (f"上年{{{{ b }}}}，今年产值{{{{ a }}}}，增长{raw('30%')}。", Redone.WRONG,
     "照句里的数算是增长24%"),
    ("产值{{ a | 值：亿元：0 }}，{{ a | 同比句 }}；上年{{ b }}。", Redone.NEAR,
     "取舍多了：照印出来的数算是20.0"),
])
def test_what_a_reader_can_redo(text: str, redone: Redone, why: str) -> None:
    given = written(f"```yaml\n{TWO}```\n{text}\n")
    facts, document = given[Need.DATASET], given[Need.DOCUMENT]
    assert isinstance(facts, Dataset)
    assert isinstance(document, Document)
    assert [(each.redone, each.why) for each in recompute(facts, document)] == [(redone, why)]


def test_the_command_lists_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    briefings.make(Path("示例"))
    assert main(["check", "示例", "--recompute"]) == 0
    assert "读者算得出" in capsys.readouterr().out
    assert main(["check", "示例", "--recompute", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert all(set(each) == {"place", "text", "redone", "why"} for each in found["recompute"])
