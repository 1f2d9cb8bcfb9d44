"""A scan laid over the page that was printed: by its code, then ring by ring around it.

The corners of a code tell scale and turn well near the code and badly at the other end of the
paper. So patches of the page are looked for where the code says that they are, the nearest first;
what they say together (first an affine motion, then a perspective one, as a telephone sees paper)
leads to the patches of the next ring. At last each patch is moved by itself, for paper stretches.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from reportgen.copies.scans import Corners

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from PIL.Image import Image

    Levels = NDArray[np.float32]     # darkness: 0 paper, 255 ink
    Floats = NDArray[np.float64]     # places: a row each, from the left, from the top
    Lay = NDArray[np.float64]        # 3 by 3: from a place on the page to one on the scan

_PATCH = 96          # pixels that are moved together
_REACH = 16          # how far a patch may be from where the lay so far says that it is
_NUDGE = 4           # and when all of the page has been laid
_RINGS = (300, 450, 600, 800, 1050, 1350, 4000, 4000)    # pixels around the code
_DARK = 128          # of 255: ink
_FAINTEST = 0.05     # of our ink's strength, that ink of the scan is taken for at the least
_FEWEST = 9          # places that tell a motion
_MANY = 16           # that tell a perspective
_FAR = 2.5           # pixels off the common motion: such a patch shows something else
_AGREES = 0.6        # correlation above which a patch has been found
_SAME = 0.85         # and above which it shows the same
_NEARER = 0.003      # by how much more a place must agree to be a pixel farther off
_FOUND = 0.5         # of the patches of a page must be the same: else it is another page


def laid(scan: Image, scanned: Corners, page: Image, printed: Corners) -> Lay | None:
    """From places on the page to places on the scan; None where the page is not found on it.

    Both are pictures of `darkness`; `scanned` and `printed` are the corners of the code in either,
    in pixels.
    """
    import numpy as np

    code = np.array(printed)
    lay = _affine(code, np.array(scanned))
    told = [(*middle, patch) for middle, patch in _patches(page) if _tells(patch)]
    same = 0.0
    for ring in _RINGS:
        theirs = drawn(scan, lay, page)
        near = [each for each in told if np.hypot(*(each[:2] - code.mean(axis=0))) <= ring]
        ours, moved, same = [*printed], [*printed], 0.0
        for x, y, patch in near:
            right, down, alike = _best(theirs, patch, x, y, _REACH)
            same += alike > _SAME
            if alike > _AGREES:
                ours.append((x, y))
                moved.append((x + right, y + down))
        lay = lay @ _motion(np.array(ours), np.array(moved))
        same /= max(1, len(near))
    return lay if same >= _FOUND else None


def drawn(scan: Image, lay: Lay, page: Image) -> Image:
    """The scan as it lies over the page; nothing is beyond its edge."""
    from PIL.Image import Resampling, Transform

    coefficients = (lay / lay[2, 2]).ravel()[:8]
    return scan.transform(page.size, Transform.PERSPECTIVE, tuple(map(float, coefficients)),
                          Resampling.BILINEAR)


def nudged(planes: Sequence[Image], page: Image) -> list[Image]:
    """What lies over the page, each patch moved by a little to where the last plane agrees best."""
    from PIL import Image

    moved = [Image.new("L", page.size) for _ in planes]
    for (x, y), patch in _patches(page):
        right = down = 0
        if _tells(patch):
            right, down, agreed = _best(planes[-1], patch, x, y, _NUDGE)
            if agreed <= _AGREES:
                right = down = 0
        box = _box(patch, x + right, y + down, 0)
        for new, plane in zip(moved, planes, strict=True):
            new.paste(plane.crop(box), _box(patch, x, y, 0)[:2])
    return moved


def _patches(page: Image) -> Iterator[tuple[tuple[float, float], Levels]]:
    """The page in patches, with their middles."""
    import numpy as np

    levels = np.asarray(page, np.float32)
    for top in range(0, page.height, _PATCH):
        for left in range(0, page.width, _PATCH):
            patch = levels[top : top + _PATCH, left : left + _PATCH]
            yield (left + patch.shape[1] / 2, top + patch.shape[0] / 2), patch


def _tells(patch: Levels) -> bool:
    return int((patch > _DARK).sum()) >= _PATCH


def _box(patch: Levels, x: float, y: float, rim: int) -> tuple[int, int, int, int]:
    height, width = patch.shape
    left, top = round(x - width / 2), round(y - height / 2)
    return left - rim, top - rim, left + width + rim, top + height + rim


def _best(
    theirs: Image, patch: Levels, x: float, y: float, reach: int
) -> tuple[int, int, float]:
    """By how much the scan's patch is off, right and down, and how well it agrees there (≤ 1).

    What lies far from the ink of our patch, such as a seal, does not count.
    """
    import numpy as np
    from PIL import Image
    from PIL.ImageFilter import MaxFilter

    near = np.asarray(Image.fromarray(patch > _DARK).convert("L").filter(MaxFilter(9)))
    around = np.asarray(theirs.crop(_box(patch, x, y, reach)), np.float32)
    size = around.shape

    def over(picture: Levels, mask: Levels) -> Floats:
        turned = np.conj(np.fft.rfft2(mask, size))
        whole: Floats = np.fft.irfft2(np.fft.rfft2(picture) * turned, size)
        return whole[: 2 * reach + 1, : 2 * reach + 1]

    most = float((patch**2).sum())
    energy = np.maximum(over(around**2, (near > 0).astype(np.float32)), most * _FAINTEST)
    agreed = over(around, patch) / np.sqrt(energy * most)
    steps = np.abs(np.arange(-reach, reach + 1))
    liked = agreed - _NEARER * (steps[:, None] + steps)      # along a rule every place agrees
    down, right = np.unravel_index(int(liked.argmax()), liked.shape)
    return int(right) - reach, int(down) - reach, float(agreed[down, right])


def _affine(ours: Floats, theirs: Floats) -> Lay:
    """Turned, scaled and moved: the four corners of a code tell no more."""
    import numpy as np

    rows = np.array([row for x, y in ours for row in ((x, -y, 1, 0), (y, x, 0, 1))])
    a, b, right, down = np.linalg.lstsq(rows, theirs.ravel(), rcond=None)[0]
    return np.array([[a, -b, right], [b, a, down], [0, 0, 1]])


def _motion(ours: Floats, moved: Floats) -> Lay:
    """The motion that most places agree on."""
    import numpy as np

    motion = np.eye(3)
    for _ in range(4):
        if len(ours) < _FEWEST:
            break
        motion = _fitted(ours, moved, perspective=len(ours) >= _MANY)
        x, y, w = motion @ np.array([*ours.T, np.ones(len(ours))])
        off = np.hypot(x / w - moved[:, 0], y / w - moved[:, 1])
        near = off <= max(_FAR, 1.5 * float(np.median(off)))
        if near.all():
            break
        ours, moved = ours[near], moved[near]
    return motion


def _fitted(ours: Floats, moved: Floats, *, perspective: bool) -> Lay:
    """The motion by least squares, in thousands of pixels for the sums' sake."""
    import numpy as np

    scale = np.diag([1e-3, 1e-3, 1.0])
    rows = [row for (x, y), (u, v) in zip(ours * 1e-3, moved * 1e-3, strict=True) for row in (
        (x, y, 1, 0, 0, 0, -u * x, -u * y), (0, 0, 0, x, y, 1, -v * x, -v * y))]
    known = 8 if perspective else 6
    found = np.linalg.lstsq(np.array(rows)[:, :known], (moved * 1e-3).ravel(), rcond=None)[0]
    whole = np.array([*found, *(0,) * (8 - known), 1]).reshape(3, 3)
    motion: Lay = np.linalg.inv(scale) @ whole @ scale
    return motion
