"""Titles with every lawful break marked: how many of the breaks made are lawful."""

from __future__ import annotations

import math
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from support.typeset.rtm import advances, glyphs, shown

from reportgen.layout.lexicon import lexicon
from reportgen.typeset import break_title

MEASURES = (18, 20, 22, 26)     # ems: a title in 小二 on A4 has 24.5 of them
TIGHT = (0.55, 0.38)            # of the title: two lines, three lines
_NARROWEST = 8


class Break(NamedTuple):
    """A break that was made in a title; `forced` where no lawful division fits the measure."""

    title: str      # as the reader marked it
    ems: int
    at: int
    lawful: bool
    forced: bool


def marked_titles(path: Path) -> list[str]:
    """The titles of a file."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line.split("\t")[1] for line in lines if not line.startswith("#")]


def breaks_made(title: str, measures: tuple[int, ...] = ()) -> Iterator[Break]:
    """Every break of a title at these measures, or at those where it takes two or three lines."""
    text = title.replace("|", "")
    lawful = set(_ends(title.split("|")))
    tight = (math.ceil(len(text) * part) for part in TIGHT)
    for ems in measures or (each for each in tight if each >= _NARROWEST):
        if sum(advances(text)) > ems * 1000:
            lines = shown(text, break_title(glyphs(text), ems * 1000, lexicon=lexicon)).split("|")
            for at in _ends(lines):
                forced = at not in lawful and not _possible(text, lawful, ems)
                yield Break(title, ems, at, at in lawful, forced)


def _ends(parts: list[str]) -> Iterator[int]:
    at = 0
    for part in parts[:-1]:
        at += len(part)
        yield at


def _possible(text: str, lawful: set[int], ems: int) -> bool:
    """Whether the title can be set in this measure with lawful breaks alone."""
    reached = {0}
    for stop in (*sorted(lawful), len(text)):
        if any(sum(advances(text[start:stop])) <= ems * 1000 for start in reached):
            reached.add(stop)
    return len(text) in reached
