"""Inline drawings: a picture of a size, with its name and alternative text (DrawingML)."""

from __future__ import annotations

from collections.abc import Iterable

from reportgen.writers.docx.xml import NAMESPACES, Element, foreign, node, w

# What says that a picture is decoration only: [MS-ODRAWXML] 2.2.9
_OFFICE_2017 = "http://schemas.microsoft.com/office/drawing/2017/decorative"
_DECORATIVE = "{C183D7F6-B498-43B3-948B-1728B52AA6E4}"

Size = tuple[int, int]
"""Width and height in EMU."""


def inline(number: int, name: str, alt: str, size: Size, content: Element) -> Element:
    """A run with a drawing; without alternative text it is decoration. `number` is its own."""
    wide, high = size
    return w("r", w("drawing", node(
        "wp:inline",
        node("wp:extent", cx=wide, cy=high),
        node("wp:docPr", None if alt else _decoration(), id=number, name=name, descr=alt),
        node("wp:cNvGraphicFramePr",
             node("a:graphicFrameLocks", noChangeAspect=1)),
        node("a:graphic", content),
        distT=0, distB=0, distL=0, distR=0,
    )))


def picture(
    number: int, file: str, relation: str, size: Size, extensions: Iterable[Element] = ()
) -> Element:
    """The content of a drawing that is a picture; `relation` leads to its image."""
    wide, high = size
    more = list(extensions)
    shown = node(
        "pic:pic",
        node("pic:nvPicPr",
             node("pic:cNvPr", id=number, name=file),
             node("pic:cNvPicPr")),
        node("pic:blipFill",
             node("a:blip", node("a:extLst", *more) if more else None, r__embed=relation),
             node("a:stretch", node("a:fillRect"))),
        node("pic:spPr",
             node("a:xfrm", node("a:off", x=0, y=0), node("a:ext", cx=wide, cy=high)),
             node("a:prstGeom", node("a:avLst"), prst="rect")),
    )
    return node("a:graphicData", shown, uri=NAMESPACES["pic"])


def _decoration() -> Element:
    mark = foreign(_OFFICE_2017, "decorative", val="1")
    return node("a:extLst", node("a:ext", mark, uri=_DECORATIVE))
