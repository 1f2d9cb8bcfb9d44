"""Bookmarks: where a number comes from, and where a cross-reference leads.

Hidden bookmarks outlive a trip through LibreOffice, which content controls do not.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import count

from reportgen.document.tree import Footnote
from reportgen.provenance.bindings import bookmark_name, fact_mark
from reportgen.writers.docx.xml import Element, unlike

_TARGET = "_Ref_"


@dataclass(slots=True)
class Marks:
    """Gives out the bookmarks of one file; ids and names are unique in it.

    `labels` maps the anchors of tables and figures to their labels (表1); `facts` comes to hold
    the fact of each bookmark. In a part beside the document, `links` gives that part's relations.
    """

    labels: dict[str, str] = field(default_factory=dict)
    facts: dict[str, str] = field(default_factory=dict)
    notes: list[Footnote] = field(default_factory=list)      # met so far, in their order
    links: Callable[[str], str] = str      # gives the relation of an address outside the file
    _ids: Iterator[int] = field(default_factory=lambda: count(1))
    _places: Counter[str] = field(default_factory=Counter)

    def fact(self, fact: str, content: Iterable[Element]) -> Iterator[Element]:
        """The content marked as the next place of a fact: `_rg_枇杷产值_1`."""
        self._places[fact] += 1
        name = fact_mark(fact, self._places[fact])
        self.facts[name] = fact
        yield from self._around(name, content)

    def target(self, anchor: str, content: Iterable[Element]) -> Iterator[Element]:
        """The content marked as the place an anchor names; without an anchor just the content."""
        if anchor:
            yield from self._around(target_name(anchor), content)
        else:
            yield from content

    def _around(self, name: str, content: Iterable[Element]) -> Iterator[Element]:
        number = str(next(self._ids))
        yield unlike("bookmarkStart", id=number, name=name)
        yield from content
        yield unlike("bookmarkEnd", id=number)


def target_name(anchor: str) -> str:
    """The bookmark of an anchor."""
    return bookmark_name(_TARGET, anchor)
