"""Text runs past figures that find no room (K39): where it may, where not, nothing lost."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.papers import DRAWING, META, bars, paragraph, table

from reportgen.charts.record.drawing import Drawing
from reportgen.diagnostics import Sink
from reportgen.document.tree import (
    Block,
    Credit,
    Document,
    Figure,
    Heading,
    ListBlock,
    ListItem,
    PageBreak,
    Paragraph,
    Reference,
    Table,
    Text,
    inlines,
)
from reportgen.fonts import FontLibrary
from reportgen.layout import Copyfit, copyfitted, turns
from reportgen.layout.stack import Part, Row, joined
from reportgen.layout.text import Context
from reportgen.style.profile import load_profile
from reportgen.style.setting import Setting

PROFILE = load_profile()
LINE = "国" * 26
MOST = 12       # figures


def figure(number: int) -> Figure:
    return Figure(number, "示例", bars("", "", ()), "替代", anchor=f"f{number}")


def text(lines: int, *refers: int, end: str = "。") -> Paragraph:
    """A paragraph of so many lines that refers to figures."""
    said = [Reference(f"f{n}", f"图{n}") for n in refers]
    return paragraph(*said, "国" * (28 * lines - 2 - 2 * len(said) - len(end)) + end)


def heading(level: int = 1) -> Heading:
    return Heading(level, "一、", (Text("标题"),))


def set_(*blocks: Block, height: float = 250, **changes: str) -> tuple[Copyfit, Sink]:
    """The blocks fitted; `figure__passed="false"` changes the profile."""
    sink, settings = Sink(), dict(PROFILE.settings)
    for key, value in changes.items():
        settings[key.replace("__", ".")] = Setting(value, settings[key.replace("__", ".")].unit)
    look = type(PROFILE)(PROFILE.name, settings)
    drawings = {n: Drawing(400, height, DRAWING.marks) for n in range(1, MOST + 1)}
    made = copyfitted(Document(META, blocks), look, FontLibrary.bundled(), drawings, sink)
    return made, sink


def places(made: Copyfit) -> list[int]:
    """Where the figures and tables stand among the blocks."""
    return [i for i, block in enumerate(made.document.blocks)
            if isinstance(block, Figure | Table)]


def test_text_fills_the_page_and_the_figure_opens_the_next() -> None:
    made, sink = set_(text(15, 1), figure(1), text(5), text(5))
    assert places(made) == [3]       # two paragraphs fill seven lines, the second goes over
    assert [item.code for item in sink.items] == ["I0621"]
    assert sink.items[0].message == "图表放不下，后面的文字先排：“第1页图1，补上7行”"
    assert made.pages.numbers()["f1"] == 2


@pytest.mark.parametrize("blocks", [
    (text(15), figure(1), text(5)),                                # nothing refers to it
    (text(15, 1, end="如下图所示。"), figure(1), text(5)),           # what refers says: below
    (text(15, 1, end="："), figure(1), text(5)),
    (text(15, 1), figure(1), heading(), text(5)),                  # its section ends
    (text(15, 1), figure(1), heading(2), text(5)),
    (text(15, 1), figure(1), PageBreak(), text(5)),
    (text(15, 1), figure(1), text(5, end="，上图可见。")),           # what follows says: above
    (text(15, 1), figure(1), text(5), Credit("（示例镇水利站供稿）")),
    (text(15, 1), figure(1), text(2, end="："), ListBlock(True, (ListItem("1.", (Text("项"),)),)),
     Credit("（示例镇水利站供稿）")),
    (text(10, 1), figure(1), text(8)),                             # it fits
    (text(20, 1), figure(1), text(8)),                             # two lines are no hole
])
def test_what_must_stay_stays(blocks: Sequence[Block]) -> None:
    made, sink = set_(*blocks)
    assert made.document.blocks == tuple(blocks)
    assert "I0621" not in [item.code for item in sink.items]


def test_the_profile_switches_it_off() -> None:
    blocks = (text(15, 1), figure(1), text(5), text(5))
    made, sink = set_(*blocks, figure__passed="false")
    assert made.document.blocks == blocks
    assert sink.items == []


def test_figures_keep_their_order_and_a_table_passes_none() -> None:
    made, _ = set_(text(15, 1), figure(1), table(3), text(5), text(5))
    assert places(made) == [1, 2]     # the table is referred to by nothing
    both = paragraph(Reference("t1", "表1"), Reference("f1", "图1"), "国" * (28 * 15 - 6))
    made, _ = set_(both, figure(1), table(3), text(5), text(5))
    assert [type(made.document.blocks[i]) for i in places(made)] == [Figure, Table]
    assert places(made) == [3, 4]


def test_a_reference_further_down_is_not_left_behind() -> None:
    """A figure set before the paragraph that refers to it comes to stand behind it."""
    made, _ = set_(text(15), figure(1), text(5, 1), text(5))
    assert places(made)[0] >= 2


def test_a_long_paragraph_does_not_carry_the_figure_two_pages_on() -> None:
    made, sink = set_(text(15, 1), figure(1), text(50))
    assert places(made) == [1]
    assert "I0621" not in [item.code for item in sink.items]


@st.composite
def papers(draw: st.DrawFn) -> tuple[Block, ...]:
    """Headings, paragraphs and figures at random; most figures are referred to before."""
    blocks: list[Block] = []
    number = 0
    for kind in draw(st.lists(st.sampled_from("htttfffb"), max_size=24)):
        match kind:
            case "h":
                blocks.append(heading(draw(st.integers(1, 3))))
            case "b":
                blocks.append(PageBreak())
            case "f" if number < MOST:
                number += 1
                blocks.append(figure(number))
            case _:
                end = draw(st.sampled_from(["。", "。", "。", "：", "见下图。", "见上图。"]))
                ahead = range(number, number + 1 + draw(st.integers(0, 3)))
                blocks.append(text(draw(st.integers(1, 12)), *[n for n in ahead if n], end=end))
    return tuple(blocks)


@pytest.mark.slow
@given(papers(), st.integers(60, 300))
def test_nothing_is_lost_and_no_order_is_broken(blocks: tuple[Block, ...], height: int) -> None:
    made, _ = set_(*blocks, height=height)
    after = made.document.blocks

    def key(block: Block) -> object:
        return block.anchor if isinstance(block, Figure) else block

    def row(all_: Sequence[Block], *, floats: bool) -> list[object]:
        return [key(block) for block in all_ if isinstance(block, Figure) == floats]

    for floats in (False, True):
        assert row(after, floats=floats) == row(blocks, floats=floats)
    before = {key(b): _above(blocks, i) for i, b in enumerate(blocks) if isinstance(b, Figure)}
    for index, block in enumerate(after):
        if not isinstance(block, Figure):
            continue
        above, was = _above(after, index), before[block.anchor]
        assert 0.8 <= block.scale <= 1
        assert above[: len(was)] == was                # never earlier than written
        moved = above[len(was):]
        assert not any(isinstance(each, Heading | PageBreak) for each in moved)
        if moved:
            assert block.anchor in {leaf.target for each in above if isinstance(each, Paragraph)
                                    for leaf in inlines(each.children)
                                    if isinstance(leaf, Reference)}


def _above(blocks: Sequence[Block], index: int) -> list[Block]:
    return [each for each in blocks[:index] if not isinstance(each, Figure)]


def test_pages_of_one_table_are_turned_without_joining_its_rows_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    joins: list[int] = []

    def counted(context: Context, parts: Sequence[Part]) -> Row:
        joins.append(len(parts))
        return joined(context, parts)

    monkeypatch.setattr(turns, "joined", counted)
    made, _ = set_(text(2, 1), table(400))
    assert len(made.pages.pages) > 9
    assert len(joins) <= 3
