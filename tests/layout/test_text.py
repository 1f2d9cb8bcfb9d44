"""Inline nodes to pieces, pieces to lines, lines to strips."""

from __future__ import annotations

import pytest
from support.layout.setting import codes, context, runs

from reportgen.document.quantity import Quantity
from reportgen.document.tree import Lead, Reference, Strong, Text
from reportgen.layout.pages import Element
from reportgen.layout.text import Piece, after, even_advances, pieces, set_lines, text_strips


def test_pieces_have_the_face_of_what_they_are() -> None:
    parent = Element("P")
    made = pieces(context(), (
        Text("甲"), Strong((Text("乙"), Lead((Text("丙"),)))), Quantity("A1", "5万元"),
        Reference("t1", "表1"),
    ), "fangsong", parent)
    assert [(piece.text, piece.role, piece.fact) for piece in made] == [
        ("甲", "fangsong", ""), ("乙", "hei", ""), ("丙", "kai", ""), ("5万元", "fangsong", "A1"),
        ("表1", "fangsong", "")]
    link = made[-1].element
    assert link is not None
    assert (link.role, link.parent, link.target) == ("Link", parent, "t1")


def test_ink_is_that_of_all_characters() -> None:
    made = context()
    low, high = made.ink("fangsong", "国一")
    assert (low, high) == made.ink("fangsong", "国")
    assert made.ink("fangsong", " ") == (0, 0)
    assert -0.2 < low < 0 < high < 0.9


def test_lines_fill_the_measure() -> None:
    made = context()
    style = made.style("body")
    lines = set_lines(made, [Piece("国" * 60, "fangsong")], style, 10, made.frame.width, indent=2)
    assert [len(line.runs()[0][1].text) for line in lines] == [26, 28, 6]
    assert [line.runs(5)[0][1].x for line in lines] == pytest.approx([10 + 2 * style.em.pt, 10, 10])
    assert all(line.runs(5)[0][1].y == 5 for line in lines)
    assert set_lines(made, [], style, 0, 100) == []


def test_a_number_with_its_unit_is_not_parted() -> None:
    made = context()
    parts = [Piece("国" * 22, "fangsong"), Piece("16407.3万元", "fangsong", fact="A1"),
             Piece("国" * 9, "fangsong")]
    lines = set_lines(made, parts, made.style("body"), 0, made.frame.width)
    said = ["".join(run.text for _, run in line.runs()) for line in lines]
    assert sum("16407.3万元" in text for text in said) == 1


def test_a_line_that_cannot_be_set_well_is_told() -> None:
    made = context()
    set_lines(made, [Piece("9" * 80, "fangsong")], made.style("body"), 0, 100)
    assert set(codes(made)) == {"I0601"}


def test_digits_of_one_width_stand_in_columns() -> None:
    made = context()
    style = made.style("table_cell")
    advances = even_advances(made.library.chain("hei"), "1234567890.", style)
    assert len(set(advances[:-1])) == 1
    assert advances[-1] != advances[0]


def test_strips_have_the_style_s_pitch_and_the_baseline_at_the_ascent() -> None:
    made = context()
    style = made.style("body")
    lines = set_lines(made, [Piece("国" * 30, "fangsong")], style, 0, made.frame.width)
    for strip in text_strips(made, lines, style, None):
        assert (strip.height, strip.ink) == (style.pitch.pt, style.size.pt)
        assert runs(strip.content)[0].y == pytest.approx(0.88 * 16)


def test_space_below_tables_and_figures_shows_nothing() -> None:
    strip = after(context())
    assert (strip.height, strip.ink, strip.content) == (12, 0, ())


@pytest.mark.parametrize("align", ["left", "right", "center", "justify"])
@pytest.mark.parametrize(("first", "second"), [
    ("537.6", "114.9"), ("超9052万元", "超1771万元"), ("示例村1", "示例村7"), ("+5.1%", "+1.1%"),
    ("2024年12月（试行）", "1911年11月（试行）"), ("10—12", "47—71"), ("—", "—"),
    ("甲\u30002", "甲\u30001"),
])
def test_a_line_with_other_digits_is_as_if_set_anew(align: str, first: str, second: str) -> None:
    """The digits of the face differ in width: in columns they are evened, in prose they are not."""
    made = context()
    style = made.style("table_cell")
    (like,), (wanted,) = (
        set_lines(made, [Piece(text, style.role, fact=fact)], style, 10, 200, align=align,
                  tabular=align != "left")
        for text, fact in ((first, "A"), (second, "B")))
    assert like.fits(made, 200)
    found = like.reworded(made, second, "B")
    assert found.runs(3.0) == wanted.runs(3.0)
    assert found.line._replace(advances=()) == wanted.line._replace(advances=())


def test_a_line_that_other_digits_may_break_stands_for_none() -> None:
    made = context()
    style = made.style("table_cell")
    (line,) = set_lines(made, [Piece("1111", style.role)], style, 0, 100, align="left")
    assert not line.fits(made, line.width)
    assert line.fits(made, line.width + 5)
