"""Where a unit's own profile departs from a standard that its base follows.

A unit may do so (GB/T 9704-2012 is recommended, and 简报 is outside its scope), but knowingly.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from reportgen.diagnostics import Sink
from reportgen.frozen import frozen
from reportgen.style.keys import part
from reportgen.style.profile import Profile
from reportgen.style.schema import shown, spoken
from reportgen.style.setting import Setting

_STANDARD = "GB/T"
_SAME = 1e-6     # points
_SLACK = 0.01    # of a line or character: 156 mm are 28 characters, though not to the last digit


@frozen
class Deviation:
    """A value that is not the standard's, nor within its tolerance."""

    key: str
    own: Setting
    standard: Setting


def deviations(profile: Profile) -> Iterator[Deviation]:
    """All deviations, in the order of the packaged profile's keys."""
    root = profile.root
    told: list[Setting] = []      # what follows another setting is told with that one
    for key, standard in root.settings.items():
        own = profile.settings[key]
        if own.brought:
            continue        # told with what brought it
        if standard.clause.startswith(_STANDARD) and not _agrees(key, profile, root):
            if not any(own is each for each in told):
                yield Deviation(key, own, standard)
            told.append(own)


def report_deviations(profile: Profile, sink: Sink) -> None:
    """Tell every deviation (I0154)."""
    for found in deviations(profile):
        standard, name = found.standard, profile.said(found.key)
        tolerance = f"，允许误差 {standard.tolerance} {standard.unit}" if standard.tolerance else ""
        sink.info(
            "I0154",
            f"版式与标准不一致：{name} 是 {shown(found.own)}，{standard.clause} 是 "
            f"{shown(standard)}{tolerance}",
            found.own.span,
            f"要合标准，写成“{part('value', name)}: {spoken(standard.value)}”；有意如此，不必理会",
        )


class _Fill(NamedTuple):
    """How many of a thing a page or line is said to have, and what decides how many it has."""

    key: str
    where: str
    unit: str
    cause: str
    extent: str
    room: float
    first: int     # of them, that need no room of the cause's


def report_fill(profile: Profile, sink: Sink) -> None:
    """W0157 where a full page has not the lines and characters that the profile says it has."""
    height, width = profile.length("page.type_height").pt, profile.length("page.type_width").pt
    size = profile.length("styles.body.size").pt
    for fill in (
        _Fill("page.lines", "一页", "行", "page.pitch", "page.type_height", height - size, 1),
        _Fill("page.characters", "一行", "字", "styles.body.em", "page.type_width", width, 0),
    ):
        said = int(profile.number(fill.key))
        each = profile.length(fill.cause).pt
        real = int(fill.room / each + _SLACK) + fill.first if each > 0 else 0
        if said == real:
            continue
        key, cause = profile.said(fill.key), profile.said(fill.cause)
        value, unit = part("value", key), part("unit", key)
        wanted = int(fill.room / max(said - fill.first, 1) * 1000) / 1000
        sink.warning(
            "W0157", f"{fill.where}实际排{real}{fill.unit}，{key} 写的是{said}{fill.unit}",
            profile.place(fill.key, fill.cause, fill.extent, "styles.body.size"),
            f"要{said}{fill.unit}，写成“{cause}: {{{value}: {wanted:g}, {unit}: pt}}”",
            f"要{real}{fill.unit}，在末尾单独写一行 "
            f"{key}: {{{value}: {real}, {unit}: {fill.unit}}}",
        )


def _agrees(key: str, profile: Profile, root: Profile) -> bool:
    own, standard = profile.settings[key], root.settings[key]
    if not standard.unit:
        return own.value == standard.value
    if own.unit == standard.unit:
        allowed = Decimal(standard.tolerance or 0)
        return abs(Decimal(own.value) - Decimal(standard.value)) <= allowed
    allowed_pt = 0.0
    if standard.tolerance:
        step = Setting(standard.tolerance, standard.unit)
        allowed_pt = Profile("", {**root.settings, key: step}).length(key).pt
    return abs(profile.length(key).pt - root.length(key).pt) <= allowed_pt + _SAME
