"""The month's first step: the next issue's folder, made of the last one."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from support.books import book, rewritten, saved

from reportgen.cli import main

PART = "xl/worksheets/sheet1.xml"
Run = Callable[..., tuple[int, dict[str, Any]]]
FRONT = ("---\n报头: 示例县统计月报\n期号: {n}\n总期号: 1{n}\n编发单位: 示例县统计局\n日期: {day}\n"
         "标题: 示例县{period}经济运行情况\n---\n\n")
STORY = "本月产值{{ 甲镇产值 }}，居全县第一位；5月份形势平稳。\n"
ROWS = [
    ["示例县2024年5月各镇主要指标"],
    ["镇", "产值（万元）", None, None, None],
    [None, "本月", "上年同期", "同比", "上月"],
    ["甲镇", 120.5, 100, "=B4/C4-1", 110],
    ["乙镇", 80, 90, "=B5/C5-1", 70],
    ["合计", "=B4+B5", "=C4+C5", "=B6/C6-1", "=E4+E5"],
]


def computed(data: bytes, values: dict[str, float]) -> bytes:
    """A workbook whose formulas have these results, as a spreadsheet would have stored them."""
    for cell, value in values.items():
        part = zipfile.ZipFile(io.BytesIO(data)).read(PART)
        found = re.search(rf'<c r="{cell}"[^>]*><f>[^<]*</f><v ?(?:/>|></v>)'.encode(), part)
        assert found, cell
        old = found[0]
        data = rewritten(data, PART, old, old[: old.index(b"<v")] + f"<v>{value!r}</v>".encode())
    return data


def towns(month: int, now: tuple[float, float], last: tuple[float, float],
          before: tuple[float, float], year: int = 2024) -> bytes:
    """The book of a month."""
    rows = [list(row) for row in ROWS]
    rows[0] = [f"示例县{year}年{month}月各镇主要指标"]
    for at in range(2):
        rows[3 + at][1:3], rows[3 + at][4] = (now[at], before[at]), last[at]
    made = book(rows, {f"D{at}": "0.0%" for at in (4, 5, 6)}, title="各镇")
    made["各镇"].merge_cells("B2:E2")
    made["各镇"].merge_cells("A2:A3")
    sums = [a + b for a, b in (now, last, before)]
    return computed(saved(made), {
        "D4": now[0] / before[0] - 1, "D5": now[1] / before[1] - 1,
        "B6": sums[0], "E6": sums[1], "C6": sums[2],
        "D6": sums[0] / sums[2] - 1})


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An office with an issue of May, and that of June a year before; commands run in it."""
    monkeypatch.chdir(tmp_path)
    issue(tmp_path / "2024年第5期", towns(5, (120.5, 80), (110, 70), (100, 90)), 5, "2024-06-12",
          "2024年5月")
    issue(tmp_path / "2023年第6期", towns(6, (101.25, 91), (100, 90), (95, 85), 2023), 6,
          "2023-07-12", "2023年6月")
    return tmp_path


def issue(folder: Path, data: bytes, n: int, day: str, period: str) -> None:
    folder.mkdir()
    (folder / "台账.xlsx").write_bytes(data)
    (folder / "briefing.md").write_text(
        FRONT.format(n=n, day=day, period=period) + STORY, encoding="utf-8")


@pytest.fixture
def roll(capsys: pytest.CaptureFixture[str]) -> Run:
    """`roll --json`: the exit code and what is told."""
    def command(*words: str) -> tuple[int, dict[str, Any]]:
        capsys.readouterr()
        code = main(["roll", *words, "--json"])
        return code, json.loads(capsys.readouterr().out)

    return command


def cells(path: Path) -> dict[str, Any]:
    """What stands in the first sheet."""
    sheet = openpyxl.load_workbook(path).worksheets[0]
    return {cell.coordinate: cell.value for row in sheet.iter_rows() for cell in row
            if cell.value is not None}


def test_a_monthly_book(office: Path, roll: Run) -> None:
    code, told = roll("2024年第5期")
    assert code == 0
    assert (told["folder"], told["period"], told["number"]) == ("2024年第6期", "2024年6月", 6)
    assert told["earlier"] == "2023年第6期"
    assert cells(office / "2024年第6期" / "台账.xlsx") == {
        "A1": "示例县2024年6月各镇主要指标", "A2": "镇", "B2": "产值（万元）",
        "B3": "本月", "C3": "上年同期", "D3": "同比", "E3": "上月",
        "A4": "甲镇", "C4": 101.25, "D4": "=B4/C4-1", "E4": 120.5,
        "A5": "乙镇", "C5": 91, "D5": "=B5/C5-1", "E5": 80,
        "A6": "合计", "B6": "=B4+B5", "C6": "=C4+C5", "D6": "=B6/C6-1", "E6": "=E4+E5"}
    text = (office / "2024年第6期" / "briefing.md").read_text(encoding="utf-8")
    assert text == FRONT.format(n=6, day="2024-07-12", period="2024年5月") + STORY
    assert [(each["code"], each["place"]["line"], each["place"]["column"])
            for each in told["diagnostics"]
            if each["place"]["file"] == "2024年第6期/briefing.md"] == [
        ("I0193", 7, 8), ("I0193", 10, 16), ("I0193", 10, 23)]


def test_what_is_left_to_type_is_told(office: Path, roll: Run, capsys: Any) -> None:
    roll("2024年第5期")
    assert main(["check", "2024年第6期", "--json"]) == 3
    told = json.loads(capsys.readouterr().out)["diagnostics"]
    (each,) = (each for each in told if each["code"].startswith("E"))
    assert (each["code"], each["message"]) == ("E0150", "“甲镇”到“乙镇”还有 2 格没有填：B4:B5")


CHAINS = {
    "monthly": ("2024年11月", "2024年第11期", "2024-12-05",
                [("2024年第12期", "2024年12月", 12), ("2025年第1期", "2025年1月", 1)]),
    "by the day": ("2024年11月", "2024年第12期", "2024-12-05",
                   [("2025年第1期", "2024年12月", 1), ("2025年第2期", "2025年1月", 2)]),
    "quarters": ("2024年三季度", "2024年三季度", "2024-10-20",
                 [("2024年四季度", "2024年四季度", 12), ("2025年一季度", "2025年一季度", 1)]),
    "halves": ("2024年上半年", "2024年第1期", "2024-07-20",
               [("2024年第2期", "2024年下半年", 2), ("2025年第1期", "2025年上半年", 1)]),
    "years": ("2023年", "2023年简报", "2024-02-20",
              [("2024年简报", "2024年", 1), ("2025年简报", "2025年", 1)]),
    "weeks": ("2024年12月16日—22日", "2024年第51周", "2024-12-23",
              [("2024年第52周", "2024年12月23日—29日", 12),
               ("2025年第1周", "2024年12月30日—1月5日", 1),
               ("2025年第2周", "2025年1月6日—1月12日", 2)]),
    "sums": ("2024年1—5月", "2024年第5期", "2024-06-12",
             [("2024年第6期", "2024年1—6月", 6), ("2024年第7期", "2024年1—7月", 7)]),
    "sums of quarters": ("2024年1—3月", "2024年第1期", "2024-04-12",
                         [("2024年第2期", "2024年1—6月", 2), ("2024年第3期", "2024年1—9月", 3)]),
}


@pytest.mark.parametrize(("period", "name", "day", "chain"), CHAINS.values(), ids=CHAINS)
def test_every_kind_of_issue(  # noqa: PLR0917
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, roll: Run, period: str, name: str, day: str,
    chain: list[tuple[str, str, int]],
) -> None:
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / name
    folder.mkdir()
    number = int(re.sub(r"^.*第|\D", "", name) or 0) if "期" in name else 11 if "周" in name else \
        11 if "季" in name else 1
    (folder / "briefing.md").write_text(
        FRONT.format(n=number, day=day, period="") + "{{ 产值 }}。\n", encoding="utf-8")
    (folder / "facts.yaml").write_text(
        f"标题: 月报\n期间: {period}\n事实:\n  - {{编号: A1, 名称: 产值, 数值: 5户}}\n",
        encoding="utf-8")
    for wanted in chain:
        code, told = roll(name)
        assert code == 0, told["diagnostics"]
        assert (told["folder"], told["period"], told["number"]) == wanted
        name = wanted[0]
        facts = (tmp_path / name / "facts.yaml").read_text(encoding="utf-8")
        assert facts == (f"标题: 月报\n期间: {wanted[1]}\n事实:\n"
                         "  - {编号: A1, 名称: 产值, 数值: 待填户}\n")
        (tmp_path / name / "facts.yaml").write_text(facts.replace("待填", "5"), encoding="utf-8")
