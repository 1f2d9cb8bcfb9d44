"""Notes at cells: the comments of a sheet, and the shapes (VML) in which programs show them.

Every program of the office shows these; threaded comments are shown by one of them alone. A note
that is there already is the office's: it stays, and its cell gets none of ours.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape

from reportgen.excel.cells import BookError, place_of
from reportgen.excel.parts import tree
from reportgen.excel.splices import Put, Splices

AUTHOR = "reportgen 核对"
_SHAPE = re.compile(rb"<v:shape\s(?:[^<]|<(?!/?v:shape[\s>]))*</v:shape>")
_COMMENT = re.compile(rb'<((?:\w+:)?)comment\s[^<>]*\bref="(\w+)"'
                      rb"(?:[^<]|<(?!/?(?:\w+:)?comment[\s>]))*</\1comment>")
_AT = re.compile(rb"<x:(Row|Column)>\s*(\d+)\s*</x:\1>")
_ID = re.compile(rb"_x0000_s(\d+)")
_FIRST_ID = 1025
_SPACES = ('xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:'
           'office" xmlns:x="urn:schemas-microsoft-com:office:excel"')
_EMPTY = (f'<xml {_SPACES}><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/>'
          "</o:shapelayout></xml>").encode()
_TYPE_ID = b'id="_x0000_t202"'
_TYPE = (b'<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202"'
         b' path="m,l,21600r21600,l21600,xe" title="reportgen"><v:stroke joinstyle="miter"/>'
         b'<v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>')
_WIDE = 22       # characters in a line of a note, about


def cells_with_notes(comments: bytes | None, *, ours: bool) -> set[str]:
    """The cells that have notes of ours, or of others."""
    if comments is None:
        return set()
    root = tree(comments)
    authors = [each.text for each in root.iterfind("{*}authors/{*}author")]
    own = {str(at) for at, name in enumerate(authors) if name == AUTHOR}
    return {each.get("ref") or "" for each in root.iterfind("{*}commentList/{*}comment")
            if (each.get("authorId") in own) is ours}


def new_notes(notes: Mapping[str, str], space: str) -> bytes:
    """The comments of a sheet that has none yet."""
    items = "".join(_comment(cell, text, 0, "") for cell, text in notes.items())
    return (f'<comments xmlns="{space}"><authors><author>{AUTHOR}</author></authors>'
            f"<commentList>{items}</commentList></comments>").encode()


def notes_put(comments: bytes, notes: Mapping[str, str]) -> list[Put]:
    """What is to be put into the comments of a sheet. Raises `BookError`."""
    part = Splices(comments)
    author = part.append("authors", f"<author{part.declared}>{AUTHOR}</author>", 1)
    items = (_comment(cell, text, author or 0, part.declared) for cell, text in notes.items())
    if author is None or part.append("commentList", "".join(items), len(notes)) is None:
        raise BookError("里面的批注读不懂")
    return part.puts


def _comment(cell: str, text: str, author: int, declared: str) -> str:
    return (f'<comment{declared} ref="{cell}" authorId="{author}"><text><r><rPr><sz val="9"/>'
            f'</rPr><t xml:space="preserve">{escape(text)}</t></r></text></comment>')


def without_notes(comments: bytes, cells: set[str]) -> bytes:
    """The comments of a sheet without those of ours that another program has saved."""
    return _COMMENT.sub(
        lambda found: b"" if found[2].decode() in cells else found[0], comments)


def shapes_put(drawing: bytes, notes: Mapping[str, str]) -> list[Put]:
    """What is to be put into the drawing of a sheet's notes, b"" for none. Raises `BookError`."""
    at = (drawing or _EMPTY).rfind(b"</xml>")
    if at < 0:
        raise BookError("里面的批注框读不懂")
    number = max([_FIRST_ID - 1, *(int(found) for found in _ID.findall(drawing))])
    shapes = (b"" if _TYPE_ID in drawing else _TYPE) + b"".join(
        _shape(number + order, cell, text).encode()
        for order, (cell, text) in enumerate(notes.items(), 1))
    if not drawing:
        return [Put(0, 0, _EMPTY[:at] + shapes + _EMPTY[at:])]
    return [Put(at, at, shapes)]


def _shape(number: int, cell: str, text: str) -> str:
    row, column = (at - 1 for at in place_of(cell))
    lines = sum(-(-len(line) // _WIDE) for line in text.split("\n")) + 1
    anchor = f"{column + 1}, 15, {row}, 4, {column + 4}, 60, {row + lines}, 4"
    return (f'<v:shape {_SPACES} id="_x0000_s{number}" type="#_x0000_t202"'
            f' style="position:absolute;margin-left:80pt;margin-top:2pt;width:210pt;height:'
            f'{lines * 14}pt;z-index:1;visibility:hidden" fillcolor="#ffffe1"'
            ' o:insetmode="auto"><v:fill color2="#ffffe1"/>'
            '<v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
            '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div>'
            '</v:textbox><x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>'
            f"<x:Anchor>{anchor}</x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row>"
            f"<x:Column>{column}</x:Column></x:ClientData></v:shape>")


def without_shapes(drawing: bytes, cells: set[str]) -> bytes:
    """The drawing of a sheet's notes without the shapes at these cells."""
    places = {place_of(cell) for cell in cells}

    def kept(found: re.Match[bytes]) -> bytes:
        at = {key: int(value) for key, value in _AT.findall(found[0])}
        note = b'ObjectType="Note"' in found[0]
        place = at.get(b"Row", -1) + 1, at.get(b"Column", -1) + 1      # counted from 0
        return b"" if note and place in places else found[0]

    return _SHAPE.sub(kept, drawing)
