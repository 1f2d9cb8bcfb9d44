"""Pages as the standards want them, measured on the finished pages."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from papers import DRAWING, everything, pages_of, paragraph, table

from reportgen.charts.drawing import Drawing
from reportgen.diagnostics import Sink
from reportgen.document.chart import bars
from reportgen.document.tree import (
    Align,
    Cell,
    Colophon,
    Column,
    Document,
    Figure,
    Heading,
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
from reportgen.layout.pages import GlyphRun, Marked, Page, Pages, Picture, Rule
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
    (page,) = _flush(616).pages
    lines = runs(page)
    assert len(lines) == 22
    assert {len(run.text) for run in lines} == {28}
    for row, run in enumerate(lines):
        assert run.y == pytest.approx(TOP + 0.88 * SIZE + row * PITCH, abs=0.05 * MM)
        for column, x in enumerate(run.xs):
            assert run.x + x == pytest.approx(LEFT + column * EM, abs=0.05 * MM)


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


def test_a_heading_never_ends_a_page() -> None:
    for fill in range(17, 22):
        blocks = [paragraph("国" * 26)] * fill
        pages = pages_of(*blocks, Heading(1, "一、", (Text("标题"),)), paragraph("甲" * 80))
        holding = next(p for p in pages.pages if "标题" in text(p))
        assert "甲" * 26 in text(holding), fill


def test_no_page_begins_with_the_last_line_of_a_paragraph() -> None:
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


@pytest.mark.parametrize(("lines", "pages", "numbers"), [
    (1, 2, ["— 1 —", "— 2 —"]),           # ends on page 1: the colophon opens the even page 2
    (30, 2, ["— 1 —", "— 2 —"]),          # room left on page 2
    (43, 4, ["— 1 —", "— 2 —", "", ""]),  # page 2 is full: a blank page, then the colophon's
])
def test_the_colophon_stands_at_the_foot_of_an_even_page(
    lines: int, pages: int, numbers: list[str]
) -> None:
    made = pages_of(*[paragraph("国" * 26)] * lines, Colophon((("报", "上级。"),), "", "共印1份"))
    assert len(made.pages) == pages
    assert folios(made) == numbers
    rules = [i for m in made.pages[-1].content for i in m.items if isinstance(i, Rule)]
    assert max(rule.y for rule in rules) == pytest.approx(262 * MM, abs=0.05)


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


def test_numbers_of_a_column_end_their_integers_at_one_edge() -> None:
    values = ("20517", "537.6", "2263余", "8337.3")
    made = Table(1, "数", (Column("指标"), Column("数值", Align.RIGHT)),
                 tuple((Cell((Text("甲"),)), Cell((Text(v),))) for v in values))
    page = pages_of(made).pages[0]
    found = [run for run in runs(page) if run.text in values]
    edges = [run.x + run.xs[_integer(run.text) - 1] for run in found]
    assert len(edges) >= 3
    assert max(edges) - min(edges) < 0.1


def _integer(value: str) -> int:
    return len(value.partition(".")[0].rstrip("余"))


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
        assert all(36 <= r.size <= 60 for r in shown)


def test_glyphs_of_a_line_never_run_backwards() -> None:
    for page in pages_of(*everything()).pages:
        for run in runs(page, artifacts=True):
            assert all(a <= b for a, b in pairwise(run.xs))
