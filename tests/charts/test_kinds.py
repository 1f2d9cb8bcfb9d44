"""Every kind of chart, and hard cases of each: what is drawn, and what is refused."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from math import dist

import pytest
from support.charts.boxes import faults, path_box, text_box
from support.charts.kinds import EVERY, HARD, KINDS, MONTHS, VILLAGES, chart, spans, target
from support.charts.stub import CHAIN, THEME

from reportgen.charts.compile import drawing
from reportgen.charts.parts.series import approximate
from reportgen.charts.record.drawing import Drawing, PathMark, TextMark
from reportgen.charts.registry import kinds, names
from reportgen.diagnostics import ReportError
from reportgen.document.chart import ChartSpec, Schedule, SeriesChart, Targets, data
from reportgen.fonts import FontLibrary


@pytest.fixture(scope="module")
def made() -> dict[str, Drawing]:
    """All of them, measured by the stub chain."""
    return {name: drawing(spec, THEME, CHAIN) for name, spec in EVERY.items()}


def test_there_is_a_chart_of_every_kind() -> None:
    assert set(KINDS) == set(kinds()) == {spec.kind for spec in KINDS.values()}
    assert len(names()) > len(kinds())


@pytest.mark.slow
@pytest.mark.parametrize("name", EVERY)
def test_no_text_overlaps_or_leaves_the_sheet(made: dict[str, Drawing], name: str) -> None:
    assert faults(made[name], CHAIN) == []


@pytest.mark.parametrize("name", EVERY)
def test_nor_with_the_real_face(library: FontLibrary, name: str) -> None:
    chain = library.chain(THEME.role)
    assert faults(drawing(EVERY[name], THEME, chain), chain) == []


@pytest.mark.parametrize("width", [300.0, 600.0])
@pytest.mark.parametrize("name", KINDS)
def test_nor_on_another_width(name: str, width: float) -> None:
    assert faults(drawing(KINDS[name], replace(THEME, width=width), CHAIN), CHAIN) == []


@pytest.mark.parametrize("name", EVERY)
def test_sizes(made: dict[str, Drawing], name: str) -> None:
    assert min(m.size for m in made[name].marks if isinstance(m, TextMark)) >= 9
    assert made[name].height <= THEME.tallest


@pytest.mark.parametrize("name", EVERY)
def test_an_approximate_number_is_never_left_out(made: dict[str, Drawing], name: str) -> None:
    texts = {}
    for mark in made[name].marks:
        if isinstance(mark, TextMark) and mark.fact:
            texts[mark.fact] = texts.get(mark.fact, "") + mark.text
    for datum in data(EVERY[name]):
        if approximate(datum):
            assert datum.quantity.text in texts[datum.quantity.fact]


@pytest.mark.parametrize("name", [n for n in KINDS if n not in {"折线", "小倍数"}])
def test_every_number_of_a_small_chart_is_printed(made: dict[str, Drawing], name: str) -> None:
    shown = {mark.fact for mark in made[name].marks if isinstance(mark, TextMark)}
    once = {"2022年/北村"} if name == "哑铃" else set()      # it did not change: said once
    assert {datum.quantity.fact for datum in data(KINDS[name])} - shown == once


@pytest.mark.parametrize("name", EVERY)
def test_numbers_are_plain(made: dict[str, Drawing], name: str) -> None:
    for text in made[name].texts:
        assert not re.search(r"\d[eE][+-]?\d", text), text
        assert not re.match(r"-\d", text), text


def ticks(drawn: Drawing, scale: str = "0") -> list[str]:
    """The texts of an axis, from below."""
    return [m.text for m in drawn.marks
            if isinstance(m, TextMark) and m.tag.part == "tick" and m.tag.scale == scale]


def test_large_ticks_name_their_unit() -> None:
    spec = chart("折线", MONTHS[:3], {"": (100000, 350000, 2000000)}, unit="万元",
                 intervals=spans(1, 2, 3))
    assert ticks(drawing(spec, THEME, CHAIN)) == ["0", "50亿元", "100亿元", "150亿元", "200亿元"]


def test_both_axes_have_one_grid(made: dict[str, Drawing]) -> None:
    drawn = made["falling right axis"]
    ys = [sorted({path_box(m)[1] for m in drawn.marks if isinstance(m, PathMark)
                  and m.tag.part == "grid" and m.tag.scale == scale}) for scale in "01"]
    assert ys[0] == ys[1]
    assert ticks(drawn)[:2] == ["−1000", "−500"] and ticks(drawn, "1")[0] == "−4%"
    units = {m.tag.scale: m.text for m in drawn.marks
             if isinstance(m, TextMark) and m.tag.part == "unit" and m.tag.scale}
    assert units == {"0": "万元", "1": "%"}


def test_nothing_at_the_right_axis_looks_like_a_minus_sign(made: dict[str, Drawing]) -> None:
    """A tick beside its number would: the ticks end at the plot."""
    drawn = made["falling right axis"]
    (axis,) = [path_box(m) for m in drawn.marks if isinstance(m, PathMark) and m.tag.part == "axis"]
    ticks = [path_box(m) for m in drawn.marks if isinstance(m, PathMark)
             and m.tag.part == "grid" and m.tag.scale == "1"]
    assert ticks and max(box[2] for box in ticks) <= axis[2]


def test_the_lowest_of_a_falling_line_is_told(made: dict[str, Drawing]) -> None:
    assert "−30" in [m.text for m in made["deep line"].marks
                     if isinstance(m, TextMark) and m.tag.part == "label"]


@pytest.mark.parametrize(("spec", "words"), [
    (chart("堆叠", VILLAGES[:2], {"甲": (1, None), "乙": (3, "*4")}), "空着的没有数据"),
    (chart("堆叠", VILLAGES[:2], {"": (1, "*4")}), "斜线为测算"),
    (chart("柱形", VILLAGES[:2], {"甲": (1, 2), "乙": (3, "*4")}), "斜线为测算"),
    (chart("柱线", VILLAGES[:2], {"甲": (1, "*2"), "乙": (3, 4)}, lines=("乙",)), "斜线为测算"),
    (chart("柱线", VILLAGES[:2], {"甲": (1, 2), "乙": (3, "*4")}, lines=("乙",)), "空心点为测算"),
    (chart("柱线", VILLAGES[:3], {"甲": (1, 2, 3), "乙": (3, None, 4)}, lines=("乙",)),
     "断开处没有数据"),
])
def test_what_marks_mean_is_said(spec: ChartSpec, words: str) -> None:
    assert any(words in text for text in drawing(spec, THEME, CHAIN).texts)


def test_a_long_name_in_a_legend_is_set_in_lines(made: dict[str, Drawing]) -> None:
    lines = [m for m in made["long legend"].marks
             if isinstance(m, TextMark) and m.tag.part == "legend"]
    assert len(lines) > 3 and len({m.y for m in lines}) > 2


def test_a_number_too_wide_for_a_ring_stands_below_it(made: dict[str, Drawing]) -> None:
    assert "1000000000001" in made["a ring of large numbers"].texts


def test_a_cut_axis_of_a_line_says_so(made: dict[str, Drawing]) -> None:
    assert any("纵轴从90%起" in text for text in made["cut line"].texts)
    assert not any("纵轴" in text for text in made["equal lines"].texts)


def test_a_gap_stays_a_gap(made: dict[str, Drawing]) -> None:
    lines = [m for m in made["折线"].marks if isinstance(m, PathMark) and m.tag.part == "line"]
    assert [m.tag.series for m in lines] == ["规上工业", "规上服务业", "规上服务业", "建筑业"]
    assert any("断开处没有数据" in text for text in made["折线"].texts)
    missing = [m for m in made["条形"].marks if m.tag.part == "missing"]
    assert [m.text for m in missing if isinstance(m, TextMark)] == ["—"]


def test_unequal_steps_are_unequal(made: dict[str, Drawing]) -> None:
    xs = [path_box(m)[0] for m in made["unequal steps"].marks
          if isinstance(m, PathMark) and m.tag.part == "point"]
    steps = [b - a for a, b in pairwise(xs)]
    assert [step / steps[0] for step in steps] == pytest.approx([1, 4, 6], abs=0.01)


def test_names_at_a_circle_stand_outside_it(made: dict[str, Drawing]) -> None:
    for name in ("饼", "thin wedges", "long wedges"):
        wedges = [path_box(m) for m in made[name].marks
                  if isinstance(m, PathMark) and m.tag.part == "wedge"]
        labels = [m for m in made[name].marks
                  if isinstance(m, TextMark) and m.tag.part in {"label", "category"}]
        assert len(wedges) > 2 and {m.tag.fact for m in labels} >= {
            m.tag.fact for m in made[name].marks if m.tag.part == "wedge"}
        left, right = min(b[0] for b in wedges), max(b[2] for b in wedges)
        low, high = min(b[1] for b in wedges), max(b[3] for b in wedges)
        middle, radius = ((left + right) / 2, (low + high) / 2), (right - left) / 2
        for mark in labels:
            x0, y0, x1, y1 = text_box(mark, CHAIN)
            assert min(dist(middle, (x, y)) for x in (x0, x1) for y in (y0, y1)) > radius


def test_series_differ_in_tint_and_hatches_come_where_tints_run_out(
    made: dict[str, Drawing],
) -> None:
    for name, hatched in (("堆叠", set()), ("six parts", {"己"}), ("derived stack", {"甲", "乙"})):
        found = {m.tag.series for m in made[name].marks if m.tag.part == "hatch"}
        assert found - {"测算"} == hatched, name
    colour = drawing(HARD["six parts"], replace(THEME, printed=False), CHAIN)
    assert not [m for m in colour.marks if m.tag.part == "hatch"]


def test_a_pair_that_did_not_change_prints_its_number_once(made: dict[str, Drawing]) -> None:
    texts = made["哑铃"].texts
    assert texts.count("66") == 1 and texts.count("60") == 1 and "70" in texts
    points = [m for m in made["哑铃"].marks if isinstance(m, PathMark) and m.tag.part == "point"
              and m.tag.fact.endswith(VILLAGES[3])]
    ring, disc = (path_box(m) for m in points)
    assert ring[0] < disc[0] and disc[2] < ring[2], "the earlier is seen around the later"


def test_columns_with_long_names_become_rows(made: dict[str, Drawing]) -> None:
    for name in ("columns with long names", "many columns"):
        boxes = [path_box(m) for m in made[name].marks
                 if isinstance(m, PathMark) and m.tag.part == "bar"]
        assert len({box[0] for box in boxes}) == 1, name
    assert "—" not in made["columns of months"].texts


TOO_MANY = {f"系列{n}": (1, 2) for n in range(9)}


@pytest.mark.parametrize(("spec", "code"), [
    (chart("柱形", (), {"": ()}), "E0703"),
    (chart("折线", ("1月",), {"": (None,)}), "E0703"),
    (chart("折线", MONTHS[:2], {"甲": (1, 2), "乙": (None, None)}), "E0703"),
    (chart("哑铃", VILLAGES[:1], {"甲": ("1" * 99,), "乙": ("2" * 99,)}), "E0710"),
    (chart("堆叠", VILLAGES[:2], {"甲": (1, -1)}), "E0712"),
    (chart("占比", VILLAGES[:2], {"": (1, 1)}, whole=3), "E0713"),
    (chart("占比", VILLAGES[:2], {"": (1, 1)}), "E0713"),
    (chart("饼", VILLAGES[:2], {"": (60, 50)}, unit="%"), "E0713"),
    (chart("饼", VILLAGES[:3], {"": (3, -1, 1)}, whole=3), "E0713"),
    (chart("饼", VILLAGES[:2], {"": (3, None)}, whole=3), "E0713"),
    (chart("环", [f"第{n}份" for n in range(7)], {"": (1,) * 7}, whole=7), "E0714"),
    (chart("柱形", VILLAGES[:2], TOO_MANY), "E0709"),
    (chart("折线", VILLAGES[:2], TOO_MANY), "E0709"),
    (chart("哑铃", VILLAGES[:2], {"甲": (1, 2)}), "E0703"),
    (chart("折线", [f"{n}号{'长' * 40}" for n in range(9)], {"": range(9)}), "E0710"),
    (chart("条形", [f"第{n}村" for n in range(200)], {"": range(200)}), "E0708"),
    (chart("柱形", [f"第{n}村" for n in range(200)], {"": range(200)}), "E0708"),
    (replace(HARD["cut line"], axes=(replace(HARD["cut line"].axes[0], floor=95),)), "E0715"),
    (chart("柱线", VILLAGES[:2], {"甲": (1, 2), "乙": (3, 4)}), "E0703"),
    (Targets("题", ()), "E0703"), (Schedule("题", ()), "E0703"),
    (Targets("题", (target("甲", "户", 1, 0),)), "E0702"),
])
def test_refused(spec: ChartSpec, code: str) -> None:
    with pytest.raises(ReportError) as caught:
        drawing(spec, THEME, CHAIN)
    (found,) = caught.value.diagnostics
    assert found.code == code
    assert found.hints


def test_rounded_shares_need_not_be_exact() -> None:
    spec = chart("饼", VILLAGES[:3], {"": (33.3, 33.3, 33.3)}, unit="%")
    assert isinstance(spec, SeriesChart)
    assert drawing(spec, THEME, CHAIN).marks
