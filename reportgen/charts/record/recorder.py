"""A matplotlib renderer that records instead of painting.

Paths come out in points with their transforms applied, text as runs, hatches as lines cut to their
shape, images as pixels. Text is measured by the page's own face: matplotlib's font manager is never
asked. What a `Drawing` cannot hold (gradients, formulas, round hatches) is an error, never left
out. The group id of an artist is what its marks mean (`tag`).

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

from reportgen.charts.record.drawing import (
    PLAIN,
    Box,
    Colour,
    Drawing,
    ImageMark,
    Mark,
    PathMark,
    PathOp,
    Stroke,
    Tag,
    TextMark,
)
from reportgen.charts.record.hatch import hatch
from reportgen.charts.record.text_measure import Ruler
from reportgen.charts.record.theme import DESCENT
from reportgen.diagnostics import NOWHERE, ReportError, failure

CAPS = {"butt": 0, "round": 1, "projecting": 2}
JOINS = {"miter": 0, "round": 1, "bevel": 2}
DECIMALS = 2
IMAGE_DPI = 300.0
_PARTS = "\x1f"


def group_id(tag: Tag) -> str:
    """A tag as the group id of an artist."""
    return _PARTS.join((tag.part, tag.fact, tag.series, tag.scale))


def _tag(gid: object) -> Tag:
    """The tag of a group id; a plain one names the fact."""
    text = str(gid or "")
    return Tag(*text.split(_PARTS)) if _PARTS in text else Tag(fact=text)


class _Refusing(RendererBase):
    """Refuses what a drawing cannot hold."""

    def draw_gouraud_triangles(self, *_: Any, **__: Any) -> None:
        """Refused: a drawing holds no gradients."""
        raise unsupported("渐变")

    def draw_tex(self, *_: Any, **__: Any) -> None:
        """Refused: a drawing holds no formulas."""
        raise unsupported("TeX 公式")


class Recorder(_Refusing):
    """Records what a figure of `width` × `height` points draws at 72 dots per inch."""

    dpi = 72.0  # some artists ask

    def __init__(self, width: float, height: float, ruler: Ruler) -> None:
        super().__init__()
        self.width, self.height, self.ruler = width, height, ruler
        self.marks: list[Mark] = []
        self._tags = [PLAIN]

    def open_group(self, s: str, gid: str | None = None) -> None:  # noqa: ARG002
        """An artist begins to draw; its group id tells what its marks mean."""
        self._tags.append(_tag(gid) if gid else self._tags[-1])

    def close_group(self, s: str) -> None:  # noqa: ARG002
        """The artist has drawn."""
        self._tags.pop()

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
        fill, stroke, (clip, within) = _colour(rgbFace), _stroke(gc), _clip(gc)
        alpha, tag = _fill_alpha(gc, rgbFace), self._tags[-1]

        def add(ops: tuple[PathOp, ...], fill: Colour | None, pen: Stroke | None) -> None:
            if ops and (fill or pen):
                self.marks.append(PathMark(ops, fill, pen, clip, within, alpha, tag))

        if not gc.get_hatch():
            add(ops, fill, stroke)
            return
        add(ops, fill, None)
        pen = Stroke(_rgb(gc.get_hatch_color()), _round(gc.get_hatch_linewidth()),
                     alpha=_alpha(gc.get_hatch_color()))
        add(self._hatch(gc, path, transform), None, pen)
        add(ops, None, stroke)

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
        """Record a run of text; the group id of its artist tells the fact it prints."""
        if ismath:
            raise unsupported("数学公式")
        size, colour = _round(float(prop.get_size_in_points())), _rgb(gc.get_rgb())
        if _alpha(gc.get_rgb()) < 1:
            raise unsupported("半透明的文字")
        tag = _tag(mtext.get_gid()) if mtext is not None else self._tags[-1]
        role = self.ruler.theme.role
        self.marks.append(
            TextMark(_round(x), _round(y), s, size, role, colour, _round(angle), tag)
        )

    def get_image_magnification(self) -> float:
        """Images come with 300 pixels to the inch."""
        return IMAGE_DPI / self.dpi

    def draw_image(  # matplotlib's signature
        self, gc: GraphicsContextBase, x: float, y: float, im: Any, transform: Any = None,
    ) -> None:
        """Record an image; its rows come from below. `transform` is never asked for."""
        if transform is not None:
            raise unsupported("变形的位图")
        rows, columns = im.shape[:2]
        clip, within = _clip(gc)
        if within:
            raise unsupported("位图上不是矩形的裁剪")
        upright = im[::-1]
        opacity = upright[:, :, 3]
        mask = b"" if (opacity == 255).all() else opacity.tobytes()
        scale = self.dpi / IMAGE_DPI
        box = (_round(x), _round(y), _round(columns * scale), _round(rows * scale))
        pixels = upright[:, :, :3].tobytes()
        self.marks.append(ImageMark(box, columns, rows, pixels, mask, clip, self._tags[-1]))


def unsupported(what: str) -> ReportError:
    """E0701: the chart uses what a drawing cannot hold."""
    return failure("E0701", f"图里用了{what}，PDF、SVG 里无法照样画出",
                   NOWHERE, "改用纯色、半透明或斜线填充、线和文字")


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


def _rgb(rgba: Any) -> Colour:
    red, green, blue, *_ = (round(float(part), 3) for part in rgba)
    return red, green, blue


def _alpha(rgba: Any) -> float:
    return round(float(rgba[3]), 3) if len(rgba) > 3 else 1.0


def _colour(rgba: Any) -> Colour | None:
    return None if rgba is None or _alpha(rgba) == 0 else _rgb(rgba)


def _fill_alpha(gc: GraphicsContextBase, rgba: Any) -> float:
    """The opacity of a fill: the artist's own, where it has one, else the colour's."""
    if rgba is None:
        return 1.0
    forced: Any = gc.get_forced_alpha()
    return round(float(gc.get_alpha()), 3) if forced else _alpha(rgba)


def _stroke(gc: GraphicsContextBase) -> Stroke | None:
    width = float(gc.get_linewidth())
    colour: Any = gc.get_rgb()
    if width <= 0 or colour[3] == 0:
        return None
    style: Any = gc.get_dashes()
    offset, dashes = style
    dash = tuple(_round(length) for length in dashes) if dashes is not None else ()
    return Stroke(
        _rgb(colour), _round(width), CAPS[str(gc.get_capstyle())],
        JOINS[str(gc.get_joinstyle())], dash, _round(offset or 0.0) if dash else 0.0,
        _alpha(colour),
    )


def _clip(gc: GraphicsContextBase) -> tuple[Box | None, tuple[PathOp, ...]]:
    """The clip rectangle, and the clip path where it is more than a rectangle along the page."""
    box: Any = gc.get_clip_rectangle()
    clip: Any = gc.get_clip_path()
    path, transform = clip
    within: tuple[PathOp, ...] = ()
    if path is not None:
        shape = path.transformed(transform)
        if _is_box(shape):
            from matplotlib.transforms import Bbox

            extents = shape.get_extents()
            box = extents if box is None else Bbox.intersection(box, extents) or Bbox.null()
        else:
            within = tuple(_operations(path, transform))
    if box is None:
        return None, within
    edges = _round(box.x0), _round(box.y0), _round(max(box.width, 0)), _round(max(box.height, 0))
    return edges, within


def _is_box(shape: Any) -> bool:
    if shape.codes is not None and set(shape.codes.tolist()) - {1, 2, int(Path.CLOSEPOLY)}:
        return False
    corners = {(_round(x), _round(y)) for x, y in shape.vertices.tolist()}
    xs, ys = {x for x, _ in corners}, {y for _, y in corners}
    return len(xs) == 2 and len(ys) == 2 and len(corners) == 4
