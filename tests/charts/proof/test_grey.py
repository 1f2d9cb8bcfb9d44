"""Charts in grey: on the record, and on the finished page as a printer makes it."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations, pairwise
from typing import Any

import pytest
from support.charts.kinds import EVERY, KINDS
from support.charts.page import DPI, pdf_of, pixels
from support.charts.stub import THEME

from reportgen.charts.compile import drawing
from reportgen.charts.proof.drawings import check_drawings
from reportgen.charts.proof.grey import APART, alike, faint, lightness
from reportgen.charts.record.drawing import Drawing, PathMark
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
    for row in (THEME.series, THEME.lines):
        steps = [abs(lightness(a) - lightness(b)) for a, b in pairwise(row)]
        assert min(steps) >= APART
        red, green, blue = row[0]
        assert red > 2 * max(green, blue), "red leads"


def same_grey(*, printed: bool) -> Theme:
    """A theme with a red and a green of one grey."""
    areas = (RED, GREEN, *THEME.series[2:])
    return replace(THEME, series=areas, lines=(RED, GREEN), printed=printed)


def test_two_series_of_one_grey_are_found(library: FontLibrary) -> None:
    assert abs(lightness(RED) - lightness(GREEN)) < 5
    found = alike(drawn("条形", same_grey(printed=False), library))
    assert [(pair.first, pair.second) for pair in found] == [("2022年", "2023年")]
    assert alike(drawn("条形", same_grey(printed=True), library)) == (), "hatches tell them apart"


def test_two_lines_of_one_grey_are_found(library: FontLibrary) -> None:
    plain = replace(THEME, lines=(RED, GREEN, (0.2, 0.3, 0.9)), printed=False)
    assert alike(drawn("折线", plain, library))
    assert alike(drawn("折线", replace(plain, printed=True, lines=(RED,) * 3), library)) == ()


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
