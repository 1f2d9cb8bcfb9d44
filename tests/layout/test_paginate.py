"""Stacking strips: the grid, space that vanishes, what is kept together, what is reported."""

from __future__ import annotations

import pytest
from support.layout.setting import context, runs

from reportgen.diagnostics import Sink
from reportgen.layout.pages import Element, GlyphRun, Marked
from reportgen.layout.paginate import merged, paginate
from reportgen.layout.strips import BODY, HEADING, SIGNATURE, Strip

FRAME = context().frame


def strip(name: str = "国", height: float = 29.6, **more: object) -> Strip:
    mark = Marked(None, (GlyphRun("song", 16, 0, 14, name, 16),))
    return Strip(height, min(height, 16), (mark,), **more)      # type: ignore[arg-type]


def stacked(*strips: Strip) -> tuple[list[list[tuple[str, float]]], list[str]]:
    sink = Sink()
    sheets = paginate(strips, FRAME, sink)
    return [[(run.text, round(run.y - FRAME.top - 14, 2)) for run in runs(sheet.content)]
            for sheet in sheets], [item.code for item in sink.items]


def test_22_lines_fill_a_page() -> None:
    pages, told = stacked(*[strip()] * 45)
    assert [len(page) for page in pages] == [22, 22, 1]
    assert told == []


def test_strips_return_to_the_grid() -> None:
    (page,), _ = stacked(strip(), strip("小", 10, snap=False), strip("文"))
    assert page == [("国", 0), ("小", 29.6), ("文", pytest.approx(59.2))]


def test_the_grid_may_be_counted_anew() -> None:
    (page,), _ = stacked(strip("题", 40, grid=True), strip("文"), strip("文"))
    assert [y for _, y in page] == pytest.approx([0, 40, 69.6])


def test_space_above_vanishes_at_the_head_of_a_page() -> None:
    pages, _ = stacked(*[strip()] * 22, strip("题", before=60))
    assert pages[1] == [("题", 0)]


def test_mere_space_opens_no_page() -> None:
    pages, _ = stacked(*[strip()] * 22, Strip(12, 0))
    assert len(pages) == 1


def test_a_page_ends_without_the_space_that_its_last_line_is_kept_with() -> None:
    """A title and a short note above the blank line that is below it."""
    note = [strip("题", keep=True, rule=HEADING), strip("按", keep=True, rule=HEADING)]
    pages, told = stacked(*[strip()] * 20, *note, Strip(29.6, 0), strip("文"))
    assert [len(page) for page in pages] == [22, 1]
    assert told == []


def test_a_heading_goes_over_with_its_text() -> None:
    pages, told = stacked(*[strip()] * 21, strip("题", keep=True, rule=HEADING), strip("文"))
    assert [page[0][0] for page in pages] == ["国", "题"]
    assert told == []


def test_the_weakest_rule_is_given_up_and_told() -> None:
    held = [strip("题", keep=True, rule=HEADING)] * 15
    pages, told = stacked(*held, strip("弱", keep=True, rule=BODY), *held, strip("文"))
    assert pages[0][-1][0] == "弱"
    assert told == ["W0612"]


def test_a_rule_is_not_given_up_in_vain() -> None:
    """Parting the heading would not help: what is kept together below it is higher than a page."""
    pages, told = stacked(strip("题", keep=True, rule=HEADING),
                          *[strip("署", keep=True, rule=SIGNATURE)] * 40, strip("文"))
    assert [len(page) for page in pages] == [22, 20]
    assert told == ["W0612"]


def test_a_rule_is_given_up_where_that_is_enough() -> None:
    pages, told = stacked(*[strip("题", keep=True, rule=HEADING)] * 2,
                          *[strip("署", keep=True, rule=SIGNATURE)] * 20, strip("文"))
    assert [page[0][0] for page in pages] == ["题", "署"]
    assert told == ["W0612", "I0604"]


def test_a_hole_is_told() -> None:
    _, told = stacked(*[strip()] * 8, strip("图", 500, whole="图1")._replace(ink=500))
    assert told == ["I0604"]


def test_what_is_higher_than_a_page_is_cut_and_told() -> None:
    marks = tuple(Marked(None, (GlyphRun("song", 16, 0, 30 * i + 14, "国", 16),))
                  for i in range(40))
    pages, told = stacked(Strip(1200, 1200, marks))
    assert sum(len(page) for page in pages) == 40
    assert told == ["W0606"]


def test_a_repeated_head_stands_above_what_goes_on() -> None:
    head = strip("头", 20, snap=False)
    rows = [strip("行", 40, snap=False, repeat=(head,)) for _ in range(20)]
    pages, _ = stacked(*rows)
    assert [name for name, _ in pages[1]][:2] == ["头", "行"]
    assert [name for page in pages for name, _ in page].count("行") == 20


def test_neighbouring_marks_of_one_element_are_one() -> None:
    one, two = Element("P"), Element("P")
    marks = [Marked(one, ()), Marked(one, ()), Marked(two, ()), Marked(None, ()),
             Marked(None, (), "Pagination")]
    assert [(mark.element, mark.artifact) for mark in merged(marks)] == [
        (one, "Layout"), (two, "Layout"), (None, "Layout"), (None, "Pagination")]
