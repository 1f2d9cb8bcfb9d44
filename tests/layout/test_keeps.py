"""What stays together on a page, and what is said where it cannot."""

from __future__ import annotations

from dataclasses import replace

import pytest
from support.papers import DRAWING, META, bars, pages_of, paragraph

from reportgen.charts.record.drawing import Drawing
from reportgen.diagnostics import Sink, Span
from reportgen.document.tree import (
    Addressees,
    AttachmentList,
    Block,
    Cell,
    Column,
    Credit,
    Document,
    Figure,
    Heading,
    Letterhead,
    ListBlock,
    ListItem,
    Masthead,
    Signature,
    Table,
    Text,
    Title,
)
from reportgen.fonts import FontLibrary
from reportgen.layout import layout
from reportgen.layout.pages import GlyphRun, Page
from reportgen.layout.strips import (
    BODY,
    CAPTION,
    HEADING,
    NOTES,
    ROWS,
    SIGNATURE,
    TITLE,
    WIDOW,
    Strip,
    kept,
)
from reportgen.style.profile import Setting, load_profile
from reportgen.units import Pt

LINE = paragraph("国" * 26)


def heading(text: str = "标题") -> Heading:
    return Heading(1, "一、", (Text(text),), span=Span("b.md", 7, 1))


def rows(count: int, height: int, notes: int = 0) -> Table:
    """A table of rows so many lines high."""
    body = tuple((Cell((Text("国" * 36 * height),)),) for _ in range(count))
    return Table(
        1, "题", (Column("列"),), body, notes=((Text("注" * 40 * notes),),)[:notes]
    )


def text(page: Page) -> str:
    return "".join(
        item.text for marked in page.content if marked.element is not None
        for item in marked.items if isinstance(item, GlyphRun)
    )


def low(lines: int, *blocks: Block) -> tuple[list[str], Sink]:
    """The pages, each so many lines high, and what was said."""
    base, sink = load_profile(), Sink()
    height = Setting(str(lines * 29.6 - 13), "pt")
    look = replace(base, settings={**base.settings, "page.type_height": height})
    pages = layout(Document(META, blocks), look, FontLibrary.bundled(), {}, sink)
    return [text(page) for page in pages.pages], sink


# --------------------------------------------------------------------- rules that can be kept


@pytest.mark.parametrize("fill", range(15, 23))
@pytest.mark.parametrize("body", [
    (paragraph("甲" * 80),), (paragraph("甲" * 20), paragraph("甲" * 80)),
    (ListBlock(True, (ListItem("1.", (Text("甲" * 20),)), ListItem("2.", (Text("甲" * 20),)))),),
])
def test_a_heading_stands_above_two_lines(fill: int, body: tuple[Block, ...]) -> None:
    """A page does not end with a heading (K19)."""
    sink = Sink()
    pages = pages_of(*[LINE] * fill, heading(), *body, sink=sink)
    holding = next(text(page) for page in pages.pages if "标题" in text(page))
    assert holding.count("甲") >= 40
    assert not sink.items


@pytest.mark.parametrize("fill", range(16, 26))
@pytest.mark.parametrize("attached", [False, True])
@pytest.mark.parametrize("sealed", [False, True])
def test_a_signature_stands_below_two_lines_of_text(
    fill: int, attached: bool, sealed: bool
) -> None:
    sink = Sink()
    names = (AttachmentList(("清单", "说明")),) if attached else ()
    pages = pages_of(
        *[LINE] * fill, *names, Signature(("甲局",), "2024年1月1日", sealed=sealed), sink=sink)
    holding = next(text(page) for page in pages.pages if "甲局" in text(page))
    assert holding.count("国") >= 52
    assert holding.count("清单") == attached
    assert "2024年1月1日" in holding
    assert not given_up(sink)


@pytest.mark.parametrize("fill", range(12, 23))
def test_headings_of_two_levels_stay_with_the_text(fill: int) -> None:
    second = Heading(2, "（一）", (Text("小题"),))
    pages = pages_of(*[LINE] * fill, heading(), second, paragraph("甲" * 80))
    holding = next(text(page) for page in pages.pages if "标题" in text(page))
    assert "小题" in holding
    assert holding.count("甲") >= 40


@pytest.mark.parametrize("fill", range(8, 23))
def test_a_caption_stays_with_its_table_and_figure(fill: int) -> None:
    chart = Figure(1, "图题", bars("", "", ()), "图")
    drawings = {1: Drawing(442, 150, DRAWING.marks)}
    pages = pages_of(*[LINE] * fill, chart, rows(8, 1), drawings=drawings)
    for page in pages.pages:
        pictures = sum(type(i).__name__ == "Picture" for m in page.content for i in m.items)
        assert text(page).count("图题") == pictures
    first = next(text(page) for page in pages.pages if "表1" in text(page))
    assert first.count("国" * 34) >= 2


# ------------------------------------------------------------------- rules that were given up


def given_up(sink: Sink) -> list[str]:
    return [item.message for item in sink.items if item.code == "W0612"]


def said(page: int, rule: str) -> str:
    return f"第{page}页末尾没能做到“{rule}”：要同在一页的内容放不下"


def test_headings_without_end() -> None:
    sink = Sink()
    pages = pages_of(*[heading()] * 30, paragraph("甲" * 80), sink=sink)
    assert given_up(sink) == [said(1, HEADING)]
    assert [item.span.line for item in sink.items] == [7]
    assert [text(page).count("标题") for page in pages.pages] == [22, 8]


def test_a_long_title_is_left_alone_before_the_heading_is() -> None:
    sink = Sink()
    head = Masthead("简报", "第1期", "甲", "2024年1月1日")
    pages = pages_of(
        head, Title(tuple("标题" * 9 for _ in range(8))), heading("小题"), paragraph("甲" * 80),
        sink=sink,
    )
    assert given_up(sink) == [said(1, BODY)]
    first, second = map(text, pages.pages)
    assert first.count("标题") == 72
    assert second.startswith("一、小题甲")


def test_a_title_higher_than_the_page() -> None:
    sink = Sink()
    pages = pages_of(Title(("标题" * 250,)), paragraph("甲"), sink=sink)
    assert given_up(sink) == [said(1, TITLE)]
    assert text(pages.pages[1]).endswith("甲")


def test_a_widow_on_pages_of_one_line() -> None:
    pages, sink = low(1, paragraph("国" * 30))
    assert given_up(sink) == [said(1, WIDOW)]
    assert [len(page) for page in pages] == [26, 4]


def test_a_credit_on_pages_of_two_lines() -> None:
    pages, sink = low(2, paragraph("国" * 30), Credit("甲局供稿"))
    assert given_up(sink) == [said(1, WIDOW)]      # the weaker of the two rules
    assert [len(page) for page in pages] == [26, 4 + len("甲局供稿")]


def test_a_credit_that_must_stand_alone() -> None:
    _, sink = low(1, paragraph("国" * 20), Credit("甲局供稿"))
    assert given_up(sink) == [said(1, SIGNATURE)]


def test_a_short_table_of_high_rows() -> None:
    sink = Sink()
    pages = pages_of(rows(3, 20), sink=sink)
    assert given_up(sink) == [said(1, ROWS), said(2, ROWS)]
    assert len(pages.pages) == 3


def test_a_caption_too_high_for_its_table() -> None:
    sink = Sink()
    block = replace(rows(1, 1), caption="题" * 1300)
    pages_of(block, sink=sink)
    assert given_up(sink) == [said(1, CAPTION)]


def test_notes_that_cannot_stay_with_the_table() -> None:
    sink = Sink()
    pages = pages_of(rows(1, 34, notes=1), sink=sink)
    assert given_up(sink) == [said(1, NOTES)]
    assert text(pages.pages[1]).startswith("注：")


def test_a_hole_left_by_a_heading_with_its_table_names_the_table() -> None:
    sink = Sink()
    pages_of(*[LINE] * 10, heading(), replace(rows(3, 9), span=Span("b.md", 9, 1)), sink=sink)
    (told,) = [item for item in sink.items if item.code == "I0604"]
    assert told.message == "第1页下部空了约12行：表1放不下，移到了下一页"
    assert told.span.line == 9


def test_the_last_two_lines_of_a_paragraph_are_kept() -> None:
    made = kept([Strip(Pt(10).pt, 10.0)] * 3, with_next=False)
    assert [strip.keep for strip in made] == [False, True, False]
    assert made[1].rule == WIDOW


@pytest.mark.parametrize("height", [300, 450, 560])
def test_a_signature_that_finds_no_room_below_a_figure_parts_neither(height: int) -> None:
    """It goes over by itself: a picture keeps its caption, organs and date stay together."""
    organs, sink = tuple(f"{each}局" for each in "甲乙丙丁戊己庚"), Sink()
    chart = Figure(1, "图题", bars("", "", ()), "图")
    pages = pages_of(LINE, chart, Signature(organs, "2024年1月1日", sealed=True), sink=sink,
                     drawings={1: Drawing(442, height, DRAWING.marks)})
    assert ["图题" in text(page) for page in pages.pages] == [
        any(type(i).__name__ == "Picture" for m in page.content for i in m.items)
        for page in pages.pages]
    (signed,) = [text(page) for page in pages.pages if "甲局" in text(page)]
    assert signed.endswith("2024年1月1日")
    assert given_up(sink) == [said(len(pages.pages) - 1, SIGNATURE)]


def test_page_1_of_a_document_shows_text_before_all_else() -> None:
    """Where text, signature and all cannot be kept together, the signature is parted off."""
    organs = tuple(f"示例县第{x}综合管理办公室" for x in "一二三四五")
    blocks = (
        Letterhead(organs[:3], "文件", "示政发〔2024〕8号"), Title(("关于防汛工作的通知",)),
        Addressees("各乡镇"), paragraph("请遵照执行。"),
        Signature(organs, "2024年3月9日", sealed=True),
    )
    sink = Sink()
    made = layout(Document(META, blocks), load_profile("wenjian"), FontLibrary.bundled(), {}, sink)
    assert "请遵照执行" in text(made.pages[0])
    assert "2024年" not in text(made.pages[0])
    assert [SIGNATURE in item.message for item in sink.items if item.code == "W0612"] == [True]
