"""Subsets: the part of a face that a document uses, as bytes to embed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field
from typing import Any

from reportgen.diagnostics import ReportError, Span
from reportgen.fonts.cuts import Cut, Glyph, with_cuts
from reportgen.fonts.face import Face
from reportgen.fonts.metrics import EM, vertical
from reportgen.fonts.problems import unusable
from reportgen.frozen import frozen

# What a reader of PDF needs (ISO 32000-1 9.9): no cmap, since codes are glyph ids.
_GLYF_TABLES = frozenset({"glyf", "loca", "head", "maxp", "hmtx", "hhea"})
_CFF_TABLES = frozenset({"CFF ", "head", "maxp", "hmtx", "hhea"})
# What a reader wants besides of a file that stands by itself: characters lead to glyphs.
_STANDALONE = frozenset({"cmap", "name", "OS/2", "post"})


@frozen
class FontProgram:
    """An embeddable font. `gid_of` leads from character to glyph of this program.

    `data` is a TrueType file, or the bare CFF table when `is_cff`; that table has numbers or names
    for its glyphs as its source had, and the numbers are those of `gid_of`. The bundled faces give
    every character a glyph of its own; a user's face may show two characters by one glyph, and then
    `gid_of` gives both the same number; `gid_of_cut` leads from a character with another advance.
    `vertical` is ascent, descent and height of capitals.
    """

    data: bytes
    gid_of: dict[str, int]
    is_cff: bool
    name: str
    vertical: tuple[int, int, int]
    gid_of_cut: dict[Cut, int] = field(default_factory=dict)


def subset(face: Face, chars: Iterable[str], cuts: Sequence[Cut] = ()) -> FontProgram:
    """The glyphs of `chars` out of `face`: the same characters always give the same bytes.

    `cuts`, of characters among them, come behind, in their order; a cubic face takes none.
    Raises `KeyError` for a character the face lacks: coverage is checked long before.
    """
    gids = _gids(face, chars)
    plan, small = _executed(face, gids)
    renumbered = plan.old_to_new_glyph_mapping
    gid_of = {ch: int(renumbered[gid]) for ch, gid in gids.items()}
    source = small.reference_table("CFF ") if face.is_cff else small.blob
    data, count = bytes(source.data), small.glyph_count
    if cuts:
        data = with_cuts(data, [
            Glyph(gid_of[cut.char], _units(face, cut.front), _units(face, cut.back))
            for cut in cuts
        ])
    return FontProgram(
        data, gid_of, face.is_cff, face.name, vertical(face.hb_face),
        {cut: count + i for i, cut in enumerate(cuts)},
    )


def glyphs_of(program: bytes) -> dict[int, int]:
    """The glyph of each code point that a font program has one for."""
    import uharfbuzz

    face = uharfbuzz.Face(program)
    glyph = uharfbuzz.Font(face).get_nominal_glyph
    return {code: gid for code in face.unicodes if (gid := glyph(code))}


def standalone(face: Face, chars: Iterable[str]) -> bytes:
    """A font file of `chars` out of `face`, TrueType or OpenType, in which characters are codes.

    The same characters always give the same bytes. Raises `KeyError` as `subset` does.
    """
    _, small = _executed(face, _gids(face, chars), _STANDALONE)
    return bytes(small.blob.data)


def _gids(face: Face, chars: Iterable[str]) -> dict[str, int]:
    gids: dict[str, int] = {}
    for ch in sorted(set(chars)):
        if not (gid := face.gid(ch)):
            raise KeyError(f"U+{ord(ch):04X} is not in {face.name}")
        gids[ch] = gid
    return gids


def _executed(
    face: Face, gids: Mapping[str, int], more: frozenset[str] = frozenset()
) -> tuple[Any, Any]:
    """The plan and the face made by it, with the tables `more` besides those of outlines."""
    import uharfbuzz

    try:
        plan = _plan(face, gids, more)
        return plan, plan.execute()
    except (uharfbuzz.HarfBuzzError, RuntimeError, ValueError) as error:
        found = unusable(face.path, "字形数据损坏", Span(str(face.path)))
        raise ReportError(found) from error


def _units(face: Face, width: int) -> int:
    return round(width * face.upem / EM)


def _plan(face: Face, gids: Mapping[str, int], more: frozenset[str]) -> Any:
    import uharfbuzz

    wanted = uharfbuzz.SubsetInput()
    wanted.glyph_set.update(sorted(set(gids.values())))
    if "cmap" in more:
        wanted.unicode_set.update(map(ord, gids))
    flags = uharfbuzz.SubsetFlags
    wanted.flags = (
        flags.NO_LAYOUT_CLOSURE | flags.NO_BIDI_CLOSURE | flags.NOTDEF_OUTLINE | flags.NO_HINTING
    )
    if face.is_cff:  # CID = glyph, whatever the charset of the source says; smaller packed so
        wanted.flags |= flags.CFF_IDENTITY_CHARSET | flags.DESUBROUTINIZE
    if face.hb_face.has_var_data:
        wanted.pin_all_axes_to_default(face.hb_face)
        if face.weight is not None:
            wanted.pin_axis_location(face.hb_face, "wght", face.weight)
    keep = (_CFF_TABLES if face.is_cff else _GLYF_TABLES) | more
    drop = (tag for tag in face.hb_face.table_tags if tag not in keep)
    wanted.drop_table_tag_set.update(int.from_bytes(tag.encode("ascii"), "big") for tag in drop)
    return uharfbuzz.SubsetPlan(face.hb_face, wanted)
