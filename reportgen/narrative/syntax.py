"""What a narrative says before the facts are put in: blocks and inlines that still hold names.

A closed tree, made by `read_narrative`, turned into a `Document` by `compose`. Choices and loops
hold trees, never strings, so a value can never become markup.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date
from enum import Enum
from typing import Generic, TypeVar

from reportgen.diagnostics import NOWHERE, Span, Written
from reportgen.document import tree
from reportgen.document.quantity import Quantity
from reportgen.frozen import frozen

Item = TypeVar("Item")

# ------------------------------------------------------------------------------------ inline


@frozen
class Insert(Written):
    """`{{ 名称 | 形式：参数 }}`: a fact in one of its forms. Empty form: the usual one (值)."""

    name: str
    form: str = ""
    argument: str = ""


@frozen
class Verbatim(Written):
    """`{{ 原文：第二次 | 理由 }}`: words typed by hand on purpose, with the reason."""

    text: str
    reason: str


@frozen
class Citation(Written):
    """`{{ 表：锚 }}`, `{{ 图：锚 }}`, `{{ 节：锚 }}`: a cross-reference by anchor."""

    kind: str
    anchor: str


@frozen
class Emphasis(Written):
    """`**…**`."""

    children: tuple[Inline, ...]


@frozen
class Condition(Written):
    """The condition of a choice: a fact is there, or has the thing `form` names (同比 …)."""

    name: str
    form: str = ""
    negated: bool = False


@frozen
class Choice(Written, Generic[Item]):
    """`{% 如果 … %}…{% 否则 %}…{% 结束 %}`."""

    test: Condition
    then: tuple[Item, ...]
    otherwise: tuple[Item, ...] = ()


@frozen
class Loop(Written, Generic[Item]):
    """`{% 对每个 变量 于 来源 %}…{% 结束 %}`; the source is a group, an entity or names."""

    variable: str
    source: str
    body: tuple[Item, ...]


@frozen
class LinkMark(Written):
    """`[words](address)`, or a bare address, whose words are the address itself."""

    address: str
    children: tuple[Inline, ...]


@frozen
class FootnoteMark(Written):
    """`[^name]`: a footnote is referred to."""

    name: str


# What holds no name is the document's own: text, a line that is ended, `^2^` and `~2~`.
Inline = (
    tree.Text | tree.LineBreak | tree.Script | Insert | Verbatim | Citation | Emphasis | LinkMark
    | FootnoteMark | Choice["Inline"] | Loop["Inline"]
)
Inlines = tuple[Inline, ...]

# ------------------------------------------------------------------------------------ blocks


@frozen
class HeadingSource(Written):
    """`#` to `####`; the number is made by compose."""

    level: int
    children: Inlines


@frozen
class ParagraphSource(Written):
    """A paragraph; `note` for one that begins with 注：."""

    children: Inlines
    note: bool = False


@frozen
class ItemSource(Written):
    """An item of a list: its number as it is printed ("" for a bullet), text, and what follows."""

    number: str
    children: Inlines
    more: tuple[ParagraphSource | ListSource, ...] = ()


@frozen
class ListSource(Written):
    """A list, of numbered items or of bullets."""

    ordered: bool
    items: tuple[ItemSource, ...]


@frozen
class EditorNoteSource(Written):
    """A block quote that begins with 按语： or 编者按：."""

    label: str
    paragraphs: tuple[Inlines, ...]


@frozen
class BoxedSource(Written):
    """`::: 提示` … `:::`, or a block quote that begins with `[!提示]`."""

    label: str
    paragraphs: tuple[Inlines, ...]


@frozen
class FootnoteSource(Written):
    """`[^name]: what it says`."""

    name: str
    children: Inlines


@frozen
class ColumnSource(Written):
    """A column of a fenced table: heading, the form its cells show, alignment, width share.

    `groups` are the headings above its own, the outermost first.
    """

    heading: str
    form: str = ""
    align: str = ""
    weight: int = 0
    scale: str = ""      # what stands behind the form: 亿元：2
    indicator: str = ""      # where the rows are entities
    groups: tuple[str, ...] = ()


class Join(Enum):
    """A cell that is one with its neighbour, by the mark that is written in it."""

    LEFT = "<"
    ABOVE = "^"


@frozen
class FactRow(Written):
    """A row made of one fact, shown by each column's form; `label` replaces its name."""

    name: str
    label: Inlines = ()
    part: bool = False


@frozen
class GroupRows(Written):
    """A row for every fact of a group, an entity or a list of names."""

    source: str


@frozen
class CellRow(Written):
    """A row of cells written out; the cell at `part` is indented, as that of a part is."""

    cells: tuple[Inlines | Join, ...]
    part: int = -1


RowSource = FactRow | GroupRows | CellRow


@frozen
class PivotSource(Written):
    """`各行`: a row for each entity of a kind or a group; the columns are indicators.

    They are sorted by the column `order`; only the `first` so many are shown, 0 for all.
    """

    of: str
    order: Named | None = None
    falling: bool = True
    first: int = 0
    totals: Mapping[str, str] = field(default_factory=dict)      # 合计, 平均: 首行, 末行


@frozen
class TableSource(Written):
    """A table, from a ```` ```表 ```` fence or a pipe table.

    Neighbours in the columns `joined` are one cell where they say the same.
    """

    anchor: str
    caption: Inlines
    columns: tuple[ColumnSource, ...]
    rows: tuple[RowSource, ...]
    unit: str = ""
    notes: tuple[Inlines, ...] = ()
    scale: str = ""      # the unit with what stands behind it: 亿元：2
    pivot: PivotSource | None = None
    joined: tuple[int, ...] = ()


@frozen
class Named(Written):
    """A name with its place, as a chart lists it; `label` is a shorter text for the axis.

    The name is empty where the author wrote — : there is no value at this place.
    """

    name: str
    label: str = ""
    part: str = ""       # 其中: the fact counted within this one
    base: str = ""       # 基期: the same indicator at the earlier period
    target: str = ""     # 目标: what was aimed at
    each: str = ""       # 每个: a kind, a group or an entity, whose facts stand in its place
    indicator: str = ""  # 指标: which of them
    first: int = 0       # 前: only so many, the largest


@frozen
class PanelSource(Written):
    """One panel of small multiples."""

    title: str
    facts: tuple[Named, ...]


@frozen
class SeriesSource(Written):
    """One of several series; `mark` 柱 or 线 where the author says, `right` for the right axis."""

    name: str
    facts: tuple[Named, ...]
    mark: str = ""
    right: bool = False


@frozen
class FigureSource(Written):
    """A ```` ```图 ```` fence. Each kind of chart takes some of the keys; the others are empty."""

    anchor: str
    kind: str                                # 类型; empty: as suits the facts
    caption: Inlines
    facts: tuple[Named, ...] = ()            # 事实
    series: tuple[SeriesSource, ...] = ()    # 系列
    categories: tuple[str, ...] = ()         # 类目
    panels: tuple[PanelSource, ...] = ()     # 面板
    base: Named | None = None                # 基期
    whole: Named | None = None               # 总项
    unit: str = ""                           # 单位
    floor: str = ""                          # 起点
    columns: int = 0                         # 栏数
    order: str = ""                          # 排序
    editable: bool | None = None             # Word图; None: as the front matter says
    finding: Inlines = ()                    # 结论
    origin: Inlines = ()                     # 来源
    notes: tuple[Inlines, ...] = ()
    scale: str = ""                          # the unit with what stands behind it: 亿元：2


# What the fields of a figure are called in a fence.
KEYS: Mapping[str, str] = {
    "facts": "事实", "series": "系列", "categories": "类目", "panels": "面板", "base": "基期",
    "whole": "总项", "unit": "单位", "floor": "起点", "columns": "栏数",
    "order": "排序",
}
FALLING, RISING = "从大到小", "从小到大"
ORDERS = {name: name for name in (FALLING, RISING, "照写")}
EDITABLE: Mapping[str, bool | None] = {"可编辑": True, "图片": False}


@frozen
class ArticleSource(Written):
    """The head of an article: its title (lines where the author fixed the breaks), its credit."""

    title: tuple[str, ...]
    credit: str = ""


@frozen
class PhotoItem(Written):
    """One photograph as the narrative names it; `caption` is that of one in a row."""

    file: str
    alt: str = ""
    caption: Inlines = ()
    credit: str = ""


@frozen
class PhotoSource(Written):
    """A ```` ```照片 ```` fence. `share` is in per cent of the type area, 0 where not written."""

    anchor: str
    caption: Inlines
    photos: tuple[PhotoItem, ...]
    share: int = 0
    credit: str = ""
    decorative: bool = False
    notes: tuple[Inlines, ...] = ()
    untitled: bool = False       # without number and caption, but not without meaning


@frozen
class BreakSource(Written):
    """`---分页---`."""


@frozen
class AttachmentSource(Written):
    """`---附件：名称---`: what follows belongs to this attachment; 0 where no number is typed."""

    name: str
    number: int = 0


BlockSource = (
    HeadingSource | ParagraphSource | ListSource | EditorNoteSource | TableSource | FigureSource
    | PhotoSource | ArticleSource | BreakSource | AttachmentSource | BoxedSource
    | Choice["BlockSource"] | Loop["BlockSource"]
)

# ------------------------------------------------------------------------------------- whole


@frozen
class Listed(Written):
    """An attachment as the front matter names it; `apart`: it is not part of this file."""

    name: str
    apart: bool = False


@frozen
class Ending:
    """What follows the text, in any kind of document."""

    attachments: tuple[Listed, ...] = ()    # 附件
    organs: tuple[str, ...] = ()            # 署名; () for none
    date: date = date.min                   # 成文日期
    sealed: bool = False                    # 印章
    remark: str = ""                        # 附注


@frozen
class Front(Written):
    """The front matter, checked: what all kinds of document have, and what its own kind made of it.

    Empty where the author wrote nothing.
    """

    genre: str = ""                      # 文种: 简报, 文件
    kinds: tuple[str, ...] = ()          # every 文种 that has these keys, that one first
    head: tree.Head | None = None        # what page 1 begins with
    title: tuple[str, ...] = ()          # 标题
    issuer: str = ""                     # 编发单位, 发文机关
    date: date = date.min                # 日期, 成文日期
    issue: str = ""                      # what an issue of several articles is called
    opening: tuple[tree.Block, ...] = ()     # between title and text: 主送
    ending: Ending = Ending()
    closing: tuple[tree.Block, ...] = ()     # below text and attachment list: 出席
    foot: tree.Colophon | None = None    # 报尾, 版记
    persons: tuple[str, ...] = ()        # names that the keys tell: 签发人
    organs: tuple[str, ...] = ()         # and those of offices
    keywords: tuple[str, ...] = ()       # 关键词
    subject: str = ""                    # 主题
    profile: str = ""                    # 版式
    credit: str = ""                     # 供稿, 作者, 来源 of the first article, as printed
    contents: int = 0                    # 目录: how many levels it lists
    contents_title: str = ""             # 目录标题
    editable: bool = False               # Word图
    places: Mapping[str, Span] = field(default_factory=dict, compare=False)    # by key

    def place(self, *keys: str) -> Span:
        """Where the value of the first of these keys is written; where the keys begin, if none."""
        return next((self.places[key] for key in keys if key in self.places), self.span)


@frozen
class Numeral(Written):
    """A number typed by hand: its text, and the passage it stands in, to see names around it.

    `bare` is the place of a passage of YAML without quotation marks.
    """

    text: str
    start: int
    passage: str = field(compare=False, repr=False)
    bare: Span = field(default=NOWHERE, compare=False)


@frozen
class Narrative:
    """A narrative as read: front matter, blocks, footnotes, and the numbers typed by hand in it.

    `lines` of the `file` are kept, that what is printed as typed may be found in them.
    """

    front: Front
    blocks: tuple[BlockSource, ...]
    numerals: tuple[Numeral, ...] = ()
    footnotes: tuple[FootnoteSource, ...] = ()
    told: tuple[Quantity, ...] = ()      # put into texts of the front matter
    file: str = ""
    lines: tuple[str, ...] = field(default=(), repr=False)

    def head(self) -> Narrative:
        """Its front matter alone: what is still asked for when the document has been composed."""
        return Narrative(self.front, (), file=self.file, lines=self.lines)
