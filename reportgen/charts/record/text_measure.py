"""Text in charts: how wide it is, and where it breaks.

Widths come from the advances of the page's own face, so what is measured here is what is drawn.
"""

from __future__ import annotations

from itertools import accumulate
from typing import Protocol

from reportgen.charts.record.theme import DESCENT, MIDDLE, Theme
from reportgen.facts.approximation import LEADING, SIGNED
from reportgen.frozen import frozen
from reportgen.patterns import late
from reportgen.typeset import pieces

# An approximation word stays with its number; one of Chinese numerals has none to stay with.
_LED = late(rf"{LEADING}(?={SIGNED})")
# A number that is too wide with its unit breaks beside it.
_NUMBER = late(rf"{SIGNED}[%‰％]?|.")


class Advances(Protocol):
    """What charts need of a chain of faces."""

    def advance(self, ch: str, /) -> float:
        """The advance of a character in 1/1000 em."""
        ...


@frozen
class Ruler:
    """Measures and breaks text of one face."""

    chain: Advances
    theme: Theme

    def width(self, text: str, size: float) -> float:
        """The width of `text` in points."""
        advance = self.chain.advance
        return sum(advance(ch) for ch in text) * size / 1000

    def widest(self, lines: tuple[str, ...], size: float) -> float:
        """The width of the widest line."""
        return max((self.width(line, size) for line in lines), default=0.0)

    def longest(self, text: str, size: float) -> float:
        """The width of the longest piece that should stay on one line, such as a number."""
        return max((self.width(piece, size) for piece in _pieces(text)), default=0.0)

    def wrap(self, text: str, size: float, width: float) -> tuple[str, ...]:
        """`text` in as few lines of `width` points as it takes, the lines as even as may be.

        Breaks after ，；：、 and before （ are taken before others, if that takes no more lines.
        """
        lines = self._even(text, size, width)
        if len(lines) < 2:
            return lines
        parted = [
            (*self._even(text[:at], size, width), *self._even(text[at:], size, width))
            for at in _pauses(text)
        ]
        fitting = [each for each in parted if len(each) <= len(lines)]
        return min(fitting, key=lambda each: self.widest(each, size), default=lines)

    def _even(self, text: str, size: float, width: float) -> tuple[str, ...]:
        pieces = [p for piece in _pieces(text) for p in self._fitting(piece, size, width)]
        lines = self._greedy(pieces, size, width)
        if len(lines) < 2:
            return lines
        low, high = 0.0, width
        for _ in range(12):  # the narrowest measure that needs no further line
            middle = (low + high) / 2
            narrow = self._greedy(pieces, size, middle)
            if len(narrow) > len(lines) or self.widest(narrow, size) > width:
                low = middle
            else:
                high, lines = middle, narrow
        return lines

    def _fitting(self, piece: str, size: float, width: float) -> list[str]:
        """A piece wider than the column breaks beside its number; if that is too wide, anywhere."""
        if self.width(piece, size) <= width:
            return [piece]
        parts = _NUMBER.findall(piece)
        return [p for part in parts for p in self._fitting(part, size, width)] if parts[1:] else (
            list(piece)
        )

    def _greedy(self, pieces: list[str], size: float, width: float) -> tuple[str, ...]:
        lines: list[str] = []
        line = ""
        for piece in pieces:
            if line and self.width((line + piece).rstrip(), size) > width:
                lines.append(line.rstrip())
                line = piece.lstrip()
            else:
                line += piece
        return (*lines, line.rstrip()) if line.strip() or not lines else tuple(lines)

    def height(self, lines: int, size: float) -> float:
        """The height of a block of lines: one em each, and the leading between them."""
        return size + max(0, lines - 1) * size * self.theme.pitch

    def baselines(self, centre: float, lines: int, size: float) -> list[float]:
        """Baselines (y downwards) of a block of lines that is centred on `centre`."""
        pitch = size * self.theme.pitch
        first = centre - (lines - 1) * pitch / 2 + MIDDLE * size
        return [first + i * pitch for i in range(lines)]

    def from_top(self, top: float, lines: int, size: float) -> list[float]:
        """Baselines (y downwards) of a block of lines that begins at `top`."""
        first = top + (1 - DESCENT) * size
        return [first + i * size * self.theme.pitch for i in range(lines)]


def _pauses(text: str) -> list[int]:
    """Where a reader would pause: after ，；：、 and before a bracket, within the text."""
    ends = accumulate(map(len, _pieces(text)[:-1]))
    return [i for i in ends if text[i - 1] in "，；：、" or text[i] == "（"]


def _pieces(text: str) -> list[str]:
    """What must not be broken: numbers with units, words, and marks tied to their neighbours."""
    led = ((found.start(), found.end() + 1) for found in _LED.finditer(text))
    return pieces(text.replace("\n", " "), led)
