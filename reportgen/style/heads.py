"""How large the names at the head of page 1 are: decided once, for the page and for Word."""

from __future__ import annotations

from collections.abc import Sequence

from reportgen.style.profile import Profile
from reportgen.units import Length, Pt


def masthead_size(profile: Profile, name: str) -> Length:
    """Of 报头: as large as its line takes, within the profile's limits."""
    fitting = profile.length("masthead.name_width").pt / max(len(name), 1)
    return _limited(profile, "masthead", fitting)


def letterhead_size(profile: Profile, organs: Sequence[str], suffix: str) -> Length:
    """Of 发文机关标志: as large as its line takes; of a joint issue, its widest and its depth."""
    width = profile.length("letterhead.name_width").pt
    if len(organs) == 1:
        return _limited(profile, "letterhead", width / max(len(organs[0] + suffix), 1))
    gap = profile.number("letterhead.joint_gap") if suffix else 0.0
    ems = max(map(len, organs)) + gap + len(suffix)
    high = (len(organs) - 1) * profile.number("letterhead.name_pitch") + 1
    depth = profile.length("letterhead.joint_depth").pt
    return _limited(profile, "letterhead", min(width / ems, depth / high))


def _limited(profile: Profile, head: str, size: float) -> Length:
    least, most = (profile.length(f"{head}.name_{limit}").pt for limit in ("min", "max"))
    return Pt(max(least, min(most, size)))
