"""SVG: valid, without fonts, the same every time."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from lxml import etree
from support.charts.stress import ALL
from support.charts.stub import THEME

from reportgen.cache import Cache
from reportgen.charts.compile import drawing
from reportgen.charts.paint import svg
from reportgen.charts.paint.svg import to_svg
from reportgen.charts.record.drawing import Drawing, PathMark, Stroke, TextMark
from reportgen.diagnostics import ReportError
from reportgen.fonts import FontLibrary

SVG = "{http://www.w3.org/2000/svg}"
HREF = "{http://www.w3.org/1999/xlink}href"


@pytest.mark.parametrize("name", ALL)
def test_valid_and_self_contained(library: FontLibrary, name: str) -> None:
    made = drawing(ALL[name], THEME, library.chain("hei"))
    data = to_svg(made, library)
    root = etree.fromstring(data)
    assert root.tag == SVG + "svg"
    assert [float(n) for n in root.get("viewBox", "").split()] == [0, 0, made.width, made.height]
    names = [e.get("id") for e in root.iter() if e.get("id")]
    assert len(names) == len(set(names))
    used = {str(e.get(HREF))[1:] for e in root.iter(SVG + "use")}
    assert used <= set(names)
    assert not list(root.iter(SVG + "text"))
    assert [e.get("aria-label") for e in root.iter(SVG + "g")] == list(made.texts)
    assert data == to_svg(made, library)


def test_every_glyph_is_defined_once(library: FontLibrary) -> None:
    run = TextMark(10, 10, "同比同比", 10, "hei")
    root = etree.fromstring(to_svg(Drawing(100, 20, (run, run)), library))
    assert len(root.findall(f"{SVG}defs/{SVG}path")) == 2
    assert len(list(root.iter(SVG + "use"))) == 8


def test_marks(library: FontLibrary) -> None:
    pen = Stroke((1, 0, 0), 0.5, 1, 2, (3.0, 1.5), 0.5)
    ops = (("M", 0.0, 0.0), ("Q", 1.0, 1.0, 2.0, 0.0), ("C", 3.0, 1.0, 4.0, 1.0, 5.0, 0.0), ("Z",))
    mark = PathMark(ops, None, pen)
    turned = TextMark(5, 6, "甲", 10, "hei", angle=90.0)
    data = to_svg(Drawing(100, 20, (mark, turned)), library)
    root = etree.fromstring(data)
    (path,) = root.findall(SVG + "path")
    assert path.attrib == {
        "d": "M0 20Q1 19 2 20C3 19 4 19 5 20Z", "fill": "none", "stroke": "#ff0000",
        "stroke-width": "0.5", "stroke-linecap": "round", "stroke-linejoin": "bevel",
        "stroke-dasharray": "3 1.5", "stroke-dashoffset": "0.5",
    }
    group = root.find(SVG + "g")
    assert group is not None
    assert group.get("transform") == "translate(5 14) rotate(-90) scale(0.01 -0.01)"


def test_numbers_are_plain(library: FontLibrary) -> None:
    made = drawing(ALL["twelve"], THEME, library.chain("hei"))
    paths = re.findall(rb' d="([^"]*)"', to_svg(made, library))
    assert all(re.fullmatch(rb"[MLQCZ0-9. -]*", data) for data in paths)


def test_a_character_without_glyph(library: FontLibrary) -> None:
    with pytest.raises(ReportError) as caught:
        to_svg(Drawing(10, 10, (TextMark(0, 0, "\U0001f600", 10, "hei"),)), library)
    assert caught.value.diagnostics[0].code == "E0706"
    assert "U+1F600" in caught.value.diagnostics[0].message


def test_a_known_picture_comes_out_of_the_cache(
    library: FontLibrary, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    made, cache = drawing(ALL["twelve"], THEME, library.chain("hei")), Cache(tmp_path)
    data = to_svg(made, library, cache=cache)
    monkeypatch.setattr(svg, "_written", None)
    assert to_svg(made, library, cache=cache) == data
