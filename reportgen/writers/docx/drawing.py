"""Drawings (DrawingML): a picture in a line, with name and alternative text; a bar on a page."""

from __future__ import annotations

from collections.abc import Iterable

from reportgen.units import Length
from reportgen.writers.docx.xml import NAMESPACES, SHAPES, Element, foreign, leaf, node, w

# What says that a picture is decoration only: [MS-ODRAWXML] 2.2.9
_OFFICE_2017 = "http://schemas.microsoft.com/office/drawing/2017/decorative"
_DECORATIVE = "{C183D7F6-B498-43B3-948B-1728B52AA6E4}"
_PAPER = ("page", "page")
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


def bar(
    number: int, place: tuple[Length, Length], size: tuple[Length, Length], colour: str
) -> Element:
    """A run with a bar without outline: from the paper's left and upper edges, and how large.

    Words older than 2010 do not know such shapes, and show none.
    """
    filled = node("a:solidFill", node("a:srgbClr", val=colour))
    return _shape(number, f"红线{number}", (place, size), filled, node("wps:bodyPr"))


def aside(
    margin: str, name: str, place: tuple[Length, Length], size: tuple[Length, Length],
    content: Iterable[Element],
) -> Element:
    """A run with a box of paragraphs, without outline, turned by 90° clockwise.

    Its place is told from the left edge of a `margin`, leftMargin or rightMargin, and the upper one
    of the type area: where sections turn, LibreOffice would take the paper's edges for those of
    the page before.
    """
    turned = node("wps:bodyPr", vert="vert", wrap="square", lIns=0, tIns=0, rIns=0, bIns=0,
                  anchor="t")
    return _shape(1, name, (place, size), node("a:noFill"),
                  node("wps:txbx", w("txbxContent", *content)), turned, origin=(margin, "margin"))


def _shape(
    number: int, name: str, box: tuple[tuple[Length, Length], tuple[Length, Length]],
    fill: Element, *inside: Element, origin: tuple[str, str] = _PAPER,
) -> Element:
    """A run with a rectangle at a place of the page, so large; its fill, and what is in it."""
    place, size = box
    shape = node(
        "wps:wsp",
        node("wps:cNvSpPr", txBox=1 if len(inside) > 1 else None),
        node("wps:spPr",
             node("a:xfrm", node("a:off", x=0, y=0),
                  node("a:ext", cx=size[0].emu, cy=size[1].emu)),
             node("a:prstGeom", node("a:avLst"), prst="rect"),
             fill, node("a:ln", node("a:noFill"))),
        *inside,
    )
    content = node("a:graphicData", shape, uri=SHAPES["wps"])
    anchor = _anchor(number, name, "", content, place=place, size=size, origin=origin)
    return w("r", node("mc:AlternateContent",
                       node("mc:Choice", w("drawing", anchor), Requires="wps")))


def anchored(
    number: int, name: str, alt: str, content: Element, *,
    place: tuple[Length, Length], size: tuple[Length, Length],
) -> Element:
    """A run with a drawing that stands at a place of the page, whatever the text does."""
    frame = _anchor(number, name, alt, content, place=place, size=size)
    return w("r", w("drawing", frame))


def _anchor(
    number: int, name: str, alt: str, content: Element, *,
    place: tuple[Length, Length], size: tuple[Length, Length], origin: tuple[str, str] = _PAPER,
) -> Element:
    """Behind the text, from the edges of its `origin`; without `alt` it is decoration."""
    (left, top), (wide, high) = place, size
    return node(
        "wp:anchor",
        node("wp:simplePos", x=0, y=0),
        node("wp:positionH", leaf("wp:posOffset", str(left.emu)), relativeFrom=origin[0]),
        node("wp:positionV", leaf("wp:posOffset", str(top.emu)), relativeFrom=origin[1]),
        node("wp:extent", cx=wide.emu, cy=high.emu),
        node("wp:effectExtent", l=0, t=0, r=0, b=0),
        node("wp:wrapNone"),
        node("wp:docPr", None if alt else _decoration(), id=number, name=name, descr=alt or None),
        node("wp:cNvGraphicFramePr"),
        node("a:graphic", content),
        distT=0, distB=0, distL=0, distR=0, simplePos=0, relativeHeight=number, behindDoc=1,
        locked=0, layoutInCell=1, allowOverlap=1,
    )


def _decoration() -> Element:
    mark = foreign(_OFFICE_2017, "decorative", val="1")
    return node("a:extLst", node("a:ext", mark, uri=_DECORATIVE))
