"""Composite fonts of a PDF (ISO 32000-1 9.7): what each code shows, how wide, by which outline."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

import pikepdf

from reportgen.proof.pdf.text import Font
from reportgen.proof.programs import Program

_RANGE = re.compile(rb"<([0-9A-Fa-f]{4})><([0-9A-Fa-f]{4})>(\d+)")
_TAG = re.compile(r"^[A-Z]{6}\+")


class Shown(NamedTuple):
    """What a code shows: its character, its advance and how far its ink is moved, both in em."""

    text: str
    advance: float
    moved: float
    shape: bytes


class PdfFace:
    """One embedded composite font; `ValueError` for any other."""

    def __init__(self, font: Any) -> None:
        self._text = Font(font)
        if self._text.width != 2:
            raise ValueError("a simple font")
        descendant = font.DescendantFonts[0]
        self.name = _TAG.sub("", str(font.BaseFont).removeprefix("/"))
        descriptor = descendant.FontDescriptor
        file = descriptor.get("/FontFile2", descriptor.get("/FontFile3"))
        self._program = Program(file.read_bytes())
        glyphs = descendant.get("/CIDToGIDMap")
        self._glyphs = glyphs.read_bytes() if isinstance(glyphs, pikepdf.Stream) else None
        self._widths = dict(_widths(descendant.get("/W", ())))
        self._usual = float(descendant.get("/DW", 1000))
        encoding = font.Encoding
        self._cids = dict(_cids(encoding.read_bytes())) \
            if isinstance(encoding, pikepdf.Stream) else None
        self._known: dict[bytes, Shown] = {}

    def shown(self, codes: bytes) -> Iterator[Shown]:
        """What a string shows, code by code."""
        for at in range(0, len(codes), 2):
            code = codes[at : at + 2]
            if code not in self._known:
                self._known[code] = self._look(code)
            yield self._known[code]

    def _look(self, code: bytes) -> Shown:
        cid = number = int.from_bytes(code, "big")
        if self._cids is not None:
            cid = self._cids.get(number, 0)
        gid = cid
        if self._glyphs is not None:
            gid = int.from_bytes(self._glyphs[2 * cid : 2 * cid + 2], "big")
        shape, moved = self._program.shape(gid)
        advance = self._widths.get(cid, self._usual) / 1000
        return Shown(self._text.text(code), advance, moved, shape)


def _widths(array: Any) -> Iterator[tuple[int, float]]:
    """The W array, in the form in which first CIDs have arrays of widths."""
    entries = iter(array)
    for first in entries:
        for at, width in enumerate(next(entries, ())):
            yield int(first) + at, float(width)


def _cids(cmap: bytes) -> Iterator[tuple[int, int]]:
    for block in cmap.split(b"begincidrange")[1:]:
        for low, high, cid in _RANGE.findall(block.partition(b"endcidrange")[0]):
            first = int(low, 16)
            for code in range(first, min(int(high, 16), first + 0xFFFF) + 1):
                yield code, int(cid) + code - first
