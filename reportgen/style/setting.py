"""One value of a profile."""

from __future__ import annotations

from dataclasses import field

from reportgen.diagnostics import NOWHERE, Span
from reportgen.frozen import frozen


@frozen
class Setting:
    """One value of a profile as written, with its unit, its source and its tolerance."""

    value: str
    unit: str = ""
    clause: str = ""
    tolerance: str = ""
    span: Span = field(default=NOWHERE, compare=False)
    written: str = field(default="", compare=False)     # the key as a unit's file has it,
    key: Span = field(default=NOWHERE, compare=False)   # and where it stands
    brought: str = field(default="", compare=False)     # by the key that the unit told instead
