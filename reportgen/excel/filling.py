"""A workbook made for filling: heads locked, cells that say what they take, blanks in colour.

The name 待填 holds the cells to be filled, so that a reader can say which are blank.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape

from reportgen.excel.cells import GUIDE, TO_FILL, letters
from reportgen.excel.write import Cell, book, is_blank, rule, sheet
from reportgen.frozen import frozen

SHEET, _GUIDE_SHEET = "台账", "填表说明"
_MARKS = "——-/无……"      # a piece of this says that there is no value
_TITLE = 32             # characters of the title of a prompt, all that Excel takes
_UPRIGHT = 6            # columns beside the names on an upright page


@frozen
class ColumnKind:
    """What the cells of a column take.

    `code` is their number format, `test` when a number is right ({0} is the cell), `style` how
    gravely the spreadsheet takes another one; `prompt` and `fault` are what it says.
    """

    code: str
    test: str
    prompt: str
    fault: str
    example: str
    style: str = "stop"


NUMBER = ColumnKind("General", "TRUE", "只填数，单位在表头里。没有数的写 —。",
              "这里填数。约数照写（120余、超9000）的，点“是”。", "1234.5", "warning")
WHOLE = ColumnKind("#,##0", "{0}=INT({0})", "填整数，单位在表头里。没有数的写 —。",
             "这里填整数，不带单位。约数照写（120余、超9000）的，点“是”。", "1,234", "warning")
PERCENT = ColumnKind('0.0"%"', "{0}=ROUND({0},1)",
               "只填数，% 自己会显示：填 5.1，不写 5.1%。下降填 -3.2。没有数的写 —。",
               "百分数填到一位小数，不写 %，如 5.1。", "5.1%")
DAY = ColumnKind('yyyy"年"m"月"d"日"', "{0}>=36526", "填日子，如 2025-3-1。没有的写 —。",
           "填一个日子，如 2025-3-1。", "2025年3月1日")
CHOICE = ColumnKind("@", "", "点右边的箭头选。没有的选 —。", "只能从列出的里面选。", "")
WORDS = ColumnKind("@", "TRUE", "有话要说的写在这里，可以空着。", "", "")
_KINDS = (NUMBER, WHOLE, PERCENT, DAY, CHOICE, WORDS)
_LOCKED, _BOLD, _HEAD, _NAME, _SHOWN, _WORDS, _KIND = range(7)   # looks; those of kinds follow
_ISSUE = (
    ("标题", "这些数是哪里的、什么的，如 示例县2025年主要指标"),
    ("期间", "哪一期的数，如 2025年、2025年3月、2025年1—6月、2025年第一季度"),
)
_HEAD_ROW = len(_ISSUE) + 1
_LINES = (
    "黄色的格要填，填了就不黄；灰色的是表头和名称，锁着。",
    "先填上面的标题、期间；期间写成 2025年、2025年3月、2025年1—6月。",
    "数照来源填，单位在表头里，不再写；约数（120余、超9000）照写。",
    "百分数只填数，% 自己会显示：填 5.1，不写 5.1%；下降填 -3.2。",
    "日子填 2025-3-1；有选项的，点格子右边的箭头选。",
    "没有数的写 —，不要空着：空着的，检查时一处一处列出来。",
    "加一行、改名称：审阅 → 撤销工作表保护（没有密码）；新的一行插在中间，样子跟着。",
    "改了表头、名称，文稿 briefing.md 里的也改成一样的。",
    "打印是 A4，每一页都有表头。存成 .xlsx。",
    "填好存盘，运行 reportgen check 文件夹，再 reportgen build 文件夹。",
)
_PROTECTED = '<sheetProtection sheet="1" objects="1" scenarios="1" formatColumns="0"' \
             ' formatRows="0"/>'
_FITTED = '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
_LINE = '<{0} style="thin"><color rgb="FF7F7F7F"/></{0}>'
_FILL = '<fill><patternFill patternType="{0}">{1}</patternFill></fill>'
_GREY = '<fgColor rgb="FFEDEDED"/>'
_YELLOW = '<fgColor rgb="FFFFF2CC"/><bgColor rgb="FFFFF2CC"/>'


@frozen
class BlankColumn:
    """A column to be filled: its head with the unit, what it takes, the choices of a list."""

    head: str
    kind: ColumnKind
    choices: tuple[str, ...] = ()


def to_fill(corner: str, rows: Sequence[str], columns: Sequence[BlankColumn]) -> bytes:
    """The workbook: a sheet with a row for each of `rows`, and a sheet that explains it.

    `corner` says what the rows are, 镇. The same input gives the same bytes.
    """
    first, last = _HEAD_ROW + 1, _HEAD_ROW + len(rows)
    areas = [f"{letters(at)}{first}:{letters(at)}{last}" for at in range(2, len(columns) + 2)]
    blank = [*(f"B{at}" for at in range(1, _HEAD_ROW)), *(
        area for area, each in zip(areas, columns, strict=True) if each.kind is not WORDS)]
    heads: list[Cell] = [(corner, _HEAD), *((each.head, _HEAD) for each in columns)]
    looks = [_KIND + _KINDS.index(each.kind) for each in columns]
    issue: list[list[Cell]] = [[(key, _HEAD), *[(None, _WORDS)] * len(columns)]
                               for key, _ in _ISSUE]
    body: list[list[Cell]] = [[(name, _NAME), *((None, look) for look in looks)] for name in rows]
    example: list[Cell] = [(f"例：{rows[0]}", _NAME), *(
        ((*each.choices, each.kind.example)[0], _SHOWN) for each in columns)]
    words: list[list[Cell]] = [[f"{at}．{line}"] for at, line in enumerate(_LINES, 1)]
    guide: list[list[Cell]] = [[(GUIDE, _BOLD)], *words, [], heads, example]
    widths = (14, *(max(12, 2 * len(each.head) + 2) for each in columns))
    way = "landscape" if len(columns) > _UPRIGHT else "portrait"
    page = f'<pageSetup paperSize="9" orientation="{way}" fitToHeight="0"/>'
    made = sheet([*issue, heads, *body], widths, above=_FITTED + _PANES + _HIGH,
                 below=_below(blank, areas, columns) + page + _FOOTER)
    told = sheet(guide, widths, above=_FITTED + _HIGH, below=_PROTECTED + page)
    top = f"'{SHEET}'!$A:$A,'{SHEET}'!${_HEAD_ROW}:${_HEAD_ROW}"
    cells = ",".join(f"'{SHEET}'!" + re.sub("([A-Z]+)", r"$\1$", area) for area in blank)
    return book({SHEET: made, _GUIDE_SHEET: told}, _styles(),
                f'<definedName name="_xlnm.Print_Titles" localSheetId="0">{top}</definedName>'
                f'<definedName name="{TO_FILL}">{cells}</definedName>')


_PANES = (f'<sheetViews><sheetView workbookViewId="0"><pane xSplit="1" ySplit="{_HEAD_ROW}"'
          f' topLeftCell="B{_HEAD_ROW + 1}" activePane="bottomRight" state="frozen"/>'
          "</sheetView></sheetViews>")
_HIGH = '<sheetFormatPr defaultRowHeight="21" customHeight="1"/>'
_FOOTER = "<headerFooter><oddFooter>&amp;C第 &amp;P 页，共 &amp;N 页</oddFooter></headerFooter>"


def _below(blank: Sequence[str], areas: Sequence[str], columns: Sequence[BlankColumn]) -> str:
    """What stands below the cells, in the order of ISO/IEC 29500-1, 18.3.1.99."""
    merged = "".join(f'<mergeCell ref="B{at}:{letters(len(columns) + 1)}{at}"/>'
                     for at in range(1, _HEAD_ROW) if len(columns) > 1)
    colours = "".join(rule(area, is_blank(area), 0, priority=at)
                      for at, area in enumerate(blank, 1))
    rules = [*(_rule(f"B{at}", key, told) for at, (key, told) in enumerate(_ISSUE, 1)),
             *map(_takes, areas, columns)]
    return (_PROTECTED + f"<mergeCells>{merged}</mergeCells>" * bool(merged) + colours
            + f'<dataValidations count="{len(rules)}">{"".join(rules)}</dataValidations>')


def _takes(area: str, column: BlankColumn) -> str:
    """What a column takes."""
    cell, kind = area.partition(":")[0], column.kind
    test = f'"{",".join((*column.choices, "—"))}"' if column.choices else \
        f'IF(ISNUMBER({cell}),{kind.test.format(cell)},ISNUMBER(FIND({cell},"{_MARKS}")))'
    kept = "" if kind is WORDS else (
        f'type="{"list" if column.choices else "custom"}" errorStyle="{kind.style}"'
        f' showErrorMessage="1" errorTitle="填得不对" error="{escape(kind.fault)}"')
    return _rule(area, column.head[:_TITLE], kind.prompt, kept,
                 f"<formula1>{escape(test)}</formula1>" * bool(kept))


def _rule(area: str, title: str, prompt: str, kept: str = "", test: str = "") -> str:
    """What may be typed into an area, and what is said where the cursor stands in it."""
    return (f'<dataValidation {kept} allowBlank="1" showInputMessage="1"'
            f' promptTitle="{escape(title)}" prompt="{escape(prompt)}" sqref="{area}">{test}'
            "</dataValidation>")


def _styles() -> str:
    """The looks, in the order of their numbers."""
    codes = "".join(f'<numFmt numFmtId="{164 + at}" formatCode="{escape(each.code)}"/>'
                    for at, each in enumerate(_KINDS))
    edges = "".join(map(_LINE.format, ("left", "right", "top", "bottom")))
    looks = [_xf(), _xf(font=1), _xf("center", font=1, fill=2, border=1),
             _xf(fill=2, border=1), _xf("center", border=1),
             _xf(border=1, more=_OPEN),
             *(_xf("center" if each in {DAY, CHOICE} else "left" if each is WORDS
                   else "right", 164 + at, border=1, more=_OPEN)
               for at, each in enumerate(_KINDS))]
    return (f'<numFmts count="{len(_KINDS)}">{codes}</numFmts><fonts count="2">'
            f'<font>{_FONT}</font><font><b/>{_FONT}</font></fonts><fills count="3">'
            + _FILL.format("none", "") + _FILL.format("gray125", "") + _FILL.format("solid", _GREY)
            + f'</fills><borders count="2"><border/><border>{edges}</border></borders>'
            '<cellStyleXfs count="1"><xf fontId="0"/></cellStyleXfs>'
            f'<cellXfs count="{len(looks)}">{"".join(looks)}</cellXfs>'
            '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
            f'<dxfs count="1"><dxf>{_FILL.format("solid", _YELLOW)}</dxf></dxfs>')


_FONT = '<sz val="11"/><name val="宋体"/>'
_OPEN = '<protection locked="0"/>'


def _xf(
    across: str = "left", code: int = 0, *, font: int = 0, fill: int = 0, border: int = 0,
    more: str = "",
) -> str:
    return (f'<xf numFmtId="{code}" fontId="{font}" fillId="{fill}" borderId="{border}" xfId="0"'
            ' applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1"'
            ' applyAlignment="1" applyProtection="1">'
            f'<alignment horizontal="{across}" vertical="center" wrapText="{int(border)}"/>{more}'
            "</xf>")
