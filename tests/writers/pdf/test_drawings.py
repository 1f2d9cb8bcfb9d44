"""What a drawing may hold, on the page: opacity, images, clips; and that the archive takes it."""

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
    ImageMark,
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


TRIANGLE: tuple[PathOp, ...] = (("M", 110.0, 10.0), ("L", 150.0, 10.0), ("L", 130.0, 50.0), ("Z",))
RICH = Drawing(200.0, 60.0, (
    PathMark(box(10, 10, 40, 40), (0.0, 0.0, 0.0), alpha=0.5, tag=Tag("bar", "A1")),
    PathMark((("M", 10.0, 5.0), ("L", 50.0, 5.0)), None, Stroke((1.0, 0.0, 0.0), 2.0, alpha=0.25)),
    ImageMark((60.0, 10.0, 40.0, 40.0), 2, 1, b"\0\0\0\xff\xff\xff", b"\xff\x80"),
    ImageMark((160.0, 10.0, 30.0, 40.0), 1, 2, b"\0\0\0\xff\xff\xff",
              clip=(160.0, 10.0, 15.0, 40.0)),
    PathMark(box(110, 10, 40, 40), (0.0, 0.0, 0.0), clip_path=TRIANGLE),
    TextMark(195.0, 10.0, "竖", 9.0, "hei", angle=90.0),
))


def test_pixels_of_the_page() -> None:
    grey = pixels(pdf_of(RICH))

    def at(x: float, y: float) -> float:
        """The grey of a point, from the lower left."""
        return float(grey[round((60 - y) * 150 / 72), round(x * 150 / 72)])

    assert at(30, 30) == pytest.approx(128, abs=3)          # half opaque black
    assert at(70, 30) < 40                                  # the image's black pixel
    assert at(165, 40) < 40 and at(165, 12) > 215           # rows from the top
    assert at(185, 40) == 255                               # clipped away
    assert at(130, 20) == 0 and at(112, 45) == 255          # within the triangle, and not


def test_resources_and_group_only_where_they_are_used() -> None:
    with pikepdf.open(io.BytesIO(pdf_of(RICH, drawing(KINDS["柱形"], THEME, FontLibrary.bundled()
                                                         .chain("hei"))))) as document:
        rich, plain = document.pages
        assert set(rich.Resources.keys()) == {"/Font", "/ExtGState", "/XObject"}
        assert rich.Group.S == "/Transparency"
        assert set(plain.Resources.keys()) == {"/Font"} and "/Group" not in plain


def test_cache_svg_and_png_hold_the_same(library: FontLibrary) -> None:
    assert cache.decode(cache.encode(RICH)) == RICH
    svg = to_svg(RICH, library).decode()
    for part in ('fill-opacity="0.5"', 'stroke-opacity="0.25"', "data:image/png;base64,",
                 "clip-path=", "rotate(-90)"):
        assert part in svg
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
