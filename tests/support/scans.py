"""Scans that never were: pages as a scanner or a telephone makes them, from a seed."""

from __future__ import annotations

import io
import random
from collections.abc import Callable, Sequence
from math import cos, radians, sin

import numpy as np
import pypdfium2
from PIL import Image, ImageChops, ImageDraw, ImageFilter

Way = Callable[[Image.Image, random.Random], Image.Image]
RED = (214, 50, 50)
Move = Callable[[float, float], tuple[float, float]]


def rendered(pdf: bytes, dpi: int) -> list[Image.Image]:
    """The pages of a PDF as pictures."""
    document = pypdfium2.PdfDocument(pdf)
    pages = [page.render(scale=dpi / 72).to_pil().convert("RGB") for page in document]
    document.close()
    return pages


def encoded(page: Image.Image, kind: str = "PNG") -> bytes:
    """A picture as a file."""
    out = io.BytesIO()
    page.save(out, kind)
    return out.getvalue()


def flat(page: Image.Image, rng: random.Random) -> Image.Image:
    """As a flat-bed scanner makes it: a seal or holes on it, askew, noisy, grey or not, JPEG."""
    if rng.random() < 0.5:
        page = sealed(page, rng)
    draw = ImageDraw.Draw(page)
    for _ in range(rng.randrange(3)):      # holes of staples
        x, y = rng.uniform(0, page.width), rng.uniform(0, page.height)
        draw.ellipse((x - 3, y - 3, x + 3, y + 3), fill=(20, 20, 20))
    if rng.random() < 0.4:
        page = page.convert("L")
    page = page.rotate(rng.uniform(-2, 2), fillcolor="white", resample=Image.Resampling.BICUBIC)
    levels = np.asarray(page, float) * rng.uniform(0.8, 1) + rng.uniform(0, 30)
    return _compressed(_noisy(levels, 10, rng), rng.choice((40, 60, 80)))


def plain(page: Image.Image, rng: random.Random) -> Image.Image:
    """As a flat-bed scanner makes it, with nothing on it: askew, stretched, noisy, JPEG."""
    page = page.rotate(rng.uniform(-1.5, 1.5), fillcolor="white",
                       resample=Image.Resampling.BICUBIC)
    wide, high = rng.uniform(0.985, 1.01), rng.uniform(0.985, 1.01)
    page = page.resize((round(page.width * wide), round(page.height * high)),
                       Image.Resampling.BICUBIC)
    levels = np.asarray(page, float) * rng.uniform(0.85, 1) + rng.uniform(0, 25)
    return _compressed(_noisy(levels, 10, rng), 70)


def grey(page: Image.Image, rng: random.Random) -> Image.Image:
    """The same in grey."""
    return plain(page.convert("L"), rng)


def telephone(page: Image.Image, rng: random.Random) -> Image.Image:
    """As a telephone makes it, with nothing on it."""
    return photographed(page, rng, plain)


def photographed(page: Image.Image, rng: random.Random, first: Way = flat) -> Image.Image:
    """As a telephone makes it: seen at an angle, with shade across it, blurred, as JPEG."""
    page = first(page, rng)
    width, height = page.size
    most = 0.06 * width * rng.uniform(0.5, 1.5)
    near, far = (lambda: rng.uniform(0, most)), (lambda size: size - rng.uniform(0, most))
    corners = [(near(), near()), (far(width), near()), (far(width), far(height)),
               (near(), far(height))]
    page = page.transform(
        page.size, Image.Transform.PERSPECTIVE, _perspective(corners, width, height),
        Image.Resampling.BICUBIC, fillcolor="gray")
    levels = np.asarray(page, float) * 0.9
    shade = (np.linspace(rng.uniform(0.4, 1), 1, width)[None, :]
             * np.linspace(1, rng.uniform(0.5, 1), height)[:, None])
    levels *= shade if levels.ndim == 2 else shade[:, :, None]
    blurred = _noisy(levels, 8, rng).filter(ImageFilter.GaussianBlur(rng.uniform(0.3, 1.2)))
    return _compressed(blurred, 60)


def sealed(page: Image.Image, rng: random.Random) -> Image.Image:
    """A red seal of 40 mm, more or less over one of the corners where codes stand."""
    width, height = page.size
    x, y = rng.choice([(0.1, 0.93), (0.85, 0.93), (0.15, 0.08), (0.85, 0.08)])
    x, y = (x + rng.uniform(-0.05, 0.05)) * width, (y + rng.uniform(-0.03, 0.03)) * height
    r = width * 0.095
    ink = Image.new("RGB", page.size, "white")
    draw = ImageDraw.Draw(ink)
    draw.ellipse((x - r, y - r, x + r, y + r), outline=RED, width=max(2, round(width / 175)))
    star = [(x, y - r / 3), (x + r / 5, y + r / 4), (x - r / 3, y - r / 9),
            (x + r / 3, y - r / 9), (x - r / 5, y + r / 4)]
    draw.polygon(star, fill=RED)
    return ImageChops.multiply(page, ink)


def _noisy(levels: np.ndarray, much: float, rng: random.Random) -> Image.Image:
    noise = np.random.default_rng(rng.randrange(2**32)).normal(0, much, levels.shape)
    return Image.fromarray((levels + noise).clip(0, 255).astype("uint8"))


def _compressed(page: Image.Image, quality: int) -> Image.Image:
    out = io.BytesIO()
    page.save(out, "JPEG", quality=quality)
    return Image.open(out)


def _perspective(
    corners: list[tuple[float, float]], width: float, height: float
) -> list[float]:
    """The eight coefficients that lead from `corners` back to the whole picture."""
    targets = [(0.0, 0.0), (width, 0.0), (width, height), (0.0, height)]
    rows = []
    for (x, y), (u, v) in zip(corners, targets, strict=True):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
    found = np.linalg.solve(np.array(rows, float), np.array(targets).reshape(8))
    return [float(value) for value in found]


def bound(pages: Sequence[Image.Image], kind: str = "TIFF", dpi: int = 200, **how: object) -> bytes:
    """Pages as one file, as a scanner with a feeder makes it."""
    out, (first, *others) = io.BytesIO(), [page.copy() for page in pages]    # Pillow marks them
    told = {"resolution": dpi} if kind == "PDF" else {"dpi": (dpi, dpi)}
    more = {"save_all": True, "append_images": others} if kind in ("TIFF", "PDF") else {}
    first.save(out, kind, **more, **told, **how)
    return out.getvalue()


def askew(page: Image.Image, rng: random.Random) -> tuple[Image.Image, Move]:
    """A page as the feeder draws it in: shifted, turned a little, stretched, noisy, under a seal.

    What was done comes with it: where a point of the page (pixels) has gone.
    """
    width, height = page.size
    turn, stretch = radians(rng.uniform(-2, 2)), rng.uniform(0.99, 1.01)
    x, y = (rng.uniform(-0.02, 0.02) * width for _ in range(2))
    a, b = stretch * cos(turn), stretch * sin(turn)
    e = width / 2 + x - a * width / 2 + b * height / 2
    f = height / 2 + y - b * width / 2 - a * height / 2
    m, n = a / (a * a + b * b), b / (a * a + b * b)
    back = (m, n, -m * e - n * f, -n, m, n * e - m * f)
    moved = sealed(page.copy(), rng).transform(
        page.size, Image.Transform.AFFINE, back, Image.Resampling.BICUBIC, fillcolor="white")
    scan = _noisy(np.asarray(moved, float) * 0.92, 8, rng)
    return scan, lambda u, v: (a * u - b * v + e, b * u + a * v + f)
