"""Photographs: whether they have the pixels for the size they are printed at."""

from __future__ import annotations

from reportgen.diagnostics import Sink
from reportgen.document.tree import Document, PhotoFigure
from reportgen.images.fitting import Bound, fit
from reportgen.style.profile import Profile
from reportgen.units import Length


def check_photographs(document: Document, profile: Profile, sink: Sink) -> None:
    """I0440 few pixels for the size, I0441 made smaller to fit a page."""
    for block in document.blocks:
        if isinstance(block, PhotoFigure):
            _check(block, profile, sink)


def _check(block: PhotoFigure, profile: Profile, sink: Sink) -> None:
    found = fit(block, profile)
    width = f"印成 {round(Length(found.width).mm)} 毫米宽"
    if found.bound is Bound.PAGE:
        sink.info("I0441", f"{block.label}高过一页能放下的，{width}", block.span,
                  "不必改；要小一些，写“宽: 50%”一类")
    if found.dpi < profile.number("photo.dpi_low"):
        photo = min(block.photos, key=lambda each: each.height)
        shrunk = "，没有再放大" if found.bound is Bound.PIXELS else ""
        sink.info("I0440", f"“{photo.file}”只有 {photo.width}×{photo.height} 像素，{width}"
                  f"（每英寸 {int(found.dpi)} 点）{shrunk}，会不够清楚",
                  photo.span, "换成原图（不要用聊天软件压缩过的），或写小一些的“宽”")
