"""Glyphs again, with another advance: what a mark becomes where half of its square goes.

A reader of PDF finds words by comparing where a glyph stands with where the one before it ends, by
its advance. A squeezed comma ends behind the place where the next character begins; a copy of half
the advance ends there. The copies are composite glyphs (OpenType 1.9, glyf): eighteen bytes each,
and no outline twice.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from itertools import chain
from typing import NamedTuple

_WORDS_XY = 0x0003      # the arguments are words, and an offset
_SHORT_END = 0x20000    # short offsets of loca reach no further


class Cut(NamedTuple):
    """A character, with what its advance gains before and behind its ink, in 1/1000 em."""

    char: str
    front: int = 0
    back: int = 0


class Glyph(NamedTuple):
    """A glyph, with what it gains, in font units."""

    gid: int
    front: int
    back: int


class _Table(NamedTuple):
    """A table and the sum of its words, so far as it is known."""

    data: bytes
    sum: int | None = None


def with_cuts(program: bytes, cuts: Sequence[Glyph]) -> bytes:
    """A TrueType program with these glyphs behind its own, in their order."""
    tables = _tables(program)
    head, maxp, hhea = (bytearray(tables[tag].data) for tag in ("head", "maxp", "hhea"))
    count, = struct.unpack_from(">H", maxp, 4)
    metrics = _metrics(tables["hmtx"].data, struct.unpack_from(">H", hhea, 34)[0], count)
    offsets = _offsets(tables["loca"].data, long=bool(head[51]))
    outlines = tables["glyf"]
    glyf = outlines.data + bytes(-len(outlines.data) % 4)
    offsets[-1], copies = len(glyf), b""
    for gid, front, back in cuts:
        advance, bearing = metrics[gid]
        outline = glyf[offsets[gid] : offsets[gid + 1]]
        copies += _composite(outline, gid, front)
        offsets.append(len(glyf) + len(copies))
        metrics.append((max(0, advance + front + back), bearing + front if outline else 0))
    long = bool(head[51]) or offsets[-1] >= _SHORT_END
    struct.pack_into(">h", head, 50, long)
    struct.pack_into(">H", maxp, 4, len(metrics))
    _admit_composites(maxp)
    struct.pack_into(">H", hhea, 10, max(wide for wide, _ in metrics))
    struct.pack_into(">H", hhea, 34, len(metrics))
    places = offsets if long else [offset // 2 for offset in offsets]
    return _file(program[:4], {
        **tables,
        "glyf": _Table(glyf + copies, (outlines.sum or 0) + _sum(copies)),
        "loca": _Table(struct.pack(f">{len(places)}{'I' if long else 'H'}", *places)),
        "hmtx": _Table(struct.pack(">" + "Hh" * len(metrics), *chain.from_iterable(metrics))),
        "head": _Table(bytes(head[:8] + bytes(4) + head[12:])),
        "maxp": _Table(bytes(maxp)), "hhea": _Table(bytes(hhea)),
    })


def _tables(program: bytes) -> dict[str, _Table]:
    count, = struct.unpack_from(">H", program, 4)
    return {
        tag.decode("latin-1"): _Table(program[at : at + length], known)
        for tag, known, at, length in struct.iter_unpack(">4s3I", program[12 : 12 + 16 * count])
    }


def _metrics(hmtx: bytes, long: int, count: int) -> list[tuple[int, int]]:
    """Advance and left side bearing of every glyph; the last advance serves the rest."""
    found = list(struct.iter_unpack(">Hh", hmtx[: 4 * long]))
    bearings = struct.unpack_from(f">{count - long}h", hmtx, 4 * long)
    return found + [(found[-1][0], bearing) for bearing in bearings]


def _offsets(loca: bytes, *, long: bool) -> list[int]:
    found = struct.unpack(f">{len(loca) // (4 if long else 2)}{'I' if long else 'H'}", loca)
    return list(found) if long else [2 * offset for offset in found]


def _composite(outline: bytes, gid: int, front: int) -> bytes:
    """A glyph that is another one, moved; a blank stays one."""
    if not outline:
        return b""
    left, low, right, high = struct.unpack_from(">4h", outline, 2)
    box = struct.pack(">5h", -1, left + front, low, right + front, high)
    return box + struct.pack(">HHhh", _WORDS_XY, gid, front, 0) + b"\0\0"    # a multiple of four


def _admit_composites(maxp: bytearray) -> None:
    """What the limits of the font say of glyphs made of others."""
    points, contours, more_points, more_contours = struct.unpack_from(">4H", maxp, 6)
    struct.pack_into(">2H", maxp, 10, max(points, more_points), max(contours, more_contours))
    parts, depth = struct.unpack_from(">2H", maxp, 28)
    struct.pack_into(">2H", maxp, 28, max(parts, 1), depth + 1)


def _file(kind: bytes, tables: dict[str, _Table]) -> bytes:
    """A font file of these tables, with its sums (OpenType 1.9, Table Directory)."""
    top = 1 << (len(tables).bit_length() - 1)
    directory = kind + struct.pack(
        ">4H", len(tables), 16 * top, top.bit_length() - 1, 16 * (len(tables) - top))
    start = len(directory) + 16 * len(tables)
    body, total, head = bytearray(), 0, 0
    for tag, (data, known) in sorted(tables.items()):
        padded = data + bytes(-len(data) % 4)
        own = (_sum(padded) if known is None else known) & 0xFFFFFFFF
        place = start + len(body)
        directory += struct.pack(">4s3I", tag.encode("latin-1"), own, place, len(data))
        head = place if tag == "head" else head
        body += padded
        total += own
    whole = bytearray(directory + body)
    struct.pack_into(">I", whole, head + 8, (0xB1B0AFBA - total - _sum(directory)) & 0xFFFFFFFF)
    return bytes(whole)


def _sum(data: bytes) -> int:
    """The sum of the words of four bytes."""
    numbers: tuple[int, ...] = struct.unpack(f">{len(data) // 4}I", data)
    return sum(numbers)
