"""A matplotlib renderer that records instead of painting.

Paths come out in points with their transforms applied, text as runs. Text is measured by the page's
own face: matplotlib's font manager is never asked. What a `Drawing` cannot hold (gradients,
opacities, clips, pixels, formulas, hatches that are no lines) is an error, never left out. The
group id of an artist is what its marks mean (`tag`).

Reaches into matplotlib: the `RendererBase` protocol and `Path.cleaned` with its path codes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from math import isfinite
from typing import Any

from matplotlib.backend_bases import GraphicsContextBase, RendererBase
from matplotlib.font_manager import FontProperties
from matplotlib.path import Path
from matplotlib.transforms import Transform

from reportgen.charts.record import drawing as record
from reportgen.charts.record.text_measure import Ruler
from reportgen.charts.record.theme import DESCENT
from reportgen.diagnostics import NOWHERE, ReportError, failure

CAPS = {"butt": 0, "round": 1, "projecting": 2}
JOINS = {"miter": 0, "round": 1, "bevel": 2}
DECIMALS = 2
_PARTS = "\x1f"


def group_id(tag: record.Tag) -> str:
    """A tag as the group id of an artist."""
    return _PARTS.join((tag.part, tag.fact, tag.series, tag.scale))


def _tag(gid: object) -> record.Tag:
    """The tag of a group id; a plain one names the fact."""
    text = str(gid or "")
    return record.Tag(*text.split(_PARTS)) if _PARTS in text else record.Tag(fact=text)


def _refusing(what: str) -> Callable[..., None]:
    def refuse(*_: Any, **__: Any) -> None:
        raise unsupported(what)
    return refuse


class Recorder(RendererBase):
    """Records what a figure of `width` × `height` points draws at 72 dots per inch."""

    dpi = 72.0  # some artists ask
    draw_gouraud_triangles = _refusing("渐变")
    draw_image = _refusing("位图")
    draw_tex = _refusing("TeX 公式")

    def __init__(self, width: float, height: float, ruler: Ruler) -> None:
        super().__init__()
        self.width, self.height, self.ruler = width, height, ruler
        self.marks: list[record.Mark] = []
        self._tags = [record.PLAIN]

    def open_group(self, s: str, gid: str | None = None) -> None:  # noqa: ARG002
        """An artist begins to draw; its group id tells what its marks mean."""
        self._tags.append(_tag(gid) if gid else self._tags[-1])

    def close_group(self, s: str) -> None:  # noqa: ARG002
        """The artist has drawn."""
        self._tags.pop()

    def drawing(self) -> record.Drawing:
        """What was recorded."""
        return record.Drawing(_round(self.width), _round(self.height), tuple(self.marks))

    def get_canvas_width_height(self) -> tuple[float, float]:
        """The size of the picture in points."""
        return self.width, self.height

    def flipy(self) -> bool:
        """No: y grows upwards, as in PDF."""
        return False

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
        """Record a path: its fill and its outline."""
        ops = tuple(_operations(path, transform))
        if gc.get_clip_rectangle() is not None or gc.get_clip_path() != (None, None):
            raise unsupported("裁剪")
        if gc.get_hatch():
            raise unsupported(f"填充花纹“{gc.get_hatch()}”")
        fill, stroke = _colour(rgbFace), _stroke(gc)
        if ops and (fill or stroke):
            self.marks.append(record.PathMark(ops, fill, stroke, self._tags[-1]))

    def draw_text(  # noqa: PLR0917 - matplotlib's signature
        self, gc: GraphicsContextBase, x: float, y: float, s: str, prop: FontProperties,
        angle: float, ismath: Any = False, mtext: Any = None,
    ) -> None:
        """Record a run of text; the group id of its artist tells the fact it prints."""
        if ismath:
            raise unsupported("数学公式")
        size, colour = _round(float(prop.get_size_in_points())), _rgb(gc.get_rgb())
        tag = _tag(mtext.get_gid()) if mtext is not None else self._tags[-1]
        role = self.ruler.theme.role
        self.marks.append(
            record.TextMark(_round(x), _round(y), s, size, role, colour, _round(angle), tag)
        )


def unsupported(what: str) -> ReportError:
    """E0701: the chart uses what a drawing cannot hold."""
    return failure("E0701", f"图里用了{what}，PDF、SVG 里无法照样画出",
                   NOWHERE, "改用纯色或斜线填充、线和文字")


def _round(value: float) -> float:
    """Two decimals (1/7000 inch): enough for print, and the same on every machine."""
    return round(float(value), DECIMALS) + 0.0


def _operations(path: Path, transform: Transform) -> Iterator[record.PathOp]:
    clean: Any = path.cleaned(transform, remove_nans=False, simplify=False, curves=True)
    yield from _walk(clean.vertices.tolist(), clean.codes.tolist())


_LETTERS = {1: ("M", 1), 2: ("L", 1), 3: ("Q", 2), 4: ("C", 3)}


def _walk(points: list[list[float]], codes: list[int]) -> Iterator[record.PathOp]:
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


def _rgb(rgba: Any) -> record.Colour:
    red, green, blue, *opacity = (round(float(part), 3) for part in rgba)
    if opacity not in ([], [1.0]):
        raise unsupported("半透明的颜色")
    return red, green, blue


def _colour(rgba: Any) -> record.Colour | None:
    return None if rgba is None or (len(rgba) > 3 and rgba[3] == 0) else _rgb(rgba)


def _stroke(gc: GraphicsContextBase) -> record.Stroke | None:
    width = float(gc.get_linewidth())
    colour: Any = gc.get_rgb()
    if width <= 0 or colour[3] == 0:
        return None
    style: Any = gc.get_dashes()
    offset, dashes = style
    dash = tuple(_round(length) for length in dashes) if dashes is not None else ()
    return record.Stroke(
        _rgb(colour), _round(width), CAPS[str(gc.get_capstyle())],
        JOINS[str(gc.get_joinstyle())], dash, _round(offset or 0.0) if dash else 0.0,
    )
