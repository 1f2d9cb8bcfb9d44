"""Fonts of a PDF (ISO 32000-1 9.7): what each code shows, how wide, by which outline; and whether
that outline is the character that the file says."""

from __future__ import annotations

import re
import struct
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any, NamedTuple

import pikepdf

from reportgen.proof.pdf.text import Font
from reportgen.proof.programs import Program

_RANGE = re.compile(rb"<([0-9A-Fa-f]{4})><([0-9A-Fa-f]{4})>(\d+)")
_TAG = re.compile(r"^[A-Z]{6}\+")
Judge = Callable[[str, str, bytes], str]     # face, character, outline: what is wrong, or nothing


class Shown(NamedTuple):
    """What a code shows: its character, its advance and how far its ink is moved, both in em."""

    text: str
    advance: float
    moved: float
    shape: bytes
    doubt: str = ""         # what is seen instead, in words


class Faces:
    """The fonts of a file, each read once; those that are not followed show their text alone."""

    def __init__(self, judge: Judge = lambda *_: "") -> None:
        self._judge = judge
        self._known: dict[tuple[int, int], PdfFace] = {}

    def of(self, font: Any) -> PdfFace:
        """The face that a font dictionary describes."""
        key = font.objgen
        if key not in self._known or key == (0, 0):
            self._known[key] = PdfFace(font, self._judge)
        return self._known[key]


class PdfFace:
    """One font. `strange` says why its outlines are not known: only a composite font's are."""

    def __init__(self, font: Any, judge: Judge) -> None:
        self._text, self._judge = Font(font), judge
        self._known: dict[bytes, Shown] = {}
        self.name, self.strange = _TAG.sub("", str(font.get("/BaseFont", ""))[1:]), ""
        try:
            self._follow(font)
        except (ValueError, TypeError, KeyError, AttributeError, IndexError, struct.error) as error:
            self.strange = f"font {self.name} {error}"

    def _follow(self, font: Any) -> None:
        descendant = font.DescendantFonts[0]
        descriptor = descendant.FontDescriptor
        file = descriptor.get("/FontFile2", descriptor.get("/FontFile3"))
        self._program = _program(file.read_bytes())
        glyphs = descendant.get("/CIDToGIDMap")
        self._glyphs = glyphs.read_bytes() if isinstance(glyphs, pikepdf.Stream) else None
        self._widths = dict(_widths(descendant.get("/W", ())))
        self._usual = float(descendant.get("/DW", 1000))
        encoding = font.Encoding
        if not isinstance(encoding, pikepdf.Stream) and encoding != "/Identity-H":
            raise ValueError(str(encoding))
        self._cids = dict(_cids(encoding.read_bytes())) \
            if isinstance(encoding, pikepdf.Stream) else None

    def shown(self, codes: bytes) -> list[Shown]:
        """What a string shows, code by code."""
        step, known = self._text.width, self._known
        each = [codes[at : at + step] for at in range(0, len(codes), step)]
        for code in each:
            if code not in known:
                known[code] = self._look(code)
        return [known[code] for code in each]

    def _look(self, code: bytes) -> Shown:
        text = self._text.text(code)
        if self.strange:
            return Shown(text, 0.0, 0.0, b"")
        cid = number = int.from_bytes(code, "big")
        if self._cids is not None:
            cid = self._cids.get(number, 0)
        gid = cid
        if self._glyphs is not None:
            gid = int.from_bytes(self._glyphs[2 * cid : 2 * cid + 2], "big")
        try:
            shape, moved = self._program.shape(gid)
        except (ValueError, IndexError, struct.error):
            shape, moved = b"", 0.0      # no glyph of this number: an empty box
        advance = self._widths.get(cid, self._usual) / 1000
        return Shown(text, advance, moved, shape, self._judge(self.name, text, shape))


@lru_cache(maxsize=16)
def _program(data: bytes) -> Program:
    """A file is read for more than one proof."""
    return Program(data)


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
