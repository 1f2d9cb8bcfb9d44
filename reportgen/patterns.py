"""Regular expressions that are compiled when first used.

A build uses half of the three hundred patterns of its modules; one with sets of Han characters
takes a millisecond to compile.
"""

from __future__ import annotations

import re
from typing import Any, cast


def late(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """`re.compile(pattern, flags)`, but not now."""
    return cast("re.Pattern[str]", _Late(pattern, flags))


class _Late:
    """Stands for the pattern; what is asked of it is kept here."""

    def __init__(self, pattern: str, flags: int) -> None:
        self._given = pattern, flags

    def __getattr__(self, name: str) -> Any:
        found = self.__dict__[name] = getattr(re.compile(*self._given), name)
        return found
