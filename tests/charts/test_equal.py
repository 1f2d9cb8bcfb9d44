"""The same chart by matplotlib's own Agg and by our replay on a PDF page: the same picture."""

from __future__ import annotations

from typing import Any

import numpy
import pytest
from support.charts.kinds import KINDS
from support.charts.page import DPI, paper, pdf_of, pixels, share_that_differs
from support.charts.stub import THEME

from reportgen.charts.compile import drawing
from reportgen.charts.parts import canvas
from reportgen.charts.record import backend
from reportgen.charts.record.drawing import Drawing
from reportgen.fonts import FontLibrary


def agg(figure: Any, made: Drawing, library: FontLibrary) -> Any:
    """A figure painted by matplotlib's Agg, its texts by FreeType from the page's face, in grey."""
    import matplotlib
    from matplotlib.backends.backend_agg import RendererAgg
    from matplotlib.font_manager import FontProperties
    from matplotlib.transforms import Affine2D

    class Painter(RendererAgg):      # type: ignore[misc, no-untyped-call]
        """Agg, told which file a text's face is in, and that a sheet is measured in points."""

        def draw_path(self, gc: Any, path: Any, transform: Any, face: Any = None) -> None:
            super().draw_path(gc, path, transform + to_page, face)

        def draw_text(self, gc: Any, x: float, y: float, s: str, prop: Any, *rest: Any,
                      **named: Any) -> None:
            chain = library.chain(THEME.role)
            pen, y = to_page.transform((x, y))
            for face, part in chain.split(s):
                own = FontProperties(fname=str(face.path), size=prop.get_size_in_points())
                super().draw_text(gc, pen, self.height - y, part, own, 0.0)
                width = sum(chain.advance(ch) for ch in part)
                pen += width * prop.get_size_in_points() / 1000 * DPI / 72

    size = paper(made)
    to_page = Affine2D().translate(0, size[1] - made.height).scale(DPI / 72)
    figure.set_dpi(DPI)
    painter = Painter(*(round(side * DPI / 72) for side in size), DPI)
    with backend.plain(), matplotlib.rc_context({"text.hinting": "none"}):
        painter.clear()
        figure.draw(painter)
    colours = numpy.asarray(painter.buffer_rgba(), float)
    over = colours[..., :3] * colours[..., 3:] / 255 + 255 - colours[..., 3:]
    return over @ numpy.array([0.299, 0.587, 0.114])


@pytest.fixture
def figures(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """The figures of the sheets that were finished."""
    found: list[Any] = []
    finish = canvas.Canvas.finish

    def kept(self: canvas.Canvas) -> Drawing:
        found.append(self.figure)
        return finish(self)

    monkeypatch.setattr(canvas.Canvas, "finish", kept)
    return found


@pytest.mark.slow
@pytest.mark.parametrize("name", KINDS)
def test_agg_and_replay_agree(name: str, library: FontLibrary, figures: list[Any]) -> None:
    made = drawing(KINDS[name], THEME, library.chain(THEME.role))
    page, own = pixels(pdf_of(made)), agg(figures[-1], made, library)
    assert page.shape == own.shape
    assert (own < 128).mean() > 0.005, "there is a picture"
    assert share_that_differs(page, own) < 0.02


def test_another_chart_differs(library: FontLibrary, figures: list[Any]) -> None:
    chain = library.chain(THEME.role)
    one, other = (drawing(KINDS[name], THEME, chain) for name in ("堆叠", "百分堆叠"))
    assert share_that_differs(pixels(pdf_of(one)), pixels(pdf_of(other))) > 0.02
