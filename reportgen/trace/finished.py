"""The digits of a finished file, each with its place and with what accounts for it.

Fixed formats are read beside the laid pages, whose characters they show in the same order; a Word
file piece by piece beside the ledger (`word`).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence, Set
from difflib import SequenceMatcher
from itertools import pairwise

from reportgen.diagnostics import Diagnostic, Span
from reportgen.frozen import frozen
from reportgen.layout.pages import GlyphRun, Page
from reportgen.proof.content import Place
from reportgen.trace.origin import NUMBERS, Meant, Origin, Why, solid

Lines = Sequence[tuple[str, float]]     # texts in the order of painting, and how far down each is
_SAME_LINE = 2.0     # points by which baselines of one line may differ


@frozen
class Shown:
    """A run of digits, where it stands, and what it comes from; nothing accounts for one without
    an origin. `text` is all that is printed of its fact, `meant` what should stand there."""

    digits: str
    place: Place
    origin: Origin | None
    text: str = ""
    meant: str = ""


def stranger(each: Shown, file: str, hint: str) -> Diagnostic:
    """E1045, with page and line."""
    where = f"{each.place.part}{each.place.spot}"
    meant = f"，这里应当是“{each.meant}”" if each.meant else ""
    return Diagnostic("E1045", f"{where}的“{each.digits}”没有来处{meant}", Span(file), (hint,))


def strangers(lines: Lines, meant: Meant, page: Page) -> Iterator[Shown]:
    """What of a finished page nothing accounts for."""
    if None in meant.origins or solid("".join(text for text, _ in lines)) != meant.text:
        yield from (each for each in on_page(lines, meant, page) if each.origin is None)


def on_page(lines: Lines, meant: Meant, page: Page) -> Iterator[Shown]:
    """The digit runs of a finished page."""
    text, stops, places, heights = "", [], [], _heights(page)
    for shown, down in lines:
        text += solid(shown)
        stops.append(len(text))
        places.append(Place(f"第{page.number}页", _line(down, heights)))
    yield from accounted(text, meant, lambda at: places[bisect_left(stops, at + 1)])


def accounted(text: str, meant: Meant, place: Callable[[int], Place]) -> Iterator[Shown]:
    """The digit runs of a text beside what it should be.

    A run keeps its origin where it stands as it should; one of a fact, where all that is printed of
    the fact does, its sign and its unit among it.
    """
    home = list(range(len(text))) if text == meant.text else _aligned(text, meant.text)
    wholes = _wholes(meant)
    for start, end in _runs(text, {n for n, at in enumerate(home) if at in meant.begins}):
        at = next((at for at in home[start:end] if at in wholes), None)
        if at is None:
            yield Shown(text[start:end], place(start), None)
            continue
        first, last = wholes[at]
        here = home.index(at, start) - at + first
        same = 0 <= here <= start and end <= here + last - first \
            and home[here : here + last - first] == list(range(first, last))
        known = same and None not in meant.origins[first:last]
        word = meant.text[first:last]
        yield Shown(text[start:end], place(start), meant.origins[at] if known else None, word,
                    "" if same else word)


def _wholes(meant: Meant) -> dict[int | None, tuple[int, int]]:
    """Of each digit the whole it belongs to: all that is printed of a fact, or its run."""
    found: dict[int | None, tuple[int, int]] = {}
    start = 0
    for end in range(1, len(meant.text) + 1):
        origin = meant.origins[start]
        if end == len(meant.text) or end in meant.begins or meant.origins[end] != origin:
            if origin is not None and origin.why is Why.FACT:
                found |= dict.fromkeys(range(start, end), (start, end))
            start = end
    for run in _runs(meant.text, meant.begins):
        found |= dict.fromkeys((at for at in range(*run) if at not in found), run)
    return found


def _runs(text: str, begins: Set[int]) -> Iterator[tuple[int, int]]:
    """The runs of digits, each within one text."""
    for run in NUMBERS.finditer(text):
        stops = [run.start(), *(n for n in range(run.start() + 1, run.end()) if n in begins),
                 run.end()]
        yield from pairwise(stops)


def _aligned(text: str, meant: str) -> list[int | None]:
    """Of each character of a text the one of what was meant that it is."""
    home: list[int | None] = [None] * len(text)
    matcher = SequenceMatcher(None, meant, text, autojunk=False)
    for at, there, length in matcher.get_matching_blocks():
        home[there : there + length] = range(at, at + length)
    return home


def _heights(page: Page) -> list[float]:
    """How far down the lines of a page's text are, pictures and what pages repeat left out."""
    found: list[float] = []
    downs = sorted(item.y for marked in page.content if marked.element is not None
                   for item in marked.items if isinstance(item, GlyphRun))
    for down in downs:
        if not found or down - found[-1] > _SAME_LINE:
            found.append(down)
    return found


def _line(down: float, heights: Sequence[float]) -> str:
    number = bisect_right(heights, down + _SAME_LINE)
    there = number and down - heights[number - 1] <= _SAME_LINE * 2
    return f"第{number}行" if there else "图中或页边"
