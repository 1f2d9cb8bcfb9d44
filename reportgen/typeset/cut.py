"""Text in pieces that a line should not break, for what is not a paragraph: labels, help pages."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from reportgen.typeset.bonds import bonds
from reportgen.typeset.boxes import hard_breaks
from reportgen.typeset.classes import classify


def pieces(text: str, kept: Iterable[tuple[int, int]] = ()) -> list[str]:
    """`text` cut wherever a line may end: not within a bond, nor within one of the spans `kept`.

    A piece ends with the marks and blanks that may not begin a line.
    """
    breaks = set(hard_breaks(text, classify(text)))
    for start, end in (*bonds(text), *kept):
        breaks.difference_update(range(start + 1, end))
    return [text[start:end] for start, end in pairwise(sorted(breaks))]
