"""Type0 fonts (ISO 32000-1 9.7): one per face, subset, with an exact ToUnicode.

Codes are the characters' own; what leads from code to glyph depends on the kind of outlines:

glyf   Identity-H makes codes CIDs; a CIDToGIDMap leads to glyphs.
CFF    There is no such map: CIDs are the glyphs themselves, by the identity charset of a program
       with numbered glyphs, by 9.7.4.2 where glyphs have names. Codes are given in the order of
       glyphs, so Identity-H serves, but where two characters share a glyph; then an embedded CMap
       leads from codes to CIDs.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping

from reportgen.fonts import Cut, Face, FontLibrary, FontProgram, subset
from reportgen.writers.pdf.codes import Codes
from reportgen.writers.pdf.file import PdfFile, Raw, Stream

_PER_BLOCK = 100     # entries of one block of a CMap (Adobe technical note 5014)
_DEFAULT_WIDTH = 1000
_NO_NAME = re.compile(r"[^A-Za-z0-9.+-]")


def add_fonts(file: PdfFile, codes: Codes, library: FontLibrary) -> None:
    """Embed every face in use and fill the font dictionary of all pages."""
    entries = []
    for key, of in codes.of.items():
        number = _font(file, library.face(key), of, codes.cuts[key])
        entries.append(b"/%s %d 0 R" % (codes.resource[key].encode(), number))
    file.fonts.data = b"<<" + b"".join(entries) + b">>"


def _font(
    file: PdfFile, face: Face, codes: Mapping[str, int], cuts: Mapping[Cut, int]
) -> int:
    program = subset(face, codes, tuple(cuts))
    plain = _NO_NAME.sub("", program.name) or "Font"
    name = f"{_tag(program.data)}+{plain}".encode()
    cids = program.gid_of if program.is_cff else codes
    widths = {cids[ch]: face.advance(ch) for ch in codes}
    widths |= {code: face.advance(cut.char) + cut.front + cut.back for cut, code in cuts.items()}
    descendant = file.add(Raw(
        b"<</Type/Font/Subtype/%s/BaseFont/%s"
        b"/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
        b"/FontDescriptor %d 0 R/DW %d%s%s>>" % (
            b"CIDFontType0" if program.is_cff else b"CIDFontType2", name,
            _descriptor(file, face, program, name), _DEFAULT_WIDTH,
            _widths(widths), _glyph_map(file, program, codes, cuts),
        )
    ))
    meant = [*codes.items(), *((cut.char, code) for cut, code in cuts.items())]
    unicode = file.add(Stream(_to_unicode(meant)))
    return file.add(Raw(
        b"<</Type/Font/Subtype/Type0/BaseFont/%s/Encoding%s"
        b"/DescendantFonts[%d 0 R]/ToUnicode %d 0 R>>"
        % (name, _encoding(file, codes, cids), descendant, unicode)
    ))


def _tag(data: bytes) -> str:
    """The six letters that mark a subset, from its content."""
    return "".join(chr(65 + byte % 26) for byte in hashlib.sha256(data).digest()[:6])


def _descriptor(file: PdfFile, face: Face, program: FontProgram, name: bytes) -> int:
    if program.is_cff:
        embedded = b"/FontFile3 %d 0 R" % file.add(Stream(program.data, b"/Subtype/CIDFontType0C"))
    else:
        length = b"/Length1 %d" % len(program.data)
        embedded = b"/FontFile2 %d 0 R" % file.add(Stream(program.data, length))
    box = b" ".join(b"%d" % value for value in face.bbox)
    return file.add(Raw(
        b"<</Type/FontDescriptor/FontName/%s/Flags 4/FontBBox[%s]/ItalicAngle 0"
        b"/Ascent %d/Descent %d/CapHeight %d/StemV 80%s>>"
        % (name, box, *program.vertical, embedded)
    ))


def _glyph_map(
    file: PdfFile, program: FontProgram, codes: Mapping[str, int], cuts: Mapping[Cut, int]
) -> bytes:
    """Code → glyph of the embedded program, where outlines are quadratic."""
    if program.is_cff:
        return b""
    table = bytearray(2 * (len(codes) + len(cuts) + 1))
    gids = {code: program.gid_of[ch] for ch, code in codes.items()}
    gids |= {code: program.gid_of_cut[cut] for cut, code in cuts.items()}
    for code, gid in gids.items():
        table[2 * code : 2 * code + 2] = gid.to_bytes(2, "big")
    return b"/CIDToGIDMap %d 0 R" % file.add(Stream(bytes(table)))


def _encoding(file: PdfFile, codes: Mapping[str, int], cids: Mapping[str, int]) -> bytes:
    """Code → CID: the same number, or by a CMap."""
    ranges = list(_ranges({code: cids[ch] for ch, code in codes.items()}))
    if all(first == cid for first, _, cid in ranges):
        return b"/Identity-H"
    lines = [f"<{first:04X}><{last:04X}>{cid}" for first, last, cid in ranges]
    name = "Codes-" + _tag("".join(lines).encode())
    system = "/Registry(Adobe)/Ordering(Identity)/Supplement 0"
    entries = b"/Type/CMap/CMapName/%s/CIDSystemInfo<<%s>>" % (name.encode(), system.encode())
    return b" %d 0 R" % file.add(Stream(_cmap(name, 1, system, "cidrange", lines), entries))


def _ranges(cids: Mapping[int, int]) -> Iterator[tuple[int, int, int]]:
    """First code, last code, first CID of runs that grow together, within one row of codes."""
    first = last = -1
    for code, cid in cids.items():
        grows = code == last + 1 and cid - cids[first] == code - first and code >> 8 == first >> 8
        if not grows:
            if last >= 0:
                yield first, last, cids[first]
            first = code
        last = code
    if last >= 0:
        yield first, last, cids[first]


def _widths(widths: Mapping[int, int]) -> bytes:
    """The W array: runs of CIDs whose width is not one em."""
    parts: list[str] = []
    previous = 0
    for cid, width in sorted(widths.items()):
        if width == _DEFAULT_WIDTH:
            continue
        if parts and cid == previous + 1:
            parts.append(f" {width}")
        else:
            parts.append(f"{']' if parts else ''}{cid}[{width}")
        previous = cid
    return b"/W[%s]]" % "".join(parts).encode() if parts else b""


def _to_unicode(codes: Iterable[tuple[str, int]]) -> bytes:
    pairs = [f"<{code:04X}><{ch.encode('utf-16-be').hex().upper()}>" for ch, code in codes]
    system = "/Registry(Adobe)/Ordering(UCS)/Supplement 0"
    return _cmap("Adobe-Identity-UCS", 2, system, "bfchar", pairs)


def _cmap(name: str, kind: int, system: str, what: str, entries: list[str]) -> bytes:
    lines = [
        "/CIDInit/ProcSet findresource begin 12 dict begin begincmap",
        f"/CIDSystemInfo<<{system}>>def",
        f"/CMapName/{name} def/CMapType {kind} def",
        "1 begincodespacerange<0000><FFFF>endcodespacerange",
    ]
    for start in range(0, len(entries), _PER_BLOCK):
        block = entries[start : start + _PER_BLOCK]
        lines += [f"{len(block)} begin{what}", *block, f"end{what}"]
    lines.append("endcmap CMapName currentdict/CMap defineresource pop end end")
    return "\n".join(lines).encode()
