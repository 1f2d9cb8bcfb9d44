"""Where the printed page lies on its scan: shifted, askew, stretched by what moved the paper.

Both are looked at as pictures, coarse first: the place at which most of the ink of one lies on
that of the other. So it needs no code, and a seal, a signature or a torn corner does not matter.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from itertools import product
from math import cos, radians, sin, sqrt
from typing import TYPE_CHECKING, NamedTuple

from pikepdf import Matrix

from reportgen.copies.scans import darkness
from reportgen.units import Mm

if TYPE_CHECKING:
    from PIL.Image import Image

DPI = 48                    # at which pages are looked at
_COARSER = (4, 2, 1)        # a line of text is a stroke at 12 dpi
_SLACK = Mm(9).pt           # how far a sheet may lie from the middle of what was scanned
_LEAN = 3                   # degrees
_STEPS = (Mm(1).pt, Mm(1).pt, radians(0.3), 0.003, 0.003)     # of a pose, halved time and again
_HALVED = 3


class Pose(NamedTuple):
    """How a page lies: its middle from that of the scan (points), its turn, its stretch."""

    x: float = 0.0
    y: float = 0.0
    turn: float = 0.0
    across: float = 1.0
    along: float = 1.0


class View(NamedTuple):
    """A page as a picture of `DPI`, and its size in points."""

    picture: Image
    width: float
    height: float

    def turned(self, turn: int) -> View:
        """The same, turned clockwise by 0, 90, 180 or 270 degrees."""
        size = (self.height, self.width) if turn % 180 else (self.width, self.height)
        return View(self.picture.rotate(-turn, expand=True), *size)


def views(data: bytes) -> Iterator[View]:
    """The pages of a PDF."""
    from pypdfium2 import PdfDocument

    with closing(PdfDocument(data)) as document:
        for page in document:
            yield View(page.render(scale=DPI / 72, grayscale=True).to_pil(), *page.get_size())


class Match(NamedTuple):
    """What leads from a page's points to its scan's; how alike they are, from 0 to 1."""

    pose: Matrix
    alike: float


def aligned(scan: View, page: View) -> Match:
    """How a page lies on its scan."""
    over, under = (darkness(each.picture.convert("L")) for each in (scan, page))
    pose = Pose()
    likeness: Callable[[Pose], float] = lambda _: 0.0  # noqa: E731
    for factor in _COARSER:
        likeness = partial(_likeness, over.reduce(factor), under.reduce(factor), scan, page)
        if factor == _COARSER[0]:
            pose = max(_poses(scan, page), key=likeness)
        pose = _refined(pose, likeness, factor / 2)
    return Match(_matrix(pose, scan, page), likeness(pose))


def _poses(scan: View, page: View) -> Iterator[Pose]:
    """The poses that are tried at first, as far apart as two pixels of the coarsest look."""
    step = 72 / DPI * _COARSER[0]
    wide, high = (abs(one - other) / 2 + _SLACK for one, other in (
        (scan.width, page.width), (scan.height, page.height)))
    for x, y, lean in product(range(-int(wide / step), int(wide / step) + 1),
                              range(-int(high / step), int(high / step) + 1),
                              range(-_LEAN, _LEAN + 1)):
        yield Pose(x * step, y * step, radians(lean))


def _refined(pose: Pose, likeness: Callable[[Pose], float], size: float) -> Pose:
    """The best pose around: each measure by itself, as long as that helps, then finer."""
    best = likeness(pose)
    for _ in range(_HALVED):
        helped = True
        while helped:
            helped = False
            for at, step in enumerate(_STEPS):
                for move in (step * size, -step * size):
                    other = Pose(*(each + move * (place == at) for place, each in enumerate(pose)))
                    found = likeness(other)
                    if found > best:
                        pose, best, helped = other, found, True
                        break
        size /= 2
    return pose


def _likeness(over: Image, under: Image, scan: View, page: View, pose: Pose) -> float:
    """The ink that lies on ink, over what would if both were the same."""
    from PIL import Image, ImageChops, ImageStat

    a, b, c, d, e, f = _downwards(pose, scan, page)
    right, down = over.width / scan.width, over.height / scan.height
    step_x, step_y = page.width / under.width, page.height / under.height
    moved = over.transform(
        under.size, Image.Transform.AFFINE,
        (a * right * step_x, c * right * step_y, e * right,
         b * down * step_x, d * down * step_y, f * down), Image.Resampling.BILINEAR)
    both = ImageStat.Stat(ImageChops.multiply(moved, under)).sum[0] * 255
    return both / sqrt(ImageStat.Stat(moved).sum2[0] * ImageStat.Stat(under).sum2[0] + 1)


def _downwards(pose: Pose, scan: View, page: View) -> tuple[float, ...]:
    """From the page to the scan, both in points from the upper left corner."""
    x, y, turn, across, along = pose
    a, b, c, d = (across * cos(turn), along * sin(turn), -across * sin(turn), along * cos(turn))
    middle_x, middle_y = page.width / 2, page.height / 2
    return (a, b, c, d, scan.width / 2 + x - a * middle_x - c * middle_y,
            scan.height / 2 + y - b * middle_x - d * middle_y)


def _matrix(pose: Pose, scan: View, page: View) -> Matrix:
    """The same in points from the lower left corner."""
    a, b, c, d, e, f = _downwards(pose, scan, page)
    return Matrix(a, -b, -c, d, e + c * page.height, scan.height - f - d * page.height)
