"""Where a fact is printed: sections, blocks and pages."""

from __future__ import annotations

from decimal import Decimal

from reportgen.charts.record.drawing import Drawing, Tag, TextMark
from reportgen.document import chart
from reportgen.document import tree as t
from reportgen.document.quantity import Quantity
from reportgen.layout.pages import Element, GlyphRun, Item, Marked, Page, Pages, Picture
from reportgen.trace.places import printed


def q(text: str, fact: str = "A1") -> Quantity:
    return Quantity(fact, text)


def run(text: str, fact: str = "A1") -> GlyphRun:
    return GlyphRun("song", 16, 0, 0, text, 16, fact=fact)


def pages(*items: tuple[Item, ...]) -> Pages:
    made = (Page(n, 1, 1, (Marked(None, page),)) for n, page in enumerate(items, 1))
    return Pages(tuple(made), Element("Document"))


def test_a_title_prints_facts() -> None:
    document = t.Document(t.Meta("题", "镇", "2024-02-22"), (t.Title(("增5吨",)),),
                          told=(q("5吨"), q("7家", "A2")))
    assert [(each.block, each.text) for each in printed(document, "A1")] == [("报头信息", "5吨")]


BARS = chart.bars("题", "吨", (chart.Datum("甲", Decimal(5), q("5")),))
DOCUMENT = t.Document(t.Meta("题", "镇", "2024-02-22"), (
    t.Title(("题",)),
    t.EditorNote("编者按", ((q("5吨"),),)),
    t.Heading(1, "一、", (t.Text("产业"), q("5吨"))),
    t.Paragraph((t.Strong((q("5吨"),)), q("7家", "A2"))),
    t.ListBlock(False, (t.ListItem("-", (q("5吨"),)),)),
    t.Table(1, "表", (t.Column("值"),), ((t.Cell((q("5"),)),),), notes=((q("5吨"),),)),
    t.Figure(2, "图", BARS, "替", notes=((q("5吨"),),)),
    t.Note((q("5吨"),)),
))


def test_every_block_is_looked_through() -> None:
    found = printed(DOCUMENT, "A1")
    assert [(p.section, p.block, p.text) for p in found] == [
        ("", "编者按", "5吨"), ("一、产业5吨", "标题", "5吨"), ("一、产业5吨", "正文", "5吨"),
        ("一、产业5吨", "列表", "5吨"), ("一、产业5吨", "表1", "5"),
        ("一、产业5吨", "表1注", "5吨"),
        ("一、产业5吨", "图2", "5"), ("一、产业5吨", "图2注", "5吨"), ("一、产业5吨", "注", "5吨"),
    ]
    assert all(p.page == 0 for p in found)


def test_pages_come_from_runs_broken_or_whole() -> None:
    document = t.Document(DOCUMENT.meta, (
        t.Paragraph((q("5吨"), q("5吨"))), t.Figure(1, "图", BARS, "替"),
    ))
    picture = Picture(0, 0, 1, Drawing(1, 1, (TextMark(0, 0, "5", 9, "hei", tag=Tag(fact="A1")),)))
    layout = pages((run("5"), run("7家", "A2")), (run("吨"), run("5吨")), (picture,))
    assert [(p.block, p.page) for p in printed(document, "A1", layout)] == \
        [("正文", 1), ("正文", 2), ("图1", 3)]


def test_no_page_is_told_where_the_runs_do_not_fit() -> None:
    document = t.Document(DOCUMENT.meta, (t.Paragraph((q("5吨"),)),))
    assert [p.page for p in printed(document, "A1", pages((run("6吨"),)))] == [0]
