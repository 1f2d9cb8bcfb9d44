"""图: as wide as the type area, caption below, kept together."""

from __future__ import annotations

import pytest
from support.layout.setting import codes, context, texts
from support.papers import DRAWING

from reportgen.charts.record.drawing import Drawing
from reportgen.document.chart import bars
from reportgen.document.tree import Figure, Text
from reportgen.layout.figures import figure
from reportgen.layout.pages import Picture
from reportgen.layout.strips import CAPTION, NOTES


def made(height: float, *, notes: bool = False) -> tuple[list[str], Picture, list[str], list[str]]:
    here = context(drawings={1: Drawing(400, height, DRAWING.marks)})
    block = Figure(1, "示例", bars("", "", ()), "替代", ((Text("图注。"),),) * notes)
    strips = figure(here, block)
    (picture,) = (item for marked in strips[0].content for item in marked.items)
    assert isinstance(picture, Picture)
    width = 400 * picture.scale
    assert picture.x == pytest.approx(here.frame.left + (here.frame.width - width) / 2)
    assert strips[0].height <= here.frame.height
    assert strips[0].whole == "图1"
    return texts(strips), picture, [strip.rule for strip in strips if strip.keep], codes(here)


def test_a_chart_is_as_wide_as_the_type_area() -> None:
    said, picture, kept, told = made(120)
    assert picture.scale == pytest.approx(442.2 / 400, abs=0.001)
    assert said[1] == "图1　示例"
    assert kept == [CAPTION]
    assert told == []


def test_notes_stay_with_their_figure() -> None:
    said, _, kept, _ = made(120, notes=True)
    assert said[2] == "注：图注。"
    assert kept[:2] == [CAPTION, NOTES]


def test_a_chart_higher_than_the_page_is_scaled_and_told() -> None:
    _, picture, _, told = made(2000)
    assert told == ["I0608"]
    assert picture.scale < 0.35
