"""Reads a finished PDF back: every character with its place, line by line (by pdfplumber)."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass

import pdfplumber

_PAGE_HEIGHT = 841.89


@dataclass(frozen=True, slots=True)
class Char:
    """One character: where its origin stands (points from the page's left and top edge)."""

    text: str
    x: float
    y: float
    size: float
    advance: float     # of the face, in ems

    @property
    def east(self) -> bool:
        """Whether it is set in a square of its own."""
        return ord(self.text) >= 0x2E80 or self.text in "“”‘’—…"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of one page."""

    page: int
    y: float
    chars: tuple[Char, ...]

    @property
    def text(self) -> str:
        """The line as printed."""
        return "".join(char.text for char in self.chars)


def rows(pdf: bytes, *, size: float | None = None) -> list[Row]:
    """All lines of a file, in the order of its pages; only those set in `size`, if given."""
    found = []
    with pdfplumber.open(io.BytesIO(pdf)) as file:
        for number, page in enumerate(file.pages, 1):
            chars = [_char(each) for each in page.chars]
            if size is not None:
                chars = [char for char in chars if abs(char.size - size) < 0.01]
            found += _rows(number, chars)
            page.close()
    return found


def _char(found: dict[str, object]) -> Char:
    matrix, size = found["matrix"], found["size"]
    assert isinstance(matrix, tuple)
    assert isinstance(size, float | int)
    adv = found["adv"]
    assert isinstance(adv, float | int)
    return Char(
        str(found["text"]), float(matrix[4]), _PAGE_HEIGHT - float(matrix[5]), float(size),
        float(adv) / float(size),
    )


def _rows(page: int, chars: Sequence[Char]) -> list[Row]:
    """Characters of one baseline, in the order in which the page draws them."""
    lines: list[list[Char]] = []
    for char in chars:
        if lines and abs(lines[-1][-1].y - char.y) < 0.5:
            lines[-1].append(char)
        else:
            lines.append([char])
    return [Row(page, line[0].y, tuple(line)) for line in lines]
