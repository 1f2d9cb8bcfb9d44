"""Names in a text: persons' are kept on one line (K31), others at least in a title (K32)."""

from __future__ import annotations

import re
from collections.abc import Iterable

from reportgen.document.tree import Names
from reportgen.frozen import frozen

Spans = tuple[tuple[int, int], ...]


@frozen
class Known:
    """The names of a document, ready to be looked for."""

    persons: re.Pattern[str] | None = None
    others: re.Pattern[str] | None = None

    @classmethod
    def of(cls, names: Names) -> Known:
        """The names of a document."""
        return cls(_pattern(names.persons), _pattern(names.others))

    def kept(self, text: str) -> Spans:
        """Where no line is to be broken unless the piece is wider than it."""
        return _spans(self.persons, text)

    def words(self, text: str) -> Spans:
        """Where a title is broken only if that cannot be helped."""
        return _spans(self.others, text)


def _pattern(names: Iterable[str]) -> re.Pattern[str] | None:
    longest_first = sorted(set(names), key=lambda name: (-len(name), name))
    return re.compile("|".join(map(re.escape, longest_first))) if longest_first else None


def _spans(pattern: re.Pattern[str] | None, text: str) -> Spans:
    return tuple([found.span() for found in pattern.finditer(text)]) if pattern else ()
