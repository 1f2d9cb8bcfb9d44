"""Make the workbook of the sample data/county-2024: that of a county which there is not.

    python tools/county.py [FILE [MONTH]]

Twenty towns and twenty-five indicators, with last year's figures on a hidden sheet. All figures are
drawn from a fixed seed and agree with each other: the towns add up to the county, the months to the
year so far, the rates follow from the values. Totals and rates are formulas with their results.
"""

from __future__ import annotations

import random
import sys
from dataclasses import dataclass
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_rowcol_to_cell as cell

BOOK = Path(__file__).resolve().parents[1] / "data" / "county-2024" / "台账.xlsx"
MONTH, MONTHS = 10, 12
NO_DATA = "…"
TOWNS = [*(f"{stem}镇" for stem in "甲乙丙丁戊己庚辛壬癸"),
         *(f"{branch}乡" for branch in "子丑寅卯辰巳"), *(f"{branch}街道" for branch in "午未申酉")]
FARMING = frozenset(["辰乡", "巳乡"])       # towns without industry above the threshold


@dataclass(frozen=True)
class Indicator:
    """An indicator: group, name, measure unit, last year's size of a month, growth in a year.

    `of` says which share it is of the indicator above it; `stock` that months do not add up;
    `quarterly` that a month has no figure of its own.
    """

    group: str
    name: str
    unit: str
    size: float
    growth: float
    of: float = 0
    stock: bool = False
    quarterly: bool = False


INDICATORS = [Indicator(*row[:5], **(row[5] if len(row) > 5 else {})) for row in (
    ("工业", "规上工业总产值", "万元", 168000, 0.062),
    ("工业", "高新技术产业产值", "万元", 0, 0.118, {"of": 0.43}),
    ("工业", "规上工业销售产值", "万元", 163500, 0.057),
    ("工业", "出口交货值", "万元", 0, -0.021, {"of": 0.16}),
    ("工业", "规上工业企业数", "家", 186, 0.048, {"stock": True}),
    ("投资", "固定资产投资", "万元", 81000, 0.041),
    ("投资", "工业投资", "万元", 0, 0.087, {"of": 0.46}),
    ("投资", "房地产开发投资", "万元", 0, -0.112, {"of": 0.21}),
    ("投资", "商品房销售面积", "平方米", 24800, -0.094),
    ("消费和外贸", "社会消费品零售总额", "万元", 94000, 0.049),
    ("消费和外贸", "限额以上零售额", "万元", 0, 0.073, {"of": 0.32}),
    ("消费和外贸", "进出口总额", "万元", 41200, 0.033),
    ("消费和外贸", "出口额", "万元", 0, 0.052, {"of": 0.78}),
    ("消费和外贸", "实际利用外资", "万美元", 310, -0.083),
    ("消费和外贸", "旅游接待人次", "万人次", 46, 0.126),
    ("财政金融", "财政总收入", "万元", 21400, 0.027),
    ("财政金融", "一般公共预算收入", "万元", 0, 0.036, {"of": 0.57}),
    ("财政金融", "一般公共预算支出", "万元", 33800, 0.045),
    ("财政金融", "住户存款余额", "万元", 2380000, 0.094, {"stock": True}),
    ("财政金融", "各项贷款余额", "万元", 2960000, 0.088, {"stock": True}),
    ("用电", "全社会用电量", "万千瓦时", 15900, 0.068),
    ("用电", "工业用电量", "万千瓦时", 0, 0.059, {"of": 0.64}),
    ("居民收入", "城镇居民人均可支配收入", "元", 4450, 0.047, {"quarterly": True}),
    ("居民收入", "农村居民人均可支配收入", "元", 2510, 0.066, {"quarterly": True}),
    ("居民收入", "农村居民人均消费支出", "元", 1720, 0.058, {"quarterly": True}),
)]
BY_TOWN = ("规上工业总产值", "固定资产投资", "社会消费品零售总额", "一般公共预算收入",
           "全社会用电量")
BY_MONTH = (*BY_TOWN, "工业用电量")
HEADS = ("规上工业产值", "固定资产投资", "社零额", "一般预算收入", "用电量")
LINES = ("工业产值", "投资额", "零售额", "预算收入", "用电总量", "工业用电")


class Figures:
    """The figures: `months[name]` of 24 months from January of last year, `towns[name]` this year's
    and last year's, from January to the month of the issue."""

    def __init__(self, month: int = MONTH) -> None:
        self.month = month
        dice = random.Random(20241112)  # noqa: S311 - made-up figures, the same at each run
        self.months: dict[str, list[int]] = {}
        self.towns: dict[str, list[tuple[int, int]]] = {}
        above = ""
        for each in INDICATORS:
            if each.of:
                base = [size * each.of for size in self.months[above][:MONTHS]]
                base += [size * (1 + each.growth) for size in base]
                bent = [1 + 0.05 * (dice.random() - 0.5) for _ in base]
            else:
                above = each.name
                base = [each.size * (1 + each.growth) ** (at / MONTHS if each.stock
                                                          else at // MONTHS)
                        for at in range(2 * MONTHS)]
                bent = [1 + (0.004 if each.stock else 0.16) * (dice.random() - 0.5) for _ in base]
                bent[1::MONTHS] = [bend * (1 if each.stock else 0.86) for bend in bent[1::MONTHS]]
            self.months[each.name] = [round(size * bend)
                                      for size, bend in zip(base, bent, strict=True)]
        shares = [0.4 + 1.2 * dice.random() + 1.8 * (at < 2) + 1.1 * (at > 15)
                  for at in range(len(TOWNS))]
        for name in BY_TOWN:
            idle = FARMING if name == BY_TOWN[0] else frozenset[str]()
            bends = [(share * (0.8 + 0.4 * dice.random()), 1 + 0.18 * (dice.random() - 0.5))
                     for share in shares]
            weights = [(share * (town not in idle), share * bend * (town not in idle))
                       for town, (share, bend) in zip(TOWNS, bends, strict=True)]
            self.towns[name] = list(zip(
                divided(self.so_far(name, 1), [now for _, now in weights]),
                divided(self.so_far(name, 0), [before for before, _ in weights]), strict=True))

    def so_far(self, name: str, year: int, month: int = 0) -> int:
        """January to the month; `year` 0 is last year. The last one, of what does not add up."""
        sizes = self.months[name][year * MONTHS : year * MONTHS + (month or self.month)]
        return sizes[-1] if next(e for e in INDICATORS if e.name == name).stock else sum(sizes)


def divided(whole: int, weights: list[float]) -> list[int]:
    """A whole number parted by weights, without a remainder."""
    marks = [round(whole * part / sum(weights)) for part in accumulate(weights)]
    return [after - before for before, after in pairwise([0, *marks])]


def growth(now: int, before: int, places: str = "0.1") -> float:
    """In per cent, rounded half up as it is shown."""
    rate = (Decimal(now) / Decimal(before) - 1) * 100
    return float(rate.quantize(Decimal(places), ROUND_HALF_UP))


class Book:
    """The workbook, sheet by sheet."""

    def __init__(self, path: Path, figures: Figures) -> None:
        self.file = xlsxwriter.Workbook(path)
        self.file.set_properties({"title": "示例县月度统计台账", "author": "示例县统计局",
                                  "created": datetime(2024, 11, 12)})
        self.figures, self.month = figures, figures.month
        self.day = f"2024年{self.month + 1}月12日"
        plain: dict[str, Any] = {"font_name": "宋体", "font_size": 11, "border": 1,
                                 "valign": "vcenter"}
        self.looks = {name: self.file.add_format({**plain, **more}) for name, more in {
            "title": {"font_name": "黑体", "font_size": 16, "border": 0, "align": "center"},
            "corner": {"border": 0, "align": "right"}, "note": {"border": 0, "text_wrap": True},
            "head": {"bold": True, "align": "center", "text_wrap": True, "bg_color": "#DDEBF7"},
            "text": {}, "group": {"bold": True}, "number": {"num_format": "#,##0"},
            "rate": {"num_format": "0.0"}, "percent": {"num_format": "0.0%"},
            "total": {"bold": True, "num_format": "#,##0"}, "mark": {"align": "right"},
            "total percent": {"bold": True, "num_format": "0.0%"},
            "total text": {"bold": True, "align": "center"},
        }.items()}

    def title(self, sheet: Any, text: str, width: int, corner: str) -> None:
        """The title over the whole table, who made it and what it counts in."""
        sheet.merge_range(0, 0, 0, width - 1, text, self.looks["title"])
        sheet.set_row(0, 30)
        sheet.write(1, 0, "制表：示例县统计局", self.looks["note"])
        sheet.merge_range(1, width - 2, 1, width - 1, corner, self.looks["corner"])

    def heads(self, sheet: Any, row: int, heads: list[tuple[str, list[str]]]) -> None:
        """Heads of two rows; one without columns of its own stands over both."""
        at = 0
        for text, below in heads:
            if not below:
                sheet.merge_range(row, at, row + 1, at, text, self.looks["head"])
            else:
                sheet.merge_range(row, at, row, at + len(below) - 1, text, self.looks["head"])
                sheet.write_row(row + 1, at, below, self.looks["head"])
            at += max(len(below), 1)
        sheet.freeze_panes(row + 2, 2)

    def about(self) -> None:
        """The sheet that says how the others are to be read."""
        sheet = self.file.add_worksheet("说明")
        sheet.set_column(0, 0, 10)
        sheet.set_column(1, 1, 60)
        for row, pair in enumerate((
            ("标题", f"示例县2024年{self.month}月经济运行情况"), ("期间", f"2024年{self.month}月"),
            ("来源", "示例县统计局月度统计台账"), ("工作表", "全部"),
        )):
            sheet.write_row(row, 0, pair, self.looks["text"])

    def indicators(self) -> None:
        """指标 down; 本月 and 累计, each with its growth, across."""
        sheet = self.file.add_worksheet("主要指标")
        self.title(sheet, f"示例县2024年{self.month}月主要经济指标", 6, self.day)
        two = ["绝对量", "同比（%）"]
        self.heads(sheet, 2, [("指标名称", []), ("计量\n单位", []), ("本月", two), ("累计", two)])
        sheet.write_row(4, 0, ["甲", "乙", "1", "2", "3", "4"], self.looks["head"])
        sheet.set_column(0, 0, 30)
        sheet.set_column(1, 5, 12)
        row, group = 5, ""
        for each in INDICATORS:
            if each.group != group:
                group = each.group
                number = "一二三四五六"[len({e.group for e in INDICATORS[:INDICATORS.index(each)]})]
                sheet.write(row, 0, f"{number}、{group}", self.looks["group"])
                for at in range(1, 6):
                    sheet.write_blank(row, at, None, self.looks["text"])
                row += 1
            sheet.write(row, 0, f"  {'其中：' * bool(each.of)}{each.name}", self.looks["text"])
            sheet.write(row, 1, each.unit, self.looks["text"])
            self.indicator(sheet, row, each)
            row += 1
        for note in ("注：1.总产值、销售产值和增速按现行价格计算，同比为名义增速。",
                     f"    2.居民收支按季发布，{self.month}月没有新数，累计为前三季度数。"):
            sheet.merge_range(row, 0, row, 5, note, self.looks["note"])
            row += 1

    def indicator(self, sheet: Any, row: int, each: Indicator) -> None:
        """The figures of an indicator."""
        sizes = self.figures.months[each.name]
        month = sizes[MONTHS + self.month - 1], sizes[self.month - 1]
        until = 9 if each.quarterly else self.month
        so_far = tuple(self.figures.so_far(each.name, year, until) for year in (1, 0))
        for at, (now, before), told in ((2, month, not each.quarterly),
                                        (4, so_far, not each.stock)):
            if told:
                sheet.write(row, at, now, self.looks["number"])
                sheet.write(row, at + 1, growth(now, before), self.looks["rate"])
            else:
                sheet.write(row, at, NO_DATA if each.quarterly else "—", self.looks["mark"])
                sheet.write(row, at + 1, "", self.looks["mark"])

    def by_town(self) -> None:
        """Places down; each indicator with this year's value, last year's and the growth."""
        sheet = self.file.add_worksheet("各乡镇")
        width = 2 + 3 * len(BY_TOWN)
        self.title(sheet, "各乡镇（街道）主要经济指标", width, self.day)
        units = {each.name: each.unit for each in INDICATORS}
        self.heads(sheet, 2, [("序号", []), ("乡镇", []), *(
            (f"{head}\n（{units[name]}）", ["累计", "上年同期", "同比"])
            for head, name in zip(HEADS, BY_TOWN, strict=True))])
        sheet.set_column(0, 0, 5)
        sheet.set_column(1, width, 10)
        last = 4 + len(TOWNS)
        for order, town in enumerate(TOWNS):
            sheet.write(4 + order, 0, order + 1, self.looks["number"])
            sheet.write(4 + order, 1, town, self.looks["text"])
        sheet.write(last, 0, "", self.looks["total text"])
        sheet.write(last, 1, "合计", self.looks["total text"])
        for order, name in enumerate(BY_TOWN):
            self.column(sheet, 2 + 3 * order, name, last)
        said = f"注：辰乡、巳乡没有规模以上工业企业。累计为1—{self.month}月数。"
        sheet.merge_range(last + 1, 0, last + 1, width - 1, said, self.looks["note"])

    def column(self, sheet: Any, at: int, name: str, last: int) -> None:
        """The three columns of an indicator, with the total as a sum."""
        lines = [*self.figures.towns[name], tuple(map(sum, zip(*self.figures.towns[name],
                                                              strict=True)))]
        for row, (now, before) in enumerate(lines, 4):
            total = "total " * (row == last)
            if not before:
                sheet.write_row(row, at, ["—", "—", "—"], self.looks["mark"])
                continue
            for side, size in enumerate((now, before)):
                if total:
                    column = f"{cell(4, at + side)}:{cell(last - 1, at + side)}"
                    sheet.write_formula(row, at + side, f"=SUM({column})", self.looks["total"],
                                        size)
                else:
                    sheet.write(row, at + side, size, self.looks["number"])
            sheet.write_formula(row, at + 2, f"={cell(row, at)}/{cell(row, at + 1)}-1",
                                self.looks[total + "percent"], round(now / before - 1, 12))

    def by_month(self) -> None:
        """Twelve months across, to the one of the issue."""
        sheet = self.file.add_worksheet("逐月")
        first = self.month
        months = [(2023 + at // MONTHS, at % MONTHS + 1) for at in range(first, first + MONTHS)]
        self.title(sheet, "主要指标逐月情况", 2 + len(months), self.day)
        sheet.write_row(2, 0, ["指标", "单位", *(f"{year}年{month}月" for year, month in months)],
                        self.looks["head"])
        sheet.set_column(0, 0, 16)
        sheet.set_column(1, 13, 11)
        units = {each.name: each.unit for each in INDICATORS}
        for row, (line, name) in enumerate(zip(LINES, BY_MONTH, strict=True), 3):
            sheet.write_row(row, 0, [line, units[name]], self.looks["text"])
            sheet.write_row(row, 2, self.figures.months[name][self.month : self.month + MONTHS],
                            self.looks["number"])

    def last_year(self) -> None:
        """The hidden sheet from which the office takes last year's figures."""
        sheet = self.file.add_worksheet("上年底数")
        sheet.write_row(0, 0, ["指标", *(f"2023年{month}月" for month in range(1, MONTHS + 1))])
        for row, each in enumerate(INDICATORS, 1):
            sheet.write_row(row, 0, [each.name, *self.figures.months[each.name][:MONTHS]])
        sheet.hide()


def make(path: Path, month: int = MONTH) -> None:
    """Write the workbook of a month, from September to November."""
    book = Book(path, Figures(month))
    book.about()
    book.indicators()
    book.by_town()
    book.by_month()
    book.last_year()
    book.file.close()


if __name__ == "__main__":
    make(Path(sys.argv[1]) if sys.argv[1:] else BOOK, *map(int, sys.argv[2:]))
