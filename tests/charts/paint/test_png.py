"""PNG: what was drawn is there, small, and the same every time."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from charts.test_compile import run
from PIL import Image
from support.charts.samples import SAMPLES
from support.charts.stub import THEME

from reportgen.charts.compile import drawing
from reportgen.charts.paint.png import to_png
from reportgen.charts.record.drawing import Drawing, PathMark, Stroke, TextMark
from reportgen.fonts import FontLibrary

BLACK = (0, 0, 0)
WHITE = (255, 255, 255)


def opened(data: bytes) -> Image.Image:
    """The picture in RGB."""
    return Image.open(io.BytesIO(data)).convert("RGB")


@pytest.mark.parametrize("name", SAMPLES)
def test_size_palette_and_repetition(library: FontLibrary, name: str) -> None:
    made = drawing(SAMPLES[name], THEME, library.chain("hei"))
    data = to_png(made, library)
    picture = Image.open(io.BytesIO(data))
    assert picture.mode == "P"
    assert len(picture.getcolors() or []) <= 64
    assert picture.size == (round(made.width * 300 / 72), round(made.height * 300 / 72))
    assert picture.info["dpi"] == pytest.approx((300, 300), abs=0.02)
    assert set(picture.info) <= {"dpi"}
    assert picture.convert("RGB").getpixel((0, 0)) == WHITE
    assert len(data) < 75_000
    assert data == to_png(made, library)


def box(x: float, y: float, w: float, h: float) -> tuple[tuple[str | float, ...], ...]:
    """A rectangle as operations."""
    return (("M", x, y), ("L", x + w, y), ("L", x + w, y + h), ("L", x, y + h), ("Z",))


def test_marks_land_where_they_should(library: FontLibrary) -> None:
    fill = PathMark(box(10, 10, 10, 20), (1.0, 0.0, 0.0))
    line = PathMark((("M", 40.0, 5.0), ("L", 40.0, 45.0)), None, Stroke((0, 0, 0), 2.0))
    picture = opened(to_png(Drawing(60, 50, (fill, line)), library, dpi=144))
    assert picture.size == (120, 100)
    assert picture.getpixel((30, 60)) == (255, 0, 0)     # x 15, y 20 from below
    assert picture.getpixel((50, 60)) == WHITE           # beside it
    row = [picture.getpixel((x, 50)) for x in range(70, 90)]
    assert row.count(BLACK) == 4                         # 2 pt at 144 dpi, centred on x = 40


def test_text_is_inked_on_its_baseline(library: FontLibrary) -> None:
    run_ = TextMark(10, 10, "国", 20, "hei")
    picture = opened(to_png(Drawing(60, 50, (run_,)), library, dpi=72)).convert("L")
    ink = picture.point(lambda v: 255 if v < 128 else 0).getbbox()
    assert ink is not None
    left, top, right, bottom = ink
    assert 10 <= left < right <= 30
    assert 50 - 10 - 18 <= top < bottom <= 50 - 10 + 3


def test_grey_keeps_the_looks_apart() -> None:
    theme = THEME
    grey = [0.299 * r + 0.587 * g + 0.114 * b
            for r, g, b in (theme.solid_fill, theme.pale_fill, theme.paper)]
    assert grey[1] - grey[0] > 0.4
    assert grey[2] - grey[1] > 0.1


SCRIPT = """
import sys
from pathlib import Path
from support.charts.samples import SAMPLES
from reportgen.cache import Cache
from reportgen.charts.compile import drawing
from reportgen.charts.paint.png import to_png
from support.charts.stub import THEME
from reportgen.fonts import FontLibrary
import hashlib
folder, library = Cache(Path(sys.argv[1])), FontLibrary.bundled()
chain = library.chain("hei")
made = drawing(SAMPLES["change"], THEME, chain, folder)
print(hashlib.sha256(to_png(made, library, cache=folder)).hexdigest(),
      *sorted({"matplotlib", "numpy", "PIL"} & set(sys.modules)))
"""


@pytest.mark.slow
def test_a_cached_picture_imports_nothing_heavy(tmp_path: Path) -> None:
    cold, *heavy = run(SCRIPT, str(tmp_path), PYTHONHASHSEED="3").split()
    assert heavy == ["PIL", "matplotlib", "numpy"]
    assert run(SCRIPT, str(tmp_path), PYTHONHASHSEED="4") == cold
    (picture,) = tmp_path.glob("*.picture")
    picture.write_bytes(b"torn")
    assert run(SCRIPT, str(tmp_path)).split()[0] == cold
