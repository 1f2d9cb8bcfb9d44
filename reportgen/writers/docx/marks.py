"""Bookmarks: where a number comes from, and where a cross-reference leads.

Word allows 40 characters of letters, digits and underscores; a name that begins with an underscore
is hidden from its list. Hidden bookmarks outlive a trip through LibreOffice,
which content controls do not.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import count

from reportgen.writers.docx.xml import Element, w

LONGEST = 40
_FACT, _TARGET = "_rg_", "_Ref_"
_FORBIDDEN = re.compile(r"\W+")


def bookmark_name(prefix: str, name: str, suffix: str = "") -> str:
    """`prefix`, the name made fit for Word, `suffix`: at most 40 characters.

    A name that must be changed or cut gets a digest, so that two names stay two.
    """
    fit = _FORBIDDEN.sub("_", name).strip("_")
    room = LONGEST - len(prefix) - len(suffix)
    if fit != name or len(fit) > room:
        digest = hashlib.sha256(name.encode()).hexdigest()[:8]
        fit = f"{fit[: room - 9]}_{digest}"
    return f"{prefix}{fit}{suffix}"


@dataclass(slots=True)
class Marks:
    """Gives out the bookmarks of one file; ids and names are unique in it.

    `labels` maps the anchors of tables and figures to their labels (表1).
    """

    labels: dict[str, str] = field(default_factory=dict)
    _ids: Iterator[int] = field(default_factory=lambda: count(1))
    _places: Counter[str] = field(default_factory=Counter)

    def fact(self, fact: str, content: Iterable[Element]) -> Iterator[Element]:
        """The content marked as the next place of a fact: `_rg_枇杷产值_1`."""
        self._places[fact] += 1
        yield from self._around(bookmark_name(_FACT, fact, f"_{self._places[fact]}"), content)

    def target(self, anchor: str, content: Iterable[Element]) -> Iterator[Element]:
        """The content marked as the place an anchor names; without an anchor just the content."""
        if anchor:
            yield from self._around(target_name(anchor), content)
        else:
            yield from content

    def _around(self, name: str, content: Iterable[Element]) -> Iterator[Element]:
        number = next(self._ids)
        yield w("bookmarkStart", id=number, name=name)
        yield from content
        yield w("bookmarkEnd", id=number)


def target_name(anchor: str) -> str:
    """The bookmark of an anchor."""
    return bookmark_name(_TARGET, anchor)
