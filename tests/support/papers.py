"""Small documents for tests of layout and writers. All names are made up."""

from __future__ import annotations

from collections.abc import Mapping

from reportgen.charts.record.drawing import Drawing, PathMark, Stroke, TextMark
from reportgen.diagnostics import Sink
from reportgen.document.chart import bars
from reportgen.document.plan import TablePlan
from reportgen.document.quantity import Quantity
from reportgen.document.tree import (
    Align,
    Block,
    Boxed,
    Cell,
    Colophon,
    Column,
    Contents,
    Credit,
    Document,
    EditorNote,
    Entry,
    Figure,
    Footnote,
    Heading,
    Lead,
    Link,
    ListBlock,
    ListItem,
    Masthead,
    Meta,
    Note,
    PageBreak,
    Paragraph,
    Reference,
    Script,
    Strong,
    Table,
    Text,
    Title,
    plain,
)
from reportgen.fonts import FontLibrary
from reportgen.layout import Pages, layout
from reportgen.layout.pages import GlyphRun
from reportgen.style.profile import load_profile
from reportgen.writers.pdf.write import write_pdf

META = Meta("示例镇工作情况", "示例镇党政办", "2024-02-22", "工作", ("简报", "示例"))
DRAWING = Drawing(400, 120, (
    PathMark((("M", 0, 0), ("L", 400, 0), ("Q", 420, 60, 400, 120), ("Z",)),
             fill=(0.8, 0.8, 0.8), stroke=Stroke((0, 0, 0), 1, dash=(2, 1))),
    TextMark(10, 10, "20517万元", 9, "hei"),
))


def paragraph(*parts: object) -> Paragraph:
    """A paragraph of texts and nodes."""
    return Paragraph(tuple(Text(p) if isinstance(p, str) else p for p in parts))  # type: ignore[misc]


def table(rows: int, *, notes: bool = False) -> Table:
    """A table of so many rows."""
    body = tuple(
        (Cell((Text(f"指标{i}"),), header=True), Cell((Quantity(f"A{i}", f"{100 + i}.5万元"),)))
        for i in range(1, rows + 1)
    )
    return Table(
        1, "示例指标", (Column("指标"), Column("数值", Align.RIGHT)), body, "万元",
        ((Text("示例。"),),) if notes else (), "t1", plan=TablePlan((120.0, 120.0), 5.0),
    )


def everything() -> tuple[Block, ...]:
    """One block of every kind."""
    long = "各项工作按照年初部署扎实开展，项目建设——尤其是交通项目——取得进展。" * 3
    return (
        Masthead("示例工作简报", "第1期", "示例镇党政办", "2024年2月22日", "内部资料 注意保存"),
        Title(("示例镇工作情况", "和下一步打算")),
        EditorNote("编者按", ((Text("现予刊发，请参阅。"),),)),
        Heading(1, "一、", (Text("经济发展"),), "h1"),
        paragraph(
            Lead((Text("一是夯实基础。"),)), "固定资产投资", Quantity("A1", "20517万元"), "，",
            Strong((Text("“三农”"),)), "工作（见", Reference("t1", "表1"), "）。", long,
        ),
        Heading(2, "（一）", (Text("产业"),)),
        ListBlock(True, (ListItem("1.", (Text("第一项。"),)), ListItem("2.", (Text("第二项。"),)))),
        table(8, notes=True),
        Figure(1, "示例图", bars("", "万元", ()), "条形图：固定资产投资20517万元。",
               ((Text("图注。"),),), "f1"),
        PageBreak(),
        Note((Text("数据截至年底，用Microsoft Word统计。"),)),
        Colophon(
            (("报", "上级单位甲，上级单位乙。"), ("发", "各村。")), "编辑：甲", "（共印10份）"
        ),
    )


def asides() -> tuple[Block, ...]:
    """What stands beside the text: footnotes, scripts, addresses, a notice in a frame."""
    return (
        Boxed("提示", ((Text("请于月底前报送。"),),)),
        paragraph(Text("水质见H"), Script("2", raised=False), Text("O"),
                  Footnote(1, (Text("按年报统计。"),)),
                  Link("https://www.example.gov.cn/", (Text("示例网"),))),
    )


def bulletin(*articles: tuple[str, int], depth: int = 1) -> tuple[Block, ...]:
    """An issue of articles, each a title and so many paragraphs of one line, with a contents."""
    heads = [(Title((title,), f"文{n}"), Heading(1, "一、", (Text(f"第{n}节"),), f"文{n}-节-1"))
             for n, (title, _) in enumerate(articles, 1)]
    entries = [
        entry for title, heading in heads for entry in (
            Entry(1, title.text, title.anchor),
            Entry(2, heading.number + plain(heading.children), heading.anchor),
        )[:depth]
    ]
    blocks: list[Block] = [
        Masthead("示例工作简报", "第1期", "示例镇党政办", "2024年2月22日"),
        Contents("本期要目", tuple(entries)),
    ]
    for (title, heading), (_, count) in zip(heads, articles, strict=True):
        blocks += [title, heading, *[paragraph("国" * 26)] * count, Credit("（示例镇水利站供稿）")]
    return tuple(blocks)


def pages_of(
    *blocks: Block, draft: bool = False, drawings: Mapping[int, Drawing] | None = None,
    sink: Sink | None = None,
) -> Pages:
    """The pages of a document of these blocks."""
    meta = Meta(META.title, META.issuer, META.date, META.subject, META.keywords, draft=draft)
    return layout(
        Document(meta, blocks), load_profile(), FontLibrary.bundled(),
        drawings if drawings is not None else {1: DRAWING}, sink or Sink(),
    )


def pdf_of(*blocks: Block, draft: bool = False) -> bytes:
    """The PDF of a document of these blocks."""
    pages = pages_of(*blocks, draft=draft)
    return write_pdf(pages, Document(META, blocks), FontLibrary.bundled())


def origins(run: GlyphRun) -> list[float]:
    """Where the glyphs of a run stand on the page."""
    face = FontLibrary.bundled().face(run.face)
    return [run.x + x for x in run.xs(face.advances(run.text))]
