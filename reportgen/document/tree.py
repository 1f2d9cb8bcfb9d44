"""The document tree: what is said, in what order, with what meaning; not how it looks.

Frozen classes with tuples for children; a transform returns a new tree. Two closed sums, Block
and Inline: every writer ends its `match` in `assert_never`, so that mypy names the writer that
forgot a node. Spans say where a node was written and do not count in equality.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field
from typing import NamedTuple

from reportgen.diagnostics import Span, Written
from reportgen.document.chart import ChartSpec
from reportgen.document.inline import (
    Footnote,
    Inline,
    Lead,
    LineBreak,
    Link,
    Reference,
    Script,
    Strong,
    Text,
    footnotes,
    in_lines,
    inlines,
    plain,
)
from reportgen.document.plan import Align, Column, TablePlan
from reportgen.document.quantity import Quantity
from reportgen.frozen import frozen

# Given on, so that a tree is built from one module.
__all__ = ["Align", "Column", "Footnote", "Inline", "Lead", "LineBreak", "Link",
           "Reference", "Script", "Strong", "Text", "footnotes", "in_lines", "inlines", "plain"]


@frozen
class Masthead(Written):
    """报头: name in red, issue number, issuing office at the left, date at the right, red rule."""

    name: str
    issue: str           # 第1期 or 第1期（总第156期）
    issuer: str
    date: str            # 2024年2月22日
    notice: str = ""     # 内部资料 注意保存


@frozen
class Letterhead(Written):
    """版头 of a 公文: marks in the corner, issuing organs in red, number, signers, red rule."""

    organs: tuple[str, ...]          # 发文机关, the host of a joint issue first
    suffix: str                      # 文件 behind the organs; "" for a mark without it
    number: str                      # 发文字号: 示政发〔2024〕1号
    signers: tuple[str, ...] = ()    # 签发人, of a document that goes up
    copy_number: str = ""            # 份号: 000001
    secrecy: str = ""                # 密级和保密期限: 机密★1年
    urgency: str = ""                # 紧急程度: 特急

    @property
    def corner(self) -> tuple[tuple[int, str, str], ...]:
        """What stands at the upper left: line (from 0), text, and which of the marks it is.

        份号 is on the first line and 密级 on the second, whether the other is there or not;
        紧急程度 comes next below them (GB/T 9704-2012 7.2.1 to 7.2.3).
        """
        urgency = 2 if self.secrecy else 1 if self.copy_number else 0
        marks = (
            (0, self.copy_number, "copy_number"), (1, self.secrecy, "secrecy"),
            (urgency, self.urgency, "urgency"),
        )
        return tuple(mark for mark in marks if mark[1])

    def signer_rows(self, count: int) -> tuple[tuple[str, ...], ...]:
        """The signers in lines of `count`."""
        return tuple(
            self.signers[at : at + count] for at in range(0, len(self.signers), count)
        )


@frozen
class LetterOpening(Written):
    """What a 信函 begins with: the organ's red name, a double rule, marks and number below it.

    Another double rule is at the foot of its page. Of a joint letter it is the host's name alone.
    """

    organ: str
    number: str              # 发文字号: 示政函〔2024〕3号
    copy_number: str = ""    # 份号: 000001
    secrecy: str = ""        # 密级和保密期限: 机密★1年
    urgency: str = ""        # 紧急程度: 特急

    @property
    def marks(self) -> tuple[tuple[str, str], ...]:
        """What stands at the left, from the top down: each text, and which of the marks it is."""
        marks = (
            (self.copy_number, "copy_number"), (self.secrecy, "secrecy"), (self.urgency, "urgency"),
        )
        return tuple(mark for mark in marks if mark[0])


Head = Masthead | Letterhead | LetterOpening
"""What page 1 begins with, of one kind of document or another."""


@frozen
class Title(Written):
    """An article's title; `lines` where the author fixed the breaks, else one element."""

    lines: tuple[str, ...]
    anchor: str = ""

    @property
    def text(self) -> str:
        """The title on one line."""
        return "".join(self.lines)


@frozen
class Entry:
    """A line of the contents: `level` from 1; `target` is the anchor of what it names."""

    level: int
    text: str
    target: str


@frozen
class Contents(Written):
    """目录 (本期要目): its heading and its lines. Page numbers are the layout's to know."""

    title: str
    entries: tuple[Entry, ...]


@frozen
class Credit(Written):
    """Whom an article comes from, at its end: （示例县水利局供稿）."""

    text: str


@frozen
class Addressees(Written):
    """主送机关, without the colon that ends them."""

    names: str           # 各乡镇人民政府，县政府各部门


@frozen
class EditorNote(Written):
    """按语: its label (编者按) and its paragraphs."""

    label: str
    paragraphs: tuple[tuple[Inline, ...], ...]


@frozen
class Boxed(Written):
    """A notice in a frame: its label (提示), "" for none, and its paragraphs."""

    label: str
    paragraphs: tuple[tuple[Inline, ...], ...]


@frozen
class Heading(Written):
    """A heading of level 1 to 4; `number` (一、（一）1.（1）) is made by compose.

    `depth` is the level without any skipped above it, where one is: 1. right below 一、 is of level
    3 by its number and look, but of depth 2 to who listens or leafs through the outline.
    """

    level: int
    number: str
    children: tuple[Inline, ...]
    anchor: str = ""
    depth: int = 0

    @property
    def outline(self) -> int:
        """Its level in the outline, from 1; none is skipped (ISO 14289-1 7.4.2)."""
        return self.depth or self.level


@frozen
class Paragraph(Written):
    """A paragraph, first line indented by two characters."""

    children: tuple[Inline, ...]


@frozen
class ListItem(Written):
    """One item: its marker (1. or （1） or a dash), its text, and what else stands in it."""

    marker: str
    children: tuple[Inline, ...]
    more: tuple[Paragraph | ListBlock, ...] = ()


@frozen
class ListBlock(Written):
    """A list; its items may hold lists."""

    ordered: bool
    items: tuple[ListItem, ...]

    def lines(self, level: int = 0) -> Iterator[ListLine]:
        """Everything in it in reading order, each paragraph by itself."""
        for item in self.items:
            yield ListLine(level, item.marker, item.children, item.span)
            for part in item.more:
                if isinstance(part, ListBlock):
                    yield from part.lines(level + 1)
                else:
                    yield ListLine(level, "", part.children, part.span)


class ListLine(NamedTuple):
    """A paragraph of a list: how deep it stands (from 0), its marker; "" for one that goes on."""

    level: int
    marker: str
    children: tuple[Inline, ...]
    span: Span


@frozen
class Cell(Written):
    """One body cell. An empty cell is never blank: compose puts — there (K34).

    It goes over some `columns` and down some `rows`. A place that it goes over holds an empty cell
    with 0 rows where it comes from above, 0 columns where it comes from the left.
    """

    children: tuple[Inline, ...]
    header: bool = False     # a row heading
    indent: int = 0          # 其中 rows are indented
    columns: int = 1
    rows: int = 1

    @property
    def covered(self) -> bool:
        """Whether another cell goes over its place."""
        return not (self.columns and self.rows)


@frozen
class Table(Written):
    """表: number, caption above, unit row, repeated header, notes below."""

    number: int
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    unit: str = ""                                   # 单位：万元
    notes: tuple[tuple[Inline, ...], ...] = ()
    anchor: str = ""
    plan: TablePlan | None = field(default=None, compare=False)   # once pages have been made

    @property
    def label(self) -> str:
        """表1."""
        return f"表{self.number}"


@frozen
class Figure(Written):
    """图: a chart with its caption below, alternative text, notes."""

    number: int
    caption: str
    chart: ChartSpec
    alt: str
    notes: tuple[tuple[Inline, ...], ...] = ()
    anchor: str = ""
    editable: bool = False     # in Word: a chart of Word's own instead of a picture
    scale: float = 1.0         # of its natural size, once the pages have been made

    @property
    def label(self) -> str:
        """图1."""
        return f"图{self.number}"


@frozen
class Photo(Written):
    """One photograph: its file's name and digest, its upright size in pixels, what it shows.

    `title` and `credit` (（张某某摄）) belong to one of a row; `alt` is empty for decoration only.
    """

    file: str
    digest: str
    width: int
    height: int
    alt: str
    title: str = ""
    credit: str = ""


@frozen
class PhotoFigure(Written):
    """照片: one photograph, or a row of them, its caption below; numbered along with the charts.

    One without a number (0) has no caption either; a decorative one says nothing at all.
    """

    number: int
    title: str
    photos: tuple[Photo, ...]
    share: int = 0                                   # of the type area's width, %; 0: as is good
    credit: str = ""                                 # （张某某摄）
    notes: tuple[tuple[Inline, ...], ...] = ()
    anchor: str = ""
    scale: float = 1.0     # of its natural size, once the pages have been made

    @property
    def silent(self) -> bool:
        """Whether it is mere decoration."""
        return not self.number and not any(photo.alt for photo in self.photos)

    @property
    def label(self) -> str:
        """图2."""
        return f"图{self.number}"

    @property
    def caption(self) -> str:
        """What stands behind the label."""
        return self.title + self.credit

    @property
    def lines(self) -> tuple[str, ...]:
        """The captions of a row, （a）整治前（张某某摄）; none when none is written."""
        if not any(photo.title for photo in self.photos):
            return ()
        return tuple(f"（{letter}）{photo.title}{photo.credit}"
                     for letter, photo in zip("abc", self.photos, strict=False))


@frozen
class Note(Written):
    """A note that stands by itself (注：…)."""

    children: tuple[Inline, ...]


@frozen
class PageBreak(Written):
    """A page break the author asked for."""


@frozen
class AttachmentList(Written):
    """附件说明: the names of the attachments, below the text."""

    names: tuple[str, ...]
    targets: tuple[str, ...] = ()    # the anchor of each; "" for one that is not in this file

    @property
    def items(self) -> tuple[tuple[str, str], ...]:
        """Each name with its number as printed: 1. and so on, nothing before a single one.

        A blank parts the numbers from names of which one begins with a digit: 1. 2024年度… would
        else be read as a decimal.
        """
        if len(self.names) == 1:
            return (("", self.names[0]),)
        blank = " " if any(name[:1].isdecimal() for name in self.names) else ""
        return tuple((f"{n}.{blank}", name) for n, name in enumerate(self.names, 1))

    def target(self, place: int) -> str:
        """The anchor of the attachment at a place, from 0; "" where there is none."""
        return self.targets[place] if place < len(self.targets) else ""


@frozen
class Attendance(Written):
    """Who was there (出席), who was excused (请假), who sat in (列席), of a 纪要."""

    rows: tuple[tuple[str, str], ...]     # ("出席", "甲某、乙某。")


@frozen
class Signature(Written):
    """署名 and 成文日期; `sealed` reserves the place where the seal will be pressed."""

    organs: tuple[str, ...]
    date: str            # 2024年3月9日
    sealed: bool = False


@frozen
class Remark(Written):
    """附注, without its brackets: 此件公开发布."""

    text: str


@frozen
class Attachment(Written):
    """Where 附件 begins, on a page of its own: its number (0 for a single one) and its title.

    The blocks after it, up to the next attachment or the colophon, are its text.
    """

    number: int
    title: str
    anchor: str = ""
    lines: tuple[str, ...] = ()     # of the title, once it has been broken

    @property
    def label(self) -> str:
        """附件1, or 附件."""
        return f"附件{self.number or ''}"


@frozen
class Colophon(Written):
    """报尾, 版记: rows of recipients at the foot of the last page; a last row of two ends."""

    rows: tuple[tuple[str, str], ...]     # ("报", "县委办、县府办"), ("抄送", "…")
    left: str = ""                        # 编辑：… 审核：… 签发：…; 印发机关
    right: str = ""                       # 共印80份; 2024年3月9日印发


Block = (
    Head | Contents | Title | Addressees | EditorNote | Boxed | Heading | Paragraph
    | ListBlock | Table | Figure | PhotoFigure | Note | Credit | PageBreak | AttachmentList
    | Attendance | Signature | Remark | Attachment | Colophon
)


@frozen
class Meta:
    """What the file says of itself. `date` is ISO (2024-02-22): the only clock a writer knows."""

    title: str
    issuer: str
    date: str
    subject: str = ""
    keywords: tuple[str, ...] = ()
    lang: str = "zh-CN"
    draft: bool = False


@frozen
class Names:
    """Names that a line does not end inside: a person's nowhere, another not in a title."""

    persons: tuple[str, ...] = ()
    others: tuple[str, ...] = ()     # of projects, places, offices


@frozen
class Document:
    """A whole briefing."""

    meta: Meta
    blocks: tuple[Block, ...]
    names: Names = Names()
    told: tuple[Quantity, ...] = ()     # numbers that stand in titles and heads, as text there
