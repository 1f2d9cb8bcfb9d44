"""What a unit's settings bring along: a paper its type area, a size of text its character pitch.

`page.size` and `page.orientation` are words for a row of `papers.yaml`. What the unit tells itself
stays as it is told.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import cache

from reportgen.diagnostics import Family, Sink
from reportgen.style.reading import read_settings
from reportgen.style.setting import Setting
from reportgen.units import TWIPS_PER_PT
from reportgen.world import PACKAGE, PACKAGED

PAPER, WAY = "page.size", "page.orientation"
_BODY = "styles.body."
_MEASURES = (PAPER, WAY, "page.type_width")      # what changes how many characters fill a line
_SLACK = 0.01      # of a line or a character
_TWIPS = "twip"

Settings = Mapping[str, Setting]
Points = Callable[[str], float]


def brought(settings: Settings, told: Settings, points: Points) -> Iterator[tuple[str, Setting]]:
    """The settings that follow from what is `told`, in an order in which each may rest on others.

    `settings` are all, those told and those brought so far among them; `points` gives the length
    of a key as they are then.
    """
    changed = [key for key in (PAPER, WAY) if key in told]
    if changed:
        cause = settings[changed[0]]
        row = _rows()[settings[PAPER].value, settings[WAY].value]
        yield from ((key, _after(cause, settings[key], value)) for key, value in row.items()
                    if key in settings and key not in told)
    yield from _pitches(settings, told, points)
    yield from _counts(settings, told, points)


def _pitches(settings: Settings, told: Settings, points: Points) -> Iterator[tuple[str, Setting]]:
    """Of each style with a character pitch whose size or measure is told: so that they fit."""
    for key in [key for key in settings if key.endswith(".em")]:
        size = f"{key.removesuffix('em')}size"
        causes = (size, *_MEASURES) if key.startswith(_BODY) else (size,)
        cause = next((told[each] for each in causes if each in told), None)
        if cause is not None and key not in told:
            width = points("page.type_width")
            em = width / max(1, round(width / max(points(size), 1.0)))
            yield key, _after(cause, settings[key], f"{int(em * 1000) / 1000:g}", "pt")


def _counts(settings: Settings, told: Settings, points: Points) -> Iterator[tuple[str, Setting]]:
    """How many characters and lines there are then, and half of what is between two lines."""
    size, pitch = points(f"{_BODY}size"), points("page.pitch")
    paper, wide = (PAPER, WAY), (*_MEASURES, f"{_BODY}size")
    characters = int(points("page.type_width") / max(points(f"{_BODY}em"), 1.0) + _SLACK)
    lines = int((points("page.type_height") - size) / max(pitch, 1.0) + _SLACK) + 1
    half = str(max(0, round((pitch - size) / 2 * TWIPS_PER_PT)))
    for key, causes, value, unit in (
        ("page.characters", paper if f"{_BODY}em" in told else wide, str(characters), ""),
        ("page.lines", paper, str(lines), ""),
        ("word.half_lead", (*paper, "page.pitch", f"{_BODY}size"), half, _TWIPS),
    ):
        cause = next((told[each] for each in causes if each in told), None)
        if cause is not None and key not in told:
            yield key, _after(cause, settings[key], value, unit)


def _after(cause: Setting, old: Setting, value: str, unit: str = "") -> Setting:
    """A setting that another one brought along: told where that one is."""
    return replace(old, value=value, unit=unit or old.unit, clause="", tolerance="",
                   span=cause.span, written=cause.written, brought=cause.written)


@cache
def _rows() -> Mapping[tuple[str, str], Mapping[str, str]]:
    """What each paper brings, by its name and the way it lies, in the units of the packaged."""
    sink = Sink()
    rows: dict[tuple[str, str], dict[str, str]] = {}
    for path, setting in read_settings(PACKAGE / "style" / "papers.yaml", PACKAGED, sink).items():
        paper, way, key = path.split(".", 2)
        rows.setdefault((paper, way), {})[key] = setting.value
    sink.raise_errors(Family.INPUT)
    return rows
