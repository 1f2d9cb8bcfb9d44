"""An office with issues, and the command."""

from __future__ import annotations

from support.issues import office, roll

__all__ = ["office", "roll"]
