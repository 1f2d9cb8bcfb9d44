"""Where two readers think that the characters of a page stand, held to where they do.

pdfium (Chrome, Edge) tells a box for every character, poppler for every word. A box must be on its
glyph: hold its ink, and not reach beyond its square, by more than `FAR`.
"""

from __future__ import annotations

import html
import re
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pypdfium2

from reportgen.fonts import FontLibrary
from reportgen.layout.pages import GlyphRun, Page, Pages

FAR = 0.3       # of the size
_WORD = re.compile(r'<word xMin="([\d.-]+)" .*? xMax="([\d.-]+)" .*?>(.*?)</word>')


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character as it was laid out: its square and its ink, in points from the left."""

    char: str
    size: float
    square: tuple[float, float]
    ink: tuple[float, float]
    first: bool     # of its line


@dataclass(frozen=True, slots=True)
class Seen:
    """A character as a reader gives it; a side is None where the reader tells none."""

    char: str
    left: float | None = None
    right: float | None = None


@dataclass(slots=True)
class Verdict:
    """What a reader got wrong: blanks inside lines, boxes beside their glyphs, other characters."""

    blanks: int = 0
    astray: int = 0
    lost: int = 0
    right: int = 0


def judged(pages: Pages, library: FontLibrary, seen: Iterator[list[Seen]]) -> Verdict:
    """Every page, character by character."""
    found = Verdict()
    for page, chars in zip(pages.pages, seen, strict=True):
        _judge(list(glyphs(page, library)), chars, found)
    return found


def glyphs(page: Page, library: FontLibrary) -> Iterator[Glyph]:
    """The characters of a page, line by line."""
    lines: dict[float, list[GlyphRun]] = {}
    for marked in page.content:
        for item in marked.items:
            if isinstance(item, GlyphRun):
                lines.setdefault(round(item.y, 1), []).append(item)
    for _, runs in sorted(lines.items()):
        first = True
        for run in runs:
            face, scale = library.face(run.face), run.size / 1000
            advances = face.advances(run.text)
            for char, offset, advance in zip(run.text, run.xs(advances), advances, strict=True):
                x, ink = run.x + offset, face.ink(char) or (0, 0, advance, 0)
                yield Glyph(char, run.size, (x, x + advance * scale),
                            (x + ink[0] * scale, x + ink[2] * scale), first)
                first = False


def _judge(wanted: Sequence[Glyph], seen: Sequence[Seen], found: Verdict) -> None:
    at = 0
    for each in seen:
        here = wanted[at] if at < len(wanted) else None
        if here and each.char == here.char:
            found.right += 1
            found.astray += _astray(here, each)
            at += 1
        elif each.char.isspace():
            found.blanks += here is not None and not here.first
        else:
            found.lost += 1
    found.lost += len(wanted) - at


def _astray(glyph: Glyph, seen: Seen) -> bool:
    far = FAR * glyph.size
    left = seen.left is not None and not (
        glyph.square[0] - far <= seen.left <= glyph.ink[0] + far)
    right = seen.right is not None and not (
        glyph.ink[1] - far <= seen.right <= glyph.square[1] + far)
    return left or right


def by_pdfium(pdf: bytes) -> Iterator[list[Seen]]:
    """What Chrome and Edge select."""
    for page in pypdfium2.PdfDocument(pdf):
        text = page.get_textpage()
        boxes = [text.get_charbox(i) for i in range(text.count_chars())]
        yield [
            Seen(text.get_text_range(i, 1), left, right)
            for i, (left, _, right, _) in enumerate(boxes)
        ]


def by_poppler(pdf: bytes, folder: Path) -> Iterator[list[Seen]]:
    """Words, as Evince and Okular select them; a blank stands between them."""
    file = folder / "boxes.pdf"
    file.write_bytes(pdf)
    command = ["pdftotext", "-bbox", str(file), "-"]
    shown = subprocess.run(command, capture_output=True, check=True).stdout.decode()
    for page in shown.split("<page ")[1:]:
        seen: list[Seen] = []
        for left, right, coded in _WORD.findall(page):
            word = html.unescape(coded)
            last = len(word) - 1
            seen += [
                Seen(char, float(left) if i == 0 else None, float(right) if i == last else None)
                for i, char in enumerate(word)
            ]
            seen.append(Seen(" "))
        yield seen
