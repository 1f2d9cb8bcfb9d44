"""A drawing as PNG, painted by matplotlib's Agg: the fallback beside the SVG in Word files.

The same drawing gives the same bytes: a palette of at most 64 colours, no date, no software name.
Reaches into matplotlib: `RendererAgg` and its `draw_path`, `buffer_rgba`.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, assert_never

from reportgen.cache import NONE, Cache
from reportgen.charts.paint.outlines import fingerprint, placed
from reportgen.charts.record import cache as drawing_cache
from reportgen.charts.record.drawing import Drawing, PathMark, PathOp, Stroke, TextMark
from reportgen.fonts import Face, FontLibrary

if TYPE_CHECKING:
    from matplotlib.path import Path as Outline
    from PIL.Image import Image

DPI = 300           # of office printers, and what 15 L* apart needs to stay apart in small parts
_WHITE = (1.0, 1.0, 1.0)
COLOURS = 64
_ORIGIN = (0.0, 0.0)  # closing a path takes a point that does not count
_CODES: Mapping[str | float, tuple[int, ...]] = {
    "M": (1,), "L": (2,), "Q": (3, 3), "C": (4, 4, 4), "Z": (79,),
}
_CAPS = ("butt", "round", "projecting")
_JOINS = ("miter", "round", "bevel")


def to_png(
    drawing: Drawing, library: FontLibrary, dpi: int = DPI, *, cache: Cache = NONE
) -> bytes:
    """The drawing on white at `dpi` dots per inch. A cached picture imports no matplotlib."""
    name = drawing_cache.key("picture", drawing, dpi, fingerprint(drawing, library))
    return cache.entry(name, lambda: _encode(painted(drawing, library, dpi), dpi), bytes, bytes)


def painted(drawing: Drawing, library: FontLibrary, dpi: float) -> Image:
    """The drawing in points of colour, on white."""
    from PIL import Image

    from reportgen.charts.record import backend

    backend.load()
    from matplotlib.backends.backend_agg import RendererAgg

    with backend.plain():
        k = dpi / 72
        agg: Any = RendererAgg  # matplotlib leaves this class untyped
        renderer = agg(round(drawing.width * k), round(drawing.height * k), dpi)
        brush = _Brush(renderer, library, k)
        brush.paper(drawing.width, drawing.height)
        for mark in drawing.marks:
            match mark:
                case PathMark():
                    brush.path(mark)
                case TextMark():
                    brush.text(mark)
                case _:
                    assert_never(mark)
        size = (int(renderer.width), int(renderer.height))
        return Image.frombytes("RGB", size, renderer.buffer_rgba(), "raw", "RGBX")


class _Brush:
    """Paints marks on an Agg canvas of `k` pixels to the point."""

    def __init__(self, renderer: Any, library: FontLibrary, k: float) -> None:
        from matplotlib.transforms import Affine2D

        self._renderer, self._library = renderer, library
        self._scale = Affine2D().scale(k)
        self._glyphs: dict[tuple[str, str], tuple[Any, Any]] = {}

    def paper(self, width: float, height: float) -> None:
        """White all over, so that nothing is left half transparent at the edges of marks."""
        corners = ((-1.0, -1.0), (width + 1, -1.0), (width + 1, height + 1), (-1.0, height + 1))
        first, *rest = corners
        self.path(PathMark((("M", *first), *(("L", *c) for c in rest), ("Z",)), _WHITE))

    def path(self, mark: PathMark) -> None:
        """Fill and stroke a path."""
        gc = self._fresh()
        self._pen(gc, mark.stroke)
        fill = (*mark.fill, 1.0) if mark.fill else None
        self._renderer.draw_path(gc, _outline(mark.ops), self._scale, fill)

    def _fresh(self) -> Any:
        gc = self._renderer.new_gc()
        gc.set_snap(False)
        return gc

    def _pen(self, gc: Any, stroke: Stroke | None) -> None:
        if stroke is None:
            gc.set_linewidth(0)
            return
        gc.set_linewidth(stroke.width)  # Agg itself turns pens, not paths, into pixels
        gc.set_foreground((*stroke.colour, 1.0))
        gc.set_capstyle(_CAPS[stroke.cap])
        gc.set_joinstyle(_JOINS[stroke.join])
        if stroke.dash:
            gc.set_dashes(stroke.phase, list(stroke.dash))

    def text(self, mark: TextMark) -> None:
        """Fill the outlines of a run of text."""
        import numpy
        from matplotlib.path import Path as Outline
        from matplotlib.transforms import Affine2D

        vertices, codes = [], []
        for face, ch, x in placed(mark, self._library):
            points, kinds = self._glyph(face, ch)
            vertices.append(numpy.add(points, (x, 0.0)))
            codes.append(kinds)
        if not vertices:
            return
        gc = self._fresh()
        gc.set_linewidth(0)
        run = Outline(numpy.concatenate(vertices), numpy.concatenate(codes))
        place = Affine2D().scale(mark.size / 1000).rotate_deg(mark.angle)
        self._renderer.draw_path(
            gc, run, place.translate(mark.x, mark.y) + self._scale, (*mark.colour, 1.0)
        )

    def _glyph(self, face: Face, ch: str) -> tuple[Any, Any]:
        key = (face.key, ch)
        if key not in self._glyphs:
            outline = _outline(face.outline(ch))
            self._glyphs[key] = outline.vertices, outline.codes
        return self._glyphs[key]


def _outline(ops: tuple[PathOp, ...]) -> Outline:
    """Path operations as a matplotlib path."""
    import numpy
    from matplotlib.path import Path as Outline

    numbers = [number for op in ops for number in op[1:] or _ORIGIN]
    codes = [code for op in ops for code in _CODES[op[0]]]
    vertices = numpy.array(numbers, float).reshape(-1, 2)
    return Outline(vertices, numpy.array(codes, numpy.uint8))


def _encode(paper: Image, dpi: int) -> bytes:
    from PIL import Image

    few = paper.quantize(COLOURS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    few.putpalette(_white_paper(few.getpalette() or []))
    out = io.BytesIO()
    few.save(out, "PNG", compress_level=4, dpi=(dpi, dpi))
    return out.getvalue()


def _white_paper(palette: list[int]) -> list[int]:
    """The palette with its lightest colour made white: the quantiser leaves 254, which prints."""
    triples = [palette[i : i + 3] for i in range(0, len(palette), 3)]
    lightest = max(triples, key=sum)
    return [part for triple in triples for part in ([255] * 3 if triple == lightest else triple)]
