"""Charts in grey: on the record, and on the finished page as a printer makes it."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from typing import Any

import pytest
from support.charts.kinds import EVERY, KINDS
from support.charts.page import DPI, pdf_of, pixels
from support.charts.stub import THEME

from reportgen.charts.compile import drawing
from reportgen.charts.proof.drawings import check_drawings
from reportgen.charts.proof.grey import alike, faint
from reportgen.charts.record.drawing import Colour, Drawing, PathMark
from reportgen.charts.record.lightness import APART, lightness, repeated, step
from reportgen.charts.record.measure import edges
from reportgen.charts.record.theme import Theme
from reportgen.diagnostics import Sink
from reportgen.document.tree import Document, Figure, Meta
from reportgen.fonts import FontLibrary

RED, GREEN = (0.75, 0.22, 0.17), (0.15, 0.55, 0.15)      # hues far apart, one grey


def drawn(name: str, theme: Theme, library: FontLibrary) -> Drawing:
    """A chart in the real face."""
    return drawing(EVERY[name], theme, library.chain(theme.role))


@pytest.mark.slow
@pytest.mark.parametrize("name", EVERY)
def test_series_differ_and_texts_stand_out(name: str, library: FontLibrary) -> None:
    made = drawn(name, THEME, library)
    assert alike(made) == ()
    assert faint(made) == ()


def test_the_palette() -> None:
    for row, tints in ((THEME.series, 5), (THEME.lines, 3)):
        assert repeated(row)[: tints + 1] == (*(0,) * tints, 1), "tints first"
        ladder = [*map(lightness, row[:tints]), lightness(THEME.paper)]
        assert min(step(a, b) for a, b in combinations(ladder, 2)) >= APART
        red, green, blue = row[0]
        assert red > 2 * max(green, blue), "red leads"
    states = (THEME.solid_fill, THEME.mid_fill, THEME.hairline, THEME.paper)
    assert min(step(*pair) for pair in combinations(map(lightness, states), 2)) >= APART


def same_grey(*, printed: bool) -> Theme:
    """A theme with a red and a green of one grey."""
    areas = (RED, GREEN, *THEME.series[2:])
    return replace(THEME, series=areas, lines=(RED, GREEN), printed=printed)


def test_two_series_of_one_grey_are_found(library: FontLibrary) -> None:
    assert step(lightness(RED), lightness(GREEN)) < 5
    found = alike(drawn("条形", same_grey(printed=False), library))
    assert [(pair.first, pair.second) for pair in found] == [("2022年", "2023年")]
    assert alike(drawn("条形", same_grey(printed=True), library)) == (), "hatches tell them apart"


def test_two_lines_of_one_grey_are_found(library: FontLibrary) -> None:
    plain = replace(THEME, lines=(RED, GREEN, (0.2, 0.3, 0.9)), printed=False)
    assert alike(drawn("折线", plain, library))
    assert alike(drawn("折线", replace(plain, printed=True, lines=(RED,) * 3), library)) == ()


def greys(apart: float) -> tuple[Colour, Colour]:
    """Two greys, the second `apart` L* above the first."""
    level = next(n / 1000 for n in range(400, 1000)
                 if step(lightness((0.4,) * 3), lightness((n / 1000,) * 3)) >= apart)
    return (0.4, 0.4, 0.4), (level, level, level)


@pytest.mark.parametrize("name", ["堆叠", "环"])
def test_two_tints_ten_apart_are_found(name: str, library: FontLibrary) -> None:
    """Planted in the drawing: by itself a theme of such tints is hatched."""
    made = drawn(name, THEME, library)
    for apart, found in ((10.0, True), (APART, False)):
        colours = dict(zip(THEME.series, greys(apart), strict=False))
        marks = tuple(replace(m, fill=colours.get(m.fill, m.fill) if m.fill else None)
                      if isinstance(m, PathMark) else m for m in made.marks)
        first, second = dict.fromkeys(m.tag.series for m in made.marks
                                      if isinstance(m, PathMark) and m.fill in THEME.series[:2])
        pairs = {frozenset((pair.first, pair.second)) for pair in alike(replace(made, marks=marks))}
        assert (frozenset((first, second)) in pairs) == found
    close = replace(THEME, series=(*greys(10.0), *THEME.series[2:]))
    hatched = {m.tag.series for m in drawn(name, close, library).marks if m.tag.part == "hatch"}
    assert first not in hatched and second in hatched, "tints run out: a hatch"


def test_tints_of_one_lightness_on_the_screen_are_found(library: FontLibrary) -> None:
    """A red prints darker than it looks: beside a grey the print has the step, the screen not."""
    red, grey = THEME.series[0], (0.437,) * 3
    printed, seen = zip(lightness(red), lightness(grey), strict=True)
    assert abs(printed[1] - printed[0]) > APART > abs(seen[1] - seen[0])
    assert alike(drawn("条形", replace(THEME, series=(red, grey), printed=False), library))


def test_a_derived_value_parts_no_series(library: FontLibrary) -> None:
    """The hatch of 测算 is on any tint: it does not tell two series apart."""
    made = drawn("derived stack", replace(THEME, series=(*greys(10.0), *THEME.series[2:]),
                                          printed=False), library)
    assert [m for m in made.marks if m.tag.part == "hatch"] and alike(made)


def test_a_number_on_a_hatch_without_a_plate_is_found(library: FontLibrary) -> None:
    made = drawn("six parts", THEME, library)
    assert [m for m in made.marks if m.tag.part == "plate"] and faint(made) == ()
    bare = replace(made, marks=tuple(m for m in made.marks if m.tag.part != "plate"))
    narrow = replace(made, marks=tuple(
        shrunk(m) if isinstance(m, PathMark) and m.tag.part == "plate" else m for m in made.marks))
    for planted in (bare, narrow):
        assert {why for _, why in faint(planted)} == {"压在花纹上"}


def shrunk(plate: PathMark) -> PathMark:
    """The left half of a plate."""
    left, _, right, _ = edges(plate)
    middle = (left + right) / 2
    return replace(plate, ops=tuple(
        (op[0], min(float(op[1]), middle), op[2]) if len(op) == 3 else op for op in plate.ops))


def test_pale_text_is_found(library: FontLibrary) -> None:
    pale = replace(THEME, muted=(0.65, 0.65, 0.65))
    found = [text for text, _ in faint(drawn("折线", pale, library))]
    assert found[0].startswith("2023年　单位：万千瓦时")
    assert "1500" in found and "规上工业" not in found
    white = replace(THEME, ink=(0.6, 0.6, 0.6))
    assert tuple(t for t, _ in faint(drawn("堆叠", white, library))
                                   if t in {"220", "195"}) == ("220", "195")


def test_the_build_refuses_them_in_the_print_profile(library: FontLibrary) -> None:
    made = drawn("条形", same_grey(printed=False), library)
    document = Document(Meta("", "", ""), (Figure(1, "", KINDS["条形"], ""),))
    for printed, expected in ((True, ["E0731"]), (False, [])):
        sink = Sink()
        check_drawings(document, {1: made}, sink, printed=printed)
        assert [d.code for d in sink] == expected


# --------------------------------------------------------------------- the finished page in grey


def samples(made: Drawing, grey: Any) -> dict[str, tuple[float, ...]]:
    """The grey of each series in the legend: mean, spread, spread of columns and of rows."""
    found = {}
    for mark in made.marks:
        if isinstance(mark, PathMark) and mark.tag.part == "sample" and mark.fill:
            left, low, right, high = edges(mark)
            top, bottom = (round((made.height - y) * DPI / 72) for y in (high, low))
            start, end = (round(x * DPI / 72) for x in (left, right))
            patch = grey[top + 2 : bottom - 1, start + 2 : end - 2]
            found[mark.tag.series] = tuple(float(n) for n in (
                patch.mean(), patch.std(), patch.mean(axis=0).std(), patch.mean(axis=1).std()))
    return found


def alike_on_page(made: Drawing) -> list[tuple[str, str]]:
    """The series that are one grey, or one pattern of greys, on the page."""
    looks = samples(made, pixels(pdf_of(made)))
    assert len(looks) > 1
    return [(a, b) for (a, x), (b, y) in combinations(looks.items(), 2)
            if all(abs(m - n) < 20 for m, n in zip(x, y, strict=True))]


@pytest.mark.parametrize("name", ["条形", "堆叠", "grouped columns"])
def test_series_differ_on_the_page(name: str, library: FontLibrary) -> None:
    assert alike_on_page(drawn(name, THEME, library)) == []


def test_planted_series_do_not(library: FontLibrary) -> None:
    assert alike_on_page(drawn("条形", same_grey(printed=False), library)) == [("2022年", "2023年")]
    assert alike_on_page(drawn("条形", same_grey(printed=True), library)) == []
