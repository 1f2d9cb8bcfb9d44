"""pdfium is for one thread at a time, whatever it looks at: whoever calls it holds its lock."""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

PDFIUM = threading.RLock()

_P = ParamSpec("_P")
_R = TypeVar("_R")


def looking(act: Callable[_P, _R]) -> Callable[_P, _R]:
    """A step that looks at finished pages or scans, while no picture of a page is made."""
    @wraps(act)
    def alone(*args: _P.args, **kwargs: _P.kwargs) -> _R:
        with PDFIUM:
            return act(*args, **kwargs)

    return alone
