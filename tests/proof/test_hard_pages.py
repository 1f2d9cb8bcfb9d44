"""Contents no page was made for: nothing runs off the paper, nothing is lost, and it is said."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import pytest
from support.papers import DRAWING, META, bars, pages_of, paragraph
from support.proof.judge import HALF_AT_END, OPENING
from support.proof.pressroom import profile
from support.proof.reader import Char, Row, rows

from reportgen.charts.record.drawing import Drawing
from reportgen.diagnostics import Sink
from reportgen.document.tree import (
    Align,
    Block,
    Cell,
    Colophon,
    Column,
    Document,
    EditorNote,
    Figure,
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
from reportgen.layout.pages import GlyphRun, Picture
from reportgen.style.profile import load_profile
from reportgen.units import Mm
from reportgen.writers.pdf.write import write_pdf

pytestmark = pytest.mark.slow

TITLE = "关于乡镇工作情况的" * 22
UNITS = "、".join(f"单位{i}" for i in range(500)) + "。"
WORDS = "很长的一段说明文字" * 30


def table(*cells: str, notes: str = "", **keys: str) -> Table:
    """A table of one row under headings as wide as the contents are long."""
    return Table(
        1, keys.get("caption", "题"),
        tuple(Column(keys.get("head", f"列{i}")) for i in range(len(cells))),
        (tuple(Cell((Text(cell),)) for cell in cells),), keys.get("unit", ""),
        (((Text(notes),),) if notes else ()),
    )


def head(**keys: str) -> tuple[Block, ...]:
    """A masthead with something long in it."""
    texts = {"name": "简报", "issue": "第1期", "issuer": "甲", "date": "2024年1月1日", **keys}
    return Masthead(**texts), paragraph("甲")


def numbers(*texts: str) -> Table:
    """A column of numbers."""
    rows = tuple((Cell((Text("甲"),)), Cell((Text(text),))) for text in texts)
    return Table(1, "题", (Column("甲"), Column("乙", Align.RIGHT)), rows)


CASES: dict[str, tuple[tuple[Block, ...], str, set[str]]] = {
    "500 recipients": ((paragraph("甲"), Colophon((("报", UNITS),), "", "")), UNITS, {"W0603"}),
    "a last row of 3,000 characters": (
        (paragraph("甲"), Colophon((("报", "甲。"),), "编" * 3000, "印" * 100)),
        "编" * 3000 + "印" * 100, {"W0603"},
    ),
    "a title of 200 characters": ((Title((TITLE,)),), TITLE, {"W0607"}),
    "a word of 400 letters": ((table("A" * 400, "乙"),), "A" * 400, {"I0601"}),
    "a cell higher than a page": ((table("国" * 3000, "乙"),), "国" * 3000, {"W0602"}),
    "a head higher than a page": (
        (table("甲", "乙", head="头" * 3000),), "头" * 6000, {"W0602", "W0612", "I0604"},
    ),
    "a caption higher than a page": ((table("甲", caption="题" * 3000),), "题" * 3000, {"W0612"}),
    "a unit higher than half a page": ((table("甲", unit="元" * 800),), "元" * 800, {"W0602"}),
    "10,000 commas": ((paragraph("，" * 10000),), "，" * 10000, {"I0601"}),
    "10,000 opening marks": ((paragraph("（" * 10000),), "（" * 10000, {"I0601"}),
    "a number of 10,000 digits": ((paragraph("1" * 10000),), "1" * 10000, {"I0601"}),
    "one mark": ((paragraph("。"),), "。", set()),
    "an empty paragraph": ((paragraph(""), paragraph("甲")), "甲", set()),
    "an empty cell and heading": ((table("", "乙", head=""),), "乙", set()),
    "quotation marks out of order": ((paragraph("””“““’‘‘" * 50),), "””“““’‘‘" * 50, set()),
    "a long masthead": (
        head(name="简报名称" * 12, issuer="示例单位" * 20, notice="内部资料" * 30),
        "简报名称示例单位内部资料", set(),
    ),
    "a notice higher than a page": (head(notice="密" * 3000), "密" * 3000, {"W0606"}),
    "an issuer higher than a page": (head(issuer="某" * 3000), "某" * 3000, {"W0606"}),
    "a name too long to be read": (head(name="简" * 600), "简" * 600, set()),     # on one line
    "a heading of 800 characters": (
        (Heading(1, "一、", (Text("标题" * 400),)),), "标题" * 400, {"W0607", "W0612"},
    ),
    "300 headings": (
        (*(Heading(1, "一、", (Text("标"),)) for _ in range(300)), paragraph("甲")),
        "标" * 300, {"W0612"},
    ),
    "30 columns": ((table(*["一二三四五"] * 30),), "一二三四五" * 30, {"I0626"}),
    "22 columns of large numbers": (
        (table(*[f"{i}2,345.6" for i in range(22)]),), "2,345.6" * 22, {"I0626"},
    ),
    "a number that says much": ((numbers("5", "20.55", f"2023年{WORDS}", "3"),), WORDS, set()),
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


@pytest.mark.parametrize("name", CASES)
def test_no_character_is_printed_over_another(name: str) -> None:
    blocks, *_ = CASES[name]
    document, library = Document(META, blocks), FontLibrary.bundled()
    pages = layout(document, load_profile(), library, {}, Sink())
    assert not overprinted(rows(write_pdf(pages, document, library)))


def test_overprinting_is_found() -> None:
    document, library = Document(META, (paragraph("国" * 40),)), FontLibrary.bundled()
    pages = layout(document, load_profile(), library, {}, Sink())
    lines = rows(write_pdf(pages, document, library))
    char = lines[0].chars[3]
    for x, y in ((2, 0), (-2, 3)):
        over = replace(char, x=char.x + x, y=char.y + y)
        spoiled = replace(lines[1], chars=(*lines[1].chars, over))
        assert overprinted([lines[0], spoiled])


def overprinted(lines: Sequence[Row]) -> list[tuple[Char, Char]]:
    """Characters whose ink stands where another's stands: nearer than a third of its width."""
    found: list[tuple[Char, Char]] = []
    taken: dict[tuple[int, int, int], list[Char]] = {}
    for line in lines:
        for char in line.chars:
            if char.text == " ":
                continue
            x, y = round(char.x / 8), round(char.y / 8)
            near = (
                other for dx in (-1, 0, 1) for dy in (-1, 0, 1)
                for other in taken.get((line.page, x + dx, y + dy), ())
            )
            found += [
                (other, char) for other in near
                if abs(_ink(other)[0] - _ink(char)[0]) < 0.3 * min(_ink(other)[1], _ink(char)[1])
                and abs(other.y - char.y) < 0.5 * char.size
            ]
            taken.setdefault((line.page, x, y), []).append(char)
    return found


def _ink(char: Char) -> tuple[float, float]:
    """Where a character's ink begins, and about how wide it is: half a square for a mark."""
    half = char.size / 2
    if char.text in OPENING:
        return char.x + half, half
    return char.x, half if char.text in HALF_AT_END else char.size * char.advance


def test_columns_that_no_character_fits_into_are_an_error() -> None:
    sink = Sink()
    block = table(*["一"] * 60)
    layout(Document(META, (block,)), profile(width=8), FontLibrary.bundled(), {}, sink)
    assert [item.code for item in sink.items] == ["E0610"]


def test_a_measure_narrower_than_a_character() -> None:
    sink = Sink()
    document, library = Document(META, (paragraph("国" * 30),)), FontLibrary.bundled()
    pages = layout(document, profile(width=5), library, {}, sink)
    body = rows(write_pdf(pages, document, library), size=16)
    assert [line.text for line in body] == ["国"] * 30
    assert {item.code for item in sink.items} == {"I0601"}


def test_a_figure_higher_than_the_page_is_scaled() -> None:
    sink = Sink()
    block = Figure(3, "高图" * 40, bars("", "", ()), "高图")
    tall = Drawing(442, 2000, DRAWING.marks)
    pages = pages_of(block, drawings={3: tall}, sink=sink)
    (page,) = pages.pages
    picture = next(i for m in page.content for i in m.items if isinstance(i, Picture))
    text = [i.y for m in page.content if m.element for i in m.items if isinstance(i, GlyphRun)]
    assert picture.y + picture.scale * 2000 < min(text)
    assert max(text) < Mm(262).pt
    assert [(item.code, item.message) for item in sink.items] == [
        ("I0608", f"图3高过一页，按比例缩到了版心宽的{picture.scale * 442 / Mm(156).pt:.0%}")
    ]


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
