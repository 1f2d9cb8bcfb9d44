"""Reads a finished PDF back: every character with its place, line by line (by pdfminer).

A glyph may be shown by a copy that ends earlier or later, so that readers see no gap behind it.
Here it counts as the glyph that it is a copy of; which one, fontTools reads in the program.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pikepdf
from fontTools.ttLib import TTFont
from pdfminer.converter import PDFLayoutAnalyzer
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage

_PAGE_HEIGHT = 841.89


@dataclass(frozen=True, slots=True)
class Char:
    """One character: where its origin stands (points from the page's left and top edge)."""

    text: str
    x: float
    y: float
    size: float
    advance: float     # of the face, in ems

    @property
    def east(self) -> bool:
        """Whether it is set in a square of its own."""
        return ord(self.text) >= 0x2E80 or self.text in "“”‘’—…"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of one page."""

    page: int
    y: float
    chars: tuple[Char, ...]

    @property
    def text(self) -> str:
        """The line as printed."""
        return "".join(char.text for char in self.chars)


def rows(pdf: bytes, *, size: float | None = None) -> list[Row]:
    """All lines of a file, in the order of its pages; only those set in `size`, if given."""
    found = []
    originals, resources = _originals(pdf), PDFResourceManager()
    for number, page in enumerate(PDFPage.get_pages(io.BytesIO(pdf)), 1):
        device = _Device(resources, originals)
        PDFPageInterpreter(resources, device).process_page(page)
        chars = device.chars
        if size is not None:
            chars = [char for char in chars if abs(char.size - size) < 0.01]
        found += _rows(number, chars)
    return found


_Originals = Mapping[str, Mapping[int, tuple[float, float]]]


class _Device(PDFLayoutAnalyzer):  # type: ignore[misc]
    """Keeps every character that a page shows."""

    def __init__(self, resources: PDFResourceManager, originals: _Originals) -> None:
        super().__init__(resources)
        self.chars: list[Char] = []
        self._originals = originals

    def receive_layout(self, ltpage: Any) -> None:
        """Nothing is made of boxes and lines."""

    def render_char(
        self, matrix: Any, font: Any, fontsize: float, scaling: float, rise: float, cid: int,
        ncs: Any, graphicstate: Any,
    ) -> float:
        """One character; the advance in points moves the pen."""
        width = font.char_width(cid)
        moved, advance = self._originals.get(font.basefont, {}).get(cid, (0.0, width))
        x, y = float(matrix[4]) + moved * fontsize, _PAGE_HEIGHT - float(matrix[5])
        text = "".join(font.to_unichr(cid))
        self.chars.append(Char(text, x, y, float(fontsize), float(advance)))
        return float(width * fontsize * scaling)


def _originals(pdf: bytes) -> _Originals:
    """Of every font, the codes that show copies: how far the original's origin lies from the
    copy's, and its advance, in ems."""
    with pikepdf.open(io.BytesIO(pdf)) as file:
        fonts = {
            str(each.BaseFont)[1:]: each for each in file.objects
            if isinstance(each, pikepdf.Dictionary)
            and isinstance(each.get("/CIDToGIDMap"), pikepdf.Stream)
        }
        return {
            name: _copies(font.FontDescriptor.FontFile2.read_bytes(), font.CIDToGIDMap.read_bytes())
            for name, font in fonts.items()
        }


def _copies(program: bytes, gids: bytes) -> dict[int, tuple[float, float]]:
    found = {}
    with TTFont(io.BytesIO(program), lazy=True) as font:
        glyphs, metrics, em = font["glyf"], font["hmtx"], font["head"].unitsPerEm
        for cid in range(len(gids) // 2):
            name = font.getGlyphName(int.from_bytes(gids[2 * cid : 2 * cid + 2], "big"))
            glyph = glyphs[name]
            if glyph.isComposite() and len(glyph.components) == 1:
                part = glyph.components[0]
                found[cid] = part.x / em, metrics[part.glyphName][0] / em
    return found


def _rows(page: int, chars: Sequence[Char]) -> list[Row]:
    """Characters of one baseline, in the order in which the page draws them."""
    lines: list[list[Char]] = []
    for char in chars:
        if lines and abs(lines[-1][-1].y - char.y) < 0.5:
            lines[-1].append(char)
        else:
            lines.append([char])
    return [Row(page, line[0].y, tuple(line)) for line in lines]
