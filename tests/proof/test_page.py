"""The finished page measured: origins on the line grid, ink at the distances of the standard."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Protocol

import numpy as np
import pypdfium2
import pytest
from support.papers import DRAWING, META, bars, paragraph, table
from support.proof.pressroom import profile
from support.proof.reader import rows

from reportgen.charts.record.drawing import Drawing
from reportgen.diagnostics import Sink
from reportgen.document.tree import (
    Block,
    Colophon,
    Document,
    Figure,
    Heading,
    Masthead,
    Note,
    Text,
    Title,
)
from reportgen.fonts import FontLibrary
from reportgen.layout import layout
from reportgen.style.profile import load_profile
from reportgen.units import Mm, Pt
from reportgen.writers.pdf.write import write_pdf

pytestmark = pytest.mark.slow

DPI = 300
DOT = 25.4 / DPI                     # mm
LEFT, TOP, WIDTH, HEIGHT = 28.0, 37.0, 156.0, 225.0
PITCH, EM, SIZE, ASCENT = 29.6, WIDTH / 28, 16.0, 0.88
RED, BLACK = (255, 0, 0), (0, 0, 0)


class Sample(Protocol):
    pdf: Path


@cache
def grid_pdf(count: int) -> bytes:
    """Lines of 28 `国` without indent; each line a paragraph, so that no keep moves it."""
    look = profile(styles__body__indent="0", typeset__orphan="0")
    lines = ["国" * 28] * (count // 28) + ["国" * (count % 28)] * (count % 28 > 0)
    document = Document(META, tuple(map(paragraph, lines)))
    library = FontLibrary.bundled()
    return write_pdf(layout(document, look, library, {}, Sink()), document, library)


def test_616_han_fill_the_page_and_the_617th_goes_over() -> None:
    assert [sum(len(r.chars) for r in rows(grid_pdf(n), size=16) if r.page == 1)
            for n in (616, 617)] == [616, 616]
    assert [r.text for r in rows(grid_pdf(617), size=16) if r.page == 2] == ["国"]


def test_every_origin_is_on_the_grid() -> None:
    lines = rows(grid_pdf(616), size=16)
    assert len(lines) == 22
    for number, line in enumerate(lines):
        baseline = TOP + Pt(ASCENT * SIZE + number * PITCH).mm
        for column, char in enumerate(line.chars):
            assert Pt(char.x).mm == pytest.approx(LEFT + column * EM, abs=0.05)
            assert Pt(char.y).mm == pytest.approx(baseline, abs=0.05)


def test_the_ink_is_where_the_outlines_say() -> None:
    face = FontLibrary.bundled().chain("fangsong").face_for("国")
    assert face is not None
    box = face.ink("国")
    assert box is not None
    left, bottom, right, top = (Pt(each * SIZE / 1000).mm for each in box)
    first = TOP + Pt(ASCENT * SIZE).mm
    last = first + Pt(21 * PITCH).mm
    found = next(inks(picture(grid_pdf(616), 0), BLACK, Box(20, 30, 190, 265)))
    assert found.left == pytest.approx(LEFT + left, abs=0.1 + DOT)
    assert found.right == pytest.approx(LEFT + 27 * EM + right, abs=0.1 + DOT)
    assert found.top == pytest.approx(first - top, abs=0.1 + DOT)
    assert found.bottom == pytest.approx(last - bottom, abs=0.1 + DOT)


def test_the_text_comes_back_to_the_grid_after_everything_else() -> None:
    """Forty pages of headings, tables, figures, notes and titles: no baseline drifts."""
    drawing = Drawing(442, 137, DRAWING.marks)
    figure = Figure(1, "图题", bars("", "", ()), "图", ((Text("图注。"),),))
    blocks: list[Block] = [Masthead("示例简报", "第1期", "某", "2024年1月1日"), Title(("题",))]
    for i in range(30):
        blocks += [
            Heading(1, "一、", (Text(f"标{i}"),)), paragraph("甲" * (70 + i)), table(3 + i % 9),
            paragraph("乙" * (50 + 3 * i)), figure, paragraph("丙" * 90),
            *([Note((Text("注文。"),)), Title(("又一篇",))] if i % 7 == 3 else []),
        ]
    document, library = Document(META, tuple(blocks)), FontLibrary.bundled()
    pages = layout(document, load_profile(), library, {1: drawing}, Sink())
    body = [
        row for row in rows(write_pdf(pages, document, library), size=16)
        if set(row.text) <= set("甲乙丙") or "标" in row.text
    ]
    assert body[-1].page > 40
    for row in body:
        line = (Pt(row.y).mm - TOP - Pt(ASCENT * SIZE).mm) / Pt(PITCH).mm
        assert abs(line - round(line)) * Pt(PITCH).mm < 0.05, row.text
        assert 0 <= round(line) < 22


def test_a_dash_is_one_line_of_two_ems() -> None:
    """—— and …… come from the Chinese face; the dash has no gap in its ink (K22)."""
    document, library = Document(META, (paragraph("国——国……国"),)), FontLibrary.bundled()
    pdf = write_pdf(layout(document, profile(), library, {}, Sink()), document, library)
    (line,) = rows(pdf, size=16)
    first, dash, after = line.chars[0], line.chars[1], line.chars[3]
    assert (after.x - dash.x) == pytest.approx(2 * Pt(line.chars[3].x - first.x).pt / 3, abs=0.05)
    assert all(library.chain("fangsong").face_for(ch) is not library.chain("fangsong").latin
               for ch in "—…")
    middle = Pt(dash.y).mm - 0.35 * Pt(SIZE).mm
    box = Box(Pt(dash.x).mm + 0.3, middle - 1.5, Pt(after.x).mm - 0.3, middle + 1.5)
    _, ink, *more = inks(picture(pdf, 0), BLACK, box)
    assert not more
    part = picture(pdf, 0)[
        round(ink.top / DOT) : round(ink.bottom / DOT),
        round(box.left / DOT) : round(box.right / DOT),
    ]
    assert (part.min(axis=(0, 2)) < 128).all()      # ink in every column


def test_two_marks_of_surprise_take_one_em() -> None:
    document, library = Document(META, (paragraph("国？！国国·国国"),)), FontLibrary.bundled()
    pdf = write_pdf(layout(document, profile(), library, {}, Sink()), document, library)
    xs = [char.x for char in rows(pdf, size=16)[0].chars]
    em = xs[5] - xs[4]
    assert xs[3] - xs[1] == pytest.approx(em, abs=0.05)          # K36
    assert xs[7] - xs[5] == pytest.approx(1.5 * em, abs=0.15)    # K23: · is half wide


# ------------------------------------------------------------------- the sample's fixed elements


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in mm from the page's upper left corner."""

    left: float
    top: float
    right: float
    bottom: float


@cache
def picture(pdf: bytes, index: int) -> np.ndarray[tuple[int, int, int], np.dtype[np.uint8]]:
    """A page at 300 dpi, RGB."""
    page = pypdfium2.PdfDocument(pdf)[index]
    return np.asarray(page.render(scale=DPI / 72).to_pil().convert("RGB"))


def inks(
    image: np.ndarray[tuple[int, int, int], np.dtype[np.uint8]],
    colour: tuple[int, int, int], within: Box,
) -> Iterator[Box]:
    """The ink of one colour in a part of the page: first in all, then each band of rows."""
    x, y = round(within.left / DOT), round(within.top / DOT)
    part = image[y : round(within.bottom / DOT), x : round(within.right / DOT)].astype(int)
    dark = (np.abs(part - np.array(colour)) < 128).all(axis=2)
    lines = np.flatnonzero(dark.any(axis=1))
    assert len(lines), "no ink"
    bands = [list(lines), *(
        [row for _, row in group]
        for _, group in groupby(enumerate(lines), key=lambda pair: pair[1] - pair[0])
    )]
    for band in bands:
        columns = np.flatnonzero(dark[band[0] : band[-1] + 1].any(axis=0))
        yield Box(
            (x + columns[0]) * DOT, (y + band[0]) * DOT,
            (x + columns[-1] + 1) * DOT, (y + band[-1] + 1) * DOT,
        )


@pytest.fixture
def pages(sample: Sample) -> list[np.ndarray[tuple[int, int, int], np.dtype[np.uint8]]]:
    data = sample.pdf.read_bytes()
    return [picture(data, i) for i in range(len(pypdfium2.PdfDocument(data)))]


Images = list[np.ndarray[tuple[int, int, int], np.dtype[np.uint8]]]
HEAD = Box(20, 30, 195, 150)


def test_the_name_stands_20_mm_below_the_type_area_and_in_its_middle(pages: Images) -> None:
    _, name, *_ = inks(pages[0], RED, HEAD)
    assert name.top == pytest.approx(TOP + 20, abs=0.1 + DOT)
    assert (name.left + name.right) / 2 == pytest.approx(LEFT + WIDTH / 2, abs=1)


@pytest.mark.parametrize("head", [
    Masthead("示例简报", "第1期", "甲", "2024年1月1日"),
    Masthead("国土工作动态", "第12期（总第156期）", "示例县委办公室", "2024年12月31日", "机密★1年"),
    Masthead(
        "示例县示例镇人民政府重点工作推进情况简报", "增刊第3期", "乙丙丁" * 12, "2024年1月1日"),
], ids=["short", "usual", "long"])
def test_every_masthead_keeps_its_distances(head: Masthead) -> None:
    title = Title(("国家标题",))
    document, library = Document(META, (head, title, paragraph("甲"))), FontLibrary.bundled()
    pdf = write_pdf(layout(document, load_profile(), library, {}, Sink()), document, library)
    image = picture(pdf, 0)
    _, name, *_, rule = inks(image, RED, Box(20, 30, 195, 200))
    assert name.top == pytest.approx(TOP + 20, abs=0.1 + DOT)
    assert rule.bottom - rule.top == pytest.approx(Pt(1.5).mm, abs=DOT * 1.2)
    assert (rule.left, rule.right) == pytest.approx((LEFT, LEFT + WIDTH), abs=2 * DOT)
    *_, line = inks(image, BLACK, Box(20, rule.top - 15, 195, rule.top - 1))
    assert rule.top - line.bottom == pytest.approx(4, abs=0.1 + DOT)
    # the title's box begins two lines below the rule, its ink where the outlines say
    face = library.chain("xiaobiaosong").face_for("国")
    assert face is not None
    boxes = [box for ch in "国家标题" if (box := face.ink(ch))]
    top = max(box[3] for box in boxes) / 1000
    found = next(inks(image, BLACK, Box(20, rule.bottom + 1, 195, rule.bottom + 35)))
    wanted = rule.bottom + 2 * Pt(PITCH).mm + Pt((ASCENT - top) * 22).mm
    assert found.top == pytest.approx(wanted, abs=0.1 + DOT)


@pytest.mark.parametrize("pages", [1, 2, 9, 10])
def test_page_numbers_of_one_and_two_digits(pages: int) -> None:
    lines = [paragraph("国" * 26)] * (22 * (pages - 1) + 3)
    document, library = Document(META, tuple(lines)), FontLibrary.bundled()
    pdf = write_pdf(layout(document, load_profile(), library, {}, Sink()), document, library)
    found = next(inks(picture(pdf, pages - 1), BLACK, Box(20, 263, 195, 280)))
    inner = Pt(14).mm
    face = library.chain("song").face_for("—")
    assert face is not None
    box = face.ink("—")
    assert box is not None
    bearing = Pt(min(box[0], 1000 - box[2]) * 14 / 1000).mm
    edge = LEFT + WIDTH - inner - bearing if pages % 2 else LEFT + inner + bearing
    assert (found.right if pages % 2 else found.left) == pytest.approx(edge, abs=0.1 + DOT)
    side = Box(found.right - 3, 263, found.right, 280) if pages % 2 \
        else Box(found.left, 263, found.left + 3, 280)
    dash = next(inks(picture(pdf, pages - 1), BLACK, side))
    assert 297 - (dash.top + dash.bottom) / 2 == pytest.approx(28, abs=DOT)


@pytest.mark.parametrize("rows_", [1, 2, 5])
def test_the_rules_of_every_colophon(rows_: int) -> None:
    foot = Colophon((("报", "甲。"),) * rows_, "编辑：某", "（共印80份）")
    document, library = Document(META, (paragraph("国" * 600), foot)), FontLibrary.bundled()
    pdf = write_pdf(layout(document, load_profile(), library, {}, Sink()), document, library)
    bands = list(inks(picture(pdf, 1), BLACK, Box(LEFT + 1, 100, LEFT + 3, 263)))[1:]
    bands = bands[-3:]
    thick = [band.bottom - band.top for band in bands]
    assert thick == pytest.approx([0.35, 0.25, 0.35], abs=DOT)
    middles = [(band.top + band.bottom) / 2 for band in bands]
    assert middles[2] == pytest.approx(TOP + HEIGHT, abs=0.1)
    assert middles[2] - middles[1] == pytest.approx(Pt(24).mm, abs=0.1)
    assert middles[1] - middles[0] == pytest.approx(rows_ * Pt(24).mm, abs=0.1)


def test_the_red_rule_is_as_wide_as_the_type_area(pages: Images) -> None:
    *_, rule = inks(pages[0], RED, HEAD)
    assert rule.left == pytest.approx(LEFT, abs=2 * DOT)
    assert rule.right == pytest.approx(LEFT + WIDTH, abs=2 * DOT)
    assert rule.bottom - rule.top == pytest.approx(Pt(1.5).mm, abs=2 * DOT)


def test_the_red_rule_is_4_mm_below_the_issuer_line(pages: Images) -> None:
    *_, rule = inks(pages[0], RED, HEAD)
    *_, issuer = inks(pages[0], BLACK, Box(20, rule.top - 15, 195, rule.top - 1))
    assert rule.top - issuer.bottom == pytest.approx(4, abs=0.1 + DOT)


def test_the_page_number_is_outside_and_28_mm_above_the_foot(pages: Images) -> None:
    for number, image in enumerate(pages, 1):
        foot = Box(20, 263, 195, 280)
        found = next(inks(image, BLACK, foot))
        inner = Pt(14).mm
        if number % 2:
            assert found.right == pytest.approx(LEFT + WIDTH - inner, abs=0.5)
            dash = Box(found.right - 3, 263, found.right, 280)
        else:
            assert found.left == pytest.approx(LEFT + inner, abs=0.5)
            dash = Box(found.left, 263, found.left + 3, 280)
        line = next(inks(image, BLACK, dash))
        assert 297 - (line.top + line.bottom) / 2 == pytest.approx(28, abs=0.1)


def test_the_colophon_ends_with_the_type_area_on_an_even_page(pages: Images) -> None:
    assert len(pages) % 2 == 0
    bands = list(inks(pages[-1], BLACK, Box(LEFT + 1, 200, LEFT + 3, 263)))[1:]
    thick = [band.bottom - band.top for band in bands]
    assert (bands[-1].top + bands[-1].bottom) / 2 == pytest.approx(TOP + HEIGHT, abs=0.1)
    assert thick == pytest.approx([0.35, 0.25, 0.35], abs=DOT * 1.2)
    widest = next(inks(pages[-1], BLACK, Box(20, bands[-1].top, 195, bands[-1].bottom)))
    assert widest.left == pytest.approx(LEFT, abs=2 * DOT)
    assert widest.right == pytest.approx(LEFT + WIDTH, abs=2 * DOT)


def test_every_page_keeps_to_the_type_area(pages: Images) -> None:
    edges = Mm(1).mm
    for image in pages:
        for colour in (BLACK, RED):
            whole = Box(0, 0, 210, 262.5)
            try:
                found = next(inks(image, colour, whole))
            except AssertionError:
                continue
            assert found.left >= LEFT - edges
            assert found.right <= LEFT + WIDTH + edges
            assert found.top >= TOP - edges
