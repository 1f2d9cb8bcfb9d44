"""What was drawn reads back to the facts, and shows in grey."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from reportgen.diagnostics import Sink
from reportgen.document.tree import Document
from reportgen.fonts import FontLibrary
from reportgen.style.profile import Profile

if TYPE_CHECKING:
    from reportgen.charts.record.drawing import Drawing


def check_drawn(
    document: Document, drawings: Mapping[int, Drawing], profile: Profile, library: FontLibrary,
    sink: Sink,
) -> None:
    """E0730 a mark or label that is not its fact's; in the print profile E0731 and E0732."""
    if not drawings:
        return
    from reportgen.charts.proof.drawings import check_drawings
    from reportgen.charts.record.text_measure import Ruler
    from reportgen.charts.record.theme import theme_of

    theme = theme_of(profile)
    width = Ruler(library.chain(theme.role), theme).width
    check_drawings(document, drawings, sink, printed=theme.printed, width=width)
