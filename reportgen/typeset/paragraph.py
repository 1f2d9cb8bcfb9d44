"""Breaking a paragraph into lines."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from reportgen.typeset import classes as k
from reportgen.typeset import model
from reportgen.typeset.fit import OVER, Task, Work, fit
from reportgen.typeset.gaps import share
from reportgen.typeset.measure import breaks, fits, join, prepare, split
from reportgen.typeset.model import Align, Glyphs, Line, Rules
from reportgen.typeset.place import Setting


def break_paragraph(
    glyphs: Glyphs,
    measure: int,
    indent: int = 0,
    rules: Rules = Rules(),  # noqa: B008 - frozen
    align: Align = "justify",
    *,
    work: Work | None = None,
) -> list[Line]:
    """Break and set `glyphs` in lines of `measure`, the first one indented.

    Every character is on exactly one line. A line the rules could not save tells so in its
    `faults`; nothing is dropped. An empty text has no lines.
    """
    if measure <= 0:
        raise ValueError(f"the measure is {measure}")
    lines: list[Line] = []
    for part, offset in segments(glyphs):
        chars = prepare(part, 0 if offset else indent, rules)
        setting = Setting(chars, measure, align, glyphs, offset, justify=align == "justify")
        if fits(chars, measure):
            lines.append(setting.line(breaks(chars), 0, 1) if rules.hanging
                         else setting.whole_line())
        else:
            join(chars, measure)
            lines += _lines(setting, work)
    return lines


def segments(glyphs: Glyphs) -> list[tuple[Glyphs, int]]:
    """The text between the author's breaks (and newlines), each with its offset."""
    text = glyphs.text
    size = len(text)
    if not text:
        return []
    cuts = {p for p in glyphs.breaks if 0 < p < size}
    if "\n" in text:
        cuts |= {p for p in range(1, size) if text[p - 1] == "\n"}
    if not cuts:
        return [(glyphs, 0)]
    edges = [0, *sorted(cuts), size]
    bound: list[list[tuple[int, int]]] = [[] for _ in edges]
    for start, stop in glyphs.bound:
        for which in range(max(bisect_right(edges, start) - 1, 0), bisect_left(edges, stop)):
            bound[which].append((start - edges[which], stop - edges[which]))
    return [
        (Glyphs(text[a:b], glyphs.advances[a:b], own, (), glyphs.em, glyphs.ems[a:b]), a)
        for (a, b), own in zip(pairwise(edges), bound, strict=False)
    ]


def _lines(setting: Setting, work: Work | None) -> Iterator[Line]:
    chars = setting.chars
    last_start = orphan_limit(chars.base, chars.rules.orphan)
    found = breaks(chars)
    em = chars.glyphs.em
    most = share(chars.rules.ragged, em)
    task = Task(found, setting.measure, em, setting.justify, last_start, most)
    path, cost = fit(task, work)
    if cost >= OVER and split(chars, found, setting.measure):
        found = breaks(chars)
        path, _ = fit(replace(task, found=found), work)
    for a, b in pairwise(path):
        start = found.at[a]
        faults: tuple[str, ...] = ()
        if start in chars.unlawful:
            faults += (model.NO_LAWFUL_BREAK,)
        if start in chars.parted:
            faults += (model.PARTED,)
        if start > last_start and found.at[b] == len(chars.base):
            faults += (model.ORPHAN,)
        yield setting.line(found, a, b, faults)


def orphan_limit(letters: str, orphan: int) -> int:
    """The largest position at which the last line may begin (K18); a digit counts half a Han."""
    want = 2 * orphan
    for position in range(len(letters) - 1, -1, -1):
        letter = letters[position]
        want -= 2 if letter == k.HAN else letter in (k.LATIN, k.DIGIT)
        if want <= 0:
            return position
    return len(letters)
