"""Breaking a paragraph into lines."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from reportgen.typeset import classes as k
from reportgen.typeset import model
from reportgen.typeset.fit import Work, fit
from reportgen.typeset.measure import Arrays, arrays, breaks, join
from reportgen.typeset.model import Align, Glyphs, Line, Rules
from reportgen.typeset.place import place


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
        found = arrays(part, indent if offset == 0 else 0, rules)
        join(found, part.bound, measure, rules.keep_units)
        forced = offset + len(part.text) < len(glyphs.text)
        lines += [
            replace(
                line, start=line.start + offset, end=line.end + offset,
                last=line.last and not forced, forced=line.last and forced,
            ) if offset or forced else line
            for line in _lines(found, measure, rules, align, work)
        ]
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
    bound = list(glyphs.bound)
    return [
        (
            Glyphs(
                text[a:b], glyphs.advances[a:b],
                tuple((s - a, e - a) for s, e in bound if s < b and e > a),
            ),
            a,
        )
        for a, b in pairwise(edges)
    ]


def _lines(
    found: Arrays, measure: int, rules: Rules, align: Align, work: Work | None
) -> list[Line]:
    size = len(found.text)
    last_start = orphan_limit(found.letters, rules.orphan)
    at = breaks(found)
    path = fit(at, measure, last_start, justify=align == "justify", work=work)
    edges = [at.at[n] for n in path]
    lines: list[Line] = []
    for start, stop in pairwise(edges):
        last = stop == size
        line = place(
            found, start, stop, measure,
            stretch=align == "justify" and not last, align=align, rules=rules,
        )
        faults = line.faults
        if start in found.unlawful:
            faults += (model.NO_LAWFUL_BREAK,)
        if start in found.parted:
            faults += (model.PARTED,)
        if last and start > last_start:
            faults += (model.ORPHAN,)
        if last or faults != line.faults:
            line = replace(line, last=last, faults=faults)
        lines.append(line)
    return lines


def orphan_limit(letters: str, orphan: int) -> int:
    """The largest position at which the last line may begin (K18); a digit counts half a Han."""
    want = 2 * orphan
    for position in range(len(letters) - 1, -1, -1):
        letter = letters[position]
        want -= 2 if letter == k.HAN else letter in (k.LATIN, k.DIGIT)
        if want <= 0:
            return position
    return len(letters)
