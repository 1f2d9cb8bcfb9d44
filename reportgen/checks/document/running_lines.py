"""Running head, foot and page number: whether the document fills them, and whether they fit."""

from __future__ import annotations

from reportgen.diagnostics import Sink
from reportgen.document.printed import folio
from reportgen.document.tree import Document
from reportgen.style.furniture import EDGES, running, unfilled
from reportgen.style.profile import Profile

_NUMBER = "99"      # a page number, for the width of a line


def check_running_lines(document: Document, profile: Profile, sink: Sink) -> None:
    """E0173 a blank for which this document has nothing, E0175 a line that is too long."""
    for edge in EDGES:
        key = f"{edge}.text"
        name, place = profile.said(key), profile.place(key)
        if blank := unfilled(document, profile, edge):
            sink.error("E0173", f"“{name}”要填 {blank}，这一篇没有", place,
                       f"在 {name} 里删去 {blank}")
            continue
        _check_width(running(document, profile, edge), edge, profile, sink)
    _check_width(profile.text("folio.text"), "folio", profile, sink)


def _check_width(text: str, edge: str, profile: Profile, sink: Sink) -> None:
    text, key = folio(text, _NUMBER, _NUMBER), f"{edge}.text"
    em = profile.length(f"styles.{edge}.size").pt
    inset = profile.length("folio.inset").pt if edge == "folio" else 0.0
    room = profile.length("page.type_width").pt - inset
    if sum(0.5 if ch.isascii() else 1.0 for ch in text) * em > room:
        sink.error("E0175", f"“{profile.said(key)}”填出来有{len(text)}字，一行排不下：{text}",
                   profile.place(key), f"写短些，最多{int(room / em)}字")
