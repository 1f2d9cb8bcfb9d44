"""What the recorder makes of matplotlib's artists, and what it refuses."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy
import pytest
from matplotlib.collections import PatchCollection
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Circle, Polygon, Rectangle
from matplotlib.transforms import Affine2D, IdentityTransform
from support.charts.stub import RULER

from reportgen.charts.record.drawing import PLAIN, Mark, PathMark, Stroke, Tag, TextMark
from reportgen.charts.record.recorder import Recorder, group_id
from reportgen.diagnostics import ReportError

FREE = IdentityTransform()


def record(*artists: Any, prepare: Callable[[Figure], None] | None = None) -> tuple[Mark, ...]:
    """The marks of a figure of 100 × 50 points."""
    figure = Figure(figsize=(100 / 72, 50 / 72), dpi=72, frameon=False)
    for artist in artists:
        figure.add_artist(artist)
    if prepare:
        prepare(figure)
    recorder = Recorder(100, 50, RULER)
    figure.draw(recorder)
    return recorder.drawing().marks


def paths(*artists: Any) -> list[PathMark]:
    """The path marks."""
    return [mark for mark in record(*artists) if isinstance(mark, PathMark)]


def test_rectangle_with_transform_applied() -> None:
    turn = Affine2D().scale(2, 1).translate(10, 5)
    (mark,) = paths(Rectangle((0, 0), 20, 8, facecolor=(1, 0, 0), linewidth=0, transform=turn))
    assert mark.ops == (
        ("M", 10.0, 5.0), ("L", 50.0, 5.0), ("L", 50.0, 13.0), ("L", 10.0, 13.0), ("Z",))
    assert mark.fill == (1.0, 0.0, 0.0)
    assert mark.stroke is None


def test_curves_stay_curves() -> None:
    (mark,) = paths(Circle((50, 25), 10, transform=FREE, linewidth=0))
    assert [op[0] for op in mark.ops] == ["M", *["C"] * 8, "Z"]


def test_pen() -> None:
    line = Line2D([0, 9], [1, 1], transform=FREE, color="k", linewidth=2, linestyle=(1, (3, 2)),
                  dash_capstyle="round", dash_joinstyle="bevel")
    (mark,) = paths(line)
    # matplotlib scales dashes by the width of the line
    assert mark.stroke == Stroke((0, 0, 0), 2.0, 1, 2, (6.0, 4.0), 2.0)
    assert mark.fill is None


def test_markers_and_collections_become_paths() -> None:
    line = Line2D([10, 20, 30], [10, 10, 10], transform=FREE, linestyle="", marker="s")
    assert len(paths(line)) == 3
    boxes = [Rectangle((x, 0), 5, 5) for x in (0, 10)]
    marks = paths(PatchCollection(boxes, transform=FREE, facecolor="0.5", edgecolor="none"))
    assert [mark.fill for mark in marks] == [(0.5, 0.5, 0.5)] * 2


def test_text_of_matplotlib_itself() -> None:
    (mark,) = record(prepare=lambda f: f.text(
        0.5, 0.5, "甲$乙$", fontsize=10, ha="center", parse_math=False, gid="A1"))
    assert isinstance(mark, TextMark)
    assert (mark.text, mark.size, mark.role, mark.fact) == ("甲$乙$", 10.0, "hei", "A1")
    assert mark.x == pytest.approx(50 - (20 + 11.1) / 2, abs=0.02)


def test_nothing_invisible_is_recorded() -> None:
    assert record(Rectangle((0, 0), 5, 5, facecolor="none", linewidth=0, transform=FREE)) == ()


def test_text_turned_on_its_side() -> None:
    (mark,) = record(prepare=lambda f: f.text(0.5, 0.5, "甲", fontsize=10, rotation=90))
    assert isinstance(mark, TextMark)
    assert mark.angle == 90.0


def test_the_group_id_tells_what_a_mark_means() -> None:
    box = Rectangle((0, 0), 5, 5, edgecolor="k", transform=FREE)
    box.set_gid(group_id(Tag("bar", "A1", "甲", "0")))
    assert {mark.tag for mark in paths(box)} == {Tag("bar", "A1", "甲", "0")}
    assert paths(Rectangle((0, 0), 5, 5, transform=FREE))[0].tag == PLAIN


def _formula(figure: Figure) -> None:
    figure.text(0.5, 0.5, "$x^2$")


def _pale(figure: Figure) -> None:
    figure.text(0.5, 0.5, "甲", alpha=0.5)


def _pixels(figure: Figure) -> None:
    figure.figimage(numpy.zeros((2, 2, 4), numpy.uint8))


def _clipped(shape: Any) -> Rectangle:
    box = Rectangle((0, 0), 90, 40, linewidth=0, transform=FREE)
    box.set_clip_path(shape)
    return box


@pytest.mark.parametrize(("artist", "word"), [
    (Rectangle((0, 0), 5, 5, hatch="o", edgecolor="k", transform=FREE), "花纹“o”"),
    (Polygon([(0, 0), (float("nan"), 5), (5, 0)], transform=FREE), "不是数"),
    (Rectangle((0, 0), 5, 5, alpha=0.5, facecolor="r", transform=FREE), "半透明的颜色"),
    (Rectangle((0, 0), 5, 5, facecolor=(1, 0, 0, 0.25), transform=FREE), "半透明的颜色"),
    (Line2D([0, 9], [1, 1], alpha=0.5, transform=FREE), "半透明的颜色"),
    (_clipped(Rectangle((10, 10), 20, 5, transform=FREE)), "裁剪"),
    (_clipped(Circle((20, 20), 10, transform=FREE)), "裁剪"),
])
def test_refused_artists(artist: Any, word: str) -> None:
    with pytest.raises(ReportError, match=word) as caught:
        record(artist)
    assert caught.value.diagnostics[0].code == "E0701"


@pytest.mark.parametrize(("prepare", "word"), [
    (_pale, "半透明的颜色"), (_formula, "数学公式"), (_pixels, "位图"),
])
def test_refused_figures(prepare: Callable[[Figure], None], word: str) -> None:
    with pytest.raises(ReportError, match=word):
        record(prepare=prepare)
