"""The watermark, as Word itself makes one: a text path of VML in each header, behind the text.

Word and LibreOffice know it by the name of its shape, and offer to change or remove it.
"""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.style.furniture import watermark_size
from reportgen.style.profile import Profile
from reportgen.writers.docx.measure import rgb
from reportgen.writers.docx.xml import Element, node, w

_NAME = "PowerPlusWaterMarkObject"
_TYPE = "_x0000_t136"      # a plain text path; its geometry is that of every Office
_FORMULAS = (
    "sum #0 0 10800", "prod #0 2 1", "sum 21600 0 @1", "sum 0 0 @2", "sum 21600 0 @3",
    "if @0 @3 0", "if @0 21600 @1", "if @0 0 @2", "if @0 @4 21600", "mid @5 @6", "mid @8 @5",
    "mid @7 @8", "mid @6 @7", "sum @6 0 @5",
)
_IDS = {"default": 1, "even": 2, "first": 3}
_BEHIND = -251_658_752      # z-index of what is behind the text, as Word writes it


def watermark(profile: Profile, page: str, *, lying: bool = False) -> Iterator[Element]:
    """A run with the watermark of a sort of pages; nothing where the profile has none.

    On pages on their side it is turned with the paper.
    """
    text = profile.text("watermark.text")
    if not text:
        return
    size = watermark_size(profile, len(text)).pt
    turn = 360 - profile.number("watermark.angle") + 90 * lying
    own = _IDS[page] + len(_IDS) * lying
    place = "".join(f"mso-position-{way}:center;mso-position-{way}-relative:page;"
                    for way in ("horizontal", "vertical"))
    face = profile.face(profile.style("watermark").role).word
    shape = node(
        "v:shape",
        node("v:textpath", style=f'font-family:"{face}";font-size:1pt', string=text),
        id=f"{_NAME}{own}", o__spid=f"_x0000_s{2048 + own}", type=f"#{_TYPE}",
        style=f"position:absolute;margin-left:0;margin-top:0;width:{size * len(text):.1f}pt;"
              f"height:{size:.1f}pt;rotation:{turn:g};z-index:{_BEHIND};{place}",
        o__allowincell="f", fillcolor=f"#{rgb(profile, 'watermark')}", stroked="f",
    )
    yield w("r", w("pict", _kind(), shape))


def _kind() -> Element:
    """The type that the shape is of."""
    return node(
        "v:shapetype",
        node("v:formulas", *(node("v:f", eqn=each) for each in _FORMULAS)),
        node("v:path", textpathok="t", o__connecttype="custom",
             o__connectlocs="@9,0;@10,10800;@11,21600;@12,10800", o__connectangles="270,180,90,0"),
        node("v:textpath", on="t", fitshape="t"),
        node("v:handles", node("v:h", position="#0,bottomRight", xrange="6629,14971")),
        id=_TYPE, coordsize="21600,21600", o__spt="136", adj="10800",
        path="m@7,l@8,m@5,21600l@6,21600e",
    )
