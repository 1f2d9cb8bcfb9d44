"""One page in one face, set twice: as text of the face, and as its outlines drawn by hand.

The outlines are fontTools' reading of the file, so that nothing of ours stands between the two.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy
import pypdfium2
from fontTools.pens.basePen import BasePen
from fontTools.ttLib import TTFont
from support.papers import META

from reportgen.charts.record.drawing import Drawing, PathMark, PathOp
from reportgen.document.tree import Document
from reportgen.fonts import Face, FontLibrary
from reportgen.layout.pages import Element, GlyphRun, Item, Marked, Page, Pages, Picture
from reportgen.writers.pdf.write import write_pdf

WIDTH, HEIGHT, SIZE, LEFT, TOP, PITCH = 595.28, 841.89, 20.0, 60.0, 100.0, 30.0
DARK = 96     # of 255: further apart than smoothing puts the same edge


def as_text(face: Face, lines: Sequence[str]) -> bytes:
    """The lines as glyph runs."""
    items = []
    for i, line in enumerate(lines):
        advances = face.advances(line)
        width = sum(advances) * SIZE / 1000
        items.append(GlyphRun(face.key, SIZE, LEFT, TOP + PITCH * i, line, width))
    return _written(items, FontLibrary({face.key: face}, {}))


def as_outlines(
    path: Path, lines: Sequence[str], *, index: int = 0, rise: float = 0.0, **location: float,
) -> bytes:
    """The same lines as filled paths, lifted by `rise` of the em."""
    items = []
    with TTFont(path, fontNumber=index, lazy=True) as font:
        glyphs, cmap = font.getGlyphSet(location=location or None), font.getBestCmap()
        k = SIZE / font["head"].unitsPerEm
        for i, line in enumerate(lines):
            ops: list[PathOp] = []
            x = 0.0
            for ch in line:
                name = cmap[ord(ch)]
                glyphs[name].draw(_Pen(glyphs, ops, x, rise * SIZE, k))
                x += glyphs[name].width * k
            drawing = Drawing(WIDTH, SIZE, (PathMark(tuple(ops), (0.0, 0.0, 0.0)),))
            items.append(Picture(LEFT, TOP + PITCH * i - SIZE, 1.0, drawing))
    return _written(items, FontLibrary({}, {}))


class _Pen(BasePen):  # type: ignore[misc]
    """Writes our path operations; fontTools raises quadratic curves to cubic ones."""

    def __init__(self, glyphs: Any, ops: list[PathOp], x: float, y: float, k: float) -> None:
        super().__init__(glyphs)
        self._ops, self._x, self._y, self._k = ops, x, y, k

    def _add(self, letter: str, *points: tuple[float, float]) -> None:
        flat = [v for x, y in points for v in (self._x + x * self._k, self._y + y * self._k)]
        self._ops.append((letter, *flat))

    def _moveTo(self, pt: tuple[float, float]) -> None:
        self._add("M", pt)

    def _lineTo(self, pt: tuple[float, float]) -> None:
        self._add("L", pt)

    def _curveToOne(self, *points: tuple[float, float]) -> None:
        self._add("C", *points)

    def _closePath(self) -> None:
        self._add("Z")


def _written(items: Sequence[Item], library: FontLibrary) -> bytes:
    root = Element("Document")
    marked = tuple(
        Marked(Element("P", root), (item,)) if isinstance(item, GlyphRun)
        else Marked(Element("Figure", root, alt="轮廓"), (item,))
        for item in items
    )
    return write_pdf(Pages((Page(1, WIDTH, HEIGHT, marked),), root), Document(META, ()), library)


def pixels(pdf: bytes, scale: float = 3.0) -> Any:
    """The first page in grey, as pdfium paints it."""
    page = pypdfium2.PdfDocument(pdf)[0]
    return numpy.asarray(page.render(scale=scale, grayscale=True).to_pil(), dtype=int)


def text_of(pdf: bytes) -> list[str]:
    """The lines of the first page, as pdfium reads them."""
    page = pypdfium2.PdfDocument(pdf)[0]
    return str(page.get_textpage().get_text_range()).splitlines()


def differing(one: bytes, other: bytes) -> float:
    """Of the pixels that are inked in either page, the share that are plainly not alike."""
    a, b = pixels(one), pixels(other)
    inked = int(((a < 255) | (b < 255)).sum())
    return float((abs(a - b) > DARK).sum() / inked)
