"""Pages as the standards want them, measured on the finished pages."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

import pytest
from support.papers import DRAWING, everything, origins, pages_of, paragraph, table

from reportgen.charts.record.drawing import Drawing
from reportgen.diagnostics import Sink
from reportgen.document.chart import bars
from reportgen.document.tree import (
    Align,
    Cell,
    Colophon,
    Column,
    Document,
    Figure,
    Masthead,
    Meta,
    PageBreak,
    Paragraph,
    Table,
    Text,
    Title,
)
from reportgen.fonts import FontLibrary
from reportgen.layout import layout
from reportgen.layout.pages import GlyphRun, Marked, OwnPage, Page, Pages, Picture, Rule
from reportgen.style.profile import load_profile

MM = 72 / 25.4
TOP, LEFT, PITCH, EM, SIZE = 37 * MM, 28 * MM, 29.6, 156 * MM / 28, 16.0


def runs(page: Page, *, artifacts: bool = False) -> list[GlyphRun]:
    return [
        item for marked in page.content if artifacts or marked.element is not None
        for item in marked.items if isinstance(item, GlyphRun)
    ]


def text(page: Page, *, artifacts: bool = False) -> str:
    return "".join(run.text for run in runs(page, artifacts=artifacts))


def folios(pages: Pages) -> list[str]:
    return [
        "".join(r.text for m in page.content if m.artifact == "Pagination" and m.element is None
                for r in m.items if isinstance(r, GlyphRun) and r.size == 14)
        for page in pages.pages
    ]


def _flush(count: int) -> Pages:
    """So many `国`, without indent and with the orphan rule off."""
    profile = load_profile()
    settings = dict(profile.settings)
    settings["styles.body.indent"] = replace(settings["styles.body.indent"], value="0")
    settings["typeset.orphan"] = replace(settings["typeset.orphan"], value="0")
    document = Document(Meta("甲", "乙", "2024-01-01"), (Paragraph((Text("国" * count),)),))
    return layout(
        document, replace(profile, settings=settings), FontLibrary.bundled(), {}, Sink()
    )


def test_616_han_fill_one_page_of_22_lines() -> None:
    """The grid of a page (K33)."""
    (page,) = _flush(616).pages
    lines = runs(page)
    assert len(lines) == 22
    assert {len(run.text) for run in lines} == {28}
    for row, run in enumerate(lines):
        assert run.y == pytest.approx(TOP + 0.88 * SIZE + row * PITCH, abs=0.05 * MM)
        for column, x in enumerate(origins(run)):
            assert x == pytest.approx(LEFT + column * EM, abs=0.05 * MM)


def test_the_617th_goes_to_the_next_page() -> None:
    assert [len(text(page)) for page in _flush(617).pages] in ([616, 1], [588, 29])


def test_type_area_holds_everything() -> None:
    for page in pages_of(*everything()).pages:
        for run in runs(page):
            assert run.x >= LEFT - 8.1         # a trimmed opening mark stands out by half an em
            assert TOP < run.y <= TOP + 225 * MM + 0.01
        for marked in page.content:
            for item in marked.items:
                if isinstance(item, Rule):
                    assert item.x >= LEFT - 0.01
                    assert item.x2 <= LEFT + 156 * MM + 0.01


def test_all_text_is_there_in_order() -> None:
    found = "".join(text(page) for page in pages_of(*everything()).pages)
    at = -1
    parts = (
        "内部资料", "示例工作简报", "第1期", "示例镇党政办", "2024年2月22日", "示例镇工作情况",
        "编者按：", "一、经济发展", "一是夯实基础。", "20517万元", "“三农”", "表1",
        "（一）产业", "1.第一项", "2.第二项", "表1　示例指标", "单位：万元", "108.5万元",
        "注：示例", "图1　示例图", "注：图注", "注：数据截至", "报：", "发：", "编辑：甲",
        "共印10份",
    )
    for part in parts:
        found_at = found.find(part, at + 1)
        assert found_at > at, part
        at = found_at


def test_no_page_begins_with_the_last_line_of_a_paragraph() -> None:
    """The line before it comes along (K19)."""
    for fill in range(15, 22):
        blocks = [paragraph("国" * 26)] * fill
        pages = pages_of(*blocks, paragraph("甲" * 26 + "乙" * 28 + "丙" * 28 + "丁" * 10))
        second = text(pages.pages[1]) if len(pages.pages) > 1 else ""
        assert not second.startswith("丁"), fill


def test_page_numbers_alternate_sides() -> None:
    pages = pages_of(*[paragraph("国" * 26)] * 50)
    assert folios(pages) == ["— 1 —", "— 2 —", "— 3 —"]
    odd, even = (
        next(m for m in pages.pages[i].content if m.artifact == "Pagination") for i in (0, 1)
    )
    assert _left(odd) > 297 > _left(even)
    assert _left(even) == pytest.approx(LEFT + 14, abs=0.1)


def _left(marked: Marked) -> float:
    item = marked.items[0]
    assert isinstance(item, GlyphRun)
    return item.x


@pytest.mark.parametrize(("lines", "pages", "numbers", "own"), [
    # ends on page 1: the colophon opens the even page 2
    (1, 2, ["— 1 —", "— 2 —"], OwnPage(2, True)),
    (30, 2, ["— 1 —", "— 2 —"], None),                       # room left on page 2
    # page 2 is full: a blank page, then the colophon's
    (43, 4, ["— 1 —", "— 2 —", "", ""], OwnPage(4, False)),
])
def test_the_colophon_stands_at_the_foot_of_an_even_page(
    lines: int, pages: int, numbers: list[str], own: OwnPage | None
) -> None:
    made = pages_of(*[paragraph("国" * 26)] * lines, Colophon((("报", "上级。"),), "", "共印1份"))
    assert len(made.pages) == pages
    assert folios(made) == numbers
    rules = [i for m in made.pages[-1].content for i in m.items if isinstance(i, Rule)]
    assert max(rule.y for rule in rules) == pytest.approx(262 * MM, abs=0.05)
    assert made.colophon == own


def test_a_long_table_repeats_its_head() -> None:
    pages = pages_of(table(60, notes=True))
    assert len(pages.pages) > 1
    for page in pages.pages[1:]:
        whole = text(page, artifacts=True)
        assert whole.startswith("续表1单位：万元指标数值")
        assert not text(page).startswith("续表")     # the repeated head is an artifact
    for page in pages.pages:
        rules = [i for m in page.content for i in m.items if isinstance(i, Rule)]
        lowest = max(rule.y for rule in rules)
        assert {rule.width for rule in rules if rule.y == lowest} >= {1}   # closed on every page
    cells = "".join(text(page) for page in pages.pages)
    assert all(f"{100 + i}.5万元" in cells for i in range(1, 61))


def test_a_table_leaves_two_rows_on_either_side() -> None:
    for fill in range(8, 22):
        pages = pages_of(*[paragraph("国" * 26)] * fill, table(9, notes=True))
        for page in pages.pages:
            rows = text(page).count("万元") - text(page).count("单位：万元")
            assert rows != 1, fill


@pytest.mark.parametrize("values", [
    ("20517", "537.6", "2263余", "8337.3"),
    ("-12,345.67", "0.46", "超9052", "100余万"), ("8.1%", "-3.25%", "12%", "10.05%"),
])
def test_numbers_of_a_column_end_their_integers_at_one_edge(values: tuple[str, ...]) -> None:
    found = _numbers(*values, "—")
    edges = [_middle(run, len(_integer(run.text)) - 1) for run in found]
    assert max(edges) - min(edges) < 0.02
    # below their heading: as much blank at the left of the widest as at the right
    left, right = min(run.x for run in found), max(origins(run)[-1] for run in found)
    heading = _numbers(*values, "—", heads=True)[1]
    middle = (heading.x + origins(heading)[-1] + heading.size) / 2
    assert (left + right) / 2 == pytest.approx(middle, abs=12)


def _middle(run: GlyphRun, index: int) -> float:
    """Where the middle of a glyph stands."""
    advance = FontLibrary.bundled().chain("song").advance(run.text[index])
    return origins(run)[index] + advance * run.size / 2000


def test_the_digits_of_a_column_stand_below_each_other() -> None:
    found = _numbers("1111", "2345", "7981", "—")
    for index in range(4):
        middles = [_middle(run, index) for run in found]
        assert max(middles) - min(middles) < 0.02


def _numbers(*values: str, heads: bool = False) -> list[GlyphRun]:
    made = Table(1, "数", (Column("指标"), Column("数值", Align.RIGHT)),
                 tuple((Cell((Text("甲"),)), Cell((Text(v),))) for v in values))
    shown = ("指标", "数值") if heads else values[:-1]
    return [run for run in runs(pages_of(made).pages[0]) if run.text in shown]


def test_a_text_in_a_column_of_numbers_moves_none_of_them() -> None:
    plain = _numbers("5", "20.55", "3万元", "—")
    told = _numbers("5", "20.55", "3万元", "2023年完成" + "很长的一段说明文字" * 9)
    assert [run.text for run in told] == [run.text for run in plain]
    offsets = [[run.x - made[0].x for run in made] for made in (plain, told)]
    assert offsets[0] == pytest.approx(offsets[1], abs=0.01)


def _integer(value: str) -> str:
    return re.split("[.余%]", value)[0]


@pytest.mark.parametrize(("columns", "code"), [
    (("甲", "1,234.5", "12%"), None), (("一二三四五",) * 8, "I0609"), (("甲",) * 30, "I0609"),
    (("1234567890.12",) * 9, "I0625"),
])
def test_a_table_is_set_smaller_before_a_number_breaks(
    columns: tuple[str, ...], code: str | None
) -> None:
    sink = Sink()
    made = Table(1, "数", tuple(Column("列") for _ in columns),
                 (tuple(Cell((Text(t),)) for t in columns),))
    (page,) = pages_of(made, sink=sink).pages
    assert [item.code for item in sink.items] == ([code] if code else [])
    sizes = {run.size for run in runs(page) if run.text in columns}
    assert sum(run.text in columns for run in runs(page)) == len(columns)
    assert min(sizes) >= 9
    assert (min(sizes) == 12) is (code is None)
    assert page.lying is (code == "I0625")


def test_badly_set_lines_of_a_table_are_told_by_example() -> None:
    sink = Sink()
    word = "A" * 60
    made = Table(1, "数", (Column("甲"), Column("乙"), Column("丙")),
                 tuple((Cell((Text(word),)),) * 3 for _ in range(50)))
    pages_of(made, sink=sink)
    told = [item for item in sink.items if item.code == "I0601"]
    assert len(told) == 4
    assert told[-1].message.startswith("表1里这样的行还有")


def test_the_words_for_a_table_that_goes_on_are_the_profile_s() -> None:
    base = load_profile()
    words = replace(base.settings["table.continued"], value="{表}（续）")
    look = replace(base, settings={**base.settings, "table.continued": words})
    document = Document(Meta("甲", "乙", "2024-01-01"), (table(60),))
    pages = layout(document, look, FontLibrary.bundled(), {}, Sink())
    assert text(pages.pages[1], artifacts=True).startswith("表1（续）")


def test_turnovers_of_a_note_stand_behind_its_label() -> None:
    page = pages_of(table(2), replace(table(2), notes=((Text("注" * 90),),) * 2)).pages[0]
    found = [run for run in runs(page) if run.size == 10.5 and "注" in run.text]
    labels, texts = [r for r in found if r.x == found[0].x], [r for r in found if len(r.text) > 9]
    assert [run.text for run in labels] == ["注1：", "注2："]
    for label, first, turnover in zip(labels, texts[::3], texts[1::3], strict=True):
        assert first.y == label.y
        assert turnover.x == first.x > label.x + 2 * 10.5


@pytest.mark.parametrize("height", [100, 111, 122])
def test_what_a_figure_leaves_of_its_last_line_is_shared(height: float) -> None:
    drawings = {1: Drawing(442, height, DRAWING.marks)}
    chart = Figure(1, "图", bars("", "", ()), "图")
    (page,) = pages_of(
        paragraph("国" * 26), chart, paragraph("甲" * 26), drawings=drawings
    ).pages
    picture = next(i for m in page.content for i in m.items if isinstance(i, Picture))
    above, below = runs(page)[0], next(run for run in runs(page) if "甲" in run.text)
    caption = next(run for run in runs(page) if "图" in run.text)
    lines = (below.y - above.y) / PITCH
    assert lines == pytest.approx(round(lines), abs=1e-6)
    before = picture.y - (above.y + PITCH - 0.88 * SIZE) - 6             # the profile's gap
    after = below.y - 0.88 * SIZE - (caption.y - 0.88 * 12 + 20) - 12    # and the space below
    assert before == pytest.approx(after, abs=0.2)


def test_a_tall_chart_is_scaled_to_the_page() -> None:
    tall = Drawing(442, 900, DRAWING.marks)
    figure = Figure(1, "高图", bars("", "", ()), "高图")
    page = pages_of(figure, drawings={1: tall}).pages[0]
    picture = next(i for m in page.content for i in m.items if isinstance(i, Picture))
    assert picture.y + picture.scale * 900 < TOP + 225 * MM
    assert "图1　高图" in text(page)


def test_no_page_opens_with_the_space_below_a_figure() -> None:
    chart = Figure(1, "图", bars("", "", ()), "图")
    top = runs(pages_of(paragraph("国")).pages[0])[0].y
    for height in range(440, 525, 3):
        drawings = {1: Drawing(442, height, DRAWING.marks)}
        pages = pages_of(
            *[paragraph("国" * 26)] * 3, chart, *[paragraph("甲" * 26)] * 20, drawings=drawings
        )
        first = next(run for run in runs(pages.pages[1]) if "甲" in run.text)
        assert first.y == pytest.approx(top, abs=0.01), height


@pytest.mark.parametrize(("fill", "lines"), [(3, None), (8, 14), (12, 10), (16, None)])
def test_a_hole_above_a_figure_is_reported(fill: int, lines: int | None) -> None:
    sink = Sink()
    chart = Figure(7, "图", bars("", "", ()), "图")
    tall = {7: Drawing(442, 490, DRAWING.marks)}
    pages_of(*[paragraph("国" * 26)] * fill, chart, paragraph("甲"), drawings=tall, sink=sink)
    told = [item.message for item in sink.items]
    assert told == ([f"第1页下部空了约{lines}行：图7放不下，移到了下一页"] if lines else [])


def test_page_break_and_draft_mark() -> None:
    pages = pages_of(paragraph("甲"), PageBreak(), paragraph("乙"), draft=True)
    assert [text(page) for page in pages.pages] == ["甲", "乙"]
    assert all("草　稿" in text(page, artifacts=True) for page in pages.pages)


def test_the_masthead_fits_its_name() -> None:
    for name in ("简报", "示例镇工作简报", "示例县示例镇人民政府重点工作推进情况简报"):
        page = pages_of(Masthead(name, "第1期", "甲", "2024年1月1日"), Title(("题",))).pages[0]
        shown = [r for r in runs(page) if r.colour == (1, 0, 0)]
        assert "".join(r.text for r in shown) == name
        assert len({r.y for r in shown}) == 1
        assert sum(r.width for r in shown) <= 156 * 72 / 25.4 + 0.01


def test_glyphs_of_a_line_never_run_backwards() -> None:
    for page in pages_of(*everything()).pages:
        for run in runs(page, artifacts=True):
            assert all(a <= b for a, b in pairwise(origins(run)))
