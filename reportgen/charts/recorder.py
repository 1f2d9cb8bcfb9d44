"""A matplotlib renderer that records instead of painting.

Paths come out in points with their transforms applied, text as runs, hatches as lines cut to their
shape. Text is measured by the page's own face: matplotlib's font manager is never asked. What a
`Drawing` cannot hold (images, transparency, formulas, slanted clips) is an error, never left out.

Reaches into matplotlib: the `RendererBase` protocol and `Path.cleaned` with its path codes.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import isfinite
from typing import Any

from matplotlib.backend_bases import GraphicsContextBase, RendererBase
from matplotlib.font_manager import FontProperties
from matplotlib.path import Path
from matplotlib.transforms import Transform

from reportgen.charts.drawing import Colour, Drawing, Mark, PathMark, PathOp, Stroke, TextMark
from reportgen.charts.hatch import hatch
from reportgen.charts.theme import DESCENT
from reportgen.charts.words import Ruler
from reportgen.diagnostics import Diagnostic, Family, ReportError, Severity

CAPS = {"butt": 0, "round": 1, "projecting": 2}
JOINS = {"miter": 0, "round": 1, "bevel": 2}
DECIMALS = 2
_OPAQUE = 0.999


class Recorder(RendererBase):
    """Records what a figure of `width` × `height` points draws at 72 dots per inch."""

    dpi = 72.0  # some artists ask

    def __init__(self, width: float, height: float, ruler: Ruler) -> None:
        super().__init__()
        self.width, self.height, self.ruler = width, height, ruler
        self.marks: list[Mark] = []

    def drawing(self) -> Drawing:
        """What was recorded."""
        return Drawing(_round(self.width), _round(self.height), tuple(self.marks))

    def get_canvas_width_height(self) -> tuple[float, float]:
        """The size of the picture in points."""
        return self.width, self.height

    def flipy(self) -> bool:
        """No: y grows upwards, as in PDF."""
        return False

    def points_to_pixels(self, points: Any) -> Any:
        """A pixel is a point."""
        return points

    def get_text_width_height_descent(
        self, s: str, prop: FontProperties, ismath: Any  # noqa: ARG002
    ) -> tuple[float, float, float]:
        """The box of a text, from the advances of the page's face."""
        size = float(prop.get_size_in_points())
        return self.ruler.width(s, size), size, DESCENT * size

    def draw_path(
        self, gc: GraphicsContextBase, path: Path, transform: Transform,
        rgbFace: Any = None,  # noqa: N803 - matplotlib's name
    ) -> None:
        """Record a path: its fill, then its hatch, then its outline."""
        ops = tuple(_operations(path, transform))
        fill, stroke, clip = _colour(rgbFace), _stroke(gc), _clip(gc)
        if not gc.get_hatch():
            if ops and (fill or stroke):
                self.marks.append(PathMark(ops, fill, stroke, clip))
            return
        if fill:
            self.marks.append(PathMark(ops, fill, None, clip))
        lines = self._hatch(gc, path, transform)
        if lines:
            pen = Stroke(_opaque(gc.get_hatch_color()), _round(gc.get_hatch_linewidth()))
            self.marks.append(PathMark(lines, None, pen, clip))
        if stroke:
            self.marks.append(PathMark(ops, None, stroke, clip))

    def _hatch(
        self, gc: GraphicsContextBase, path: Path, transform: Transform
    ) -> tuple[PathOp, ...]:
        closed: Any = path.to_polygons(transform, closed_only=True)
        polygons = [[(float(x), float(y)) for x, y in polygon[:-1]] for polygon in closed]
        try:
            lines = hatch(polygons, gc.get_hatch() or "", self.ruler.theme.hatch_spacing)
        except KeyError as error:
            raise unsupported(f"填充花纹“{error.args[0]}”") from None
        return tuple(
            op
            for (x1, y1), (x2, y2) in lines
            for op in (("M", _round(x1), _round(y1)), ("L", _round(x2), _round(y2)))
        )

    def draw_text(  # noqa: PLR0917 - matplotlib's signature
        self, gc: GraphicsContextBase, x: float, y: float, s: str, prop: FontProperties,
        angle: float, ismath: Any = False, mtext: Any = None,
    ) -> None:
        """Record a run of text; the group id of its artist is the fact it prints."""
        if ismath:
            raise unsupported("数学公式")
        size, colour = _round(float(prop.get_size_in_points())), _opaque(gc.get_rgb())
        fact = str(mtext.get_gid() or "") if mtext is not None else ""
        role = self.ruler.theme.role
        self.marks.append(
            TextMark(_round(x), _round(y), s, size, role, colour, _round(angle), fact)
        )

    def draw_image(self, *_: Any, **__: Any) -> None:
        """Refused: a drawing holds no pixels."""
        raise unsupported("位图")

    def draw_gouraud_triangles(self, *_: Any, **__: Any) -> None:
        """Refused: a drawing holds no gradients."""
        raise unsupported("渐变")

    def draw_tex(self, *_: Any, **__: Any) -> None:
        """Refused: a drawing holds no formulas."""
        raise unsupported("TeX 公式")


def unsupported(what: str) -> ReportError:
    """E0701: the chart uses what a drawing cannot hold."""
    message = f"图里用了{what}，PDF、SVG 里无法照样画出"
    hint = "改用纯色或斜线填充、直线和文字"
    return ReportError(Diagnostic("E0701", Severity.ERROR, message, hints=(hint,)), Family.RENDER)


def _round(value: float) -> float:
    """Two decimals (1/7000 inch): enough for print, and the same on every machine."""
    return round(float(value), DECIMALS) + 0.0


def _operations(path: Path, transform: Transform) -> Iterator[PathOp]:
    clean: Any = path.cleaned(transform, remove_nans=False, simplify=False, curves=True)
    yield from _walk(clean.vertices.tolist(), clean.codes.tolist())


_LETTERS = {1: ("M", 1), 2: ("L", 1), 3: ("Q", 2), 4: ("C", 3)}


def _walk(points: list[list[float]], codes: list[int]) -> Iterator[PathOp]:
    i = 0
    while i < len(codes) and codes[i] != Path.STOP:
        if codes[i] == Path.CLOSEPOLY:
            yield ("Z",)
            i += 1
            continue
        letter, count = _LETTERS[codes[i]]
        flat = [_round(value) for point in points[i : i + count] for value in point]
        if not all(isfinite(value) for value in flat):
            raise unsupported("不是数的坐标")
        yield (letter, *flat)
        i += count


def _opaque(rgba: Any) -> Colour:
    red, green, blue, *alpha = (float(part) for part in rgba)
    if alpha and alpha[0] < _OPAQUE:
        raise unsupported("半透明")
    return round(red, 3), round(green, 3), round(blue, 3)


def _colour(rgba: Any) -> Colour | None:
    if rgba is None or (len(rgba) == 4 and rgba[3] == 0):
        return None
    return _opaque(rgba)


def _stroke(gc: GraphicsContextBase) -> Stroke | None:
    width = float(gc.get_linewidth())
    colour: Any = gc.get_rgb()
    if width <= 0 or colour[3] == 0:
        return None
    style: Any = gc.get_dashes()
    offset, dashes = style
    dash = tuple(_round(length) for length in dashes) if dashes is not None else ()
    return Stroke(
        _opaque(colour), _round(width), CAPS[str(gc.get_capstyle())],
        JOINS[str(gc.get_joinstyle())], dash, _round(offset or 0.0) if dash else 0.0,
    )


def _clip(gc: GraphicsContextBase) -> tuple[float, float, float, float] | None:
    """The clip rectangle; a clip path counts when it is a rectangle parallel to the page."""
    box: Any = gc.get_clip_rectangle()
    clip: Any = gc.get_clip_path()
    path, transform = clip
    if path is not None:
        shape = path.transformed(transform)
        extents = shape.get_extents()
        if not _is_box(shape):
            raise unsupported("不是矩形的裁剪")
        from matplotlib.transforms import Bbox

        box = extents if box is None else Bbox.intersection(box, extents) or Bbox.null()
    if box is None:
        return None
    return _round(box.x0), _round(box.y0), _round(max(box.width, 0)), _round(max(box.height, 0))


def _is_box(shape: Any) -> bool:
    if shape.codes is not None and set(shape.codes.tolist()) - {1, 2, int(Path.CLOSEPOLY)}:
        return False
    corners = {(_round(x), _round(y)) for x, y in shape.vertices.tolist()}
    xs, ys = {x for x, _ in corners}, {y for _, y in corners}
    return len(xs) == 2 and len(ys) == 2 and len(corners) == 4
