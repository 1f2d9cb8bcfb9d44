"""What a drawing may hold, on the page; and that the archive takes it."""

from __future__ import annotations

import io
import shutil
from pathlib import Path

import pikepdf
import pytest
from support.charts.kinds import KINDS
from support.charts.page import pdf_of, pixels
from support.charts.stub import THEME
from support.validate import vera

from reportgen.charts.compile import drawing
from reportgen.charts.paint.png import to_png
from reportgen.charts.paint.svg import to_svg
from reportgen.charts.record import cache
from reportgen.charts.record.drawing import (
    Drawing,
    PathMark,
    PathOp,
    Stroke,
    Tag,
    TextMark,
)
from reportgen.fonts import FontLibrary


def box(x: float, y: float, w: float, h: float) -> tuple[PathOp, ...]:
    """A rectangle as operations."""
    return (("M", x, y), ("L", x + w, y), ("L", x + w, y + h), ("L", x, y + h), ("Z",))


RICH = Drawing(200.0, 60.0, (
    PathMark(box(10, 10, 40, 40), (0.5, 0.5, 0.5), tag=Tag("bar", "A1")),
    PathMark((("M", 60.0, 5.0), ("Q", 80.0, 55.0, 100.0, 5.0)), None, Stroke((1.0, 0.0, 0.0), 2.0)),
    TextMark(195.0, 10.0, "竖", 9.0, "hei", angle=90.0),
))


def test_pixels_of_the_page() -> None:
    grey = pixels(pdf_of(RICH))

    def at(x: float, y: float) -> float:
        """The grey of a point, from the lower left."""
        return float(grey[round((60 - y) * 150 / 72), round(x * 150 / 72)])

    assert at(30, 30) == pytest.approx(128, abs=3)
    assert at(80, 30) == pytest.approx(76, abs=3)           # the top of the curve, in red
    assert at(55, 30) == 255


def test_a_page_of_charts_has_no_resources_but_faces() -> None:
    with pikepdf.open(io.BytesIO(pdf_of(RICH))) as document:
        (page,) = document.pages
        assert set(page.Resources.keys()) == {"/Font"} and "/Group" not in page


def test_cache_svg_and_png_hold_the_same(library: FontLibrary) -> None:
    assert cache.decode(cache.encode(RICH)) == RICH
    svg = to_svg(RICH, library).decode()
    assert 'fill="#808080"' in svg and "rotate(-90)" in svg
    assert to_png(RICH, library)[:8] == b"\x89PNG\r\n\x1a\n"


@pytest.fixture(scope="module")
def library() -> FontLibrary:
    """The bundled faces."""
    return FontLibrary.bundled()


@pytest.mark.system("java")
@pytest.mark.slow
def test_the_archive_takes_them(tmp_path: Path, library: FontLibrary) -> None:
    if shutil.which("java") is None:
        pytest.skip("skipped: 缺少 java（JDK 17）")
    path = tmp_path / "rich.pdf"
    chain = library.chain("hei")
    path.write_bytes(pdf_of(RICH, *(drawing(spec, THEME, chain) for spec in KINDS.values())))
    verdicts = vera.judge([(path, standard) for standard in vera.STANDARDS])
    for verdict in verdicts.values():
        assert verdict.passed, str(verdict)
