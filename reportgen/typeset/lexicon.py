"""A list of words with their frequencies, for the titles that must be broken (K32).

The list is packed as `tools/words.py` writes it; of it only the words that begin with a character
of the title are ever unpacked.
"""

from __future__ import annotations

import math
import zlib
from collections.abc import Mapping

_TOTAL = math.log(6e7)      # words met in the texts that were counted


def listed(words: str) -> frozenset[str]:
    """Words that stand in code, between blanks."""
    return frozenset(words.split())


class Lexicon:
    """Words and the logarithms of their probabilities."""

    def __init__(self, packed: bytes) -> None:
        lines = zlib.decompress(packed).decode("utf-16-le").split("\n")
        self._lines = {line[0]: line for line in lines}
        self._known: dict[str, Mapping[str, float]] = {}

    def after(self, first: str) -> Mapping[str, float]:
        """What may follow this character to make a word ("" where it is one itself)."""
        if first not in self._known:
            self._known[first] = {
                rest: (ord(group[0]) - ord("a") + 0.5) * math.log(2) - _TOTAL
                for group in self._lines.get(first, first).split("|")[1:]
                for rest in group[1:].split(" ")
            }
        return self._known[first]
