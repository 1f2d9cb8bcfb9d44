"""One face of one font file: which characters it has, how wide they are, what they look like."""

from __future__ import annotations

import hashlib
import math
import mmap
import struct
from collections.abc import Iterator
from functools import cache, cached_property
from itertools import cycle
from pathlib import Path
from typing import Any

from reportgen.fonts.metrics import BOX_ASCENT, EM, ascent_of_box
from reportgen.world import PACKAGED, World

PathOp = tuple[str | float, ...]
Box = tuple[int, int, int, int]


class FontFile:
    """A font file, in the world it lies in."""

    def __init__(self, path: Path, world: World) -> None:
        self._path, self._world = path, world

    def blob(self) -> Any:
        """Its bytes for HarfBuzz: mapped where it lies on a disk, else read."""
        import uharfbuzz

        place = self._world.on_disk(self._path)
        if place is not None:
            return uharfbuzz.Blob.from_file_path(str(place))
        return uharfbuzz.Blob(self._world.read(self._path))

    def data(self) -> memoryview:
        """Its bytes for whoever reads some: mapped where it lies on a disk, else read."""
        if self._world.on_disk(self._path) is None:
            return memoryview(self._world.read(self._path))
        with self._world.open(self._path) as file:
            return memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))

    @cached_property
    def digest(self) -> str:
        """The SHA-256 of it."""
        digest = hashlib.sha256()
        with self._world.open(self._path) as file:
            while block := file.read(1 << 20):
                digest.update(block)
        return digest.hexdigest()


class Face:
    """A face. The file is mapped when a character is first asked for, and never wholly read.

    `key` is how pages name the face, `name` its PostScript name. `index` chooses a face of a
    collection (TTC), `weight` a place on the axis of a variable font. `own` marks a face that the
    user brings, `label` is what it is called then. Everything per character is remembered, since a
    report asks for the same two thousand characters again and again.
    """

    def __init__(
        self, key: str, path: Path, index: int = 0, *, weight: float | None = None,
        own: bool = False, label: str = "", world: World = PACKAGED,
    ) -> None:
        self.key = key
        self.path = path
        self.index = index
        self.weight = weight
        self.own = own
        self.label = label
        self.file = FontFile(path, world)
        self._gids: dict[str, int] = {}
        self._advances: dict[str, int] = {}
        self._outlines: dict[str, tuple[PathOp, ...]] = {}

    def __repr__(self) -> str:
        return f"Face({self.key!r})"

    @cached_property
    def hb_face(self) -> Any:
        """The HarfBuzz face, for the subsetter in this package only."""
        import uharfbuzz

        return uharfbuzz.Face(self.file.blob(), self.index)

    @cached_property
    def _font(self) -> Any:
        import uharfbuzz

        font = uharfbuzz.Font(self.hb_face)
        if self.weight is not None:
            font.set_variations({"wght": self.weight})
        return font

    @cached_property
    def name(self) -> str:
        """The PostScript name (name record 6)."""
        return str(self.hb_face.get_name(6) or self.key)

    @cached_property
    def upem(self) -> int:
        """Font units to the em, as the file has it."""
        return int(self.hb_face.upem)

    @cached_property
    def is_cff(self) -> bool:
        """Whether outlines are cubic (CFF), which PDF embeds in another way than glyf."""
        return "CFF " in self.hb_face.table_tags

    @cached_property
    def bbox(self) -> Box:
        """The box around all glyphs, from the head table."""
        head = bytes(self.hb_face.reference_table("head").data)
        return self._outward(*struct.unpack(">4h", head[36:44]))

    @cached_property
    def rise(self) -> int:
        """How far its glyphs are lifted, so that its Han box lies where pages want it.

        Outlines and ink below are those of the lifted glyph; the embedded program has the original.
        """
        if not self.own or not self.has("国"):
            return 0     # the bundled faces are built so, and Western letters keep the baseline
        return BOX_ASCENT - ascent_of_box(self.hb_face, self._font)

    def gid(self, ch: str) -> int:
        """The glyph of a character; 0 when the face lacks it."""
        try:
            return self._gids[ch]
        except KeyError:
            gid = int(self._font.get_nominal_glyph(ord(ch)) or 0)
            if gid >= self._count:     # a damaged file may name glyphs it does not have
                gid = 0
            self._gids[ch] = gid
            return gid

    @cached_property
    def _count(self) -> int:
        return int(self.hb_face.glyph_count)

    def has(self, ch: str) -> bool:
        """Whether the face has the character."""
        return self.gid(ch) != 0

    def advance(self, ch: str) -> int:
        """The advance width in 1/1000 em; 0 when the face lacks the character."""
        try:
            return self._advances[ch]
        except KeyError:
            gid = self.gid(ch)
            units = self._font.get_glyph_h_advance(gid) if gid else 0
            advance = self._advances[ch] = round(units * EM / self.upem)
            return advance

    def advances(self, text: str) -> list[int]:
        """The advance of each character."""
        known = self._advances
        try:
            return [known[ch] for ch in text]
        except KeyError:
            return [self.advance(ch) for ch in text]

    def outline(self, ch: str) -> tuple[PathOp, ...]:
        """The outline as neutral path operations in 1/1000 em, y upwards; () for a blank."""
        if ch not in self._outlines:
            gid = self.gid(ch)
            ops: list[PathOp] = []
            if gid:
                self._font.draw_glyph(gid, _pens(), ops)
            plain = self.upem == EM and not self.own      # whole numbers, as they are
            self._outlines[ch] = tuple(
                ops if plain else _scaled(ops, EM / self.upem, self.rise))
        return self._outlines[ch]

    def ink(self, ch: str) -> Box | None:
        """The box around the ink in 1/1000 em, rounded outwards; None for a blank or missing."""
        gid = self.gid(ch)
        extents = self._font.get_glyph_extents(gid) if gid else None
        if extents is None or not extents.width or not extents.height:
            return None
        left, top = extents.x_bearing, extents.y_bearing
        box = self._outward(left, top + extents.height, left + extents.width, top)
        return box[0], box[1] + self.rise, box[2], box[3] + self.rise

    def _outward(self, xmin: float, ymin: float, xmax: float, ymax: float) -> Box:
        k = EM / self.upem
        return math.floor(xmin * k), math.floor(ymin * k), math.ceil(xmax * k), math.ceil(ymax * k)


@cache
def _pens() -> Any:
    """What HarfBuzz draws with: path operations in font units, put into a list."""
    import uharfbuzz

    pens = uharfbuzz.DrawFuncs()
    pens.set_move_to_func(lambda x, y, ops: ops.append(("M", x, y)))
    pens.set_line_to_func(lambda x, y, ops: ops.append(("L", x, y)))
    pens.set_quadratic_to_func(lambda *op: op[-1].append(("Q", *op[:-1])))
    pens.set_cubic_to_func(lambda *op: op[-1].append(("C", *op[:-1])))
    pens.set_close_path_func(lambda ops: ops.append(("Z",)))
    return pens


def _scaled(ops: list[PathOp], scale: float, rise: int) -> Iterator[PathOp]:
    """Path operations in 1/1000 em."""
    for letter, *at in ops:
        yield letter, *(round(float(value) * scale + lift, 3)
                        for value, lift in zip(at, cycle((0, rise)), strict=False))
