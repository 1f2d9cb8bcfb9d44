"""A year of issues, each rolled from the last: every figure is of the period it stands for.

What a value is says what it must be: a number of its own for each thing and each span of days.
What is blank after a roll is typed; all the rest must be right already.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from support.books import book, saved

from reportgen.cli import main
from reportgen.excel.cells import TO_FILL
from reportgen.excel.read import sheets

STORY = ("---\n报头: 月报\n期号: {n}\n总期号: {total}\n编发单位: 某县统计局\n日期: {day}\n"
         "标题: 月报\n---\n\n见台账。\n")
Days = tuple[int, int, int]     # year, first and last month
TOWNS = ("甲镇", "乙镇")


def truth(name: str, days: Days) -> int:
    """The one value of a thing in a span of months."""
    return random.Random(f"{name}{days}").randrange(1000, 1_000_000)  # noqa: S311


def before(year: int, month: int) -> tuple[int, int]:
    """The month before."""
    return (year, month - 1) if month > 1 else (year - 1, 12)


# What a column is headed, and of which days it is, in the issue of a month.
COLUMNS: dict[str, Callable[[int, int], tuple[str, Days]]] = {
    "本月": lambda y, m: ("本月", (y, m, m)),
    "上年同期": lambda y, m: ("上年同期", (y - 1, m, m)),
    "上月": lambda y, m: ("上月", (*before(y, m), before(y, m)[1])),
    "month": lambda y, m: (f"{m}月", (y, m, m)),
    "dated": lambda y, m: (f"{y}年{m}月", (y, m, m)),
    "year ago": lambda y, m: (f"{y - 1}年{m}月", (y - 1, m, m)),
    "sum": lambda y, m: (f"1—{m}月", (y, 1, m)),
    "累计": lambda y, m: ("累计", (y, 1, m)),
    "last month": lambda y, m: ("{}年{}月".format(*before(y, m)),
                                (*before(y, m), before(y, m)[1])),
    "old": lambda y, m: ("2022年", (2022, 1, 12)),
}
LAYOUTS = (("本月", "上年同期", "上月"), ("本月", "累计"), ("month", "sum"), ("dated", "year ago"),
           ("本月", "last month", "old"), ("sum", "本月"))


def table(layout: tuple[str, ...], year: int, month: int) -> list[list[object]]:
    """The right table of a month."""
    heads = [COLUMNS[each](year, month) for each in layout]
    return [[f"某县{year}年{month}月产值"], ["镇", *(["产值（万元）"] * len(heads))],
            ["", *(head for head, _ in heads)],
            *([town, *(truth(town, days) for _, days in heads)] for town in TOWNS)]


def issue(folder: Path, data: bytes | str, year: int, month: int, total: int, suffix: str) -> None:
    folder.mkdir()
    path = folder / f"台账{suffix}"
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    (folder / "briefing.md").write_text(STORY.format(
        n=month, total=total, day=next_day(year, month)), encoding="utf-8")


def next_day(year: int, month: int) -> date:
    return date(year + month // 12, month % 12 + 1, 8)


def as_book(rows: list[list[object]]) -> bytes:
    made = book(rows, title="各镇")
    made["各镇"].merge_cells(start_row=2, end_row=2, start_column=2, end_column=len(rows[1]))
    return saved(made)


def typed(path: Path, right: list[list[object]]) -> None:
    """What a clerk does: the blanks get their figures."""
    (sheet,) = sheets(path.read_bytes())
    made = openpyxl.load_workbook(path)
    for top, left, bottom, last in sheet.to_fill:
        for row in range(top, bottom + 1):
            for column in range(left, last + 1):
                assert made["各镇"].cell(row, column).value is None
                made["各镇"].cell(row, column).value = right[row - 1][column - 1]
    made.save(path)


def shown(path: Path) -> list[list[object]]:
    rows = openpyxl.load_workbook(path)["各镇"].iter_rows(values_only=True)
    return [[cell for cell in row if cell is not None] for row in rows]


@pytest.mark.slow
@pytest.mark.parametrize("layout", LAYOUTS, ids="-".join)
def test_twelve_months(
    layout: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    for month in (3, 4, 12):        # of last year only these are there
        issue(tmp_path / f"2023年第{month}期", as_book(table(layout, 2023, month)), 2023, month,
              month, ".xlsx")
    issue(tmp_path / "2024年第1期", as_book(table(layout, 2024, 1)), 2024, 1, 13, ".xlsx")
    year, month, name = 2024, 1, "2024年第1期"
    for step in range(12):
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
        capsys.readouterr()
        assert main(["roll", name, "--json"]) == 0, capsys.readouterr()
        told = json.loads(capsys.readouterr().out)
        name = f"{year}年第{month}期"
        assert (told["folder"], told["period"]) == (name, f"{year}年{month}月")
        right = table(layout, year, month)
        path = tmp_path / name / "台账.xlsx"
        blank = {each["place"].get("cell") for each in told["changes"]
                 if each["kind"] == TO_FILL}
        assert blank, "something must be typed each month"
        typed(path, right)
        expected = [[cell for cell in row if cell != ""] for row in right]
        expected[1] = expected[1][:2]
        assert shown(path) == expected
        assert STORY.format(n=month, total=14 + step, day=next_day(year, month)) == (
            tmp_path / name / "briefing.md").read_text(encoding="utf-8")
    assert name == "2025年第1期"


def as_csv(rows: list[list[object]]) -> str:
    return "".join(",".join(map(str, row)) + "\n" for row in rows)


def facts(year: int, month: int) -> str:
    """The right facts of a month, with an own layout and comments."""
    last = before(year, month)
    line = [(y, m) for y, m in (before(*before(*last)), before(*last), last, (year, month))][1:]
    sums = "".join(f"{m}月: {truth('丙', (year, m, m))}万元, " for m in range(1, month + 1))
    window = "".join(f"        {y}年{m}月: {truth('丁', (y, m, m))}万元\n" for y, m in line)
    now, so_far = truth("甲镇", (year, month, month)), truth("甲镇", (year, 1, month))
    ago = truth("甲镇", (year - 1, month, month))
    return f"""# 编的
标题: "某县{year}年{month}月产值"     # 随期间走
期间: {year}年{month}月

事实:
  工业:
    - 编号: A1
      名称: 甲镇产值     # 本月
      数值: {now}万元
    - {{编号: A2, 名称: 甲镇产值（累计）, 期间: 累计, 数值: '{so_far}万元'}}
    - {{编号: A3, 名称: 甲镇产值（上月）, 期间: 上月, 数值: {truth('甲镇', (*last, last[1]))}万元}}
    - {{编号: A4, 名称: 甲镇产值（上年同期）, 期间: 上年同期, 数值: {ago}万元}}
    - {{编号: A5, 名称: 前年产值, 期间: 2022年, 数值: 7万元}}
    - {{编号: A6, 名称: 年底目标, 期间: 全年, 进度: 计划, 数值: {truth('目标', (year, 1, 12))}万元}}
    - {{编号: B1, 名称: 逐月, 各期: {{{sums[:-2]}}}}}
  用电:
    - 编号: B2
      名称: 近三月
      各期:
{window}"""


def filled(text: str, right: str) -> str:
    """What a clerk does: 待填 becomes the figure of that line."""
    made = []
    for line, wanted in zip(text.splitlines(keepends=True), right.splitlines(keepends=True),
                            strict=True):
        parts = line.split(TO_FILL)
        for part in parts[1:]:
            done, rest = parts[0], wanted[len(parts[0]):]
            figure = rest[: len(rest) - len(rest.lstrip("0123456789"))]
            parts[0] = done + figure + part
        made.append(parts[0])
    return "".join(made)


@pytest.mark.slow
def test_twelve_months_of_yaml(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    for year, month, total in ((2023, 3, 3), (2024, 1, 13)):
        name = f"{year}年第{month}期"
        issue(tmp_path / name, "", year, month, total, ".md")
        (tmp_path / name / "台账.md").unlink()
        (tmp_path / name / "facts.yaml").write_text(facts(year, month), encoding="utf-8")
    year, month = 2024, 1
    for _ in range(11):     # in the next January 逐月 begins anew: below
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
        assert main(["roll", name]) == 0, capsys.readouterr()
        name = f"{year}年第{month}期"
        path, right = tmp_path / name / "facts.yaml", facts(year, month)
        text = path.read_text(encoding="utf-8")
        assert text.count(TO_FILL) >= 4
        path.write_text(filled(text, right), encoding="utf-8")
        assert path.read_text(encoding="utf-8") == right
    assert main(["roll", name]) == 0
    text = (tmp_path / "2025年第1期" / "facts.yaml").read_text(encoding="utf-8")
    assert "各期: {1月: 待填万元, 2月: -, 3月: -" in text
    assert "期间: 全年, 进度: 计划, 数值: 待填万元" in text
    assert "2024年11月: " in text


@pytest.mark.slow
def test_twelve_months_of_csv(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    layout = ("本月", "上年同期", "上月", "sum")
    issue(tmp_path / "2023年第3期", as_csv(table(layout, 2023, 3)), 2023, 3, 3, ".csv")
    issue(tmp_path / "2024年第1期", as_csv(table(layout, 2024, 1)), 2024, 1, 13, ".csv")
    year, month, name = 2024, 1, "2024年第1期"
    for _ in range(12):
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
        assert main(["roll", name]) == 0
        name = f"{year}年第{month}期"
        path, right = tmp_path / name / "台账.csv", as_csv(table(layout, year, month))
        assert TO_FILL in path.read_text(encoding="utf-8")
        path.write_text(filled(path.read_text(encoding="utf-8"), right), encoding="utf-8")
        assert path.read_text(encoding="utf-8") == right
