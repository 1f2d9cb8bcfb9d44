"""Regular expressions that are compiled when first used.

A build uses half of the three hundred patterns of its modules; one with sets of Han characters
takes a millisecond to compile.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import Any, cast

_LATE: list[_Late] = []


def late(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """`re.compile(pattern, flags)`, but not now."""
    _LATE.append(made := _Late(pattern, flags))
    return cast("re.Pattern[str]", made)


def compile_all() -> None:
    """Now: in a process whose copies use them, which else would each compile its own."""
    for each in _LATE:
        _ = each.compiled


class _Late:
    """Stands for the pattern; what is asked of it is kept here."""

    def __init__(self, pattern: str, flags: int) -> None:
        self._given = pattern, flags

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        return re.compile(*self._given)

    def __getattr__(self, name: str) -> Any:
        found = self.__dict__[name] = getattr(self.compiled, name)
        return found
