"""Contents no page was made for: nothing runs off the paper, nothing is lost, and it is said."""

from __future__ import annotations

import time
from collections import Counter
from itertools import pairwise

import pytest
from papers import META, paragraph
from proof.reader import rows

from reportgen.diagnostics import Sink
from reportgen.document.tree import (
    Block,
    Cell,
    Colophon,
    Column,
    Document,
    EditorNote,
    Heading,
    ListBlock,
    ListItem,
    Masthead,
    Table,
    Text,
    Title,
    plain,
)
from reportgen.fonts import FontLibrary
from reportgen.layout import layout
from reportgen.style.profile import load_profile
from reportgen.units import Mm
from reportgen.writers.pdf import write_pdf

TITLE = "关于乡镇工作情况的" * 22
UNITS = "、".join(f"单位{i}" for i in range(500)) + "。"


def table(*cells: str, notes: str = "") -> Table:
    """A table of one row under headings as wide as the contents are long."""
    return Table(
        1, "题", tuple(Column(f"列{i}") for i in range(len(cells))),
        (tuple(Cell((Text(cell),)) for cell in cells),), "", (((Text(notes),),) if notes else ()),
    )


CASES: dict[str, tuple[tuple[Block, ...], str, set[str]]] = {
    "500 recipients": ((paragraph("甲"), Colophon((("报", UNITS),), "", "")), UNITS, {"W0603"}),
    "a title of 200 characters": ((Title((TITLE,)),), TITLE, set()),
    "a word of 400 letters": ((table("A" * 400, "乙"),), "A" * 400, {"I0601"}),
    "a cell higher than a page": ((table("国" * 3000, "乙"),), "国" * 3000, {"W0602"}),
    "10,000 commas": ((paragraph("，" * 10000),), "，" * 10000, {"I0601"}),
    "10,000 opening marks": ((paragraph("（" * 10000),), "（" * 10000, {"I0601"}),
    "a number of 10,000 digits": ((paragraph("1" * 10000),), "1" * 10000, {"I0601"}),
    "one mark": ((paragraph("。"),), "。", set()),
    "an empty paragraph": ((paragraph(""), paragraph("甲")), "甲", set()),
    "quotation marks out of order": ((paragraph("””“““’‘‘" * 50),), "””“““’‘‘" * 50, set()),
    "a long masthead": (
        (Masthead("简报名称" * 12, "第1期", "示例单位" * 20, "2024年1月1日", "内部资料" * 30),
         paragraph("甲")), "简报名称示例单位内部资料", set(),
    ),
    "a heading of 800 characters": (
        (Heading(1, "一、", (Text("标题" * 400),)),), "标题" * 400, set(),
    ),
    "40 columns": ((table(*["一二三四五"] * 40),), "一二三四五" * 40, {"I0601"}),
    "a note of 3,000 characters": ((table("乙", notes="注" * 3000),), "注" * 3000, set()),
    "an editor's note of 3,000 characters": (
        (EditorNote("编者按", ((Text("按" * 3000),),)),), "按" * 3000, set(),
    ),
    "an item of 3,000 characters": (
        (ListBlock(True, (ListItem("1.", (Text("项" * 3000),)),)),), "项" * 3000, set(),
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_nothing_runs_off_the_page_or_is_lost(name: str) -> None:
    blocks, text, codes = CASES[name]
    sink, start = Sink(), time.process_time()
    document, library = Document(META, blocks), FontLibrary.bundled()
    pages = layout(document, load_profile(), library, {}, sink)
    lines = rows(write_pdf(pages, document, library))
    assert time.process_time() - start < 30           # it ends; how fast, the benchmarks tell
    assert {item.code for item in sink.items} == codes
    printed = Counter("".join(line.text for line in lines))
    missing = Counter(text) - printed
    assert not missing
    for line in lines:
        folio = line.text.startswith("—") and line.y > Mm(262).pt
        assert Mm(36.9).pt < line.y < Mm(262.1).pt or folio, line.text
        last = line.chars[-1]
        assert line.chars[0].x > Mm(28).pt - 0.55 * last.size
        assert last.x + 0.45 * last.size < Mm(184).pt + 1 or last.text in "“‘（《", line.text


def test_no_line_is_printed_over_another() -> None:
    blocks, *_ = CASES["a long masthead"]
    document, library = Document(META, blocks), FontLibrary.bundled()
    pages = layout(document, load_profile(), library, {}, Sink())
    lines = rows(write_pdf(pages, document, library))
    heights = sorted((line.y, line.chars[0].size) for line in lines)
    for (upper, _), (lower, size) in pairwise(heights):
        assert lower - upper < 0.5 or lower - upper > 0.8 * size


def test_a_cut_row_is_one_row_to_a_reader() -> None:
    blocks, *_ = CASES["a cell higher than a page"]
    block = blocks[0]
    assert isinstance(block, Table)
    pages = layout(Document(META, blocks), load_profile(), FontLibrary.bundled(), {}, Sink())
    cells = {
        id(marked.element) for page in pages.pages for marked in page.content
        if marked.element is not None and marked.element.role in ("TD", "TH")
        and not marked.element.scope
    }
    assert len(cells) == len(block.rows[0])
    assert plain(block.rows[0][0].children) == "国" * 3000
