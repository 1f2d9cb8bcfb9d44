"""Two rows of things side by side: what is the same in both, and what stands elsewhere."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import TypeVar

T = TypeVar("T", bound=Hashable)
_LONGEST = 1_500     # things that are aligned as well as can be; beyond that quickly


def stretches(
    old: Sequence[Hashable], new: Sequence[Hashable]
) -> Iterator[tuple[bool, range, range]]:
    """Stretches that are the same, and that are not: where each is in both."""
    head = next((i for i, (x, y) in enumerate(zip(old, new, strict=False)) if x != y),
                min(len(old), len(new)))
    room = min(len(old), len(new)) - head
    tail = next((i for i in range(room) if old[-1 - i] != new[-1 - i]), room)
    a, b = range(head, len(old) - tail), range(head, len(new) - tail)
    yield True, range(head), range(head)
    long = max(len(a), len(b)) > _LONGEST
    matcher = SequenceMatcher(None, [old[i] for i in a], [new[i] for i in b], autojunk=long)
    for name, i, j, k, m in matcher.get_opcodes():
        yield name == "equal", a[i:j], b[k:m]
    yield True, range(len(old) - tail, len(old)), range(len(new) - tail, len(new))


def out_of_order(made: Sequence[T], now: Sequence[T]) -> set[T]:
    """Those that do not stand in the order they were made in."""
    if made == now:
        return set()
    blocks = SequenceMatcher(None, made, now, autojunk=False).get_matching_blocks()
    return set(now).difference(*(made[i : i + size] for i, _, size in blocks))
