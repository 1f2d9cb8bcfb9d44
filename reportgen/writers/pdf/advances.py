"""Where readers would misjudge a line, and the advances that keep them right.

Readers of PDF guess blanks and words from gaps: poppler sees a blank from 0.11 em beside digits,
pdf.js and pdfminer one between Han that stand far apart, and poppler a new word where glyphs
overlap, as squeezed marks do with what follows. So a glyph beside such a gap is shown by a copy
whose advance holds the gap (`fonts/cuts.py`): nothing moves on the page, and glyphs meet.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType

from reportgen.fonts import Cut, Face, FontLibrary
from reportgen.layout.pages import GlyphRun

WIDEST, DEEPEST = 105, -105     # 1/1000 em: gaps within them mislead nobody
_STEP = 125                     # copies differ by so much, so that there are few
_LEAST = 100                    # what remains of an advance at least

Cuts = Mapping[int, Cut]     # index in the run → what stands there
_NONE: Mapping[int, Cuts] = MappingProxyType({})


def cuts_of(runs: Sequence[GlyphRun], library: FontLibrary) -> Mapping[int, Cuts] | None:
    """By the index of a run in its line, what of it shall be shown by copies.

    None where a face takes no copies.
    """
    gaps = _misleading(runs)
    if not gaps:
        return _NONE
    faces = [library.face(run.face) for run in runs]
    if any(faces[place[0]].is_cff for *places, _ in gaps for place in places):
        return None
    found: dict[int, dict[int, Cut]] = {}
    for left, right, gap in gaps:
        behind = rest = round(gap / _STEP) * _STEP
        if rest < 0:
            (run, at), (other, other_at) = left, right
            behind = max(rest, -_blanks(faces[run], runs[run].text[at])[1])
            front = max(rest - behind, -_blanks(faces[other], runs[other].text[other_at])[0])
            _widen(found, runs, right, front, 0)
        _widen(found, runs, left, 0, behind)
    return found


_At = tuple[int, int]     # which run, which glyph of it


def _misleading(runs: Sequence[GlyphRun]) -> list[tuple[_At, _At, float]]:
    """Gaps, in 1/1000 em, that would mislead, each with the glyphs before and after it."""
    found: list[tuple[_At, _At, float]] = []
    pen = None
    for which, run in enumerate(runs):
        size, common = run.size, run.spacing * 1000 / run.size
        if pen is not None and not DEEPEST < (gap := (run.x - pen) * 1000 / size) < WIDEST:
            found.append(((which - 1, len(runs[which - 1].text) - 1), (which, 0), gap))
        shifts = run.shifts
        if not DEEPEST < common < WIDEST:
            all_ = dict.fromkeys(range(1, len(run.text)), 0.0) | dict(shifts)
            shifts = tuple(all_.items())
        if shifts:
            low, high = (DEEPEST - common) * size, (WIDEST - common) * size
            found += [
                ((which, i - 1), (which, i), common + shift / size)
                for i, shift in shifts if i and not low < shift < high
            ]
        pen = run.x + run.width - run.spacing
    return found


@lru_cache(maxsize=4096)
def _blanks(face: Face, char: str) -> tuple[int, int]:
    """What a glyph has before and behind its ink, in whole steps."""
    advance = face.advance(char)
    left, _, right, _ = face.ink(char) or (0, 0, _LEAST, 0)
    return max(0, left) // _STEP * _STEP, max(0, advance - right) // _STEP * _STEP


def _widen(
    found: dict[int, dict[int, Cut]], runs: Sequence[GlyphRun], place: _At, front: int, back: int
) -> None:
    """Show a glyph by a copy that has so much more, or less, than what is found of it so far."""
    if front or back:
        run, index = place
        cuts = found.setdefault(run, {})
        _, before, behind = cuts.get(index) or ("", 0, 0)
        cuts[index] = Cut(runs[run].text[index], before + front, behind + back)
