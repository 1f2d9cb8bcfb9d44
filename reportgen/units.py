"""Lengths. One frozen type, three ways to make it; nobody passes a bare number for a length.

1 pt = 1/72 inch, 1 mm = 72/25.4 pt. Page geometry is held in points, the unit of PDF.
"""

from __future__ import annotations

from dataclasses import dataclass

MM_PER_INCH = 25.4
PT_PER_INCH = 72.0
EMU_PER_PT = 12700
TWIPS_PER_PT = 20


@dataclass(frozen=True, slots=True, order=True)
class Length:
    """A length, kept in points. Make it with `Pt(…)`, `Mm(…)` or `Em(…, size)`."""

    pt: float

    @property
    def mm(self) -> float:
        """The length in millimetres."""
        return self.pt * MM_PER_INCH / PT_PER_INCH

    @property
    def emu(self) -> int:
        """The length in English Metric Units, the unit of DrawingML (ECMA-376 part 1, 20.1.2.1)."""
        return round(self.pt * EMU_PER_PT)

    @property
    def twips(self) -> int:
        """The length in twentieths of a point, the unit of WordprocessingML."""
        return round(self.pt * TWIPS_PER_PT)

    def __add__(self, other: Length) -> Length:
        return Length(self.pt + other.pt)

    def __sub__(self, other: Length) -> Length:
        return Length(self.pt - other.pt)

    def __mul__(self, factor: float) -> Length:
        return Length(self.pt * factor)

    __rmul__ = __mul__


def Pt(value: float) -> Length:  # noqa: N802 - a unit, written as the field writes it
    """Points."""
    return Length(float(value))


def Mm(value: float) -> Length:  # noqa: N802
    """Millimetres."""
    return Length(value * PT_PER_INCH / MM_PER_INCH)


def Em(value: float, size: Length) -> Length:  # noqa: N802
    """Multiples of a type size."""
    return Length(value * size.pt)
