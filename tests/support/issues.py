"""Issues to be rolled: an office with a book of each month, and the command run in it."""

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
