"""Make the workbook of the sample data/batch-2024: thirty towns that there are not.

    python tools/towns.py [FILE [TOWNS]]

A row a town; twelve indicators with last year's figures, and the electricity of each month. All are
drawn from a fixed seed and agree with each other: parts are less than their whole, the months of a
town add up to its year so far, the towns to the county. Totals and rates are formulas with their
results.
"""

from __future__ import annotations

import random
import sys
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

import xlsxwriter
from county import divided
from xlsxwriter.utility import xl_rowcol_to_cell as cell

BOOK = Path(__file__).resolve().parents[1] / "data" / "batch-2024" / "台账.xlsx"
MONTHS = 10
TOWNS = 30
STEMS, BRANCHES = "甲乙丙丁戊己庚辛壬癸天地玄黄宇宙洪荒", "子丑寅卯辰巳午未申酉戌亥"
WITHOUT_INDUSTRY = 7        # every so manyth town has none above the threshold
POWER = "用电量"


class Indicator(NamedTuple):
    """An indicator: its measure unit, a town's size, growth; `part`: the share of what is above."""

    name: str
    unit: str
    size: float
    growth: float
    part: float = 0


INDICATORS = tuple(Indicator(*row) for row in (
    ("规上工业产值", "万元", 42000, 0.061), ("高新技术产值", "万元", 0, 0.094, 0.38),
    ("固定资产投资", "万元", 21000, 0.043), ("工业投资", "万元", 0, 0.082, 0.45),
    ("社零额", "万元", 26000, 0.052), ("限上零售额", "万元", 0, 0.071, 0.31),
    ("一般预算收入", "万元", 3900, 0.034), ("税收收入", "万元", 0, 0.029, 0.78),
    ("粮食播种面积", "亩", 14200, 0.006), ("粮食产量", "吨", 6100, 0.017),
    ("新增企业", "家", 64, 0.08), (POWER, "万千瓦时", 4100, 0.066),
))
INDUSTRY = frozenset(each.name for each in INDICATORS[:2])


def towns(count: int = TOWNS) -> list[str]:
    """So many names: thirty single ones, then pairs."""
    single = [*(f"{stem}镇" for stem in STEMS), *(f"{branch}乡" for branch in BRANCHES)]
    pairs = (f"{first}{second}镇" for first in BRANCHES for second in STEMS + BRANCHES)
    more = (f"{first}{second}乡" for first in STEMS for second in STEMS + BRANCHES)
    three = (f"{a}{b}{c}镇" for a in STEMS for b in BRANCHES for c in STEMS + BRANCHES)
    return [name for name, _ in zip((*single, *pairs, *more, *three), range(count), strict=False)]


class Figures:
    """By indicator, each town's this year and last; the electricity of each month."""

    def __init__(self, count: int) -> None:
        dice = random.Random(20241112)  # noqa: S311 - made-up figures, the same at each run
        self.towns = towns(count)
        self.values: dict[str, list[tuple[int, int]]] = {each.name: [] for each in INDICATORS}
        self.power: list[list[int]] = []
        for order in range(count):
            share, above = 0.4 + 1.2 * dice.random(), (0, 0)
            for each in INDICATORS:
                size = (above[1] * each.part or each.size * share) * (0.9 + 0.2 * dice.random())
                grown = size * (1 + each.growth + 0.16 * (dice.random() - 0.5))
                above = round(grown), round(size)
                idle = each.name in INDUSTRY and order % WITHOUT_INDUSTRY == WITHOUT_INDUSTRY - 1
                self.values[each.name].append((0, 0) if idle else above)
            weights = [1 + 0.3 * (dice.random() - 0.5) for _ in range(MONTHS)]
            self.power.append(divided(self.values[POWER][-1][0], weights))


class Book:
    """The workbook, sheet by sheet."""

    def __init__(self, path: Path, figures: Figures) -> None:
        self.file, self.figures = xlsxwriter.Workbook(path), figures
        self.file.set_properties({"title": "示例县各乡镇统计台账", "author": "示例县统计局",
                                  "created": datetime(2024, 11, 12)})
        plain: dict[str, Any] = {"font_name": "宋体", "font_size": 11, "border": 1}
        self.looks = {name: self.file.add_format({**plain, **more}) for name, more in {
            "title": {"font_name": "黑体", "font_size": 16, "border": 0, "align": "center"},
            "corner": {"border": 0, "align": "right"},
            "head": {"bold": True, "align": "center", "text_wrap": True, "bg_color": "#DDEBF7"},
            "text": {}, "number": {"num_format": "#,##0"}, "percent": {"num_format": "0.0%"},
            "mark": {"align": "right"},
        }.items()}

    def about(self) -> None:
        """How the other sheets are to be read."""
        sheet = self.file.add_worksheet("说明")
        sheet.set_column(0, 0, 10)
        sheet.set_column(1, 1, 60)
        for row, pair in enumerate((
            ("标题", f"示例县各乡镇2024年{MONTHS}月统计"), ("期间", f"2024年1—{MONTHS}月"),
            ("来源", "示例县统计局统计台账"), ("工作表", "全部"), ("类别", "乡镇"),
        )):
            sheet.write_row(row, 0, pair, self.looks["text"])

    def _sheet(self, name: str, title: str, corner: str, width: int) -> Any:
        sheet = self.file.add_worksheet(name)
        sheet.merge_range(0, 0, 0, width - 1, title, self.looks["title"])
        sheet.merge_range(1, width - 3, 1, width - 1, corner, self.looks["corner"])
        sheet.freeze_panes(4, 1)
        sheet.set_column(0, width, 10)
        return sheet

    def _names(self, sheet: Any) -> int:
        """The towns down, and the total; the row of the total."""
        for row, town in enumerate((*self.figures.towns, "合计"), 4):
            sheet.write(row, 0, town, self.looks["text"])
        return 4 + len(self.figures.towns)

    def indicators(self) -> None:
        """Each indicator with this year's value, last year's and the growth."""
        width = 1 + 3 * len(INDICATORS)
        title = f"示例县各乡镇2024年1—{MONTHS}月主要指标"
        sheet = self._sheet("各乡镇", title, "示例县统计局", width)
        sheet.merge_range(2, 0, 3, 0, "乡镇", self.looks["head"])
        last = self._names(sheet)
        for order, each in enumerate(INDICATORS):
            at = 1 + 3 * order
            sheet.merge_range(2, at, 2, at + 2, f"{each.name}\n（{each.unit}）", self.looks["head"])
            sheet.write_row(3, at, ["累计", "上年同期", "同比"], self.looks["head"])
            for row, pair in enumerate(self.figures.values[each.name], 4):
                if not all(pair):
                    sheet.write_row(row, at, ["—"] * 3, self.looks["mark"])
                    continue
                sheet.write_row(row, at, pair, self.looks["number"])
                self._rate(sheet, row, at, *pair)
            sums = [sum(side) for side in zip(*self.figures.values[each.name], strict=True)]
            for side, size in enumerate(sums):
                self._sum(sheet, last, at + side, size)
            self._rate(sheet, last, at, *sums)

    def _rate(self, sheet: Any, row: int, at: int, now: int, before: int) -> None:
        sheet.write_formula(row, at + 2, f"={cell(row, at)}/{cell(row, at + 1)}-1",
                            self.looks["percent"], round(now / before - 1, 12))

    def _sum(self, sheet: Any, row: int, at: int, size: int) -> None:
        sheet.write_formula(row, at, f"=SUM({cell(4, at)}:{cell(row - 1, at)})",
                            self.looks["number"], size)

    def months(self) -> None:
        """The electricity of each month."""
        sheet = self._sheet("逐月用电", "示例县各乡镇逐月用电量", "单位：万千瓦时", 1 + MONTHS)
        sheet.merge_range(2, 0, 3, 0, "乡镇", self.looks["head"])
        sheet.merge_range(2, 1, 2, MONTHS, "月用电量", self.looks["head"])
        sheet.write_row(3, 1, [f"2024年{month}月" for month in range(1, MONTHS + 1)],
                        self.looks["head"])
        last = self._names(sheet)
        for row, sizes in enumerate(self.figures.power, 4):
            sheet.write_row(row, 1, sizes, self.looks["number"])
        for at, sizes in enumerate(zip(*self.figures.power, strict=True), 1):
            self._sum(sheet, last, at, sum(sizes))


def make(path: Path, count: int = TOWNS) -> None:
    """Write the workbook of so many towns."""
    book = Book(path, Figures(count))
    book.about()
    book.indicators()
    book.months()
    book.file.close()


if __name__ == "__main__":
    make(Path(sys.argv[1]) if sys.argv[1:] else BOOK, *map(int, sys.argv[2:]))
