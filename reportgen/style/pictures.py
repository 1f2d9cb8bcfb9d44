"""How small a picture may be made to close a hole in the pages: one bound for PDF and Word."""

from __future__ import annotations

from reportgen.document.tree import Block, Figure
from reportgen.style.profile import Profile

_PERCENT = 100


def least_scale(block: Block, profile: Profile) -> float:
    """The part of its natural size below which a picture is not set.

    Of a chart the smallest text stays legible, too.
    """
    least = profile.number("figure.shrink") / _PERCENT
    if isinstance(block, Figure):
        small = profile.length("chart.small_size").pt
        least = max(least, profile.length("figure.text_min").pt / small)
    return min(least, 1.0)
