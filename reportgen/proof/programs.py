"""Embedded font programs, as far as it takes to tell one outline from another (OpenType 1.9).

A copy of a glyph with another advance (a composite of one part, moved) has the outline of that
part: two files draw the same where one has the copy and the other the glyph.
"""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Iterator
from functools import cached_property

from reportgen.fonts import glyphs_of

_WORDS, _XY, _MORE = 0x0001, 0x0002, 0x0020
_SCALED = 0x0008 | 0x0040 | 0x0080
_DEEPEST = 8
_DIGEST = 16


class Program:
    """A TrueType or OpenType file, or a bare CFF table. Raises `ValueError` for what is none."""

    def __init__(self, data: bytes | memoryview) -> None:
        self._data, self._tables = data, dict(_tables(data))
        self._cff = bytes(self._tables.get("CFF ", b"") or (data if data[:1] == b"\1" else b""))
        if not (self._cff or {"glyf", "loca", "head"} <= self._tables.keys()):
            raise ValueError("no outlines")
        self._known: dict[int, tuple[bytes, float]] = {}
        self._told: dict[int, tuple[bytes, float]] = {}

    def shape(self, gid: int) -> tuple[bytes, float]:
        """What tells a glyph's outline, and how far it is moved, in em.

        A reader moves an outline to the bearing that hmtx says, whatever its points say.
        """
        told = self._told.get(gid)
        if told is None:
            shape, moved = self._known[gid] = self._shape(gid, 0)
            told = self._told[gid] = shape, moved + self._bearing(gid)
        return told

    def box(self, gid: int) -> tuple[float, float, float, float] | None:
        """The box round a glyph in em, y upwards; None for a blank, and where CFF does not say."""
        if self._cff or not 0 <= gid < len(self._offsets) - 1:
            return None
        outline = self._outline(gid)
        if len(outline) < 10:
            return None
        left, low, right, high = (each / self._upem for each in
                                  struct.unpack_from(">4h", outline, 2))
        return left, low, right, high

    @cached_property
    def cmap(self) -> dict[int, int]:
        """Code points to glyphs."""
        return glyphs_of(bytes(self._data))

    def _bearing(self, gid: int) -> float:
        """How far the bearing of a glyph moves it."""
        if self._cff:
            return 0.0
        full, metrics = self._metrics
        at = 4 * gid + 2 if gid < full else 4 * full + 2 * (gid - full)
        said, outline = metrics[at : at + 2], self._outline(gid)
        if len(said) < 2 or len(outline) < 10 or said == (left := outline[2:4]):
            return 0.0
        return (int.from_bytes(said, "big", signed=True)
                - int.from_bytes(left, "big", signed=True)) / self._upem

    @cached_property
    def _metrics(self) -> tuple[int, bytes | memoryview]:
        """How many glyphs have a width of their own, and what hmtx says of all."""
        return (int.from_bytes(self._tables.get("hhea", b"")[34:36], "big"),
                self._tables.get("hmtx", b""))

    def _outline(self, gid: int) -> bytes | memoryview:
        offsets = self._offsets
        return self._glyf[offsets[gid] : offsets[gid + 1]]

    @cached_property
    def _glyf(self) -> bytes | memoryview:
        return self._tables["glyf"]

    @cached_property
    def _upem(self) -> int:
        return int.from_bytes(self._tables["head"][18:20], "big") or 1000

    @cached_property
    def _em(self) -> bytes:
        return b"%d " % self._upem

    @cached_property
    def _offsets(self) -> tuple[int, ...]:
        loca, long = self._tables["loca"], self._tables["head"][51]
        found = struct.unpack(f">{len(loca) // (4 if long else 2)}{'I' if long else 'H'}", loca)
        return found if long else tuple(2 * each for each in found)

    def _shape(self, gid: int, depth: int) -> tuple[bytes, float]:
        if gid in self._known:
            return self._known[gid]
        if self._cff:     # two subsets of the same characters are the same table
            return _digest(self._cff + gid.to_bytes(4, "big")), 0.0
        if depth > _DEEPEST or not 0 <= gid < len(self._offsets) - 1:
            raise ValueError(f"glyph {gid}")
        outline = self._outline(gid)
        if outline[:2] != b"\xff\xff":
            return _digest(self._em + bytes(outline).rstrip(b"\0")), 0.0
        parts = list(_parts(outline))
        if len(parts) == 1 and not parts[0][0] & _SCALED:
            flags, part, dx, dy, _ = parts[0]
            if flags & _XY and not dy:
                shape, moved = self._shape(part, depth + 1)
                return shape, moved + dx / self._upem
        told = b"".join(
            struct.pack(">4h", flags & ~_MORE & 0xFF, dx, dy, 0) + scale
            + self._part(part, depth + 1) for flags, part, dx, dy, scale in parts)
        return _digest(told), 0.0

    def _part(self, gid: int, depth: int) -> bytes:
        """The shape of a part, made once however many glyphs have it."""
        self._known[gid] = self._shape(gid, depth)
        return self._known[gid][0]


def _digest(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()[:_DIGEST]


def _tables(data: bytes | memoryview) -> Iterator[tuple[str, bytes | memoryview]]:
    if data[:4] not in (b"\0\1\0\0", b"true", b"OTTO"):
        return
    count = int.from_bytes(data[4:6], "big")
    try:
        for tag, _, at, length in struct.iter_unpack(">4s3I", data[12 : 12 + 16 * count]):
            yield tag.decode("latin-1"), data[at : at + length]
    except struct.error as error:
        raise ValueError("table directory") from error


def _parts(outline: bytes | memoryview) -> Iterator[tuple[int, int, int, int, bytes]]:
    """Flags, glyph, offset and scale of each part of a composite glyph."""
    at, flags = 10, _MORE
    while flags & _MORE:
        flags, gid = struct.unpack_from(">2H", outline, at)
        words = flags & _WORDS
        dx, dy = struct.unpack_from(">2h" if words else ">2b", outline, at + 4)
        at += 8 if words else 6
        size = 2 if flags & 0x0008 else 4 if flags & 0x0040 else 8 if flags & 0x0080 else 0
        yield flags, gid, dx, dy, bytes(outline[at : at + size])
        at += size
