"""Where a unit's own profile departs from a standard that its base follows.

A unit may do so (GB/T 9704-2012 is recommended, and 简报 is outside its scope), but knowingly.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from reportgen.diagnostics import Sink
from reportgen.style.profile import Profile, Setting

_STANDARD = "GB/T"
_SAME = 1e-6     # points


@dataclass(frozen=True, slots=True)
class Deviation:
    """A value that is not the standard's, nor within its tolerance."""

    key: str
    own: Setting
    standard: Setting


def deviations(profile: Profile) -> Iterator[Deviation]:
    """All deviations, in the order of the packaged profile's keys."""
    root = profile
    while root.base is not None:
        root = root.base
    for key, standard in root.settings.items():
        own = profile.settings[key]
        if standard.clause.startswith(_STANDARD) and not _agrees(key, profile, root):
            yield Deviation(key, own, standard)


def report_deviations(profile: Profile, sink: Sink) -> None:
    """Tell every deviation (I0154)."""
    for found in deviations(profile):
        standard = found.standard
        tolerance = f"，允许误差 {standard.tolerance} {standard.unit}" if standard.tolerance else ""
        sink.info(
            "I0154",
            f"版式与标准不一致：{found.key} 是 {_shown(found.own)}，{standard.clause} 是 "
            f"{_shown(standard)}{tolerance}",
            found.own.span, f"要合标准，写 value: {standard.value}；有意如此，不必理会",
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


def _shown(setting: Setting) -> str:
    return f"{setting.value} {setting.unit}".rstrip()
