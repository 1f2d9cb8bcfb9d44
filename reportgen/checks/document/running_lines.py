"""Running head and foot: whether the document has what they are to be filled with."""

from __future__ import annotations

from reportgen.diagnostics import Sink
from reportgen.document.tree import Document
from reportgen.style.furniture import EDGES, unfilled
from reportgen.style.profile import Profile


def check_running_lines(document: Document, profile: Profile, sink: Sink) -> None:
    """E0173 a blank for which this document has nothing."""
    for edge in EDGES:
        if blank := unfilled(document, profile, edge):
            key = f"{edge}.text"
            sink.error("E0173", f"“{profile.said(key)}”要填 {blank}，这一篇没有",
                       profile.place(key), f"在 {profile.said(key)} 里删去 {blank}")
