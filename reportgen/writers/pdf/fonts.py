"""Type0 fonts (ISO 32000-1 9.7): one per face, Identity-H, subset, with an exact ToUnicode."""

from __future__ import annotations

import hashlib

from reportgen.fonts import Face, FontLibrary, FontProgram, subset
from reportgen.writers.pdf.archive import Archive, Raw, Stream
from reportgen.writers.pdf.codes import Codes

_PER_BLOCK = 100     # entries of one bfchar block (Adobe technical note 5014)
_DEFAULT_WIDTH = 1000


def add_fonts(archive: Archive, codes: Codes, library: FontLibrary) -> None:
    """Embed every face in use and fill the font dictionary of all pages."""
    entries = []
    for key, cids in codes.of.items():
        number = _font(archive, library.face(key), cids)
        entries.append(b"/%s %d 0 R" % (codes.resource[key].encode(), number))
    archive.fonts.data = b"<<" + b"".join(entries) + b">>"


def _font(archive: Archive, face: Face, cids: dict[str, int]) -> int:
    program = subset(face, cids)
    name = f"{_tag(program.data)}+{program.name}".encode()
    descendant = archive.add(Raw(
        b"<</Type/Font/Subtype/%s/BaseFont/%s"
        b"/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
        b"/FontDescriptor %d 0 R/DW %d%s%s>>" % (
            b"CIDFontType0" if program.is_cff else b"CIDFontType2", name,
            _descriptor(archive, face, program, name), _DEFAULT_WIDTH,
            _widths(face, cids), _glyph_map(archive, program, cids),
        )
    ))
    unicode = archive.add(Stream(_to_unicode(cids)))
    return archive.add(Raw(
        b"<</Type/Font/Subtype/Type0/BaseFont/%s/Encoding/Identity-H"
        b"/DescendantFonts[%d 0 R]/ToUnicode %d 0 R>>" % (name, descendant, unicode)
    ))


def _tag(data: bytes) -> str:
    """The six letters that mark a subset, from its content."""
    return "".join(chr(65 + byte % 26) for byte in hashlib.sha256(data).digest()[:6])


def _descriptor(archive: Archive, face: Face, program: FontProgram, name: bytes) -> int:
    if program.is_cff:
        file = b"/FontFile3 %d 0 R" % archive.add(Stream(program.data, b"/Subtype/CIDFontType0C"))
    else:
        length = b"/Length1 %d" % len(program.data)
        file = b"/FontFile2 %d 0 R" % archive.add(Stream(program.data, length))
    box = b" ".join(b"%d" % value for value in face.bbox)
    return archive.add(Raw(
        b"<</Type/FontDescriptor/FontName/%s/Flags 4/FontBBox[%s]/ItalicAngle 0"
        b"/Ascent 880/Descent -120/CapHeight 700/StemV 80%s>>" % (name, box, file)
    ))


def _glyph_map(archive: Archive, program: FontProgram, cids: dict[str, int]) -> bytes:
    """CID → glyph of the embedded program. (For CFF, CID is glyph: codes are made so.)"""
    if program.is_cff:
        return b""
    table = bytearray(2 * (len(cids) + 1))
    for ch, cid in cids.items():
        table[2 * cid : 2 * cid + 2] = program.gid_of[ch].to_bytes(2, "big")
    return b"/CIDToGIDMap %d 0 R" % archive.add(Stream(bytes(table)))


def _widths(face: Face, cids: dict[str, int]) -> bytes:
    """The W array: runs of codes whose width is not one em."""
    parts: list[str] = []
    previous = 0
    for ch, cid in cids.items():
        width = face.advance(ch)
        if width == _DEFAULT_WIDTH:
            continue
        if parts and cid == previous + 1:
            parts.append(f" {width}")
        else:
            parts.append(f"{']' if parts else ''}{cid}[{width}")
        previous = cid
    return b"/W[%s]]" % "".join(parts).encode() if parts else b""


def _to_unicode(cids: dict[str, int]) -> bytes:
    pairs = [f"<{cid:04X}><{ch.encode('utf-16-be').hex().upper()}>" for ch, cid in cids.items()]
    lines = [
        "/CIDInit/ProcSet findresource begin 12 dict begin begincmap",
        "/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def",
        "/CMapName/Adobe-Identity-UCS def/CMapType 2 def",
        "1 begincodespacerange<0000><FFFF>endcodespacerange",
    ]
    for start in range(0, len(pairs), _PER_BLOCK):
        block = pairs[start : start + _PER_BLOCK]
        lines += [f"{len(block)} beginbfchar", *block, "endbfchar"]
    lines.append("endcmap CMapName currentdict/CMap defineresource pop end end")
    return "\n".join(lines).encode()
