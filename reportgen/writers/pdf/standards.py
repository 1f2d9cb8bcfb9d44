"""The standards a PDF may claim, a row each: what XMP says of it, and whether it has structure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class Standard(NamedTuple):
    """`part` and `conformance` of PDF/A (ISO 19005), 0 where none is claimed.

    `accessible` claims PDF/UA-1 (ISO 14289-1) beside it.
    """

    part: int
    conformance: str
    accessible: bool


STANDARDS: Mapping[str, Standard] = {
    "3a": Standard(3, "A", accessible=True),
    "2a": Standard(2, "A", accessible=True),
    "2u": Standard(2, "U", accessible=True),
    "none": Standard(0, "", accessible=False),
}
DEFAULT = STANDARDS["3a"]
PAPER = Standard(2, "B", accessible=False)      # what is printed needs no structure
