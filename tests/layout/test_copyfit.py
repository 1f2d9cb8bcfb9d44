"""Pages made full: smaller pictures, rows that do not go over alone, short ends saved (K40)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from support import photographs as ph
from support.papers import DRAWING, META, bars, paragraph, table

from reportgen.charts.record.drawing import Drawing
from reportgen.diagnostics import Sink, Span
from reportgen.document.tree import (
    Attachment,
    Block,
    Colophon,
    Document,
    Figure,
    Heading,
    Paragraph,
    PhotoFigure,
    Signature,
    Text,
    plain,
)
from reportgen.fonts import FontLibrary
from reportgen.layout import Copyfit, copyfitted, layout
from reportgen.layout.pages import Picture
from reportgen.style.profile import load_profile
from reportgen.style.tightening import tightened

FOOT = Colophon((("报", "上级单位。"), ("发", "各村。")), "编辑：甲", "共印10份")


def lines(count: int, last: int = 28) -> Paragraph:
    """A paragraph of so many lines, the last of them of so many characters."""
    return paragraph("国" * (28 * (count - 1) + last - 3) + "。")


def fit(
    *blocks: Block, kind: str = "jianbao", heights: Sequence[float] = (), **changes: str
) -> tuple[Copyfit, Sink]:
    """The blocks fitted; `page__tighten="never"` changes the profile."""
    profile, sink = load_profile(kind), Sink()
    settings = dict(profile.settings)
    for key, value in changes.items():
        name = key.replace("__", ".")
        settings[name] = replace(settings[name], value=value)
    drawings = {n: Drawing(400, height, DRAWING.marks) for n, height in enumerate(heights, 1)}
    made = copyfitted(Document(META, blocks), replace(profile, settings=settings),
                      FontLibrary.bundled(), drawings, sink, prints=ph.prints("a", "b", "c"))
    return made, sink


def figure(number: int) -> Figure:
    return Figure(number, "示例", bars("", "", ()), "替代", anchor=f"f{number}",
                  span=Span("b.md", number))


def codes(sink: Sink) -> list[str]:
    return [item.code for item in sink.items]


def pictures(made: Copyfit) -> list[tuple[int, float]]:
    """The page and width of every drawing."""
    return [(page.number, item.scale * item.drawing.width) for page in made.pages.pages
            for marked in page.content for item in marked.items if isinstance(item, Picture)]


# ------------------------------------------------------------------------------- pictures


def test_pictures_of_a_page_shrink_alike_to_close_a_hole() -> None:
    blocks = (lines(3), figure(1), figure(2), Heading(1, "一、", (Text("二"),)), lines(30))
    made, sink = fit(*blocks, heights=(220, 220))
    assert codes(sink) == ["I0622"]
    assert [page for page, _ in pictures(made)] == [1, 1]
    (first, second) = [width for _, width in pictures(made)]
    assert first == pytest.approx(second)
    scales = [block.scale for block in made.document.blocks if isinstance(block, Figure)]
    assert scales[0] == scales[1]
    assert 0.8333 <= scales[0] < 1
    assert first == pytest.approx(scales[0] * 442.2, abs=0.1)
    assert sink.items[0].message == f"图和照片缩小了：“第1页图1、图2缩到{scales[0]:.0%}，排下了图2”"
    bare = layout(Document(META, blocks), made.profile, FontLibrary.bundled(),
                  {n: Drawing(400, 220, DRAWING.marks) for n in (1, 2)}, Sink())
    assert len(bare.pages) >= len(made.pages.pages)


@pytest.mark.parametrize("changes", [
    {"figure__shrink": "100"}, {"figure__text_min": "9"}, {"figure__hole": "12"},
])
def test_the_profile_bounds_it(changes: dict[str, str]) -> None:
    blocks = (lines(3), figure(1), figure(2), Heading(1, "一、", (Text("二"),)), lines(30))
    made, sink = fit(*blocks, heights=(220, 220), **changes)
    assert "I0622" not in codes(sink)
    assert made.document.blocks == blocks


def test_photographs_shrink_and_a_row_is_set_anew() -> None:
    row = ph.figure(ph.photo("a", title="甲"), ph.photo("b", title="乙"))
    one = replace(ph.figure(ph.photo("c")), number=2, share=80)
    made, sink = fit(lines(4), row, one, Heading(1, "一、", (Text("二"),)), lines(30))
    assert codes(sink) == ["I0622"]
    scales = {block.scale for block in made.document.blocks if isinstance(block, PhotoFigure)}
    assert len(scales) == 1
    assert 0.8 <= scales.pop() < 1


def test_the_last_rows_of_a_table_are_drawn_in_by_a_smaller_picture() -> None:
    blocks = (lines(5), figure(1), table(8), Heading(1, "一、", (Text("二"),)), lines(30))
    told = [fit(*blocks, heights=(height,))[1].items for height in range(140, 260, 6)]
    assert any("排下了表1的末3行" in item.message for items in told for item in items)


# ---------------------------------------------------------------------------- short ends


def test_a_line_more_on_a_page_saves_one() -> None:
    made, sink = fit(*[lines(11)] * 6, lines(1, 10))
    assert codes(sink) == ["I0624"]
    assert "第4页只有1行" in sink.items[0].message
    assert "由4页减为3页" in sink.items[0].message
    assert len(made.pages.pages) == 3
    assert made.profile == tightened(load_profile())
    assert made.profile.number("page.lines") == 23


@pytest.mark.parametrize(("kind", "tighten"), [("jianbao", "never"), ("wenjian", "signature")])
@pytest.mark.parametrize("high", [2, 3])
def test_where_it_may_not_the_cut_is_told_and_saves_the_page(
    kind: str, tighten: str, high: int
) -> None:
    blocks = [replace(lines(high, 4 + i % 9), span=Span("b.md", i)) for i in range(48 // high)]
    changes = {"page__tighten": tighten, "colophon__even_page": "false"}
    made, sink = fit(*blocks, FOOT, kind=kind, **changes)
    (told,) = [item for item in sink.items if item.code == "I0623"]
    assert len(made.pages.pages) == 3
    assert f"第3页只有{high + 2}行，一共3页：再短{len(told.related)}行，就减为2页" == told.message
    for where, text in told.related:
        block, count = blocks[where.line], int(text.removeprefix("删").partition("字")[0])
        blocks[where.line] = paragraph(plain(block.children)[count:])
    again, sink = fit(*blocks, FOOT, kind=kind, **changes)
    assert len(again.pages.pages) == 2
    assert codes(sink) == []


def test_without_short_lines_the_number_of_lines_is_told() -> None:
    blocks = [lines(12, 27)] * 4
    _, sink = fit(*blocks, page__tighten="never")
    (told,) = sink.items
    assert told.hints == ("把正文写短4行；容许如此也可以不管",)
    assert told.message == "第3页只有4行，一共3页：再短4行，就减为2页"
    assert len(fit(*blocks[:3], lines(8), page__tighten="never")[0].pages.pages) == 2


def test_a_text_that_ends_well_is_told_nothing() -> None:
    for blocks in ([lines(15)], [lines(11)] * 3, [lines(22), lines(8)]):
        made, sink = fit(*blocks)
        assert codes(sink) == []
        assert made.profile == load_profile()


def signed(count: int) -> tuple[Block, ...]:
    """A 文件 of so many lines, sealed."""
    return (*[lines(1)] * count, Signature(("示例县人民政府",), "2024年3月9日", sealed=True))


def test_the_signature_comes_to_the_text_by_default() -> None:
    """GB/T 9704-2012 7.3.5.5: the line pitch helps where the seal finds no room."""
    for count in range(34, 44):
        made, sink = fit(*signed(count), kind="wenjian")
        loose, _ = fit(*signed(count), kind="wenjian", page__tighten="never")
        if codes(sink) == ["I0624"]:
            break
    else:
        raise AssertionError("never tightened")
    assert "署名之外只有" in sink.items[0].message
    assert "GB/T 9704-2012 7.3.5.5" in sink.items[0].message
    assert len(made.pages.pages) == len(loose.pages.pages) - 1


def test_an_end_before_an_attachment_counts_too() -> None:
    rest = (Attachment(0, "示例清单"), lines(3))
    for count in range(34, 44):
        made, sink = fit(*signed(count), *rest, kind="wenjian")
        if codes(sink) == ["I0624"]:
            break
    else:
        raise AssertionError("never tightened")
    assert len(made.pages.pages) == 3


def test_tightening_fills_the_page_and_changes_nothing_else() -> None:
    loose = load_profile()
    tight = tightened(loose)
    height, size = tight.length("page.type_height").pt, tight.length("styles.body.size").pt
    assert height - 0.3 < 22 * tight.length("page.pitch").pt + size <= height
    changed = {key for key in loose.settings if loose.settings[key] != tight.settings[key]}
    assert changed == {"page.lines", "page.pitch"}
