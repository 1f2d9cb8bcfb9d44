"""What each mark family draws: marks, not pixels."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from support.charts.boxes import Box, path_box
from support.charts.samples import BARS, STAGES, datum
from support.charts.stub import CHAIN, THEME

from reportgen.charts.compile import drawing
from reportgen.charts.record.drawing import Drawing, PathMark, TextMark
from reportgen.diagnostics import ReportError, Span
from reportgen.document.chart import ChartSpec, Panel, Panels, PartBars, StageChart, bars

Chart = Callable[[str], Drawing]
PLACE = Span("briefing.md", 12, 1)


def filled(made: Drawing, colour: tuple[float, float, float]) -> list[Box]:
    """The boxes of areas of a colour."""
    return [path_box(m) for m in made.marks if isinstance(m, PathMark) and m.fill == colour]


def hatches(made: Drawing) -> list[Box]:
    """The boxes of hatchings: stroked paths of many separate lines."""
    return [
        path_box(m) for m in made.marks
        if isinstance(m, PathMark) and m.stroke and m.stroke.width == THEME.hatch_width
        and sum(op[0] == "M" for op in m.ops) > 3
    ]


def at(made: Drawing, text: str) -> TextMark:
    """The run of that text."""
    (mark,) = [m for m in made.marks if isinstance(m, TextMark) and m.text == text]
    return mark


def test_bars_are_as_long_as_their_values(chart: Chart) -> None:
    made = chart("bars")
    boxes = filled(made, THEME.solid_fill)
    lengths = [right - left for left, _, right, _ in boxes]
    assert [length / lengths[0] for length in lengths] == pytest.approx(
        [float(d.value) / 20517 for d in BARS.data], abs=1e-4)
    assert len({left for left, *_ in boxes}) == 1


def test_bars_keep_the_order_given_and_quantities_follow_their_ends(chart: Chart) -> None:
    made = chart("bars")
    tops = [top for *_, top in filled(made, THEME.solid_fill)]
    assert tops == sorted(tops, reverse=True)
    for box, each in zip(filled(made, THEME.solid_fill), BARS.data, strict=True):
        run = at(made, each.quantity.text)
        assert run.x == pytest.approx(box[2] + THEME.gap, abs=0.02)
        assert box[1] < run.y < box[3]
        assert run.fact == each.quantity.fact


def test_negative_bars_grow_leftwards(chart: Chart) -> None:
    made = chart("signs")
    plus, zero, minus, _ = filled(made, THEME.solid_fill)
    assert plus[0] == minus[2] == zero[0] == zero[2]
    assert at(made, "-80.5万元").x < minus[0] < minus[2] < at(made, "120万元").x


def test_derived_bars_are_hatched_and_say_so(chart: Chart) -> None:
    made = chart("bare")
    assert len(hatches(made)) == 1
    assert "乙（测算）" in made.texts
    assert "单位：万元" in made.texts
    assert not hatches(chart("bars"))
    assert "单位：万元" not in chart("bars").texts


def test_a_part_is_pale_within_its_whole(chart: Chart) -> None:
    made = chart("part_bars")
    (*_, whole), (part,) = filled(made, THEME.solid_fill), filled(made, THEME.pale_fill)
    assert part[0] == whole[0] and part[1] == whole[1] and part[3] == whole[3]
    assert (part[2] - part[0]) / (whole[2] - whole[0]) == pytest.approx(25 / 192, abs=1e-3)
    assert not hatches(made)
    assert at(made, "其中：个转企").y < whole[1]
    assert at(made, "25家").y == at(made, "其中：个转企").y


def test_the_word_of_a_part_is_not_said_twice(chart: Chart) -> None:
    assert "其中的零" in chart("long_part").texts


def test_stages_differ_in_shape_and_filling(chart: Chart) -> None:
    made = chart("stage")
    corners = {
        name: {sum(op[0] == "L" for op in m.ops) + 1 for m in made.marks
               if isinstance(m, PathMark) and m.fill == colour and m.ops[1][0] == "L"}
        for name, colour in (("complete", THEME.solid_fill), ("current", THEME.mid_fill))
    }
    assert corners == {"complete": {4}, "current": {5}}
    current = [r for r in STAGES.rows if r.stage is not None and not r.complete]
    assert not hatches(made)
    assert len(filled(made, THEME.mid_fill)) == len(current) + 1    # and one in the legend
    blocks = sum(r.stage + r.complete for r in STAGES.rows if r.stage is not None)
    assert len(filled(made, THEME.solid_fill)) == blocks + 1


def test_an_unknown_stage_shows_words_only(chart: Chart) -> None:
    made = chart("unknown_stages")
    assert "来源未说明阶段" in made.texts
    assert not [m for m in made.marks if isinstance(m, PathMark) and m.fill]
    assert "已完成" not in made.texts


@pytest.mark.parametrize(("name", "legend"), [
    ("stage", {"已完成", "所处阶段（未完成）", "未到"}), ("one_stage", {"已完成"}),
])
def test_the_legend_names_what_is_used(chart: Chart, name: str, legend: set[str]) -> None:
    known = {"已完成", "所处阶段（未完成）", "未到"}
    assert known & set(chart(name).texts) == legend


def test_statuses_begin_on_lines_of_their_own(chart: Chart) -> None:
    made = chart("stage")
    upper, lower = at(made, "施工招投标完成；"), at(made, "土地组件已上报审批")
    assert upper.x == lower.x and upper.y > lower.y


def test_single_values_are_tiles_without_bars(chart: Chart) -> None:
    made = chart("panels")
    assert not [m for m in made.marks if isinstance(m, PathMark) and m.fill]
    sizes = {at(made, text).size for text in ("16113人次", "17630处", "31吨")}
    assert sizes == {THEME.tile_size}
    assert list(made.texts).count("清理垃圾") == 1
    assert len({round(m.x, 1) for m in made.marks if isinstance(m, TextMark)}) == 3


def test_a_tile_says_its_unit_once() -> None:
    panels = (
        Panel("人次", "人次", (datum("a", "出动", "16113", "16113"),)),
        Panel("处", "处", (datum("b", "点位", "17630", "17630处"),)),
        Panel("吨", "吨", (datum("c", "垃圾", "3487.9", "3487.9"), datum("d", "河道", "31", "31"))),
    )
    made = drawing(Panels("", panels), THEME, CHAIN)
    assert list(made.texts) == [
        "出动", "16113", "人次", "点位", "17630处", "单位：吨", "垃圾", "3487.9", "河道", "31"]
    assert at(made, "人次").y == at(made, "16113").y
    assert at(made, "人次").size == THEME.label_size


def test_panels_have_scales_of_their_own(chart: Chart) -> None:
    boxes = filled(chart("unit_panels"), THEME.solid_fill)
    by_panel: dict[float, list[float]] = {}
    for left, _, right, _ in boxes:
        by_panel.setdefault(left, []).append(right - left)
    ratios = [lengths[1] / lengths[0] for lengths in by_panel.values()]
    assert ratios == pytest.approx([87 / 957, 7 / 45, 36 / 110], abs=2e-3)


def test_tiles_share_a_size_and_a_wide_number_shrinks_before_it_breaks() -> None:
    texts = ("5个", "1234567.8立方米", "12345678901234567890立方米")
    panels = tuple(Panel("", "", (datum("w", "甲", "1", t),)) for t in texts)
    made = drawing(Panels("", panels, 3), THEME, CHAIN)
    assert at(made, "5个").size == at(made, "1234567.8立方米").size < THEME.tile_size
    (wide,) = [m for m in made.marks if isinstance(m, TextMark) and m.text[:9] == "123456789"]
    assert wide.text.startswith("12345678901234567890")
    assert THEME.small_size <= wide.size < THEME.tile_min


def test_change_shows_both_periods_and_the_rate(chart: Chart) -> None:
    made = chart("change")
    (before,), (after, *_) = filled(made, THEME.paper), filled(made, THEME.solid_fill)
    assert (before[2] - before[0]) / (after[2] - after[0]) == pytest.approx(
        928.5 / 1405.5, abs=1e-3)
    assert len(hatches(made)) == 1
    assert "2022年（测算）" in made.texts
    assert after[3] < at(made, "同比增长51.37%").y < before[1]
    assert at(made, "同比增长51.37%").x > after[2]


def test_an_arrow_points_from_the_earlier_to_the_later(chart: Chart) -> None:
    for name, grows in (("change", True), ("fall", False)):
        (head,) = [m for m in chart(name).marks
                   if isinstance(m, PathMark) and m.fill == THEME.axis]
        tip, base = float(head.ops[0][1]), float(head.ops[1][1])
        assert (tip > base) is grows


@pytest.mark.parametrize(("spec", "code", "word"), [
    (bars("空", "", (), span=PLACE), "E0703", "没有数据"),
    (PartBars("空", "", (), span=PLACE), "E0703", "没有数据"),
    (Panels("空", (), span=PLACE), "E0703", "没有数据"),
    (Panels("空", (Panel("甲", "", (datum("a", "甲", "1", "1"),)), Panel("乙", "", ())),
            span=PLACE), "E0703", "“乙”"),
    (replace(STAGES, rows=(), span=PLACE), "E0703", "没有项目"),
    (replace(STAGES, stages=(), span=PLACE), "E0703", "没有阶段"),
    (replace(STAGES, stages=("前期", "设计"), span=PLACE), "E0704", "“211省道”的阶段"),
    (StageChart("多", tuple("甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉"), STAGES.rows[:1],
                span=PLACE), "E0705", "20个阶段太多"),
    (bars("非数", "", (datum("a", "甲", "NaN", "—"),), span=PLACE), "E0702", "NaN"),
])
def test_refusals_say_where(spec: ChartSpec, code: str, word: str) -> None:
    with pytest.raises(ReportError) as caught:
        drawing(spec, THEME, CHAIN)
    (found,) = caught.value.diagnostics
    assert (found.code, found.span) == (code, PLACE)
    assert word in found.message
    assert found.hints
