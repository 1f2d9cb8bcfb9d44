"""Boxes of texts and areas of marks, for tests of what overlaps what."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from reportgen.charts.record.drawing import Drawing, PathMark, TextMark
from reportgen.charts.record.text_measure import Advances
from reportgen.charts.record.theme import ASCENT, DESCENT

Box = tuple[float, float, float, float]   # left, bottom, right, top
HANG = 0.45                               # of an em: the blank half of a closing bracket


def text_box(mark: TextMark, chain: Advances) -> Box:
    """The box of a run by its advances; the blank half of a closing bracket does not count."""
    width = sum(chain.advance(ch) for ch in mark.text) * mark.size / 1000
    if mark.text[-1:] in "）》”":
        width -= HANG * mark.size
    return mark.x, mark.y - DESCENT * mark.size, mark.x + width, mark.y + ASCENT * mark.size


def overlaps(a: Box, b: Box, slack: float = 0.05) -> bool:
    """Whether two boxes share more than `slack` points both ways."""
    return (min(a[2], b[2]) - max(a[0], b[0]) > slack
            and min(a[3], b[3]) - max(a[1], b[1]) > slack)


def path_box(mark: PathMark) -> Box:
    """The box of a path's points."""
    points = [float(n) for op in mark.ops for n in op[1:]]
    xs, ys = points[::2], points[1::2]
    return min(xs), min(ys), max(xs), max(ys)


def faults(drawing: Drawing, chain: Advances) -> list[str]:
    """Texts over each other, over an area, or outside of the drawing.

    A text may stand on an area as its number (inside), or where a plate was put under it.
    Wedges are no boxes: they have a test of their own.
    """
    texts = [(m.text, text_box(m, chain)) for m in drawing.marks if isinstance(m, TextMark)]
    found = [f"{a} over {b}" for (a, x), (b, y) in combinations(texts, 2) if overlaps(x, y)]
    found += list(_over_areas(drawing, chain))
    found += [
        f"{name} {box} outside" for name, box in
        (*texts, *(("path", path_box(m)) for m in drawing.marks if isinstance(m, PathMark)))
        if box[0] < -0.01 or box[1] < -0.01
        or box[2] > drawing.width + 0.01 or box[3] > drawing.height + 0.01
    ]
    return found


def _over_areas(drawing: Drawing, chain: Advances) -> Iterator[str]:
    areas: list[tuple[str, Box]] = []
    for mark in drawing.marks:
        if isinstance(mark, PathMark) and mark.fill and mark.tag.part != "wedge":
            areas.append((mark.tag.part, path_box(mark)))
        elif isinstance(mark, TextMark) and mark.tag.part != "inside":
            box = text_box(mark, chain)
            met = [(part, area) for part, area in areas if overlaps(box, area)]
            plates = [n for n, (part, area) in enumerate(met)
                      if part == "plate" and overlaps(box, area, min(2.0, box[2] - box[0] - 0.2))]
            yield from (f"{mark.text} over an area {area}" for part, area
                        in met[(plates[-1] + 1) if plates else 0:] if part != "plate")
