"""The name that was probably meant. Used for hints only: nothing is ever replaced silently."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import lru_cache

_QUOTES = str.maketrans({"“": '"', "”": '"', "„": '"', "‘": "'", "’": "'", " ": None})


def nearest(name: str, candidates: Iterable[str]) -> str | None:
    """The candidate nearest to `name` by edit distance; None when nothing is near.

    Differences of width (（ and (), of quotation marks and of spaces count nothing. A third of the
    characters may differ (one at least); short of that, a name that contains the other is near.
    Among equals the one with the longer common beginning comes first, then the earlier one.
    """
    plain = _plain(name)
    if not plain:
        return None
    limit = max(1, len(plain) // 3)
    best: tuple[int, int, int, str] | None = None
    for order, candidate in enumerate(dict.fromkeys(candidates)):
        other = _plain(candidate)
        distance = _distance(plain, other, limit)
        if distance > limit or distance >= len(plain):
            if not _contains(plain, other):
                continue
            distance = limit + abs(len(plain) - len(other))
        found = (distance, -_common(plain, other), order, candidate)
        best = found if best is None else min(best, found)
    return best[3] if best else None


@lru_cache(maxsize=1 << 16)     # many wrong names are held against the same twenty thousand
def _plain(name: str) -> str:
    return unicodedata.normalize("NFKC", name).translate(_QUOTES).casefold()


def _common(a: str, b: str) -> int:
    """How many characters two names begin with alike."""
    pairs = enumerate(zip(a, b, strict=False))
    return next((at for at, (x, y) in pairs if x != y), min(len(a), len(b)))


def _contains(a: str, b: str) -> bool:
    short, long = sorted((a, b), key=len)
    return len(short) >= 2 and short in long


def _distance(a: str, b: str, limit: int) -> int:
    """Edit distance (insert, delete, replace, swap of neighbours); `limit + 1` when beyond."""
    if abs(len(a) - len(b)) > limit or sum(ch not in b for ch in a) > limit:
        return limit + 1    # a character that the other lacks costs one at least
    before: list[int] = []
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        before, previous, row = row, before, [i]
        for j, y in enumerate(b, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (x != y))
            if i > 1 and j > 1 and x == b[j - 2] and a[i - 2] == y:
                cost = min(cost, previous[j - 2] + 1)
            row.append(cost)
        if min(row) > limit:
            return limit + 1
    return row[-1]
