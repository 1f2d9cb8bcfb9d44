"""Where a scan differs from the page that was printed: ink that was added, ink that is gone.

A code proves which sheet it stands on, not that nothing was changed on the paper since. So the scan
is laid over the printed page; what is darker on the one than anywhere around on the other is a
difference. Red ink (seals, signatures) is told apart from black.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from reportgen.copies.laying import drawn, laid, nudged
from reportgen.copies.placing import covered
from reportgen.copies.scans import Corners, darkness

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from PIL.Image import Image

    Ink = NDArray[np.bool_]

DPI = 150            # at which pages are compared
RED = "红色印迹"
_DARKER = 60         # of 255, by which ink must be darker than what is around on the other
_SMOOTH = 0.8        # pixels, of noise; once more for our page, whose edges are too sharp
_LEAST = 6           # pixels that make a difference
_COLOUR = 60         # of 255, between the strongest and the weakest of red, green, blue
_CELL = 12           # pixels: differences so near each other are one place
_EDGE = 30           # pixels along the paper's edge, where shadows fall and nothing is printed


class PaperFrame(NamedTuple):
    """A rectangle on a page, pixels at `DPI` from its upper left corner."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def mm(self) -> tuple[float, float]:
        """Its middle in millimetres: from the left, from the top."""
        scale = 25.4 / DPI / 2
        return (self.left + self.right) * scale, (self.top + self.bottom) * scale


def printed_code(x: float, y: float, side: float) -> tuple[Corners, PaperFrame]:
    """Where a code is printed whose square has that corner and side (points): its corners on the
    page, and what its codes cover."""
    scale = DPI / 72
    right, low = x + side, y + side
    square = tuple((a * scale, b * scale) for a, b in ((x, y), (right, y), (right, low), (x, low)))
    return square, PaperFrame(*(round(edge * scale) for edge in covered(x, y, side)))


class PaperDifference(NamedTuple):
    """A place that differs, and how: 改了, 多了, 少了, or `RED`."""

    frame: PaperFrame
    kind: str


def differences(
    scan: Image, scanned: Corners, page: Image, printed: Corners, code: PaperFrame
) -> tuple[list[PaperDifference], Image] | None:
    """Where a scan differs from the page, and the scan as it lies over it.

    `page` is the printed page at `DPI` without its codes; `scanned` and `printed` are the corners
    of the square code in either picture, `code` what the codes take: there nothing is compared.
    None where the page is not found on the scan.
    """
    grey = _is_grey(scan)
    ours, whole = _planes(page, grey=grey), _planes(scan, grey=grey)
    lay = laid(whole[-1], scanned, ours[-1], printed)
    if lay is None:
        return None
    theirs = nudged([drawn(plane, lay, page) for plane in whole], ours[-1])
    black, missing, red = (_cleared(ink, code) for ink in _compared(theirs, ours))
    found = [*_places(black, missing),
             *(PaperDifference(each.frame, RED) for each in _places(red, red))]
    return sorted(found, key=lambda each: (each.frame.top, each.frame.left)), drawn(scan, lay, page)


def _is_grey(scan: Image) -> bool:
    import numpy as np

    if scan.mode == "L":
        return True
    return bool(np.percentile(np.ptp(np.asarray(scan.reduce(4)), axis=2), 99.8) < _COLOUR)


def _planes(page: Image, *, grey: bool) -> list[Image]:
    """What is dark under a red lamp, and under a green one; of a grey page the one there is."""
    from PIL.ImageChops import subtract

    if grey:
        return [darkness(page.convert("L"))]
    red, green = (darkness(page.getchannel(name)) for name in "RG")
    return [subtract(red, subtract(green, red, scale=2)), green]     # no red is quite red


def _compared(theirs: list[Image], ours: list[Image]) -> tuple[Ink, Ink, Ink]:
    """Black ink that only the scan has, ink that only the page has, red that only the scan has.

    The red lamp does not show red, the green one does.
    """
    from PIL.ImageFilter import GaussianBlur

    scan = [plane.filter(GaussianBlur(_SMOOTH)) for plane in theirs]
    page = [plane.filter(GaussianBlur(_SMOOTH * 2**0.5)) for plane in ours]
    added = _darker(scan[0], page[-1])
    missing = _darker(page[0], scan[0]) | _darker(page[-1], scan[-1])
    return added, missing, _darker(scan[-1], page[-1]) & _darker(scan[-1], scan[0])


def _darker(ink: Image, other: Image) -> Ink:
    """Where the one is darker than the other is anywhere within a pixel."""
    import numpy as np
    from PIL.ImageChops import subtract
    from PIL.ImageFilter import MaxFilter

    darker: Ink = np.asarray(subtract(ink, other.filter(MaxFilter(3)))) > _DARKER
    return darker


def _cleared(ink: Ink, code: PaperFrame) -> Ink:
    """Without the edge of the paper and the codes."""
    clear = ink.copy()
    clear[:_EDGE] = clear[-_EDGE:] = clear[:, :_EDGE] = clear[:, -_EDGE:] = False
    clear[code.top : code.bottom, code.left : code.right] = False
    return clear


def _places(added: Ink, missing: Ink) -> Iterator[PaperDifference]:
    """Cells with differences, those side by side as one place."""
    import numpy as np

    both = added | missing
    cells = {(int(y), int(x)) for y, x in np.argwhere(both) // _CELL}
    while cells:
        waiting, inside = [cells.pop()], np.zeros_like(both)
        while waiting:
            row, column = waiting.pop()
            inside[row * _CELL : (row + 1) * _CELL, column * _CELL : (column + 1) * _CELL] = True
            beside = {(row + i, column + j) for i in (-1, 0, 1) for j in (-1, 0, 1)} & cells
            cells -= beside
            waiting += beside
        more, less = (int((ink & inside).sum()) for ink in (added, missing))
        if max(more, less) >= _LEAST:
            y, x = np.nonzero(both & inside)
            frame = PaperFrame(int(x.min()), int(y.min()), int(x.max()) + 1, int(y.max()) + 1)
            yield PaperDifference(frame, _kind(more, less))


def _kind(more: int, less: int) -> str:
    if less < _LEAST:
        return "多了"
    return "少了" if more < _LEAST else "改了"
