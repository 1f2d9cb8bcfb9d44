"""That pages are those that were looked at, for what is made of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from hashlib import sha256
from typing import TYPE_CHECKING

from reportgen.diagnostics import NOWHERE, failure

if TYPE_CHECKING:
    from reportgen.layout.pages import Page


def agreement(approved: str, act: str) -> Callable[[Sequence[Page]], None] | None:
    """Nothing is made of pages that nobody saw: raises E0917 for others than those `approved`.

    `approved` is what `seen` gives of those that were looked at; none, where none were.
    """
    def agreed(pages: Sequence[Page]) -> None:
        if seen(map(_looks, pages)) != approved:
            raise failure("E0917", f"页面变了，和看过的不一样，没有{act}", NOWHERE,
                          f"再看一遍现在的页面，同意再{act}")

    return agreed if approved else None


def seen(digests: Iterable[str]) -> str:
    """What stands for pages that were looked at, of the digests of each by `looks`."""
    return sha256("\n".join(digests).encode()).hexdigest()


def _looks(page: Page) -> str:
    from reportgen.copies.sheets import looks

    return "".join(looks(page))
